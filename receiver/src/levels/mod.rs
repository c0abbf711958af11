//! Packs of the players' own, like levels and questions: bringing them here, listing, checking and removing them, and playing
//! with them. Works whether a receiver runs or not; what is in one is its game's business. Knows neither window nor network.

mod command;
mod folder;
mod import;
mod kinds;
mod play;
mod set;

pub use command::{LevelsCommand, run};
pub use play::{OWN, choose, shelve};

use couchpad_core::identity::{DATA_DIR_VARIABLE, StoreError};
use couchpad_core::protocol::clean_name;
use kinds::Kind;
use set::SetFault;
use std::path::Path;

/// Why it cannot be done. Each says what to do.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum LevelsError {
    /// Nowhere to keep anything.
    #[error("the system has no folder for your data: name one in {DATA_DIR_VARIABLE}")]
    NoFolder,
    /// Neither kept here nor a file.
    #[error("there are no {what} called `{name}` here, and no such file; {}", listed(.known))]
    Unknown {
        /// What such packs are called.
        what: String,
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Kept here more than once, for several games.
    #[error("there are several called `{name}`: say which, {}", .known.join(" or "))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// What can be meant.
        known: Vec<String>,
    },
    /// Kept here, but spoilt.
    #[error(
        "the {what} `{name}` cannot be played: {reason}; import them again with --force, or `couchpad levels remove {name}`"
    )]
    Spoilt {
        /// What such packs are called.
        what: &'static str,
        /// What they are called.
        name: String,
        /// What is wrong in which line.
        reason: String,
    },
    /// A file that cannot be used.
    #[error("{file}: {fault}")]
    Set {
        /// Which file.
        file: String,
        /// What is wrong with it.
        fault: SetFault,
    },
    /// A file for another game than the one that is asked for.
    #[error("{file}: these are {what}, for {title}; play that, or bring {wanted}")]
    OtherKind {
        /// Which file.
        file: String,
        /// What is in it.
        what: &'static str,
        /// The game that it is for.
        title: &'static str,
        /// What the game that is asked for can be played with.
        wanted: &'static str,
    },
    /// The game that is asked for is played with no packs.
    #[error("{title} has no levels: leave out --levels, or play {others}")]
    OtherGame {
        /// What it is called.
        title: &'static str,
        /// The games that have some.
        others: String,
    },
    /// The folder of packs does not work.
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

/// Words for a name that nobody knows, of one kind or, where none is given, of any.
fn unknown(kind: Option<Kind>, name: &str, known: Vec<String>) -> LevelsError {
    LevelsError::Unknown {
        what: kind.map_or_else(|| kinds::names(" or "), |kind| kind.packs.name.to_owned()),
        name: clean_name(name),
        known,
    }
}

/// A path as it can be printed: a file's name may be anything.
fn shown(path: &Path) -> String {
    let raw = path.display().to_string();
    raw.chars().filter(|c| !c.is_control()).collect()
}
