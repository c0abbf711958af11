//! Opens who this receiver is: its key, its link, its port and whom it trusts, from the system's data folder. A party does
//! not end over a disk: without the folder the receiver is somebody new each time, and says so.

use couchpad_core::identity::{
    DATA_DIR_VARIABLE, FileStore, HostIdentity, HostPlace, IdentityError, PlaceError, data_dir,
};
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Who this receiver is, and what the player should know about it, a line each.
pub struct Opened {
    /// Who it is.
    pub identity: HostIdentity,
    /// What was lost, or that nothing is kept.
    pub warnings: Vec<String>,
    /// The place in the data folder that is this receiver's alone, if it has one.
    pub store: Option<Arc<FileStore>>,
}

/// The present moment in unix seconds, as identities count.
#[must_use]
pub fn unix_now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// Opens the first place in the data folder that no other receiver has; where that cannot be, an identity that ends with
/// the program.
///
/// # Errors
/// [`IdentityError::NoRandomness`].
pub fn open(now: u64) -> Result<Opened, IdentityError> {
    match data_dir() {
        Some(root) => open_in(&root, now),
        None => without(
            format!("the system has no folder for your data: name one in {DATA_DIR_VARIABLE}"),
            now,
        ),
    }
}

fn open_in(root: &Path, now: u64) -> Result<Opened, IdentityError> {
    match keep_in(root, now) {
        Ok(opened) => Ok(opened),
        Err(fault) => without(fault, now),
    }
}

fn keep_in(root: &Path, now: u64) -> Result<Opened, String> {
    let place = HostPlace::take(root).map_err(|error: PlaceError| error.to_string())?;
    let store = place.store();
    let opened = HostIdentity::open(Arc::clone(&store) as _, now);
    let (identity, warnings) = opened.map_err(|error| error.to_string())?;
    Ok(Opened {
        identity,
        warnings: warnings.iter().map(ToString::to_string).collect(),
        store: Some(store),
    })
}

fn without(fault: String, now: u64) -> Result<Opened, IdentityError> {
    let consequence = "this time nothing is kept, and phones pair anew after the next start";
    Ok(Opened {
        identity: HostIdentity::ephemeral(now)?,
        warnings: vec![format!("{fault}; {consequence}")],
        store: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_790_000_000;

    #[test]
    fn is_the_same_again_and_two_at_once_are_not() {
        let root = tempfile::tempdir().unwrap();
        let key = |opened: &Opened| opened.identity.device().public();
        let first = open_in(root.path(), NOW).unwrap();
        let second = open_in(root.path(), NOW).unwrap();
        assert!(key(&first) != key(&second) && first.warnings.is_empty());
        let (before, secret) = (key(&first), first.identity.secret());
        drop(first);
        let again = open_in(root.path(), NOW + 60).unwrap();
        assert!(key(&again) == before && again.identity.secret() == secret);
    }

    #[test]
    fn a_folder_that_cannot_be_is_a_warning() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("no folder");
        std::fs::write(&file, "").unwrap();
        let opened = open_in(&file, NOW).unwrap();
        let [warning] = opened.warnings.as_slice() else {
            panic!("{:?}", opened.warnings);
        };
        assert!(warning.contains("no folder") && warning.contains("nothing is kept"));
        assert!(!warning.contains('\n'), "{warning}");
    }

    #[test]
    fn what_is_damaged_is_told() {
        let root = tempfile::tempdir().unwrap();
        drop(open_in(root.path(), NOW).unwrap());
        let folder = root.path().join("receiver");
        let key = std::fs::read_dir(&folder).unwrap().filter_map(Result::ok);
        let key = key.map(|entry| entry.path()).find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("device") || name.starts_with("host")
        });
        std::fs::write(key.unwrap(), "junk").unwrap();
        let opened = open_in(root.path(), NOW).unwrap();
        assert!(
            opened.warnings[0].contains("damaged"),
            "{:?}",
            opened.warnings
        );
        assert!(opened.warnings[0].contains("new identity"));
    }
}
