//! The files that identities are kept in.

use couchpad_core::identity::parse::{
    ADDRESSES, device_key, evening, pinned_receiver, player, port, trusted_pad,
};
use couchpad_core::protocol::clean_name;

/// Any record, read as every kind. True if it was one. Names are clean, whatever the file says.
pub(super) fn state_files(data: &[u8]) -> bool {
    let key = device_key(data).map(|key| assert_eq!(key.bytes().len(), 32));
    let evening = evening(data).map(drop);
    let port = port(data).map(|port| assert_ne!(port, 0));
    let player = player(data).map(|player| assert!(player.is_valid()));
    let pad = trusted_pad(data).map(|pad| assert_eq!(pad.name, clean_name(&pad.name)));
    let receiver = pinned_receiver(data).map(|receiver| {
        assert_eq!(receiver.name, clean_name(&receiver.name));
        assert!(receiver.addresses.len() <= ADDRESSES);
    });
    let all = [key, evening, port, player, pad, receiver];
    all.iter().any(Result::is_ok)
}
