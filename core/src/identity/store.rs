//! Where small secret records are kept: the trait that phones implement over their own secure store, its errors, and a
//! store in memory. Must not know what the records say.

use parking_lot::Mutex;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Longest name of a record, in bytes.
pub const NAME_BYTES: usize = 80;
/// Largest record, in bytes. A longer one is no record of ours.
pub const RECORD_BYTES: usize = 16 * 1024;
/// Most damaged copies of one record that are kept.
pub const KEPT_ASIDE: usize = 3;

/// Why a record cannot be read or written. Says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Not a name for a record.
    #[error(
        "`{name}` is no name for a record: take 1 to {NAME_BYTES} of a-z, 0-9, `.`, `_` and `-`, with no `.` at either end"
    )]
    BadName {
        /// The name, shortened.
        name: String,
    },
    /// The system does not let this user.
    #[error(
        "{place} cannot be used ({reason}): give its owner, you, the right to read and write it, or name another folder in COUCHPAD_DATA_DIR"
    )]
    Denied {
        /// Which file or folder.
        place: String,
        /// What the system says.
        reason: String,
    },
    /// Anything else that went wrong.
    #[error(
        "{place} cannot be used ({reason}): see that the disk has room and works, or name another folder in COUCHPAD_DATA_DIR"
    )]
    Failed {
        /// Which file or folder.
        place: String,
        /// What the system says.
        reason: String,
    },
    /// A phone's own store for secrets does not take or give records.
    #[error(
        "this device's own store for secrets cannot be used ({reason}): unlock the device, see that it has room, and start the app again"
    )]
    Device {
        /// What the system says.
        reason: String,
    },
}

/// Keeps small secret records by name, each on its own, so that a damaged one never costs another.
///
/// Names are 1 to [`NAME_BYTES`] of `[a-z0-9._-]` without a dot at either end. Every change is whole or not at all, also
/// when the program is killed in the middle, and lasts once the call has returned.
pub trait SecureStore: Send + Sync {
    /// What is kept under a name; `None` where nothing is. Of something longer than [`RECORD_BYTES`] no more than one byte
    /// above that is read.
    ///
    /// # Errors
    /// [`StoreError`]: it is there but cannot be read, or the name is none.
    fn load(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Keeps a record, in place of what was there.
    ///
    /// # Errors
    /// [`StoreError`]: it is not kept, and what was there still is.
    fn save(&self, name: &str, record: &[u8]) -> Result<(), StoreError>;

    /// Keeps a record only where there is one of that name already, and tells whether there was. A store that other
    /// programs change too decides and writes in one go.
    ///
    /// # Errors
    /// As [`save`](Self::save).
    fn replace(&self, name: &str, record: &[u8]) -> Result<bool, StoreError> {
        let is_there = self.load(name)?.map(Zeroizing::new).is_some();
        if is_there {
            self.save(name, record)?;
        }
        Ok(is_there)
    }

    /// Removes a record; one that is not there already is.
    ///
    /// # Errors
    /// [`StoreError`]: it is still there.
    fn remove(&self, name: &str) -> Result<(), StoreError>;

    /// The names of all that is kept, damaged copies included, in any order.
    ///
    /// # Errors
    /// [`StoreError`]: the store cannot be read.
    fn names(&self) -> Result<Vec<String>, StoreError>;

    /// Moves a damaged record out of the way, under `NAME.corrupt-1` and so on, the newest with the highest number; of more
    /// than [`KEPT_ASIDE`] the oldest goes. Tells where it is now, for people.
    ///
    /// # Errors
    /// [`StoreError`]: it is still in the way.
    fn set_aside(&self, name: &str) -> Result<String, StoreError>;
}

/// Checks that a name can be one of a record.
///
/// # Errors
/// [`StoreError::BadName`].
pub fn check_name(name: &str) -> Result<(), StoreError> {
    let sound = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
    let dotted = name.starts_with('.') || name.ends_with('.');
    if (1..=NAME_BYTES).contains(&name.len()) && name.bytes().all(sound) && !dotted {
        return Ok(());
    }
    Err(StoreError::BadName {
        name: name.chars().take(NAME_BYTES).collect(),
    })
}

/// The name of a damaged copy, counted from 1.
pub(super) fn aside_name(name: &str, number: usize) -> String {
    format!("{name}.corrupt-{number}")
}

/// A store that ends with the program: for tests, throw-away identities, and systems without a place for files.
#[derive(Default)]
pub struct MemoryStore {
    records: Mutex<BTreeMap<String, Zeroizing<Vec<u8>>>>,
}

impl SecureStore for MemoryStore {
    fn load(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        check_name(name)?;
        let records = self.records.lock();
        let record = records.get(name).map(|record| record.iter());
        Ok(record.map(|bytes| bytes.copied().take(RECORD_BYTES + 1).collect()))
    }

    fn save(&self, name: &str, record: &[u8]) -> Result<(), StoreError> {
        check_name(name)?;
        let record = Zeroizing::new(record.to_vec());
        self.records.lock().insert(name.to_owned(), record);
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        check_name(name)?;
        self.records.lock().remove(name);
        Ok(())
    }

    fn names(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.records.lock().keys().cloned().collect())
    }

    fn set_aside(&self, name: &str) -> Result<String, StoreError> {
        check_name(name)?;
        let mut records = self.records.lock();
        let free = (1..=KEPT_ASIDE).find(|n| !records.contains_key(&aside_name(name, *n)));
        if free.is_none() {
            for number in 2..=KEPT_ASIDE {
                if let Some(copy) = records.remove(&aside_name(name, number)) {
                    records.insert(aside_name(name, number - 1), copy);
                }
            }
        }
        let aside = aside_name(name, free.unwrap_or(KEPT_ASIDE));
        if let Some(record) = records.remove(name) {
            records.insert(aside.clone(), record);
        }
        Ok(aside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_folder() {
        for good in ["device.toml", "pad-00ff.toml", "a", &"x".repeat(80)] {
            assert_eq!(check_name(good), Ok(()), "{good}");
        }
        let long = "x".repeat(81);
        for bad in [
            "", ".", "..", "../x", "a/b", "a\\b", "A", "a b", "a.", ".a", "ä", "a\0", &long,
        ] {
            assert!(check_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn keeps_the_newest_damaged_copies() {
        let store = MemoryStore::default();
        for content in 0..5_u8 {
            store.save("a.toml", &[content]).unwrap();
            store.set_aside("a.toml").unwrap();
            assert_eq!(store.load("a.toml"), Ok(None));
        }
        let aside = |number| store.load(&aside_name("a.toml", number)).unwrap();
        let kept: Vec<_> = (1..=4).map(aside).collect();
        assert_eq!(kept, [Some(vec![2]), Some(vec![3]), Some(vec![4]), None]);
    }

    #[test]
    fn replaces_only_what_is_there() {
        let store = MemoryStore::default();
        assert_eq!(store.replace("a", &[1]), Ok(false));
        assert_eq!(store.load("a"), Ok(None));
        store.save("a", &[1]).unwrap();
        assert_eq!(store.replace("a", &[2]), Ok(true));
        assert_eq!(store.load("a"), Ok(Some(vec![2])));
    }
}
