//! What the player asked of every app in the system's settings, beside what was chosen in this one. Pure. Must not know how
//! anything is drawn.

use super::shell::SystemWishes;
use crate::settings::{MotionWish, Settings, TEXT};
use bevy::prelude::Resource;

/// How large letters may be, as a factor: beyond it nothing fits on a phone any more.
const LARGEST: f32 = TEXT[TEXT.len() - 1] as f32 / 100.0;

/// The system's settings, as the shell tells them; nothing special on a desktop.
#[derive(Resource, Debug, Clone, Default, PartialEq)]
pub struct OfSystem(pub SystemWishes);

impl OfSystem {
    /// How much larger letters are, 1 to 2: whatever is larger of the system's wish and the player's.
    #[must_use]
    pub fn text_scale(&self, settings: &Settings) -> f32 {
        let own = f32::from(settings.text) / 100.0;
        self.0.text_scale.max(own).clamp(1.0, LARGEST)
    }

    /// Whether what is drawn stands out more: either asks for it.
    #[must_use]
    pub const fn high_contrast(&self, settings: &Settings) -> bool {
        self.0.high_contrast || settings.high_contrast
    }

    /// Whether nothing moves that need not.
    #[must_use]
    pub const fn reduced_motion(&self, settings: &Settings) -> bool {
        match settings.motion {
            MotionWish::System => self.0.reduced_motion,
            MotionWish::Reduced => true,
            MotionWish::Full => false,
        }
    }

    /// How strongly a touch is felt, in per cent.
    #[must_use]
    pub const fn touch_haptics(&self, settings: &Settings) -> u8 {
        if self.0.touch_haptics {
            settings.haptics
        } else {
            0
        }
    }

    /// What came from outside, with every number where it may be.
    pub(super) fn bounded(wishes: SystemWishes) -> SystemWishes {
        let scale = wishes.text_scale;
        SystemWishes {
            text_scale: if scale.is_finite() {
                scale.clamp(0.5, 4.0)
            } else {
                1.0
            },
            ..wishes
        }
    }
}

/// A strength from 1 to 255, as the player likes it; 0: not at all.
pub(super) fn felt(strength: u8, per_cent: u8) -> u8 {
    let most = u16::from(strength) * u16::from(per_cent.min(100));
    // what is felt at all is not rounded away
    u8::try_from(most.div_ceil(100)).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system(text_scale: f32, reduced_motion: bool) -> OfSystem {
        OfSystem(SystemWishes {
            text_scale,
            reduced_motion,
            ..SystemWishes::default()
        })
    }

    #[test]
    fn letters_are_as_large_as_whoever_wants_them_larger() {
        let own = |text| Settings {
            text,
            ..Settings::default()
        };
        assert_eq!(system(1.0, false).text_scale(&own(100)), 1.0);
        assert_eq!(system(1.3, false).text_scale(&own(100)), 1.3);
        assert_eq!(system(1.3, false).text_scale(&own(150)), 1.5);
        assert_eq!(system(3.1, false).text_scale(&own(100)), 2.0);
        assert_eq!(system(0.8, false).text_scale(&own(100)), 1.0);
    }

    #[test]
    fn the_players_word_in_the_app_counts_more_than_the_systems() {
        let own = |motion| Settings {
            motion,
            ..Settings::default()
        };
        for wished in [false, true] {
            let system = system(1.0, wished);
            assert_eq!(system.reduced_motion(&own(MotionWish::System)), wished);
            assert!(system.reduced_motion(&own(MotionWish::Reduced)));
            assert!(!system.reduced_motion(&own(MotionWish::Full)));
        }
        let loud = Settings::default();
        assert_eq!(OfSystem::default().touch_haptics(&loud), 100);
        let quiet = SystemWishes {
            touch_haptics: false,
            high_contrast: true,
            ..SystemWishes::default()
        };
        assert_eq!(OfSystem(quiet.clone()).touch_haptics(&loud), 0);
        assert!(OfSystem(quiet).high_contrast(&loud));
    }

    #[test]
    fn what_is_no_number_is_the_usual_size() {
        for (told, kept) in [(f32::NAN, 1.0), (f32::INFINITY, 1.0), (90.0, 4.0)] {
            let told = system(told, false).0;
            assert_eq!(OfSystem::bounded(told).text_scale, kept);
        }
    }

    #[test]
    fn what_is_felt_is_weaker_and_never_gone_before_zero() {
        assert_eq!((felt(255, 100), felt(255, 50)), (255, 128));
        assert_eq!((felt(1, 1), felt(200, 0), felt(0, 100)), (1, 0, 0));
        assert_eq!(felt(255, 255), 255, "as strongly as the phone can");
    }
}
