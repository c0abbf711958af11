//! Records as files of one folder, for this user alone. Every change is written beside, flushed, and renamed over what was
//! there; changes of several processes take turns. Must not know what the records say.

use super::store::{KEPT_ASIDE, RECORD_BYTES, SecureStore, StoreError, aside_name, check_name};
use parking_lot::Mutex;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

// Hidden from `names`: a record's name never begins with a dot.
const GATE: &str = ".edit";
const LOCK: &str = ".lock";
const TEMPORARY: &str = ".tmp-";

/// A [`SecureStore`] in a folder of mode 0700 with files of mode 0600 (on Windows, with the rights of the user's profile).
pub struct FileStore {
    folder: PathBuf,
    /// Held while something changes, against the other threads here and, by the system's lock on it, other processes.
    gate: Mutex<File>,
    /// Held as long as this store lives, if it was opened for one process alone. The system lets go of it however the
    /// process ends.
    _own: Option<File>,
}

impl FileStore {
    /// Opens a folder, and makes it where there is none. Other processes may use it at the same time.
    ///
    /// # Errors
    /// [`StoreError`]: it cannot be made, or not be made this user's alone.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        make_private(folder).map_err(|error| fault(folder, &error))?;
        let gate = folder.join(GATE);
        let file = private_file(OpenOptions::new().create(true).truncate(false), &gate);
        let store = Self {
            folder: folder.to_owned(),
            gate: Mutex::new(file.map_err(|error| fault(&gate, &error))?),
            _own: None,
        };
        store.change(|| sweep(folder))?;
        Ok(store)
    }

    /// Opens a folder for this process alone, as long as the store lives; `Err` in the `Ok` names the process that has it
    /// already, where that can be known.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_alone(folder: &Path) -> Result<Result<Self, Option<u32>>, StoreError> {
        make_private(folder).map_err(|error| fault(folder, &error))?;
        let path = folder.join(LOCK);
        let own = private_file(
            OpenOptions::new().create(true).truncate(false).read(true),
            &path,
        );
        let own = own.map_err(|error| fault(&path, &error))?;
        match own.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(Err(owner(&own))),
            Err(TryLockError::Error(error)) => return Err(fault(&path, &error)),
        }
        sign(&own).map_err(|error| fault(&path, &error))?;
        let mut store = Self::open(folder)?;
        store._own = Some(own);
        Ok(Ok(store))
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// As [`load`](SecureStore::load), of something that may be up to `most` bytes long. It is written with
    /// [`save`](SecureStore::save), which takes any length.
    ///
    /// # Errors
    /// As [`load`](SecureStore::load).
    pub fn load_long(&self, name: &str, most: usize) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(name)?;
        read_start(&path, most).map_err(|error| fault(&path, &error))
    }

    fn path(&self, name: &str) -> Result<PathBuf, StoreError> {
        check_name(name).map(|()| self.folder.join(name))
    }

    /// Does something while nobody else changes the folder.
    fn change<T>(&self, what: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        let gate = self.gate.lock();
        let fault = |error| fault(&self.folder.join(GATE), &error);
        loop {
            match gate.lock() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // some network folders have no locks: there, the renames alone have to do
                Err(error) if error.kind() == ErrorKind::Unsupported => return what(),
                other => break other.map_err(fault)?,
            }
        }
        let done = what();
        gate.unlock().map_err(fault)?;
        done
    }

    /// Writes beside and renames. Only within [`change`](Self::change).
    fn write(&self, name: &str, path: &Path, record: &[u8]) -> Result<(), StoreError> {
        let beside = self
            .folder
            .join(format!("{TEMPORARY}{}-{name}", std::process::id()));
        let written = write_new(&beside, record).map_err(|error| fault(&beside, &error));
        let renamed =
            written.and_then(|()| fs::rename(&beside, path).map_err(|error| fault(path, &error)));
        if renamed.is_err() {
            // what is left of it goes with the next start at the latest
            let _ = fs::remove_file(&beside);
            return renamed;
        }
        self.settle()
    }

    /// Makes sure that the last rename or removal outlasts a power cut.
    fn settle(&self) -> Result<(), StoreError> {
        sync_folder(&self.folder).map_err(|error| fault(&self.folder, &error))
    }
}

impl SecureStore for FileStore {
    fn load(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.load_long(name, RECORD_BYTES)
    }

    fn save(&self, name: &str, record: &[u8]) -> Result<(), StoreError> {
        let path = self.path(name)?;
        self.change(|| self.write(name, &path, record))
    }

    fn replace(&self, name: &str, record: &[u8]) -> Result<bool, StoreError> {
        let path = self.path(name)?;
        self.change(|| {
            let is_there = path.try_exists().map_err(|error| fault(&path, &error))?;
            if is_there {
                self.write(name, &path, record)?;
            }
            Ok(is_there)
        })
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        let path = self.path(name)?;
        self.change(|| match fs::remove_file(&path) {
            Ok(()) => self.settle(),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(fault(&path, &error)),
        })
    }

    fn names(&self) -> Result<Vec<String>, StoreError> {
        let entries = fs::read_dir(&self.folder).map_err(|error| fault(&self.folder, &error))?;
        let name = |entry: fs::DirEntry| entry.file_name().into_string().ok();
        Ok(entries
            .filter_map(|entry| name(entry.ok()?))
            .filter(|name| check_name(name).is_ok())
            .collect())
    }

    fn set_aside(&self, name: &str) -> Result<String, StoreError> {
        let path = self.path(name)?;
        let aside = |number| self.folder.join(aside_name(name, number));
        self.change(|| {
            let free = (1..=KEPT_ASIDE).find(|number| !aside(*number).exists());
            if free.is_none() {
                for number in 2..=KEPT_ASIDE {
                    let shift = fs::rename(aside(number), aside(number - 1));
                    shift.map_err(|error| fault(&aside(number), &error))?;
                }
            }
            let to = aside(free.unwrap_or(KEPT_ASIDE));
            fs::rename(&path, &to).map_err(|error| fault(&path, &error))?;
            self.settle()?;
            Ok(to.display().to_string())
        })
    }
}

fn fault(place: &Path, error: &std::io::Error) -> StoreError {
    let place = place.display().to_string();
    let reason = error.to_string();
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            StoreError::Denied { place, reason }
        }
        _ => StoreError::Failed { place, reason },
    }
}

/// Removes what a killed process was writing. Only while nobody writes.
fn sweep(folder: &Path) -> Result<(), StoreError> {
    let entries = fs::read_dir(folder).map_err(|error| fault(folder, &error))?;
    for entry in entries.filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            // it may belong to another user's mishap; it harms nobody
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// Reads at most one byte above `most`; `None` where there is no file.
fn read_start(path: &Path, most: usize) -> std::io::Result<Option<Vec<u8>>> {
    // opening a pipe would wait for a writer
    match fs::metadata(path) {
        Ok(about) if !about.is_file() => return Err(std::io::Error::other("it is not a file")),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        about => tighten(path, &about?)?,
    }
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let mut bytes = Vec::new();
    let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    file.take(bound).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

fn write_new(path: &Path, record: &[u8]) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = private_file(OpenOptions::new().create_new(true), path)?;
    file.write_all(record)?;
    file.sync_all()
}

/// Writes who holds the lock into it, for the words to whoever comes second.
fn sign(mut lock: &File) -> std::io::Result<()> {
    lock.set_len(0)?;
    lock.write_all(std::process::id().to_string().as_bytes())
}

fn owner(lock: &File) -> Option<u32> {
    let mut text = String::new();
    // on Windows, what is locked cannot be read: then it stays unknown
    lock.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(unix)]
fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    if fs::metadata(folder)?.permissions().mode() & 0o7777 != 0o700 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)
}

/// A file for this user alone, whatever the process's mask is.
#[cfg(unix)]
fn private_file(how: &mut OpenOptions, path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let file = how.write(true).mode(0o600).open(path)?;
    tighten(path, &file.metadata()?)?;
    Ok(file)
}

#[cfg(not(unix))]
fn private_file(how: &mut OpenOptions, path: &Path) -> std::io::Result<File> {
    how.write(true).open(path)
}

/// A file that came from a backup, or by hand, may be open to others.
#[cfg(unix)]
fn tighten(path: &Path, about: &fs::Metadata) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    if about.permissions().mode() & 0o177 == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn tighten(_path: &Path, _about: &fs::Metadata) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows keeps renames by itself, and opens no folders as files.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
