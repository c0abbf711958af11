//! What pads feel and show of the game beside their controls: shakes, glows, whose turn it is, the countdown. What is for a
//! moment goes out now or never; what lasts is owed like a score. Must not know how a pad shows it.

use super::HostSession;
use super::entry::{Entry, Owed};
use super::shown::Shelf;
use crate::Time;
use couchpad_protocol::frame::{GlowFrame, LatestFrame, RumbleFrame, ShakesFrame};
use couchpad_protocol::{GLOW_MILLIS, SHAKE_MILLIS, SeatIndex, Shake, Shakes, Tint, Turn};

/// What a pad was told last of what lasts. `None`: nobody knows what it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cued {
    pub(super) turn: Option<Turn>,
    pub(super) count: Option<u8>,
}

/// What a pad takes for granted that was told nothing.
impl Default for Cued {
    fn default() -> Self {
        Self {
            turn: Some(Turn::Free),
            count: Some(0),
        }
    }
}

impl Cued {
    pub(super) const UNKNOWN: Self = Self {
        turn: None,
        count: None,
    };
}

impl HostSession {
    /// Shakes a seat's pad now, or not at all. At most 30 a second, shakes in a row included, 2,000 ms each.
    pub fn rumble(&mut self, now: Time, seat: SeatIndex, strength: u8, millis: u16) {
        self.shake(now, seat, &Shakes::once(strength, millis));
    }

    /// Shakes a seat's pad a few times in a row, from now on or not at all. Ends what shakes it at present.
    pub fn shake(&mut self, now: Time, seat: SeatIndex, shakes: &Shakes) {
        self.advance(now);
        let now = self.now;
        let Some(entry) = self.felt_by(seat) else {
            return;
        };
        if !entry.limits.rumbles.take(now) {
            return;
        }
        entry.rumble = entry.rumble.wrapping_add(1);
        let sequence = entry.rumble;
        let frame = match *shakes.as_slice() {
            [
                Shake {
                    strength, millis, ..
                },
            ] => LatestFrame::Rumble(RumbleFrame {
                sequence,
                strength,
                millis: millis.min(SHAKE_MILLIS),
            }),
            _ => LatestFrame::Shakes(ShakesFrame {
                sequence,
                shakes: *shakes,
            }),
        };
        self.put_latest(seat, &frame);
    }

    /// Lets the edge of a seat's pad glow now, or not at all. At most three a second, as nothing may flash faster, 2,000 ms each.
    pub fn glow(&mut self, now: Time, seat: SeatIndex, tint: Tint, millis: u16) {
        self.advance(now);
        let now = self.now;
        let Some(entry) = self.felt_by(seat) else {
            return;
        };
        if !entry.limits.glows.take(now) {
            return;
        }
        entry.glow = entry.glow.wrapping_add(1);
        let frame = LatestFrame::Glow(GlowFrame {
            sequence: entry.glow,
            tint: tint.code(),
            millis: millis.min(GLOW_MILLIS),
        });
        self.put_latest(seat, &frame);
    }

    /// Says whether the game waits for the player in this seat. It holds until it is said otherwise, or the seat is free.
    pub fn set_turn(&mut self, now: Time, seat: SeatIndex, turn: Turn) {
        self.advance(now);
        let Some(known) = self.turns.get_mut(seat.index()) else {
            return;
        };
        if std::mem::replace(known, turn) != turn {
            self.owe(seat, Owed::TURN);
        }
    }

    /// Whether the game waits for the player in this seat.
    #[must_use]
    pub fn turn(&self, seat: SeatIndex) -> Turn {
        self.turns.get(seat.index()).copied().unwrap_or_default()
    }

    /// In how many seconds it goes on, as was told last; 0: there is no countdown.
    #[must_use]
    pub const fn countdown(&self) -> u8 {
        self.countdown
    }

    /// Tells everybody with a seat that it goes on in so many seconds; 0: now, or not by a countdown. Who is not there hears
    /// of it when back, if there still is one.
    pub fn set_countdown(&mut self, now: Time, seconds: u8) {
        self.advance(now);
        if std::mem::replace(&mut self.countdown, seconds) == seconds {
            return;
        }
        for entry in self.pads.values_mut() {
            entry.owed.add(Owed::COUNT);
        }
        self.settle_all();
    }

    /// Who had the seat has it no more: the game does not wait for whoever comes next, nor is that one shown what was meant
    /// for somebody else.
    pub(super) fn clear_seat(&mut self, seat: SeatIndex) {
        if let Some(turn) = self.turns.get_mut(seat.index()) {
            *turn = Turn::Free;
        }
        if let Some(shelf) = self.shelves.get_mut(seat.index()) {
            *shelf = Shelf::default();
        }
    }

    pub(super) fn owe(&mut self, seat: SeatIndex, what: Owed) {
        let Some(pad) = self.seating.pad(seat) else {
            return;
        };
        if let Some(entry) = self.pads.get_mut(&pad) {
            entry.owed.add(what);
        }
        self.settle(pad);
    }

    /// The seat's pad, if it would feel something now.
    fn felt_by(&mut self, seat: SeatIndex) -> Option<&mut Entry> {
        let entry = self.pads.get_mut(&self.seating.pad(seat)?)?;
        entry.liveness.is_here().then_some(entry)
    }

    fn put_latest(&mut self, seat: SeatIndex, frame: &LatestFrame<'_>) {
        let pad = self.seating.pad(seat);
        if let Some(entry) = pad.and_then(|pad| self.pads.get(&pad)) {
            entry.latest(frame, &mut self.outbox);
        }
    }
}
