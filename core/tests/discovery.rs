//! Receivers announce themselves and pads find them, in network namespaces: on one machine, from another, through other
//! programs' eyes, and where the network is bad.

#![cfg(target_os = "linux")]

mod namespace;

use couchpad_core::discovery::{
    Announcement, Announcer, BrowseEvent, Browser, Found, MdnsBrowser, Scope,
};
use couchpad_core::protocol::PublicKey;
use namespace::{inside, other_machine, role, sh, tell, wait_for};
use socket2::{Domain, Socket, Type};
use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

const LO: &str = "ip link set lo up";

fn announcement(key: u8, port: u16, ip: Option<&str>) -> Announcement {
    Announcement {
        name: "Living Room".to_owned(),
        port,
        ip: ip.map(|ip| ip.parse().unwrap()),
        key: PublicKey([key; 32]),
        oldest: 1,
        newest: 2,
        players: 0,
        seats: 8,
        locked: false,
    }
}

fn announce(key: u8, port: u16, ip: Option<&str>) -> Announcer {
    Announcer::start(announcement(key, port, ip)).unwrap()
}

/// A browser and what it knows.
struct Search {
    browser: MdnsBrowser,
    there: BTreeMap<String, Found>,
    failures: Vec<String>,
    woken: Arc<AtomicUsize>,
}

impl Search {
    fn start(scope: Scope) -> Self {
        let woken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&woken);
        let wake = Arc::new(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        Self {
            browser: MdnsBrowser::start(wake, scope).unwrap(),
            there: BTreeMap::new(),
            failures: Vec::new(),
            woken,
        }
    }

    fn catch_up(&mut self) {
        while let Some(event) = self.browser.poll() {
            match event {
                BrowseEvent::Found(found) => {
                    self.there.insert(found.id.clone(), found);
                }
                BrowseEvent::Gone(id) => {
                    self.there.remove(&id);
                }
                BrowseEvent::Failed(why) => self.failures.push(why),
            }
        }
    }

    /// Waits until the receivers found are these, by the first byte of their keys.
    fn until_keys(&mut self, keys: &[u8]) {
        let expected: Vec<String> = keys
            .iter()
            .map(|k| PublicKey([*k; 32]).fingerprint())
            .collect();
        wait_for(&format!("the receivers {keys:?}"), || {
            self.catch_up();
            let mut found: Vec<&str> = self
                .there
                .values()
                .map(|f| f.fingerprint.as_str())
                .collect();
            found.sort_unstable();
            (found == expected).then_some(())
        });
    }

    fn of(&self, key: u8) -> &Found {
        let fingerprint = PublicKey([key; 32]).fingerprint();
        let mut there = self.there.values();
        there
            .find(|found| found.fingerprint == fingerprint)
            .unwrap()
    }

    fn until(&mut self, key: u8, what: &str, wanted: impl Fn(&Found) -> bool) {
        wait_for(what, || {
            self.catch_up();
            let fingerprint = PublicKey([key; 32]).fingerprint();
            self.there
                .values()
                .any(|found| found.fingerprint == fingerprint && wanted(found))
                .then_some(())
        });
    }
}

#[test]
fn two_receivers_on_one_machine_come_change_and_go() {
    if !inside("two_receivers_on_one_machine_come_change_and_go", LO) {
        return;
    }
    let first = announce(1, 4455, Some("127.0.0.1"));
    let mut here = Search::start(Scope::Loopback);
    let mut everywhere = Search::start(Scope::Everywhere);
    here.until_keys(&[1]);
    let second = announce(2, 4456, Some("127.0.0.1"));
    here.until_keys(&[1, 2]);
    everywhere.until_keys(&[1, 2]);
    let found = here.of(1);
    assert_eq!(
        (found.name.as_str(), found.oldest, found.newest),
        ("Living Room", 1, 2)
    );
    assert_eq!((found.players, found.seats, found.locked), (0, 8, false));
    assert_eq!(found.addresses, [SocketAddr::from(([127, 0, 0, 1], 4455))]);
    assert_eq!(
        here.of(2).addresses,
        [SocketAddr::from(([127, 0, 0, 1], 4456))]
    );
    assert!(here.woken.load(Ordering::Relaxed) >= 2, "each news wakes");

    for players in 1..=50 {
        first.update(players, 8, false);
    }
    first.update(3, 16, true);
    here.until(1, "the update", |f| {
        (f.players, f.seats, f.locked) == (3, 16, true)
    });
    everywhere.until(1, "the update", |f| f.players == 3);
    assert_eq!(here.of(2).players, 0);

    drop(second);
    here.until_keys(&[1]);
    everywhere.until_keys(&[1]);
    assert_eq!(first.take_failure(), None);
    assert!(here.failures.is_empty());
}

#[test]
fn what_cannot_be_announced_is_told() {
    if !inside("what_cannot_be_announced_is_told", LO) {
        return;
    }
    let receiver = announce(1, 4455, Some("::1"));
    let why = wait_for("the failure", || receiver.take_failure());
    assert!(why.contains("::1") && why.contains("127.0.0.1"), "{why}");
    assert_eq!(receiver.take_failure(), None);
}

/// The first machine has two networks, `eth0` with the second machine and `lan1` with nobody.
#[test]
fn another_machine_finds_what_is_bound_to_its_network() {
    let name = "another_machine_finds_what_is_bound_to_its_network";
    if role().is_some_and(|role| role.ends_with(" browse")) {
        browse_and_eavesdrop();
    }
    let setup = "ip link set lo up\nip link add lan1 type veth peer name end1\n\
        ip link set end1 up\nip addr add 10.78.0.1/24 dev lan1\nip link set lan1 up";
    if !inside(name, setup) {
        return;
    }
    let other = other_machine(
        &format!("{name} browse"),
        "eth0",
        "10.77.0.1/24",
        "10.77.0.2/24",
    );
    let _on_loopback = announce(1, 4451, Some("127.0.0.1"));
    // not everywhere: a search repeats what it knows in its questions
    Search::start(Scope::Loopback).until_keys(&[1]);
    let lan1 = group_socket(Ipv4Addr::new(10, 78, 0, 1));
    let _on_lan1 = announce(2, 4452, Some("10.78.0.1"));
    wait_for("the one on lan1", || {
        names(&lan1).contains("02020202").then_some(())
    });
    let on_eth0 = announce(3, 4453, Some("10.77.0.1"));
    other.until("the one on its network", |l| {
        l.starts_with("found 03030303 10.77.0.1:4453 0 ")
    });
    on_eth0.update(5, 8, false);
    other.until("its update", |l| {
        l.starts_with("found 03030303 10.77.0.1:4453 5 ")
    });
    let everywhere = announce(4, 4454, None);
    other.until("the one on every network", |l| {
        l.starts_with("found 04040404 10.77.0.1:4454 ")
    });
    drop(on_eth0);
    other.until("the goodbye", |l| l == "gone 03030303");
    drop(everywhere);
    other.until("the other goodbye", |l| l == "gone 04040404");
    let heard = other.until("what it overheard", |l| l.starts_with("overheard "));
    assert_eq!(
        heard, "overheard 03030303 04040404",
        "no datagram names the others"
    );
}

/// The second machine: browses, and listens to every datagram to the group besides.
fn browse_and_eavesdrop() -> ! {
    let own = Ipv4Addr::new(10, 77, 0, 2);
    let socket = wait_for("the network", || {
        let there = couchpad_core::interfaces::interfaces();
        there.iter().any(|i| i.ip == own).then(|| group_socket(own))
    });
    let mut search = Search::start(Scope::Everywhere);
    let mut known: BTreeMap<String, Found> = BTreeMap::new();
    let mut overheard = BTreeSet::new();
    loop {
        search.catch_up();
        for (id, found) in &search.there {
            if known.get(id) != Some(found) {
                let (head, address) = (&found.fingerprint[..8], found.addresses[0]);
                tell(&format!("found {head} {address} {} players", found.players));
            }
        }
        for (id, found) in &known {
            if !search.there.contains_key(id) {
                tell(&format!("gone {}", &found.fingerprint[..8]));
            }
        }
        let all_left = !known.is_empty() && search.there.is_empty();
        known.clone_from(&search.there);
        overheard.extend(names(&socket));
        if all_left {
            let all: Vec<String> = overheard.iter().cloned().collect();
            tell(&format!("overheard {}", all.join(" ")));
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Hears every datagram to the mDNS group on the interface with this address.
fn group_socket(interface: Ipv4Addr) -> UdpSocket {
    let group = Ipv4Addr::new(224, 0, 0, 251);
    let socket = Socket::new(Domain::IPV4, Type::DGRAM, None).unwrap();
    socket.set_reuse_address(true).unwrap();
    socket.set_reuse_port(true).unwrap();
    socket.set_multicast_all_v4(false).unwrap();
    socket
        .bind(&SocketAddr::from((group, 5353)).into())
        .unwrap();
    socket.join_multicast_v4(&group, &interface).unwrap();
    socket.set_nonblocking(true).unwrap();
    socket.into()
}

/// The receivers that the datagrams heard name, by the first half of their fingerprints.
fn names(socket: &UdpSocket) -> BTreeSet<String> {
    let (mut heard, mut datagram) = (BTreeSet::new(), [0; 9000]);
    while let Ok((length, _)) = socket.recv_from(&mut datagram) {
        let text = String::from_utf8_lossy(&datagram[..length]).into_owned();
        let all = (1..=9_u8).map(|key| format!("{key:02x}").repeat(4));
        heard.extend(all.filter(|name| text.contains(name.as_str())));
    }
    heard
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

/// Python's zeroconf, a browser that shares no code with ours.
#[test]
fn pythons_zeroconf_reads_the_announcement() {
    if !inside("pythons_zeroconf_reads_the_announcement", LO) {
        return;
    }
    let python = "/usr/bin/python3";
    let there = Command::new(python)
        .args(["-c", "import zeroconf"])
        .output();
    if !there.is_ok_and(|output| output.status.success()) {
        println!("not tried, as {python} has no zeroconf (Debian package python3-zeroconf)");
        return;
    }
    let receiver = announce(0xab, 4455, Some("127.0.0.1"));
    receiver.update(3, 8, true);
    let output = Command::new(python).args(["-c", PYTHON]).output().unwrap();
    let read = String::from_utf8_lossy(&output.stdout);
    let mut lines: Vec<&str> = read.lines().collect();
    lines.sort_unstable();
    let expected = [
        "address 127.0.0.1",
        "id=abababababababab",
        "instance Living Room abababab._couchpad._udp.local.",
        "l=1",
        "n=Living Room",
        "p=3",
        "port 4455",
        "s=8",
        "tcp=4455",
        "txtvers=1",
        "vmax=2",
        "vmin=1",
    ];
    assert_eq!(
        lines,
        expected,
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

const PYTHON: &str = r#"
import socket, time
from zeroconf import ServiceBrowser, ServiceListener, Zeroconf
TYPE = "_couchpad._udp.local."
class Listener(ServiceListener):
    names = []
    def add_service(self, zc, type_, name): self.names.append(name)
    def update_service(self, zc, type_, name): pass
    def remove_service(self, zc, type_, name): pass
zc = Zeroconf(interfaces=["127.0.0.1"])
browser = ServiceBrowser(zc, TYPE, Listener())
deadline = time.time() + 30
info = None
while time.time() < deadline:
    if Listener.names:
        info = zc.get_service_info(TYPE, Listener.names[0], 1000)
        if info and info.properties.get(b"p") == b"3": break
    time.sleep(0.05)
print("instance", info.name)
print("port", info.port)
for address in info.addresses: print("address", socket.inet_ntoa(address))
for key, value in info.properties.items(): print(key.decode() + "=" + value.decode())
zc.close()
"#;
