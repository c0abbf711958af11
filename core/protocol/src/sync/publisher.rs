//! The side that owns a state: it remembers for a while what was there before, so that it can tell anyone what is new since
//! then. Must not know who asks.

use super::{Change, Entries, Key, SyncFault, Update, Version};
use crate::codec;
use crate::limits::SYNC_BYTES;
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};

/// Bytes of what undoes changes that are remembered unless it is said otherwise.
const HISTORY_BYTES: usize = 64 * 1024;
/// What undoing one costs besides its bytes.
const OVERHEAD: usize = 64;

/// A state in versions. Each change makes a new one; what was there before is remembered as far as there is room.
#[derive(Clone, Debug)]
pub struct Publisher {
    entries: Entries,
    version: Version,
    /// What undoes each change, the newest last: that one made `version`. Of a large entry in which little changed it is little.
    history: VecDeque<Change>,
    cost: usize,
    bound: usize,
}

impl Default for Publisher {
    fn default() -> Self {
        Self::starting_at(0)
    }
}

impl Publisher {
    /// Nothing yet, in this version. Where replicas outlast the publisher, start each at another number of which nobody can
    /// have heard, such as 32 random bits: then no replica of an earlier one takes its own version for one of this.
    #[must_use]
    pub const fn starting_at(version: u32) -> Self {
        Self {
            entries: Entries::new(),
            version: version as Version,
            history: VecDeque::new(),
            cost: 0,
            bound: HISTORY_BYTES,
        }
    }

    /// Remembers so many bytes of what undoes changes, each with 64 more; unless it is said, 64 KiB. Who knows only a version from
    /// before that gets the whole state.
    #[must_use]
    pub const fn remembering(mut self, bytes: usize) -> Self {
        self.bound = bytes;
        self
    }

    /// Sets an entry. Whether that changed anything.
    ///
    /// # Errors
    /// [`SyncFault::TooLarge`]; all is as before.
    pub fn set(&mut self, key: Key, bytes: &[u8]) -> Result<bool, SyncFault> {
        let old = self.entries.get(key);
        let Some(undo) = Change::between(key, Some(bytes), old) else {
            return Ok(false);
        };
        self.entries.set(key, bytes)?;
        self.remember(undo);
        Ok(true)
    }

    /// Sets an entry to a value, which [`Replica::value`](super::Replica::value) reads. Whether that changed anything.
    ///
    /// # Errors
    /// [`SyncFault::TooLarge`], [`SyncFault::Type`]; all is as before.
    pub fn put<T: Serialize>(&mut self, key: Key, value: &T) -> Result<bool, SyncFault> {
        let bytes = codec::encode(value, SYNC_BYTES).map_err(|fault| match fault {
            codec::CodecError::TooLong { .. } => SyncFault::TooLarge,
            _ => SyncFault::Type,
        })?;
        self.set(key, &bytes)
    }

    /// Takes an entry out. Whether there was one.
    pub fn remove(&mut self, key: Key) -> bool {
        let old = self.entries.remove(key);
        let undo = Change::between(key, None, old.as_deref());
        let was_there = undo.is_some();
        undo.into_iter().for_each(|undo| self.remember(undo));
        was_there
    }

    fn remember(&mut self, undo: Change) {
        self.version += 1;
        self.cost += cost(&undo);
        self.history.push_back(undo);
        while self.cost > self.bound
            && let Some(oldest) = self.history.pop_front()
        {
            self.cost -= cost(&oldest);
        }
    }

    /// What brings whoever knows this version to the present one: only what changed, or the whole state where nothing is known
    /// or the version is too old. `None`: it is the present one.
    #[must_use]
    pub fn update_for(&self, known: Option<Version>) -> Option<Update> {
        if known == Some(self.version) {
            return None;
        }
        let behind = known.and_then(|known| self.version.checked_sub(known));
        let behind = behind.and_then(|steps| usize::try_from(steps).ok());
        let from = behind.and_then(|steps| self.history.len().checked_sub(steps));
        let delta = known
            .zip(from)
            .and_then(|(known, from)| self.since(known, from));
        delta.or_else(|| Some(Update::snapshot(self.version, &self.entries)))
    }

    /// What was there at an older version is what is there now with all that was changed since undone.
    fn since(&self, known: Version, from: usize) -> Option<Update> {
        let mut old: BTreeMap<Key, Option<Vec<u8>>> = BTreeMap::new();
        for undo in self.history.iter().skip(from).rev() {
            let key = undo.key();
            let newer = match old.get(&key) {
                Some(newer) => newer.as_deref(),
                None => self.entries.get(key),
            };
            let older = undo.on(newer).ok()?;
            old.insert(key, older);
        }
        let before = |key| old.get(&key).and_then(Option::as_deref);
        let keys = old.keys().copied();
        Some(Update::of_keys(
            known,
            self.version,
            &self.entries,
            keys,
            before,
        ))
    }

    /// The present version.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.version
    }

    /// The present state.
    #[must_use]
    pub const fn entries(&self) -> &Entries {
        &self.entries
    }
}

fn cost(undo: &Change) -> usize {
    OVERHEAD + undo.size()
}
