//! How an axis answers where its layout asks for more than a plain answer: by the speed of a motion, by the size of a
//! deflection, and with less trembling. Pure functions and one small filter; time is passed in. Must not know fingers.

use couchpad_core::protocol::{Gain, OneEuro};
use std::f64::consts::TAU;
use std::time::Duration;

/// The cutoff for the speed itself, in hertz, as the filter's authors have it.
const SPEED_CUTOFF: f64 = 1.0;
/// The longest time that one value is taken to have been on its way, in seconds: where nothing moved, nothing was asked, and
/// what comes then has not come slowly.
const LONGEST: f64 = 0.05;
/// The time taken for the first value.
const FIRST: f64 = 1.0 / 60.0;

/// How much a motion counts that goes so fast: times what it would plainly. `speed` is in whole ways of the axis a second.
#[must_use]
pub fn by_speed(gain: Gain, speed: f64) -> f64 {
    let Gain::BySpeed {
        slow,
        fast,
        from,
        to,
    } = gain
    else {
        return 1.0;
    };
    let [from, to] = [from, to].map(|thousandths| f64::from(thousandths) / 1000.0);
    let [slow, fast] = [slow, fast].map(|per_cent| f64::from(per_cent) / 100.0);
    let share = ((speed.abs() - from) / (to - from).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
    slow + (fast - slow) * share
}

/// What a deflection of -1 to 1 is worth, -1 to 1: the ends and the middle stay where they are.
#[must_use]
pub fn deflected(gain: Gain, value: f64) -> f64 {
    let Gain::ByDeflection { dead, bend } = gain else {
        return value;
    };
    let [dead, bend] = [dead, bend].map(|thousandths| f64::from(thousandths) / 1000.0);
    let beyond = ((value.abs() - dead) / (1.0 - dead)).clamp(0.0, 1.0);
    let answer = (1.0 - bend) * beyond + bend * beyond * beyond * beyond;
    answer.copysign(value)
}

/// The 1€ filter: a low-pass whose cutoff rises with the speed of what it follows.
///
/// Géry Casiez, Nicolas Roussel, Daniel Vogel: "1€ Filter: A Simple Speed-based Low-pass Filter for Noisy Input in
/// Interactive Systems", CHI 2012, pages 2527 to 2530.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Steady {
    value: f64,
    speed: f64,
    at: Option<Duration>,
}

impl Steady {
    /// One that has been here for long.
    #[must_use]
    pub const fn resting(value: f64) -> Self {
        Self {
            value,
            speed: 0.0,
            at: None,
        }
    }

    /// Where it is.
    #[must_use]
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// Follows what it is told at this time, which never goes back, and gives where it is then. In whole ways of the axis.
    pub fn follow(&mut self, hint: OneEuro, now: Duration, value: f64) -> f64 {
        let passed = self.at.map_or(FIRST, |at| {
            now.saturating_sub(at).as_secs_f64().min(LONGEST)
        });
        if passed == 0.0 {
            // told twice at one time: the second counts when there has been time for it
            return self.value;
        }
        let speed = (value - self.value) / passed;
        self.speed += share(SPEED_CUTOFF, passed) * (speed - self.speed);
        let [rest, rise] = [hint.min_cutoff, hint.beta].map(|tenths| f64::from(tenths) / 10.0);
        let cutoff = rest + rise * self.speed.abs();
        self.value += share(cutoff, passed) * (value - self.value);
        self.at = Some(now);
        self.value
    }
}

/// How much of the way a low-pass with this cutoff goes in so many seconds: the smoothing factor of a first-order filter.
fn share(cutoff: f64, passed: f64) -> f64 {
    let around = TAU * cutoff * passed;
    around / (around + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HINT: OneEuro = OneEuro {
        min_cutoff: 10,
        beta: 200,
    };

    #[test]
    fn a_gain_by_speed_goes_evenly_from_slow_to_fast() {
        let gain = Gain::BySpeed {
            slow: 50,
            fast: 200,
            from: 1_000,
            to: 2_000,
        };
        for (speed, factor) in [(0.0, 0.5), (1.0, 0.5), (-1.5, 1.25), (2.0, 2.0), (9.0, 2.0)] {
            assert!((by_speed(gain, speed) - factor).abs() < 1e-9, "{speed}");
        }
        assert_eq!(by_speed(Gain::Plain, 9.0), 1.0);
        assert_eq!(by_speed(Gain::ByDeflection { dead: 9, bend: 9 }, 9.0), 1.0);
    }

    #[test]
    fn a_deflection_is_nothing_in_the_middle_and_gentle_beside_it() {
        let gain = Gain::ByDeflection {
            dead: 200,
            bend: 500,
        };
        assert_eq!(deflected(gain, 0.2), 0.0);
        assert_eq!(deflected(gain, 1.0), 1.0);
        assert_eq!(deflected(gain, -1.0), -1.0);
        assert!((deflected(gain, 0.6) - 0.3125).abs() < 1e-9);
        assert_eq!(deflected(Gain::Plain, 0.3), 0.3);
    }

    #[test]
    fn a_filter_that_rests_moves_by_what_the_paper_says() {
        let mut filter = Steady::resting(0.0);
        let slow = OneEuro {
            min_cutoff: 10,
            beta: 0,
        };
        // 1 Hz at 60 values a second: alpha = 1 / (1 + 60 / (2 pi))
        let alpha = 1.0 / (1.0 + 60.0 / TAU);
        let first = filter.follow(slow, Duration::ZERO, 1.0);
        assert!((first - alpha).abs() < 1e-9);
        let twice = filter.follow(slow, Duration::ZERO, 1.0);
        assert_eq!(twice, first, "no time has passed");
    }

    proptest! {
        /// It never overshoots, and it gets there.
        #[test]
        fn it_goes_to_where_it_is_told(start in -1.0_f64..1.0, end in -1.0_f64..1.0, frame in 1_u64..40) {
            let mut filter = Steady::resting(start);
            let mut before = start;
            for n in 1..2_000 {
                let now = filter.follow(HINT, Duration::from_millis(frame * n), end);
                prop_assert!((now - before) * (end - before) >= 0.0);
                prop_assert!((end - now).abs() <= (end - before).abs());
                before = now;
            }
            prop_assert!((before - end).abs() < 1e-3, "{before} {end}");
        }

        /// More deflection is never less answer, and the answer never leaves the way.
        #[test]
        fn a_deflection_rises(a in -1.0_f64..=1.0, b in -1.0_f64..=1.0, dead in 0_u16..=500, bend in 0_u16..=1000) {
            let gain = Gain::ByDeflection { dead, bend };
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(deflected(gain, low) <= deflected(gain, high) + 1e-12);
            prop_assert!(deflected(gain, low).abs() <= 1.0);
        }
    }
}
