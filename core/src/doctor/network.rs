//! Findings about interfaces and addresses: where pads can be, tunnels, several networks. Pure.

use super::report::{About, Finding};
use super::system::System;
use crate::interfaces::{Interface, InterfaceKind};
use std::collections::BTreeMap;
use std::net::IpAddr;

/// What is said of the addresses that pads may use, and of what is missing.
pub(super) fn addresses(all: &[Interface], bind: Option<IpAddr>) -> Vec<Finding> {
    let mut by_name: BTreeMap<&str, Vec<IpAddr>> = BTreeMap::new();
    for interface in lan(all) {
        let ips = by_name.entry(&interface.name).or_default();
        ips.push(interface.ip);
    }
    let mut findings: Vec<Finding> = by_name
        .iter()
        .map(|(name, ips)| usable(name, ips))
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

fn usable(name: &str, ips: &[IpAddr]) -> Finding {
    let shown: Vec<_> = ips.iter().map(ToString::to_string).collect();
    let said = Finding::good(format!("{name}: {}", shown.join(", ")));
    said.about(About::Addresses {
        interface: name.to_owned(),
        addresses: ips.to_vec(),
    })
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
    let (what, about) = match (alone, asleep) {
        (Some(alone), _) => (
            format!(
                "{} is connected, but the network gave it no address ({} is one that it gave itself).",
                alone.name, alone.ip
            ),
            About::NoAddress {
                interface: alone.name.clone(),
                own: alone.ip,
            },
        ),
        (None, Some(asleep)) => (
            format!("{} has an address, but no connection.", asleep.name),
            About::Unplugged {
                interface: asleep.name.clone(),
            },
        ),
        (None, None) => (
            "This device is on no network that phones could be on.".to_owned(),
            About::NoNetwork,
        ),
    };
    Finding::trouble(
        what,
        "Connect it to the Wi-Fi that the phones are on, or by cable to the same router. Without a router a phone's \
         hotspot will do: no internet is needed.",
    )
    .about(about)
}

fn several(by_name: &BTreeMap<&str, Vec<IpAddr>>) -> Option<Finding> {
    let names: Vec<&str> = by_name.keys().copied().collect();
    (names.len() > 1).then(|| {
        Finding::note(
            format!("There are several networks: {}.", names.join(", ")),
            "Phones have to be on one of them. The join link lists the addresses of all.",
        )
        .about(About::SeveralNetworks {
            interfaces: names.iter().map(|name| (*name).to_owned()).collect(),
        })
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
        )
        .about(About::VpnCarriesAll {
            interface: tunnel.name.clone(),
        }),
        None => Finding::note(
            format!("A VPN ({}) is up beside the local network.", first.name),
            "It is rarely in the way. If joining fails, pause it and try again.",
        )
        .about(About::VpnBeside {
            interface: first.name.clone(),
        }),
    })
}

/// What is said where this system runs inside another one, whose network is not its own: a trouble where that is certain.
/// Nothing where the receiver is for this system alone.
pub(super) fn inner_network(
    system: &dyn System,
    all: &[Interface],
    bind: Option<IpAddr>,
) -> Option<Finding> {
    if bind.is_some_and(|ip| ip.is_loopback()) || lan(all).next().is_none() {
        return None;
    }
    let version = system.read("/proc/version").unwrap_or_default();
    if version.to_lowercase().contains("microsoft") {
        return wsl(system, all);
    }
    let is_contained = ["/.dockerenv", "/run/.containerenv"]
        .iter()
        .any(|mark| system.exists(mark));
    (is_contained && looks_inner(all)).then(|| container(system, all))
}

/// Whether all addresses are of the kind that inner networks have, and now and then a real one.
fn looks_inner(all: &[Interface]) -> bool {
    lan(all).all(|i| match i.ip {
        IpAddr::V4(v4) => v4.is_private() && v4.octets().starts_with(&[172]),
        IpAddr::V6(_) => true,
    })
}

/// Linux under Windows: in its own words where it has them, else by its addresses.
fn wsl(system: &dyn System, all: &[Interface]) -> Option<Finding> {
    let mode = system.run("wslinfo", &["--networking-mode"]);
    let mode = mode.filter(|mode| mode.ok).map(|mode| mode.text);
    let advice = "Run Couchpad for Windows instead, or set networkingMode=mirrored in .wslconfig.";
    match mode.as_deref().map(str::trim) {
        Some("nat") => Some(Finding::trouble(
            "This runs in Linux under Windows (WSL), behind Windows' address: phones cannot reach it.",
            advice,
        )),
        Some("mirrored" | "bridged") => None,
        _ => looks_inner(all).then(|| {
            Finding::note(
                "This runs in Linux under Windows (WSL), whose addresses phones usually do not reach.",
                advice,
            )
        }),
    }
}

fn container(system: &dyn System, all: &[Interface]) -> Finding {
    let advice = "Give the container the machine's own network: --network host";
    if lan(all).all(|interface| is_cable_out(system, interface)) {
        return Finding::trouble(
            "This runs in a container with a network of its own: phones cannot reach its addresses.",
            advice,
        );
    }
    Finding::note(
        "This runs in a container, whose addresses phones usually do not reach.",
        advice,
    )
}

/// Whether an interface is the end of a virtual cable whose other end is outside: the kernel names the other end's number,
/// which for a real interface is its own. Kinds of virtual interface that are on the real network name themselves.
fn is_cable_out(system: &dyn System, interface: &Interface) -> bool {
    let read = |what: &str| system.read(&format!("/sys/class/net/{}/{what}", interface.name));
    let other: Option<u32> = read("iflink")
        .ok()
        .and_then(|text| text.trim().parse().ok());
    let names_itself = read("uevent").is_ok_and(|text| text.contains("DEVTYPE="));
    other.is_some() && interface.index.is_some() && other != interface.index && !names_itself
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
        let said: Vec<_> = findings.iter().map(|found| found.what.as_str()).collect();
        assert_eq!(said, ["wlan0: 192.168.1.5, fd00::5"]);
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

    fn inner(sample: &Sample, bind: Option<&str>) -> Option<(Level, String)> {
        let bind = bind.map(|ip| ip.parse().unwrap());
        let finding = inner_network(sample, &sample.interfaces, bind);
        finding.map(|finding| (finding.level, finding.what))
    }

    fn level(sample: &Sample) -> Option<Level> {
        inner(sample, None).map(|(level, _)| level)
    }

    #[test]
    fn knows_linux_under_windows_by_its_own_words() {
        let wsl = || {
            Sample::default().file(
                "/proc/version",
                "Linux version 5.15.153.1-microsoft-standard-WSL2 (root@941d701f84f1)",
            )
        };
        let says = |mode: &str| wsl().with("wslinfo --networking-mode", &format!("{mode}\n"));
        let nat = says("nat").at("eth0", "192.168.96.4");
        let (found, what) = inner(&nat, None).unwrap();
        assert!(found == Level::Trouble && what.contains("WSL"), "{what}");
        assert_eq!(
            inner(&nat, Some("127.0.0.1")),
            None,
            "for this system alone"
        );
        assert!(inner(&nat, Some("192.168.96.4")).is_some());
        let hotspot = says("mirrored").at("wlan0", "172.20.10.4");
        assert_eq!(
            level(&hotspot),
            None,
            "a phone's hotspot has such addresses"
        );
        let silent = wsl().at("eth0", "172.27.200.4");
        assert_eq!(level(&silent), Some(Level::Note), "an old WSL");
        assert_eq!(level(&wsl().at("eth0", "192.168.1.5")), None);
    }

    #[test]
    fn knows_a_container_by_the_cable_out_of_it() {
        let docker = || Sample::default().file("/.dockerenv", "");
        let eth0 = |ip: &str, iflink: &str, uevent: &str| {
            let sample = docker().at("eth0", ip);
            sample
                .file("/sys/class/net/eth0/iflink", iflink)
                .file("/sys/class/net/eth0/uevent", uevent)
        };
        let bridged = eth0("172.17.0.2", "42\n", "INTERFACE=eth0\nIFINDEX=1\n");
        let (found, what) = inner(&bridged, None).unwrap();
        assert!(found == Level::Trouble && what.contains("container"));
        assert_eq!(inner(&bridged, Some("::1")), None);
        let of_machine = eth0("172.20.1.5", "1\n", "INTERFACE=eth0\nIFINDEX=1\n");
        assert_eq!(level(&of_machine), Some(Level::Note), "not certain");
        let macvlan = eth0("172.20.1.5", "42\n", "DEVTYPE=macvlan\nINTERFACE=eth0\n");
        assert_eq!(level(&macvlan), Some(Level::Note), "on the real network");
        assert_eq!(level(&docker().at("eth0", "172.17.0.2")), Some(Level::Note));
        assert_eq!(level(&docker().at("wlan0", "192.168.1.5")), None);
        assert_eq!(
            level(&docker()),
            None,
            "no network at all is said elsewhere"
        );
        assert_eq!(level(&Sample::default().at("eth0", "172.17.0.2")), None);
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
