//! Discovery where the network is bad: none at all, a port that is taken, floods of junk, receivers that vanish.

#![cfg(target_os = "linux")]

mod namespace;

use couchpad_core::discovery::{Browser, Scope};
use namespace::search::{Search, announce};
use namespace::{inside, neighbour, role, sh, tell, wait_for};
use socket2::{Domain, Socket, Type};
use std::net::{Ipv4Addr, UdpSocket};
use std::thread;
use std::time::Duration;

const LO: &str = "ip link set lo up";

/// A receiver that is killed says no goodbye. Whoever fails to reach it says so, and it leaves the list long before its
/// announcement runs out.
#[test]
fn a_killed_receiver_leaves_when_it_is_doubted() {
    let name = "a_killed_receiver_leaves_when_it_is_doubted";
    if role().is_some_and(|role| role.ends_with(" receiver")) {
        let _receiver = announce(7, 4457, Some("127.0.0.1"));
        tell("here");
        thread::sleep(Duration::from_secs(1_000));
    }
    if !inside(name, LO) {
        return;
    }
    let killed = neighbour(&format!("{name} receiver"));
    let _stays = announce(1, 4455, Some("127.0.0.1"));
    let mut search = Search::start(Scope::Everywhere);
    search.until_keys(&[1, 7]);
    drop(killed);
    let ids: Vec<String> = search.there.keys().cloned().collect();
    for id in &ids {
        search.browser.doubt(id);
    }
    search.until_keys(&[1]);
    search.browser.doubt("nobody");
}

/// Nothing is up at first; it starts all the same, and works once something is.
#[test]
fn starts_without_a_network_and_is_found_once_there_is_one() {
    if !inside(
        "starts_without_a_network_and_is_found_once_there_is_one",
        ":",
    ) {
        return;
    }
    let never_up = announce(9, 4459, None);
    never_up.update(1, 8, false);
    drop(never_up);
    let receiver = announce(1, 4455, None);
    receiver.update(2, 8, false);
    let mut search = Search::start(Scope::Everywhere);
    search.catch_up();
    assert!(search.there.is_empty());
    sh(LO);
    search.until(1, "the receiver", |found| found.players == 2);
    assert_eq!(receiver.take_failure(), None);
}

#[test]
fn a_taken_port_is_told_once_and_tried_again() {
    if !inside("a_taken_port_is_told_once_and_tried_again", LO) {
        return;
    }
    // other mDNS programs share the port; this one does not
    let greedy = [
        UdpSocket::bind("0.0.0.0:5353").ok(),
        UdpSocket::bind("[::]:5353").ok(),
    ];
    let receiver = announce(1, 4455, Some("127.0.0.1"));
    let mut search = Search::start(Scope::Loopback);
    let why = wait_for("the receiver's failure", || receiver.take_failure());
    assert!(why.contains("5353") && why.contains("QR code"), "{why}");
    wait_for("the browser's failure", || {
        search.catch_up();
        search.failures.first().cloned()
    });
    drop(greedy);
    search.until_keys(&[1]);
    assert_eq!((receiver.take_failure(), search.failures.len()), (None, 1));
}

/// Junk, and well-formed announcements of receivers that do not exist, more than anybody wants.
#[test]
fn a_flood_of_answers_is_survived() {
    if !inside("a_flood_of_answers_is_survived", LO) {
        return;
    }
    let mut search = Search::start(Scope::Loopback);
    let receiver = announce(1, 4455, Some("127.0.0.1"));
    search.until_keys(&[1]);
    let socket = Socket::new(Domain::IPV4, Type::DGRAM, None).unwrap();
    socket.set_multicast_if_v4(&Ipv4Addr::LOCALHOST).unwrap();
    let socket = UdpSocket::from(socket);
    let mut seed = 1_u64;
    for number in 0..6_000_u32 {
        let datagram = if number % 3 == 0 {
            junk(&mut seed)
        } else {
            fake_answer(number)
        };
        let _ = socket.send_to(&datagram, "224.0.0.251:5353");
        if number % 64 == 0 {
            search.catch_up();
        }
    }
    assert!(search.there.len() <= couchpad_core::discovery::MOST_RECEIVERS);
    receiver.update(7, 8, false);
    search.until(1, "the real one's news", |found| found.players == 7);
}

fn junk(seed: &mut u64) -> Vec<u8> {
    let mut next = || {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (*seed >> 33) as u8
    };
    let length = usize::from(next()) * 4;
    let mut bytes: Vec<u8> = (0..length).map(|_| next()).collect();
    if let Some(flags) = bytes.get_mut(2) {
        *flags |= 0x80;
    }
    bytes
}

/// A response with one PTR, SRV and TXT record and an address that has nobody.
fn fake_answer(number: u32) -> Vec<u8> {
    let name = |labels: &[&str]| {
        let mut bytes = Vec::new();
        for label in labels {
            bytes.push(label.len() as u8);
            bytes.extend(label.as_bytes());
        }
        bytes.push(0);
        bytes
    };
    let record = |owner: &[u8], kind: u16, data: &[u8]| {
        let mut bytes = owner.to_vec();
        bytes.extend(kind.to_be_bytes());
        bytes.extend([0, 1, 0, 0, 0x10, 0]);
        bytes.extend((data.len() as u16).to_be_bytes());
        bytes.extend(data);
        bytes
    };
    let service = name(&["_couchpad", "_udp", "local"]);
    let instance = name(&[&format!("fake {number}"), "_couchpad", "_udp", "local"]);
    let host = name(&[&format!("h{number}"), "local"]);
    let mut txt = Vec::new();
    for entry in [
        &format!("id={number:016x}"),
        "vmin=1",
        "vmax=1",
        "n=\u{1b}[31mFree games",
    ] {
        txt.push(entry.len() as u8);
        txt.extend(entry.as_bytes());
    }
    let mut srv = vec![0, 0, 0, 0, 0x11, 0x67];
    srv.extend(&host);
    let mut datagram = vec![0, 0, 0x84, 0, 0, 0, 0, 4, 0, 0, 0, 0];
    datagram.extend(record(&service, 12, &instance));
    datagram.extend(record(&instance, 33, &srv));
    datagram.extend(record(&instance, 16, &txt));
    datagram.extend(record(&host, 1, &[10, 9, 8, 7]));
    datagram
}
