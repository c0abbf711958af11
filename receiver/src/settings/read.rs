//! What `settings.toml` says: each setting is read by itself, so that a bad one costs no other. Opens nothing.

mod sound;

use super::{
    Instead, MAX_ATTRACT, MAX_SEAT_HOLD, Settings, SettingsWarning, WindowSettings, this_machine,
};
use crate::choices::{ChoiceError, Choices};
use crate::cli::{
    BindWish, Display, MAX_CAP, OptionWish, WindowSize, parse_game, parse_receiver_name,
};
use serde::Deserialize;
use serde::de::Error as _;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

type Value<'a> = Spanned<DeValue<'a>>;

/// Reads the file's text; `path` is for the warnings, which come in the file's order.
pub(super) fn parse(path: &Path, text: &str) -> (Settings, Vec<SettingsWarning>) {
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let warning = SettingsWarning::NoToml {
                path: path.to_owned(),
                line: line(text, &error.span().unwrap_or_default()),
                reason: words(&error),
            };
            return (Settings::unread(), vec![warning]);
        }
    };
    let mut reader = Reader {
        path,
        text,
        settings: Settings::default(),
        warnings: Vec::new(),
    };
    for (key, value) in table {
        reader.setting(key.get_ref(), value);
    }
    reader.warnings.sort_by_key(|(line, _)| *line);
    let warnings = reader.warnings.into_iter().map(|(_, warning)| warning);
    (reader.settings, warnings.collect())
}

struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    settings: Settings,
    /// Each with its line.
    warnings: Vec<(usize, SettingsWarning)>,
}

impl Reader<'_> {
    fn setting(&mut self, key: &str, value: Value<'_>) {
        match key {
            "display" => self.settings.display = self.read(key, value, Display::deserialize),
            "bind" => self.bind(value),
            "receiver_name" => self.settings.receiver_name = self.read(key, value, readable_name),
            "discovery" => self.discovery(value),
            "game" => self.settings.game = self.read(key, value, known_game),
            "cap" => self.settings.cap = self.read(key, value, |v| within(v, MAX_CAP)),
            "seat_hold" => {
                self.settings.seat_hold = self.read(key, value, |v| within(v, MAX_SEAT_HOLD));
            }
            "pause_on_drop" => {
                self.settings.pause_on_drop = self.read(key, value, bool::deserialize)
            }
            "screen_shake" => {
                self.settings.screen_shake = self.read(key, value, bool::deserialize);
            }
            "reduced_motion" => {
                self.settings.reduced_motion = self.read(key, value, bool::deserialize);
            }
            "attract" => {
                self.settings.attract = self.read(key, value, |v| from_to(v, 0, MAX_ATTRACT));
            }
            "levels" => self.settings.levels = self.read(key, value, String::deserialize),
            "name" => self.settings.name = self.read(key, value, String::deserialize),
            "window" => self.window(value),
            "sound" => self.sound(value),
            "options" => self.options(value),
            _ => self.unknown(key, &value),
        }
    }

    fn bind(&mut self, value: Value<'_>) {
        let read = self.read_or(Instead::ThisMachine, "bind", value, BindWish::deserialize);
        self.settings.bind = Some(read.unwrap_or_else(this_machine));
    }

    fn discovery(&mut self, value: Value<'_>) {
        let read = self.read_or(Instead::Unannounced, "discovery", value, bool::deserialize);
        self.settings.discovery = Some(read.unwrap_or(false));
    }

    fn window(&mut self, value: Value<'_>) {
        let span = value.span();
        let DeValue::Table(table) = value.into_inner() else {
            let reason = "it must be a table, [window]".into();
            return self.bad(&span, "window", reason, Instead::Default);
        };
        let mut window = WindowSettings::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "size" => window.size = self.read("window.size", value, sound_size),
                "fullscreen" => {
                    window.fullscreen = self.read("window.fullscreen", value, bool::deserialize);
                }
                "bind" => {
                    self.settings.bind.get_or_insert_with(this_machine);
                    self.misplaced("bind", &value, Instead::ThisMachine);
                }
                "discovery" => {
                    self.settings.discovery.get_or_insert(false);
                    self.misplaced("discovery", &value, Instead::Unannounced);
                }
                other => self.unknown(&format!("window.{other}"), &value),
            }
        }
        self.settings.window = window;
    }

    fn options(&mut self, value: Value<'_>) {
        let span = value.span();
        let DeValue::Table(table) = value.into_inner() else {
            let reason = "it must be a table, [options]".into();
            return self.bad(&span, "options", reason, Instead::Default);
        };
        for (key, value) in table {
            let (option, name) = (key.get_ref(), format!("options.{}", key.get_ref()));
            let wish = self.read(&name, value, |value| known_option(option, value));
            self.settings.options.extend(wish);
        }
    }

    fn read<'v, T>(
        &mut self,
        key: &str,
        value: Value<'v>,
        how: impl FnOnce(ValueDeserializer<'v>) -> Result<T, Error>,
    ) -> Option<T> {
        self.read_or(Instead::Default, key, value, how)
    }

    fn read_or<'v, T>(
        &mut self,
        instead: Instead,
        key: &str,
        value: Value<'v>,
        how: impl FnOnce(ValueDeserializer<'v>) -> Result<T, Error>,
    ) -> Option<T> {
        let span = value.span();
        match how(value.into()) {
            Ok(read) => Some(read),
            Err(error) => {
                let span = error.span().unwrap_or(span);
                self.bad(&span, key, words(&error), instead);
                None
            }
        }
    }

    /// One that says who can reach the receiver, below the line `[window]`: whoever wrote it there meant it.
    fn misplaced(&mut self, key: &str, value: &Value<'_>, instead: Instead) {
        let reason = "it must stand above the line [window]".into();
        self.bad(&value.span(), &format!("window.{key}"), reason, instead);
    }

    fn bad(&mut self, span: &Range<usize>, key: &str, reason: String, instead: Instead) {
        let line = line(self.text, span);
        let warning = SettingsWarning::Bad {
            path: self.path.to_owned(),
            line,
            key: key.to_owned(),
            reason,
            instead,
        };
        self.warnings.push((line, warning));
    }

    fn unknown(&mut self, key: &str, value: &Value<'_>) {
        let warning = SettingsWarning::Unknown {
            path: self.path.to_owned(),
            key: key.to_owned(),
        };
        self.warnings
            .push((line(self.text, &value.span()), warning));
    }
}

fn line(text: &str, span: &Range<usize>) -> usize {
    let before = text.get(..span.start).unwrap_or_default();
    before.matches('\n').count() + 1
}

fn words(error: &Error) -> String {
    error.message().trim().replace('\n', " ")
}

fn known_game(from: ValueDeserializer<'_>) -> Result<String, Error> {
    let id = String::deserialize(from)?;
    parse_game(&id).map_err(|why| Error::custom(format!("`{id}`: {why}")))
}

/// One that some game has.
fn known_option(option: &str, from: ValueDeserializer<'_>) -> Result<OptionWish, Error> {
    let value = String::deserialize(from)?;
    let mut why = String::new();
    for entry in couchpad_games::games() {
        match Choices::default().choose(entry.manifest, option, &value) {
            Ok(()) => {
                let option = option.to_owned();
                return Ok(OptionWish { option, value });
            }
            // a game that has the option knows more to say than one that has not
            Err(error @ ChoiceError::NoValue { .. }) => why = error.to_string(),
            Err(error) if why.is_empty() => why = error.to_string(),
            Err(_) => {}
        }
    }
    Err(Error::custom(why))
}

fn readable_name(from: ValueDeserializer<'_>) -> Result<String, Error> {
    parse_receiver_name(&String::deserialize(from)?).map_err(Error::custom)
}

/// A number from 1 to `most`.
fn within(from: ValueDeserializer<'_>, most: u64) -> Result<u64, Error> {
    from_to(from, 1, most)
}

fn from_to(from: ValueDeserializer<'_>, least: u64, most: u64) -> Result<u64, Error> {
    let number = u64::deserialize(from)?;
    if (least..=most).contains(&number) {
        Ok(number)
    } else {
        Err(Error::custom(format!("it must be {least} to {most}")))
    }
}

fn sound_size(from: ValueDeserializer<'_>) -> Result<WindowSize, Error> {
    let (width, height) = Deserialize::deserialize(from)?;
    WindowSize::new(width, height).map_err(Error::custom)
}

#[cfg(test)]
mod tests;
