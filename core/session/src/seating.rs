//! Who sits where and who waits in which order. Must not know links, layouts or what is told to whom.

use crate::Time;
use couchpad_protocol::{PadId, Place, SeatIndex};
use std::collections::VecDeque;

/// So many marks (colour and shape) tell players apart; seats beyond share them. Players wish for one of the first eight, which
/// differ in both; the others share a colour with one of those, and a shape with another.
pub const MARKS: u8 = 16;

/// One seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeatSlot {
    /// Whose it is.
    pub pad: Option<PadId>,
    /// Whether that pad is there.
    pub present: bool,
    /// Since when it has been lost, if it is not.
    pub lost_since: Option<Time>,
    /// Colour and shape of the player; below [`MARKS`].
    pub mark: u8,
}

/// All seats and the queue before them.
#[derive(Debug, Default)]
pub(crate) struct Seating {
    slots: Vec<SeatSlot>,
    queue: VecDeque<PadId>,
}

impl Seating {
    pub(crate) fn new(seats: u16) -> Self {
        let mut seating = Self::default();
        seating.resize(seats);
        seating
    }

    pub(crate) fn slots(&self) -> &[SeatSlot] {
        &self.slots
    }

    pub(crate) fn slot_mut(&mut self, seat: SeatIndex) -> Option<&mut SeatSlot> {
        self.slots.get_mut(seat.index())
    }

    /// The pad in a seat.
    pub(crate) fn pad(&self, seat: SeatIndex) -> Option<PadId> {
        self.slots.get(seat.index())?.pad
    }

    /// Who waits, first come first.
    pub(crate) fn queue(&self) -> impl Iterator<Item = PadId> {
        self.queue.iter().copied()
    }

    /// Makes so many seats. Those who lose theirs wait in front, in the order of their seats.
    pub(crate) fn resize(&mut self, seats: u16) -> Vec<(PadId, SeatIndex)> {
        let seats = usize::from(seats);
        let cut = self.slots.get(seats..).unwrap_or_default();
        let unseated: Vec<_> = (0..=u16::MAX)
            .map(SeatIndex)
            .skip(seats)
            .zip(cut)
            .filter_map(|(seat, slot)| Some((slot.pad?, seat)))
            .collect();
        self.slots.resize(seats, SeatSlot::default());
        for (pad, _) in unseated.iter().rev() {
            self.queue.push_front(*pad);
        }
        unseated
    }

    /// Gives a free seat back to the pad that had it in an earlier run, with its mark; it has been lost since `now`. `false`:
    /// there is no such seat, or it is taken.
    pub(crate) fn give_back(&mut self, seat: SeatIndex, pad: PadId, mark: u8, now: Time) -> bool {
        let own = (seat.0 % u16::from(MARKS)) as u8;
        let Some(slot) = self.slot_mut(seat).filter(|slot| slot.pad.is_none()) else {
            return false;
        };
        *slot = SeatSlot {
            pad: Some(pad),
            present: false,
            lost_since: Some(now),
            mark: if mark < MARKS { mark } else { own },
        };
        true
    }

    /// A pad waits behind all others.
    pub(crate) fn enqueue(&mut self, pad: PadId) {
        self.queue.push_back(pad);
    }

    /// Seats the first that waits and is there, if a seat is free. `wish` tells the mark that a pad would like.
    pub(crate) fn seat_next(
        &mut self,
        is_here: impl Fn(PadId) -> bool,
        wish: impl Fn(PadId) -> Option<u8>,
    ) -> Option<(PadId, SeatIndex)> {
        let free = self.slots.iter().position(|slot| slot.pad.is_none())?;
        let seat = SeatIndex(u16::try_from(free).ok()?);
        let first = self.queue.iter().position(|pad| is_here(*pad))?;
        let pad = self.queue.remove(first)?;
        let mark = self.mark_for(seat, wish(pad));
        *self.slots.get_mut(free)? = SeatSlot {
            pad: Some(pad),
            present: true,
            lost_since: None,
            mark,
        };
        Some((pad, seat))
    }

    /// Gives a seated pad the mark that it would like, if it is free. Whether its mark changed.
    pub(crate) fn remark(&mut self, seat: SeatIndex, wish: Option<u8>) -> bool {
        let Some(mark) = wish.filter(|mark| self.is_free(*mark, seat)) else {
            return false;
        };
        let slot = self.slot_mut(seat).filter(|slot| slot.pad.is_some());
        slot.is_some_and(|slot| std::mem::replace(&mut slot.mark, mark) != mark)
    }

    fn mark_for(&self, seat: SeatIndex, wish: Option<u8>) -> u8 {
        let own = (seat.0 % u16::from(MARKS)) as u8;
        let mut candidates = wish.into_iter().chain([own]).chain(0..MARKS);
        candidates
            .find(|mark| self.is_free(*mark, seat))
            .unwrap_or(own)
    }

    fn is_free(&self, mark: u8, except: SeatIndex) -> bool {
        let others = self.slots.iter().enumerate();
        let mut others = others.filter(|(n, slot)| *n != except.index() && slot.pad.is_some());
        mark < MARKS && others.all(|(_, slot)| slot.mark != mark)
    }

    /// A pad is gone; its seat is free.
    pub(crate) fn remove(&mut self, pad: PadId) {
        self.queue.retain(|waiting| *waiting != pad);
        for slot in self.slots.iter_mut().filter(|slot| slot.pad == Some(pad)) {
            *slot = SeatSlot::default();
        }
    }

    /// What a pad in this seat is told.
    pub(crate) fn seated(&self, seat: SeatIndex) -> Place {
        let mark = self.slots.get(seat.index()).map_or(0, |slot| slot.mark);
        Place::Seated { seat, mark }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn fill(seating: &mut Seating) -> Vec<(PadId, SeatIndex)> {
        std::iter::from_fn(|| seating.seat_next(|_| true, |_| None)).collect()
    }

    fn marks(seating: &Seating) -> Vec<u8> {
        seating.slots().iter().map(|slot| slot.mark).collect()
    }

    #[test]
    fn first_come_first_seated() {
        let mut seating = Seating::new(2);
        (0..4).for_each(|n| seating.enqueue(PadId(n)));
        let seated = seating.seat_next(|pad| pad != PadId(0), |_| None);
        assert_eq!(
            seated,
            Some((PadId(1), SeatIndex(0))),
            "who is not there waits on"
        );
        assert_eq!(fill(&mut seating), [(PadId(0), SeatIndex(1))]);
        seating.remove(PadId(1));
        assert_eq!(fill(&mut seating), [(PadId(2), SeatIndex(0))]);
        assert_eq!(seating.queue().collect::<Vec<_>>(), [PadId(3)]);
    }

    #[test]
    fn marks_are_wished_for_and_told_apart() {
        let mut seating = Seating::new(3);
        (0..3).for_each(|n| seating.enqueue(PadId(n)));
        let wish = |pad: PadId| Some(if pad == PadId(0) { 1 } else { 200 });
        while seating.seat_next(|_| true, wish).is_some() {}
        assert_eq!(marks(&seating), [1, 0, 2]);
        assert!(!seating.remark(SeatIndex(0), Some(2)), "taken");
        assert!(seating.remark(SeatIndex(0), Some(7)));
        assert_eq!(marks(&seating), [7, 0, 2]);
    }

    #[test]
    fn who_loses_a_seat_waits_in_front() {
        let mut seating = Seating::new(3);
        (0..4).for_each(|n| seating.enqueue(PadId(n)));
        fill(&mut seating);
        let lost = seating.resize(1);
        assert_eq!(lost, [(PadId(1), SeatIndex(1)), (PadId(2), SeatIndex(2))]);
        let queue: Vec<_> = seating.queue().map(|pad| pad.0).collect();
        assert_eq!(queue, [1, 2, 3]);
    }

    proptest! {
        #[test]
        fn nobody_sits_twice_and_marks_differ(steps in prop::collection::vec((0_u8..4, 0_u32..12, 0_u16..9), 0..200)) {
            let mut seating = Seating::new(4);
            let mut known = BTreeSet::new();
            for (what, pad, n) in steps {
                match what {
                    0 if known.insert(pad) => seating.enqueue(PadId(pad)),
                    1 => {
                        known.remove(&pad);
                        seating.remove(PadId(pad));
                    }
                    2 => {
                        seating.resize(n);
                    }
                    _ => {
                        seating.remark(SeatIndex(n), Some(pad as u8));
                    }
                }
                while seating.seat_next(|_| true, |pad| Some(pad.0 as u8)).is_some() {}
                let seated: Vec<_> = seating.slots().iter().filter_map(|s| s.pad).collect();
                let all: BTreeSet<_> = seated.iter().copied().chain(seating.queue()).map(|p| p.0).collect();
                prop_assert_eq!(&all, &known);
                prop_assert_eq!(seated.len() + seating.queue().count(), known.len());
                let marks: BTreeSet<_> = seating.slots().iter().filter(|s| s.pad.is_some()).map(|s| s.mark).collect();
                prop_assert_eq!(marks.len(), seated.len());
            }
        }
    }
}
