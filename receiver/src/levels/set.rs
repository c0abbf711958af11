//! A file of levels as it lies on the disk: the project's own format, or a level set of LBreakout2 or LBreakoutHD. Reads no
//! more than a set can have, and takes a file whole or not at all.

use couchpad_games::arkanoid::rounds::{
    ImportError, ImportFault, Pack, PackError, SET_BYTES, Tamed, import,
};
use couchpad_games::checksum::Checksum;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// Longest name under which levels are kept, in bytes.
const NAME: usize = 60;
/// How a file of the project's own begins, whatever its version.
const HEADER: &str = "couchpad-levels";

/// What was in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Levels that are kept together; a large set of LBreakout2 becomes several.
    pub(super) packs: Vec<Named>,
    /// The lines where levels begin that are left out, since there is nothing to break in them.
    pub(super) left_out: Vec<usize>,
    /// Bricks that do more where the levels come from.
    pub(super) tamed: Tamed,
}

/// Levels under the name that they are kept with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Small letters, digits and hyphens.
    pub(super) name: String,
    /// What they are.
    pub(super) pack: Pack,
    /// As they are written.
    pub(super) text: String,
}

/// Why a file of levels cannot be used.
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
    /// One of the project's own that is wrong.
    #[error(transparent)]
    Pack(#[from] PackError),
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
    if !is_ours(&text) {
        let set = import(name, bytes)?;
        let named = |pack: Pack| Named::new(pack.print(), pack);
        return Ok(Found {
            packs: set.packs.into_iter().map(named).collect(),
            left_out: set.left_out,
            tamed: set.tamed,
        });
    }
    if let Err(error) = str::from_utf8(bytes) {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        return Err(SetFault::NoText(line));
    }
    let pack = Pack::parse(&text)?;
    Ok(Found {
        // as it was written, with the notes in it
        packs: vec![Named::new(text.into_owned(), pack)],
        left_out: Vec::new(),
        tamed: Tamed::default(),
    })
}

/// Whether the first line that says something is the header of our own format.
fn is_ours(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| line.starts_with(HEADER))
}

impl Named {
    fn new(text: String, pack: Pack) -> Self {
        let name = name_of(&pack);
        Self { name, pack, text }
    }
}

/// A name for the command line and the disk: what can be typed of the title. A title that nothing can be typed of gets a
/// number, so that two of them do not meet.
fn name_of(pack: &Pack) -> String {
    let mut name = String::new();
    for sign in pack.title().name.chars() {
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
            sum.bytes(pack.title().name.as_bytes());
            format!("levels-{:06x}", sum.finish() & 0xff_ffff)
        }
        super::OWN => format!("{}-levels", super::OWN),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "# mine\ncouchpad-levels 1\nname: Two  \n\nround: One\n3.............\n";

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
