//! The TXT record of an announcement, as it stands in a packet.

use couchpad_core::discovery::{Txt, parse_txt};
use couchpad_core::protocol::clean_name;

/// A TXT record: entries with a length byte before each. True if it was a receiver's. What was read is short and clean, and
/// the same when it is written and read again.
pub(super) fn txt_record(data: &[u8]) -> bool {
    let entries = entries(data);
    let entries: Vec<_> = entries
        .iter()
        .map(|(key, value)| (key.as_str(), *value))
        .collect();
    let Some(txt) = parse_txt(&entries) else {
        return false;
    };
    check(&txt);
    let written = txt.entries();
    assert!(
        written
            .iter()
            .all(|(key, value)| key.len() + 1 + value.len() <= 255)
    );
    let written: Vec<_> = written
        .iter()
        .map(|(key, value)| (*key, value.as_bytes()))
        .collect();
    assert_eq!(parse_txt(&written), Some(txt));
    true
}

fn check(txt: &Txt) {
    assert_eq!(txt.name, clean_name(&txt.name));
    assert!(!txt.name.is_empty());
    assert_eq!(txt.fingerprint.len(), 16);
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    assert!(txt.fingerprint.chars().all(hex));
    assert!(txt.oldest <= txt.newest);
    assert_ne!(txt.tcp, Some(0));
}

/// Keys and values, cut where the lengths and the first `=` say so.
fn entries(mut data: &[u8]) -> Vec<(String, &[u8])> {
    let mut entries = Vec::new();
    while let Some((len, rest)) = data.split_first() {
        let (entry, rest) = rest.split_at(usize::from(*len).min(rest.len()));
        let end = entry.iter().position(|byte| *byte == b'=');
        let (key, value) = entry.split_at(end.unwrap_or(entry.len()));
        let key = String::from_utf8_lossy(key).into_owned();
        entries.push((key, value.get(1..).unwrap_or_default()));
        data = rest;
    }
    entries
}
