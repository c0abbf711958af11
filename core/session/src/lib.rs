//! Couchpad's seats and sessions as state machines: [`HostSession`] for a receiver, [`PadSession`] for a pad.
//! Time and seeds are passed in, bytes go in and come out; sockets, clocks and threads are somebody else's.
//! `docs/protocol.md` says in prose what the two say to each other.

mod cause;
mod clock;
mod events;
mod health;
mod host;
mod hostclock;
mod inputs;
mod lossmeter;
mod messages;
mod pad;
pub mod pairing;
mod presence;
mod rate;
mod seating;
mod stats;
mod stream;

pub use events::{HostEvent, HostEventKind, LeftReason, LostReason, PadEvent};
pub use health::Health;
pub use host::{
    Admission, Audience, HostConfig, HostSession, Newcomer, PadView, Room, SAVED_BYTES, SavedFault,
    SavedPad, SavedSession, UnknownSecret,
};
pub use messages::{LOSSY_PER_TICK, Message, Unsent, fits};
pub use pad::{PadConfig, PadSession};
pub use presence::Presence;
pub use rate::TokenBucket;
pub use seating::{MARKS, SeatSlot};
pub use stats::{HostStats, PadStats};

pub use couchpad_protocol::Cause;
use couchpad_protocol::{Lane, LinkId};

/// Monotonic time since its owner's start.
pub type Time = core::time::Duration;

/// Bytes that a session wants sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transmit {
    /// On which link.
    pub link: LinkId,
    /// How.
    pub lane: Lane,
    /// One frame: at most 1,107 bytes on `Ordered`, at most 1,024 on `Latest`.
    pub bytes: Vec<u8>,
}

/// Why a link ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkDown {
    /// The other side said so.
    Quit,
    /// Nothing was heard for as long as the transport waits.
    TimedOut,
    /// The transport broke it off.
    Reset,
}

/// Time on the wire's clocks: microseconds, wrapping after 71 minutes.
pub(crate) const fn micros(time: Time) -> u32 {
    time.as_micros() as u32
}
