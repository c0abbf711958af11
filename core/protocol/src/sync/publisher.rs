//! The side that owns a state: it remembers for a while what was there before, so that it can tell anyone what is new since
//! then. Must not know who asks.

use super::{Entries, Key, SyncFault, Update, Version};
use crate::codec;
use crate::limits::SYNC_BYTES;
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// Bytes of older values that are remembered unless it is said otherwise.
const HISTORY_BYTES: usize = 64 * 1024;
/// What one of them costs besides its bytes.
const OVERHEAD: usize = 32;

/// A state in versions. Each change makes a new one; what was there before is remembered as far as there is room.
#[derive(Clone, Debug)]
pub struct Publisher {
    entries: Entries,
    version: Version,
    /// What each change took away, the newest last: the last one made `version`.
    history: VecDeque<Before>,
    cost: usize,
    bound: usize,
}

/// What an entry was before a change; `None`: there was none.
#[derive(Clone, Debug)]
struct Before {
    key: Key,
    bytes: Option<Arc<[u8]>>,
}

impl Before {
    fn cost(&self) -> usize {
        OVERHEAD + self.bytes.as_ref().map_or(0, |bytes| bytes.len())
    }
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

    /// Remembers so many bytes of older values, each with 32 more; unless it is said, 64 KiB. Who knows only a version from
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
        if self.entries.get(key) == Some(bytes) {
            return Ok(false);
        }
        let bytes = self.entries.set(key, bytes)?;
        self.remember(Before { key, bytes });
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
        let bytes = self.entries.remove(key);
        let was_there = bytes.is_some();
        if was_there {
            self.remember(Before { key, bytes });
        }
        was_there
    }

    fn remember(&mut self, before: Before) {
        self.version += 1;
        self.cost += before.cost();
        self.history.push_back(before);
        while self.cost > self.bound
            && let Some(oldest) = self.history.pop_front()
        {
            self.cost -= oldest.cost();
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
        Some(match (known, from) {
            (Some(known), Some(from)) => self.since(known, from),
            _ => Update::snapshot(self.version, &self.entries),
        })
    }

    fn since(&self, known: Version, from: usize) -> Update {
        let mut before = BTreeMap::new();
        for change in self.history.iter().skip(from) {
            // the oldest is what was there at that version
            let bytes = change.bytes.as_deref();
            before.entry(change.key).or_insert(bytes);
        }
        let old = |key| before.get(&key).copied().flatten();
        let keys = before.keys().copied();
        Update::of_keys(known, self.version, &self.entries, keys, old)
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
