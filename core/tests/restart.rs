//! A receiver that starts again from what it kept: real pads find seat, name and points, whoever they are and however they
//! come.

mod support;

use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::{PadId, Place, Profile, SeatIndex};
use couchpad_core::session::{HostConfig, HostEventKind, LostReason, Presence, SavedSession, Time};
use couchpad_core::transport::{Bind, HostDriver, HostDriverConfig};
use couchpad_core::{Host, Pad, PadOptions};
use std::sync::Arc;
use support::{
    X, axis_arrives, event, host, host_again, host_of, options, pad, seated, seated_with, target,
    until, update,
};

/// What the program would have kept.
fn kept(host: &Host) -> Option<SavedSession> {
    let bytes = host.driver(|_, driver| driver.saved()).encode().unwrap();
    Some(SavedSession::decode(&bytes).unwrap())
}

fn set_score(host: &Host, seat: u16, own: i64) {
    host.with(|now, session| session.set_score(now, SeatIndex(seat), own, 500));
}

fn has(pad: &Pad, seat: u16, own: i64) {
    until("its seat and its points", || {
        let view = pad.view();
        let sits = matches!(view.place, Some(Place::Seated { seat: s, .. }) if s.0 == seat);
        (view.connected && sits && view.score == Some((own, 500))).then_some(())
    });
}

fn resumed(host: &Host) -> (String, PadId, Option<SeatIndex>) {
    let event = event(host, "resumed", |k| *k == HostEventKind::Resumed);
    (event.name, event.pad, event.seat)
}

#[test]
fn everybody_is_back_in_their_seat_with_their_points() {
    let store = Default::default();
    let first = host_of(&store, Bind::loopback(0));
    let address = first.listening().tcp.into();
    let pads = ["Ada", "Bo", "Cy"].map(|name| seated(&first, name));
    for seat in 0..3 {
        set_score(&first, seat, 100 + i64::from(seat));
    }
    let saved = kept(&first);
    drop(first);
    let second = host_again(&store, address, saved);
    let mut back = [(); 3].map(|()| resumed(&second));
    back.sort();
    let names: Vec<_> = back
        .iter()
        .map(|(name, _, seat)| (name.as_str(), seat.unwrap().0))
        .collect();
    assert_eq!(names, [("Ada", 0), ("Bo", 1), ("Cy", 2)]);
    for (seat, pad) in (0_u16..).zip(&pads) {
        has(pad, seat, 100 + i64::from(seat));
        pad.set_axis(X, 300 + seat as i16);
        axis_arrives(&second, usize::from(seat), 300 + seat as i16);
    }
    assert_eq!(second.with(|_, session| session.pads().count()), 3);
}

#[test]
fn one_that_comes_back_at_another_port_is_found_where_it_is_said_to_be() {
    let store = Default::default();
    let first = host_of(&store, Bind::loopback(0));
    let ada = seated(&first, "Ada");
    set_score(&first, 0, 42);
    let saved = kept(&first);
    // another program has its port from now on, and says nothing
    let before = first.listening().tcp;
    drop(first);
    let _squatter = std::net::TcpListener::bind(before).unwrap();
    // whoever lies about it keeps nobody from the right place, and ends nothing
    let fake = host_of(&Default::default(), Bind::loopback(0));
    ada.also_at([fake.listening().tcp]);
    update(&ada, "another attempt", |u| {
        matches!(u, couchpad_core::PadUpdate::Connecting { attempt: 2.. })
    });
    let second = host_again(&store, Bind::loopback(0), saved);
    assert_ne!(second.listening().tcp, before);
    ada.also_at([fake.listening().tcp, second.listening().tcp]);
    assert_eq!(
        resumed(&second),
        ("Ada".into(), PadId(1), Some(SeatIndex(0)))
    );
    has(&ada, 0, 42);
    ada.set_axis(X, 301);
    axis_arrives(&second, 0, 301);
    assert_eq!(fake.with(|_, session| session.pads().count()), 0);
}

#[test]
fn a_program_that_was_killed_meanwhile_is_known_by_its_device() {
    let store = Default::default();
    let first = host_of(&store, Bind::loopback(0));
    let address = first.listening().tcp.into();
    let device = PadOptions {
        identity: Some(Arc::new(PadIdentity::ephemeral().unwrap())),
        ..options("Ada")
    };
    let ada = seated_with(&first, device.clone());
    set_score(&first, 0, 42);
    let saved = kept(&first);
    drop((ada, first));
    let second = host_again(&store, address, saved);
    let _stranger = seated(&second, "Ada");
    let ada = Pad::connect(target(&second), device).unwrap();
    has(&ada, 0, 42);
    assert_eq!(
        resumed(&second),
        ("Ada".into(), PadId(1), Some(SeatIndex(0)))
    );
    until("the other one is told apart", || {
        second.with(|_, session| {
            let other = session.pads().find(|pad| pad.name == "Ada 2")?;
            (other.seat() == Some(SeatIndex(1))).then_some(())
        })
    });
}

#[test]
fn a_pad_that_was_forgotten_meanwhile_has_no_seat() {
    let (kept_by, forgetful) = (Default::default(), Default::default());
    let first = host_of(&kept_by, Bind::loopback(0));
    let _ada = seated(&first, "Ada");
    let saved = kept(&first);
    drop(first);
    let second = host_again(&forgetful, Bind::loopback(0), saved);
    assert_eq!(second.with(|_, session| session.pads().count()), 0);
}

#[test]
fn a_player_of_this_machine_returns_by_number_and_only_once() {
    let config = || HostDriverConfig::loopback(HostConfig::default()).unwrap();
    let mut driver = HostDriver::bind(config()).unwrap();
    let now = Time::ZERO;
    let profile = |name: &str| Profile {
        name: name.into(),
        mark: None,
    };
    let mut renet = renet::RenetServer::new(couchpad_core::transport::connection_config());
    let local = driver.add_local_pad(now, profile("Ada")).unwrap();
    driver.update(now, &mut renet);
    let (number, saved) = (local.pad(), driver.saved());
    drop((local, driver));
    let mut driver = HostDriver::bind(HostDriverConfig {
        saved: Some(saved),
        ..config()
    })
    .unwrap();
    let presence = |driver: &HostDriver, pad| driver.session().pad(pad).unwrap().presence;
    assert_eq!(presence(&driver, number), Presence::Offline);
    let local = driver
        .return_local_pad(now, number, profile("Ada"))
        .unwrap();
    driver.update(now, &mut renet);
    assert_eq!(local.pad(), number);
    assert_eq!(presence(&driver, number), Presence::Here);
    let second = driver
        .return_local_pad(now, number, profile("Ada"))
        .unwrap();
    assert_ne!(second.pad(), number, "it is here already");
}

#[test]
fn a_changed_address_is_no_loss_of_seat_or_points() {
    let host = host();
    let bo = seated(&host, "Bo");
    set_score(&host, 0, 77);
    has(&bo, 0, 77);
    // what a change of address is to the pad: its sockets are of no use any more
    bo.relink();
    update(&bo, "back", |u| {
        matches!(u, couchpad_core::PadUpdate::Connected { fresh: false })
    });
    has(&bo, 0, 77);
}

#[test]
fn a_locked_phone_says_away_and_comes_back_to_its_points() {
    let host = host();
    let ada = seated(&host, "Ada");
    set_score(&host, 0, 5);
    has(&ada, 0, 5);
    ada.away();
    let lost = event(&host, "lost", |k| matches!(k, HostEventKind::Lost { .. }));
    let reason = LostReason::Away;
    assert_eq!(lost.kind, HostEventKind::Lost { reason });
    set_score(&host, 0, 6);
    ada.back();
    let back = resumed(&host);
    assert_eq!(back, ("Ada".into(), lost.pad, Some(SeatIndex(0))));
    has(&ada, 0, 6);
    let _other = pad(&host, "Bo");
}
