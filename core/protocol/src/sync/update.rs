//! Updates: what makes one version of another, or a whole state. Must not know who sends them, nor when.

use super::edits::{self, Edit, block, varint};
use super::{Entries, Key, SyncFault, Version};
use crate::codec::{self, CodecError};
use crate::limits::{MESSAGE_BYTES, SYNC_BYTES};
use serde::{Deserialize, Serialize};

/// What happens to one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// It is this from now on.
    Set {
        /// Which.
        key: Key,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// It is no more.
    Remove {
        /// Which.
        key: Key,
    },
    /// It is there already, and parts of it are others.
    Edit {
        /// Which.
        key: Key,
        /// From its beginning to its end.
        edits: Vec<Edit>,
    },
}

/// What makes one version of another, or a whole state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// The version that it makes.
    version: Version,
    /// From how many versions before; 0: from nothing at all.
    steps: u64,
    /// By key, each once.
    changes: Vec<Change>,
}

impl Change {
    /// The entry that it is about.
    #[must_use]
    pub const fn key(&self) -> Key {
        match self {
            Self::Set { key, .. } | Self::Remove { key } | Self::Edit { key, .. } => *key,
        }
    }

    /// The shortest change that makes `new` of `old`; `None`: there is none.
    pub(super) fn between(key: Key, old: Option<&[u8]>, new: Option<&[u8]>) -> Option<Self> {
        match (old, new) {
            (None, None) => None,
            (Some(_), None) => Some(Self::Remove { key }),
            (None, Some(new)) => Some(Self::set(key, new)),
            (Some(old), Some(new)) if old == new => None,
            (Some(old), Some(new)) => {
                let edits = edits::edits(old, new);
                let edit = Self::Edit { key, edits };
                let set = Self::set(key, new);
                Some(if edit.size() < set.size() { edit } else { set })
            }
        }
    }

    fn set(key: Key, bytes: &[u8]) -> Self {
        let bytes = bytes.to_vec();
        Self::Set { key, bytes }
    }

    /// The entry after it; `None`: there is none.
    pub(super) fn on(&self, old: Option<&[u8]>) -> Result<Option<Vec<u8>>, SyncFault> {
        match (self, old) {
            (Self::Set { bytes, .. }, _) => Ok(Some(bytes.clone())),
            (Self::Remove { .. }, Some(_)) => Ok(None),
            (Self::Edit { edits, .. }, Some(old)) => edits::edited(old, edits, SYNC_BYTES)
                .map(Some)
                .ok_or(SyncFault::Damaged),
            (Self::Remove { .. } | Self::Edit { .. }, None) => Err(SyncFault::Damaged),
        }
    }

    /// How many bytes it is on the wire.
    pub(super) fn size(&self) -> usize {
        1 + varint(self.key().into())
            + match self {
                Self::Set { bytes, .. } => block(bytes.len()),
                Self::Remove { .. } => 0,
                Self::Edit { edits, .. } => {
                    varint(edits.len() as u64) + edits.iter().map(Edit::size).sum::<usize>()
                }
            }
    }

    /// Bytes that it brings along.
    fn news(&self) -> usize {
        match self {
            Self::Set { bytes, .. } => bytes.len(),
            Self::Remove { .. } => 0,
            Self::Edit { edits, .. } => edits.iter().map(|edit| edit.put.len()).sum(),
        }
    }
}

impl Update {
    /// The whole state, for whoever knows nothing of it.
    #[must_use]
    pub fn snapshot(version: Version, state: &Entries) -> Self {
        let changes = state.iter().map(|(key, bytes)| Change::set(key, bytes));
        Self {
            version,
            steps: 0,
            changes: changes.collect(),
        }
    }

    /// What makes `new` of `old`, an earlier version of it, or the whole of `new` if that is shorter.
    #[must_use]
    pub fn between(base: Version, old: &Entries, version: Version, new: &Entries) -> Self {
        let gone = old.iter().filter(|(key, _)| new.get(*key).is_none());
        let mut keys: Vec<_> = gone.chain(new.iter()).map(|(key, _)| key).collect();
        keys.sort_unstable();
        Self::of_keys(base, version, new, keys, |key| old.get(key))
    }

    /// The same where only these keys, in order, may differ.
    pub(super) fn of_keys<'a>(
        base: Version,
        version: Version,
        new: &Entries,
        keys: impl IntoIterator<Item = Key>,
        old: impl Fn(Key) -> Option<&'a [u8]>,
    ) -> Self {
        let change = |key| Change::between(key, old(key), new.get(key));
        let delta = Self {
            version,
            steps: version.saturating_sub(base),
            changes: keys.into_iter().filter_map(change).collect(),
        };
        let whole = new.iter().map(|(key, bytes)| {
            1 + varint(key.into()) + block(bytes.len()) // as a change that sets it
        });
        let is_short = delta.changes.iter().map(Change::size).sum::<usize>() <= whole.sum();
        if is_short && delta.steps > 0 {
            delta
        } else {
            Self::snapshot(version, new)
        }
    }

    /// The version that it makes.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.version
    }

    /// The version that it builds on; `None`: it is the whole state, and needs none.
    #[must_use]
    pub const fn base(&self) -> Option<Version> {
        match self.steps {
            0 => None,
            steps => Some(self.version.saturating_sub(steps)),
        }
    }

    /// Whether it is the whole state.
    #[must_use]
    pub const fn is_snapshot(&self) -> bool {
        self.steps == 0
    }

    /// What changes, by key.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether a publisher could have made it, as far as that shows without the state that it changes.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        let is_set = |change: &Change| matches!(change, Change::Set { .. });
        self.steps <= self.version
            && self.changes.is_sorted_by(|a, b| a.key() < b.key())
            && self.changes.iter().map(Change::news).sum::<usize>() <= SYNC_BYTES
            && (self.steps > 0 || self.changes.iter().all(is_set))
    }

    /// The bytes, for programs that send it themselves.
    ///
    /// # Errors
    /// [`CodecError::TooLong`]: over 64 KiB, which none is that [`is_valid`](Self::is_valid).
    pub fn encode(&self) -> Result<Vec<u8>, CodecError> {
        codec::encode(self, MESSAGE_BYTES)
    }

    /// An update from bytes. Anything may be in them.
    ///
    /// # Errors
    /// [`CodecError`]: it is none.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let update: Self = codec::decode(bytes, MESSAGE_BYTES)?;
        if update.is_valid() {
            Ok(update)
        } else {
            Err(CodecError::OutOfRange)
        }
    }

    /// The state after it, and the keys of what is new or gone. The state before is that of [`base`](Self::base), or any
    /// before a whole state.
    pub(super) fn applied(&self, old: &Entries) -> Result<(Entries, Vec<Key>), SyncFault> {
        if !self.is_valid() {
            return Err(SyncFault::Damaged);
        }
        let mut new = if self.is_snapshot() {
            Entries::default()
        } else {
            old.clone()
        };
        for change in &self.changes {
            let key = change.key();
            match change.on(new.get(key))? {
                Some(bytes) => drop(new.set(key, bytes)?),
                None => drop(new.remove(key)),
            }
        }
        let gone = old.iter().filter(|(key, _)| new.get(*key).is_none());
        let changed = new.iter().filter(|(key, now)| old.get(*key) != Some(*now));
        let mut keys: Vec<_> = gone.chain(changed).map(|(key, _)| key).collect();
        keys.sort_unstable();
        Ok((new, keys))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(of: &[(Key, &[u8])]) -> Entries {
        let mut entries = Entries::default();
        for (key, bytes) in of {
            entries.set(*key, *bytes).unwrap();
        }
        entries
    }

    fn hex(update: &Update) -> String {
        let bytes = update.encode().unwrap();
        assert_eq!(Update::decode(&bytes).as_ref(), Ok(update));
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// These bytes never change: a new version appends.
    #[test]
    fn golden_bytes_of_version_1() {
        let old = entries(&[(1, b"gone"), (2, b"a rather long text"), (300, b"same")]);
        let new = entries(&[(0, b"x"), (2, b"a rather short text"), (300, b"same")]);
        let golden = [
            (Update::snapshot(5, &entries(&[])), "050000"),
            (
                Update::snapshot(300, &entries(&[(1, b"ab"), (300, b"")])),
                "ac02 00 02 00 01 02 6162 00 ac02 00",
            ),
            (
                Update::between(7, &old, 9, &new),
                "09 02 03 00 00 01 78 01 01 02 02 01 09 04 05 73686f7274",
            ),
        ];
        for (update, expected) in golden {
            assert_eq!(hex(&update), expected.replace(' ', ""), "{update:?}");
        }
    }

    #[test]
    fn what_is_shorter_is_sent() {
        let long = [7; 100];
        let old = entries(&[(1, b""), (3, &long)]);
        let new = entries(&[(2, b"b"), (3, &long)]);
        let update = Update::between(1, &old, 2, &new);
        assert!(!update.is_snapshot() && update.base() == Some(1));
        let many: Vec<(Key, &[u8])> = (10..20).map(|key| (key, &b""[..])).collect();
        let one = entries(&[(2, b"b")]);
        let all = Update::between(1, &entries(&many), 12, &one);
        assert!(all.is_snapshot(), "ten are gone and one is there");
        for change in update.changes() {
            let bytes = codec::encode(change, 200).unwrap();
            assert_eq!(bytes.len(), change.size());
        }
    }

    #[test]
    fn what_no_publisher_makes_is_refused() {
        let set = |key| Change::set(key, b"x");
        let update = |version, steps, changes| Update {
            version,
            steps,
            changes,
        };
        let wrong = [
            update(1, 2, vec![]),
            update(3, 1, vec![set(2), set(2)]),
            update(3, 1, vec![set(2), set(1)]),
            update(3, 0, vec![Change::Remove { key: 1 }]),
            update(3, 1, vec![Change::set(1, &[0; SYNC_BYTES + 1])]),
        ];
        for wrong in wrong {
            let bytes = wrong.encode().unwrap();
            assert_eq!(Update::decode(&bytes), Err(CodecError::OutOfRange));
            assert_eq!(wrong.applied(&entries(&[])).err(), Some(SyncFault::Damaged));
        }
        let misfits = [
            Change::Remove { key: 1 },
            Change::Edit {
                key: 1,
                edits: vec![],
            },
        ];
        for misfit in misfits {
            let update = update(3, 1, vec![misfit]);
            assert_eq!(
                Update::decode(&update.encode().unwrap()),
                Ok(update.clone())
            );
            let applied = update.applied(&entries(&[(2, b"")]));
            assert_eq!(applied.err(), Some(SyncFault::Damaged));
        }
    }
}
