//! Keyed bytes, of which there are never more than one message can carry. Must not know versions.

use super::{Key, SyncFault};
use crate::limits::SYNC_BYTES;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What an entry costs besides its bytes, so that empty ones are bounded too, and all of them fit one message.
const OVERHEAD: usize = 8;

/// Keyed bytes, at most [`SYNC_BYTES`] of them with 8 more for each entry. A copy shares the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries {
    map: BTreeMap<Key, Arc<[u8]>>,
    cost: usize,
}

impl Entries {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            map: BTreeMap::new(),
            cost: 0,
        }
    }

    /// Puts an entry in place of an older one, which is handed back.
    ///
    /// # Errors
    /// [`SyncFault::TooLarge`]; nothing was changed.
    pub fn set(
        &mut self,
        key: Key,
        bytes: impl Into<Arc<[u8]>>,
    ) -> Result<Option<Arc<[u8]>>, SyncFault> {
        let bytes = bytes.into();
        let old = self.get(key).map_or(0, cost);
        let cost = self.cost - old + cost(&bytes);
        if cost > SYNC_BYTES {
            return Err(SyncFault::TooLarge);
        }
        self.cost = cost;
        Ok(self.map.insert(key, bytes))
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: Key) -> Option<Arc<[u8]>> {
        let old = self.map.remove(&key)?;
        self.cost -= cost(&old);
        Some(old)
    }

    /// An entry's bytes.
    #[must_use]
    pub fn get(&self, key: Key) -> Option<&[u8]> {
        self.map.get(&key).map(|bytes| &**bytes)
    }

    /// All entries, by key.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &[u8])> {
        self.map.iter().map(|(key, bytes)| (*key, &**bytes))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
}

fn cost(bytes: impl AsRef<[u8]>) -> usize {
    bytes.as_ref().len() + OVERHEAD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_never_more_bytes_than_fit() {
        let mut entries = Entries::default();
        let half = vec![0; SYNC_BYTES / 2 - OVERHEAD];
        assert_eq!(entries.set(1, half.clone()), Ok(None));
        assert_eq!(entries.set(2, half.clone()), Ok(None));
        assert_eq!(entries.set(3, vec![]), Err(SyncFault::TooLarge));
        let longer = vec![0; half.len() + 1];
        assert_eq!(entries.set(2, longer), Err(SyncFault::TooLarge));
        assert_eq!(entries.get(2), Some(&half[..]), "as it was");
        assert_eq!(entries.remove(1).as_deref(), Some(&half[..]));
        assert_eq!(entries.remove(1), None);
        assert_eq!(entries.set(3, vec![]), Ok(None));
        assert_eq!(entries.cost, SYNC_BYTES / 2 + OVERHEAD);
        assert_eq!(entries.len(), 2);
        let all = 0..=Key::MAX;
        let taken = all.filter(|key| entries.set(*key, vec![]).is_ok()).count();
        assert!(taken <= SYNC_BYTES / OVERHEAD, "{taken}");
    }
}
