//! Who sits where, as the running game was told, and who is missing since when. Knows no game and no network: it
//! compares what the session says now with what was told before.

use couchpad_core::protocol::{PadId, SeatIndex};
use couchpad_core::session::SeatSlot;
use couchpad_games::game::SeatEvent;
use std::time::Duration;

/// How long a paddle holds still after its pad dropped, in time of play.
pub(super) const HOLD: Duration = Duration::from_secs(5);

/// What has changed at the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SeatChange {
    /// The game is to hear it.
    Game(SeatEvent),
    /// The seat's pad dropped; its seat is kept.
    Dropped(SeatIndex),
    /// The seat's pad is back.
    Returned(SeatIndex),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seat {
    pad: Option<PadId>,
    missing_since: Option<Duration>,
}

/// Who sits where, as the game knows it.
#[derive(Debug, Default)]
pub(super) struct SeatBook {
    seats: Vec<Seat>,
}

impl SeatBook {
    /// The book of a game that knows these already, by seat.
    pub(super) fn of(pads: &[Option<PadId>]) -> Self {
        let seat = |pad: &Option<PadId>| Seat {
            pad: *pad,
            missing_since: None,
        };
        Self {
            seats: pads.iter().map(seat).collect(),
        }
    }

    /// Who sits in each seat, as the game was told.
    pub(super) fn pads(&self) -> impl Iterator<Item = Option<PadId>> + '_ {
        self.seats.iter().map(|seat| seat.pad)
    }

    /// Compares with the table as it is now; tells what has changed since the last time. `played` is the time of play
    /// so far.
    pub(super) fn observe(
        &mut self,
        table: &[SeatSlot],
        played: Duration,
        mut tell: impl FnMut(SeatChange),
    ) {
        let places = self.seats.len().max(table.len());
        self.seats.resize(places, Seat::default());
        for (at, seat) in self.seats.iter_mut().enumerate() {
            let Ok(index) = u16::try_from(at).map(SeatIndex) else {
                return;
            };
            let slot = table.get(at);
            let pad = slot.and_then(|slot| slot.pad);
            let is_present = slot.is_some_and(|slot| slot.present);
            seat.observe(index, pad, is_present, played, &mut tell);
        }
    }

    /// Whether a bot is to play for this seat now.
    #[must_use]
    pub(super) fn needs_stand_in(&self, seat: SeatIndex, played: Duration) -> bool {
        self.seats
            .get(seat.index())
            .and_then(|seat| seat.missing_since)
            .is_some_and(|since| played.saturating_sub(since) >= HOLD)
    }

    /// The seats that are taken, as the game was told.
    pub(super) fn taken(&self) -> impl Iterator<Item = SeatIndex> + '_ {
        (0..)
            .zip(&self.seats)
            .filter(|(_, seat)| seat.pad.is_some())
            .map(|(at, _)| SeatIndex(at))
    }
}

impl Seat {
    fn observe(
        &mut self,
        index: SeatIndex,
        pad: Option<PadId>,
        is_present: bool,
        played: Duration,
        tell: &mut impl FnMut(SeatChange),
    ) {
        if self.pad != pad {
            if self.pad.is_some() {
                tell(SeatChange::Game(SeatEvent::Left(index)));
            }
            if pad.is_some() {
                tell(SeatChange::Game(SeatEvent::Taken(index)));
            }
            *self = Self {
                pad,
                missing_since: None,
            };
        }
        match (pad.is_some() && !is_present, self.missing_since) {
            (true, None) => {
                self.missing_since = Some(played);
                tell(SeatChange::Dropped(index));
            }
            (false, Some(_)) => {
                self.missing_since = None;
                if pad.is_some() {
                    tell(SeatChange::Returned(index));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: SeatIndex = SeatIndex(0);
    const B: SeatIndex = SeatIndex(1);

    fn slot(pad: Option<u32>, present: bool) -> SeatSlot {
        SeatSlot {
            pad: pad.map(PadId),
            present,
            ..SeatSlot::default()
        }
    }

    fn changes(book: &mut SeatBook, table: &[SeatSlot], seconds: u64) -> Vec<SeatChange> {
        let mut told = Vec::new();
        book.observe(table, Duration::from_secs(seconds), |change| {
            told.push(change)
        });
        told
    }

    #[test]
    fn tells_who_sat_down_and_who_left_once() {
        let mut book = SeatBook::default();
        let table = [slot(Some(1), true), slot(None, false)];
        let taken = |seat| SeatChange::Game(SeatEvent::Taken(seat));
        let left = |seat| SeatChange::Game(SeatEvent::Left(seat));
        assert_eq!(changes(&mut book, &table, 0), [taken(A)]);
        assert_eq!(changes(&mut book, &table, 1), []);
        let table = [slot(Some(2), true), slot(Some(3), true)];
        assert_eq!(changes(&mut book, &table, 2), [left(A), taken(A), taken(B)]);
        assert_eq!(book.taken().collect::<Vec<_>>(), [A, B]);
        assert_eq!(
            changes(&mut book, &[], 3),
            [left(A), left(B)],
            "a smaller table"
        );
    }

    #[test]
    fn a_bot_stands_in_after_the_hold_until_the_return() {
        let mut book = SeatBook::default();
        changes(&mut book, &[slot(Some(1), true)], 0);
        assert_eq!(
            changes(&mut book, &[slot(Some(1), false)], 10),
            [SeatChange::Dropped(A)]
        );
        assert!(!book.needs_stand_in(A, Duration::from_millis(14_999)));
        assert!(book.needs_stand_in(A, Duration::from_secs(15)));
        assert_eq!(changes(&mut book, &[slot(Some(1), false)], 16), []);
        assert_eq!(
            changes(&mut book, &[slot(Some(1), true)], 17),
            [SeatChange::Returned(A)]
        );
        assert!(!book.needs_stand_in(A, Duration::from_secs(60)));
    }

    #[test]
    fn a_book_that_goes_on_tells_only_what_has_changed_since() {
        let mut book = SeatBook::of(&[Some(PadId(1)), Some(PadId(2))]);
        let table = [slot(Some(1), false), slot(None, false)];
        let left = SeatChange::Game(SeatEvent::Left(B));
        assert_eq!(
            changes(&mut book, &table, 0),
            [SeatChange::Dropped(A), left]
        );
        assert_eq!(book.pads().collect::<Vec<_>>(), [Some(PadId(1)), None]);
        let back = changes(&mut book, &[slot(Some(1), true)], 1);
        assert_eq!(back, [SeatChange::Returned(A)]);
    }

    #[test]
    fn a_seat_that_is_freed_has_nobody_to_stand_in_for() {
        let mut book = SeatBook::default();
        changes(&mut book, &[slot(Some(1), false)], 0);
        let told = changes(&mut book, &[slot(None, false)], 20);
        assert_eq!(told, [SeatChange::Game(SeatEvent::Left(A))]);
        assert!(!book.needs_stand_in(A, Duration::from_secs(60)));
    }
}
