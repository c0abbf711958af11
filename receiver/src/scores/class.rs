//! High scores: which games are compared with each other, and what such games are called. Pure: no file, no clock, no screen.

use super::day::Day;
use couchpad_core::protocol::clean_name;
use couchpad_games::checksum::Checksum;
use couchpad_games::game::{Manifest, Setup};

/// Letters of a pack's title that are kept.
const TITLE: usize = 48;

/// Which games are compared with each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Class {
    /// The game's id.
    pub game: String,
    /// The way that it was played: [`League::id`](couchpad_games::game::League::id).
    pub league: String,
    /// What it was played with instead of its own.
    pub pack: Option<PackName>,
    /// The day whose draw it was, the same all over the world.
    pub day: Option<Day>,
    /// The most players that sat at once.
    pub players: u16,
}

/// Tells one pack from another: by what is in it, and not by what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PackName {
    /// What it is called.
    pub title: String,
    /// The checksum of its text.
    pub sum: u64,
}

impl Class {
    /// The class of a game that began like this and had so many players.
    #[must_use]
    pub fn of(manifest: &Manifest, league: &str, setup: &Setup, players: usize) -> Self {
        Self {
            game: manifest.id.to_owned(),
            league: league.to_owned(),
            pack: setup.pack.as_deref().and_then(|text| {
                let info = (manifest.packs?.check)(text).ok()?;
                Some(PackName::of(&info.title, text))
            }),
            day: None,
            players: u16::try_from(players).unwrap_or(u16::MAX).max(1),
        }
    }

    /// The same games of that day's draw alone.
    #[must_use]
    pub fn of_day(self, day: Option<Day>) -> Self {
        Self { day, ..self }
    }

    /// What these games are called, for people: "Arkanoid, Co-op, 4 players".
    #[must_use]
    pub fn words(&self) -> String {
        let manifest = couchpad_games::find(&self.game).map(|entry| entry.manifest);
        let title = manifest.map_or(self.game.as_str(), |manifest| manifest.title);
        [title.to_owned(), self.way()].join(", ")
    }

    /// The same without the game's name: "Co-op, 4 players".
    #[must_use]
    pub fn way(&self) -> String {
        let manifest = couchpad_games::find(&self.game).map(|entry| entry.manifest);
        let values = manifest.into_iter().flat_map(|m| m.options);
        let mut values = values.flat_map(|option| option.values);
        let league = values.find(|value| value.id == self.league);
        let league = league.map_or(self.league.as_str(), |value| value.title);
        let players = match self.players {
            1 => "1 player".to_owned(),
            n => format!("{n} players"),
        };
        let pack = self.pack.as_ref().map(|pack| pack.title.clone());
        let day = self.day.map(|day| format!("draw of {day}"));
        let parts = [pack, Some(league.to_owned()), day, Some(players)];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }
}

impl PackName {
    /// The name of a pack with this title and text.
    #[must_use]
    pub fn of(title: &str, text: &str) -> Self {
        let mut sum = Checksum::default();
        sum.bytes(text.as_bytes());
        Self {
            title: clean_title(title),
            sum: sum.finish(),
        }
    }
}

/// Titles come from anywhere, and stand on one line.
pub(super) fn clean_title(title: &str) -> String {
    let short: String = title.chars().take(TITLE).collect();
    clean_name(&short)
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::class;
    use super::*;

    #[test]
    fn a_class_is_told_in_words() {
        assert!(class(1).words().starts_with("Arkanoid, "));
        assert!(class(1).words().ends_with(", 1 player"));
        let unknown = Class {
            game: "chess".into(),
            league: String::new(),
            pack: None,
            day: None,
            players: 2,
        };
        assert_eq!(unknown.words(), "chess, 2 players");
        let daily = unknown.of_day(Some(Day(20_779)));
        assert_eq!(daily.way(), "draw of 2026-11-22, 2 players");
    }

    #[test]
    fn titles_from_anywhere_are_clean() {
        assert_eq!(PackName::of("a\u{1b}[2J\nb", "").title, "a[2J b");
    }
}
