//! What the tests here share: a folder of their own, and identities in it.

use couchpad_core::identity::{FileStore, HostIdentity, IdentityWarning, PadIdentity};
use couchpad_core::protocol::PublicKey;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// A moment in 2026, in unix seconds.
pub(crate) const NOW: u64 = 1_790_000_000;

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub(crate) fn host_with_warnings(folder: &Path, now: u64) -> (HostIdentity, Vec<IdentityWarning>) {
    let store = Arc::new(FileStore::open(folder).unwrap());
    HostIdentity::open(store, now).unwrap()
}

/// A receiver's identity about which there is nothing to tell.
pub(crate) fn host(folder: &Path, now: u64) -> HostIdentity {
    let (host, warnings) = host_with_warnings(folder, now);
    assert_eq!(warnings, []);
    host
}

pub(crate) fn pad_with_warnings(folder: &Path) -> (PadIdentity, Vec<IdentityWarning>) {
    let store = Arc::new(FileStore::open(folder).unwrap());
    PadIdentity::open(store).unwrap()
}

/// A pad's identity about which there is nothing to tell.
pub(crate) fn pad(folder: &Path) -> PadIdentity {
    let (pad, warnings) = pad_with_warnings(folder);
    assert_eq!(warnings, []);
    pad
}

pub(crate) fn key(number: u32) -> PublicKey {
    let mut key = [0x5a; 32];
    key[..4].copy_from_slice(&number.to_be_bytes());
    PublicKey(key)
}

/// Where a receiver keeps a pad.
pub(crate) fn pad_file(folder: &Path, number: u32) -> std::path::PathBuf {
    folder.join(format!("pad-{}.toml", key(number).fingerprint()))
}

/// The names of all files, hidden ones included.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
