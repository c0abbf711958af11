//! The events as sentences for people. The sentences may change, the JSON may not.

use super::{Event, PadFields};
use std::fmt;

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
            Self::Listening {
                udp, join, code, ..
            } => write!(f, "Listening on {udp}. Join with {join} or the code {code}"),
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
            Self::PadTransport { pad, transport } => {
                write!(f, "{pad} plays over {}", transport.to_uppercase())
            }
            Self::PadRejected { pad, reason } if pad.name.is_empty() => {
                write!(f, "somebody was not admitted: {reason}")
            }
            Self::PadRejected { pad, reason } => write!(f, "{pad} was not admitted: {reason}"),
            Self::MoreRejected { count } => {
                write!(f, "{count} more attempts to join were turned away")
            }
            Self::PadRememberAsked(pad) => write!(f, "{pad} wants to be remembered"),
            Self::PadRemembered {
                pad,
                remembered: true,
            } => write!(f, "{pad} is remembered"),
            Self::PadRemembered { pad, .. } => write!(f, "{pad} is not remembered"),
            Self::CodeChanged { code } => write!(f, "The room code is {code} now"),
            Self::LinkChanged { join } => write!(f, "Join with {join} now"),
            Self::RoomLocked {} => f.write_str("The room is locked"),
            Self::RoomUnlocked {} => f.write_str("The room is open"),
            Self::Said { pad, letters } => write!(f, "{pad} said something ({letters} letters)"),
            Self::Emote { pad, emote } => write!(f, "{pad}: {emote}"),
            Self::PadMuted { pad, muted: true } => write!(f, "{pad} is muted"),
            Self::PadMuted { pad, .. } => write!(f, "{pad} can be heard again"),
            Self::ChatMuted { muted: true } => f.write_str("Everybody is muted"),
            Self::ChatMuted { .. } => f.write_str("Everybody can be heard again"),
            Self::AddressLockedOut { seconds, .. } => write!(
                f,
                "Too many wrong codes came from one address: it may try none for {seconds} s"
            ),
            Self::EveningEnded {} => {
                f.write_str("A new evening: controllers that are not remembered pair again")
            }
            Self::GameStarted {
                game,
                seed,
                options,
                pack,
            } => {
                write!(f, "The game begins: {game}, ")?;
                for (option, value) in options {
                    write!(f, "{option}={value}, ")?;
                }
                if let Some(pack) = pack {
                    write!(f, "with {pack}, ")?;
                }
                write!(f, "seed {seed}")
            }
            Self::SeatsRestored { pads } => {
                let names: Vec<_> = pads.iter().map(ToString::to_string).collect();
                write!(f, "Seats of before wait for: {}", names.join(", "))
            }
            Self::GameRestored { game, .. } => {
                write!(f, "The game of before stands here again: {game}, paused")
            }
            Self::GamePaused {} => f.write_str("The game is paused"),
            Self::GameCountdown { seconds } => write!(f, "The game goes on in {seconds} s"),
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
            Self::HighScore {
                place,
                points,
                names,
                ..
            } => {
                let names = names.join(", ");
                write!(f, "A high score, place {place}: {points} points, {names}")
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
