//! What happens, told on standard output: one JSON object a line for programs, or one plain line for people.
//! `docs/events.md` describes it. Must not know who makes the events.

#[cfg(test)]
mod golden;
mod words;

use serde::Serialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;

/// One thing that happened. Field names and words are an interface: they are added to, never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The receiver can be joined. Always the first.
    Listening {
        /// The address of its UDP socket.
        udp: SocketAddr,
        /// The join link. Who has it may come in.
        join: String,
        /// The address of its TCP socket; the port is that of `udp`.
        tcp: SocketAddr,
        /// The room code. Who has it may come in.
        code: String,
    },
    /// A controller is here.
    PadJoined(PadFields),
    /// A controller dropped or left.
    PadLeft {
        /// Whose.
        #[serde(flatten)]
        pad: PadFields,
        /// Why, in one word.
        reason: &'static str,
        /// Whether its seat waits for it.
        seat_kept: bool,
    },
    /// A controller that had dropped is back in its place.
    PadResumed(PadFields),
    /// A controller that waited got a seat.
    PadSeated(PadFields),
    /// A controller lost its seat, because the game that was chosen has fewer; it waits in front.
    PadUnseated(PadFields),
    /// A controller that had dropped did not come back in time: its seat is free.
    PadExpired {
        /// Whose.
        #[serde(flatten)]
        pad: PadFields,
        /// Why, in one word.
        reason: &'static str,
    },
    /// A player took another name.
    PadRenamed(PadFields),
    /// Its link travels on something else now; on UDP, as long as nothing is told.
    PadTransport {
        /// Whose.
        #[serde(flatten)]
        pad: PadFields,
        /// `udp` or `tcp`.
        transport: &'static str,
    },
    /// A controller was not admitted.
    PadRejected {
        /// Whose; it has neither number nor seat.
        #[serde(flatten)]
        pad: PadFields,
        /// Why, in one word.
        reason: &'static str,
    },
    /// More controllers were not admitted than are told one by one: so many have no [`PadRejected`](Self::PadRejected).
    MoreRejected {
        /// How many since the last such line.
        count: u64,
    },
    /// A controller wants to be remembered beyond this evening; someone at the receiver has to agree.
    PadRememberAsked(PadFields),
    /// The question was answered.
    PadRemembered {
        /// Whose.
        #[serde(flatten)]
        pad: PadFields,
        /// The answer.
        remembered: bool,
    },
    /// The room code is another one.
    CodeChanged {
        /// The new one.
        code: String,
    },
    /// The join link is another one: the secret was changed, or the receiver's addresses.
    LinkChanged {
        /// The new one.
        join: String,
    },
    /// Newcomers are not admitted any more.
    RoomLocked {},
    /// Newcomers are admitted again.
    RoomUnlocked {},
    /// A player wrote something that is shown. The words are the room's own, and stand in no event.
    Said {
        /// Who.
        #[serde(flatten)]
        pad: PadFields,
        /// How many letters it has.
        letters: usize,
    },
    /// A player showed a picture.
    Emote {
        /// Who.
        #[serde(flatten)]
        pad: PadFields,
        /// Which, in a word or two.
        emote: &'static str,
    },
    /// What a controller says is not shown any more, or shown again.
    PadMuted {
        /// Which.
        #[serde(flatten)]
        pad: PadFields,
        /// It is not.
        muted: bool,
    },
    /// What controllers say is not shown any more, or shown again.
    ChatMuted {
        /// It is not.
        muted: bool,
    },
    /// Too many wrong codes came from one address: it may try none for a while.
    AddressLockedOut {
        /// For how long.
        seconds: u64,
        /// How often this has happened in this run.
        count: u64,
    },
    /// The receiver's evening is over: whoever is not remembered has to pair again.
    EveningEnded {},
    /// A game begins.
    GameStarted {
        /// Which game.
        game: &'static str,
        /// With it, the options, the pack and the same inputs the game goes the same way again.
        seed: u64,
        /// How it is played: each of its options and what was chosen, by the names of the command line.
        options: BTreeMap<&'static str, &'static str>,
        /// What it is played with instead of its own: the title.
        #[serde(skip_serializing_if = "Option::is_none")]
        pack: Option<String>,
    },
    /// Seats of an evening that did not end in order wait for those who had them.
    SeatsRestored {
        /// Whose.
        pads: Vec<PadFields>,
    },
    /// The game of an evening that did not end in order stands here again, in pause.
    GameRestored {
        /// Which game.
        game: &'static str,
        /// Its seed.
        seed: u64,
    },
    /// The game stands still.
    GamePaused {},
    /// The game will go on.
    GameCountdown {
        /// After so many seconds.
        seconds: u64,
    },
    /// The game goes on.
    GameResumed {},
    /// A seat won points, or lost some.
    Score {
        /// Whose.
        seat: u16,
        /// How many.
        points: i32,
        /// The seat's points afterwards.
        total: i64,
    },
    /// A round is done.
    RoundCleared {
        /// Counted from 1.
        round: u32,
    },
    /// The game is over.
    GameOver {
        /// Whether the players won.
        won: bool,
        /// The team's points.
        total: i64,
        /// Everyone's points, most first.
        scores: Vec<SeatScore>,
    },
    /// The game that is over made a high score.
    HighScore {
        /// The game.
        game: String,
        /// The way that it was played.
        league: String,
        /// The title of what it was played with; not there if that is its own.
        #[serde(skip_serializing_if = "Option::is_none")]
        pack: Option<String>,
        /// The most players that sat at once.
        players: u16,
        /// Its place, counted from 1.
        place: usize,
        /// The points.
        points: i64,
        /// Who made it.
        names: Vec<String>,
    },
    /// The game was ended from the outside before it was over.
    GameAborted {
        /// The team's points.
        total: i64,
    },
    /// The reader was too slow: so many events before this one were not written.
    EventsLost {
        /// How many.
        count: u64,
    },
}

/// What every `pad_*` event says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PadFields {
    /// The pad's number, never used again in this run; none for a pad that was not admitted.
    pub pad: Option<u32>,
    /// The player's name, clean and distinct.
    pub name: String,
    /// The seat, counted from 0; none for a spectator.
    pub seat: Option<u16>,
}

/// One player's points at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatScore {
    /// The seat, counted from 0.
    pub seat: u16,
    /// The player's name.
    pub name: String,
    /// The points.
    pub points: i64,
}
