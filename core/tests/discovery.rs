//! Receivers announce themselves and pads find them, in network namespaces: on one machine, from another, through other
//! programs' eyes, and where the network is bad.

#![cfg(target_os = "linux")]

mod namespace;

use couchpad_core::discovery::{Found, Scope};
use namespace::search::{Search, announce};
use namespace::{inside, not_tried, other_machine, role, tell, wait_for};
use socket2::{Domain, Socket, Type};
use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::process::Command;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

const LO: &str = "ip link set lo up";

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

#[test]
fn another_machine_finds_what_is_not_bound_to_loopback() {
    let name = "another_machine_finds_what_is_not_bound_to_loopback";
    if role().is_some_and(|role| role.ends_with(" browse")) {
        browse_and_eavesdrop();
    }
    if !inside(name, LO) {
        return;
    }
    let other = other_machine(
        &format!("{name} browse"),
        "eth0",
        "10.77.0.1/24",
        "10.77.0.2/24",
    );
    let _on_loopback = announce(1, 4451, Some("127.0.0.1"));
    let mut here = Search::start(Scope::Everywhere);
    here.until_keys(&[1]);
    let on_eth0 = announce(3, 4453, Some("10.77.0.1"));
    here.until_keys(&[1, 3]);
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
    here.until(4, "both ways to it", |found| {
        let all: Vec<String> = found.addresses.iter().map(ToString::to_string).collect();
        all == ["127.0.0.1:4454", "10.77.0.1:4454"]
    });
    drop(on_eth0);
    other.until("the goodbye", |l| l == "gone 03030303");
    drop(everywhere);
    other.until("the other goodbye", |l| l == "gone 04040404");
    let heard = other.until("what it overheard", |l| l.starts_with("overheard "));
    assert_eq!(
        heard, "overheard 03030303 04040404",
        "no datagram names the one on loopback"
    );
}

/// The first machine has two networks, `eth0` with the second machine and `lan1` with nobody.
#[test]
fn a_receiver_bound_to_one_network_is_on_that_alone() {
    let name = "a_receiver_bound_to_one_network_is_on_that_alone";
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
    let lan1 = group_socket(Ipv4Addr::new(10, 78, 0, 1));
    let _on_lan1 = announce(2, 4452, Some("10.78.0.1"));
    wait_for("the one on lan1", || {
        names(&lan1).contains("02020202").then_some(())
    });
    let on_eth0 = announce(3, 4453, Some("10.77.0.1"));
    other.until("the one on its network", |l| {
        l.starts_with("found 03030303 10.77.0.1:4453 0 ")
    });
    drop(on_eth0);
    let heard = other.until("what it overheard", |l| l.starts_with("overheard "));
    assert_eq!(heard, "overheard 03030303");
    assert!(!names(&lan1).contains("03030303"));
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
        return not_tried("/usr/bin/python3 has no zeroconf (Debian package python3-zeroconf)");
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
