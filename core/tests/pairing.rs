//! Joining a real receiver by link, by code and by an earlier pairing, and what does not get anybody in. Real sockets on
//! loopback.

mod support;

use couchpad_core::identity::{MemoryStore, PadIdentity};
use couchpad_core::protocol::control::{Refusal, ResumeSecret};
use couchpad_core::protocol::{Place, RoomCode, SeatIndex};
use couchpad_core::session::HostEventKind;
use couchpad_core::transport::Bind;
use couchpad_core::{Host, Pad, PadLoss, PadOptions, PadUpdate, Target};
use std::io::{self, Read};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use support::{X, axis_arrives, event, host, host_of, options, target, until, update};

fn identity() -> Arc<PadIdentity> {
    Arc::new(PadIdentity::ephemeral().unwrap())
}

fn options_of(name: &str, identity: &Arc<PadIdentity>) -> PadOptions {
    PadOptions {
        identity: Some(Arc::clone(identity)),
        ..options(name)
    }
}

fn connect(target: Target, identity: &Arc<PadIdentity>) -> Pad {
    Pad::connect(target, options_of("Ada", identity)).unwrap()
}

fn connected(pad: &Pad) {
    update(pad, "connected", |u| {
        assert!(!matches!(u, PadUpdate::Refused(_) | PadUpdate::Impostor));
        matches!(u, PadUpdate::Connected { .. })
    });
    until("a seat", || pad.view().place);
}

fn last_word(pad: &Pad) -> PadUpdate {
    until("the end", || pad.is_ended().then_some(()));
    std::iter::from_fn(|| pad.poll()).last().unwrap()
}

fn code_of(host: &Host) -> RoomCode {
    host.driver(|_, driver| driver.code())
}

fn by_code(host: &Host, code: RoomCode) -> Target {
    Target::with_code(&host.join_link(), code)
}

fn wrong(code: RoomCode) -> RoomCode {
    let number: u32 = code.reveal().parse().unwrap();
    RoomCode::new((number + 1) % RoomCode::COUNT).unwrap()
}

fn trusted(host: &Host, identity: &PadIdentity) -> Target {
    let receivers = identity.receivers();
    let pin = receivers.first().unwrap();
    assert_eq!(pin.key, target_key(host));
    Target::trusted(pin)
}

fn target_key(host: &Host) -> couchpad_core::protocol::PublicKey {
    host.join_link().pairing().unwrap().key
}

#[test]
fn by_link_by_code_and_then_by_the_pairing_alone() {
    for first_by_code in [false, true] {
        let (host, known) = (host(), identity());
        let first = if first_by_code {
            by_code(&host, code_of(&host))
        } else {
            target(&host)
        };
        let pad = connect(first, &known);
        let paired = update(&pad, "paired", |u| matches!(u, PadUpdate::Paired { .. }));
        let PadUpdate::Paired { receiver, name, .. } = paired else {
            unreachable!()
        };
        connected(&pad);
        pad.set_axis(X, 99);
        axis_arrives(&host, 0, 99);
        let joined = event(&host, "joined", |k| *k == HostEventKind::Joined);
        let pin = known.receiver(&receiver).unwrap();
        assert_eq!((pin.name, pin.key), (name, target_key(&host)));
        drop(pad);
        // the code and the secret may change: who was here once comes back by its own key
        host.driver(|_, driver| {
            driver.rotate_code();
            driver.rotate_secret().unwrap();
        });
        let back = connect(trusted(&host, &known), &known);
        connected(&back);
        let resumed = event(&host, "resumed", |k| *k == HostEventKind::Resumed);
        assert_eq!(resumed.pad, joined.pad);
        let seat = SeatIndex(0);
        assert_eq!(back.view().place, Some(Place::Seated { seat, mark: 0 }));
    }
}

#[test]
fn a_wrong_code_is_told_and_the_right_one_works_after_it() {
    let (host, known) = (host(), identity());
    let right = code_of(&host);
    let pad = connect(by_code(&host, wrong(right)), &known);
    assert_eq!(last_word(&pad), PadUpdate::Refused(Refusal::WrongCode));
    assert!(known.receivers().is_empty());
    connected(&connect(by_code(&host, right), &known));
}

#[test]
fn three_wrong_codes_lock_the_codes_and_not_the_link() {
    let host = host();
    let right = code_of(&host);
    let locks = Refusal::LockedOut { seconds: 30 };
    for told in [Refusal::WrongCode, Refusal::WrongCode, locks] {
        let pad = connect(by_code(&host, wrong(right)), &identity());
        assert_eq!(last_word(&pad), PadUpdate::Refused(told));
    }
    let pad = connect(by_code(&host, right), &identity());
    let last = last_word(&pad);
    let PadUpdate::Refused(Refusal::LockedOut { seconds }) = last else {
        panic!("{last:?}");
    };
    assert!((1..=30).contains(&seconds));
    let words = last.advice().unwrap();
    assert!(words.contains(&format!("{seconds} s")), "{words}");
    connected(&connect(target(&host), &identity()));
}

#[test]
fn another_device_with_a_stolen_resume_secret_gets_a_seat_of_its_own() {
    let (host, known, thief) = (host(), identity(), identity());
    connected(&connect(target(&host), &known));
    let joined = event(&host, "joined", |k| *k == HostEventKind::Joined);
    let stolen = known.receivers().remove(0);
    assert!(stolen.resume.is_some());
    thief.pin(stolen);
    let pad = connect(target(&host), &thief);
    connected(&pad);
    let other = event(&host, "joined", |k| *k == HostEventKind::Joined);
    assert_ne!(other.pad, joined.pad);
    assert_ne!(other.seat, joined.seat);
    // and without the screen it gets in nowhere
    drop(pad);
    let other_thief = identity();
    other_thief.pin(known.receivers().remove(0));
    let pad = connect(trusted(&host, &other_thief), &other_thief);
    assert_eq!(last_word(&pad), PadUpdate::Refused(Refusal::NotPaired));
}

#[test]
fn a_device_without_its_resume_secret_still_gets_its_own_seat() {
    let (host, known) = (host(), identity());
    connected(&connect(target(&host), &known));
    let joined = event(&host, "joined", |k| *k == HostEventKind::Joined);
    let pin = known.receivers().remove(0);
    known.pin(couchpad_core::identity::PinnedReceiver {
        resume: Some(ResumeSecret([0; 16])),
        ..pin
    });
    let _pad = connect(trusted(&host, &known), &known);
    let resumed = event(&host, "resumed", |k| *k == HostEventKind::Resumed);
    assert_eq!(resumed.pad, joined.pad);
}

#[test]
fn a_locked_room_takes_back_who_was_in_it_and_nobody_else() {
    let (host, known) = (host(), identity());
    connected(&connect(target(&host), &known));
    host.driver(|_, driver| driver.set_locked(true));
    let stranger = connect(target(&host), &identity());
    assert_eq!(
        last_word(&stranger),
        PadUpdate::Refused(Refusal::RoomLocked)
    );
    connected(&connect(trusted(&host, &known), &known));
}

#[test]
fn a_receiver_that_starts_again_knows_its_pads() {
    let store = Arc::new(MemoryStore::default());
    let first = host_of(&store, Bind::loopback(0));
    let bind = Bind::from(first.listening().tcp);
    let known = identity();
    let pad = connect(by_code(&first, code_of(&first)), &known);
    connected(&pad);
    drop(first);
    update(&pad, "lost", |u| matches!(u, PadUpdate::Lost { .. }));
    let second = host_of(&store, bind);
    update(&pad, "back", |u| *u == PadUpdate::Connected { fresh: true });
    event(&second, "joined", |k| *k == HostEventKind::Joined);
}

#[test]
fn another_receiver_in_its_place_is_an_impostor() {
    let first = host();
    let bind = Bind::from(first.listening().tcp);
    let known = identity();
    let pad = connect(target(&first), &known);
    connected(&pad);
    let pins = known.receivers();
    drop(first);
    update(&pad, "lost", |u| matches!(u, PadUpdate::Lost { .. }));
    let _second = host_of(&Arc::new(MemoryStore::default()), bind);
    assert_eq!(last_word(&pad), PadUpdate::Impostor);
    assert_eq!(known.receivers(), pins);
}

#[test]
fn two_dead_addresses_of_three_do_not_keep_a_pad_out() {
    let host = host();
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let closed = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let dead: [SocketAddr; 2] = [&silent, &closed].map(|l| l.local_addr().unwrap());
    drop(closed);
    let mut all = target(&host);
    all.addresses = [dead.as_slice(), &all.addresses].concat();
    let known = identity();
    let pad = connect(all, &known);
    connected(&pad);
    let pin = known.receivers().remove(0);
    assert_eq!(pin.addresses.first(), Some(&host.listening().tcp));
    pad.relink();
    let reason = PadLoss::Relinking;
    update(&pad, "lost", |u| *u == PadUpdate::Lost { reason });
    connected(&pad);
}

#[test]
fn a_player_asks_to_be_remembered_and_the_receiver_agrees() {
    let (host, known) = (host(), identity());
    let pad = connect(target(&host), &known);
    connected(&pad);
    assert!(!pad.view().remembered);
    let joined = event(&host, "joined", |k| *k == HostEventKind::Joined);
    pad.remember_me();
    until("the wish", || {
        let news = host.driver(|_, driver| driver.take_door_news());
        let wish = couchpad_core::transport::DoorNews::WantsRemembering { pad: joined.pad };
        news.contains(&wish).then_some(())
    });
    host.driver(|_, driver| driver.remember(joined.pad, true));
    update(&pad, "remembered", |u| *u == PadUpdate::Remembered(true));
    until("kept", || known.receivers()[0].remembered.then_some(()));
    drop(pad);
    let back = connect(trusted(&host, &known), &known);
    update(&back, "paired", |u| {
        matches!(
            u,
            PadUpdate::Paired {
                remembered: true,
                ..
            }
        )
    });
}

/// A way to the host on which the first connection breaks after so many bytes from it.
fn brittle_way(host: &Host, bytes: u64) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let (here, there) = (listener.local_addr().unwrap(), host.listening().tcp);
    thread::spawn(move || {
        for limit in [bytes, u64::MAX] {
            let (Ok((pad, _)), Ok(host)) = (listener.accept(), TcpStream::connect(there)) else {
                return;
            };
            let (from_pad, to_host) = (pad.try_clone().unwrap(), host.try_clone().unwrap());
            thread::spawn(move || io::copy(&mut &from_pad, &mut &to_host));
            // either end may be gone by now
            let _ = io::copy(&mut (&host).take(limit), &mut &pad);
            let _ = (pad.shutdown(Shutdown::Both), host.shutdown(Shutdown::Both));
        }
    });
    here
}

#[test]
fn a_connection_that_breaks_at_any_byte_is_made_anew() {
    let host = host();
    // the handshake's bytes, and some of the welcome's
    for bytes in (0..300).step_by(7).chain((300..5_000).step_by(797)) {
        let mut way = target(&host);
        way.addresses = vec![brittle_way(&host, bytes)];
        let pad = connect(way, &identity());
        let is_boring = |u: &PadUpdate| {
            matches!(
                u,
                PadUpdate::Connecting { .. } | PadUpdate::Unreachable { .. }
            )
        };
        let first = update(&pad, "paired", |u| !is_boring(u));
        assert!(
            matches!(first, PadUpdate::Paired { .. }),
            "{bytes}: {first:?}"
        );
        pad.leave();
    }
}
