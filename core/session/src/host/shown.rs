//! What each player's pad shows beside its controls: kept by seat, and told to whoever sits there.
//! Must not know how a pad shows it.

use super::HostSession;
use crate::Time;
use couchpad_protocol::{SeatIndex, Showing};

impl HostSession {
    /// Shows this on a seat's pad beside its controls, in place of all that was shown there. It holds until something else is
    /// said, or the seat is free. The pad hears of it at most twenty times a second, and only what is new to it.
    pub fn set_showing(&mut self, now: Time, seat: SeatIndex, showing: Showing) {
        self.advance(now);
        if let Some(known) = self.showing.get_mut(seat.index()) {
            *known = showing;
        }
    }

    /// What was said last to be shown on a seat's pad; `None`: there is no such seat.
    #[must_use]
    pub fn showing(&self, seat: SeatIndex) -> Option<&Showing> {
        self.showing.get(seat.index())
    }
}
