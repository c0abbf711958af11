//! A file of packs as it lies on the disk: a text in one of the project's own formats, or a level set of LBreakout2 or
//! LBreakoutHD. Reads no more than a set can have, and takes a file whole or not at all.

use super::kinds::{self, Kind};
use couchpad_games::arkanoid::rounds::{ImportError, ImportFault, Pack, SET_BYTES, Tamed, import};
use couchpad_games::checksum::Checksum;
use couchpad_games::game::PackInfo;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// Longest name under which a pack is kept, in bytes.
const NAME: usize = 60;

/// What was in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// For which game.
    pub(super) kind: Kind,
    /// What is kept together; a large set of LBreakout2 becomes several.
    pub(super) packs: Vec<Named>,
    /// The lines where levels begin that are left out, since there is nothing to break in them.
    pub(super) left_out: Vec<usize>,
    /// Bricks that do more where the levels come from.
    pub(super) tamed: Tamed,
}

/// A pack under the name that it is kept with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Small letters, digits and hyphens.
    pub(super) name: String,
    /// What is in it.
    pub(super) info: PackInfo,
    /// As it is written.
    pub(super) text: String,
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetFault {
    /// It cannot be opened or read.
    #[error("it cannot be read ({0})")]
    Unreadable(String),
    /// It is a device, or something else of that kind.
    #[error("it is no file")]
    NoFile,
    /// A file of our own with bytes that are no text.
    #[error("line {0}: this is not UTF-8; save the file as UTF-8")]
    NoText(usize),
    /// One of the project's own that is wrong: all that is, a sentence each.
    #[error("{}", .0.join("; "))]
    Text(Vec<String>),
    /// One of LBreakout2 that is wrong, or something else altogether.
    #[error(transparent)]
    Import(#[from] ImportError),
}

impl SetFault {
    /// Whether it is something else altogether, that happens to lie there.
    pub(super) const fn is_something_else(&self) -> bool {
        matches!(
            self,
            Self::Import(ImportError {
                fault: ImportFault::NoLevel,
                ..
            })
        )
    }

    /// What is wrong, one thing each.
    pub(super) fn lines(&self) -> Vec<String> {
        match self {
            Self::Text(lines) => lines.clone(),
            other => vec![other.to_string()],
        }
    }
}

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<Found, SetFault> {
    let bytes = bytes(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    parse(name.strip_suffix(".txt").unwrap_or(&name), &bytes)
}

fn bytes(path: &Path) -> Result<Vec<u8>, SetFault> {
    let unreadable = |error: io::Error| SetFault::Unreadable(error.to_string());
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(SetFault::NoFile);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    // one more than a set may have tells that there is more
    let read = file.take(SET_BYTES as u64 + 1).read_to_end(&mut bytes);
    read.map_err(unreadable)?;
    Ok(bytes)
}

fn parse(name: &str, bytes: &[u8]) -> Result<Found, SetFault> {
    let text = String::from_utf8_lossy(bytes);
    let Some(kind) = kinds::of_text(&text) else {
        return parse_set(name, bytes);
    };
    if let Err(error) = str::from_utf8(bytes) {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        return Err(SetFault::NoText(line));
    }
    let info = (kind.packs.check)(&text).map_err(SetFault::Text)?;
    Ok(Found {
        kind,
        // as it was written, with the notes in it
        packs: vec![Named::new(kind, info, text.into_owned())],
        left_out: Vec::new(),
        tamed: Tamed::default(),
    })
}

fn parse_set(name: &str, bytes: &[u8]) -> Result<Found, SetFault> {
    let set = import(name, bytes)?;
    let kind = Kind::levels().ok_or(SetFault::NoFile)?;
    let named = |pack: Pack| {
        let info = PackInfo {
            title: pack.title().name.clone(),
            author: pack.title().author.clone(),
            count: pack.levels().len(),
        };
        Named::new(kind, info, pack.print())
    };
    Ok(Found {
        kind,
        packs: set.packs.into_iter().map(named).collect(),
        left_out: set.left_out,
        tamed: set.tamed,
    })
}

impl Named {
    fn new(kind: Kind, info: PackInfo, text: String) -> Self {
        let name = name_of(kind, &info.title);
        Self { name, info, text }
    }
}

/// A name for the command line and the disk: what can be typed of the title. A title that nothing can be typed of gets a
/// number, so that two of them do not meet.
fn name_of(kind: Kind, title: &str) -> String {
    let mut name = String::new();
    for sign in title.chars() {
        if sign.is_ascii_alphanumeric() {
            name.push(sign.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.truncate(NAME);
    match name.trim_end_matches('-') {
        "" => {
            let mut sum = Checksum::default();
            sum.bytes(title.as_bytes());
            format!("{}-{:06x}", kind.packs.name, sum.finish() & 0xff_ffff)
        }
        super::OWN => format!("{}-{}", super::OWN, kind.packs.name),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "# mine\ncouchpad-levels 1\nname: Two  \n\nround: One\n3.............\n";
    const SKY: &str = "couchpad-questions 1\nname: Sky\nquestion: It is ____.\ntruth: blue\nlies: red; green; plaid\n";

    fn name(title: &str) -> String {
        let text = format!("couchpad-levels 1\nname: {title}\nround: R\n3.............\n");
        parse("file", text.as_bytes()).unwrap().packs[0]
            .name
            .clone()
    }

    #[test]
    fn names_can_be_typed_and_kept_on_every_disk() {
        assert_eq!(name("My Levels!"), "my-levels");
        assert_eq!(name("../../etc/passwd"), "etc-passwd");
        assert_eq!(name("Own"), "own-levels");
        assert_eq!(name("--- a ---"), "a");
        let (one, other) = (name("关卡"), name("水平"));
        assert!(one.starts_with("levels-") && one != other, "{one} {other}");
    }

    #[test]
    fn ours_keep_their_notes_and_are_named_by_their_title() {
        let found = parse("file", OURS.as_bytes()).unwrap();
        let [two] = &found.packs[..] else {
            panic!("{found:?}");
        };
        assert_eq!((two.name.as_str(), two.text.as_str()), ("two", OURS));
        let sky = parse("file", SKY.as_bytes()).unwrap();
        assert_eq!((sky.kind.game.id, &*sky.packs[0].name), ("tales", "sky"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let words = |bytes: &[u8]| parse("file", bytes).unwrap_err().to_string();
        assert!(words(b"couchpad-levels 1\nname: N\nround: R\n3...").starts_with("line 4: a row"));
        assert!(words(b"couchpad-levels 1\nname: \xff\n").starts_with("line 2: this is not UTF-8"));
        assert!(words(b"couchpad-levels 7\n").starts_with("line 1: these levels are written for"));
        assert!(words(b"Level:\nA\nB\nBlocks:\n").starts_with("line 4: `Bricks:`"));
        let other = parse("file", b"\x7fELF\x00").unwrap_err();
        assert!(other.is_something_else(), "{other}");
        assert!(!parse("file", b"Level:\n").unwrap_err().is_something_else());
    }

    #[test]
    fn all_that_is_wrong_is_told() {
        let wrong = SKY.replace("truth: blue", "colour: blue") + "question: no gap\n";
        let lines = parse("file", wrong.as_bytes()).unwrap_err().lines();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("line 4: `colour:`"), "{lines:?}");
        assert!(
            lines[1].starts_with("line 6: a question has one gap"),
            "{lines:?}"
        );
    }

    #[test]
    fn reads_files_alone_and_no_longer_than_a_set_is() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()).unwrap_err(), SetFault::NoFile);
        let missing = read(&folder.path().join("none")).unwrap_err();
        assert!(matches!(missing, SetFault::Unreadable(_)), "{missing}");
        let file = folder.path().join("My Set.txt");
        fs::write(&file, vec![b'.'; SET_BYTES + 9]).unwrap();
        assert!(read(&file).unwrap_err().to_string().contains("larger than"));
    }
}
