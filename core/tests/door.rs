//! Who may come in as time goes on: codes and links that change, evenings that end, pads that are remembered or forgotten.

mod support;

use couchpad_core::identity::{EVENING_SECONDS, HostIdentity, MemoryStore, SecureStore};
use couchpad_core::protocol::control::{ControlToHost, ControlToPad, Refusal};
use couchpad_core::protocol::{Closing, PadId, RoomCode};
use couchpad_core::session::HostEventKind;
use couchpad_core::session::pairing::{Credential, DeviceKey, PadFault};
use couchpad_core::transport::{DoorNews, HostDriverConfig};
use couchpad_core::{Host, session::LeftReason};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use support::raw::{Raw, by_link, device};
use support::{event, host, until};

fn unix_now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap().as_secs()
}

/// Tries to join; the pad, or why not.
fn join(host: &Host, device: &DeviceKey, credential: Credential) -> Result<(PadId, Raw), Refusal> {
    let mut raw = Raw::silent(host);
    match raw.secure(device, credential) {
        Ok(()) => raw.join("Ada", None),
        Err(Some(PadFault::Refused(refusal))) => return Err(refusal),
        Err(fault) => panic!("neither in nor out: {fault:?}"),
    }
    match raw.hear() {
        Some(ControlToPad::Welcome { pad, .. }) => Ok((pad, raw)),
        Some(ControlToPad::Refused(refusal)) => Err(refusal),
        other => panic!("neither in nor out: {other:?}"),
    }
}

fn refusal(host: &Host, credential: Credential) -> Refusal {
    join(host, &device(), credential).err().expect("let in")
}

fn by_key(host: &Host) -> Credential {
    Credential::Trusted(host.join_link().pairing().unwrap().key)
}

fn wrong(code: RoomCode) -> RoomCode {
    let number: u32 = code.reveal().parse().unwrap();
    RoomCode::new((number + 1) % RoomCode::COUNT).unwrap()
}

/// Waits for this piece of news; what came before it is let go.
fn news(host: &Host, fits: impl Fn(&DoorNews) -> bool) -> DoorNews {
    until("news of the door", || {
        host.take_door_news().into_iter().find(|news| fits(news))
    })
}

#[test]
fn another_code_makes_the_old_one_worthless() {
    let host = host();
    let old = host.code();
    host.driver(|_, driver| driver.rotate_code());
    news(&host, |news| *news == DoorNews::CodeChanged);
    let new = host.code();
    assert_ne!(old, new);
    assert_eq!(refusal(&host, Credential::Code(old)), Refusal::WrongCode);
    assert!(join(&host, &device(), Credential::Code(new)).is_ok());
}

#[test]
fn an_old_program_of_a_device_hears_that_another_has_its_place() {
    let host = host();
    let ada = device();
    let (pad, mut old) = join(&host, &ada, by_link(&host)).unwrap();
    let (same, _new) = join(&host, &ada, by_key(&host)).unwrap();
    assert_eq!(same, pad);
    let replaced = ControlToPad::Closing(Closing::Replaced);
    assert_eq!(old.hear(), Some(replaced));
    old.assert_cut();
}

#[test]
fn another_link_makes_the_old_one_worthless_and_no_pairing() {
    let host = host();
    let ada = device();
    let old = by_link(&host);
    let (pad, _raw) = join(&host, &ada, old.clone()).unwrap();
    host.driver(|_, driver| driver.rotate_secret()).unwrap();
    news(&host, |news| *news == DoorNews::LinkChanged);
    assert_eq!(refusal(&host, old), Refusal::WrongLink);
    assert!(join(&host, &device(), by_link(&host)).is_ok());
    let (same, _raw) = join(&host, &ada, by_key(&host)).unwrap();
    assert_eq!(same, pad);
}

#[test]
fn wrong_codes_lock_codes_out_and_nothing_else() {
    let host = host();
    let code = host.code();
    let locks = Refusal::LockedOut { seconds: 30 };
    for told in [Refusal::WrongCode, Refusal::WrongCode, locks] {
        let refused = refusal(&host, Credential::Code(wrong(code)));
        assert_eq!(refused, told);
    }
    let told = news(&host, |news| matches!(news, DoorNews::LockedOut { .. }));
    let address = "127.0.0.1".parse().unwrap();
    assert_eq!(told, DoorNews::LockedOut { address });
    let locked = refusal(&host, Credential::Code(code));
    assert!(matches!(locked, Refusal::LockedOut { seconds: 1..=30 }));
    let ada = device();
    let (pad, _raw) = join(&host, &ada, by_link(&host)).unwrap();
    let (same, _raw) = join(&host, &ada, by_key(&host)).unwrap();
    assert_eq!(same, pad);
}

#[test]
fn when_the_evening_ends_who_has_a_seat_keeps_it() {
    let host = host();
    let (ada, bo) = (device(), device());
    let old = by_link(&host);
    let (pad, _raw) = join(&host, &ada, old.clone()).unwrap();
    let (remembered, _bo) = join(&host, &bo, old.clone()).unwrap();
    assert!(host.driver(|_, driver| driver.remember(remembered, true)));
    // somebody who was here earlier this evening
    let cy = device();
    host.driver(|now, driver| {
        let identity = driver.identity_mut();
        identity.trust(cy.public(), "Cy", unix_now());
        assert!(identity.is_trusted(&cy.public()));
        assert!(identity.advance(unix_now() + EVENING_SECONDS + 60));
        driver.session_mut().kick(now, remembered);
    });
    news(&host, |news| *news == DoorNews::LinkChanged);
    assert_eq!(refusal(&host, old), Refusal::WrongLink);
    assert_eq!(
        join(&host, &cy, by_key(&host)).err(),
        Some(Refusal::NotPaired)
    );
    let (same, _raw) = join(&host, &ada, by_key(&host)).unwrap();
    assert_eq!(same, pad, "a seat in use is lost");
    let (again, _raw) = join(&host, &bo, by_key(&host)).unwrap();
    assert_ne!(again, remembered, "the old pad was sent away");
    host.driver(|_, driver| {
        assert!(!driver.identity().is_trusted(&ada.public()));
        assert!(driver.identity().is_remembered(&bo.public()));
    });
}

#[test]
fn a_new_evening_has_a_new_code_and_a_new_link() {
    let store = Arc::new(MemoryStore::default());
    let store: Arc<dyn SecureStore> = store;
    // as if the machine had slept through the end of the evening
    let began = unix_now() - EVENING_SECONDS - 60;
    let (identity, _) = HostIdentity::open(store, began).unwrap();
    let secret = identity.secret();
    let config = HostDriverConfig::loopback(Default::default()).unwrap();
    let host = Host::start(HostDriverConfig { identity, ..config }).unwrap();
    let mut seen = Vec::new();
    until("both", || {
        seen.extend(host.take_door_news());
        let both = [DoorNews::CodeChanged, DoorNews::LinkChanged];
        both.iter().all(|one| seen.contains(one)).then_some(())
    });
    assert!(host.join_link().pairing().unwrap().secret != secret);
    assert!(join(&host, &device(), Credential::Code(host.code())).is_ok());
}

#[test]
fn who_is_forgotten_is_sent_away_with_every_old_link() {
    let host = host();
    let ada = device();
    let old = by_link(&host);
    let pad = support::seated(&host, "Bo");
    let (_, mut raw) = join(&host, &ada, old.clone()).unwrap();
    assert_eq!(
        host.driver(|_, driver| driver.identity_mut().forget_all()),
        2
    );
    let left = event(&host, "sent away", |kind| {
        let reason = LeftReason::Kicked;
        *kind == HostEventKind::Left { reason }
    });
    assert_eq!(left.name, "Bo");
    until("the pad knows", || pad.is_ended().then_some(()));
    raw.assert_cut();
    assert_eq!(refusal(&host, old), Refusal::WrongLink);
    let by_key = by_key(&host);
    assert_eq!(join(&host, &ada, by_key).err(), Some(Refusal::NotPaired));
}

#[test]
fn who_is_sent_away_is_not_paired_any_more() {
    let host = host();
    let (ada, bo) = (device(), device());
    let (link, code) = (by_link(&host), host.code());
    let (pad, mut raw) = join(&host, &ada, link.clone()).unwrap();
    let (other, _bo) = join(&host, &bo, link.clone()).unwrap();
    host.driver(|now, driver| driver.kick(now, pad));
    raw.assert_cut();
    let trusted = |host: &Host, device| join(host, device, by_key(host));
    assert_eq!(trusted(&host, &ada).err(), Some(Refusal::NotPaired));
    assert!(by_link(&host) == link && host.code() == code);
    let (same, _bo) = trusted(&host, &bo).unwrap();
    assert_eq!(same, other, "nobody else is sent away");
    // whoever sees the screen may come again
    for credential in [link, Credential::Code(code)] {
        let (again, _raw) = join(&host, &ada, credential).unwrap();
        assert_ne!(again, pad);
        let (same, _raw) = trusted(&host, &ada).unwrap();
        assert_eq!(same, again, "paired again");
        host.driver(|now, driver| driver.kick(now, again));
        assert_eq!(trusted(&host, &ada).err(), Some(Refusal::NotPaired));
    }
    assert_eq!(host.take_door_news(), []);
}

#[test]
fn who_is_remembered_may_come_back_after_being_sent_away() {
    let host = host();
    let ada = device();
    let (pad, mut raw) = join(&host, &ada, by_link(&host)).unwrap();
    assert!(host.driver(|_, driver| driver.remember(pad, true)));
    assert_eq!(raw.hear(), Some(ControlToPad::Remembered(true)));
    host.driver(|now, driver| driver.kick(now, pad));
    raw.assert_cut();
    let (again, _raw) = join(&host, &ada, by_key(&host)).unwrap();
    assert_ne!(again, pad);
    host.driver(|_, driver| {
        assert!(driver.identity().is_remembered(&ada.public()));
        driver.kick(Default::default(), PadId(999));
    });
}

#[test]
fn a_wish_to_be_remembered_is_told_once_and_answered() {
    let host = host();
    let ada = device();
    let (pad, mut raw) = join(&host, &ada, by_link(&host)).unwrap();
    for _ in 0..3 {
        raw.say(&ControlToHost::RememberMe);
    }
    // what comes after them, so that all three were heard
    raw.say(&ControlToHost::WantTokens);
    assert!(matches!(raw.hear(), Some(ControlToPad::Tokens(_))));
    let wishes = || {
        let news = host.take_door_news();
        let wish = DoorNews::WantsRemembering { pad };
        news.into_iter().filter(|news| *news == wish).count()
    };
    assert_eq!(wishes(), 1);
    raw.say(&ControlToHost::RememberMe);
    raw.say(&ControlToHost::WantTokens);
    assert!(matches!(raw.hear(), Some(ControlToPad::Tokens(_))));
    assert_eq!(wishes(), 0, "it waits for its answer");
    for yes in [true, false] {
        assert!(host.driver(|_, driver| driver.remember(pad, yes)));
        assert_eq!(raw.hear(), Some(ControlToPad::Remembered(yes)));
        let told = news(&host, |news| matches!(news, DoorNews::Remembered { .. }));
        assert_eq!(told, DoorNews::Remembered { pad, yes });
    }
    assert!(!host.driver(|_, driver| driver.remember(PadId(999), true)));
}

#[test]
fn a_local_player_cannot_be_remembered() {
    let host = host();
    let local = host.driver(|now, driver| driver.add_local_pad(now, Default::default()));
    let pad = local.unwrap().pad();
    assert!(!host.driver(|_, driver| driver.remember(pad, true)));
    assert!(host.driver(|_, driver| driver.identity().pads().is_empty()));
}
