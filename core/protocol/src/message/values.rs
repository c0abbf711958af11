//! What messages say of a player and of the receiver: who, where, in which phase, and why no more. Append-only, too.
//! Must not know who says it.

use crate::ids::SeatIndex;
use crate::limits::NAME_BYTES;
use serde::{Deserialize, Serialize};

/// Who a player wants to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The name; cleaned and made distinct by the host.
    pub name: String,
    /// The preferred mark (colour and shape), if any; given if it is free.
    pub mark: Option<u8>,
}

/// Where a player is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// In a seat.
    Seated {
        /// Which one.
        seat: SeatIndex,
        /// The colour and shape that goes with it.
        mark: u8,
    },
    /// Watching, with so many others in front.
    Waiting {
        /// Others who get a seat first.
        ahead: u16,
    },
}

/// What the receiver is doing. Decides how often a pad must be heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Phase {
    /// Players gather.
    #[default]
    Lobby,
    /// A game runs.
    Playing,
    /// The game stands still.
    Paused,
    /// The game is over, the scores are shown.
    Results,
}

impl Phase {
    /// Whether a pad in this phase is in play, so that silence matters at once.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Playing)
    }
}

/// Why the receiver ended a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Closing {
    /// The receiver is closing.
    ReceiverQuits,
    /// The players at the receiver sent this pad away.
    Kicked,
    /// The same device joined again elsewhere.
    Replaced,
}

impl Profile {
    /// Whether the name is short enough to be looked at. It is cleaned later, by the host.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.name.len() <= 4 * NAME_BYTES
    }
}
