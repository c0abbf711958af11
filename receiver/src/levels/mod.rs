//! Levels of the players' own: bringing them here, listing, checking and removing them, and playing with them. Works whether
//! a receiver runs or not; what a level is, is the game's business. Knows neither window nor network.

mod command;
mod folder;
mod import;
mod play;
mod set;
mod texts;

pub use command::{LevelsCommand, run};
pub use play::{OWN, choose, shelve};

use couchpad_core::identity::{DATA_DIR_VARIABLE, StoreError};
use couchpad_games::arkanoid::Arkanoid;
use couchpad_games::game::{Game as _, Manifest};
use set::SetFault;
use std::path::Path;

/// The game that levels are for.
const GAME: &Manifest = &Arkanoid::MANIFEST;

/// Why it cannot be done. Each says what to do.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum LevelsError {
    /// Nowhere to keep anything.
    #[error("the system has no folder for your data: name one in {DATA_DIR_VARIABLE}")]
    NoFolder,
    /// Neither kept here nor a file.
    #[error("there are no levels called `{name}` here, and no such file; {}", listed(.known))]
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Kept here, but spoilt.
    #[error(
        "the levels `{name}` cannot be played: {reason}; import them again with --force, or `couchpad levels remove {name}`"
    )]
    Spoilt {
        /// What they are called.
        name: String,
        /// What is wrong in which line.
        reason: String,
    },
    /// A file of levels that cannot be used.
    #[error("{file}: {fault}")]
    Set {
        /// Which file.
        file: String,
        /// What is wrong with it.
        fault: SetFault,
    },
    /// The game that is asked for has no levels.
    #[error("{title} has no levels: leave out --levels, or play {}", GAME.title)]
    OtherGame {
        /// What it is called.
        title: &'static str,
    },
    /// A text that its game does not take.
    #[error("{file}: {reason}")]
    Text {
        /// Which file.
        file: String,
        /// What is wrong with it, in which line.
        reason: String,
    },
    /// Neither in the folder of such texts nor a file.
    #[error("there are no {what} called `{name}`, and no such file; put them into {folder}")]
    UnknownText {
        /// What was asked for.
        name: String,
        /// What such texts are called.
        what: &'static str,
        /// Where they belong.
        folder: String,
    },
    /// The folder of levels does not work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Names that an error lists at most.
const LISTED: usize = 12;

fn listed(names: &[String]) -> String {
    if let Some((first, rest)) = names.split_at_checked(LISTED)
        && !rest.is_empty()
    {
        let more = rest.len();
        return format!(
            "there are {} and {more} more, see `couchpad levels list`",
            first.join(", ")
        );
    }
    if names.is_empty() {
        return "bring some here with `couchpad levels import FILE`".into();
    }
    format!("there are {}", names.join(", "))
}

/// A path as it can be printed: a file's name may be anything.
fn shown(path: &Path) -> String {
    let raw = path.display().to_string();
    raw.chars().filter(|c| !c.is_control()).collect()
}
