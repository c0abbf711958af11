//! Levels as text that a person edits: what a pack is, what can be wrong with one, and how it is written. `read` reads it;
//! `docs/levels.md` describes it. Knows no ball and no file.

use super::Level;
use super::read::Reader;
use crate::arkanoid::state::{BRICK_COLOURS, Brick, BrickKind, COLUMNS, ROWS, Title};
use std::fmt::Write as _;

/// How a text of levels begins; the number is the version of the format.
pub const HEADER: &str = "couchpad-levels 1";
/// Longest text, in bytes.
pub const PACK_BYTES: usize = 64 * 1024;
/// Most rounds in one text.
pub const PACK_ROUNDS: usize = 100;

/// Rounds that belong together, as they were written. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    pub(super) title: Title,
    pub(super) levels: Vec<Level>,
}

/// What is wrong with a text of levels, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct PackError {
    /// Counted from 1.
    pub line: usize,
    /// Why it is refused.
    pub fault: PackFault,
}

/// Why a line of levels is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackFault {
    /// More than [`PACK_BYTES`].
    #[error("the levels are larger than {} KiB; make two files of them", PACK_BYTES / 1024)]
    TooLong,
    /// More than [`PACK_ROUNDS`].
    #[error("there are more than {PACK_ROUNDS} rounds; make two files of them")]
    TooManyRounds,
    /// It is something else.
    #[error("a file of levels begins with the line `{HEADER}`")]
    NoHeader,
    /// A later version wrote it.
    #[error("these levels are written for another version of Couchpad; this one reads `{HEADER}`")]
    OtherVersion,
    /// Nothing follows the header.
    #[error("there is no round in it; one begins with a line like `round: Sunset`")]
    NoRounds,
    /// The pack has no name before its first round.
    #[error("the levels have no name; write a line like `name: My levels` before the first round")]
    NoName,
    /// A word before a colon that means nothing here.
    #[error(
        "`{0}:` means nothing here; before the first round there are `name:` and `author:`, in a round `author:` and `boss:` before its bricks"
    )]
    UnknownKey(String),
    /// The same said twice.
    #[error("`{0}:` stands here twice")]
    Twice(&'static str),
    /// A name that is no name.
    #[error("a name has 1 to 24 signs that can be shown, and single spaces")]
    BadName,
    /// After `boss:`.
    #[error("after `boss:` comes `yes` or `no`")]
    BadBoss,
    /// Neither a key nor a row of bricks.
    #[error("a row of bricks has {COLUMNS} signs, this one has {0}")]
    RowLength(usize),
    /// A sign that is no brick.
    #[error(
        "`{0}` is no brick; there are . for none, 0 to 7 for colours, S for silver and G for gold"
    )]
    UnknownSign(char),
    /// More rows than the field has.
    #[error("a round has at most {ROWS} rows")]
    TooManyRows,
    /// Bricks before the first round.
    #[error("bricks come after a line like `round: Sunset`")]
    RowOutside,
    /// A round that would be over before it begins.
    #[error("nothing in the round `{0}` can break, and it has no boss")]
    NothingToBreak(String),
}

impl Pack {
    /// Reads a text of levels.
    ///
    /// # Errors
    /// [`PackError`]: the first line that is wrong. Nothing of the text is used then.
    pub fn parse(text: &str) -> Result<Self, PackError> {
        if text.len() > PACK_BYTES {
            let line = text.lines().count();
            let fault = PackFault::TooLong;
            return Err(PackError { line, fault });
        }
        Reader::default().read_all(text)
    }

    /// What the pack is called and who made it.
    #[must_use]
    pub const fn title(&self) -> &Title {
        &self.title
    }

    /// Its rounds in order.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The pack as text, which reads as the same pack again.
    #[must_use]
    pub fn print(&self) -> String {
        let mut text = format!("{HEADER}\n");
        print_key(&mut text, "name", &self.title.name);
        print_key(&mut text, "author", &self.title.author);
        for level in &self.levels {
            text.push('\n');
            print_level(&mut text, level, &self.title.author);
        }
        text
    }
}

fn print_key(text: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        // a string takes everything
        let _ = writeln!(text, "{key}: {value}");
    }
}

fn print_level(text: &mut String, level: &Level, author: &str) {
    print_key(text, "round", &level.title.name);
    if level.title.author != author {
        print_key(text, "author", &level.title.author);
    }
    if level.boss {
        print_key(text, "boss", "yes");
    }
    let is_filled = |row: &[Option<Brick>; COLUMNS]| row.iter().any(Option::is_some);
    let rows = level
        .bricks
        .iter()
        .rposition(is_filled)
        .map_or(0, |last| last + 1);
    for row in level.bricks.iter().take(rows) {
        text.extend(row.iter().map(|place| sign(*place)));
        text.push('\n');
    }
}

fn sign(place: Option<Brick>) -> char {
    let Some(brick) = place else {
        return '.';
    };
    match brick.kind {
        BrickKind::Plain => char::from(b'0' + brick.colour % BRICK_COLOURS),
        BrickKind::Silver => 'S',
        BrickKind::Gold => 'G',
    }
}

#[cfg(test)]
mod tests {
    use super::super::breakable;
    use super::*;
    use crate::arkanoid::state::Grid;
    use couchpad_protocol::clean_name;
    use proptest::prelude::*;

    #[test]
    fn the_fullest_pack_is_not_too_long_to_be_written() {
        let name = "\u{1f409}".repeat(24);
        let level = Level {
            title: Title {
                name: name.clone(),
                author: "\u{1f40d}".repeat(24),
            },
            bricks: [[Some(super::super::gold()); COLUMNS]; ROWS],
            boss: true,
        };
        let pack = Pack {
            title: Title {
                name: name.clone(),
                author: name,
            },
            levels: vec![level; PACK_ROUNDS],
        };
        assert_eq!(Pack::parse(&pack.print()), Ok(pack));
    }

    fn any_name() -> impl Strategy<Value = String> {
        "\\PC{1,30}".prop_map(|raw| clean_name(&raw))
    }

    fn any_brick() -> impl Strategy<Value = Option<Brick>> {
        prop_oneof![
            Just(None),
            (0..BRICK_COLOURS).prop_map(|colour| Some(super::super::plain(colour))),
            Just(Some(super::super::silver())),
            Just(Some(super::super::gold())),
        ]
    }

    prop_compose! {
        fn any_level()(
            name in any_name(),
            author in any_name(),
            rows in prop::collection::vec(prop::array::uniform14(any_brick()), 0..=ROWS),
            boss: bool,
        ) -> Level {
            let mut bricks = Grid::default();
            for (place, row) in bricks.iter_mut().zip(rows) {
                *place = row;
            }
            let boss = boss || breakable(&bricks) == 0;
            Level { title: Title { name, author }, bricks, boss }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn a_pack_that_was_written_is_read_again(
            name in any_name(),
            author in prop::option::of(any_name()),
            levels in prop::collection::vec(any_level(), 1..6),
        ) {
            let author = author.unwrap_or_default();
            let pack = Pack { title: Title { name, author }, levels };
            let text = pack.print();
            let again = Pack::parse(&text);
            prop_assert_eq!(again.as_ref(), Ok(&pack), "{}", text);
            prop_assert_eq!(again.map(|pack| pack.print()), Ok(text));
        }
    }
}
