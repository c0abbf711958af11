//! UDP that died while nobody played: who has a seat hears on the control connection that play begins, and plays on over TCP.

mod support;

use couchpad_core::protocol::{Phase, Place, SeatIndex};
use couchpad_core::session::HostConfig;
use couchpad_core::{Host, LinkKind, Pad, Target};
use support::proxy::Proxy;
use support::{X, axis_arrives, host_with, options, target, until};

fn connect(proxy: &Proxy, host: &Host, name: &str) -> Pad {
    let target = Target {
        addresses: vec![proxy.address],
        ..target(host)
    };
    let pad = Pad::connect(target, options(name)).unwrap();
    until("a place, over UDP", || {
        let view = pad.view();
        let is_there = view.place.is_some() && view.layout.is_some();
        (is_there && view.transport == Some(LinkKind::Udp)).then_some(())
    });
    pad
}

fn set_phase(host: &Host, phase: Phase) {
    host.with(|now, session| session.set_phase(now, phase));
}

fn is_over_tcp(pad: &Pad) -> Option<()> {
    (pad.view().transport == Some(LinkKind::Tcp)).then_some(())
}

#[test]
fn whoever_plays_is_told_beside_the_dead_link_and_whoever_waits_is_left_in_peace() {
    let host = host_with(HostConfig {
        seats: 1,
        ..HostConfig::default()
    });
    let proxy = Proxy::start(host.listening().tcp);
    let (plays, waits) = (connect(&proxy, &host, "Ada"), connect(&proxy, &host, "Bo"));
    // both hear of it at once: so both would think UDP dead at the same time
    set_phase(&host, Phase::Results);
    until("both know", || {
        let knows = |pad: &Pad| pad.view().phase == Phase::Results;
        (knows(&plays) && knows(&waits)).then_some(())
    });
    proxy.set_udp(false);
    set_phase(&host, Phase::Playing);
    until("the one who plays is on TCP", || is_over_tcp(&plays));
    for value in [1_000, 2_000, 3_000] {
        plays.set_axis(X, value);
        axis_arrives(&host, 0, value);
    }
    assert_eq!(waits.view().transport, Some(LinkKind::Udp));
    // a seat in play counts as much as the start of play
    plays.leave();
    until("the other one is on TCP", || is_over_tcp(&waits));
    until("and has the seat", || {
        let seat = SeatIndex(0);
        let place = waits.view().place;
        (place == Some(Place::Seated { seat, mark: 0 })).then_some(())
    });
    waits.set_axis(X, 4_000);
    axis_arrives(&host, 0, 4_000);
}
