//! The hand that writes high scores, on a thread of its own: no frame waits for a disk. The file is read anew each time,
//! so that one that was cleared meanwhile stays cleared. Must not know what counts.

use super::class::Class;
use super::file::{read_or_set_aside, write};
use super::table::{Place, Table};
use couchpad_core::identity::{FileStore, StoreError};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long the end of the receiver waits for a disk that hangs.
const FAREWELL: Duration = Duration::from_secs(5);
/// How often it looks meanwhile.
const TURN: Duration = Duration::from_millis(2);

/// What became of a job.
pub(super) struct Kept {
    /// What the file holds now, or why that could not be written.
    pub(super) table: Result<Table, StoreError>,
    /// What was lost.
    pub(super) note: Option<String>,
}

/// See the module. Dropping it writes what waits, as far as the disk lets it within `FAREWELL`.
pub(super) struct Keeper {
    /// `None` once it ends.
    jobs: Option<Sender<(Class, Vec<Place>)>>,
    kept: Mutex<Receiver<Kept>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Writes to this store.
    pub(super) fn new(store: Arc<FileStore>) -> std::io::Result<Self> {
        let (jobs, work) = channel();
        let (tell, kept) = channel();
        let builder = std::thread::Builder::new().name("couchpad-scores".into());
        let thread = builder.spawn(move || {
            for (class, places) in work {
                // an owner that went does not want to know
                let _ = tell.send(carry_out(&store, &class, places));
            }
        })?;
        Ok(Self {
            jobs: Some(jobs),
            kept: Mutex::new(kept),
            thread: Some(thread),
        })
    }

    /// Has these written beside what there is. At most one game ends in a frame, so nothing piles up.
    pub(super) fn keep(&self, class: &Class, places: Vec<Place>) {
        if let Some(jobs) = &self.jobs {
            // a thread that ended has panicked, and said so
            let _ = jobs.send((class.clone(), places));
        }
    }

    /// What was written since.
    pub(super) fn take(&self) -> Option<Kept> {
        self.kept.lock().ok()?.try_iter().last()
    }
}

fn carry_out(store: &FileStore, class: &Class, places: Vec<Place>) -> Kept {
    let (mut table, note) = read_or_set_aside(store);
    for place in places {
        table.enter(class, place);
    }
    Kept {
        table: write(store, &table).map(|()| table),
        note,
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.jobs = None;
        let Some(thread) = self.thread.take() else {
            return;
        };
        let until = Instant::now() + FAREWELL;
        while !thread.is_finished() && Instant::now() < until {
            std::thread::sleep(TURN);
        }
        if !thread.is_finished() {
            tracing::warn!("the disk hangs: the last high score could not be written");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::file::{RECORD, read};
    use super::super::table::tests::{class, place};
    use super::*;

    #[test]
    fn what_was_cleared_meanwhile_stays_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(FileStore::open(folder.path()).unwrap());
        let points = || {
            let table = read(&store).unwrap();
            let places = table.boards().iter().flat_map(|board| board.places());
            places.map(|place| place.points).collect::<Vec<_>>()
        };
        let keeper = Keeper::new(Arc::clone(&store)).unwrap();
        keeper.keep(&class(1), vec![place(5, "Ada")]);
        keeper.keep(&class(1), vec![place(9, "Bo")]);
        drop(keeper);
        assert_eq!(points(), [9, 5]);
        let keeper = Keeper::new(Arc::clone(&store)).unwrap();
        std::fs::remove_file(folder.path().join(RECORD)).unwrap();
        keeper.keep(&class(1), vec![place(3, "Cleo")]);
        drop(keeper);
        assert_eq!(points(), [3]);
    }
}
