//! Every text that the app shows a player, by key, in the language that it speaks now. Owns the languages' files (Fluent, in
//! `locales/`), plurals and ordinals, and which language that is. Must not know who shows a text, nor where. The command
//! line and the log speak English without it.

mod book;
mod causes;
mod follow;
mod heard;
mod marks;

pub use crate::settings::Language;
pub use fluent_bundle::FluentValue as Value;
pub use follow::{Locales, plugin};

use bevy::prelude::Resource;
use book::Book;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// The texts of one language; English where it has none. Cheap to clone, and every thread may ask.
///
/// A key is a name in the languages' files, or such a name, a dot and the name of what belongs to it:
///
/// ```
/// use couchpad_gamepad::words::{Language, Words};
///
/// let words = Words::of(Language::English);
/// assert_eq!(words.say("lost"), "Connection lost");
/// assert!(words.say("lost.words").starts_with("Stay near"));
/// assert_eq!(words.with("connecting-try", &[("count", 3.into())]), "Try 3");
/// ```
#[derive(Resource, Clone)]
pub struct Words(Arc<Spoken>);

struct Spoken {
    book: Book,
    /// Asked where the book has no such text.
    english: Option<Words>,
    language: Language,
    /// Letters with accents, longer, in brackets: for tests.
    pseudo: bool,
}

impl Words {
    /// The texts of a language. Its file is read once in a process.
    #[must_use]
    pub fn of(language: Language) -> Self {
        static READ: [OnceLock<Words>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        let mut places = Language::ALL.iter().zip(&READ);
        let place = places.find(|(one, _)| **one == language);
        place.map_or_else(
            || Self::read(language),
            |(_, place)| place.get_or_init(|| Self::read(language)).clone(),
        )
    }

    /// No language at all: English with accents on its letters, 40 % longer and in brackets. Shows what is cut, what has no
    /// room for a longer language, and what is said without this module.
    #[must_use]
    pub fn pseudo() -> Self {
        Self(Arc::new(Spoken {
            book: Book::pseudo(),
            english: None,
            language: Language::English,
            pseudo: true,
        }))
    }

    fn read(language: Language) -> Self {
        let english = (language != Language::English).then(|| Self::of(Language::English));
        Self(Arc::new(Spoken {
            book: Book::read(language),
            english,
            language,
            pseudo: false,
        }))
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.0.language
    }

    /// Whether it is none that anybody speaks; see [`pseudo`](Self::pseudo).
    #[must_use]
    pub fn is_pseudo(&self) -> bool {
        self.0.pseudo
    }

    /// The text of a key.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a key with these values in it: numbers decide about plurals, texts stand as they are.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let said = self.get(key, values);
        said.unwrap_or_else(|| {
            tracing::error!(key, "there is no such text");
            key.to_owned()
        })
    }

    /// The same; `None` where there is no such text.
    #[must_use]
    pub fn get(&self, key: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let own = self.0.book.say(key, values);
        let english = || self.0.english.as_ref()?.get(key, values);
        own.or_else(english)
    }
}

impl Default for Words {
    /// English.
    fn default() -> Self {
        Self::of(Language::English)
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.language() == other.language() && self.is_pseudo() == other.is_pseudo()
    }
}

impl Eq for Words {}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pseudo = if self.is_pseudo() { ", pseudo" } else { "" };
        write!(f, "Words({:?}{pseudo})", self.language())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_language_lacks_is_said_in_english_and_what_none_has_by_its_key() {
        let words = Words::of(Language::German);
        assert_eq!(words.get("no-such-text", &[]), None);
        assert_eq!(words.say("no-such-text"), "no-such-text");
        assert_eq!(words.get("lost.no-such-part", &[]), None);
        let poor = Words(Arc::new(Spoken {
            book: Book::of("pl", "lost = Zgubione\n"),
            english: Some(Words::default()),
            language: Language::Polish,
            pseudo: false,
        }));
        assert_eq!(poor.say("lost"), "Zgubione");
        assert!(poor.say("lost.words").starts_with("Stay near"));
    }

    #[test]
    fn a_text_whose_value_is_missing_is_said_in_english_or_as_far_as_it_goes() {
        let words = Words::of(Language::Ukrainian);
        let said = words.say("connecting-try");
        assert!(said.contains("count"), "{said}");
    }

    #[test]
    fn english_counts_places_as_people_do() {
        let words = Words::default();
        let said = |place: u32| words.with("line-place", &[("place", place.into())]);
        for (place, shown) in [
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (13, "13th"),
            (21, "21st"),
            (111, "111th"),
            (113, "113th"),
            (122, "122nd"),
            (65_536, "65536th"),
        ] {
            assert_eq!(said(place), format!("You are {shown} in line"));
        }
    }

    #[test]
    fn slavic_languages_have_all_their_plurals() {
        for language in [Language::Polish, Language::Ukrainian] {
            let words = Words::of(language);
            let form = |players: u16| {
                let said = words.with("row-players", &[("players", players.into())]);
                said.replace(&players.to_string(), "")
            };
            let (one, few, many) = (form(1), form(3), form(5));
            assert!(one != few && few != many && one != many, "{language:?}");
            // the teens, and what ends as they do not
            assert_eq!([form(12), form(22), form(112)], [many.clone(), few, many]);
        }
        // only one of the two counts 21 as it counts 1
        let of = |language, players: u16| {
            let values = [("players", players.into())];
            Words::of(language).with("row-players", &values)
        };
        let like_one = |language| of(language, 21).replace("21", "1") == of(language, 1);
        assert!(like_one(Language::Ukrainian) && !like_one(Language::Polish));
    }

    #[test]
    fn no_language_at_all_is_longer_and_keeps_the_values() {
        let (words, english) = (Words::pseudo(), Words::default());
        let values = [("name", "Ada".into())];
        let (said, plain) = (
            words.with("code-hint-on", &values),
            english.with("code-hint-on", &values),
        );
        assert!(said.contains("Ada"), "{said}");
        assert!(said.starts_with('[') && said.ends_with(']'), "{said}");
        let letters = |text: &str| text.chars().count();
        assert!(letters(&said) * 10 >= letters(&plain) * 14, "{said}");
        assert_ne!(words, english);
    }
}
