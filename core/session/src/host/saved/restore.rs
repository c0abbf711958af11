//! A session kept, and made again from what was kept. Must not know the bytes that it was kept in.

use super::{SavedPad, SavedSeat, SavedSession};
use crate::host::HostSession;
use crate::host::admission::is_pads;
use crate::host::entry::{Entry, Owed};
use crate::host::tell::Score;
use crate::presence::{Liveness, Presence};
use crate::stream::Outgoing;
use crate::{HostConfig, Time};
use couchpad_protocol::{PadId, SeatIndex, clean_name, distinct_name};
use std::collections::BTreeSet;

/// Seats that are believed, at most.
const SEATS: usize = 4_096;

impl HostSession {
    /// What [`restore`](Self::restore) needs. Pads that have never had a link are left out.
    #[must_use]
    pub fn save(&self) -> SavedSession {
        let came = |entry: &Entry| entry.liveness.presence() != Presence::Joining;
        let pads = self.pads.iter().filter(|(_, entry)| came(entry));
        let seat = |(slot, score): (&crate::SeatSlot, &Score)| SavedSeat {
            pad: slot.pad,
            mark: slot.mark,
            own: score.own,
            team: score.team,
        };
        SavedSession {
            next_pad: self.next_pad,
            locked: self.locked,
            seats: self.seats().iter().zip(&self.scores).map(seat).collect(),
            queue: self.seating.queue().collect(),
            pads: pads.map(|(pad, entry)| entry.save(*pad)).collect(),
        }
    }

    /// A session in which everybody of an earlier one is lost since `now`: their seats, names, marks and points wait for
    /// them as long as [`HostConfig::hold`] says. `seed` must differ from run to run, as for [`new`](Self::new). With fewer
    /// seats than before, those who lose theirs wait in front.
    #[must_use]
    pub fn restore(config: HostConfig, seed: u64, now: Time, saved: SavedSession) -> Self {
        let seats = saved.seats.len().min(SEATS);
        let before = HostConfig {
            seats: u16::try_from(seats).unwrap_or(config.seats),
            ..config
        };
        let mut session = Self::new(before, seed);
        session.config = config;
        session.advance(now);
        session.locked = saved.locked;
        session.next_pad = saved.next_pad;
        for pad in saved.pads {
            session.take_in(pad);
        }
        session.seat_again(&saved.seats);
        session.queue_again(&saved.queue);
        session.set_seats(now, config.seats);
        session
    }

    /// Knows a pad of before, unless it cannot be told from another.
    fn take_in(&mut self, saved: SavedPad) {
        let pad = saved.pad;
        let is_one = is_pads(pad) && saved.profile.is_valid();
        let is_known = self.pads.contains_key(&pad)
            || self.secrets.contains_key(&saved.secret)
            || saved
                .device
                .is_some_and(|key| self.devices.contains_key(&key));
        if !is_one || is_known || self.pads.len() >= self.config.cap {
            return;
        }
        self.next_pad = self.next_pad.max(pad.0);
        let taken = self.pads.values().map(|entry| entry.name.as_str());
        let name = distinct_name(&clean_name(&saved.name), taken);
        let out = Outgoing::new(self.stream_id(), self.config.replay_bytes);
        let entry = Entry {
            name,
            profile: saved.profile,
            local: saved.local,
            liveness: Liveness::lost(self.now),
            ..Entry::new(self.now, saved.secret, saved.device, out, self.now)
        };
        self.enter(pad, entry);
    }

    fn seat_again(&mut self, seats: &[SavedSeat]) {
        let now = self.now;
        for (seat, saved) in (0..=u16::MAX).map(SeatIndex).zip(seats) {
            if let Some(score) = self.scores.get_mut(seat.index()) {
                (score.own, score.team) = (saved.own, saved.team);
            }
            let Some(pad) = saved.pad else {
                continue;
            };
            let Some(entry) = self.pads.get_mut(&pad).filter(|e| e.seat.is_none()) else {
                continue;
            };
            if self.seating.give_back(seat, pad, saved.mark, now) {
                entry.seat = Some(seat);
                entry.place = self.seating.seated(seat);
                entry.owed = Owed::ALL;
            }
        }
    }

    /// Everybody else waits: those who did, in their order, then whoever has no place at all.
    fn queue_again(&mut self, queue: &[PadId]) {
        let unseated = self.pads.iter().filter(|(_, entry)| entry.seat.is_none());
        let mut unseated: BTreeSet<_> = unseated.map(|(pad, _)| *pad).collect();
        for pad in queue {
            if unseated.remove(pad) {
                self.seating.enqueue(*pad);
            }
        }
        for pad in unseated {
            self.seating.enqueue(pad);
        }
        self.tell_places();
    }
}

impl Entry {
    fn save(&self, pad: PadId) -> SavedPad {
        SavedPad {
            pad,
            name: self.name.clone(),
            device: self.device,
            profile: self.profile.clone(),
            secret: self.secret,
            local: self.local,
        }
    }
}
