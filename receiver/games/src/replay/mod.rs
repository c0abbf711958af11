//! A game as it was played, to be shown and checked again: its [`Setup`], who sat down and left, and every input that changed.
//! Must not know files, clocks or screens.
//!
//! `docs/replays.md` describes the bytes. `record` writes them, `read` reads them block by block, `play` plays them,
//! `bytes` are the numbers. Anything may be in a file: reading it neither panics nor takes more memory or time than the limits
//! here allow.

mod bytes;
mod play;
mod read;
mod record;

pub use play::{Play, Replay, Turn, Verdict};
pub use record::Recorder;

use crate::game::{SeatIndex, Setup};
use crate::saved::{LoadError, SavedGame};
use serde::{Deserialize, Serialize};

/// How a replay begins; the last sign is the version of its layout.
pub const MAGIC: &[u8; 8] = b"COUCHRP1";
/// Largest replay, in bytes: about five hours of eight players who never rest.
pub const REPLAY_BYTES: usize = 64 * 1024 * 1024;
/// Longest replay, in steps: a day at 240 a second.
pub const REPLAY_STEPS: u64 = 24 * 3_600 * 240;
/// Largest pack that a replay holds, in bytes.
pub const PACK_BYTES: usize = 64 * 1024;
/// Largest head, in bytes: a pack and a saved game fit.
const HEAD_BYTES: usize = 1024 * 1024;
/// Largest block after the head, in bytes.
const BLOCK_BYTES: usize = 64 * 1024;
/// Choices and texts of one step at most.
const STEP_ACTIONS: usize = 4_096;

/// What is known before the first step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The game's id.
    pub game: String,
    /// The rules that it was played under, see [`Manifest::rules`](crate::game::Manifest::rules).
    pub rules: u32,
    /// With what it began.
    pub setup: Setup,
    /// Where the recording begins, if that is not the game's beginning.
    pub from: Option<From>,
}

/// The middle of a game, as that of a receiver that was killed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct From {
    /// The game as it stood there.
    pub saved: SavedGame,
    /// Steps that it had made.
    pub steps: u64,
}

/// Who plays in a seat, for those who watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    /// The seat.
    pub seat: SeatIndex,
    /// The player's colour and shape.
    pub mark: u8,
    /// The player's name, clean.
    pub name: String,
}

/// Why a recording ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The game was over.
    Over,
    /// It was ended before, or nobody wanted to record it any longer.
    Stopped,
}

/// Why a replay cannot be shown, or what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// It is something else.
    #[error("this is no replay of Couchpad")]
    NoReplay,
    /// Another version wrote it.
    #[error("this replay is of another version of Couchpad, which can show it")]
    OtherVersion,
    /// It is larger or longer than any that is written.
    #[error("this replay is larger than {} MiB or longer than a day", REPLAY_BYTES / 1024 / 1024)]
    TooLarge,
    /// The game, or what it begins with, is not what this version knows.
    #[error("this version cannot show the game")]
    Game(#[from] LoadError),
    /// It is not what was written.
    #[error("this replay is damaged after step {step}")]
    Damaged {
        /// Steps before that place.
        step: u64,
    },
    /// The game goes another way now than it did.
    #[error(
        "the game goes another way than it went: after step {step} its checksum is {found:016x}, and was {expected:016x}"
    )]
    Differs {
        /// After so many steps; it may have begun up to a second before.
        step: u64,
        /// What was written.
        expected: u64,
        /// What came out.
        found: u64,
    },
}
