//! Another side's state, as far as its updates have come. Believes nothing that does not fit. Must not know how they come.

use super::{Entries, Key, SyncFault, Update, Version};
use crate::codec::{self, CodecError};
use crate::limits::SYNC_BYTES;
use serde::de::DeserializeOwned;

/// A copy of what a [`Publisher`](super::Publisher) holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replica {
    entries: Entries,
    version: Option<Version>,
}

impl Replica {
    /// Takes an update. Which entries are new, others or gone, by key.
    ///
    /// # Errors
    /// [`SyncFault`]; all is as before. After [`SyncFault::Gap`] or [`SyncFault::Damaged`] ask for an update from
    /// [`version`](Self::version) on, or [`forget`](Self::forget) it first to get a whole state.
    pub fn apply(&mut self, update: &Update) -> Result<Vec<Key>, SyncFault> {
        if update.base().is_some_and(|base| self.version != Some(base)) {
            return Err(SyncFault::Gap);
        }
        let (entries, keys) = update.applied(&self.entries)?;
        self.entries = entries;
        self.version = Some(update.version());
        Ok(keys)
    }

    /// The version that is known, to be told to the publisher; `None`: none is.
    #[must_use]
    pub const fn version(&self) -> Option<Version> {
        self.version
    }

    /// Knows no version any more: the next update has to be a whole state. The entries stay until then.
    pub const fn forget(&mut self) {
        self.version = None;
    }

    /// An entry's bytes.
    #[must_use]
    pub fn get(&self, key: Key) -> Option<&[u8]> {
        self.entries.get(key)
    }

    /// An entry's value, as [`Publisher::put`](super::Publisher::put) took it; `None`: there is no such entry.
    ///
    /// # Errors
    /// In the inner one: the entry is of another type.
    #[must_use]
    pub fn value<T: DeserializeOwned>(&self, key: Key) -> Option<Result<T, CodecError>> {
        self.get(key).map(|bytes| codec::decode(bytes, SYNC_BYTES))
    }

    /// All entries, by key.
    #[must_use]
    pub const fn entries(&self) -> &Entries {
        &self.entries
    }
}
