//! What the two sessions tell their owners. Knows no state of either.

use crate::{LinkDown, Message};
use couchpad_protocol::limits::AXES;
use couchpad_protocol::{
    ButtonIndex, Cause, Closing, PadAction, PadId, Peer, Phase, Place, SeatIndex, Shakes, Tint,
    Turn, Undelivered,
};

/// Something happened to one pad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostEvent {
    /// The pad.
    pub pad: PadId,
    /// Its name, as shown.
    pub name: String,
    /// Its seat, or the seat that it had when it left; `None`: it waits.
    pub seat: Option<SeatIndex>,
    /// What happened.
    pub kind: HostEventKind,
}

/// What happened to a pad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostEventKind {
    /// It is there for the first time; seated already, if there was a seat.
    Joined,
    /// It is not heard any more; its seat is kept. Its buttons are released.
    Lost {
        /// How that was noticed.
        reason: LostReason,
    },
    /// It is heard again.
    Resumed,
    /// It is gone for good and its seat, if it had one, is free.
    Left {
        /// Why.
        reason: LeftReason,
    },
    /// It waited and got a seat.
    Seated,
    /// Its seat is no more (there are fewer seats now); it waits in front of the queue. `seat` is the one that it had.
    Unseated,
    /// It has another name.
    Renamed,
    /// START or PAUSE was pressed by a seated pad.
    System {
        /// Which.
        button: ButtonIndex,
    },
    /// A choice or a text on the layout that the pad shows. A pad that waits for a seat may send them, too.
    Action {
        /// What.
        action: PadAction,
    },
    /// Bytes for a program.
    App {
        /// On which channel.
        channel: u8,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A program's message, with its number and its time.
    Message(Message),
    /// The host's own message to this pad was under way when the pad's program ended, and the new one never gets it.
    Undelivered {
        /// On which channel.
        channel: u8,
        /// Why.
        why: Undelivered,
    },
}

/// How it was noticed that a pad is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LostReason {
    /// Nothing was heard from it for too long.
    Silent,
    /// It said that it goes to the background.
    Away,
    /// Its link was closed by itself, without a word about leaving.
    Quit,
    /// Its link timed out.
    TimedOut,
    /// Its control connection or its link broke.
    Reset,
}

impl LostReason {
    /// One word for logs and events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Away => "away",
            Self::Quit => "quit",
            Self::TimedOut => "timed_out",
            Self::Reset => "reset",
        }
    }
}

impl From<LinkDown> for LostReason {
    fn from(cause: LinkDown) -> Self {
        match cause {
            LinkDown::Quit => Self::Quit,
            LinkDown::TimedOut => Self::TimedOut,
            LinkDown::Reset => Self::Reset,
        }
    }
}

/// Why a pad is gone for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeftReason {
    /// The player left.
    Quit,
    /// The receiver sent it away.
    Kicked,
    /// It was lost for longer than a seat is kept.
    Expired,
}

impl LeftReason {
    /// One word for logs and events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Quit => "quit",
            Self::Kicked => "kicked",
            Self::Expired => "expired",
        }
    }
}

/// Something happened that a pad shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PadEvent {
    /// The session works on this link.
    Live {
        /// The host does not know this session, or is another one: all that it told before is void and told anew.
        fresh: bool,
    },
    /// There is a new layout: [`PadSession::layout`](crate::PadSession::layout). All buttons are up.
    Layout,
    /// The axes continue from here. A swipe under way goes on relative to these values.
    Axes([i16; AXES]),
    /// The player's place.
    Place(Place),
    /// What the receiver does.
    Phase(Phase),
    /// The name under which the player is shown.
    Name(String),
    /// The player's points and the team's.
    Score {
        /// Own points.
        own: i64,
        /// The team's points.
        team: i64,
    },
    /// A line to show.
    Notice(String),
    /// Shake.
    Rumble {
        /// 0 to 255.
        strength: u8,
        /// Milliseconds.
        millis: u16,
    },
    /// Shake a few times in a row, and end what shakes now.
    Shakes(Shakes),
    /// The edge glows for a moment.
    Glow {
        /// In which colour.
        tint: Tint,
        /// Milliseconds.
        millis: u16,
    },
    /// Whether the game waits for this player.
    Turn(Turn),
    /// It goes on in so many whole seconds; 0: now, or there is no countdown any more.
    Countdown(u8),
    /// What is shown beside the controls changed: [`PadSession::showing`](crate::PadSession::showing).
    Showing,
    /// What is wrong with the link changed; `None`: nothing that can be named any more.
    Cause(Option<Cause>),
    /// The receiver ends this session; do not come back by yourself.
    Closing(Closing),
    /// Bytes for a program.
    App {
        /// On which channel.
        channel: u8,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A program's message, with its number and its time.
    Message(Message),
    /// A message of this pad's was not passed on to other pads, or not read by a program that was started anew.
    Undelivered {
        /// Whom it was for.
        to: Peer,
        /// On which channel.
        channel: u8,
        /// Why.
        why: Undelivered,
    },
}
