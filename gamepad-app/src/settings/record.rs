//! How settings are written down: TOML with a version. A value that is unknown here, as of a later version, is as if nobody
//! had chosen; one that is out of bounds is the nearest that is not. No bytes panic. Must not know where the record is kept.

use super::{Arrangements, Hand, Language, LayoutShape, MotionWish, Settings, Steering};
use couchpad_core::identity::RECORD_BYTES;
use couchpad_core::protocol::{Area, ControlId};
use serde::{Deserialize, Serialize};

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;

/// Why a record is none of settings. What was chosen is lost to this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Not what was written once.
    #[error("the record of your choices was damaged: choose again in the settings")]
    Damaged,
    /// Written by a later version of this app.
    #[error("a newer version of this app wrote down your choices: update it, or choose again")]
    Newer,
}

#[derive(Deserialize)]
struct AnyFile {
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(default)]
struct File {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<i64>,
    hand: String,
    steering: String,
    sensitivity: i64,
    haptics: i64,
    text: i64,
    high_contrast: bool,
    motion: String,
    large_buttons: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    tilt: bool,
    arranged: Vec<Arranged>,
}

#[derive(Serialize, Deserialize)]
struct Arranged {
    shape: String,
    /// The control, then its left, top, width and height.
    controls: Vec<(u8, u16, u16, u16, u16)>,
}

impl Default for File {
    fn default() -> Self {
        Self::of(&Settings::default())
    }
}

const HANDS: [(Hand, &str); 2] = [(Hand::Right, "right"), (Hand::Left, "left")];
const STEERINGS: [(Steering, &str); 2] = [
    (Steering::Relative, "relative"),
    (Steering::Absolute, "absolute"),
];
const MOTIONS: [(MotionWish, &str); 3] = [
    (MotionWish::System, "system"),
    (MotionWish::Reduced, "reduced"),
    (MotionWish::Full, "full"),
];

fn word<T: PartialEq + Copy>(all: &[(T, &'static str)], value: T) -> String {
    let mut all = all.iter();
    let known = all.find(|(known, _)| *known == value);
    known.map_or_else(String::new, |(_, word)| (*word).to_owned())
}

fn value<T: Default + Copy>(all: &[(T, &str)], word: &str) -> T {
    let known = all.iter().find(|(_, known)| *known == word);
    known.map_or_else(T::default, |(value, _)| *value)
}

/// The nearest number that the type holds.
fn nearest<T: TryFrom<i64>>(number: i64, most: T) -> T {
    T::try_from(number.max(0)).unwrap_or(most)
}

impl File {
    fn of(settings: &Settings) -> Self {
        Self {
            version: VERSION,
            mark: settings.mark.map(i64::from),
            hand: word(&HANDS, settings.hand),
            steering: word(&STEERINGS, settings.steering),
            sensitivity: settings.sensitivity.into(),
            haptics: settings.haptics.into(),
            text: settings.text.into(),
            high_contrast: settings.high_contrast,
            motion: word(&MOTIONS, settings.motion),
            large_buttons: settings.large_buttons,
            language: settings.language.map(|language| language.tag().to_owned()),
            tilt: settings.tilt,
            arranged: settings.arrangements.iter().map(arranged).collect(),
        }
    }

    fn settings(self) -> Settings {
        let settings = Settings {
            mark: self.mark.and_then(|mark| u8::try_from(mark).ok()),
            hand: value(&HANDS, &self.hand),
            steering: value(&STEERINGS, &self.steering),
            sensitivity: nearest(self.sensitivity, u16::MAX),
            haptics: nearest(self.haptics, u8::MAX),
            text: nearest(self.text, u16::MAX),
            high_contrast: self.high_contrast,
            motion: value(&MOTIONS, &self.motion),
            large_buttons: self.large_buttons,
            language: self.language.as_deref().and_then(Language::of_tag),
            tilt: self.tilt,
            arrangements: put_all(&self.arranged),
        };
        settings.bounded()
    }
}

fn arranged((shape, moved): (LayoutShape, &std::collections::BTreeMap<u8, Area>)) -> Arranged {
    let one = |(control, area): (&u8, &Area)| (*control, area.x, area.y, area.w, area.h);
    Arranged {
        shape: format!("{:016x}", shape.0),
        controls: moved.iter().map(one).collect(),
    }
}

fn put_all(all: &[Arranged]) -> Arrangements {
    let mut arrangements = Arrangements::default();
    for layout in all {
        let Ok(shape) = u64::from_str_radix(&layout.shape, 16) else {
            continue;
        };
        for (control, x, y, w, h) in &layout.controls {
            let area = Area::new(*x, *y, *w, *h);
            arrangements.put(LayoutShape(shape), ControlId(*control), area);
        }
    }
    arrangements
}

/// The record of these settings. Empty where it cannot be written, which no settings are known to cause.
#[must_use]
pub fn write(settings: &Settings) -> Vec<u8> {
    match toml::to_string(&File::of(settings)) {
        Ok(text) => text.into_bytes(),
        Err(fault) => {
            tracing::warn!("the settings cannot be written down: {fault}");
            Vec::new()
        }
    }
}

/// The settings of a record; bounded.
///
/// # Errors
/// [`Damage`].
pub fn read(record: &[u8]) -> Result<Settings, Damage> {
    if record.len() > RECORD_BYTES {
        return Err(Damage::Damaged);
    }
    let text = std::str::from_utf8(record).map_err(|_| Damage::Damaged)?;
    let any: AnyFile = toml::from_str(text).map_err(|_| Damage::Damaged)?;
    match any.version {
        VERSION => {}
        0 => return Err(Damage::Damaged),
        _ => return Err(Damage::Newer),
    }
    let file: File = toml::from_str(text).map_err(|_| Damage::Damaged)?;
    Ok(file.settings())
}

#[cfg(test)]
mod tests {
    use super::super::{HAPTICS, SENSITIVITY, SHAPES, TEXT};
    use super::*;
    use couchpad_core::protocol::limits::CONTROLS;
    use proptest::prelude::*;

    fn any_settings() -> impl Strategy<Value = Settings> {
        let choices = (
            proptest::option::of(0_u8..8),
            any::<[bool; 5]>(),
            SENSITIVITY,
            0..=HAPTICS,
            0..TEXT.len(),
            0..3_usize,
            proptest::option::of(0..Language::ALL.len()),
        );
        let moved = proptest::collection::vec(
            (
                0_u64..4,
                any::<u8>(),
                0_u16..500,
                0_u16..500,
                1_u16..=500,
                1_u16..=500,
            ),
            0..40,
        );
        (choices, moved).prop_map(
            |((mark, flags, speed, felt, text, motion, language), moved)| {
                let [left, absolute, contrast, large, tilt] = flags;
                let mut arrangements = Arrangements::default();
                for (shape, control, x, y, w, h) in moved {
                    let area = Area::new(x, y, w, h);
                    arrangements.put(LayoutShape(shape << 60), ControlId(control), area);
                }
                Settings {
                    mark,
                    hand: if left { Hand::Left } else { Hand::Right },
                    steering: if absolute {
                        Steering::Absolute
                    } else {
                        Steering::Relative
                    },
                    sensitivity: speed,
                    haptics: felt,
                    text: TEXT[text],
                    high_contrast: contrast,
                    motion: MOTIONS[motion].0,
                    large_buttons: large,
                    language: language.map(|at| Language::ALL[at]),
                    tilt,
                    arrangements,
                }
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(settings in any_settings()) {
            prop_assert_eq!(read(&write(&settings)), Ok(settings));
        }

        #[test]
        fn any_bytes_are_harmless(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            if let Ok(settings) = read(&bytes) {
                prop_assert_eq!(settings.clone().bounded(), settings);
            }
        }

        #[test]
        fn any_damage_is_harmless(settings in any_settings(), at: prop::sample::Index, byte: u8, cut: prop::sample::Index) {
            let mut record = write(&settings);
            let at = at.index(record.len());
            record[at] = byte;
            for record in [&record[..], &record[..cut.index(record.len())]] {
                if let Ok(read) = read(record) {
                    prop_assert_eq!(read.clone().bounded(), read);
                }
            }
        }

        #[test]
        fn any_toml_is_harmless(text in "version = 1\n((mark|hand|text|sensitivity|arranged|language) = [-0-9\"\\[{a-z}\\]]{0,12}\n){0,6}") {
            if let Ok(settings) = read(text.as_bytes()) {
                prop_assert_eq!(settings.clone().bounded(), settings);
            }
        }
    }

    #[test]
    fn the_fullest_record_fits_into_its_place() {
        let mut full = Settings {
            mark: Some(7),
            language: Some(Language::Ukrainian),
            ..Settings::default()
        };
        for shape in 0..SHAPES as u64 {
            for control in 0..CONTROLS {
                let control = ControlId(255 - u8::try_from(control).unwrap());
                let area = Area::new(500, 500, 500, 500);
                full.arrangements
                    .put(LayoutShape(u64::MAX - shape), control, area);
            }
        }
        let record = write(&full);
        assert!(record.len() <= RECORD_BYTES, "{}", record.len());
        assert_eq!(read(&record), Ok(full));
    }

    #[test]
    fn what_a_later_version_knows_is_passed_over_and_what_is_missing_is_usual() {
        let record = b"version = 1\nhand = \"both\"\nlanguage = \"tlh\"\nsensitivity = 100000\nhaptics = -3\nscent = 7\n";
        let settings = Settings {
            sensitivity: 400,
            haptics: 0,
            ..Settings::default()
        };
        assert_eq!(read(record), Ok(settings));
        assert_eq!(read(b"version = 1\n"), Ok(Settings::default()));
        assert_eq!(read(b"version = 2\nhand = [[1]]\n"), Err(Damage::Newer));
        for damaged in [
            &b""[..],
            b"hand = \"left\"",
            b"version = 1\ntilt = 3\n",
            b"\xff",
        ] {
            assert_eq!(read(damaged), Err(Damage::Damaged));
        }
    }
}
