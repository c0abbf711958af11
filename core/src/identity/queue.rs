//! What is still to be written, and what is known to be there. Pure: neither store nor thread.

use super::store::StoreError;
use super::text::Record;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What to do with a record.
pub(super) enum Job {
    /// Write it.
    Save(Record),
    /// Write it if it is still there.
    Replace(Record),
    /// Remove it.
    Remove,
}

/// The work of a saver.
#[derive(Default)]
pub(super) struct State {
    /// What is to be done, oldest first.
    queue: BTreeMap<u64, (String, Job)>,
    /// Where in the queue each name is.
    places: HashMap<String, u64>,
    next: u64,
    /// What is being done.
    pub(super) at_work: Option<String>,
    pub(super) look: bool,
    pub(super) looking: bool,
    pub(super) closing: bool,
    /// What the store holds, as far as is known here.
    pub(super) written: HashSet<String>,
    /// What another program has removed.
    pub(super) gone: Vec<String>,
    pub(super) trouble: Option<StoreError>,
}

impl State {
    /// Whether there is nothing to do, and nothing being done.
    pub(super) fn is_idle(&self) -> bool {
        self.queue.is_empty() && self.at_work.is_none() && !self.look && !self.looking
    }

    /// Whether the store holds it unless another program has removed it.
    pub(super) fn is_settled(&self, name: &str) -> bool {
        let waits = self.places.contains_key(name) || self.at_work.as_deref() == Some(name);
        !waits && self.written.contains(name)
    }

    /// Puts a job at the queue's end, in place of an older one for the same record.
    pub(super) fn push(&mut self, name: String, job: Job) {
        if matches!(job, Job::Replace(_)) && self.gone.contains(&name) {
            return;
        }
        let place = self.places.remove(&name);
        let older = place.and_then(|at| self.queue.remove(&at));
        let is_first = older.is_none()
            && !self.written.contains(&name)
            && self.at_work.as_deref() != Some(name.as_str());
        let job = match (older.map(|(_, job)| job), job) {
            (Some(Job::Save(_)), Job::Replace(record)) => Job::Save(record),
            (Some(Job::Remove), Job::Replace(_)) => Job::Remove,
            // an earlier save failed: there is nothing that somebody could have removed
            (None, Job::Replace(record)) if is_first => Job::Save(record),
            (_, job) => job,
        };
        if matches!(job, Job::Save(_)) {
            self.gone.retain(|gone| *gone != name);
        }
        self.places.insert(name.clone(), self.next);
        self.queue.insert(self.next, (name, job));
        self.next += 1;
    }

    /// Takes the oldest job.
    pub(super) fn take(&mut self) -> Option<(String, Job)> {
        let (_, (name, job)) = self.queue.pop_first()?;
        self.places.remove(&name);
        self.at_work = Some(name.clone());
        Some((name, job))
    }

    /// Notes what came of the job that was taken last.
    pub(super) fn settle(&mut self, name: String, outcome: Result<Outcome, StoreError>) {
        self.at_work = None;
        match outcome {
            Ok(Outcome::Written) => {
                self.written.insert(name);
            }
            Ok(Outcome::Removed) => {
                self.written.remove(&name);
            }
            Ok(Outcome::Gone) => self.lose(name),
            Err(error) => {
                tracing::warn!("not saved: {error}");
                self.trouble = Some(error);
                self.write_anyhow(&name);
            }
        }
    }

    /// What was never written cannot have been removed: its next change must not wait for it to be there.
    fn write_anyhow(&mut self, name: &str) {
        if self.written.contains(name) {
            return;
        }
        let place = self.places.get(name);
        if let Some((_, job)) = place.and_then(|at| self.queue.get_mut(at))
            && let Job::Replace(record) = job
        {
            *job = Job::Save(std::mem::take(record));
        }
    }

    /// What should be there and is not.
    pub(super) fn missing(&self, there: &HashSet<String>) -> Vec<String> {
        let settled = self.written.iter().filter(|name| self.is_settled(name));
        let missing = settled.filter(|name| !there.contains(*name));
        missing.cloned().collect()
    }

    /// Notes that another program has removed a record.
    pub(super) fn lose(&mut self, name: String) {
        self.written.remove(&name);
        // one that waits to be saved has come back meanwhile
        if !self.places.contains_key(&name) && !self.gone.contains(&name) {
            self.gone.push(name);
        }
    }
}

/// What came of a job.
pub(super) enum Outcome {
    Written,
    Removed,
    Gone,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(text: &str) -> Record {
        Record::new(text.as_bytes().to_vec())
    }

    fn text(job: Option<(String, Job)>) -> String {
        match job {
            Some((name, Job::Save(record))) => {
                format!("{name}={}", String::from_utf8_lossy(&record))
            }
            Some((name, Job::Replace(record))) => {
                format!("{name}~{}", String::from_utf8_lossy(&record))
            }
            Some((name, Job::Remove)) => format!("-{name}"),
            None => String::new(),
        }
    }

    #[test]
    fn each_record_is_written_once_where_it_was_asked_for_last() {
        let mut state = State::default();
        state.push("a".into(), Job::Save(record("1")));
        state.push("b".into(), Job::Save(record("1")));
        state.push("a".into(), Job::Replace(record("2")));
        state.push("c".into(), Job::Save(record("1")));
        state.push("c".into(), Job::Remove);
        let all: Vec<_> = (0..4).map(|_| text(state.take())).collect();
        assert_eq!(all, ["b=1", "a=2", "-c", ""]);
    }

    #[test]
    fn a_change_behind_a_first_write_that_failed_is_a_first_write() {
        let mut state = State::default();
        state.push("a".into(), Job::Save(record("1")));
        assert_eq!(text(state.take()), "a=1");
        state.push("a".into(), Job::Replace(record("2")));
        let full = StoreError::Failed {
            place: String::new(),
            reason: String::new(),
        };
        state.settle("a".into(), Err(full));
        assert_eq!(text(state.take()), "a=2");
        state.settle("a".into(), Ok(Outcome::Written));
        state.push("a".into(), Job::Replace(record("3")));
        assert_eq!(text(state.take()), "a~3");
    }

    #[test]
    fn a_change_to_what_is_removed_is_nothing() {
        let mut state = State::default();
        state.written.insert("a".into());
        state.push("a".into(), Job::Remove);
        state.push("a".into(), Job::Replace(record("1")));
        assert_eq!(text(state.take()), "-a");
    }
}
