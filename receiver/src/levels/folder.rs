//! The packs that are kept in the data folder: a folder for each kind, and in it a file each, as text that a person may look at
//! and edit there.

use super::LevelsError;
use super::kinds::{self, Kind};
use couchpad_core::identity::{self, FileStore, SecureStore as _, StoreError, check_name};
use couchpad_games::game::PackInfo;
use std::path::{Path, PathBuf};

/// How the files' names end.
const ENDING: &str = ".txt";
/// Longest file, in bytes; its game may want it shorter.
pub(super) const TEXT_BYTES: usize = 256 * 1024;

/// A pack that is kept, or what is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) pack: Result<PackInfo, String>,
    pub(super) text: String,
}

impl Kept {
    /// Its name, with its kind: what no other is called.
    pub(super) fn full_name(&self) -> String {
        format!("{}/{}", self.kind.packs.name, self.name)
    }

    /// Whether somebody can mean it: its name, its title, or its name with its kind.
    pub(super) fn is_meant(&self, wish: &str) -> bool {
        let wish = wish.to_lowercase();
        let title = self.pack.as_ref().map(|pack| pack.title.to_lowercase());
        self.name == wish || title.as_ref() == Ok(&wish) || self.full_name() == wish
    }

    /// Words for one that cannot be played.
    pub(super) fn spoilt(&self) -> Option<LevelsError> {
        let reason = self.pack.as_ref().err()?;
        Some(LevelsError::Spoilt {
            what: self.kind.packs.name,
            name: self.name.clone(),
            reason: reason.clone(),
        })
    }
}

/// Where packs are kept. There may be none yet.
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The system's data folder.
    pub(super) fn find() -> Result<Self, LevelsError> {
        let root = identity::data_dir().ok_or(LevelsError::NoFolder)?;
        Ok(Self::of(&root))
    }

    pub(super) fn of(root: &Path) -> Self {
        let root = root.to_owned();
        Self { root }
    }

    fn path(&self, kind: Kind) -> PathBuf {
        self.root.join(kind.packs.name)
    }

    /// All that is kept, kind by kind, by name. Asking makes no folder.
    pub(super) fn all(&self) -> Result<Vec<Kept>, StoreError> {
        let mut all = Vec::new();
        for kind in kinds::all() {
            all.extend(self.of_kind(kind)?);
        }
        Ok(all)
    }

    /// All of one kind, by name. Asking makes no folder.
    pub(super) fn of_kind(&self, kind: Kind) -> Result<Vec<Kept>, StoreError> {
        let path = self.path(kind);
        if !path.is_dir() {
            return Ok(Vec::new());
        }
        let store = FileStore::open(&path)?;
        let names = store.names()?.into_iter();
        let names = names.filter(|name| name.ends_with(ENDING));
        let kept = names.filter_map(|file| load(&store, kind, &file));
        let mut kept: Vec<_> = kept.chain(misnamed(&path, kind)).collect();
        kept.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(kept)
    }

    /// Keeps a pack under a name, in place of what was there.
    pub(super) fn keep(&self, kind: Kind, name: &str, text: &str) -> Result<(), StoreError> {
        FileStore::open(&self.path(kind))?.save(&file(name), text.as_bytes())
    }

    pub(super) fn remove(&self, kind: Kind, name: &str) -> Result<(), StoreError> {
        FileStore::open(&self.path(kind))?.remove(&file(name))
    }
}

fn file(name: &str) -> String {
    format!("{name}{ENDING}")
}

/// What is in a file; one that cannot be read costs no other. `None`: it has gone meanwhile.
fn load(store: &FileStore, kind: Kind, file: &str) -> Option<Kept> {
    let name = file.strip_suffix(ENDING).unwrap_or(file).to_owned();
    let (pack, text) = match store.load_long(file, TEXT_BYTES) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes?).into_owned();
            let pack = (kind.packs.check)(&text).map_err(|reasons| reasons.join("; "));
            (pack, text)
        }
        Err(error) => (Err(error.to_string()), String::new()),
    };
    Some(Kept {
        kind,
        name,
        pack,
        text,
    })
}

/// Files that somebody put there under names that no pack has here.
fn misnamed(path: &Path, kind: Kind) -> impl Iterator<Item = Kept> {
    let entries = std::fs::read_dir(path).into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let odd = names.filter(|name| {
        name.ends_with(ENDING) && !name.starts_with('.') && check_name(name).is_err()
    });
    odd.map(move |name| Kept {
        kind,
        name: name.chars().filter(|sign| !sign.is_control()).collect(),
        pack: Err("a name has small letters, digits, hyphens and points here; rename the file, or import it".into()),
        text: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_costs_no_other() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::of(root.path());
        let levels = Kind::levels().unwrap();
        let text = "couchpad-levels 1\nname: Castle\nround: One\n3.............\n";
        folder.keep(levels, "castle", text).unwrap();
        folder
            .keep(levels, "large", &"#".repeat(TEXT_BYTES + 9))
            .unwrap();
        let path = folder.path(levels);
        std::fs::create_dir(path.join("none.txt")).unwrap();
        std::fs::write(path.join("My Castle.txt"), text).unwrap();
        std::fs::write(path.join("note"), "no pack").unwrap();
        let all = folder.all().unwrap();
        let sound: Vec<_> = all
            .iter()
            .map(|k| (k.name.as_str(), k.pack.is_ok()))
            .collect();
        assert_eq!(
            sound,
            [
                ("My Castle.txt", false),
                ("castle", true),
                ("large", false),
                ("none", false)
            ]
        );
        let words = all[0].spoilt().unwrap().to_string();
        assert!(
            words.contains("small letters") && words.contains("rename"),
            "{words}"
        );
    }

    #[test]
    fn each_kind_has_its_own_folder_and_names() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::of(root.path());
        for kind in kinds::all() {
            folder.keep(kind, "same", "junk").unwrap();
        }
        let names: Vec<_> = folder.all().unwrap().iter().map(Kept::full_name).collect();
        assert_eq!(names, ["levels/same", "questions/same"]);
        folder.remove(Kind::levels().unwrap(), "same").unwrap();
        assert_eq!(folder.all().unwrap().len(), 1);
    }
}
