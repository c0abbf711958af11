//! Seats as pads come, go and wait: seating the next, telling places, losing and freeing.
//! Must not know links' frames.

use super::HostSession;
use super::entry::Owed;
use crate::Time;
use crate::events::{HostEventKind, LeftReason, LostReason};
use crate::health::Pulse;
use crate::presence::Presence;
use couchpad_protocol::{PadId, Place, SeatIndex, SeatInput};

impl HostSession {
    /// Makes so many seats. Who loses one waits in front of the queue, or gets another that is free.
    pub fn set_seats(&mut self, now: Time, seats: u16) {
        self.advance(now);
        for (pad, seat) in self.seating.resize(seats) {
            self.emit(pad, HostEventKind::Unseated);
            if let Some(input) = self.inputs.get_mut(seat.index()) {
                *input = SeatInput::default();
            }
            self.clear_seat(seat);
            self.place(pad, None);
        }
        self.inputs.resize(usize::from(seats), SeatInput::default());
        self.scores.resize(usize::from(seats), Default::default());
        self.turns.resize(usize::from(seats), Default::default());
        self.shelves.resize(usize::from(seats), Default::default());
        self.fill_seats(None);
    }

    /// Seats whoever waits and is there while there are free seats, and tells everybody the place. `joining` is not
    /// announced as seated: that it joined says so.
    pub(super) fn fill_seats(&mut self, joining: Option<PadId>) {
        loop {
            let Self { seating, pads, .. } = self;
            let is_here = |pad| pads.get(&pad).is_some_and(|e| e.liveness.is_here());
            let wish = |pad| pads.get(&pad).and_then(|e| e.profile.mark);
            let Some((pad, seat)) = seating.seat_next(is_here, wish) else {
                break;
            };
            self.place(pad, Some(seat));
            if joining != Some(pad) {
                self.emit(pad, HostEventKind::Seated);
            }
        }
        self.tell_places();
    }

    /// A pad has this seat from now on, or none.
    fn place(&mut self, pad: PadId, seat: Option<SeatIndex>) {
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        entry.seat = seat;
        entry.own_layout = None;
        entry.revision = self.layouts.revision_of(entry);
        entry.liveness.forgive(self.now);
        entry.next_ping = self.now;
        entry.owed.add(Owed::PLACE);
        entry.owed.add(Owed::LAYOUT);
        entry.owed.add(Owed::SCORE);
        entry.owed.add(Owed::TURN);
        entry.owed.add(Owed::COUNT);
        entry.owed.add(Owed::SHOWN);
        if let Some(seat) = seat {
            if self.phase.is_live() {
                self.called_to_play.insert(pad);
            }
            entry.place = self.seating.seated(seat);
            if let Some(input) = self.inputs.get_mut(seat.index()) {
                entry.hands.start_anew(input);
                // a waiting pad may have had the same layout: its axes are not this seat's
                entry.hands.fence();
            }
            self.settle(pad);
        }
    }

    /// Tells those who wait how many are in front, where that changed.
    pub(super) fn tell_places(&mut self) {
        let queue: Vec<_> = self.seating.queue().collect();
        for (ahead, pad) in (0..=u16::MAX).zip(queue) {
            let Some(entry) = self.pads.get_mut(&pad) else {
                continue;
            };
            let place = Place::Waiting { ahead };
            if entry.place != place {
                entry.place = place;
                entry.owed.add(Owed::PLACE);
            }
            self.settle(pad);
        }
    }

    /// A seated pad's colour changed.
    pub(super) fn remark(&mut self, pad: PadId) {
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        let Some(seat) = entry.seat else {
            return;
        };
        if self.seating.remark(seat, entry.profile.mark) {
            entry.place = self.seating.seated(seat);
            entry.owed.add(Owed::PLACE);
            self.settle(pad);
        }
    }

    /// A pad is not there any more: its buttons are released, its axes stay, its seat is kept.
    pub(super) fn lost(&mut self, pad: PadId, reason: LostReason) {
        if let Some(entry) = self.pads.get_mut(&pad) {
            entry.gone = Some(reason);
            entry.pulse = Pulse::default();
            if let Some(input) = entry.seat.and_then(|s| self.inputs.get_mut(s.index())) {
                entry.hands.release_all(input);
            }
        }
        self.emit(pad, HostEventKind::Lost { reason });
        self.sync_slot(pad);
    }

    /// A pad is back.
    pub(super) fn resumed(&mut self, pad: PadId) {
        if let Some(entry) = self.pads.get_mut(&pad) {
            entry.gone = None;
        }
        self.sync_slot(pad);
        self.emit(pad, HostEventKind::Resumed);
        if self.pads.get(&pad).is_some_and(|e| e.seat.is_none()) {
            self.fill_seats(None);
        }
        self.settle(pad);
    }

    fn sync_slot(&mut self, pad: PadId) {
        let Some(entry) = self.pads.get(&pad) else {
            return;
        };
        let slot = entry.seat.and_then(|seat| self.seating.slot_mut(seat));
        if let Some(slot) = slot {
            slot.present = entry.liveness.is_here();
            slot.lost_since = entry.liveness.lost_since();
        }
    }

    /// A pad is gone for good; nobody hears of one that never came.
    pub(super) fn remove(&mut self, pad: PadId, reason: LeftReason) {
        self.emit_unless_joining(pad, reason);
        let Some(entry) = self.pads.remove(&pad) else {
            return;
        };
        self.called_to_play.remove(&pad);
        self.secrets.remove(&entry.secret);
        if let Some(device) = entry.device {
            self.devices.remove(&device);
        }
        if let Some(link) = entry.link {
            self.links.remove(&link);
            self.linger(link);
        }
        self.seating.remove(pad);
        if let Some(input) = entry.seat.and_then(|s| self.inputs.get_mut(s.index())) {
            input.held = 0;
            input.clear_edges();
        }
        if let Some(seat) = entry.seat {
            self.clear_seat(seat);
        }
        self.fill_seats(None);
    }

    fn emit_unless_joining(&mut self, pad: PadId, reason: LeftReason) {
        let entry = self.pads.get(&pad);
        if entry.is_some_and(|e| e.liveness.presence() != Presence::Joining) {
            self.emit(pad, HostEventKind::Left { reason });
        }
    }

    /// A pad that was lost is given up, one that never came too.
    pub(super) fn give_up(&mut self, pad: PadId) {
        self.remove(pad, LeftReason::Expired);
    }

    /// When a lost pad loses its seat; `None`: at no time that a clock can show.
    pub(super) fn hold_ends(&self, lost_since: Time) -> Option<Time> {
        lost_since.checked_add(self.config.hold)
    }
}
