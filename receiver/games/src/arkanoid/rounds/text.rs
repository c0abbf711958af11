//! Levels as text that a person edits: reading it, line by line, and writing it. `docs/levels.md` describes it.
//! Anything may be in the text; nothing of it is believed before all of it is read. Knows no ball and no file.

use super::{Level, breakable};
use crate::arkanoid::state::{BRICK_COLOURS, Brick, BrickKind, COLUMNS, Grid, ROWS, Title};
use couchpad_protocol::clean_name;
use std::fmt::Write as _;

/// How a text of levels begins; the number is the version of the format.
pub const HEADER: &str = "couchpad-levels 1";
/// How the header of every version begins.
const FAMILY: &str = "couchpad-levels ";
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
        let mut reader = Reader::default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for line in text.lines() {
            reader.line += 1;
            reader.read(line.trim()).map_err(|f| reader.fail(f))?;
        }
        reader.finish()
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

/// What was read so far.
#[derive(Default)]
struct Reader {
    line: usize,
    has_header: bool,
    name: Option<String>,
    author: Option<String>,
    levels: Vec<Level>,
    round: Option<Draft>,
}

/// A round that is being read.
struct Draft {
    line: usize,
    name: String,
    author: Option<String>,
    boss: Option<bool>,
    bricks: Grid,
    rows: usize,
}

impl Reader {
    const fn fail(&self, fault: PackFault) -> PackError {
        let line = self.line;
        PackError { line, fault }
    }

    fn read(&mut self, line: &str) -> Result<(), PackFault> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if !self.has_header {
            self.has_header = true;
            return match line {
                HEADER => Ok(()),
                other if other.starts_with(FAMILY) => Err(PackFault::OtherVersion),
                _ => Err(PackFault::NoHeader),
            };
        }
        match line.split_once(':') {
            Some((key, value)) => self.read_key(key.trim(), value.trim()),
            None => self.read_row(line),
        }
    }

    fn read_key(&mut self, key: &str, value: &str) -> Result<(), PackFault> {
        let unknown = || Err(PackFault::UnknownKey(clean_name(key)));
        if key == "round" {
            return self.begin_round(value);
        }
        let Some(round) = &mut self.round else {
            return match key {
                "name" => say_once(&mut self.name, "name", name(value)?),
                "author" => say_once(&mut self.author, "author", name(value)?),
                _ => unknown(),
            };
        };
        match key {
            "author" if round.rows == 0 => say_once(&mut round.author, "author", name(value)?),
            "boss" if round.rows == 0 => {
                let boss = match value {
                    "yes" => true,
                    "no" => false,
                    _ => return Err(PackFault::BadBoss),
                };
                say_once(&mut round.boss, "boss", boss)
            }
            _ => unknown(),
        }
    }

    fn begin_round(&mut self, value: &str) -> Result<(), PackFault> {
        if self.name.is_none() {
            return Err(PackFault::NoName);
        }
        let name = name(value)?;
        self.end_round()?;
        if self.levels.len() >= PACK_ROUNDS {
            return Err(PackFault::TooManyRounds);
        }
        self.round = Some(Draft {
            line: self.line,
            name,
            author: None,
            boss: None,
            bricks: Grid::default(),
            rows: 0,
        });
        Ok(())
    }

    fn read_row(&mut self, line: &str) -> Result<(), PackFault> {
        let round = self.round.as_mut().ok_or(PackFault::RowOutside)?;
        let row = round.bricks.get_mut(round.rows);
        let row = row.ok_or(PackFault::TooManyRows)?;
        let count = line.chars().count();
        if count != COLUMNS {
            return Err(PackFault::RowLength(count));
        }
        for (place, sign) in row.iter_mut().zip(line.chars()) {
            *place = brick(sign).ok_or(PackFault::UnknownSign(sign))?;
        }
        round.rows += 1;
        Ok(())
    }

    /// Keeps the round that is being read, if there is one.
    fn end_round(&mut self) -> Result<(), PackFault> {
        let Some(round) = self.round.take() else {
            return Ok(());
        };
        let boss = round.boss.unwrap_or(false);
        if breakable(&round.bricks) == 0 && !boss {
            self.line = round.line;
            return Err(PackFault::NothingToBreak(round.name));
        }
        let author = round.author.or_else(|| self.author.clone());
        self.levels.push(Level {
            title: Title {
                name: round.name,
                author: author.unwrap_or_default(),
            },
            bricks: round.bricks,
            boss,
        });
        Ok(())
    }

    fn finish(mut self) -> Result<Pack, PackError> {
        self.end_round().map_err(|f| self.fail(f))?;
        let fault = match (self.has_header, self.levels.is_empty()) {
            (false, _) => Some(PackFault::NoHeader),
            (true, true) => Some(PackFault::NoRounds),
            (true, false) => None,
        };
        self.line = self.line.max(1);
        if let Some(fault) = fault {
            return Err(self.fail(fault));
        }
        Ok(Pack {
            title: Title {
                name: self.name.unwrap_or_default(),
                author: self.author.unwrap_or_default(),
            },
            levels: self.levels,
        })
    }
}

fn say_once<T>(place: &mut Option<T>, key: &'static str, value: T) -> Result<(), PackFault> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(PackFault::Twice(key)),
    }
}

fn name(value: &str) -> Result<String, PackFault> {
    let name = clean_name(value);
    if name == value {
        Ok(name)
    } else {
        Err(PackFault::BadName)
    }
}

/// The brick that a sign means; `None` if it means nothing. Silver has no hits yet: the round tells how many.
fn brick(sign: char) -> Option<Option<Brick>> {
    let (kind, hits_left, colour) = match sign {
        '.' => return Some(None),
        'S' => (BrickKind::Silver, super::SILVER_HITS, 0),
        'G' => (BrickKind::Gold, 0, 0),
        _ => {
            let colour = u8::try_from(sign.to_digit(10)?).ok()?;
            if colour >= BRICK_COLOURS {
                return None;
            }
            (BrickKind::Plain, 1, colour)
        }
    };
    Some(Some(Brick {
        kind,
        hits_left,
        colour,
    }))
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
