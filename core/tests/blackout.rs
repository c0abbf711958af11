//! Networks that fail for a while and then are not what they were: the pad's connections are forgotten, or its address is
//! another one. Real sockets in a network namespace whose firewall drops packets. The pad notices by itself, calls anew, and
//! has its seat and its points again. Times are measured by the example `outage`; here they are only long enough to tell.
#![cfg(target_os = "linux")]

mod namespace;
mod support;

use couchpad_core::protocol::{LinkKind, Place, SeatIndex, Transport};
use couchpad_core::session::{HostEventKind, LostReason};
use couchpad_core::transport::{Bind, HostDriverConfig};
use couchpad_core::{Host, Pad, PadOptions, PadUpdate};
use namespace::{inside, not_tried, sh};
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;
use support::{X, axis_arrives, options, seated_with, start_play, until};

const SEAT: SeatIndex = SeatIndex(0);
const POINTS: (i64, i64) = (77, 5);
/// The host's address, and those that pads come from: before and after.
const SETUP: &str = "ip link set lo up
ip addr add 10.9.0.1/32 dev lo
ip addr add 10.9.0.2/32 dev lo
ip route replace local 10.9.0.1 dev lo table local src 10.9.0.2";
const ANOTHER_ADDRESS: &str = "ip addr del 10.9.0.2/32 dev lo
ip addr add 10.9.0.3/32 dev lo
ip route replace local 10.9.0.1 dev lo table local src 10.9.0.3";
/// Shorter than the silence after which a pad gives a link up, and longer.
const SHORT: Duration = Duration::from_secs(2);
const LONG: Duration = Duration::from_secs(6);

/// Adds (`-A`) or deletes (`-D`) a rule by which what arrives and fits is dropped. False: that cannot be done here.
fn firewall(act: &str, fits: &str) -> bool {
    let works = |program: &str| {
        let mut command = Command::new(program);
        let rule = format!("{act} INPUT {fits} -j DROP");
        let quiet = command.args(rule.split_whitespace()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    };
    works("iptables-legacy") || works("iptables")
}

/// The ports that the system gives away from now on.
fn ports(range: &str) {
    fs::write("/proc/sys/net/ipv4/ip_local_port_range", range).unwrap();
}

/// Nothing gets through for so long; afterwards, nothing of the connections of before does.
fn dark_and_forgotten(time: Duration) {
    ports("30000 39999");
    for protocol in ["tcp", "udp"] {
        for end in ["sport", "dport"] {
            assert!(firewall(
                "-A",
                &format!("-p {protocol} --{end} 20000:29999")
            ));
        }
    }
    dark(time, "");
}

/// Nothing gets through for so long; `then` happens before it does again.
fn dark(time: Duration, then: &str) {
    assert!(firewall("-A", ""));
    thread::sleep(time);
    sh(then);
    assert!(firewall("-D", ""));
}

/// A pad in play on a machine whose network can fail; `None` where that cannot be tried.
fn play(test: &str, transport: Transport) -> Option<(Host, Pad)> {
    if !inside(test, SETUP) {
        return None;
    }
    if !(firewall("-A", "-p icmp") && firewall("-D", "-p icmp")) {
        not_tried("there is no iptables here");
        return None;
    }
    ports("20000 29999");
    let config = HostDriverConfig {
        bind: Bind {
            ip: Some("10.9.0.1".parse().unwrap()),
            port: 4_455,
        },
        ..HostDriverConfig::loopback(Default::default()).unwrap()
    };
    let host = Host::start(config).unwrap();
    start_play(&host);
    let options = PadOptions {
        transport,
        ..options("Ada")
    };
    let pad = seated_with(&host, options);
    let (own, team) = POINTS;
    host.with(|now, session| session.set_score(now, SEAT, own, team));
    until("the points", || {
        (pad.view().score == Some(POINTS)).then_some(())
    });
    pad.set_axis(X, 1_000);
    axis_arrives(&host, 0, 1_000);
    while host.poll().is_some() || pad.poll().is_some() {}
    Some((host, pad))
}

/// Both ends go on as before: seat, points, and what is moved now. Returns how often the player was told of a loss.
fn plays_on(host: &Host, pad: &Pad) -> usize {
    pad.set_axis(X, 2_000);
    axis_arrives(host, 0, 2_000);
    until("the seat and the points", || {
        let view = pad.view();
        let seat = SEAT;
        let kept = view.place == Some(Place::Seated { seat, mark: 0 });
        (view.connected && kept && view.score == Some(POINTS)).then_some(())
    });
    while let Some(event) = host.poll() {
        match event.kind {
            HostEventKind::Lost { reason } => assert_eq!(reason, LostReason::Silent),
            HostEventKind::Resumed => {}
            other => panic!("{other:?}"),
        }
    }
    let updates = std::iter::from_fn(|| pad.poll());
    let lost = updates.filter(|update| matches!(update, PadUpdate::Lost { .. }));
    lost.count()
}

#[test]
fn a_pad_whose_connections_a_short_blackout_took_is_back_before_it_is_missed() {
    let test = "a_pad_whose_connections_a_short_blackout_took_is_back_before_it_is_missed";
    let Some((host, pad)) = play(test, Transport::Auto) else {
        return;
    };
    dark_and_forgotten(SHORT);
    assert_eq!(plays_on(&host, &pad), 0, "lost");
    assert_eq!(pad.view().transport, Some(LinkKind::Udp));
}

#[test]
fn a_pad_whose_connections_a_long_blackout_took_is_back_in_its_seat() {
    let test = "a_pad_whose_connections_a_long_blackout_took_is_back_in_its_seat";
    let Some((host, pad)) = play(test, Transport::Auto) else {
        return;
    };
    dark_and_forgotten(LONG);
    assert_eq!(plays_on(&host, &pad), 1, "lost");
}

#[test]
fn a_pad_whose_address_changes_is_back_before_it_is_missed() {
    let test = "a_pad_whose_address_changes_is_back_before_it_is_missed";
    let Some((host, pad)) = play(test, Transport::Auto) else {
        return;
    };
    sh(ANOTHER_ADDRESS);
    assert_eq!(plays_on(&host, &pad), 0, "lost");
}

#[test]
fn a_pad_that_plays_over_tcp_is_back_in_its_seat_too() {
    let test = "a_pad_that_plays_over_tcp_is_back_in_its_seat_too";
    let Some((host, pad)) = play(test, Transport::Tcp) else {
        return;
    };
    dark_and_forgotten(LONG);
    assert_eq!(plays_on(&host, &pad), 1, "lost");
    assert_eq!(pad.view().transport, Some(LinkKind::Tcp));
}

#[test]
fn a_pad_that_is_told_of_another_network_in_the_dark_calls_from_there() {
    let test = "a_pad_that_is_told_of_another_network_in_the_dark_calls_from_there";
    let Some((host, pad)) = play(test, Transport::Auto) else {
        return;
    };
    assert!(firewall("-A", ""));
    pad.relink();
    dark_and_forgotten(SHORT);
    assert!(firewall("-D", ""));
    assert_eq!(plays_on(&host, &pad), 1, "lost");
}
