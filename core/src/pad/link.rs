//! The pad's present link, and when it is to be given up. Must not know how the next one is made.

use super::shared::PadLoss;
use crate::protocol::LinkId;
use crate::session::Time;
use crate::transport::netcode_pad::{LinkEnd, NetcodePad};

/// Time that a link's handshake has.
const HANDSHAKE: Time = Time::from_millis(2_500);
/// Silence of the receiver after which a fresh link is tried: five pings missed in play, three otherwise.
const SILENCE_IN_PLAY: Time = Time::from_secs(5);
const SILENCE: Time = Time::from_secs(16);

/// A link and its number.
pub(super) struct Link {
    pub(super) id: LinkId,
    pub(super) netcode: NetcodePad,
    pub(super) opened: Time,
    /// Whether the session has been told that it is up.
    pub(super) up: bool,
}

impl Link {
    /// What is wrong with it; `Some(None)` if it never came up. `live`: in play, where silence matters soon.
    pub(super) fn trouble(&self, now: Time, live: bool) -> Option<Option<PadLoss>> {
        if let Some(end) = self.netcode.end() {
            return Some(self.up.then_some(match end {
                LinkEnd::Host | LinkEnd::Denied | LinkEnd::Broken => PadLoss::LinkClosed,
                LinkEnd::Silent => PadLoss::Silent,
            }));
        }
        if !self.up {
            return (now.saturating_sub(self.opened) > HANDSHAKE).then_some(None);
        }
        let patience = if live { SILENCE_IN_PLAY } else { SILENCE };
        let silent = now.saturating_sub(self.netcode.heard()) > patience;
        silent.then_some(Some(PadLoss::Silent))
    }
}
