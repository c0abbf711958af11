//! What happens, told on standard output: one JSON object a line for programs, or one plain line for people.
//! `docs/events.md` describes it. Must not know who makes the events.

use serde::Serialize;
use std::fmt;
use std::net::SocketAddr;

/// One thing that happened. Field names and words are an interface: they are added to, never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The receiver can be joined. Always the first.
    Listening {
        /// The address of its UDP socket; the control connection has the same port on TCP.
        udp: SocketAddr,
        /// The join link.
        join: String,
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
    /// A controller was not admitted.
    PadRejected {
        /// Whose; it has neither number nor seat.
        #[serde(flatten)]
        pad: PadFields,
        /// Why, in one word.
        reason: &'static str,
    },
    /// A game begins.
    GameStarted {
        /// Which game.
        game: &'static str,
        /// With it and the same inputs the game goes the same way again.
        seed: u64,
    },
    /// The game stands still.
    GamePaused {},
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

impl fmt::Display for PadFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match self.seat {
            Some(seat) => write!(f, " (seat {})", u32::from(seat) + 1),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listening { udp, join } => write!(f, "Listening on {udp}. Join with {join}"),
            Self::PadJoined(pad) if pad.seat.is_none() => {
                write!(f, "{pad} joined and waits for a seat")
            }
            Self::PadJoined(pad) => write!(f, "{pad} joined"),
            Self::PadLeft {
                pad,
                reason,
                seat_kept: true,
            } => write!(f, "{pad} dropped: {reason}; the place is kept"),
            Self::PadLeft { pad, reason, .. } => write!(f, "{pad} left: {reason}"),
            Self::PadResumed(pad) => write!(f, "{pad} is back"),
            Self::PadSeated(pad) => write!(f, "{pad} may play now"),
            Self::PadUnseated(pad) => write!(f, "{pad} waits for a seat again"),
            Self::PadExpired { pad, .. } => write!(f, "{pad} did not come back; the place is free"),
            Self::PadRenamed(pad) => write!(f, "{pad} has a new name"),
            Self::PadRejected { pad, reason } => write!(f, "{pad} was not admitted: {reason}"),
            Self::GameStarted { game, seed } => write!(f, "The game begins: {game}, seed {seed}"),
            Self::GamePaused {} => f.write_str("The game is paused"),
            Self::GameResumed {} => f.write_str("The game goes on"),
            Self::Score {
                seat,
                points,
                total,
            } => {
                write!(
                    f,
                    "Seat {}: {points:+}, {total} points",
                    u32::from(*seat) + 1
                )
            }
            Self::RoundCleared { round } => write!(f, "Round {round} is done"),
            Self::GameOver { won, total, .. } => {
                let word = if *won { "won" } else { "lost" };
                write!(f, "The game is over: {word}, {total} points")
            }
            Self::GameAborted { total } => write!(f, "The game was ended, {total} points"),
            Self::EventsLost { count } => {
                write!(
                    f,
                    "{count} lines are missing here: they were read too slowly"
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> PadFields {
        PadFields {
            pad: Some(3),
            name: "Ada".into(),
            seat: Some(0),
        }
    }

    /// Programs read these lines: fields are added at the end of an object, never renamed or removed.
    #[test]
    fn golden_lines() {
        let nobody = PadFields {
            pad: None,
            name: "Bo".into(),
            seat: None,
        };
        let golden = [
            (
                Event::Listening {
                    udp: "127.0.0.1:4455".parse().unwrap(),
                    join: "couchpad://127.0.0.1:4455".into(),
                },
                r#"{"event":"listening","udp":"127.0.0.1:4455","join":"couchpad://127.0.0.1:4455"}"#,
                "Listening on 127.0.0.1:4455. Join with couchpad://127.0.0.1:4455",
            ),
            (
                Event::PadJoined(ada()),
                r#"{"event":"pad_joined","pad":3,"name":"Ada","seat":0}"#,
                "Ada (seat 1) joined",
            ),
            (
                Event::PadLeft {
                    pad: ada(),
                    reason: "reset",
                    seat_kept: true,
                },
                r#"{"event":"pad_left","pad":3,"name":"Ada","seat":0,"reason":"reset","seat_kept":true}"#,
                "Ada (seat 1) dropped: reset; the place is kept",
            ),
            (
                Event::PadResumed(ada()),
                r#"{"event":"pad_resumed","pad":3,"name":"Ada","seat":0}"#,
                "Ada (seat 1) is back",
            ),
            (
                Event::PadExpired {
                    pad: ada(),
                    reason: "expired",
                },
                r#"{"event":"pad_expired","pad":3,"name":"Ada","seat":0,"reason":"expired"}"#,
                "Ada (seat 1) did not come back; the place is free",
            ),
            (
                Event::PadRejected {
                    pad: nobody,
                    reason: "full",
                },
                r#"{"event":"pad_rejected","pad":null,"name":"Bo","seat":null,"reason":"full"}"#,
                "Bo was not admitted: full",
            ),
            (
                Event::GameStarted {
                    game: "arkanoid",
                    seed: u64::MAX,
                },
                r#"{"event":"game_started","game":"arkanoid","seed":18446744073709551615}"#,
                "The game begins: arkanoid, seed 18446744073709551615",
            ),
            (
                Event::GamePaused {},
                r#"{"event":"game_paused"}"#,
                "The game is paused",
            ),
            (
                Event::Score {
                    seat: 1,
                    points: 50,
                    total: 150,
                },
                r#"{"event":"score","seat":1,"points":50,"total":150}"#,
                "Seat 2: +50, 150 points",
            ),
            (
                Event::RoundCleared { round: 1 },
                r#"{"event":"round_cleared","round":1}"#,
                "Round 1 is done",
            ),
            (
                Event::GameOver {
                    won: false,
                    total: 150,
                    scores: vec![SeatScore {
                        seat: 1,
                        name: "Ada".into(),
                        points: 150,
                    }],
                },
                r#"{"event":"game_over","won":false,"total":150,"scores":[{"seat":1,"name":"Ada","points":150}]}"#,
                "The game is over: lost, 150 points",
            ),
            (
                Event::GameAborted { total: 7 },
                r#"{"event":"game_aborted","total":7}"#,
                "The game was ended, 7 points",
            ),
            (
                Event::EventsLost { count: 9 },
                r#"{"event":"events_lost","count":9}"#,
                "9 lines are missing here: they were read too slowly",
            ),
        ];
        for (event, json, plain) in golden {
            assert_eq!(serde_json::to_string(&event).unwrap(), json);
            assert_eq!(event.to_string(), plain);
        }
    }
}
