//! Pads are forgotten, by the receiver and by another program while it runs; receivers are pinned.

use crate::room::{NOW, folder, host, key, pad, pad_file};
use couchpad_core::identity::{
    FileStore, HostIdentity, HostPlace, MemoryStore, PadIdentity, PinnedReceiver, RECEIVERS,
    SecureStore, StoreError, forget_in, host_places, pads_in,
};
use couchpad_core::protocol::control::ResumeSecret;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;

#[test]
fn a_forgotten_pad_comes_back_neither_by_trust_nor_by_its_link() {
    let folder = folder();
    let mut first = host(folder.path(), NOW);
    for (number, name) in [(1, "Ada"), (2, "Bo"), (3, "Bo"), (4, "Cleo")] {
        first.trust(key(number), name, NOW);
    }
    let secret = first.secret();
    assert_eq!(first.forget("Nobody"), 0);
    assert_eq!(first.secret(), secret);
    assert_eq!(first.forget("bo"), 2);
    assert!(first.advance(NOW), "the link is another");
    assert_ne!(first.secret(), secret);
    assert_eq!(first.take_forgotten(), [key(2), key(3)]);
    assert_eq!(first.take_forgotten(), []);
    assert_eq!(first.forget(&key(4).fingerprint()), 1);
    first.flush().unwrap();
    let names: Vec<_> = host(folder.path(), NOW)
        .pads()
        .into_iter()
        .map(|pad| pad.name)
        .collect();
    assert_eq!(names, ["Ada"]);
    assert_eq!(first.forget_all(), 1);
    drop(first);
    assert_eq!(host(folder.path(), NOW).pads(), []);
}

#[test]
fn a_pad_that_another_program_forgot_is_soon_not_trusted_any_more() {
    let root = folder();
    let place = HostPlace::take(root.path()).unwrap();
    let folder = place.store().folder().to_owned();
    let (mut running, _) = couchpad_core::identity::HostIdentity::open(place.store(), NOW).unwrap();
    running.trust(key(1), "Ada", NOW);
    running.trust(key(2), "Bo", NOW);
    assert!(running.remember(&key(1), true));
    running.flush().unwrap();
    let secret = running.secret();
    assert_eq!(pads_in(&folder, NOW).unwrap().0, running.pads());

    assert_eq!(forget_in(&folder, &[key(1)], NOW).unwrap(), []);
    // it looks once a second, beside us: this call may take in what it found, else the next one does
    let at_once = running.advance(NOW + 1);
    running.flush().unwrap();
    assert!(!running.is_trusted(&key(1)) && !running.is_remembered(&key(1)));
    assert!(running.is_trusted(&key(2)));
    assert_ne!(running.is_advance_due(), at_once);
    // whatever the receiver was about to write of it is not written
    running.seen(&key(1), "Ada", NOW + 1);
    running.remember(&key(1), true);
    running.flush().unwrap();
    assert!(!pad_file(&folder, 1).exists());
    // `remember` took the removal in, if nothing did before: the link that it has is worthless
    assert_ne!(running.advance(NOW + 1), at_once);
    assert!(!running.is_advance_due());
    assert_ne!(running.secret(), secret);
    assert_eq!(running.take_forgotten(), [key(1)]);
    assert_eq!(running.pads().len(), 1);

    // shown the screen again, it is a new one
    running.trust(key(1), "Ada", NOW + 2);
    assert!(running.is_trusted(&key(1)) && !running.is_remembered(&key(1)));
    running.flush().unwrap();
    assert!(pad_file(&folder, 1).exists());
    assert!(!running.advance(NOW + 3));
    assert!(running.is_trusted(&key(1)));
}

#[test]
fn a_pad_that_pairs_while_another_program_forgets_it_is_forgotten() {
    let folder = folder();
    let mut running = host(folder.path(), NOW);
    running.trust(key(1), "Ada", NOW);
    assert!(running.remember(&key(1), true));
    running.flush().unwrap();
    std::fs::remove_file(pad_file(folder.path(), 1)).unwrap();
    running.trust(key(1), "Ada", NOW);
    running.flush().unwrap();
    assert!(running.is_advance_due() && running.advance(NOW));
    assert_eq!(running.take_forgotten(), [key(1)]);
    assert!(!pad_file(folder.path(), 1).exists());
}

/// Notes which threads touch the store behind it.
#[derive(Default)]
struct Watched {
    inner: MemoryStore,
    by: Mutex<HashSet<ThreadId>>,
}

impl Watched {
    fn touched(&self) -> &MemoryStore {
        self.by.lock().unwrap().insert(std::thread::current().id());
        &self.inner
    }
}

impl SecureStore for Watched {
    fn load(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.touched().load(name)
    }

    fn save(&self, name: &str, record: &[u8]) -> Result<(), StoreError> {
        self.touched().save(name, record)
    }

    fn replace(&self, name: &str, record: &[u8]) -> Result<bool, StoreError> {
        self.touched().replace(name, record)
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        self.touched().remove(name)
    }

    fn names(&self) -> Result<Vec<String>, StoreError> {
        self.touched().names()
    }

    fn set_aside(&self, name: &str) -> Result<String, StoreError> {
        self.touched().set_aside(name)
    }
}

#[test]
fn whoever_lets_pads_in_never_waits_for_the_disk() {
    let store = Arc::new(Watched::default());
    let (mut running, _) = HostIdentity::open(store.clone(), NOW).unwrap();
    assert!(!store.by.lock().unwrap().is_empty(), "opening may wait");
    store.by.lock().unwrap().clear();
    for number in 1..=3 {
        running.trust(key(number), "Ada", NOW);
        running.trust(key(number), "Ada", NOW);
    }
    running.flush().unwrap();
    assert!(running.is_trusted(&key(1)) && !running.is_remembered(&key(1)));
    assert!(running.remember(&key(1), true) && running.is_remembered(&key(1)));
    running.seen(&key(2), "Bo", NOW);
    running.set_port(4455);
    assert!(!running.advance(NOW + 1) && !running.is_advance_due());
    assert_eq!(running.forget_keys(&[key(3)]), 1);
    running.rotate_secret().unwrap();
    assert!(running.advance(NOW + 13 * 3_600));
    running.flush().unwrap();
    let by = store.by.lock().unwrap();
    assert!(!by.is_empty() && !by.contains(&std::thread::current().id()));
}

#[test]
fn a_running_receiver_notices_by_itself() {
    let root = folder();
    let place = HostPlace::take(root.path()).unwrap();
    let (mut running, _) = couchpad_core::identity::HostIdentity::open(place.store(), NOW).unwrap();
    running.trust(key(1), "Ada", NOW);
    running.flush().unwrap();
    forget_in(place.store().folder(), &[key(1)], NOW).unwrap();
    // it looks beside us: this call may find it already, the next one does
    let at_once = running.advance(NOW + 1);
    running.flush().unwrap();
    assert!(running.advance(NOW + 1) != at_once);
    assert_eq!(running.take_forgotten(), [key(1)]);
    assert_eq!(running.pads(), []);
}

#[test]
fn where_no_receiver_runs_the_link_changes_too() {
    let root = folder();
    let folder = root.path().join("receiver-2");
    let mut before = host(&folder, NOW);
    before.trust(key(1), "Ada", NOW);
    before.trust(key(2), "Bo", NOW);
    let secret = before.secret();
    drop(before);
    assert_eq!(host_places(root.path()), std::slice::from_ref(&folder));
    assert_eq!(forget_in(&folder, &[], NOW).unwrap(), []);
    assert_eq!(host(&folder, NOW).secret(), secret);
    assert_eq!(forget_in(&folder, &[key(1)], NOW).unwrap(), []);
    let after = host(&folder, NOW);
    assert_ne!(after.secret(), secret);
    assert_eq!(after.pads().len(), 1);
}

#[test]
fn the_list_leaves_out_whom_the_evening_left_behind_and_changes_nothing() {
    let folder = folder();
    let mut before = host(folder.path(), NOW);
    before.trust(key(1), "Ada", NOW);
    before.trust(key(2), "Bo", NOW);
    assert!(before.remember(&key(2), true));
    drop(before);
    std::fs::write(pad_file(folder.path(), 3), b"junk").unwrap();
    let files = crate::room::files(folder.path());
    let names = |now| {
        let (pads, damaged) = pads_in(folder.path(), now).unwrap();
        let names: Vec<_> = pads.into_iter().map(|pad| pad.name).collect();
        (names, damaged)
    };
    assert_eq!(names(NOW + 60), (vec!["Ada".into(), "Bo".into()], 1));
    assert_eq!(names(NOW + 13 * 3_600), (vec!["Bo".into()], 1));
    assert_eq!(crate::room::files(folder.path()), files);
}

#[test]
fn trust_for_the_evening_can_end_without_another_link() {
    let folder = folder();
    let mut first = host(folder.path(), NOW);
    first.trust(key(1), "Ada", NOW);
    first.trust(key(2), "Bo", NOW);
    assert!(first.remember(&key(2), true));
    let secret = first.secret();
    assert!(first.end_trust(&key(1)) && !first.end_trust(&key(1)));
    assert!(!first.end_trust(&key(2)), "remembered");
    assert!(!first.advance(NOW));
    assert_eq!(first.take_forgotten(), []);
    drop(first);
    let mut second = host(folder.path(), NOW);
    assert!(!second.is_trusted(&key(1)) && second.is_trusted(&key(2)));
    assert_eq!(second.secret(), secret);
    second.trust(key(1), "Ada", NOW);
    assert!(second.is_trusted(&key(1)));
}

#[test]
fn nobody_is_forgotten_in_place_of_another() {
    let folder = folder();
    let mut before = host(folder.path(), NOW);
    before.trust(key(1), "Mallory", NOW);
    before.trust(key(2), &key(1).fingerprint(), NOW);
    drop(before);
    forget_in(folder.path(), &[key(1), key(7)], NOW).unwrap();
    let mut after = host(folder.path(), NOW);
    assert!(!after.is_trusted(&key(1)) && after.is_trusted(&key(2)));
    let secret = after.secret();
    assert_eq!(after.forget_keys(&[key(1)]), 0);
    assert_eq!(after.secret(), secret, "nobody was forgotten");
    assert_eq!(after.forget_keys(&[key(2), key(2)]), 1);
    assert_ne!(after.secret(), secret);
    assert_eq!(after.take_forgotten(), [key(2)]);
}

fn receiver(number: u32, last_used: u64) -> PinnedReceiver {
    PinnedReceiver {
        key: key(number),
        name: format!("Room {number}"),
        addresses: vec![
            "192.168.1.7:4455".parse().unwrap(),
            "[fd00::7]:4455".parse().unwrap(),
        ],
        resume: Some(ResumeSecret([number as u8; 16])),
        remembered: number.is_multiple_of(2),
        last_used,
    }
}

#[test]
fn pinned_receivers_outlive_a_restart() {
    let folder = folder();
    let first = pad(folder.path());
    first.pin(receiver(1, NOW));
    first.pin(receiver(2, NOW + 9));
    first.pin(receiver(3, NOW + 5));
    first.set_name("  Ada\n ");
    assert!(first.forget(&key(3)) && !first.forget(&key(3)));
    let device = first.device().public();
    drop(first);
    let second = pad(folder.path());
    assert_eq!(second.device().public(), device);
    assert_eq!(second.receivers(), [receiver(2, NOW + 9), receiver(1, NOW)]);
    assert_eq!(second.receiver(&key(1)), Some(receiver(1, NOW)));
    assert_eq!(second.name().as_deref(), Some("Ada"));
}

#[test]
fn what_receivers_say_of_themselves_is_cleaned_and_bounded() {
    let pad = PadIdentity::ephemeral().unwrap();
    let mut loud = receiver(1, NOW);
    loud.name = "\u{202e}moor gniviL".into();
    loud.addresses = vec!["10.0.0.1:1".parse().unwrap(); 500];
    pad.pin(loud);
    let kept = pad.receiver(&key(1)).unwrap();
    assert_eq!(kept.name, "moor gniviL");
    assert!(kept.addresses.len() <= 16);
    for number in 2..500 {
        pad.pin(receiver(number, NOW + u64::from(number)));
    }
    let receivers = pad.receivers();
    assert_eq!(receivers.len(), RECEIVERS);
    assert!(receivers.iter().all(|r| r.remembered), "those go last");
    assert_eq!(receivers[0].key, key(498));
}

#[test]
fn throw_away_identities_differ_and_leave_nothing() {
    let (one, two) = (
        PadIdentity::ephemeral().unwrap(),
        PadIdentity::ephemeral().unwrap(),
    );
    assert_ne!(one.device().public(), two.device().public());
    let folder = folder();
    let store = Arc::new(FileStore::open(folder.path()).unwrap());
    drop((one, two, store));
    assert_eq!(crate::room::files(folder.path()), [".edit"]);
}
