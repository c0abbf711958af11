//! The levels that are kept in the data folder: a file each, as text that a person may look at and edit there.

use super::LevelsError;
use couchpad_core::identity::{self, FileStore, SecureStore as _, StoreError};
use couchpad_games::arkanoid::rounds::{PACK_BYTES, Pack};
use std::path::{Path, PathBuf};

/// The folder's name in the data folder.
const FOLDER: &str = "levels";
/// How the files' names end.
const ENDING: &str = ".txt";

/// Levels that are kept, or what is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) name: String,
    pub(super) pack: Result<Pack, String>,
    pub(super) text: String,
}

/// Where levels are kept. There may be none yet.
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder in the system's data folder.
    pub(super) fn find() -> Result<Self, LevelsError> {
        let root = identity::data_dir().ok_or(LevelsError::NoFolder)?;
        Ok(Self::of(&root))
    }

    pub(super) fn of(root: &Path) -> Self {
        Self {
            path: root.join(FOLDER),
        }
    }

    /// All that is kept, by name. Asking makes no folder.
    pub(super) fn all(&self) -> Result<Vec<Kept>, StoreError> {
        if !self.path.is_dir() {
            return Ok(Vec::new());
        }
        let store = FileStore::open(&self.path)?;
        let mut names: Vec<String> = store.names()?;
        names.retain(|file| file.ends_with(ENDING));
        let kept = names.iter().filter_map(|file| load(&store, file));
        let mut kept: Vec<Kept> = kept.collect();
        kept.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(kept)
    }

    pub(super) fn names(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.all()?.into_iter().map(|kept| kept.name).collect())
    }

    /// Keeps levels under a name, in place of what was there.
    pub(super) fn keep(&self, name: &str, text: &str) -> Result<(), StoreError> {
        FileStore::open(&self.path)?.save(&file(name), text.as_bytes())
    }

    pub(super) fn remove(&self, name: &str) -> Result<(), StoreError> {
        FileStore::open(&self.path)?.remove(&file(name))
    }
}

/// Words for levels that are kept and cannot be played.
pub(super) fn spoilt(name: &str, reason: &str) -> LevelsError {
    LevelsError::Spoilt {
        name: name.to_owned(),
        reason: reason.to_owned(),
    }
}

fn file(name: &str) -> String {
    format!("{name}{ENDING}")
}

/// What is in a file; one that cannot be read costs no other. `None`: it has gone meanwhile.
fn load(store: &FileStore, file: &str) -> Option<Kept> {
    let name = file.strip_suffix(ENDING).unwrap_or(file).to_owned();
    let bytes = match store.load_long(file, PACK_BYTES) {
        Ok(bytes) => bytes?,
        Err(error) => {
            return Some(Kept {
                name,
                pack: Err(error.to_string()),
                text: String::new(),
            });
        }
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let pack = Pack::parse(&text).map_err(|error| error.to_string());
    Some(Kept { name, pack, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_costs_no_other() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::of(root.path());
        let text = "couchpad-levels 1\nname: Castle\nround: One\n3.............\n";
        folder.keep("castle", text).unwrap();
        folder.keep("large", &"#".repeat(PACK_BYTES + 9)).unwrap();
        std::fs::create_dir(folder.path.join("none.txt")).unwrap();
        let all = folder.all().unwrap();
        let sound: Vec<_> = all
            .iter()
            .map(|k| (k.name.as_str(), k.pack.is_ok()))
            .collect();
        assert_eq!(sound, [("castle", true), ("large", false), ("none", false)]);
    }
}
