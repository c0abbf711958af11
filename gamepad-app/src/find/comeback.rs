//! The way back to a seat after this app was ended by something else than its player: which receiver it was, and when the
//! app was last there. Pure: bytes in, bytes out; who keeps them, and what the time is, is another's business.

use couchpad_core::protocol::PublicKey;
use serde::{Deserialize, Serialize};

/// How long a receiver keeps a seat for a controller that went, in seconds.
const SEAT: u64 = 120;
/// How often the record is written while the app is there, in seconds: as much older than the loss may it be.
pub(super) const EVERY: u64 = 20;
/// How far clocks may differ, in seconds: a phone's is set now and then.
const SLACK: u64 = 10;
/// Longest record that is looked at, in bytes.
const LONGEST: usize = 512;
const VERSION: u32 = 1;

/// Where this app plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comeback {
    /// The receiver.
    pub receiver: PublicKey,
    /// When the app was last there, in unix seconds.
    pub seen: u64,
}

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    receiver: String,
    seen: u64,
}

impl Comeback {
    /// Whether the seat may still be there at that moment, in unix seconds. The clock may have been set meanwhile: what lies
    /// ahead of it is as old as what lies far behind.
    #[must_use]
    pub const fn is_fresh(&self, now: u64) -> bool {
        self.seen <= now.saturating_add(SLACK) && now.saturating_sub(self.seen) <= SEAT + EVERY
    }

    /// Whether the record is to be written anew at that moment.
    pub(super) const fn is_due(&self, now: u64) -> bool {
        self.seen.abs_diff(now) >= EVERY
    }

    /// As it is kept; nothing where it cannot be.
    pub(crate) fn write(&self) -> Option<Vec<u8>> {
        let file = File {
            version: VERSION,
            receiver: self.receiver.to_string(),
            // TOML's numbers end there
            seen: self.seen.min(i64::MAX.cast_unsigned()),
        };
        toml::to_string(&file).ok().map(String::into_bytes)
    }

    /// What was kept; nothing where that is of no use.
    #[must_use]
    pub fn read(record: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(record).ok()?;
        if text.len() > LONGEST {
            return None;
        }
        let file: File = toml::from_str(text).ok()?;
        (file.version == VERSION).then_some(())?;
        Some(Self {
            receiver: file.receiver.parse().ok()?,
            seen: file.seen,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const THERE: Comeback = Comeback {
        receiver: PublicKey([7; 32]),
        seen: 1_790_000_000,
    };

    #[test]
    fn a_seat_is_gone_back_to_as_long_as_it_is_kept() {
        assert!(THERE.is_fresh(THERE.seen));
        assert!(THERE.is_fresh(THERE.seen + SEAT));
        assert!(!THERE.is_fresh(THERE.seen + SEAT + EVERY + 1));
        assert!(THERE.is_fresh(THERE.seen - 5), "a clock that was put right");
        assert!(
            !THERE.is_fresh(THERE.seen - 3_600),
            "and one that was wrong"
        );
        assert!(!THERE.is_fresh(0) && !THERE.is_fresh(u64::MAX));
    }

    #[test]
    fn it_is_written_now_and_then() {
        assert!(!THERE.is_due(THERE.seen + EVERY - 1));
        assert!(THERE.is_due(THERE.seen + EVERY));
        assert!(THERE.is_due(THERE.seen - EVERY), "the clock was set back");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(key: [u8; 32], seen in 0..=i64::MAX.cast_unsigned()) {
            let there = Comeback { receiver: PublicKey(key), seen };
            let record = there.write().expect("it can be");
            prop_assert!(record.len() <= LONGEST);
            prop_assert_eq!(Comeback::read(&record), Some(there));
        }

        #[test]
        fn any_bytes_are_harmless(bytes in proptest::collection::vec(any::<u8>(), 0..200), at: prop::sample::Index, byte: u8) {
            let _ = Comeback::read(&bytes);
            let mut record = THERE.write().expect("it can be");
            let at = at.index(record.len());
            record[at] = byte;
            let _ = Comeback::read(&record).map(|there| there.is_fresh(u64::MAX));
        }
    }
}
