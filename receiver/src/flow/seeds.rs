//! Where games' seeds come from. Pure.

use crate::scores::Day;
use bevy::prelude::Resource;

/// The seeds of this run's games, one after the other; the first decides the rest.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeds {
    next: u64,
}

impl Seeds {
    /// Begins with this seed.
    #[must_use]
    pub const fn new(first: u64) -> Self {
        Self { next: first }
    }

    /// The next game's seed.
    pub fn draw(&mut self) -> u64 {
        let seed = self.next;
        self.next = mix(seed);
        seed
    }
}

/// The seed of a day, the same for everybody in the world. A day goes from midnight to midnight UTC.
#[must_use]
pub(super) const fn of_the_day(unix_seconds: u64) -> u64 {
    mix(unix_seconds / DAY)
}

/// The day whose seed this is, of today and those just before: a game that goes on for ever is played past midnight.
#[must_use]
pub(crate) fn day_of(seed: u64, unix_seconds: u64) -> Option<Day> {
    let today = unix_seconds / DAY;
    let days = today.saturating_sub(PAST)..=today;
    days.map(Day).find(|day| mix(day.0) == seed)
}

/// So many days before today count.
const PAST: u64 = 2;

/// Seconds of a day.
const DAY: u64 = 86_400;

/// SplitMix64's step: well mixed, and every seed has another successor.
const fn mix(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_day_has_one_seed_for_ever() {
        // 2026-11-22
        let begin = 1_795_305_600;
        assert_eq!(of_the_day(begin), of_the_day(begin + DAY - 1));
        assert_ne!(of_the_day(begin), of_the_day(begin + DAY));
        assert_ne!(of_the_day(begin), of_the_day(begin - 1));
        // players compare their points: another version must not play another game
        assert_eq!(of_the_day(begin), 0x1417_c158_4d8c_0693);
    }

    #[test]
    fn a_game_of_a_day_belongs_to_it_also_past_midnight() {
        let begin = 1_795_305_600;
        let (seed, day) = (of_the_day(begin), Some(Day(20_779)));
        for later in [0, DAY - 1, DAY, 3 * DAY - 1] {
            assert_eq!(day_of(seed, begin + later), day, "{later}");
        }
        assert_eq!(day_of(seed, begin + 3 * DAY), None);
        assert_eq!(day_of(seed, begin - 1), None, "tomorrow is nobody's yet");
        assert_eq!(day_of(7, begin), None);
        assert_eq!(day_of(of_the_day(0), 1), Some(Day(0)));
    }

    #[test]
    fn the_first_seed_decides_the_rest() {
        let run = |first| {
            let mut seeds = Seeds::new(first);
            (0..100).map(|_| seeds.draw()).collect::<Vec<_>>()
        };
        assert_eq!(
            run(7)[0],
            7,
            "the first game has the seed that was asked for"
        );
        assert_eq!(run(7), run(7));
        assert_eq!(run(7).iter().collect::<HashSet<_>>().len(), 100);
        assert_ne!(run(7)[1], run(8)[1]);
    }
}
