//! Findings about interfaces and addresses: where pads can be, tunnels, several networks. Pure.

use super::report::Finding;
use super::system::System;
use crate::interfaces::{Interface, InterfaceKind};
use std::collections::BTreeMap;
use std::net::IpAddr;

/// What is said of the addresses that pads may use, and of what is missing.
pub(super) fn addresses(all: &[Interface], bind: Option<IpAddr>) -> Vec<Finding> {
    let mut by_name: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for interface in lan(all) {
        let ips = by_name.entry(&interface.name).or_default();
        ips.push(interface.ip.to_string());
    }
    let mut findings: Vec<Finding> = by_name
        .iter()
        .map(|(name, ips)| Finding::good(format!("{name}: {}", ips.join(", "))))
        .collect();
    match bind.filter(|ip| !ip.is_unspecified()) {
        Some(ip) if ip.is_loopback() => findings.push(Finding::note(
            format!("The receiver listens on {ip}: controllers on other devices cannot join."),
            "Start it without --bind, or with --bind PORT, to let phones in.",
        )),
        Some(ip) if all.iter().all(|interface| interface.ip != ip) => {
            findings.push(Finding::trouble(
                format!(
                    "This machine does not have the address {ip} that the receiver is to listen on."
                ),
                "Start it without --bind: it then listens on every address.",
            ));
        }
        Some(_) => {}
        None if by_name.is_empty() => findings.push(no_network(all)),
        None => findings.extend(several(&by_name)),
    }
    findings
}

/// Addresses of networks that pads may be on.
pub(super) fn lan(all: &[Interface]) -> impl Iterator<Item = &Interface> {
    all.iter().filter(|i| i.kind == InterfaceKind::Lan && i.up)
}

fn no_network(all: &[Interface]) -> Finding {
    let alone = all
        .iter()
        .find(|i| i.kind == InterfaceKind::LinkLocal && i.ip.is_ipv4());
    let asleep = all.iter().find(|i| i.kind == InterfaceKind::Lan && !i.up);
    let what = match (alone, asleep) {
        (Some(alone), _) => format!(
            "{} is connected, but the network gave it no address ({} is one that it gave itself).",
            alone.name, alone.ip
        ),
        (None, Some(asleep)) => format!("{} has an address, but no connection.", asleep.name),
        (None, None) => "This device is on no network that phones could be on.".to_owned(),
    };
    Finding::trouble(
        what,
        "Connect it to the Wi-Fi that the phones are on, or by cable to the same router. Without a router a phone's \
         hotspot will do: no internet is needed.",
    )
}

fn several(by_name: &BTreeMap<&str, Vec<String>>) -> Option<Finding> {
    let names: Vec<&str> = by_name.keys().copied().collect();
    (names.len() > 1).then(|| {
        Finding::note(
            format!("There are several networks: {}.", names.join(", ")),
            "Phones have to be on one of them. The join link lists the addresses of all.",
        )
    })
}

/// What is said of tunnels; `route` is the address of the default route.
pub(super) fn vpn(all: &[Interface], route: Option<IpAddr>) -> Option<Finding> {
    let tunnels: Vec<&Interface> = all
        .iter()
        .filter(|i| i.kind == InterfaceKind::Vpn && i.up)
        .collect();
    let first = tunnels.first()?;
    let whole = tunnels.iter().find(|tunnel| Some(tunnel.ip) == route);
    Some(match whole {
        Some(tunnel) => Finding::note(
            format!(
                "A VPN ({}) carries this device's traffic. It may keep the local network out.",
                tunnel.name
            ),
            "If joining fails, allow \"local network\" or \"LAN access\" in the VPN's settings, or pause the VPN.",
        ),
        None => Finding::note(
            format!("A VPN ({}) is up beside the local network.", first.name),
            "It is rarely in the way. If joining fails, pause it and try again.",
        ),
    })
}

/// What is said where this system runs inside another one, whose network is not its own.
pub(super) fn inside_another(system: &dyn System, all: &[Interface]) -> Option<Finding> {
    let is_private_172 = |i: &Interface| matches!(i.ip, IpAddr::V4(v4) if v4.is_private() && v4.octets().starts_with(&[172]));
    let hidden = lan(all).all(|i| i.ip.is_ipv6() || is_private_172(i));
    let version = system.read("/proc/version").unwrap_or_default();
    if hidden && version.to_lowercase().contains("microsoft") {
        return Some(Finding::note(
            "This runs in Linux under Windows (WSL), whose addresses phones usually do not reach.",
            "Run Couchpad for Windows instead, or set networkingMode=mirrored in .wslconfig.",
        ));
    }
    let contained = ["/.dockerenv", "/run/.containerenv"]
        .iter()
        .any(|mark| system.exists(mark));
    (hidden && contained).then(|| {
        Finding::note(
            "This runs in a container, whose addresses phones usually do not reach.",
            "Give the container the machine's own network: --network host",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::report::Level;
    use crate::doctor::system::sample::Sample;

    fn levels(findings: &[Finding]) -> Vec<Level> {
        findings.iter().map(|f| f.level).collect()
    }

    #[test]
    fn names_the_addresses() {
        let sample = Sample::default()
            .at("lo", "127.0.0.1")
            .at("wlan0", "192.168.1.5")
            .at("wlan0", "fd00::5")
            .at("docker0", "172.17.0.1");
        let findings = addresses(&sample.interfaces, None);
        assert_eq!(findings, [Finding::good("wlan0: 192.168.1.5, fd00::5")]);
        let two = sample.at("eth0", "10.0.0.5");
        let findings = addresses(&two.interfaces, None);
        assert_eq!(levels(&findings), [Level::Good, Level::Good, Level::Note]);
        assert!(findings[2].what.contains("eth0, wlan0"));
    }

    #[test]
    fn tells_what_is_missing() {
        let none = Sample::default()
            .at("lo", "127.0.0.1")
            .at("docker0", "172.17.0.1");
        assert_eq!(levels(&addresses(&none.interfaces, None)), [Level::Trouble]);
        let own = none.at("wlan0", "169.254.3.4");
        assert!(
            addresses(&own.interfaces, None)[0]
                .what
                .contains("gave itself")
        );
        let mut unplugged = Sample::default().at("eth0", "192.168.1.5");
        unplugged.interfaces[0].up = false;
        assert!(
            addresses(&unplugged.interfaces, None)[0]
                .what
                .contains("no connection")
        );
    }

    #[test]
    fn follows_the_bind() {
        let sample = Sample::default()
            .at("lo", "127.0.0.1")
            .at("wlan0", "192.168.1.5");
        let bound = |ip: &str| levels(&addresses(&sample.interfaces, ip.parse().ok()));
        assert_eq!(bound("127.0.0.1"), [Level::Good, Level::Note]);
        assert_eq!(bound("192.168.1.5"), [Level::Good]);
        assert_eq!(bound("192.168.1.6"), [Level::Good, Level::Trouble]);
        assert_eq!(bound("::"), [Level::Good]);
    }

    #[test]
    fn knows_systems_inside_systems() {
        let wsl = || {
            Sample::default().file(
                "/proc/version",
                "Linux version 5.15.153.1-microsoft-standard-WSL2 (root@941d701f84f1)",
            )
        };
        let said = |sample: &Sample| inside_another(sample, &sample.interfaces).map(|f| f.what);
        assert!(
            said(&wsl().at("eth0", "172.27.200.4"))
                .unwrap()
                .contains("WSL")
        );
        assert_eq!(said(&wsl().at("eth0", "192.168.1.5")), None, "mirrored");
        let docker = || Sample::default().file("/.dockerenv", "");
        assert!(
            said(&docker().at("eth0", "172.17.0.2"))
                .unwrap()
                .contains("container")
        );
        assert_eq!(
            said(&docker().at("wlan0", "192.168.1.5")),
            None,
            "the machine's own network"
        );
        assert_eq!(said(&Sample::default().at("eth0", "172.17.0.2")), None);
    }

    #[test]
    fn tells_a_tunnel_that_takes_everything_from_one_that_does_not() {
        let sample = Sample::default()
            .at("wlan0", "192.168.1.5")
            .at("wg0", "10.2.0.2");
        let said = |route: &str| vpn(&sample.interfaces, route.parse().ok()).unwrap().what;
        assert!(said("10.2.0.2").contains("carries this device's traffic"));
        assert!(said("192.168.1.5").contains("beside"));
        assert_eq!(vpn(&sample.interfaces[..1], None), None);
    }
}
