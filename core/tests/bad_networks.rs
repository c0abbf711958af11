//! Real processes over bad networks: a proxy that delays, loses, doubles and mixes up datagrams, and a network namespace
//! whose packets get lost, TCP's too. A pad's numbered commands arrive once each and in order, and it plays on. Figures
//! are printed only.
#![cfg(target_os = "linux")]

mod namespace;
#[path = "../examples/impair/proxy.rs"]
mod proxy;
mod support;

use couchpad_core::protocol::{ControlId, JoinLink, PadAction};
use couchpad_core::session::HostEventKind;
use couchpad_core::transport::impair::Impairment;
use couchpad_core::{Host, Pad, Target};
use namespace::{inside, neighbour, not_tried, role};
use proxy::Proxy;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use support::{X, host, options, until};

const COMMANDS: u32 = 60;
const GAP: Duration = Duration::from_millis(25);

/// The pad's process: numbered commands and positions until it is ended.
fn play(link: &str) {
    let link: JoinLink = link.parse().unwrap();
    let pad = Pad::connect(Target::of_link(&link).unwrap(), options("Ada")).unwrap();
    until("seated with a layout", || {
        let view = pad.view();
        (view.connected && view.place.is_some() && view.layout.is_some()).then_some(())
    });
    for number in 1..=COMMANDS {
        pad.text(ControlId(0), number.to_string());
        pad.set_axis(X, number as i16);
        thread::sleep(GAP);
    }
    until("the receiver's end", || pad.is_ended().then_some(()));
}

/// Takes in what the pad's process does, and checks it.
fn check(host: &Host, what: &str) {
    let (mut last, mut position) = (0, 0);
    let mut first = None;
    until("all commands and the last position", || {
        while let Some(event) = host.poll() {
            if let HostEventKind::Action {
                action: PadAction::Text { text, .. },
            } = event.kind
            {
                first.get_or_insert_with(Instant::now);
                assert_eq!(text, (last + 1).to_string(), "once each, and in order");
                last += 1;
            }
        }
        let axis = host.with(|_, session| session.inputs().first().map(|input| input.axes[0]));
        let axis = axis.unwrap_or_default();
        assert!(axis >= position, "{axis} after {position}");
        position = axis;
        (last == COMMANDS && i32::from(position) == COMMANDS as i32).then_some(())
    });
    let took = first.map(|first| first.elapsed()).unwrap_or_default();
    println!(
        "{what}: {COMMANDS} commands in {took:.2?}, made in {:?}",
        GAP * (COMMANDS - 1)
    );
}

/// Loses a share of all packets that arrive in this namespace. False if that cannot be done here.
fn lose(share: &str) -> bool {
    let rule = format!("-A INPUT -m statistic --mode random --probability {share} -j DROP");
    let works = |program: &str| {
        let mut command = Command::new(program);
        let quiet = command.args(rule.split(' ')).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    };
    let done = works("iptables-legacy") || works("iptables");
    if !done {
        not_tried("there is no iptables with its statistic match here");
    }
    done
}

/// A pad's process plays over a proxy or not, in a namespace that loses a share of all packets.
fn plays(test: &str, loss: Option<&str>, scheme: Option<&str>, impairment: Option<Impairment>) {
    if let Some((_, link)) = role().as_deref().and_then(|role| role.split_once(' ')) {
        return play(link);
    }
    if !inside(test, "ip link set lo up") {
        return;
    }
    let host = host();
    let mut link = host.join_link();
    let over = Arc::new(AtomicBool::new(false));
    let proxy = impairment.map(|impairment| {
        let to = host.listening().udp;
        let mut proxy = Proxy::new("127.0.0.1:0".parse().unwrap(), to, 1, impairment).unwrap();
        let at = proxy.listening().unwrap();
        let pairing = link.pairing().unwrap();
        let bare = JoinLink::new(vec![at.ip()], at.port()).unwrap();
        link = bare.with_pairing(pairing.secret.clone(), pairing.key);
        let over = Arc::clone(&over);
        thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                proxy.turn();
            }
            proxy.summary()
        })
    });
    if loss.is_some_and(|share| !lose(share)) {
        return;
    }
    let link = link.to_string();
    let link = scheme.map_or(link.clone(), |scheme| link.replacen("couchpad", scheme, 1));
    let _pad = neighbour(&format!("{test} {link}"));
    check(&host, test);
    over.store(true, Ordering::Relaxed);
    if let Some(proxy) = proxy {
        println!("the proxy: {}", proxy.join().unwrap());
    }
}

#[test]
fn a_pad_plays_through_a_network_that_delays_loses_doubles_and_mixes_up() {
    let impairment = Impairment {
        loss: 50,
        duplicate: 50,
        reorder: 100,
        delay: Duration::from_millis(2),
        jitter: Duration::from_millis(50),
    };
    let test = "a_pad_plays_through_a_network_that_delays_loses_doubles_and_mixes_up";
    plays(test, None, None, Some(impairment));
}

#[test]
fn a_pad_plays_where_a_fifth_of_all_packets_gets_lost() {
    let test = "a_pad_plays_where_a_fifth_of_all_packets_gets_lost";
    plays(test, Some("0.2"), None, None);
}

#[test]
fn a_pad_plays_over_tcp_where_packets_get_lost() {
    let test = "a_pad_plays_over_tcp_where_packets_get_lost";
    plays(test, Some("0.05"), Some("tcp"), None);
}
