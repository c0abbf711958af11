//! Levels as text that a person edits: what a pack is, what can be wrong with one, and how it is written. `read` reads it;
//! `docs/levels.md` describes it. Knows no ball and no file.

use super::Level;
use super::read::{Round, Rounds};
use crate::arkanoid::state::{BRICK_COLOURS, Brick, BrickKind, COLUMNS, ROWS, Title};
use crate::packs::{self, HeadFault, Kind, PackTitle};
use std::fmt::Write as _;

/// How a text of levels begins; the number is the version of the format.
pub const HEADER: &str = "couchpad-levels 1";
/// Longest text, in bytes.
pub const PACK_BYTES: usize = 64 * 1024;
/// Most rounds in one text.
pub const PACK_ROUNDS: usize = 100;

/// What a text of levels is like.
pub(super) const KIND: Kind = Kind {
    header: HEADER,
    name: "levels",
    unit: "round",
    example: "round: Sunset",
    units: PACK_ROUNDS,
    bytes: PACK_BYTES,
};

/// Rounds that belong together, as they were written. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    pub(super) title: Title,
    pub(super) levels: Vec<Level>,
}

/// What is wrong with a text of levels, and where.
pub type PackError = crate::packs::PackError<PackFault>;

/// Why a line of levels is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackFault {
    /// As with every kind of text.
    #[error(transparent)]
    Head(#[from] HeadFault),
    /// A word before a colon that means nothing here.
    #[error(
        "`{0}:` means nothing here; before the first round there are `name:` and `author:`, in a round `author:` and `boss:` before its bricks"
    )]
    UnknownKey(String),
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
        packs::first(Self::read(text), KIND)
    }

    /// The same.
    ///
    /// # Errors
    /// All that is wrong, by line, up to [`MOST_FAULTS`](packs::MOST_FAULTS); never empty.
    pub fn read(text: &str) -> Result<Self, Vec<PackError>> {
        let (title, levels) = packs::read::<Rounds>(text)?;
        Ok(Self::of(title, levels))
    }

    /// A round whose author is not named is the pack's.
    fn of(title: PackTitle, rounds: Vec<Round>) -> Self {
        let levels = rounds.into_iter().map(|round| Level {
            title: Title {
                name: round.name,
                author: round.author.unwrap_or_else(|| title.author.clone()),
            },
            bricks: round.bricks,
            boss: round.boss,
        });
        Self {
            levels: levels.collect(),
            title: Title {
                name: title.name,
                author: title.author,
            },
        }
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
