//! Tones out of arithmetic: waves, and voices that play one note of them. The same samples on every machine and in every
//! build: nothing here asks the system for a sine or a power. Must not know what anything means in a game.

mod pitch;
mod voice;
mod wave;

pub use pitch::{hertz, ratio, read_note};
pub use voice::{Note, Timbre, Voice};
pub use wave::Wave;

/// Samples per second of everything that is made ahead of its time.
pub const RATE: u32 = 44_100;
