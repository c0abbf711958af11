//! What a player chose for this phone: plain data that every part reads, bounded wherever it comes from. Must not know
//! screens, nodes or the network, nor where it is kept.

mod arranged;
mod choice;
pub mod record;

pub use arranged::{Arrangements, LayoutShape, SHAPES};
pub use choice::Choice;

use bevy::prelude::*;
use std::ops::RangeInclusive;

/// What the sensitivity may be, in per cent of what the layout asks for.
pub const SENSITIVITY: RangeInclusive<u16> = 25..=400;
/// How much larger letters may be, in per cent.
pub const TEXT: [u16; 4] = [100, 125, 150, 200];
/// The strongest that anything may be felt, in per cent.
pub const HAPTICS: u8 = 100;

/// The hand that does the pressing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Hand {
    /// What is pressed lies as the layout has it.
    #[default]
    Right,
    /// What is pressed lies mirrored.
    Left,
}

/// What a finger on an area that steers means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Steering {
    /// How far it moves counts, wherever it came down.
    #[default]
    Relative,
    /// Where it is counts.
    Absolute,
}

/// Whether things move that need not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum MotionWish {
    /// As the system's own settings say.
    #[default]
    System,
    /// Nothing moves that need not.
    Reduced,
    /// Everything moves.
    Full,
}

/// A language that the app speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Polish.
    Polish,
    /// Ukrainian.
    Ukrainian,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Polish,
        Self::Ukrainian,
    ];

    /// Its subtag in BCP 47: `en`, `de` and so on.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Polish => "pl",
            Self::Ukrainian => "uk",
        }
    }

    /// Its name in itself, so that whoever reads it finds it whatever the app speaks now.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Polish => "Polski",
            Self::Ukrainian => "Українська",
        }
    }

    /// The one of a tag in BCP 47 or of a system's locale, such as `de-CH` or `uk_UA.UTF-8`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        let mut all = Self::ALL.into_iter();
        all.find(|language| language.tag().eq_ignore_ascii_case(first))
    }
}

/// What the player chose for this phone.
#[derive(Resource, Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The colour and shape that the player would like, from 0; given where it is free.
    pub mark: Option<u8>,
    /// The hand that does the pressing.
    pub hand: Hand,
    /// What a finger on an area that steers means.
    pub steering: Steering,
    /// How much a motion counts, in per cent of what the layout asks for; [`SENSITIVITY`].
    pub sensitivity: u16,
    /// How strongly things are felt, in per cent: 0 is not at all, [`HAPTICS`] as strongly as the phone can.
    pub haptics: u8,
    /// How large letters are, in per cent; one of [`TEXT`].
    pub text: u16,
    /// Whether what is drawn stands out more from its ground.
    pub high_contrast: bool,
    /// Whether things move that need not.
    pub motion: MotionWish,
    /// Whether what is pressed is larger than the layout has it.
    pub large_buttons: bool,
    /// The language of the app; `None`: the system's.
    pub language: Option<Language>,
    /// Whether leaning the phone steers, where the game has something for it.
    pub tilt: bool,
    /// The controls that the player moved.
    pub arrangements: Arrangements,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mark: None,
            hand: Hand::default(),
            steering: Steering::default(),
            sensitivity: 100,
            haptics: HAPTICS,
            text: 100,
            high_contrast: false,
            motion: MotionWish::default(),
            large_buttons: false,
            language: None,
            tilt: false,
            arrangements: Arrangements::default(),
        }
    }
}

impl Settings {
    /// The same with every number where it may be: the nearest that is allowed.
    #[must_use]
    pub fn bounded(self) -> Self {
        let nearest = TEXT.into_iter().min_by_key(|size| size.abs_diff(self.text));
        Self {
            mark: self
                .mark
                .filter(|mark| usize::from(*mark) < couchpad_theme::players::MARKS.len()),
            sensitivity: self
                .sensitivity
                .clamp(*SENSITIVITY.start(), *SENSITIVITY.end()),
            haptics: self.haptics.min(HAPTICS),
            text: nearest.unwrap_or(100),
            ..self
        }
    }
}

/// The settings, as they are where nobody chose anything.
pub fn plugin(app: &mut App) {
    app.init_resource::<Settings>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_whatever_a_system_calls_it() {
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.tag()), Some(language));
        }
        assert_eq!(Language::of_tag("de-CH"), Some(Language::German));
        assert_eq!(Language::of_tag("uk_UA.UTF-8"), Some(Language::Ukrainian));
        assert_eq!(Language::of_tag("FR"), Some(Language::French));
        for unknown in ["", "C", "POSIX", "ja", "dee", "-"] {
            assert_eq!(Language::of_tag(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn what_is_out_of_bounds_becomes_the_nearest_that_is_not() {
        let wild = Settings {
            mark: Some(8),
            sensitivity: 9_000,
            haptics: 200,
            text: 160,
            ..Settings::default()
        };
        let tame = wild.bounded();
        assert_eq!((tame.mark, tame.sensitivity), (None, 400));
        assert_eq!((tame.haptics, tame.text), (100, 150));
        let usual = Settings::default();
        assert_eq!(usual.clone().bounded(), usual);
    }
}
