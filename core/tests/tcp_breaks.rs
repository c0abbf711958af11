//! What breaks while play goes over TCP, as UDP does not get through: connections that are cut at any moment, that say
//! nothing any more, and a receiver that starts again. The seat stays, and play goes on.

mod support;

use couchpad_core::protocol::{Place, SeatIndex};
use couchpad_core::transport::Bind;
use couchpad_core::{Host, LinkKind, Pad, PadUpdate, Target, Unreachable};
use std::thread;
use std::time::Duration;
use support::proxy::Proxy;
use support::{X, axis_arrives, host, host_again, host_of, options, target, until, update};

/// A pad behind a proxy that lets no datagram through, on TCP.
fn blocked(host: &Host) -> (Proxy, Pad) {
    let proxy = Proxy::start(host.listening().tcp);
    proxy.set_udp(false);
    let target = Target {
        addresses: vec![proxy.address],
        ..target(host)
    };
    let pad = Pad::connect(target, options("Ada")).unwrap();
    plays(host, &pad, 1);
    (proxy, pad)
}

/// Over TCP, in the first seat.
fn plays(host: &Host, pad: &Pad, value: i16) {
    until("play over TCP", || {
        let view = pad.view();
        let sits = matches!(view.place, Some(Place::Seated { seat, .. }) if seat == SeatIndex(0));
        (sits && view.connected && view.transport == Some(LinkKind::Tcp)).then_some(())
    });
    pad.set_axis(X, value);
    axis_arrives(host, 0, value);
}

fn lost(pad: &Pad) {
    update(pad, "lost", |u| matches!(u, PadUpdate::Lost { .. }));
}

#[test]
fn connections_that_are_cut_at_any_moment_are_made_anew() {
    let host = host();
    let (proxy, pad) = blocked(&host);
    // in play, in the midst of a handshake, and while a link over TCP is wished for
    for (value, millis) in (2..).zip([0, 10, 80, 400, 1_600]) {
        proxy.cut_streams();
        thread::sleep(Duration::from_millis(millis));
        proxy.cut_streams();
        plays(&host, &pad, value);
    }
    assert_eq!(host.with(|_, session| session.pads().count()), 1);
    assert!(!pad.is_ended());
}

#[test]
fn a_connection_that_says_nothing_any_more_is_given_up_and_made_anew() {
    let host = host();
    let (proxy, pad) = blocked(&host);
    while pad.poll().is_some() {}
    proxy.set_deaf(true);
    lost(&pad);
    proxy.set_deaf(false);
    plays(&host, &pad, 2);
}

#[test]
fn a_receiver_that_starts_again_has_its_player_back_over_tcp() {
    let store = Default::default();
    let first = host_of(&store, Bind::loopback(0));
    let address = first.listening().tcp.into();
    let (_proxy, pad) = blocked(&first);
    let bytes = first.driver(|_, driver| driver.saved()).encode().unwrap();
    let saved = couchpad_core::session::SavedSession::decode(&bytes).ok();
    drop(first);
    lost(&pad);
    let second = host_again(&store, address, saved);
    plays(&second, &pad, 2);
}

#[test]
fn where_not_even_the_connection_answers_no_firewall_is_blamed() {
    let host = host();
    let proxy = Proxy::start(host.listening().tcp);
    proxy.set_udp(false);
    let target = Target {
        addresses: vec![proxy.address],
        ..target(&host)
    };
    let pad = Pad::connect(target, options("Ada")).unwrap();
    update(&pad, "let in", |u| matches!(u, PadUpdate::Paired { .. }));
    // before TCP is asked for, or after: whichever, nothing is heard from now on
    proxy.set_deaf(true);
    let told = update(&pad, "what is wrong", |u| {
        matches!(u, PadUpdate::Unreachable { .. })
    });
    let reason = Unreachable::TimedOut;
    assert_eq!(told, PadUpdate::Unreachable { reason });
    proxy.set_deaf(false);
    plays(&host, &pad, 2);
}
