//! Which of the numbered states arrived: tells the newer from the stale, and how many got lost. Knows no state.

use crate::Time;
use couchpad_protocol::is_newer;

/// States looked back at.
const WINDOW: u32 = 128;
/// After so long without any state every number counts as new: by then the counter may have gone half round.
const FORGET: Time = Time::from_secs(10);

/// The last states of one pad.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LossMeter {
    newest: Option<(u16, Time)>,
    /// Bit n: `newest - n` arrived.
    arrived: u128,
    /// How many of the bits mean something.
    known: u32,
}

impl LossMeter {
    /// Takes a state's number. Whether it is newer than all before; only then is the state to be believed.
    pub(crate) fn take(&mut self, sequence: u16, arrived: Time) -> bool {
        let newest = self
            .newest
            .filter(|(_, at)| arrived.saturating_sub(*at) < FORGET);
        let Some((newest, at)) = newest else {
            self.newest = Some((sequence, arrived));
            self.arrived = 1;
            self.known = 1;
            return true;
        };
        if !is_newer(sequence, newest) {
            let back = u32::from(newest.wrapping_sub(sequence));
            self.arrived |= 1_u128.checked_shl(back).unwrap_or(0);
            return false;
        }
        let ahead = u32::from(sequence.wrapping_sub(newest));
        self.arrived = self.arrived.checked_shl(ahead).unwrap_or(0) | 1;
        self.known = self.known.saturating_add(ahead).min(WINDOW);
        self.newest = Some((sequence, arrived.max(at)));
        true
    }

    /// When the newest came.
    pub(crate) fn newest_at(&self) -> Option<Time> {
        self.newest.map(|(_, at)| at)
    }

    /// The share of the last 128 states that never arrived, in thousandths.
    pub(crate) fn loss_permille(&self) -> u16 {
        let mask = 1_u128.checked_shl(self.known).map_or(u128::MAX, |m| m - 1);
        let arrived = (self.arrived & mask).count_ones();
        let lost = self.known.saturating_sub(arrived) * 1_000;
        u16::try_from(lost.checked_div(self.known).unwrap_or(0)).unwrap_or(1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Time = Time::from_secs(3);

    #[test]
    fn the_stale_and_the_double_are_told() {
        let mut meter = LossMeter::default();
        let taken = [5, 6, 6, 4, 8, 7, 9].map(|n| meter.take(n, NOW));
        assert_eq!(taken, [true, true, false, false, true, false, true]);
        assert_eq!(meter.loss_permille(), 0, "the late one was not lost");
    }

    #[test]
    fn counts_what_never_came() {
        let mut meter = LossMeter::default();
        for n in (0..1_000_u16).filter(|n| n % 4 != 0) {
            meter.take(n.wrapping_add(65_000), NOW);
        }
        assert_eq!(meter.loss_permille(), 250);
        meter.take(5_900_u16.wrapping_add(65_000), NOW);
        assert!(meter.loss_permille() > 950, "a blackout shows");
    }

    #[test]
    fn after_a_long_silence_any_number_is_new() {
        let mut meter = LossMeter::default();
        assert!(meter.take(40_000, NOW));
        assert!(!meter.take(39_000, NOW + Time::from_secs(9)));
        assert!(meter.take(39_000, NOW + Time::from_secs(10)));
    }

    proptest! {
        #[test]
        fn loss_is_a_share(numbers in prop::collection::vec(any::<u16>(), 0..400)) {
            let mut meter = LossMeter::default();
            for number in numbers {
                meter.take(number, NOW);
                prop_assert!(meter.loss_permille() <= 1_000);
            }
        }
    }
}
