//! What a host is to be, and why it cannot. Must not know what becomes of it.

use super::AddressError;
use crate::identity::{HostIdentity, IdentityError};
use crate::protocol::PadLayout;
use crate::session::HostConfig;
use crate::transport::BindError;
use std::time::Duration;

/// What a host is to be. Change what matters, and leave the rest as usual:
///
/// ```
/// use couchpad_core::easy::ListenConfig;
///
/// let config = ListenConfig { seats: 4, ..ListenConfig::default() };
/// assert_eq!(config.most, 1_000);
/// ```
pub struct ListenConfig {
    /// What it is called: "Couchpad", unless it is said.
    pub name: String,
    /// How many pads have a seat, with an input each; usually 8. Others watch, and can send and be sent to all the same.
    pub seats: u16,
    /// Most pads at once; usually 1,000.
    pub most: usize,
    /// How long a lost pad is expected back; usually 120 s.
    pub hold: Duration,
    /// Whether pads may send to each other by way of this host; usually they may.
    pub relay: bool,
    /// Whether [`Pad::browse`](super::Pad::browse) finds this host on the networks that it listens on; usually it does.
    pub announce: bool,
    /// The controls that seated pads show. With them the game counts as running: who is silent for 2 s is lost. Without, pads
    /// show nothing, say little (a datagram in five seconds), and are lost after 21 s of silence.
    pub layout: Option<PadLayout>,
    /// Who this host is. `None`: somebody new each time, whom no pad remembers.
    pub identity: Option<HostIdentity>,
}

impl Default for ListenConfig {
    fn default() -> Self {
        let HostConfig {
            seats, cap, hold, ..
        } = HostConfig::default();
        Self {
            name: "Couchpad".to_owned(),
            seats,
            most: cap,
            hold,
            relay: true,
            announce: true,
            layout: None,
            identity: None,
        }
    }
}

/// Why a host does not listen. As text: what to do.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The text is no place to listen at.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The place is taken, or not of this machine.
    #[error(transparent)]
    Bind(#[from] BindError),
    /// No identity could be made.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The layout is not one that pads can show.
    #[error("the controls cannot be shown: {0}")]
    Layout(#[from] crate::protocol::LayoutError),
}
