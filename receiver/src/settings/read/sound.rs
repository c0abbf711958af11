//! The table `[sound]`.

use super::{Reader, Value};
use crate::settings::{Instead, SoundSettings};
use serde::Deserialize;
use serde::de::Error as _;
use toml::de::{DeValue, Error, ValueDeserializer};

impl Reader<'_> {
    pub(super) fn sound(&mut self, value: Value<'_>) {
        let span = value.span();
        let DeValue::Table(table) = value.into_inner() else {
            let reason = "it must be a table, [sound]".into();
            return self.bad(&span, "sound", reason, Instead::Default);
        };
        let mut sound = SoundSettings::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "volume" => sound.volume = self.read("sound.volume", value, hundredths),
                "effects" => sound.effects = self.read("sound.effects", value, hundredths),
                "music" => sound.music = self.read("sound.music", value, hundredths),
                "muted" => sound.muted = self.read("sound.muted", value, bool::deserialize),
                other => self.unknown(&format!("sound.{other}"), &value),
            }
        }
        self.settings.sound = sound;
    }
}

fn hundredths(from: ValueDeserializer<'_>) -> Result<u8, Error> {
    let number = i64::deserialize(from)?;
    u8::try_from(number)
        .ok()
        .filter(|number| *number <= 100)
        .ok_or_else(|| Error::custom("it must be 0 to 100"))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use std::path::Path;

    #[test]
    fn the_volume_is_read_and_what_is_none_costs_itself() {
        let text = "[sound]\nvolume = 70\neffects = 100\nmusic = 101\nmuted = true\nbass = 3\n";
        let (settings, warnings) = parse(Path::new("settings.toml"), text);
        let read = SoundSettings {
            volume: Some(70),
            effects: Some(100),
            music: None,
            muted: Some(true),
        };
        assert_eq!(settings.sound, read);
        let words: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(words.len(), 2, "{words:?}");
        assert!(
            words[0].contains("line 4: `sound.music`: it must be 0 to 100"),
            "{words:?}"
        );
        assert!(words[1].contains("`sound.bass`"), "{words:?}");
    }

    #[test]
    fn it_is_a_table() {
        for bad in [
            "sound = 50\n",
            "[sound]\nvolume = -1\n",
            "[sound]\nmusic = \"loud\"\n",
        ] {
            let (settings, warnings) = parse(Path::new("settings.toml"), bad);
            assert_eq!(settings.sound, SoundSettings::default());
            assert_eq!(warnings.len(), 1, "{bad}");
        }
    }
}
