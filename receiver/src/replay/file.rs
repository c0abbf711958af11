//! Where recordings go: files beside each other, one a game, none ever written over; and the hand that writes them, on a
//! thread of its own, so that no frame waits for a disk. Must not know what a recording is made of.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The highest number that a file gets.
const MOST_FILES: u32 = 9_999;
/// Parts that may wait for a slow disk: about a minute.
const WAITING: usize = 64;
/// How long the end of a recording waits for a disk that hangs.
const FAREWELL: Duration = Duration::from_secs(3);
/// How often it looks meanwhile.
const TURN: Duration = Duration::from_millis(2);

/// Where the games of this run are recorded: the file that was asked for, and numbered ones beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target(PathBuf);

/// Why nothing can be recorded there. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// A folder, or no name at all.
    #[error("{} is a folder: give the name of a file in it, like {}", .0.display(), .0.join("game.replay").display())]
    Folder(PathBuf),
    /// There is no such folder.
    #[error("there is no folder {}: make it, or give another file", .0.display())]
    NoFolder(PathBuf),
    /// Every number is taken.
    #[error("there are {MOST_FILES} recordings beside {} already: give another file", .0.display())]
    Full(PathBuf),
    /// The system says no.
    #[error("{} cannot be written ({reason}): give a file that you may write", .path.display())]
    Refused {
        /// Which file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl Target {
    /// Recordings are to go there.
    ///
    /// # Errors
    /// [`TargetError`]: nothing can be written there.
    pub fn new(path: &Path) -> Result<Self, TargetError> {
        if path.is_dir() || path.file_name().is_none() {
            return Err(TargetError::Folder(path.to_owned()));
        }
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        match folder {
            Some(folder) if !folder.is_dir() => Err(TargetError::NoFolder(folder.to_owned())),
            _ => Ok(Self(path.to_owned())),
        }
    }

    /// Makes the first file that is not there yet.
    fn create(&self) -> Result<(File, PathBuf), TargetError> {
        for number in 1..=MOST_FILES {
            let path = self.numbered(number);
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok((file, path)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => {
                    let reason = error.to_string();
                    return Err(TargetError::Refused { path, reason });
                }
            }
        }
        Err(TargetError::Full(self.0.clone()))
    }

    /// `game.replay`, `game-2.replay`, `game-3.replay`.
    fn numbered(&self, number: u32) -> PathBuf {
        if number == 1 {
            return self.0.clone();
        }
        let mut name = self.0.file_stem().unwrap_or_default().to_owned();
        name.push(format!("-{number}"));
        if let Some(extension) = self.0.extension() {
            name.push(".");
            name.push(extension);
        }
        self.0.with_file_name(name)
    }

    /// Begins the next file.
    ///
    /// # Errors
    /// [`TargetError`].
    pub(super) fn begin(&self) -> Result<Writer, TargetError> {
        let (file, path) = self.create()?;
        Writer::start(file, path)
    }
}

/// A file that is written part by part. Dropping it writes what is left, as far as the disk lets it within `FAREWELL`.
#[derive(Debug)]
pub(super) struct Writer {
    path: PathBuf,
    /// `None` once it ends.
    parts: Option<SyncSender<Vec<u8>>>,
    /// The thread's last word, if it could not write.
    trouble: Mutex<Receiver<String>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    fn start(file: File, path: PathBuf) -> Result<Self, TargetError> {
        let (parts, work) = sync_channel(WAITING);
        let (trouble, troubles) = channel();
        let builder = std::thread::Builder::new().name("couchpad-recorder".into());
        let thread = builder.spawn(move || {
            if let Err(error) = write_all(file, &work) {
                // an owner that went does not want to know
                let _ = trouble.send(error.to_string());
            }
        });
        let thread = thread.map_err(|error| TargetError::Refused {
            path: path.clone(),
            reason: error.to_string(),
        })?;
        Ok(Self {
            path,
            parts: Some(parts),
            trouble: Mutex::new(troubles),
            thread: Some(thread),
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Hands over the next part; never waits.
    ///
    /// # Errors
    /// A sentence: the disk is full, gone or far too slow, and nothing more is written.
    pub(super) fn write(&mut self, part: Vec<u8>) -> Result<(), String> {
        let Some(parts) = &self.parts else {
            return Ok(());
        };
        let Err(error) = parts.try_send(part) else {
            return Ok(());
        };
        self.parts = None;
        let told = self.trouble.lock().ok().and_then(|t| t.try_recv().ok());
        Err(told.unwrap_or_else(|| match error {
            TrySendError::Full(_) => "the disk is too slow".into(),
            TrySendError::Disconnected(_) => "the disk takes no more".into(),
        }))
    }
}

impl Writer {
    /// Nothing more comes; the rest is written beside.
    pub(super) fn close(&mut self) {
        self.parts = None;
    }

    /// Whether all is written, or nothing more can be.
    pub(super) fn is_done(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.parts = None;
        let Some(thread) = self.thread.take() else {
            return;
        };
        let until = Instant::now() + FAREWELL;
        while !thread.is_finished() && Instant::now() < until {
            std::thread::sleep(TURN);
        }
        let path = self.path.display();
        if !thread.is_finished() {
            tracing::warn!("the disk hangs: {path} is not written to its end");
        } else if thread.join().is_err() {
            tracing::error!("{path} is not written to its end: its thread panicked");
        } else if let Some(trouble) = self.trouble.lock().ok().and_then(|t| t.try_recv().ok()) {
            tracing::warn!("{path} is not written to its end: {trouble}");
        }
    }
}

fn write_all(mut file: File, parts: &Receiver<Vec<u8>>) -> std::io::Result<()> {
    for part in parts {
        file.write_all(&part)?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_is_ever_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("party.replay");
        for (number, name) in ["party.replay", "party-2.replay", "party-3.replay"]
            .iter()
            .enumerate()
        {
            let mut writer = Target::new(&path).unwrap().begin().unwrap();
            assert_eq!(writer.path(), folder.path().join(name));
            writer.write(vec![b'0'; number]).unwrap();
            writer.write(b"end".to_vec()).unwrap();
            drop(writer);
            let bytes = std::fs::read(folder.path().join(name)).unwrap();
            assert_eq!(bytes.len(), number + 3);
        }
        let plain = Target::new(&folder.path().join("plain")).unwrap();
        assert!(plain.numbered(2).ends_with("plain-2"));
    }

    #[test]
    fn a_place_that_cannot_be_says_so_before_the_game() {
        let folder = tempfile::tempdir().unwrap();
        let words = |path: PathBuf| Target::new(&path).unwrap_err().to_string();
        assert!(words(folder.path().to_owned()).contains("is a folder"));
        assert!(words(folder.path().join("no/such.replay")).contains("there is no folder"));
        assert!(Target::new(Path::new("here.replay")).is_ok());
    }

    /// A disk that takes nothing: Linux has one for trying.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told() {
        let file = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut writer = Writer::start(file, "/dev/full".into()).unwrap();
        let trouble = loop {
            if let Err(trouble) = writer.write(vec![1; 100]) {
                break trouble;
            }
        };
        assert!(!trouble.is_empty());
        assert_eq!(writer.write(vec![1]), Ok(()), "it is told once");
    }
}
