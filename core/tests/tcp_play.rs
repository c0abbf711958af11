//! Play over TCP where UDP does not get through: chosen by itself, forced, left again, and nobody notices but by a word.

mod support;

use couchpad_core::protocol::{Place, SeatIndex};
use couchpad_core::session::{HostEventKind, LostReason, PadEvent};
use couchpad_core::{
    Host, LinkKind, Pad, PadEnd, PadOptions, PadUpdate, Target, Transport, Unreachable,
};
use std::time::Duration;
use support::proxy::Proxy;
use support::{LAUNCH, X, axis_arrives, event, host, options, seated, target, until, update};

/// The same receiver, by way of a proxy.
fn by_way_of(proxy: &Proxy, host: &Host) -> Target {
    Target {
        addresses: vec![proxy.address],
        ..target(host)
    }
}

fn connect(proxy: &Proxy, host: &Host, transport: Transport) -> Pad {
    let options = PadOptions {
        transport,
        ..options("Ada")
    };
    Pad::connect(by_way_of(proxy, host), options).unwrap()
}

fn plays_over(host: &Host, pad: &Pad, kind: LinkKind) {
    until("the transport", || {
        let view = pad.view();
        let id = host.with(|_, session| session.pads().next().map(|pad| pad.id))?;
        let at_host = host.driver(|_, driver| driver.transport(id));
        let is_there = view.connected && view.place.is_some() && view.layout.is_some();
        (is_there && view.transport == Some(kind) && at_host == Some(kind)).then_some(())
    });
}

/// Presses and releases as often, and counts what the game sees of it.
fn press_and_count(host: &Host, pad: &Pad, times: u32) {
    let _ = host.inputs();
    for _ in 0..times {
        pad.press(LAUNCH);
        pad.release(LAUNCH);
        until("an edge", || {
            let input = host.inputs()[0];
            (input.released & LAUNCH.bit() != 0).then_some(())
        });
    }
}

#[test]
fn where_udp_is_blocked_play_goes_over_tcp_by_itself() {
    let host = host();
    let proxy = Proxy::start(host.listening().tcp);
    proxy.set_udp(false);
    let pad = connect(&proxy, &host, Transport::Auto);
    plays_over(&host, &pad, LinkKind::Tcp);
    assert!(proxy.datagrams() > 0, "UDP was not tried");
    pad.set_axis(X, 12_345);
    axis_arrives(&host, 0, 12_345);
    press_and_count(&host, &pad, 20);
    host.with(|now, session| session.rumble(now, SeatIndex(0), 200, 100));
    update(&pad, "a rumble", |u| {
        matches!(u, PadUpdate::Session(PadEvent::Rumble { .. }))
    });
    until("a round-trip time", || pad.view().health.rtt);
    let mut updates = Vec::new();
    while let Some(update) = pad.poll() {
        updates.push(update);
    }
    let unreachable = |u: &PadUpdate| matches!(u, PadUpdate::Unreachable { .. });
    assert!(!updates.iter().any(unreachable), "{updates:?}");
}

#[test]
fn udp_that_dies_in_play_is_left_and_taken_again_when_it_is_back() {
    let host = host();
    let proxy = Proxy::start(host.listening().tcp);
    let pad = connect(&proxy, &host, Transport::Auto);
    plays_over(&host, &pad, LinkKind::Udp);
    pad.set_axis(X, 1_000);
    axis_arrives(&host, 0, 1_000);
    for round in 1..=2 {
        proxy.set_udp(false);
        plays_over(&host, &pad, LinkKind::Tcp);
        // nobody touched anything: the position is what it was
        axis_arrives(&host, 0, 1_000 * round);
        pad.set_axis(X, 500 + 1_000 * round);
        axis_arrives(&host, 0, 500 + 1_000 * round);
        press_and_count(&host, &pad, 3);
        proxy.set_udp(true);
        plays_over(&host, &pad, LinkKind::Udp);
        pad.set_axis(X, 1_000 * (round + 1));
        axis_arrives(&host, 0, 1_000 * (round + 1));
        press_and_count(&host, &pad, 3);
    }
    let seat = SeatIndex(0);
    assert_eq!(pad.view().place, Some(Place::Seated { seat, mark: 0 }));
    let (mut kinds, mut connected) = (Vec::new(), 0);
    while let Some(update) = pad.poll() {
        match update {
            PadUpdate::Transport(kind) => kinds.push(kind),
            PadUpdate::Connected { .. } => connected += 1,
            PadUpdate::Lost { reason } => panic!("lost: {reason:?}"),
            _ => {}
        }
    }
    let (udp, tcp) = (LinkKind::Udp, LinkKind::Tcp);
    assert_eq!(kinds, [udp, tcp, udp, tcp, udp]);
    assert_eq!(connected, 1);
    let mut resumed = 0;
    while let Some(event) = host.poll() {
        match event.kind {
            // the host may hear nothing for a moment longer than the pad
            HostEventKind::Lost { reason } => assert_eq!(reason, LostReason::Silent),
            HostEventKind::Resumed => resumed += 1,
            HostEventKind::Left { .. } => panic!("left"),
            _ => {}
        }
    }
    assert!(resumed <= 2);
}

#[test]
fn a_button_held_while_udp_comes_back_stays_held_and_no_edge_is_made_up() {
    let host = host();
    let proxy = Proxy::start(host.listening().tcp);
    proxy.set_udp(false);
    let pad = connect(&proxy, &host, Transport::Auto);
    plays_over(&host, &pad, LinkKind::Tcp);
    let _ = host.inputs();
    pad.press(LAUNCH);
    pad.set_axis(X, -7_000);
    until("held", || host.inputs()[0].pressed(LAUNCH).then_some(()));
    axis_arrives(&host, 0, -7_000);
    proxy.set_udp(true);
    plays_over(&host, &pad, LinkKind::Udp);
    pad.set_axis(X, -8_000);
    axis_arrives(&host, 0, -8_000);
    let input = host.inputs()[0];
    assert_eq!((input.pressed, input.released), (0, 0), "made up");
    assert!(input.held(LAUNCH), "let go");
    pad.release(LAUNCH);
    until("up", || (!host.inputs()[0].held(LAUNCH)).then_some(()));
}

#[test]
fn one_receiver_serves_both_kinds_at_once() {
    let host = host();
    let first = seated(&host, "Bo");
    let proxy = Proxy::start(host.listening().tcp);
    let second = connect(&proxy, &host, Transport::Tcp);
    until("both are seated", || {
        second.view().layout.is_some().then_some(())
    });
    assert_eq!(first.view().transport, Some(LinkKind::Udp));
    assert_eq!(second.view().transport, Some(LinkKind::Tcp));
    first.set_axis(X, 111);
    second.set_axis(X, 222);
    axis_arrives(&host, 0, 111);
    axis_arrives(&host, 1, 222);
}

#[test]
fn forced_tcp_sends_no_datagram_and_forced_udp_says_that_it_does_not_get_through() {
    let host = host();
    let proxy = Proxy::start(host.listening().tcp);
    let pad = connect(&proxy, &host, Transport::Tcp);
    plays_over(&host, &pad, LinkKind::Tcp);
    press_and_count(&host, &pad, 5);
    assert_eq!(proxy.datagrams(), 0);
    drop(pad);
    proxy.set_udp(false);
    let pad = connect(&proxy, &host, Transport::Udp);
    update(&pad, "what is wrong", |u| {
        let reason = Unreachable::NoDatagrams;
        *u == PadUpdate::Unreachable { reason }
    });
    assert!(!pad.view().connected);
    proxy.set_udp(true);
    until("UDP after all", || pad.view().connected.then_some(()));
    assert_eq!(pad.view().transport, Some(LinkKind::Udp));
}

#[test]
fn leaving_over_tcp_frees_the_seat_and_dropping_keeps_it() {
    let host = host();
    let proxy = Proxy::start(host.listening().tcp);
    let pad = connect(&proxy, &host, Transport::Tcp);
    plays_over(&host, &pad, LinkKind::Tcp);
    drop(pad);
    let lost = event(&host, "lost", |k| matches!(k, HostEventKind::Lost { .. }));
    let reason = LostReason::Quit;
    assert_eq!(lost.kind, HostEventKind::Lost { reason });
    let pad = connect(&proxy, &host, Transport::Tcp);
    until("seated", || pad.view().layout.map(drop));
    while pad.poll().is_some() {}
    pad.leave();
    until("it has left", || pad.is_ended().then_some(()));
    let reason = PadEnd::Left;
    let last: Vec<_> = std::iter::from_fn(|| pad.poll()).collect();
    assert_eq!(last, [PadUpdate::Ended { reason }], "no loss is told");
    let left = event(&host, "left", |k| matches!(k, HostEventKind::Left { .. }));
    assert_eq!(left.seat, Some(SeatIndex(1)));
}

#[test]
fn a_connection_that_breaks_is_made_anew_with_the_same_seat() {
    let host = host();
    let proxy = Proxy::start(host.listening().tcp);
    let pad = connect(&proxy, &host, Transport::Tcp);
    plays_over(&host, &pad, LinkKind::Tcp);
    for value in [1_000, 2_000, 3_000] {
        proxy.cut_streams();
        update(&pad, "lost", |u| matches!(u, PadUpdate::Lost { .. }));
        let again = PadUpdate::Connected { fresh: false };
        update(&pad, "back", |u| *u == again);
        pad.set_axis(X, value);
        axis_arrives(&host, 0, value);
    }
    pad.relink();
    let again = PadUpdate::Connected { fresh: false };
    update(&pad, "back", |u| *u == again);
    pad.set_axis(X, 4_000);
    axis_arrives(&host, 0, 4_000);
    assert_eq!(pad.view().transport, Some(LinkKind::Tcp));
}

#[test]
fn loss_alone_is_no_reason_to_leave_udp() {
    let host = host();
    let proxy = Proxy::start(host.listening().tcp);
    proxy.set_loss(40);
    let pad = connect(&proxy, &host, Transport::Auto);
    plays_over(&host, &pad, LinkKind::Udp);
    for value in 0..400 {
        pad.set_axis(X, value);
        axis_arrives(&host, 0, value);
        std::thread::sleep(Duration::from_millis(5));
    }
    let changed = std::iter::from_fn(|| pad.poll()).find(|u| {
        let tcp = LinkKind::Tcp;
        *u == PadUpdate::Transport(tcp)
    });
    assert_eq!(changed, None);
}
