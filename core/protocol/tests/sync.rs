//! A replica is what its publisher is, whatever was changed, lost and asked for again; and no bytes harm it.

use couchpad_protocol::limits::SYNC_BYTES;
use couchpad_protocol::sync::{Entries, Key, Publisher, Replica, SyncFault, Update};
use proptest::collection::vec;
use proptest::prelude::*;

/// What may happen to a publisher and its replicas.
#[derive(Clone, Debug)]
enum Deed {
    Set(Key, Vec<u8>),
    /// Changes some bytes of what is there.
    Touch(Key, usize, u8),
    Remove(Key),
    /// A replica asks and gets its update.
    Follow(usize),
    /// The same, and the update is lost on its way.
    Lose(usize),
    /// A replica is started anew.
    Restart(usize),
}

const REPLICAS: usize = 3;

fn any_deed() -> impl Strategy<Value = Deed> {
    let key = || 0_u16..6;
    let replica = || 0..REPLICAS;
    prop_oneof![
        4 => (key(), vec(any::<u8>(), 0..60)).prop_map(|(key, bytes)| Deed::Set(key, bytes)),
        4 => (key(), 0_usize..60, any::<u8>()).prop_map(|(key, at, by)| Deed::Touch(key, at, by)),
        1 => key().prop_map(Deed::Remove),
        4 => replica().prop_map(Deed::Follow),
        1 => replica().prop_map(Deed::Lose),
        1 => replica().prop_map(Deed::Restart),
    ]
}

fn change(publisher: &mut Publisher, deed: &Deed) {
    match deed {
        Deed::Set(key, bytes) => drop(publisher.set(*key, bytes).unwrap()),
        Deed::Touch(key, at, by) => {
            let Some(mut bytes) = publisher.entries().get(*key).map(<[u8]>::to_vec) else {
                return;
            };
            if let Some(byte) = bytes.get_mut(*at) {
                *byte = *by;
            }
            publisher.set(*key, &bytes).unwrap();
        }
        Deed::Remove(key) => drop(publisher.remove(*key)),
        Deed::Follow(_) | Deed::Lose(_) | Deed::Restart(_) => {}
    }
}

/// Brings a replica up to date over the wire.
fn follow(publisher: &Publisher, replica: &mut Replica) {
    let before = replica.entries().clone();
    if let Some(update) = publisher.update_for(replica.version()) {
        let whole = Update::snapshot(publisher.version(), publisher.entries());
        let bytes = update.encode().unwrap();
        assert!(bytes.len() <= whole.encode().unwrap().len() + 9);
        let keys = replica.apply(&Update::decode(&bytes).unwrap()).unwrap();
        let all = before.iter().chain(replica.entries().iter());
        let mut all: Vec<Key> = all.map(|(key, _)| key).collect();
        all.retain(|key| before.get(*key) != replica.get(*key));
        all.sort_unstable();
        all.dedup();
        assert!(keys == all, "told of {} of {}", keys.len(), all.len());
    }
    assert_eq!(replica.entries(), publisher.entries());
    assert_eq!(replica.version(), Some(publisher.version()));
}

proptest! {
    #[test]
    fn a_replica_is_what_its_publisher_is(
        deeds in vec(any_deed(), 0..200),
        start in prop_oneof![Just(0), any::<u32>()],
        memory in prop_oneof![Just(0), 100_usize..2_000],
    ) {
        let mut publisher = Publisher::starting_at(start).remembering(memory);
        let mut replicas = [(); REPLICAS].map(|()| Replica::default());
        for deed in deeds {
            change(&mut publisher, &deed);
            match deed {
                Deed::Follow(which) => follow(&publisher, &mut replicas[which]),
                Deed::Lose(which) => drop(publisher.update_for(replicas[which].version())),
                Deed::Restart(which) => replicas[which] = Replica::default(),
                _ => {}
            }
        }
        for replica in &mut replicas {
            follow(&publisher, replica);
        }
    }

    /// As over a reliable stream of which some tail was lost: what follows the gap is refused, and asking heals it.
    #[test]
    fn updates_behind_a_gap_are_refused(
        deeds in vec(any_deed(), 1..60),
        kept in any::<prop::sample::Index>(),
    ) {
        let (mut publisher, mut replica) = (Publisher::default(), Replica::default());
        let mut told = None;
        let mut stream = Vec::new();
        for deed in deeds {
            change(&mut publisher, &deed);
            stream.extend(publisher.update_for(told));
            told = Some(publisher.version());
        }
        let lost = kept.index(stream.len());
        for (number, update) in stream.iter().enumerate() {
            let (before, applied) = (replica.clone(), replica.apply(update));
            match number.cmp(&lost) {
                std::cmp::Ordering::Less => prop_assert!(applied.is_ok()),
                std::cmp::Ordering::Equal => replica = before,
                std::cmp::Ordering::Greater if update.is_snapshot() => prop_assert!(applied.is_ok()),
                std::cmp::Ordering::Greater if replica != before => prop_assert!(applied.is_ok()),
                std::cmp::Ordering::Greater => prop_assert!(
                    applied == Err(SyncFault::Gap) || applied.is_ok()
                ),
            }
        }
        follow(&publisher, &mut replica);
    }

    /// Whoever follows every change pays at most as much as whoever gets all of it each time.
    #[test]
    fn a_small_change_is_a_small_update(
        cells in vec(any::<u8>(), 400..=400),
        at in 0_usize..400,
        by in 1_u8..,
    ) {
        let mut publisher = Publisher::default();
        publisher.set(3, &cells).unwrap();
        let known = Some(publisher.version());
        let mut cells = cells;
        cells[at] ^= by;
        publisher.set(3, &cells).unwrap();
        let bytes = publisher.update_for(known).unwrap().encode().unwrap();
        prop_assert!(bytes.len() <= 12, "{}", bytes.len());
    }

    #[test]
    fn any_bytes_are_harmless(bytes in vec(any::<u8>(), 0..400), steps in 0_u8..3) {
        let (mut publisher, mut replica) = (Publisher::default(), Replica::default());
        publisher.set(1, b"something").unwrap();
        follow(&publisher, &mut replica);
        let mut likely = vec![2, steps];
        likely.extend(&bytes);
        for bytes in [bytes, likely] {
            let before = replica.clone();
            let Ok(update) = Update::decode(&bytes) else {
                continue;
            };
            if replica.apply(&update).is_err() {
                prop_assert_eq!(&replica, &before);
            }
            prop_assert!(size(replica.entries()) <= SYNC_BYTES);
        }
    }
}

fn size(entries: &Entries) -> usize {
    entries.iter().map(|(_, bytes)| bytes.len() + 8).sum()
}

#[test]
fn a_resumed_replica_gets_only_what_it_missed() {
    let mut publisher = Publisher::default();
    publisher.set(0, &[0; 400]).unwrap();
    publisher.put(1, &"Round 1").unwrap();
    let mut replica = Replica::default();
    follow(&publisher, &mut replica);
    let mut cells = [0; 400];
    for step in 0..100 {
        cells[step] = 1;
        publisher.set(0, &cells).unwrap();
        cells[step] = 0;
        publisher.set(0, &cells).unwrap();
    }
    cells[7] = 2;
    publisher.set(0, &cells).unwrap();
    let update = publisher.update_for(replica.version()).unwrap();
    assert!(!update.is_snapshot());
    assert!(update.encode().unwrap().len() <= 12, "{update:?}");
    follow(&publisher, &mut replica);
    assert_eq!(replica.value::<String>(1), Some(Ok("Round 1".into())));
    assert!(replica.value::<bool>(1).unwrap().is_err());
    assert!(replica.value::<bool>(9).is_none());
}

#[test]
fn who_was_away_for_longer_than_is_remembered_gets_all() {
    let mut publisher = Publisher::default().remembering(300);
    let mut replica = Replica::default();
    publisher.set(1, b"first").unwrap();
    follow(&publisher, &mut replica);
    for text in [b"a", b"b", b"c", b"d", b"e", b"f", b"g"] {
        publisher.set(2, text).unwrap();
    }
    assert!(
        publisher
            .update_for(replica.version())
            .unwrap()
            .is_snapshot()
    );
    follow(&publisher, &mut replica);
    assert_eq!(replica.entries().len(), 2);
}

#[test]
fn another_publishers_replica_gets_all() {
    let mut early = Publisher::starting_at(1_000_000);
    early.set(1, b"early").unwrap();
    let mut replica = Replica::default();
    follow(&early, &mut replica);
    let mut late = Publisher::starting_at(7);
    late.set(2, b"late").unwrap();
    follow(&late, &mut replica);
    replica.forget();
    assert_eq!(replica.get(2), Some(&b"late"[..]), "it stays until then");
    assert!(late.update_for(replica.version()).unwrap().is_snapshot());
}

#[test]
fn a_state_never_outgrows_one_message() {
    let (mut publisher, mut replica) = (Publisher::default(), Replica::default());
    for key in 0..Key::MAX {
        if publisher.set(key, &[1; 7]) == Err(SyncFault::TooLarge) {
            break;
        }
    }
    assert!(size(publisher.entries()) > SYNC_BYTES - 15);
    follow(&publisher, &mut replica);
    let is_refused = publisher.put(0, &vec![1_u8; SYNC_BYTES]);
    assert_eq!(is_refused, Err(SyncFault::TooLarge));
    follow(&publisher, &mut replica);
}
