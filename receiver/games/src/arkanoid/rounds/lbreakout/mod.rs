//! Level sets of LBreakout2 and LBreakoutHD: plain text that players have of their own. Reads a whole set or refuses it
//! with the line and the reason; what becomes of each kind of brick is in `docs/levels.md`. Knows no file.

mod bricks;
mod tamed;

pub use tamed::Tamed;

use super::pack::{PACK_ROUNDS, Pack};
use super::{Level, breakable};
use crate::arkanoid::state::{COLUMNS, ROWS, Title};
use couchpad_protocol::clean_name;

/// Largest set, in bytes; the largest known one has 278 levels and 160 kB.
pub const SET_BYTES: usize = 1024 * 1024;

/// A level set that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its levels, in as many packs as they need.
    pub packs: Vec<Pack>,
    /// The lines where levels begin that are left out, since there is nothing to break in them.
    pub left_out: Vec<usize>,
    /// The bricks of its levels that do more in LBreakout2.
    pub tamed: Tamed,
}

/// What is wrong with a level set, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct ImportError {
    /// Counted from 1.
    pub line: usize,
    /// Why the set is refused.
    pub fault: ImportFault,
}

/// Why a line of a level set is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportFault {
    /// More than [`SET_BYTES`].
    #[error("the set is larger than {} KiB, which no level set is", SET_BYTES / 1024)]
    TooLong,
    /// It is something else.
    #[error(
        "this is neither a file of levels nor a level set of LBreakout2: a level begins with `Level:`"
    )]
    NoLevel,
    /// A part of a level is missing.
    #[error("`{0}` is expected here")]
    Missing(&'static str),
    /// The file ends within a level.
    #[error("the file ends in the middle of a level")]
    Ends,
    /// A row that is too short.
    #[error("a row has {COLUMNS} signs, this one {0}")]
    ShortRow(usize),
    /// A sign that means no brick.
    #[error("LBreakout2 has no brick `{0}`")]
    UnknownBrick(char),
    /// No level is left.
    #[error("there is nothing to break in any of its levels")]
    NothingToBreak,
}

/// Reads a level set. What the set is called is not in it, so the name of its file is given along.
///
/// # Errors
/// [`ImportError`]: the first line that is wrong. Nothing of the set is used then.
pub fn import(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.len() > SET_BYTES {
        let (line, fault) = (1, ImportFault::TooLong);
        return Err(ImportError { line, fault });
    }
    let text = decoded(bytes);
    let mut set = Set {
        lines: text
            .lines()
            .map(|line| line.trim_end_matches('\r'))
            .collect(),
        at: 0,
    };
    set.read(name).map_err(|fault| ImportError {
        line: set.at.clamp(1, set.lines.len().max(1)),
        fault,
    })
}

/// The sets are older than UTF-8 is common: what is not UTF-8 is Latin-1, in which every byte is its character.
fn decoded(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

/// The lines of a set, and how many were read.
struct Set<'a> {
    lines: Vec<&'a str>,
    at: usize,
}

impl<'a> Set<'a> {
    fn read(&mut self, name: &str) -> Result<Imported, ImportFault> {
        if self.peek().is_some_and(|line| line.starts_with("Version:")) {
            self.at += 1;
        }
        let (mut levels, mut left_out) = (Vec::new(), Vec::new());
        let mut tamed = Tamed::default();
        while self.skip_blank() {
            let begin = self.at + 1;
            let (level, more) = self.read_level(levels.len() + left_out.len() + 1)?;
            if breakable(&level.bricks) == 0 {
                left_out.push(begin);
            } else {
                levels.push(level);
                tamed += more;
            }
        }
        match (levels.is_empty(), left_out.is_empty()) {
            (true, true) => Err(ImportFault::NoLevel),
            (true, false) => Err(ImportFault::NothingToBreak),
            (false, _) => Ok(Imported {
                packs: packs(name, &levels),
                left_out,
                tamed,
            }),
        }
    }

    fn read_level(&mut self, number: usize) -> Result<(Level, Tamed), ImportFault> {
        if !self.peek().is_some_and(|line| line.starts_with("Level:")) {
            self.at += 1;
            return Err(if number == 1 {
                ImportFault::NoLevel
            } else {
                ImportFault::Missing("Level:")
            });
        }
        self.at += 1;
        let author = shown(self.next()?).unwrap_or_default();
        let name = shown(self.next()?).unwrap_or_else(|| format!("Level {number}"));
        self.expect("Bricks:")?;
        let signs = self.read_rows()?;
        let bricks = bricks::of(&signs).map_err(|unknown| {
            self.at = self.at + unknown.row + 1 - ROWS;
            ImportFault::UnknownBrick(unknown.sign)
        })?;
        self.expect("Bonus:")?;
        // what falls is the game's own business, so only their shape is looked at
        self.read_rows()?;
        let level = Level {
            title: Title { name, author },
            bricks,
            boss: false,
        };
        Ok((level, Tamed::of(&signs)))
    }

    fn peek(&self) -> Option<&'a str> {
        self.lines.get(self.at).copied()
    }

    fn next(&mut self) -> Result<&'a str, ImportFault> {
        let line = self.peek().ok_or(ImportFault::Ends)?;
        self.at += 1;
        Ok(line)
    }

    fn expect(&mut self, label: &'static str) -> Result<(), ImportFault> {
        if self.next()?.starts_with(label) {
            Ok(())
        } else {
            Err(ImportFault::Missing(label))
        }
    }

    /// Whether anything but empty lines is left.
    fn skip_blank(&mut self) -> bool {
        while self.peek().is_some_and(|line| line.trim().is_empty()) {
            self.at += 1;
        }
        self.peek().is_some()
    }

    /// Signs beyond the width of the field are left out, as LBreakout2 does.
    fn read_rows(&mut self) -> Result<[[char; COLUMNS]; ROWS], ImportFault> {
        let mut rows = [['.'; COLUMNS]; ROWS];
        for row in &mut rows {
            let line = self.next()?;
            let count = line.chars().count();
            if count < COLUMNS {
                return Err(ImportFault::ShortRow(count));
            }
            for (place, sign) in row.iter_mut().zip(line.chars()) {
                *place = sign;
            }
        }
        Ok(rows)
    }
}

/// A name as it can be shown; `None` if there is none.
fn shown(raw: &str) -> Option<String> {
    (!raw.trim().is_empty()).then(|| clean_name(raw))
}

/// The levels in packs of about the same size.
fn packs(name: &str, levels: &[Level]) -> Vec<Pack> {
    let count = levels.len().div_ceil(PACK_ROUNDS).max(1);
    let size = levels.len().div_ceil(count).max(1);
    let title = |part: usize| match count {
        1 => clean_name(name),
        _ => clean_name(&format!("{} {part}", shorter(&clean_name(name)))),
    };
    let packs = levels.chunks(size).enumerate();
    packs
        .map(|(at, levels)| Pack {
            title: Title {
                name: title(at + 1),
                author: author_of(levels),
            },
            levels: levels.to_vec(),
        })
        .collect()
}

/// A name with room for a number.
fn shorter(name: &str) -> String {
    name.chars().take(20).collect()
}

/// Who made all of these levels; empty if several did.
fn author_of(levels: &[Level]) -> String {
    let mut authors = levels.iter().map(|level| &level.title.author);
    let first = authors.next().cloned().unwrap_or_default();
    if authors.all(|author| *author == first) {
        first
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests;
