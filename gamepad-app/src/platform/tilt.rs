//! From which way is down to how far the phone leans, as a player sees it; and how often that is news. Pure: time is passed
//! in. Must not know controls.

use super::shell::Gravity;
use bevy::math::Vec2;
use std::time::Duration;

/// The shortest time between two readings that the app is woken for: 60 Hz, with room for a sensor that is a little early.
const PACE: Duration = Duration::from_micros(15_000);
/// What a hand that holds still does, in radians: no news.
const STILL: f32 = 0.003;
/// The share of gravity that has to be left across the roll for there to be a pitch: a phone on its edge has none.
const ON_EDGE: f32 = 0.25;

/// The sensor's last word.
#[derive(Debug, Default)]
pub(super) struct Tilt {
    now: Option<Vec2>,
    /// What the app was woken for last, and when.
    told: Option<(Vec2, Duration)>,
}

impl Tilt {
    /// How far the phone leans, in radians: which way a ball on the glass would roll, `x` to the right, `y` down the picture. Flat
    /// is zero, upright is a quarter turn of `y`. None: nobody has told.
    pub(super) const fn now(&self) -> Option<Vec2> {
        self.now
    }

    /// Takes a reading. Gives whether the app is to be woken for it. What is no direction is no reading.
    pub(super) fn take(&mut self, gravity: Gravity, at: Duration) -> bool {
        let Some(lean) = lean(gravity, self.now.map(|now| now.y)) else {
            return false;
        };
        self.now = Some(lean);
        let is_news = self.told.is_none_or(|(told, then)| {
            at >= then + PACE && (lean - told).abs().max_element() >= STILL
        });
        if is_news {
            self.told = Some((lean, at));
        }
        is_news
    }
}

/// `pitch`: what it was before.
fn lean(gravity: Gravity, pitch: Option<f32>) -> Option<Vec2> {
    let Gravity { x, y, z, .. } = gravity;
    let length = x.hypot(y).hypot(z);
    if !length.is_finite() || length < f32::MIN_POSITIVE {
        return None;
    }
    // to the right and to the upper edge of the picture
    let (right, up) = match gravity.quarter_turns % 4 {
        0 => (x, y),
        1 => (-y, x),
        2 => (-x, -y),
        _ => (y, -x),
    };
    let across = up.hypot(z);
    let roll = right.atan2(across);
    let pitch = match pitch {
        Some(before) if across < ON_EDGE * length => before,
        _ => (-up).atan2(-z),
    };
    Some(Vec2::new(roll, pitch))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::f32::consts::{FRAC_PI_2, FRAC_PI_4, PI};

    fn down(x: f32, y: f32, z: f32, quarter_turns: u8) -> Gravity {
        Gravity {
            x,
            y,
            z,
            quarter_turns,
        }
    }

    fn leans(gravity: Gravity) -> Vec2 {
        lean(gravity, None).expect("a direction")
    }

    fn is(lean: Vec2, x: f32, y: f32) -> bool {
        lean.abs_diff_eq(Vec2::new(x, y), 1e-4)
    }

    #[test]
    fn a_ball_on_the_glass_rolls_where_it_would() {
        assert!(is(leans(down(0.0, 0.0, -9.81, 0)), 0.0, 0.0), "flat");
        let upright = leans(down(0.0, -9.81, 0.0, 0));
        assert!(is(upright, 0.0, FRAC_PI_2), "{upright}");
        let right = leans(down(1.0, 0.0, -1.0, 0));
        assert!(is(right, FRAC_PI_4, 0.0), "{right}");
        let away = leans(down(0.0, 1.0, -1.0, 0));
        assert!(is(away, 0.0, -FRAC_PI_4), "{away}");
    }

    #[test]
    fn it_is_the_same_to_the_player_however_the_phone_is_turned() {
        // the right edge of the picture is lower, then the lower edge; the phone is flat but for that
        let right = [(1.0, 0.0), (0.0, -1.0), (-1.0, 0.0), (0.0, 1.0)];
        let lower = [(0.0, -1.0), (-1.0, 0.0), (0.0, 1.0), (1.0, 0.0)];
        for turns in 0..8 {
            let (x, y) = right[usize::from(turns % 4)];
            assert!(is(leans(down(x, y, -1.0, turns)), FRAC_PI_4, 0.0));
            let (x, y) = lower[usize::from(turns % 4)];
            assert!(is(leans(down(x, y, -1.0, turns)), 0.0, FRAC_PI_4));
        }
    }

    #[test]
    fn a_phone_on_its_edge_keeps_the_pitch_that_it_had() {
        let mut tilt = Tilt::default();
        tilt.take(down(0.0, -1.0, -1.0, 0), Duration::ZERO);
        tilt.take(down(1.0, 0.001, 0.001, 0), PACE);
        let now = tilt.now().expect("a reading");
        assert!((now.y - FRAC_PI_4).abs() < 1e-3 && now.x > 1.5, "{now}");
    }

    #[test]
    fn the_app_is_woken_sixty_times_a_second_and_not_for_a_phone_that_lies_still() {
        let mut tilt = Tilt::default();
        // a second of a sensor that tells 500 times
        let woken = (0_u16..500).filter(|n| {
            let at = Duration::from_millis(2 * u64::from(*n));
            tilt.take(down(f32::from(*n), 100.0, 0.0, 0), at)
        });
        let woken = woken.count();
        assert!((55..=67).contains(&woken), "{woken}");
        let held = tilt.now().expect("a reading");
        let again = Duration::from_secs(2);
        let still = down(held.x.sin(), held.x.cos(), 0.0, 0);
        tilt.take(still, again);
        let woken = (3..600).filter(|n| tilt.take(still, again * *n)).count();
        assert_eq!(woken, 0);
    }

    #[test]
    fn what_is_no_direction_is_no_reading() {
        let mut tilt = Tilt::default();
        for bad in [0.0, f32::NAN, f32::INFINITY] {
            assert!(!tilt.take(down(bad, 0.0, 0.0, 0), Duration::ZERO), "{bad}");
        }
        assert_eq!(tilt.now(), None);
    }

    proptest! {
        #[test]
        fn every_direction_is_an_angle(x in -20.0_f32..20.0, y in -20.0_f32..20.0, z in -20.0_f32..20.0, turns in any::<u8>()) {
            prop_assume!(x.hypot(y).hypot(z) > 0.01);
            let lean = leans(down(x, y, z, turns));
            prop_assert!(lean.x.abs() <= FRAC_PI_2 + 1e-5 && lean.y.abs() <= PI + 1e-5);
        }
    }
}
