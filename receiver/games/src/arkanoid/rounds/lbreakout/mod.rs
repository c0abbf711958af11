//! Level sets of LBreakout2 and LBreakoutHD: plain text that players have of their own. Reads a whole set or refuses it
//! with the line and the reason; what becomes of each kind of brick is in `docs/levels.md`. Knows no file.

mod bricks;

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
        while self.skip_blank() {
            let begin = self.at + 1;
            let level = self.read_level(levels.len() + left_out.len() + 1)?;
            if breakable(&level.bricks) == 0 {
                left_out.push(begin);
            } else {
                levels.push(level);
            }
        }
        match (levels.is_empty(), left_out.is_empty()) {
            (true, true) => Err(ImportFault::NoLevel),
            (true, false) => Err(ImportFault::NothingToBreak),
            (false, _) => Ok(Imported {
                packs: packs(name, &levels),
                left_out,
            }),
        }
    }

    fn read_level(&mut self, number: usize) -> Result<Level, ImportFault> {
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
        Ok(Level {
            title: Title { name, author },
            bricks,
            boss: false,
        })
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EMPTY: &str = "..............";

    /// A level with these rows of bricks above empty ones.
    fn level(author: &str, name: &str, rows: &[&str]) -> String {
        let rows = rows.iter().copied().chain(std::iter::repeat(EMPTY));
        let rows: Vec<_> = rows.take(ROWS).collect();
        let bonus = [EMPTY; ROWS];
        format!(
            "Level:\n{author}\n{name}\nBricks:\n{}\nBonus:\n{}\n",
            rows.join("\n"),
            bonus.join("\n")
        )
    }

    fn read(text: &str) -> Imported {
        import("Set", text.as_bytes()).unwrap()
    }

    fn fault(text: &str) -> (usize, ImportFault) {
        let error = import("Set", text.as_bytes()).unwrap_err();
        (error.line, error.fault)
    }

    fn signs(level: &Level, row: usize) -> String {
        let pack = Pack {
            title: Title {
                name: "T".into(),
                author: String::new(),
            },
            levels: vec![level.clone()],
        };
        let text = pack.print();
        let mut rows = text
            .lines()
            .filter(|line| line.len() == COLUMNS && !line.contains(':'));
        rows.nth(row).unwrap_or_default().to_owned()
    }

    #[test]
    fn reads_a_set_with_and_without_a_version_and_with_any_line_ends() {
        let body =
            level("Ada", "First", &["abcdefghijkvxy"]) + &level("Bo", "", &["z*!E.........."]);
        let plain = read(&body);
        assert_eq!(plain, read(&format!("Version: 1.02\n{body}\n\n")));
        assert_eq!(plain, read(&body.replace('\n', "\r\n")));
        assert_eq!(plain.left_out, Vec::<usize>::new());
        let [pack] = &plain.packs[..] else {
            panic!("{plain:?}");
        };
        assert_eq!(
            (pack.title().name.as_str(), pack.title().author.as_str()),
            ("Set", "")
        );
        let [one, two] = pack.levels() else {
            panic!("{pack:?}");
        };
        assert_eq!(
            (one.title.name.as_str(), one.title.author.as_str()),
            ("First", "Ada")
        );
        assert_eq!(two.title.name, "Level 2");
        assert_eq!(signs(one, 0), "1SS50243671S2S");
        assert_eq!(signs(two, 0), "S54G..........");
        assert_eq!(Pack::parse(&pack.print()).as_ref(), Ok(pack));
    }

    #[test]
    fn a_single_author_made_the_set() {
        let set =
            level("Ada", "One", &["d............."]) + &level("Ada", "Two", &["d............."]);
        assert_eq!(read(&set).packs[0].title().author, "Ada");
    }

    #[test]
    fn an_empty_level_is_left_out_and_a_set_of_them_refused() {
        let set = level("A", "One", &["E.E..........."]) + &level("A", "Two", &["g............."]);
        let set = read(&set);
        assert_eq!((set.left_out, set.packs[0].levels().len()), (vec![1], 1));
        assert_eq!(
            fault(&level("A", "One", &[])).1,
            ImportFault::NothingToBreak
        );
    }

    #[test]
    fn a_set_that_is_too_large_for_one_pack_becomes_several() {
        let set: String = (0..278)
            .map(|n| level("A", &format!("L{n}"), &["d............."]))
            .collect();
        let packs = read(&set).packs;
        let sizes: Vec<_> = packs.iter().map(|pack| pack.levels().len()).collect();
        assert_eq!(sizes, [93, 93, 92]);
        let names: Vec<_> = packs
            .iter()
            .map(|pack| pack.title().name.as_str())
            .collect();
        assert_eq!(names, ["Set 1", "Set 2", "Set 3"]);
        assert_eq!(packs[2].levels()[91].title.name, "L277");
    }

    #[test]
    fn old_letters_are_read_and_what_forges_a_line_is_not() {
        let latin = b"Level:\nJos\xe9\nDrei K\xf6nige\x1b[2J\nBricks:\n";
        let rest = level("", "", &["d............."]);
        let rest = rest.split_once("Bricks:\n").unwrap().1;
        let set = import("\u{7}Set", &[latin, rest.as_bytes()].concat()).unwrap();
        assert_eq!(set.packs[0].title().name, "Set");
        let title = &set.packs[0].levels()[0].title;
        assert_eq!(
            (title.author.as_str(), title.name.as_str()),
            ("José", "Drei Könige[2J")
        );
    }

    #[test]
    fn says_which_line_is_wrong_and_why() {
        assert_eq!(fault(""), (1, ImportFault::NoLevel));
        assert_eq!(fault("Version: 1.00\n"), (1, ImportFault::NoLevel));
        assert_eq!(fault("\nhello"), (2, ImportFault::NoLevel));
        let good = level("A", "N", &["d............."]);
        assert_eq!(good.lines().count(), 41);
        assert_eq!(
            fault(&format!("{good}level:")),
            (42, ImportFault::Missing("Level:"))
        );
        assert_eq!(
            fault(&good.replace("Bricks", "Brick")),
            (4, ImportFault::Missing("Bricks:"))
        );
        assert_eq!(
            fault(&good.replace("Bonus", "Bonuses:")),
            (23, ImportFault::Missing("Bonus:"))
        );
        assert_eq!(
            fault(&level("A", "N", &[EMPTY, "d..q.........."])),
            (6, ImportFault::UnknownBrick('q'))
        );
        assert_eq!(
            fault(&level("A", "N", &[EMPTY, "d............"])),
            (6, ImportFault::ShortRow(13))
        );
        let lines: Vec<_> = good.lines().collect();
        for end in 1..41 {
            let (line, fault) = fault(&lines[..end].join("\n"));
            assert_eq!((line, fault), (end, ImportFault::Ends));
        }
        let long = vec![b'.'; SET_BYTES + 1];
        assert_eq!(
            import("Set", &long).unwrap_err().fault,
            ImportFault::TooLong
        );
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_a_pack_or_refused_at_a_line_that_is_there(
            lines in prop::collection::vec(prop_oneof!["[.a-kEvxyz#@*!]{14}", ".*"], 0..50),
            at in 0..50_usize,
            rows in prop::collection::vec("[.a-kEF-KEvxyz#@*!]{14,16}", 0..ROWS),
            bytes: Vec<u8>,
        ) {
            let rows: Vec<_> = rows.iter().map(String::as_str).collect();
            let mut text: Vec<_> = level("A", "N", &rows).lines().map(str::to_owned).collect();
            if let [first, ..] = &lines[..] {
                text.insert(at.min(text.len()), first.clone());
            }
            for text in [level("A", "N", &rows), text.join("\n"), lines.join("\n")] {
                match import("Set", text.as_bytes()) {
                    Ok(set) => for pack in set.packs {
                        prop_assert_eq!(Pack::parse(&pack.print()), Ok(pack));
                    },
                    Err(error) => {
                        prop_assert!((1..=text.lines().count().max(1)).contains(&error.line));
                    }
                }
            }
            let _ = import("Set", &bytes);
        }
    }
}
