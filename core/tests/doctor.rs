//! The doctor on real machines, in network namespaces: with a network and without, with a receiver and without, and from a pad
//! on another machine.

#![cfg(target_os = "linux")]

mod namespace;

use couchpad_core::Host;
use couchpad_core::discovery::{Announcement, Announcer, Scope};
use couchpad_core::doctor::{Level, Question, Report, examine, examine_live, examine_pad};
use couchpad_core::protocol::PublicKey;
use couchpad_core::session::HostConfig;
use couchpad_core::transport::Bind;
use namespace::{inside, not_tried, other_machine, role, sh, tell};
use std::process::Command;

/// A network with nobody else on it.
const LAN: &str = "ip link set lo up\nip link add eth0 type veth peer name far\nip link set far up\n\
                   ip addr add 10.77.0.1/24 dev eth0\nip link set eth0 up\n\
                   until ip link show eth0 | grep -q 'state UP'; do sleep 0.02; done";

const fn question(port: u16) -> Question {
    Question {
        bind: None,
        port,
        discovery: true,
    }
}

fn has(report: &Report, level: Level, words: &str) -> bool {
    let mut findings = report.findings.iter();
    findings.any(|f| f.level == level && f.what.contains(words))
}

fn receiver(bind: Bind) -> Host {
    Host::listen(bind, HostConfig::default()).unwrap()
}

#[test]
fn on_a_network_pads_can_join_with_a_receiver_or_without() {
    if !inside("on_a_network_pads_can_join_with_a_receiver_or_without", LAN) {
        return;
    }
    let mut live = Vec::new();
    let report = examine_live(question(4455), |finding| live.push(finding.clone()));
    assert!(report.can_join(), "{report}");
    assert_eq!(live, report.findings);
    assert!(has(&report, Level::Good, "eth0: 10.77.0.1"), "{report}");
    assert!(
        has(
            &report,
            Level::Good,
            "No receiver runs now; port 4455 is free, and can be reached at 10.77.0.1"
        ),
        "{report}"
    );
    assert!(
        has(
            &report,
            Level::Good,
            "phones can find the receiver by themselves"
        ),
        "{report}"
    );

    let host = receiver(Bind::everywhere(4455));
    let answering = examine(question(4455));
    drop(host);
    assert!(answering.can_join(), "{answering}");
    assert!(
        has(
            &answering,
            Level::Good,
            "A receiver answers on port 4455 at 10.77.0.1"
        ),
        "{answering}"
    );

    let elsewhere = examine(Question {
        bind: Some("10.77.0.99".parse().unwrap()),
        ..question(4455)
    });
    assert!(!elsewhere.can_join(), "{elsewhere}");
    assert!(
        has(
            &elsewhere,
            Level::Trouble,
            "does not have the address 10.77.0.99"
        ),
        "{elsewhere}"
    );
}

#[test]
fn a_receiver_on_loopback_alone_keeps_phones_out() {
    if !inside("a_receiver_on_loopback_alone_keeps_phones_out", LAN) {
        return;
    }
    let _host = receiver(Bind::loopback(4455));
    let everywhere = examine(question(4455));
    let bound = examine(Question {
        bind: Some("127.0.0.1".parse().unwrap()),
        ..question(4455)
    });
    assert!(
        !everywhere.can_join() && has(&everywhere, Level::Trouble, "in use"),
        "{everywhere}"
    );
    assert!(
        bound.can_join()
            && has(
                &bound,
                Level::Note,
                "controllers on other devices cannot join"
            ),
        "{bound}"
    );
}

/// The system's own firewall, where its tool is there.
#[test]
fn a_closed_firewall_is_seen() {
    if !inside("a_closed_firewall_is_seen", LAN) {
        return;
    }
    let close = "iptables -P INPUT DROP && iptables -A INPUT -i lo -j ACCEPT";
    let closed = Command::new("sh").args(["-c", close]).output();
    if !closed.is_ok_and(|output| output.status.success()) {
        return not_tried("there is no iptables here that works");
    }
    let report = examine(question(4455));
    assert!(
        !report.can_join()
            && has(
                &report,
                Level::Trouble,
                "keeps UDP and TCP port 4455 closed"
            ),
        "{report}"
    );
    sh(
        "iptables -I INPUT -p udp -m multiport --dports 4455,5353 -j ACCEPT\niptables -I INPUT -p tcp --dport 4455 -j ACCEPT",
    );
    let report = examine(question(4455));
    assert!(report.can_join(), "what it advises helps: {report}");
}

#[test]
fn without_a_network_nobody_can_join() {
    if !inside("without_a_network_nobody_can_join", "ip link set lo up") {
        return;
    }
    let report = examine(question(4455));
    assert!(
        !report.can_join() && has(&report, Level::Trouble, "on no network"),
        "{report}"
    );
}

#[test]
fn a_pad_on_another_machine_tells_why_it_sees_nothing() {
    let name = "a_pad_on_another_machine_tells_why_it_sees_nothing";
    if role().is_some_and(|role| role.ends_with(" pad")) {
        pad();
    }
    if !inside(name, "ip link set lo up") {
        return;
    }
    let other = other_machine(
        &format!("{name} pad"),
        "eth0",
        "10.77.0.1/24",
        "10.77.0.2/24",
    );
    other.until("nobody listens", |l| {
        l.starts_with("false") && l.contains("no receiver listens on port 4455")
    });
    let host = receiver(Bind::everywhere(4455));
    let _announcer = Announcer::start(Announcement {
        name: "Den".to_owned(),
        port: 4455,
        ip: None,
        key: PublicKey([1; 32]),
        oldest: 1,
        newest: 1,
        players: 0,
        seats: 8,
        locked: false,
    })
    .unwrap();
    other.until("all is well", |l| {
        l.starts_with("true")
            && l.contains("answers at 10.77.0.1:4455")
            && l.contains("Announcements of receivers arrive")
    });
    drop(host);
    sh("ip link set eth0 down");
    other.until("no answer", |l| {
        l.starts_with("false")
            && l.contains("No answer from 10.77.0.1:4455, though it is on this network")
    });
}

/// The second machine: examines its way to the first, over and over.
fn pad() -> ! {
    let target = ["10.77.0.1:4455".parse().unwrap()];
    loop {
        let report = examine_pad(&target, Some(Scope::Everywhere));
        let said: Vec<&str> = report.findings.iter().map(|f| f.what.as_str()).collect();
        tell(&format!("{} {}", report.can_join(), said.join(" ")));
    }
}
