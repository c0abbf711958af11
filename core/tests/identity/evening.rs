//! How long a receiver trusts whom, over restarts and clocks.

use crate::room::{NOW, folder, host, key};
use couchpad_core::identity::{EVENING_PADS, EVENING_SECONDS, HostIdentity};

const HOUR: u64 = 3_600;

#[test]
fn an_evening_outlives_restarts_and_ends_after_twelve_hours() {
    let folder = folder();
    let mut first = host(folder.path(), NOW);
    first.trust(key(1), "Ada", NOW);
    first.trust(key(2), "Bo", NOW);
    assert!(first.remember(&key(2), true));
    let (device, secret) = (first.device().public(), first.secret());
    assert!(!first.advance(NOW + 5 * HOUR));
    drop(first);

    let mut second = host(folder.path(), NOW + 6 * HOUR);
    assert_eq!(
        (second.device().public(), second.secret()),
        (device, secret.clone())
    );
    assert!(second.is_trusted(&key(1)) && second.is_trusted(&key(2)));
    assert!(!second.advance(NOW + EVENING_SECONDS - 1));
    assert!(second.is_trusted(&key(1)));
    assert!(second.advance(NOW + EVENING_SECONDS), "the evening ends");
    assert!(!second.advance(NOW + EVENING_SECONDS), "it is told once");
    assert!(!second.is_trusted(&key(1)) && second.is_trusted(&key(2)));
    assert!(second.is_remembered(&key(2)));
    assert_ne!(second.secret(), secret);
    let secret = second.secret();
    drop(second);

    let third = host(folder.path(), NOW + EVENING_SECONDS + HOUR);
    assert_eq!((third.device().public(), third.secret()), (device, secret));
    assert_eq!(third.pads().len(), 1);
}

#[test]
fn an_evening_ends_while_the_receiver_is_off() {
    let folder = folder();
    let mut first = host(folder.path(), NOW);
    first.trust(key(1), "Ada", NOW + HOUR);
    let secret = first.secret();
    drop(first);
    let second = host(folder.path(), NOW + EVENING_SECONDS);
    assert!(!second.is_trusted(&key(1)));
    assert_ne!(second.secret(), secret);
}

#[test]
fn a_machine_whose_clock_forgets_does_not_trust_for_ever() {
    let folder = folder();
    let mut evenings = std::collections::BTreeSet::new();
    // each day it starts in 1970 again, and runs for five hours
    for _ in 0..3 {
        let mut host = host(folder.path(), 0);
        evenings.insert(host.secret().reveal());
        host.advance(5 * HOUR);
    }
    assert_eq!(evenings.len(), 3);
}

#[test]
fn a_clock_that_is_corrected_while_it_runs_costs_nobody_their_pairing() {
    let folder = folder();
    let mut host = host(folder.path(), NOW);
    host.trust(key(1), "Ada", NOW);
    assert!(!host.advance(NOW - 30 * HOUR));
    assert!(host.is_trusted(&key(1)));
    assert!(!host.advance(NOW - 30 * HOUR + EVENING_SECONDS - 1));
    assert!(host.advance(NOW - 30 * HOUR + EVENING_SECONDS));
    assert!(!host.is_trusted(&key(1)));
}

#[test]
fn absurd_clocks_are_survived() {
    let folder = folder();
    for now in [0, u64::MAX, 1, i64::MAX as u64, NOW] {
        let mut host = host(folder.path(), now);
        host.trust(key(1), "Ada", now);
        assert!(host.is_trusted(&key(1)));
        host.advance(u64::MAX);
        host.advance(0);
        host.trust(key(2), "Bo", 0);
        host.flush().unwrap();
    }
}

#[test]
fn a_link_that_is_renewed_stays_so_and_ends_no_trust() {
    let folder = folder();
    let mut first = host(folder.path(), NOW);
    first.trust(key(1), "Ada", NOW);
    let before = first.secret();
    first.rotate_secret().unwrap();
    assert!(!first.advance(NOW), "the one who asked for it knows");
    let renewed = first.secret();
    assert_ne!(renewed, before);
    drop(first);
    let second = host(folder.path(), NOW);
    assert_eq!(second.secret(), renewed);
    assert!(second.is_trusted(&key(1)));
}

#[test]
fn a_flood_of_pairings_fills_no_disk_and_costs_no_remembered_pad() {
    let folder = folder();
    let mut flooded = host(folder.path(), NOW);
    flooded.trust(key(0), "Ada", NOW);
    assert!(flooded.remember(&key(0), true));
    let many = EVENING_PADS as u32 + 100;
    for number in 1..=many {
        flooded.trust(key(number), "Mallory", NOW + u64::from(number));
    }
    flooded.flush().unwrap();
    let pads = |host: &HostIdentity| host.pads().len();
    assert_eq!(pads(&flooded), EVENING_PADS + 1);
    assert!(flooded.is_remembered(&key(0)));
    assert!(!flooded.is_trusted(&key(100)) && flooded.is_trusted(&key(101)));
    drop(flooded);
    assert_eq!(pads(&host(folder.path(), NOW + 2 * HOUR)), EVENING_PADS + 1);
}

#[test]
fn a_pad_that_pairs_again_stays_remembered() {
    let mut host = HostIdentity::ephemeral(NOW).unwrap();
    assert!(!host.remember(&key(1), true), "nobody knows it");
    host.trust(key(1), "Ada", NOW);
    assert!(host.remember(&key(1), true));
    host.trust(key(1), "Ada\u{7} L", NOW + 5);
    host.seen(&key(1), "Ada B", NOW + 9);
    let pads = host.pads();
    assert_eq!(pads.len(), 1);
    assert_eq!((pads[0].paired, pads[0].last_seen), (NOW + 5, NOW + 9));
    assert_eq!((pads[0].name.as_str(), pads[0].remembered), ("Ada B", true));
    assert!(host.remember(&key(1), false));
    assert!(host.is_trusted(&key(1)) && !host.is_remembered(&key(1)));
}
