//! Ground, ink and signal colours. Pure data: also for views that are not Bevy's, such as the terminal.

use bevy::color::Color;

/// One colour of the design, in 8-bit sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Swatch {
    /// Red, green and blue, 0 to 255.
    pub rgb: [u8; 3],
}

impl Swatch {
    /// The colour written `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Self {
        let [_, r, g, b] = rgb.to_be_bytes();
        Self { rgb: [r, g, b] }
    }

    /// As Bevy's colour, opaque.
    pub fn color(self) -> Color {
        let [r, g, b] = self.rgb;
        Color::srgb_u8(r, g, b)
    }

    /// As Bevy's colour, with an opacity from 0 to 1.
    pub fn faded(self, opacity: f32) -> Color {
        use bevy::color::Alpha;
        self.color().with_alpha(opacity)
    }

    /// The colour `share` (0 to 1) of the way towards another, mixed in sRGB.
    pub fn towards(self, other: Self, share: f32) -> Self {
        let share = share.clamp(0.0, 1.0);
        let mix =
            |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
        let ([r, g, b], [x, y, z]) = (self.rgb, other.rgb);
        Self {
            rgb: [mix(r, x), mix(g, y), mix(b, z)],
        }
    }

    /// Relative luminance as the web's accessibility guidelines define it, 0 (black) to 1 (white).
    pub fn luminance(self) -> f32 {
        let [r, g, b] = self.rgb.map(|byte| {
            let channel = f32::from(byte) / 255.0;
            if channel <= 0.04045 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast with another colour, 1 (none) to 21. Text wants 4.5, shapes want 3.
    pub fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl From<Swatch> for Color {
    fn from(swatch: Swatch) -> Self {
        swatch.color()
    }
}

/// The room itself: the background of everything.
pub const GROUND: Swatch = Swatch::hex(0x0B1020);
/// A surface that stands out from the room: a card, a button at rest.
pub const RAISED: Swatch = Swatch::hex(0x161D33);
/// A surface under a finger.
pub const PRESSED: Swatch = Swatch::hex(0x22304F);
/// Text that is to be read.
pub const TEXT: Swatch = Swatch::hex(0xF4F6FF);
/// Text that is there for who looks for it.
pub const QUIET: Swatch = Swatch::hex(0x9AA6C4);
/// All is well. Always with a word or a shape beside it, like the next two.
pub const GOOD: Swatch = Swatch::hex(0x3DDC97);
/// Look at this soon.
pub const WARNING: Swatch = Swatch::hex(0xFFB020);
/// Broken, lost, gone.
pub const BAD: Swatch = Swatch::hex(0xFF5A5F);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::players::MARKS;

    const TEXT_NEEDS: f32 = 4.5;
    const SHAPE_NEEDS: f32 = 3.0;

    #[test]
    fn contrast_agrees_with_the_standards_own_examples() {
        let (black, white) = (Swatch::hex(0), Swatch::hex(0xFFFFFF));
        assert!((black.contrast(white) - 21.0).abs() < 0.01);
        assert!((Swatch::hex(0x767676).contrast(white) - 4.54).abs() < 0.01);
        assert_eq!(white.contrast(white), 1.0);
    }

    #[test]
    fn ink_is_readable_on_every_ground() {
        for ink in [TEXT, QUIET] {
            for ground in [GROUND, RAISED, PRESSED] {
                let contrast = ink.contrast(ground);
                assert!(contrast >= TEXT_NEEDS, "{ink:?} on {ground:?}: {contrast}");
            }
        }
        for signal in [GOOD, WARNING, BAD] {
            for ground in [GROUND, RAISED] {
                let contrast = signal.contrast(ground);
                assert!(
                    contrast >= TEXT_NEEDS,
                    "{signal:?} on {ground:?}: {contrast}"
                );
            }
        }
    }

    #[test]
    fn marks_stand_out_and_carry_dark_words() {
        for mark in MARKS {
            assert!(
                mark.colour.contrast(RAISED) >= SHAPE_NEEDS,
                "{}",
                mark.name()
            );
            assert!(
                mark.colour.contrast(GROUND) >= TEXT_NEEDS,
                "{}",
                mark.name()
            );
        }
    }

    #[test]
    fn mixing_meets_both_ends() {
        assert_eq!(GOOD.towards(BAD, 0.0), GOOD);
        assert_eq!(GOOD.towards(BAD, 1.0), BAD);
        assert_eq!(
            Swatch::hex(0).towards(Swatch::hex(0x0A141E), 0.5).rgb,
            [5, 10, 15]
        );
    }
}
