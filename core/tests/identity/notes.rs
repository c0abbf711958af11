//! A program's own records beside a pad's identity, and a pad that forgets everything.

use crate::room::{NOW, files, folder, key, pad};
use couchpad_core::identity::{PadIdentity, PinnedReceiver, RECORD_BYTES};
use couchpad_core::protocol::Profile;
use std::path::Path;

fn receiver(number: u32) -> PinnedReceiver {
    PinnedReceiver {
        key: key(number),
        name: "Den".into(),
        addresses: vec!["192.168.0.5:4455".parse().unwrap()],
        resume: None,
        remembered: true,
        last_used: NOW,
    }
}

/// The records, without what the store itself has in its folder.
fn records(folder: &Path) -> Vec<String> {
    let all = files(folder).into_iter();
    all.filter(|name| !name.starts_with('.')).collect()
}

fn known(pad: &PadIdentity) -> usize {
    pad.flush().unwrap();
    pad.receivers().len()
}

#[test]
fn a_note_is_there_at_the_next_start_and_gone_once_it_was_removed() {
    let folder = folder();
    let first = pad(folder.path());
    assert_eq!(first.note("settings"), None);
    first.keep_note("settings", Some(b"old".to_vec()));
    first.keep_note("settings", Some(b"new".to_vec()));
    first.keep_note("seat", Some(b"1".to_vec()));
    assert_eq!(first.note("settings").as_deref(), Some(&b"new"[..]));
    drop(first);
    let second = pad(folder.path());
    assert_eq!(second.note("settings").as_deref(), Some(&b"new"[..]));
    second.keep_note("seat", None);
    assert_eq!(second.note("seat"), None);
    drop(second);
    assert_eq!(records(folder.path()), ["app-settings.toml", "device.toml"]);
}

#[test]
fn a_note_that_is_of_no_use_costs_the_identity_nothing_and_is_set_aside() {
    let folder = folder();
    let key = *pad(folder.path()).device().bytes();
    let file = folder.path().join("app-settings.toml");
    std::fs::write(&file, vec![0xff; RECORD_BYTES + 100]).unwrap();
    let next = pad(folder.path());
    assert_eq!(*next.device().bytes(), key);
    assert_eq!(
        next.note("settings").map(|n| n.len()),
        Some(RECORD_BYTES + 1)
    );
    let kept = next.set_note_aside("settings").expect("it is moved");
    assert!(kept.contains("app-settings.toml.corrupt-1"), "{kept}");
    assert_eq!(next.note("settings"), None);
    next.keep_note("settings", Some(b"good".to_vec()));
    drop(next);
    assert_eq!(
        pad(folder.path()).note("settings").as_deref(),
        Some(&b"good"[..])
    );
}

#[test]
fn who_begins_anew_leaves_nothing_and_writes_nothing_before_there_is_something() {
    let folder = folder();
    let old = pad(folder.path());
    old.pin(receiver(1));
    old.set_name("Ada");
    old.keep_note("settings", Some(b"left".to_vec()));
    old.flush().unwrap();
    std::fs::write(folder.path().join("player.toml.corrupt-1"), "x").unwrap();
    // still being written, perhaps
    old.pin(receiver(2));
    let new = old.begin_anew().unwrap();
    new.flush().unwrap();
    assert_eq!(records(folder.path()), [""; 0]);
    assert_ne!(*new.device().bytes(), *old.device().bytes());
    assert_eq!(
        (known(&new), new.player(), new.note("settings")),
        (0, None, None)
    );

    // a connection of before that comes to its end just now
    old.pin(receiver(3));
    old.set_name("Ada");
    old.keep_note("settings", Some(b"left".to_vec()));
    old.keep_note("settings", None);
    old.flush().unwrap();
    assert_eq!(records(folder.path()), [""; 0]);

    let bo = Profile {
        name: "Bo".into(),
        mark: Some(3),
    };
    new.set_player(&bo);
    new.flush().unwrap();
    assert_eq!(records(folder.path()), ["device.toml", "player.toml"]);
    let key = *new.device().bytes();
    drop((old, new));
    let next = pad(folder.path());
    assert_eq!((*next.device().bytes(), next.player()), (key, Some(bo)));
}
