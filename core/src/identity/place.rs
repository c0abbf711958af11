//! Which folder an identity lives in: the system's data folder, one place for each receiver that runs on a machine at
//! once, one for each of a pad's profiles; and that no two processes have the same one. Must not know what is kept there.

use super::file_store::FileStore;
use super::store::StoreError;
use directories::ProjectDirs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The environment variable that names the folder of all identities instead of the system's own.
pub const DATA_DIR_VARIABLE: &str = "COUCHPAD_DATA_DIR";
/// Most receivers on one machine that each keep an identity.
pub const HOST_PLACES: usize = 9;
/// Longest name of a profile, in bytes.
pub const PROFILE_NAME_BYTES: usize = 32;

/// The folder of all identities of this user; `None` where the system has no such folder (then name one in
/// `COUCHPAD_DATA_DIR`, or use an identity that ends with the program).
#[must_use]
pub fn data_dir() -> Option<PathBuf> {
    match std::env::var_os(DATA_DIR_VARIABLE).filter(|value| !value.is_empty()) {
        Some(folder) => Some(folder.into()),
        // never one that follows the user to other machines: an identity is one device's
        None => ProjectDirs::from("", "", "couchpad").map(|dirs| dirs.data_local_dir().to_owned()),
    }
}

/// Why a pad's profile cannot be had. Says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// Not a name for a profile.
    #[error(
        "`{name}` is no name for a profile: take 1 to {PROFILE_NAME_BYTES} of a-z, 0-9, `_` and `-`, like --profile couch-2"
    )]
    BadName {
        /// The name, shortened.
        name: String,
    },
    /// Another process has the profile.
    #[error(
        "the profile `{name}` is in use by another controller on this machine{}: choose another with --profile NAME",
        process(*.owner)
    )]
    InUse {
        /// The profile.
        name: String,
        /// Its process, where that is known.
        owner: Option<u32>,
    },
    /// The system has no folder for data.
    #[error("the system has no folder for your data: name one in {DATA_DIR_VARIABLE}")]
    NoFolder,
    /// The folder cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a receiver's place cannot be had. Says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// As many receivers run as there are places.
    #[error("{HOST_PLACES} receivers run on this machine already: close one first")]
    Full,
    /// The folder cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn process(owner: Option<u32>) -> String {
    owner.map_or_else(String::new, |id| format!(" (process {id})"))
}

/// A pad's profile, this process's alone as long as this value or its store lives.
pub struct Profile {
    name: String,
    store: Arc<FileStore>,
}

impl Profile {
    /// Takes a profile in the system's data folder. Names are the same in capitals and small letters.
    ///
    /// # Errors
    /// [`ProfileError`]: the name is none, another process has it, or the folder cannot be used.
    pub fn take(name: &str) -> Result<Self, ProfileError> {
        Self::take_in(&data_dir().ok_or(ProfileError::NoFolder)?, name)
    }

    /// Takes a profile in a folder of identities.
    ///
    /// # Errors
    /// As [`take`](Self::take).
    pub fn take_in(root: &Path, name: &str) -> Result<Self, ProfileError> {
        let name = profile_name(name)?;
        match FileStore::open_alone(&root.join("pads").join(&name))? {
            Ok(store) => Ok(Self {
                name,
                store: Arc::new(store),
            }),
            Err(owner) => Err(ProfileError::InUse { name, owner }),
        }
    }

    /// The profile's name, in small letters.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its records.
    #[must_use]
    pub fn store(&self) -> Arc<FileStore> {
        Arc::clone(&self.store)
    }
}

/// The name of a profile, in small letters.
///
/// # Errors
/// [`ProfileError::BadName`].
pub fn profile_name(name: &str) -> Result<String, ProfileError> {
    let lower = name.to_ascii_lowercase();
    let sound = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b);
    if (1..=PROFILE_NAME_BYTES).contains(&lower.len()) && lower.bytes().all(sound) {
        return Ok(lower);
    }
    Err(ProfileError::BadName {
        name: name.chars().take(PROFILE_NAME_BYTES).collect(),
    })
}

/// A receiver's place, this process's alone as long as this value or its store lives.
pub struct HostPlace {
    store: Arc<FileStore>,
}

impl HostPlace {
    /// Takes the first free place in a folder of identities ([`data_dir`]): two receivers on one machine have two
    /// identities, and one that is started alone always has the same.
    ///
    /// # Errors
    /// [`PlaceError`]: all are taken, or the folder cannot be used.
    pub fn take(root: &Path) -> Result<Self, PlaceError> {
        for folder in places(root) {
            if let Ok(store) = FileStore::open_alone(&folder)? {
                let store = Arc::new(store);
                return Ok(Self { store });
            }
        }
        Err(PlaceError::Full)
    }

    /// Its records.
    #[must_use]
    pub fn store(&self) -> Arc<FileStore> {
        Arc::clone(&self.store)
    }
}

/// The folders of the receivers that have ever run from a folder of identities.
#[must_use]
pub fn host_places(root: &Path) -> Vec<PathBuf> {
    places(root).filter(|folder| folder.is_dir()).collect()
}

fn places(root: &Path) -> impl Iterator<Item = PathBuf> {
    (1..=HOST_PLACES).map(|number| match number {
        1 => root.join("receiver"),
        _ => root.join(format!("receiver-{number}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profile_names_are_folders_everywhere() {
        assert_eq!(profile_name("Couch-1_a"), Ok("couch-1_a".into()));
        let long = "x".repeat(33);
        for bad in ["", "..", "a/b", "a b", "é", "a.b", &long] {
            let error = profile_name(bad).unwrap_err();
            assert!(error.to_string().contains("--profile"), "{error}");
        }
    }

    #[test]
    fn a_taken_profile_names_its_process() {
        let words = |owner| {
            let name = "ada".into();
            ProfileError::InUse { name, owner }.to_string()
        };
        assert_eq!(
            words(Some(12)),
            "the profile `ada` is in use by another controller on this machine (process 12): choose another with --profile NAME"
        );
        assert!(words(None).contains("machine: choose"));
    }
}
