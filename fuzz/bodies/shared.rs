//! Updates of a state that is kept in step, as a stream of them arrives.

use couchpad_core::protocol::limits::{MESSAGE_BYTES, SYNC_BYTES};
use couchpad_core::protocol::sync::{Entries, Publisher, Replica, Update};
use couchpad_core::protocol::{Shown, decode};

/// Updates behind one another, each with its length in front (u16, little-endian). True if any was taken. What is refused changes
/// nothing, what is kept is bounded, and whoever publishes what was kept has the same on the other side.
pub(super) fn shared_state(data: &[u8]) -> bool {
    let mut replica = Replica::default();
    let mut rest = data;
    let mut taken = false;
    while let Some((length, behind)) = rest.split_at_checked(2) {
        let length = usize::from(u16::from_le_bytes([length[0], length[1]]));
        let (bytes, behind) = behind.split_at(length.min(behind.len()));
        taken |= take(&mut replica, bytes);
        rest = behind;
    }
    let mut publisher = Publisher::default();
    for (key, bytes) in replica.entries().iter() {
        assert_eq!(publisher.set(key, bytes), Ok(true));
        if let Ok(shown) = decode::<Shown>(bytes, MESSAGE_BYTES) {
            let _ = shown.is_valid();
        }
    }
    assert!(cost(replica.entries()) <= SYNC_BYTES);
    let whole = publisher.update_for(None).map(|update| update.encode());
    let whole = whole.and_then(Result::ok).expect("it fits a message");
    let mut copy = Replica::default();
    assert!(take(&mut copy, &whole));
    assert_eq!(copy.entries(), replica.entries());
    taken
}

fn take(replica: &mut Replica, bytes: &[u8]) -> bool {
    let Ok(update) = Update::decode(bytes) else {
        return false;
    };
    let again = update.encode().map(|bytes| Update::decode(&bytes));
    assert_eq!(again, Ok(Ok(update.clone())));
    let before = replica.clone();
    let Ok(keys) = replica.apply(&update) else {
        assert_eq!(*replica, before);
        return false;
    };
    assert_eq!(replica.version(), Some(update.version()));
    assert!(keys.is_sorted_by(|a, b| a < b));
    let differs = |key: &u16| before.get(*key) != replica.get(*key);
    assert!(keys.iter().all(differs));
    true
}

fn cost(entries: &Entries) -> usize {
    entries.iter().map(|(_, bytes)| bytes.len() + 8).sum()
}
