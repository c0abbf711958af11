//! Every interface, and interfaces that come and go: in network namespaces that the tests make, where the system allows it.
#![cfg(target_os = "linux")]

mod namespace;
mod support;

use couchpad_core::protocol::JoinLink;
use couchpad_core::transport::{Bind, DoorNews};
use couchpad_core::{Host, Pad, Target};
use namespace::{inside, other_machine, role, sh, tell};
use std::net::IpAddr;
use support::{X, axis_arrives, options, start_play, until};

fn everywhere() -> Host {
    let host = Host::listen(Bind::everywhere(0), Default::default()).unwrap();
    start_play(&host);
    host
}

/// The link to one address of a host.
fn link_at(host: &Host, ip: &str) -> JoinLink {
    let link = host.join_link();
    let pairing = link.pairing().unwrap();
    let bare = JoinLink::new(vec![ip.parse().unwrap()], link.port()).unwrap();
    bare.with_pairing(pairing.secret.clone(), pairing.key)
}

/// Joins, moves its axis to this value and stays until it is ended.
fn play(link: &JoinLink, value: i16) -> Pad {
    let pad = Pad::connect(Target::of_link(link).unwrap(), options("Ada")).unwrap();
    until("connected", || {
        let view = pad.view();
        (view.connected && view.layout.is_some()).then_some(())
    });
    pad.set_axis(X, value);
    pad
}

#[test]
fn pads_on_other_machines_join_by_ipv4_and_by_ipv6() {
    const TEST: &str = "pads_on_other_machines_join_by_ipv4_and_by_ipv6";
    if let Some((_, link)) = role().as_deref().and_then(|role| role.split_once(' ')) {
        let pad = play(&link.parse().unwrap(), 77);
        tell("connected");
        until("the receiver's end", || pad.is_ended().then_some(()));
        return;
    }
    if !inside(TEST, "ip link set lo up") {
        return;
    }
    let ways = [
        ("eth4", "10.9.0.1/24", "10.9.0.2/24"),
        ("eth6", "fd00:9::1/64 nodad", "fd00:9::2/64 nodad"),
    ];
    for (name, own, theirs) in ways {
        let host = everywhere();
        let ip = own.split('/').next().unwrap();
        let role = format!("{TEST} {}", link_at(&host, ip));
        let machine = other_machine(&role, name, own, theirs);
        machine.until("a pad on another machine", |line| line == "connected");
        axis_arrives(&host, 0, 77);
        host.with(|now, session| {
            let pads: Vec<_> = session.pads().map(|pad| pad.id).collect();
            pads.into_iter().for_each(|pad| session.kick(now, pad));
        });
    }
}

#[test]
fn the_link_follows_the_network() {
    let setup = "ip link set lo up\nip link add eth0 type veth peer name cable\n\
                 ip addr add 10.9.0.1/24 dev eth0\nip link set eth0 up\nip link set cable up";
    if !inside("the_link_follows_the_network", setup) {
        return;
    }
    let host = everywhere();
    let told = |host: &Host| -> Vec<IpAddr> {
        let link = host.join_link();
        link.addresses().map(|address| address.ip()).collect()
    };
    let has = |ip: &str| told(&host).contains(&ip.parse().unwrap());
    until("the first address", || has("10.9.0.1").then_some(()));
    drop(host.take_door_news());
    sh("ip addr add 10.9.1.1/24 dev eth0");
    until("the second address", || has("10.9.1.1").then_some(()));
    assert!(host.take_door_news().contains(&DoorNews::LinkChanged));
    sh("ip addr del 10.9.0.1/24 dev eth0");
    until("the first one's end", || (!has("10.9.0.1")).then_some(()));
    assert!(has("10.9.1.1"));
}

#[test]
fn without_ipv6_there_is_ipv4() {
    let setup = "ip link set lo up\necho 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6";
    if !inside("without_ipv6_there_is_ipv4", setup) {
        return;
    }
    let host = everywhere();
    let _pad = play(&link_at(&host, "127.0.0.1"), 5);
    axis_arrives(&host, 0, 5);
}
