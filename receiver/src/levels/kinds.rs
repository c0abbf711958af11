//! The kinds of packs that there are: one for each game that can be played with some. What is in one its game knows alone; for
//! levels there are things to look at besides.

use couchpad_games::arkanoid::Arkanoid;
use couchpad_games::arkanoid::rounds::Pack as Levels;
use couchpad_games::game::{Game as _, Manifest, PackInfo, Packs};
use std::fmt;

/// The game that levels are for.
const LEVELS: &Manifest = &Arkanoid::MANIFEST;

/// A kind of pack.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// The game that they are for.
    pub(super) game: &'static Manifest,
    pub(super) packs: Packs,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.game.id == other.game.id
    }
}

impl Eq for Kind {}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.packs.name)
    }
}

impl Kind {
    /// What this game is played with, if it can be played with packs.
    pub(super) fn of(game: &'static Manifest) -> Option<Self> {
        let packs = game.packs?;
        Some(Self { game, packs })
    }

    /// Levels, which can also be brought from other games.
    pub(super) fn levels() -> Option<Self> {
        Self::of(LEVELS)
    }

    /// How much of it, in words: "3 rounds".
    pub(super) fn count(self, count: usize) -> String {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {}{plural}", self.packs.unit)
    }

    /// What there is to say about a pack that is fit to play.
    pub(super) fn described(self, info: &PackInfo, text: &str) -> String {
        let by = if info.author.is_empty() {
            String::new()
        } else {
            format!(" by {}", info.author)
        };
        let (title, count) = (&info.title, self.count(info.count));
        let remarks = if self.game.id == LEVELS.id {
            shut_in(text)
        } else {
            String::new()
        };
        format!(
            "{title}{by}: {count} for {}, fit to play.\n{remarks}",
            self.game.title
        )
    }
}

/// All of them.
pub(super) fn all() -> impl Iterator<Item = Kind> {
    let games = couchpad_games::games().iter();
    games.filter_map(|entry| Kind::of(entry.manifest))
}

/// What all of them are called.
pub(super) fn names(between: &str) -> String {
    let names: Vec<_> = all().map(|kind| kind.packs.name).collect();
    names.join(between)
}

/// The kind of a text, by its first line that says something.
pub(super) fn of_text(text: &str) -> Option<Kind> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'))?;
    let name = first.strip_prefix("couchpad-")?;
    all().find(|kind| name.starts_with(kind.packs.name))
}

/// Rounds in which gold shuts bricks in.
fn shut_in(text: &str) -> String {
    let Ok(pack) = Levels::parse(text) else {
        return String::new();
    };
    let rounds = (1..).zip(pack.levels());
    let told = rounds.filter_map(|(number, level)| {
        let bricks = match level.shut_in() {
            0 => return None,
            1 => "a brick".into(),
            count => format!("{count} bricks"),
        };
        let name = &level.title.name;
        Some(format!("  Round {number}, {name}: gold shuts in {bricks}; nothing gets there until they crumble.\n"))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_of_the_kind_that_its_first_line_says() {
        let game = |text: &str| of_text(text).map(|kind| kind.game.id);
        assert_eq!(
            game("\u{feff}# note\n\ncouchpad-levels 1\n"),
            Some("arkanoid")
        );
        assert_eq!(game("couchpad-questions 9\n"), Some("tales"));
        assert_eq!(game("couchpad-recipes 1\n"), None);
        assert_eq!(game("Level:\n"), None);
        assert_eq!(game("# nothing\n"), None);
    }

    #[test]
    fn every_game_with_packs_has_a_kind_of_its_own() {
        let mut names: Vec<_> = all().map(|kind| kind.packs.name).collect();
        assert_eq!(names, ["levels", "questions"]);
        names.dedup();
        assert_eq!(names.len(), all().count());
        let tales = couchpad_games::find("tales").unwrap().manifest;
        let kind = Kind::of(tales).unwrap();
        assert_eq!(
            (kind.count(1), kind.count(2)),
            ("1 question".into(), "2 questions".into())
        );
    }
}
