//! State that one side owns and others show: keyed bytes in versions, and updates that carry only what somebody lacks. A
//! [`Publisher`] keeps the state and knows what changed since when, a [`Replica`] follows it; both hold for any reliable way
//! from one to the other. Must not know what the bytes mean, nor how an update travels.
//!
//! ```
//! use couchpad_protocol::sync::{Publisher, Replica};
//!
//! let (mut publisher, mut replica) = (Publisher::default(), Replica::default());
//! publisher.put(0, &"round 1")?;
//! publisher.put(1, &[3_u16, 1])?;
//! if let Some(update) = publisher.update_for(replica.version()) {
//!     assert!(update.is_snapshot()); // the replica knew nothing
//!     replica.apply(&update)?;
//! }
//! publisher.put(1, &[3_u16, 2])?;
//! if let Some(update) = publisher.update_for(replica.version()) {
//!     assert_eq!(replica.apply(&update)?, [1]); // only this is new
//! }
//! assert_eq!(replica.value::<[u16; 2]>(1), Some(Ok([3, 2])));
//! assert!(publisher.update_for(replica.version()).is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod edits;
mod entries;
mod publisher;
mod replica;
mod update;

pub use edits::Edit;
pub use entries::Entries;
pub use publisher::Publisher;
pub use replica::Replica;
pub use update::{Change, Update};

/// Names an entry.
pub type Key = u16;

/// Which state of a publisher's this is: it counts the changes. 0 is the state before the first, with nothing in it.
pub type Version = u64;

/// Why a state is not what it should have become. It is what it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum SyncFault {
    /// The state would be larger than [`SYNC_BYTES`](crate::limits::SYNC_BYTES).
    #[error("the shared state would be larger than 48 KiB: share less, or in several states")]
    TooLarge,
    /// The update builds on another version than the one that is known: ask for one from that version on.
    #[error("the update does not follow what is known: ask for a new one")]
    Gap,
    /// The update does not fit what it is to change, or cannot be a publisher's.
    #[error("the update is damaged: ask for a new one")]
    Damaged,
    /// A value's type cannot be written as bytes.
    #[error("this type cannot be shared: give its sequences a length, and no untagged parts")]
    Type,
}
