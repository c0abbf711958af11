//! What may keep pads out, looked for on this very machine: addresses, the port, announcements, firewalls, tunnels, the
//! Wi-Fi. Reads and asks, changes nothing, and sends nothing but to this machine and one announcement to the network.
//! Must not know how a report is shown.

mod door;
mod firewall;
mod network;
mod pad;
mod reach;
mod report;
mod system;
mod wifi;

pub use pad::examine_pad;
pub use report::{About, Finding, Level, Report};

use crate::discovery::hears_itself;
use crate::interfaces::Interface;
use crate::transport::Bind;
use firewall::{Verdict, Wanted};
use std::net::IpAddr;
use std::thread;
use std::time::Duration;
use system::{Here, System};

/// Time that an announcement has to come back.
const ECHO: Duration = Duration::from_millis(3_000);
/// Time that the system's tools have together.
const TOOLS: Duration = Duration::from_millis(3_500);

/// What is to be examined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// What the receiver listens on, or would; `None`: every interface.
    pub bind: Option<IpAddr>,
    /// Its port; 0: any free one.
    pub port: u16,
    /// Whether it announces itself: an announcement is made, and is to come back.
    pub discovery: bool,
}

/// Examines this machine as a place for a receiver. Takes up to 4 s.
#[must_use]
pub fn examine(question: Question) -> Report {
    examine_live(question, |_| {})
}

/// The same, and `tell` hears each finding as soon as it is made.
pub fn examine_live(question: Question, tell: impl FnMut(&Finding)) -> Report {
    examine_on(&Here::within(TOOLS), question, tell)
}

fn examine_on(system: &dyn System, question: Question, mut tell: impl FnMut(&Finding)) -> Report {
    let all = system.interfaces();
    let (bind, port) = (question.bind, question.port);
    thread::scope(|scope| {
        let echo = question
            .discovery
            .then(|| scope.spawn(move || hears_itself(bind, ECHO)));
        let mut findings = Vec::new();
        let mut add = |new: Vec<Finding>| {
            new.iter().for_each(&mut tell);
            findings.extend(new);
        };
        add(network::addresses(&all, bind));
        let inner = network::inner_network(system, &all, bind);
        add(inner.iter().cloned().collect());
        let door = door::examine(&all, Bind { ip: bind, port });
        add(door.findings);
        let verdict = firewalls(system, &all, question);
        add(verdict.findings);
        add(network::vpn(&all, system.default_route())
            .into_iter()
            .collect());
        add(wifi::examine(system, &all));
        if let Some(echo) = echo {
            let heard = echo
                .join()
                .unwrap_or_else(|_| Err("it ended by itself".to_owned()));
            add(vec![announcements(heard, &all)]);
        }
        let can_join = can_join(door.reachable, verdict.blocks, inner.as_ref());
        Report::new(findings, can_join).needing_rights(verdict.needs_rights)
    })
}

/// Whether pads get to the port: it can be reached, no firewall is in the way, and this system is not shut in.
fn can_join(is_reachable: bool, is_blocked: bool, inner: Option<&Finding>) -> bool {
    let is_shut_in = inner.is_some_and(|finding| finding.level == Level::Trouble);
    is_reachable && !is_blocked && !is_shut_in
}

/// Loopback is let through everywhere: nothing to look for.
fn firewalls(system: &dyn System, all: &[Interface], question: Question) -> Verdict {
    if question.bind.is_some_and(|ip| ip.is_loopback()) {
        return Verdict::default();
    }
    firewall::examine(system, &Wanted::new(question.port, all, question.bind))
}

fn announcements(heard: Result<Vec<IpAddr>, String>, all: &[Interface]) -> Finding {
    let qr = "Phones can still scan the QR code or type the address.";
    match heard {
        Err(why) => Finding::note(format!("Announcements cannot be made: {why}."), qr),
        Ok(heard) if heard.is_empty() => Finding::note(
            "An announcement did not come back to this machine: phones may not find the receiver by themselves.",
            format!("A firewall that keeps UDP port 5353 closed is the likely reason. {qr}"),
        ),
        Ok(heard) => {
            let outside = heard
                .iter()
                .any(|ip| network::lan(all).any(|i| i.ip == *ip));
            Finding::good(if outside || network::lan(all).next().is_none() {
                "Announcements come back to this machine: phones can find the receiver by themselves."
            } else {
                "Announcements come back inside this machine."
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use system::Os;
    use system::sample::Sample;

    fn question(bind: Option<&str>) -> Question {
        Question {
            bind: bind.map(|ip| ip.parse().unwrap()),
            port: 0,
            discovery: false,
        }
    }

    #[test]
    fn loopback_alone_is_enough_when_asked_for() {
        let sample = Sample::of(Os::Linux).at("lo", "127.0.0.1");
        let mut told = 0;
        let report = examine_on(&sample, question(Some("127.0.0.1")), |_| told += 1);
        assert!(report.can_join(), "{report}");
        assert_eq!(told, report.findings.len());
        assert!(!examine_on(&sample, question(None), |_| {}).can_join());
    }

    #[test]
    fn an_inner_network_keeps_pads_out_where_it_is_certain() {
        let trouble = Finding::trouble("This runs in a container.", "");
        let note = Finding::note("This may run in a container.", "");
        assert!(!can_join(true, false, Some(&trouble)));
        assert!(can_join(true, false, Some(&note)));
        assert!(can_join(true, false, None));
        assert!(!can_join(true, true, None) && !can_join(false, false, None));
        let sample = Sample::of(Os::Linux)
            .file("/proc/version", "Linux version 6.6-microsoft-standard-WSL2")
            .with("wslinfo --networking-mode", "nat\n")
            .at("lo", "127.0.0.1")
            .at("eth0", "172.27.200.4");
        let alone = examine_on(&sample, question(Some("127.0.0.1")), |_| {});
        assert!(alone.can_join(), "{alone}");
        let report = examine_on(&sample, question(None), |_| {});
        let said = report
            .findings
            .iter()
            .any(|f| f.level == Level::Trouble && f.what.contains("WSL"));
        assert!(said && !report.can_join(), "{report}");
    }

    #[test]
    fn rules_that_only_root_reads_are_told_apart_from_none() {
        let at = || Sample::of(Os::Linux).at("wlan0", "192.168.1.5");
        let needs =
            |sample: Sample| firewalls(&sample, &sample.interfaces, question(None)).needs_rights;
        assert!(needs(at().file("/usr/sbin/nft", "")));
        assert!(!needs(at()));
    }

    #[test]
    fn a_firewall_that_blocks_keeps_pads_out() {
        let closed = Sample::of(Os::Linux)
            .at("wlan0", "192.168.1.5")
            .with("iptables -S INPUT", "-P INPUT DROP\n");
        let verdict = firewalls(&closed, &closed.interfaces, question(None));
        assert!(verdict.blocks);
        let verdict = firewalls(&closed, &closed.interfaces, question(Some("127.0.0.1")));
        assert!(!verdict.blocks, "loopback passes firewalls");
    }

    #[test]
    fn tells_how_far_announcements_go() {
        let sample = Sample::of(Os::Linux)
            .at("lo", "127.0.0.1")
            .at("wlan0", "192.168.1.5");
        let said = |heard: &[&str]| {
            let heard = heard.iter().map(|ip| ip.parse().unwrap()).collect();
            announcements(Ok(heard), &sample.interfaces)
        };
        assert!(
            said(&["127.0.0.1", "192.168.1.5"])
                .what
                .contains("by themselves")
        );
        assert!(said(&["127.0.0.1"]).what.contains("inside this machine"));
        assert_eq!(said(&[]).level, Level::Note);
        assert_eq!(announcements(Err("no".to_owned()), &[]).level, Level::Note);
    }
}
