//! Small numbers with a meaning of their own, so that a seat is never taken for a pad. Knows no message.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One pad as the host knows it, from its first join to the end of the receiver's evening. Never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PadId(pub u32);

/// A player's place in a game, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SeatIndex(pub u16);

impl SeatIndex {
    /// The seat as an index into a list of seats.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One live connection of any transport. Never reused within a run: a resumed pad has a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u64);

/// Which layout a pad state was made under; wraps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LayoutRevision(pub u16);

/// One control on a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ControlId(pub u8);

/// One absolute axis, below [`limits::AXES`](crate::limits::AXES).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AxisIndex(pub u8);

/// One button, below [`limits::BUTTONS`](crate::limits::BUTTONS).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ButtonIndex(pub u8);

impl ButtonIndex {
    /// Asks the receiver to start the game, or to leave the results. Handled by the receiver in every game.
    pub const START: Self = Self(31);
    /// Asks the receiver to pause or resume. Handled by the receiver in every game.
    pub const PAUSE: Self = Self(30);

    /// The bit of this button in a mask of held buttons; 0 when the index is out of range.
    #[must_use]
    pub const fn bit(self) -> u32 {
        if self.0 < 32 { 1 << self.0 } else { 0 }
    }

    /// Whether the receiver itself acts on this button, so that no game sees it.
    #[must_use]
    pub const fn is_system(self) -> bool {
        self.0 == Self::START.0 || self.0 == Self::PAUSE.0
    }
}

/// How a message travels. Append-only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lane {
    /// Reliable and in order.
    Ordered,
    /// Unreliable; the newest wins and the stale is dropped.
    Latest,
}

impl fmt::Display for SeatIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seat {}", self.0 + 1)
    }
}

impl fmt::Display for PadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pad {}", self.0)
    }
}
