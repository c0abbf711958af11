//! The hand that writes the evening, on a thread of its own: no frame waits for a disk. Of what waits to be written the
//! newest counts. Must not know what an evening is made of.

use super::file::{Kept, RECORD, read};
use bevy::prelude::Resource;
use couchpad_core::identity::{FileStore, SecureStore as _, StoreError};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long the end of the receiver waits for a disk that hangs.
const FAREWELL: Duration = Duration::from_secs(10);
/// How often it looks meanwhile.
const TURN: Duration = Duration::from_millis(2);

/// What is to be done with the file.
enum Job {
    Write(Box<Kept>),
    Remove,
    /// A panic ends the program: what is there is told of it.
    NoteCrash,
}

/// See the module. Dropping it does what is left to do, as far as the disk lets it within `FAREWELL`.
#[derive(Resource)]
pub struct Keeper {
    /// `None` once it ends.
    jobs: Option<SyncSender<Job>>,
    waiting: Option<Job>,
    /// An evening was under way: a panic before is not its game's doing, but for instance a missing window's.
    is_under_way: bool,
    troubles: Mutex<Receiver<StoreError>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Keeps evenings in this store.
    ///
    /// # Errors
    /// The system has no thread for it.
    pub fn new(store: Arc<FileStore>) -> std::io::Result<Self> {
        let (jobs, work) = sync_channel(1);
        let (trouble, troubles) = channel();
        let builder = std::thread::Builder::new().name("couchpad-keeper".into());
        let thread = builder.spawn(move || {
            for job in work {
                if let Err(error) = carry_out(&store, job) {
                    // an owner that went does not want to know
                    let _ = trouble.send(error);
                }
            }
        })?;
        Ok(Self {
            jobs: Some(jobs),
            waiting: None,
            is_under_way: false,
            troubles: Mutex::new(troubles),
            thread: Some(thread),
        })
    }

    /// Has this written, in place of what still waits.
    pub fn keep(&mut self, kept: Kept) {
        self.is_under_way = true;
        self.waiting = Some(Job::Write(Box::new(kept)));
        self.hand_over();
    }

    /// Has the file removed: there is nothing to go on with.
    pub fn forget(&mut self) {
        self.waiting = Some(Job::Remove);
        self.hand_over();
    }

    /// Hands over what waits, as soon as the disk has room for it. Once a frame.
    pub fn hand_over(&mut self) {
        let (Some(jobs), Some(job)) = (&self.jobs, self.waiting.take()) else {
            return;
        };
        if let Err(TrySendError::Full(job)) = jobs.try_send(job) {
            self.waiting = Some(job);
        }
    }

    /// The newest thing that could not be written.
    pub fn take_trouble(&self) -> Option<StoreError> {
        self.troubles.lock().ok()?.try_iter().last()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        let is_crash = std::thread::panicking() && self.is_under_way;
        let crash = is_crash.then_some(Job::NoteCrash);
        let until = Instant::now() + FAREWELL;
        for job in self.waiting.take().into_iter().chain(crash) {
            self.waiting = Some(job);
            self.hand_over();
            while self.waiting.is_some() && Instant::now() < until {
                std::thread::sleep(TURN);
                self.hand_over();
            }
        }
        self.jobs = None;
        let Some(thread) = self.thread.take() else {
            return;
        };
        while !thread.is_finished() && Instant::now() < until {
            std::thread::sleep(TURN);
        }
        if !thread.is_finished() {
            tracing::warn!("the disk hangs: the evening could not be written to the end");
        } else if thread.join().is_err() {
            tracing::error!("the evening could not be written: its thread panicked");
        }
    }
}

fn carry_out(store: &FileStore, job: Job) -> Result<(), StoreError> {
    match job {
        Job::Remove => store.remove(RECORD),
        Job::Write(kept) => write(store, &kept),
        Job::NoteCrash => match read(store) {
            Ok(Some(mut kept)) => {
                kept.crashes = kept.crashes.saturating_add(1);
                write(store, &kept)
            }
            // nothing to note it in; the next start tells of what cannot be read
            Ok(None) | Err(_) => Ok(()),
        },
    }
}

fn write(store: &FileStore, kept: &Kept) -> Result<(), StoreError> {
    match kept.encode() {
        Some(bytes) => store.save(RECORD, &bytes),
        None => {
            tracing::warn!("this evening is too large to be kept");
            store.remove(RECORD)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::local_players::SLOTS;

    fn kept(written: u64) -> Kept {
        Kept {
            written,
            crashes: 0,
            chosen: "tug".into(),
            keyboards: [None; SLOTS],
            session: Default::default(),
            game: None,
            silence: Default::default(),
        }
    }

    #[test]
    fn the_newest_is_written_and_an_end_in_order_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(FileStore::open(folder.path()).unwrap());
        let mut keeper = Keeper::new(Arc::clone(&store)).unwrap();
        (0..500).for_each(|written| keeper.keep(kept(written)));
        assert!(keeper.take_trouble().is_none());
        drop(keeper);
        assert_eq!(read(&store).unwrap().unwrap().written, 499);
        let mut keeper = Keeper::new(Arc::clone(&store)).unwrap();
        keeper.keep(kept(500));
        keeper.forget();
        drop(keeper);
        assert!(read(&store).unwrap().is_none());
    }

    #[test]
    fn a_panic_is_noted_and_any_other_end_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(FileStore::open(folder.path()).unwrap());
        let crashes = || read(&store).unwrap().unwrap().crashes;
        for expected in 1..=2 {
            let mut keeper = Keeper::new(Arc::clone(&store)).unwrap();
            let kept = Kept {
                crashes: expected - 1,
                ..kept(7)
            };
            let panic = std::thread::spawn(move || {
                keeper.keep(kept);
                panic!("a game went wrong");
            });
            assert!(panic.join().is_err());
            assert_eq!(crashes(), expected);
        }
        drop(Keeper::new(Arc::clone(&store)).unwrap());
        assert_eq!(crashes(), 2);
        let keeper = Keeper::new(Arc::clone(&store)).unwrap();
        let panic = std::thread::spawn(move || {
            let _keeper = keeper;
            panic!("there is no window");
        });
        assert!(panic.join().is_err());
        assert_eq!(crashes(), 2, "before anything was played");
    }
}
