//! How each game is to be played: what the players have chosen for its options, and what they play it with. The lobby's
//! views draw [`Choices::rows`], and turn one with [`Intent::Choose`](crate::flow::Intent::Choose). Must not know where
//! choices are kept nor how they look.

mod remember;

pub use remember::{RECORD, Remembered, plugin};

use bevy::prelude::Resource;
use couchpad_games::game::{GameOption, Manifest, OptionValue, Options, Setup};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Packs on a game's shelf at most; further ones are not offered in the lobby.
pub const MAX_PACKS: usize = 200;

/// What a value is called with which a game goes on for ever.
const ENDLESS: &str = "endless";

/// What the players have chosen, for each game. What they have not chosen is as usual.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    games: BTreeMap<&'static str, Choice>,
    /// Games take the seed of the day, so that everybody in the world who plays today plays the same.
    pub daily: bool,
}

/// A pack that the game can be played with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// What it is called; no two on one shelf are called the same.
    pub name: String,
    /// What the game reads.
    pub text: Arc<str>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Choice {
    options: Options,
    shelf: Vec<Pack>,
    /// Its place on the shelf.
    pack: Option<usize>,
}

/// A line of the lobby: something about the chosen game that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// What it is about.
    pub title: Cow<'a, str>,
    /// What is chosen now.
    pub value: &'a str,
    /// One sentence that says what that does; may be empty.
    pub blurb: &'a str,
    /// It is an option of the game, and not its usual value.
    pub is_unusual: bool,
    subject: Subject,
}

/// What a row turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// The option at this place of the manifest's list.
    Option(usize),
    Pack,
    Daily,
}

/// What cannot be chosen. Each says what can.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// The game has no such option.
    #[error("{game} has no option `{option}`{more}", more = list("; it has ", .known))]
    NoOption {
        /// The game's title.
        game: &'static str,
        /// What was asked for.
        option: String,
        /// What there is.
        known: Vec<&'static str>,
    },
    /// The option has no such value.
    #[error("`{value}` is no {option} of {game}{more}", more = list("; choose one of: ", .known))]
    NoValue {
        /// The game's title.
        game: &'static str,
        /// Which option.
        option: &'static str,
        /// What was asked for.
        value: String,
        /// What there is.
        known: Vec<&'static str>,
    },
}

fn list(before: &str, words: &[&str]) -> String {
    match words {
        [] => String::new(),
        words => format!("{before}{}", words.join(", ")),
    }
}

impl Choices {
    /// With what the next game of this kind begins.
    #[must_use]
    pub fn setup(&self, manifest: &'static Manifest, seed: u64) -> Setup {
        Setup {
            seed,
            options: self.options(manifest),
            pack: self.pack(manifest).map(|pack| pack.text.to_string()),
            heard: Vec::new(),
        }
    }

    /// What is chosen for the game's options.
    #[must_use]
    pub fn options(&self, manifest: &Manifest) -> Options {
        let choice = self.games.get(manifest.id);
        choice.map(|choice| choice.options).unwrap_or_default()
    }

    /// The pack that the game is to be played with, instead of its own. A game without an end has no use for one.
    #[must_use]
    pub fn pack(&self, manifest: &'static Manifest) -> Option<&Pack> {
        if self.is_endless(manifest) {
            return None;
        }
        self.chosen_pack(manifest)
    }

    /// The pack that is chosen, whether there is a use for it or not.
    fn chosen_pack(&self, manifest: &Manifest) -> Option<&Pack> {
        let choice = self.games.get(manifest.id)?;
        choice.shelf.get(choice.pack?)
    }

    /// Chooses by the names of the command line.
    ///
    /// # Errors
    /// [`ChoiceError`]: everything stays as it was.
    pub fn choose(
        &mut self,
        manifest: &'static Manifest,
        option: &str,
        value: &str,
    ) -> Result<(), ChoiceError> {
        let (at, found) = find_option(manifest, option)?;
        let place = find_value(manifest, found, value)?;
        self.set(manifest, at, place);
        Ok(())
    }

    /// Takes the seed of the day; where the game can be played without an end, it is.
    pub fn take_daily(&mut self, manifest: &'static Manifest) {
        self.daily = true;
        for (at, option) in (0..).zip(manifest.options) {
            if let Ok(endless) = find_value(manifest, option, ENDLESS) {
                self.set(manifest, at, endless);
            }
        }
    }

    /// Whether the game is played without an end: then it has no use for a pack.
    #[must_use]
    pub fn is_endless(&self, manifest: &'static Manifest) -> bool {
        is_endless(manifest, self.options(manifest))
    }

    /// Plays it to an end where it was to go on for ever: then a pack is of use.
    pub fn let_it_end(&mut self, manifest: &'static Manifest) {
        for (at, option) in (0..).zip(manifest.options) {
            let chosen = value_of(option, self.options(manifest).choice(at));
            if chosen.is_some_and(|value| value.id == ENDLESS) {
                self.set(manifest, at, 0);
            }
        }
    }

    /// Puts packs on the game's shelf, in this order, after those that are there; one whose name is there already takes its
    /// place.
    pub fn offer(&mut self, manifest: &'static Manifest, packs: impl IntoIterator<Item = Pack>) {
        let choice = self.games.entry(manifest.id).or_default();
        for pack in packs {
            choice.shelve(pack);
        }
    }

    /// Puts a pack on the game's shelf and chooses it; on a full shelf it stands in the last one's place.
    pub fn play_with(&mut self, manifest: &'static Manifest, pack: Pack) {
        let choice = self.games.entry(manifest.id).or_default();
        let is_there = choice.shelf.iter().any(|other| other.name == pack.name);
        if !is_there {
            choice.shelf.truncate(MAX_PACKS - 1);
        }
        choice.pack = choice.shelve(pack);
    }

    /// Chooses no pack: the game is played with its own.
    pub fn play_own(&mut self, manifest: &'static Manifest) {
        self.games.entry(manifest.id).or_default().pack = None;
    }

    /// Chooses the pack of that name; tells whether there is one.
    pub fn choose_pack(&mut self, manifest: &'static Manifest, name: &str) -> bool {
        let choice = self.games.entry(manifest.id).or_default();
        let at = choice.shelf.iter().position(|pack| pack.name == name);
        choice.pack = at.or(choice.pack);
        at.is_some()
    }

    /// What can be chosen about the game, a line each.
    #[must_use]
    pub fn rows(&self, manifest: &'static Manifest) -> Vec<Row<'_>> {
        let options = self.options(manifest);
        let mut rows: Vec<_> = (0..)
            .zip(manifest.options)
            .filter_map(|(at, option)| option_row(at, option, options))
            .collect();
        rows.extend(self.pack_row(manifest));
        if self.daily || is_endless(manifest, options) {
            rows.push(daily_row(self.daily));
        }
        rows
    }

    /// Turns a row so many values further, round and round. Tells whether there was something to turn.
    pub fn turn(&mut self, manifest: &'static Manifest, row: usize, by: i8) -> bool {
        let subject = self.rows(manifest).get(row).map(|row| row.subject);
        match subject {
            Some(Subject::Option(at)) => self.turn_option(manifest, at, by),
            Some(Subject::Pack) => self.turn_pack(manifest, by),
            Some(Subject::Daily) => self.daily = !self.daily,
            None => return false,
        }
        true
    }

    fn set(&mut self, manifest: &'static Manifest, option: usize, value: u8) {
        let choice = self.games.entry(manifest.id).or_default();
        choice.options = choice.options.with(option, value);
    }

    fn turn_option(&mut self, manifest: &'static Manifest, at: usize, by: i8) {
        let Some(option) = manifest.options.get(at) else {
            return;
        };
        let now = usize::from(self.options(manifest).choice(at));
        // beyond the list is the usual
        let now = if now < option.values.len() { now } else { 0 };
        let next = around(now, by, option.values.len());
        self.set(manifest, at, u8::try_from(next).unwrap_or(0));
    }

    /// The game's own come first, then the shelf.
    fn turn_pack(&mut self, manifest: &'static Manifest, by: i8) {
        let choice = self.games.entry(manifest.id).or_default();
        let now = choice.pack.map_or(0, |at| at + 1);
        choice.pack = around(now, by, choice.shelf.len() + 1).checked_sub(1);
    }

    fn pack_row(&self, manifest: &'static Manifest) -> Option<Row<'_>> {
        let packs = manifest.packs?;
        let choice = self.games.get(manifest.id)?;
        if choice.shelf.is_empty() || is_endless(manifest, choice.options) {
            return None;
        }
        let pack = choice.pack.and_then(|at| choice.shelf.get(at));
        Some(Row {
            title: capitalised(packs.name).into(),
            value: pack.map_or("The game's own", |pack| &pack.name),
            blurb: "",
            is_unusual: false,
            subject: Subject::Pack,
        })
    }
}

impl Choice {
    /// Where it stands now; `None`: the shelf is full.
    fn shelve(&mut self, pack: Pack) -> Option<usize> {
        let same = self.shelf.iter().position(|other| other.name == pack.name);
        if let Some(at) = same {
            self.shelf[at] = pack;
            return Some(at);
        }
        if self.shelf.len() >= MAX_PACKS {
            return None;
        }
        self.shelf.push(pack);
        Some(self.shelf.len() - 1)
    }
}

fn around(now: usize, by: i8, count: usize) -> usize {
    let count = i64::try_from(count).unwrap_or(1).max(1);
    let to = i64::try_from(now).unwrap_or(0) + i64::from(by);
    usize::try_from(to.rem_euclid(count)).unwrap_or(0)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn option_row(at: usize, option: &'static GameOption, options: Options) -> Option<Row<'static>> {
    let value = value_of(option, options.choice(at))?;
    Some(Row {
        title: option.title.into(),
        value: value.title,
        blurb: value.blurb,
        is_unusual: option.values.first() != Some(value) && !value.blurb.is_empty(),
        subject: Subject::Option(at),
    })
}

fn daily_row(daily: bool) -> Row<'static> {
    let (value, blurb) = if daily {
        (
            "Today's",
            "The same for everybody in the world until midnight (UTC).",
        )
    } else {
        ("New every time", "Nobody has played these before.")
    };
    Row {
        title: "Draw".into(),
        value,
        blurb,
        is_unusual: false,
        subject: Subject::Daily,
    }
}

/// The value at that place; the usual one if there is none.
fn value_of(option: &'static GameOption, choice: u8) -> Option<&'static OptionValue> {
    let values = option.values;
    values.get(usize::from(choice)).or_else(|| values.first())
}

/// What these options say, by the names of the command line: (option, value).
pub fn named(
    manifest: &'static Manifest,
    options: Options,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    (0..)
        .zip(manifest.options)
        .filter_map(move |(at, option)| Some((option.id, value_of(option, options.choice(at))?.id)))
}

/// Whether the game is played without an end, on what its seed makes.
fn is_endless(manifest: &'static Manifest, options: Options) -> bool {
    named(manifest, options).any(|(_, value)| value == ENDLESS)
}

fn find_option(
    manifest: &'static Manifest,
    id: &str,
) -> Result<(usize, &'static GameOption), ChoiceError> {
    let mut options = (0..).zip(manifest.options);
    options
        .find(|(_, option)| option.id == id)
        .ok_or_else(|| ChoiceError::NoOption {
            game: manifest.title,
            option: id.to_owned(),
            known: manifest.options.iter().map(|option| option.id).collect(),
        })
}

fn find_value(
    manifest: &'static Manifest,
    option: &'static GameOption,
    id: &str,
) -> Result<u8, ChoiceError> {
    let place = option.values.iter().position(|value| value.id == id);
    place
        .and_then(|at| u8::try_from(at).ok())
        .ok_or_else(|| ChoiceError::NoValue {
            game: manifest.title,
            option: option.id,
            value: id.to_owned(),
            known: option.values.iter().map(|value| value.id).collect(),
        })
}

#[cfg(test)]
mod tests;
