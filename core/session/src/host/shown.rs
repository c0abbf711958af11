//! What each player's pad shows beside its controls: kept by seat, and told to whoever sits there. A pad hears only what is new
//! to it. Must not know how a pad shows it.

use super::HostSession;
use super::cues::Cued;
use super::entry::{Entry, Owed};
use crate::Time;
use crate::stream::Outgoing;
use couchpad_protocol::limits::MESSAGE_BYTES;
use couchpad_protocol::sync::{Entries, Update, Version};
use couchpad_protocol::{SeatIndex, Showing, encode};

/// At most twenty times a second.
const GAP: Time = Time::from_millis(50);
/// While so many bytes are kept for a pad, it is told nothing more of what it is to show: it shall get the newest, once what
/// is under way has arrived.
const WINDOW: usize = 16 * 1024;
/// So many updates are told to a pad of which nothing is heard meanwhile. It may be out of reach: what it misses then shall be
/// one update, not a queue of them.
const UNHEARD: u8 = 4;
/// When that is so, or much is under way, the pad is asked this soon what has arrived.
const ASK_WITHIN: Time = Time::from_millis(20);

/// What a seat's pad is to show.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    showing: Showing,
    /// The same as it travels, by control.
    entries: Entries,
}

impl Shelf {
    fn new(showing: Showing) -> Self {
        let mut entries = Entries::new();
        for (control, shown) in showing.iter() {
            // there is room for more than all controls together may show
            if let Ok(bytes) = encode(shown, MESSAGE_BYTES) {
                let _ = entries.set(control.0.into(), bytes);
            }
        }
        Self { showing, entries }
    }

    pub(super) const fn entries(&self) -> &Entries {
        &self.entries
    }
}

/// What a pad shows by now, or will once all that was sent has arrived.
#[derive(Debug)]
pub(super) struct Seen {
    /// `None`: nobody knows what it is.
    known: Option<Entries>,
    version: Version,
    /// When it may hear more.
    next: Time,
    /// Updates since something was heard of it.
    unheard: u8,
}

/// A pad that was told nothing shows nothing.
impl Default for Seen {
    fn default() -> Self {
        Self {
            known: Some(Entries::new()),
            version: 0,
            next: Time::ZERO,
            unheard: 0,
        }
    }
}

impl Seen {
    /// What makes the pad show this; `None`: it does already. One that was told nothing is told all.
    pub(super) fn update(&self, now: &Entries) -> Option<Update> {
        let version = self.version + 1;
        match &self.known {
            Some(known) if known == now => None,
            Some(known) if self.version > 0 => {
                Some(Update::between(self.version, known, version, now))
            }
            _ => Some(Update::snapshot(version, now)),
        }
    }

    /// What is shown belongs to the layout, and another one was told just now: it does not wait.
    pub(super) const fn hurry(&mut self) {
        self.next = Time::ZERO;
    }

    /// Something came from the pad.
    pub(super) const fn heard(&mut self) {
        self.unheard = 0;
    }

    /// Whether it hears no more before something is heard of it.
    pub(super) const fn is_waiting(&self) -> bool {
        self.unheard >= UNHEARD
    }

    /// Until when a pad waits for more of it that is there.
    pub(super) const fn held_back(&self, out: &Outgoing) -> Time {
        if self.is_waiting() || out.cost() > WINDOW {
            Time::MAX
        } else {
            self.next
        }
    }
}

impl Entry {
    /// Nobody knows any more what the pad has heard of what lasts.
    pub(super) fn doubt_all(&mut self) {
        self.cued = Cued::UNKNOWN;
        self.seen.known = None;
    }

    /// It was told to show this.
    pub(super) fn shown_now(&mut self, now: Time, entries: &Entries) {
        self.seen.known = Some(entries.clone());
        self.seen.version += 1;
        self.seen.next = now + GAP;
        self.seen.unheard = self.seen.unheard.saturating_add(1);
        if self.seen.is_waiting() || self.out.cost() > WINDOW / 2 {
            self.next_ping = self.next_ping.min(now + ASK_WITHIN);
        }
    }
}

impl HostSession {
    /// Shows this on a seat's pad beside its controls, in place of all that was shown there. It holds until something else is
    /// said, or the seat is free. The pad hears of it at most twenty times a second, and only what is new to it; one that is
    /// not there hears all that it missed at once when it is back.
    pub fn set_showing(&mut self, now: Time, seat: SeatIndex, showing: Showing) {
        self.advance(now);
        let Some(shelf) = self.shelves.get_mut(seat.index()) else {
            return;
        };
        if shelf.showing != showing {
            *shelf = Shelf::new(showing);
            self.owe(seat, Owed::SHOWN);
        }
    }

    /// What was said last to be shown on a seat's pad; `None`: there is no such seat.
    #[must_use]
    pub fn showing(&self, seat: SeatIndex) -> Option<&Showing> {
        self.shelves.get(seat.index()).map(|shelf| &shelf.showing)
    }
}
