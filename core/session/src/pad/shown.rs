//! What the receiver shows on this pad beside the controls, kept in step by its updates. Must not know how it is drawn.

use super::PadSession;
use crate::events::PadEvent;
use couchpad_protocol::limits::MESSAGE_BYTES;
use couchpad_protocol::sync::{Key, Replica, Update};
use couchpad_protocol::{ControlId, Showing, Shown, decode};

impl PadSession {
    /// An update that does not follow what is known is not a host's that keeps to the rules: it is counted, and nothing changes.
    pub(super) fn take_update(&mut self, update: &Update) {
        let Ok(keys) = self.replica.apply(update) else {
            self.stats.malformed += 1;
            return;
        };
        for key in &keys {
            self.show(*key);
        }
        if !keys.is_empty() {
            self.events.push_back(PadEvent::Showing);
        }
    }

    /// Shows an entry as it is now; one that cannot be read is not shown.
    fn show(&mut self, key: Key) {
        let Ok(control) = u8::try_from(key).map(ControlId) else {
            self.stats.malformed += 1;
            return;
        };
        self.showing.remove(control);
        let Some(bytes) = self.replica.get(key) else {
            return;
        };
        match decode::<Shown>(bytes, MESSAGE_BYTES) {
            Ok(shown) if shown.is_valid() => self.showing.set(control, shown),
            _ => self.stats.malformed += 1,
        }
    }

    /// What an earlier receiver showed is nobody's any more.
    pub(super) fn clear_showing(&mut self) {
        self.replica = Replica::default();
        if !self.showing.is_empty() {
            self.showing = Showing::default();
            self.events.push_back(PadEvent::Showing);
        }
    }
}
