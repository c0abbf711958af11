//! Writes records beside the caller, so that no frame and no packet waits for a disk; in order, the newest of each name
//! alone. Notices records that another program removed, and never writes those back.

use super::queue::{Job, Outcome, State};
use super::store::{SecureStore, StoreError};
use super::text::Record;
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::collections::HashSet;
use std::sync::Arc;
use std::thread::JoinHandle;

struct Shared {
    store: Arc<dyn SecureStore>,
    state: Mutex<State>,
    changed: Condvar,
}

/// The hand that writes. Dropping it writes what is left.
pub(super) struct Saver {
    shared: Arc<Shared>,
    /// Whether writing waits for a thread of its own; one that cannot be slow needs none.
    beside: bool,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Saver {
    /// `written` names what the store holds already.
    pub(super) fn new(
        store: Arc<dyn SecureStore>,
        beside: bool,
        written: impl IntoIterator<Item = String>,
    ) -> Self {
        let mut state = State::default();
        state.written.extend(written);
        Self {
            shared: Arc::new(Shared {
                store,
                state: Mutex::new(state),
                changed: Condvar::new(),
            }),
            beside,
            thread: Mutex::new(None),
        }
    }

    /// Writes a record that may be new.
    pub(super) fn save(&self, name: String, record: Record) {
        self.push(name, Job::Save(record));
    }

    /// Writes a record anew, unless another program has removed it.
    pub(super) fn replace(&self, name: String, record: Record) {
        self.push(name, Job::Replace(record));
    }

    pub(super) fn remove(&self, name: String) {
        self.push(name, Job::Remove);
    }

    /// The names of all that the store holds now, damaged copies included.
    pub(super) fn names(&self) -> Result<Vec<String>, StoreError> {
        self.shared.store.names()
    }

    /// Moves a damaged record out of the way, here and now; tells where it is.
    pub(super) fn set_aside(&self, name: &str) -> Option<String> {
        self.shared.store.set_aside(name).ok()
    }

    /// Looks soon for records that another program has removed; [`take_gone`](Self::take_gone) tells them.
    pub(super) fn look(&self) {
        self.shared.state.lock().look = true;
        self.wake();
    }

    /// The records that another program has removed, each once.
    pub(super) fn take_gone(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.state.lock().gone)
    }

    /// Whether [`take_gone`](Self::take_gone) has something to tell.
    pub(super) fn has_gone(&self) -> bool {
        !self.shared.state.lock().gone.is_empty()
    }

    /// Whether another program is known to have removed a record. Does not touch the store.
    pub(super) fn is_gone(&self, name: &str) -> bool {
        let state = self.shared.state.lock();
        state.gone.iter().any(|gone| gone == name)
    }

    /// Waits until everything is written.
    ///
    /// # Errors
    /// The newest [`StoreError`] since it was last asked for.
    pub(super) fn flush(&self) -> Result<(), StoreError> {
        let mut state = self.shared.state.lock();
        while !state.is_idle() {
            self.shared.changed.wait(&mut state);
        }
        state.trouble.take().map_or(Ok(()), Err)
    }

    /// The newest record that could not be written, once.
    pub(super) fn take_trouble(&self) -> Option<StoreError> {
        self.shared.state.lock().trouble.take()
    }

    fn push(&self, name: String, job: Job) {
        self.shared.state.lock().push(name, job);
        self.wake();
    }

    /// Gets the work done: by the thread, or here, by one caller at a time, where there is none to be had.
    fn wake(&self) {
        let mut thread = self.thread.lock();
        if self.beside {
            if thread.is_none() {
                let shared = Arc::clone(&self.shared);
                let builder = std::thread::Builder::new().name("couchpad-saver".into());
                *thread = builder.spawn(move || shared.work_until_closed()).ok();
            }
            if thread.is_some() {
                self.shared.changed.notify_all();
                return;
            }
        }
        let mut state = self.shared.state.lock();
        while self.shared.work(&mut state) {}
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.shared.state.lock().closing = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.lock().take() {
            // one that panicked has said so
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn work_until_closed(&self) {
        let mut state = self.state.lock();
        loop {
            if self.work(&mut state) {
                continue;
            }
            self.changed.notify_all();
            if state.closing {
                return;
            }
            self.changed.wait(&mut state);
        }
    }

    /// Does one piece of work; `false` where there was none.
    fn work(&self, state: &mut MutexGuard<'_, State>) -> bool {
        if let Some((name, job)) = state.take() {
            let outcome = MutexGuard::unlocked(state, || self.run(&name, &job));
            state.settle(name, outcome);
            return true;
        }
        if state.look && !state.closing {
            self.look(state);
            // jobs that came meanwhile woke nobody
            return true;
        }
        false
    }

    fn run(&self, name: &str, job: &Job) -> Result<Outcome, StoreError> {
        match job {
            Job::Save(record) => self.store.save(name, record).map(|()| Outcome::Written),
            Job::Replace(record) => self.store.replace(name, record).map(|is_there| {
                if is_there {
                    Outcome::Written
                } else {
                    Outcome::Gone
                }
            }),
            Job::Remove => self.store.remove(name).map(|()| Outcome::Removed),
        }
    }

    fn look(&self, state: &mut MutexGuard<'_, State>) {
        (state.look, state.looking) = (false, true);
        let names = MutexGuard::unlocked(state, || self.store.names());
        state.looking = false;
        let Ok(names) = names else {
            // whoever writes next hears why
            return;
        };
        let there: HashSet<String> = names.into_iter().collect();
        let missing = state.missing(&there);
        for name in missing {
            state.lose(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::store::MemoryStore;
    use super::*;

    fn record(text: &str) -> Record {
        Record::new(text.as_bytes().to_vec())
    }

    /// Lets its gate be held, so that a test decides when the disk is done.
    #[derive(Default)]
    struct SlowStore {
        inner: MemoryStore,
        gate: Mutex<()>,
        list_gate: Mutex<()>,
        saves: Mutex<Vec<String>>,
        is_full: Mutex<bool>,
    }

    impl SecureStore for SlowStore {
        fn load(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
            self.inner.load(name)
        }

        fn save(&self, name: &str, record: &[u8]) -> Result<(), StoreError> {
            drop(self.gate.lock());
            if *self.is_full.lock() {
                return Err(StoreError::Failed {
                    place: name.into(),
                    reason: "full".into(),
                });
            }
            let text = String::from_utf8_lossy(record);
            self.saves.lock().push(format!("{name}={text}"));
            self.inner.save(name, record)
        }

        fn remove(&self, name: &str) -> Result<(), StoreError> {
            drop(self.gate.lock());
            self.saves.lock().push(format!("-{name}"));
            self.inner.remove(name)
        }

        fn names(&self) -> Result<Vec<String>, StoreError> {
            drop(self.list_gate.lock());
            self.inner.names()
        }

        fn set_aside(&self, name: &str) -> Result<String, StoreError> {
            self.inner.set_aside(name)
        }
    }

    fn saver(written: &[&str]) -> (Saver, Arc<SlowStore>) {
        let store = Arc::new(SlowStore::default());
        for name in written {
            store.inner.save(name, b"old").unwrap();
        }
        let names = written.iter().map(|name| (*name).to_owned());
        (Saver::new(store.clone(), true, names), store)
    }

    #[test]
    fn what_comes_during_a_look_is_written() {
        let (saver, store) = saver(&["a"]);
        let soon = |done: &dyn Fn(&State) -> bool| {
            let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
            while !done(&saver.shared.state.lock()) {
                assert!(std::time::Instant::now() < end, "it never came to that");
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
        };
        let gate = store.list_gate.lock();
        saver.look();
        soon(&|state| state.looking);
        saver.save("b".into(), record("new"));
        drop(gate);
        soon(&State::is_idle);
        assert_eq!(*store.saves.lock(), ["b=new"]);
    }

    #[test]
    fn a_slow_disk_keeps_nobody_waiting_and_gets_the_newest_alone() {
        let (saver, store) = saver(&[]);
        let gate = store.gate.lock();
        for number in 0..100 {
            saver.save("a".into(), record(&number.to_string()));
            saver.save("b".into(), record(&number.to_string()));
        }
        assert_eq!(store.saves.lock().len(), 0);
        drop(gate);
        saver.flush().unwrap();
        let saves = store.saves.lock();
        assert!(saves.len() <= 3, "the first may have begun: {saves:?}");
        assert!(
            saves.ends_with(&["a=99".into(), "b=99".into()]),
            "{saves:?}"
        );
    }

    #[test]
    fn the_end_waits_for_what_is_left() {
        let (saver, store) = saver(&[]);
        for name in ["a", "b", "c"] {
            saver.save(name.into(), record("x"));
        }
        saver.remove("b".into());
        drop(saver);
        let mut names = store.names().unwrap();
        names.sort();
        assert_eq!(names, ["a", "c"]);
    }

    #[test]
    fn what_another_program_removed_is_not_written_back() {
        let (saver, store) = saver(&["a", "b"]);
        store.inner.remove("a").unwrap();
        saver.replace("a".into(), record("new"));
        saver.replace("b".into(), record("new"));
        saver.flush().unwrap();
        assert!(saver.has_gone() && saver.is_gone("a") && !saver.is_gone("b"));
        assert_eq!(store.load("a"), Ok(None));
        assert_eq!(store.load("b"), Ok(Some(b"new".to_vec())));
        assert_eq!(saver.take_gone(), ["a"]);
        assert_eq!(saver.take_gone(), [""; 0]);
    }

    #[test]
    fn what_was_found_removed_is_not_written_back_either() {
        let (saver, store) = saver(&["a"]);
        store.inner.remove("a").unwrap();
        saver.look();
        saver.flush().unwrap();
        saver.replace("a".into(), record("new"));
        saver.flush().unwrap();
        assert_eq!(store.load("a"), Ok(None));
        assert_eq!(saver.take_gone(), ["a"]);
        saver.save("a".into(), record("another"));
        saver.flush().unwrap();
        assert_eq!(saver.take_gone(), [""; 0]);
        assert_eq!(store.load("a"), Ok(Some(b"another".to_vec())));
    }

    #[test]
    fn looking_finds_what_is_gone_but_not_what_waits() {
        let (saver, store) = saver(&["a", "b"]);
        store.inner.remove("a").unwrap();
        store.inner.remove("b").unwrap();
        let gate = store.gate.lock();
        saver.save("b".into(), record("again"));
        drop(gate);
        saver.look();
        saver.flush().unwrap();
        assert!(saver.is_gone("a") && !saver.is_gone("b"));
        assert_eq!(saver.take_gone(), ["a"]);
        assert!(!saver.has_gone());
    }

    #[test]
    fn what_could_not_be_written_is_said_and_not_taken_for_removed() {
        let (saver, store) = saver(&[]);
        *store.is_full.lock() = true;
        saver.save("a".into(), record("1"));
        assert!(saver.flush().is_err());
        assert!(!saver.is_gone("a"));
        saver.look();
        saver.flush().unwrap();
        assert_eq!(saver.take_gone(), [""; 0]);
        *store.is_full.lock() = false;
        saver.replace("a".into(), record("2"));
        saver.flush().unwrap();
        assert_eq!(store.load("a"), Ok(Some(b"2".to_vec())));
    }
}
