//! What a pad connects to: where the receiver may be, and what proves that this pad may join. Opens nothing.

use crate::identity::PinnedReceiver;
use crate::protocol::{JoinLink, RoomCode};
use crate::session::pairing::Credential;
use std::net::SocketAddr;

/// Where a receiver may be, and what proves that this pad may join.
#[derive(Clone, Debug)]
pub struct Target {
    /// All of them are tried, best first, side by side.
    pub addresses: Vec<SocketAddr>,
    /// What proves it.
    pub credential: Credential,
}

impl Target {
    /// What a whole join link says. `None`: a bare address, which needs a room code or an earlier pairing.
    #[must_use]
    pub fn of_link(link: &JoinLink) -> Option<Self> {
        let pairing = link.pairing()?.clone();
        Some(Self {
            addresses: link.addresses().collect(),
            credential: Credential::Link(pairing),
        })
    }

    /// A receiver at these addresses, by the six digits on its screen. They are used for one attempt.
    #[must_use]
    pub fn with_code(link: &JoinLink, code: RoomCode) -> Self {
        Self {
            addresses: link.addresses().collect(),
            credential: Credential::Code(code),
        }
    }

    /// A receiver that this device was paired with, where it was last.
    #[must_use]
    pub fn trusted(receiver: &PinnedReceiver) -> Self {
        Self {
            addresses: receiver.addresses.clone(),
            credential: Credential::Trusted(receiver.key),
        }
    }
}
