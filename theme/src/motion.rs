//! Motion: two lengths, one curve, and a still version of everything.

use bevy::prelude::*;
use std::time::Duration;

/// How long an answer to a finger moves.
pub const TOUCH: Duration = Duration::from_millis(120);
/// How long something moves that the game says.
pub const SAY: Duration = Duration::from_millis(240);
/// How long one breath of a pulse takes: well under the three blinks a second that nothing may exceed.
pub const BREATH: Duration = Duration::from_millis(1600);

/// Whether things move. Read it through [`Motion::progress`] and [`Motion::breath`], so that the still version comes by itself.
#[derive(Resource, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Motion {
    /// The player or the system asked for reduced motion.
    pub reduced: bool,
}

impl Motion {
    /// How far (0 to 1, eased out) a movement of this length is, so long after its start. At once at its end when motion is reduced.
    pub fn progress(self, since: Duration, length: Duration) -> f32 {
        if self.reduced || length.is_zero() {
            return 1.0;
        }
        ease_out(since.as_secs_f32() / length.as_secs_f32())
    }

    /// A slow pulse, 0 to 1 and back, for "your turn". Steady at 1 when motion is reduced.
    pub fn breath(self, now: Duration) -> f32 {
        if self.reduced {
            return 1.0;
        }
        let share = now.as_secs_f32() / BREATH.as_secs_f32();
        0.5 - 0.5 * (share * std::f32::consts::TAU).cos()
    }
}

/// Fast first, gentle at the end: 0 to 1 for 0 to 1; what lies outside is clamped.
pub fn ease_out(share: f32) -> f32 {
    let left = 1.0 - share.clamp(0.0, 1.0);
    1.0 - left * left * left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easing_rises_and_keeps_its_ends() {
        assert_eq!(ease_out(-1.0), 0.0);
        assert_eq!(ease_out(0.0), 0.0);
        assert_eq!(ease_out(1.0), 1.0);
        assert_eq!(ease_out(7.0), 1.0);
        let steps: Vec<_> = (0..=20).map(|i| ease_out(i as f32 / 20.0)).collect();
        assert!(steps.is_sorted());
        assert!(steps[10] > 0.8, "most of the way by half time");
    }

    #[test]
    fn reduced_motion_is_still() {
        let still = Motion { reduced: true };
        assert_eq!(still.progress(Duration::ZERO, SAY), 1.0);
        for ms in [0, 100, 800, 5000] {
            assert_eq!(still.breath(Duration::from_millis(ms)), 1.0);
        }
    }

    #[test]
    fn nothing_pulses_faster_than_three_times_a_second() {
        assert!(BREATH >= Duration::from_millis(334));
        let motion = Motion::default();
        assert!(motion.breath(Duration::ZERO) < 0.01);
        assert!(motion.breath(BREATH / 2) > 0.99);
    }
}
