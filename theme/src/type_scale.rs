//! Type: one family in two weights, in steps of 1.25.

use crate::surface::Surface;
use bevy::asset::uuid_handle;
use bevy::prelude::*;
use bevy::text::{FontFeatureTag, FontFeatures, FontSource};

/// The text font, Inter Regular: Latin, Greek and Cyrillic.
pub const REGULAR: Handle<Font> = uuid_handle!("6f1d31f5-55a1-4ec0-8c7a-000000000001");
/// For what must be seen first, Inter Bold.
pub const BOLD: Handle<Font> = uuid_handle!("6f1d31f5-55a1-4ec0-8c7a-000000000002");

pub(crate) static REGULAR_DATA: &[u8] = include_bytes!("../fonts/Inter-Regular.ttf");
pub(crate) static BOLD_DATA: &[u8] = include_bytes!("../fonts/Inter-Bold.ttf");

/// Ratio between neighbouring sizes.
pub const RATIO: f32 = 1.25;

/// A size of text. The smallest is 1/45 of the big screen's height, or 16 dp on the pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Notes: 24 units, 16 dp.
    Small,
    /// What is read: 30 units, 20 dp.
    Body,
    /// Names, buttons: 37.5 units, 25 dp.
    Lead,
    /// A column's heading: 47 units, 31 dp.
    Heading,
    /// A screen's title: 59 units, 39 dp.
    Title,
    /// One number or word that fills a card: 92 units, 61 dp.
    Display,
    /// The room code: 143 units, over 1/9 of the big screen's height.
    Code,
}

impl Step {
    /// All sizes, smallest first.
    pub const ALL: [Self; 7] = [
        Self::Small,
        Self::Body,
        Self::Lead,
        Self::Heading,
        Self::Title,
        Self::Display,
        Self::Code,
    ];

    /// How many times the ratio above the smallest.
    const fn power(self) -> i32 {
        match self {
            Self::Small => 0,
            Self::Body => 1,
            Self::Lead => 2,
            Self::Heading => 3,
            Self::Title => 4,
            Self::Display => 6,
            Self::Code => 8,
        }
    }

    /// Size in rem, that is in smallest sizes.
    pub fn rem(self) -> f32 {
        RATIO.powi(self.power())
    }

    /// Size in units on a surface.
    pub fn units(self, surface: Surface) -> f32 {
        surface.base_text() * self.rem()
    }

    /// Regular text of this size.
    pub fn font(self) -> TextFont {
        self.in_face(REGULAR)
    }

    /// Bold text of this size.
    pub fn bold(self) -> TextFont {
        self.in_face(BOLD)
    }

    fn in_face(self, face: Handle<Font>) -> TextFont {
        TextFont {
            font: FontSource::Handle(face),
            font_size: FontSize::Rem(self.rem()),
            font_features: even_figures(),
            ..default()
        }
    }
}

/// Numerals of one width, so that scores and milliseconds do not dance.
fn even_figures() -> FontFeatures {
    [FontFeatureTag::TABULAR_FIGURES].into()
}

pub(crate) fn plugin(app: &mut App) {
    // Before any start-up system, so that text spawned there already finds its font. Bevy's default font becomes ours
    // too: text that names no font must not fall out of the family.
    app.add_systems(PreStartup, load_fonts);
}

fn load_fonts(mut fonts: ResMut<Assets<Font>>) -> Result {
    let font = |data: &[u8]| Font::from_bytes(data.to_vec());
    fonts.insert(&REGULAR, font(REGULAR_DATA))?;
    fonts.insert(&BOLD, font(BOLD_DATA))?;
    fonts.insert(AssetId::default(), font(REGULAR_DATA))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_to_the_scale_and_its_limits() {
        let units: Vec<_> = Step::ALL.iter().map(|s| s.units(Surface::Screen)).collect();
        assert!(units.is_sorted());
        assert!(units[0] >= 1080.0 / 45.0);
        assert!(Step::Code.units(Surface::Screen) >= 1080.0 / 9.0);
        assert!(Step::Small.units(Surface::Pad) >= 16.0);
        for step in Step::ALL {
            let power = step.rem().ln() / RATIO.ln();
            assert!((power - power.round()).abs() < 1e-4, "{step:?}");
        }
    }

    #[test]
    fn both_faces_are_whole_font_files() {
        for data in [REGULAR_DATA, BOLD_DATA] {
            assert_eq!(data[..4], [0, 1, 0, 0], "a TrueType file");
            assert!(
                data.windows(4).any(|tag| tag == b"tnum"),
                "has figures of one width"
            );
        }
    }
}
