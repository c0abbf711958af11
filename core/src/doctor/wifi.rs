//! Whether the Wi-Fi keeps its devices apart. One device alone cannot know: a guest network's name and the lack of any
//! neighbour are hints, and told as such.

use super::network::lan;
use super::report::Finding;
use super::system::{Os, System};
use crate::interfaces::Interface;
use std::net::{IpAddr, Ipv4Addr};

/// Parts of names that networks have whose guests are kept apart.
const GUESTS: &[&str] = &[
    "guest",
    "gast",
    "gäste",
    "invité",
    "invitado",
    "ospiti",
    "visitor",
    "public",
    "hotel",
    "eduroam",
    "free wifi",
    "free-wifi",
    "freewifi",
];

/// What is known of one Wi-Fi.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wifi {
    interface: String,
    network: Option<String>,
    /// Devices that this one has spoken to, the router not counted.
    neighbours: usize,
}

/// A finding for each Wi-Fi that this machine is on.
pub(super) fn examine(system: &dyn System, all: &[Interface]) -> Vec<Finding> {
    let wifis = match system.os() {
        Os::Linux => linux(system, all),
        Os::Mac => macos(system, all),
        Os::Windows => windows(system, all),
        Os::Other => Vec::new(),
    };
    wifis.iter().map(judge).collect()
}

fn judge(wifi: &Wifi) -> Finding {
    let network = wifi.network.as_deref().unwrap_or(&wifi.interface);
    let network = crate::protocol::clean_name(network);
    let lower = wifi.network.as_deref().unwrap_or_default().to_lowercase();
    let advice = "If phones cannot join, use the home network instead of the guest network, or switch off \"AP isolation\" (also \
        called \"client isolation\") in the router's settings. A phone's hotspot works, too.";
    if GUESTS.iter().any(|guest| lower.contains(guest)) {
        let what = format!(
            "The Wi-Fi \"{network}\" is likely a guest network, and those usually keep devices apart."
        );
        Finding::note(what, advice)
    } else if wifi.neighbours == 0 {
        let what = format!(
            "No other device has been seen on the Wi-Fi \"{network}\" yet. It may keep devices apart; that is not certain."
        );
        Finding::note(what, advice)
    } else {
        let devices = if wifi.neighbours == 1 {
            "another device is"
        } else {
            "other devices are"
        };
        Finding::good(format!("On the Wi-Fi \"{network}\" {devices} in reach."))
    }
}

fn names(all: &[Interface]) -> Vec<&str> {
    let mut names: Vec<&str> = lan(all).map(|i| i.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn linux(system: &dyn System, all: &[Interface]) -> Vec<Wifi> {
    let arp = system.read("/proc/net/arp").unwrap_or_default();
    let routes = system.read("/proc/net/route").unwrap_or_default();
    let wireless = |name: &&str| system.exists(&format!("/sys/class/net/{name}/wireless"));
    let of = |name: &str| {
        let link = system
            .run("iw", &["dev", name, "link"])
            .filter(|link| link.ok);
        let ssid = link.and_then(|link| after(&link.text, "SSID:"));
        Wifi {
            interface: name.to_owned(),
            network: ssid,
            neighbours: linux_neighbours(&arp, &linux_gateways(&routes), name),
        }
    };
    names(all).into_iter().filter(wireless).map(of).collect()
}

/// What follows a key on its line.
fn after(text: &str, key: &str) -> Option<String> {
    let value = text
        .lines()
        .find_map(|line| line.trim().strip_prefix(key))?
        .trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Complete entries of `/proc/net/arp` for an interface.
fn linux_neighbours(arp: &str, gateways: &[Ipv4Addr], name: &str) -> usize {
    let known = arp.lines().skip(1).filter(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [ip, _, flags, mac, _, device] = words.as_slice() else {
            return false;
        };
        let ip: Option<Ipv4Addr> = ip.parse().ok();
        let complete = *flags != "0x0" && *mac != "00:00:00:00:00:00";
        *device == name && complete && ip.is_some_and(|ip| !gateways.contains(&ip))
    });
    known.count()
}

/// The routers in `/proc/net/route`, whose numbers are in the machine's own byte order.
fn linux_gateways(routes: &str) -> Vec<Ipv4Addr> {
    let gateway = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [_, destination, gateway, ..] = words.as_slice() else {
            return None;
        };
        let number = u32::from_str_radix(gateway, 16).ok()?;
        let octets = number.to_ne_bytes();
        (*destination == "00000000").then(|| Ipv4Addr::from(octets))
    };
    routes.lines().skip(1).filter_map(gateway).collect()
}

fn macos(system: &dyn System, all: &[Interface]) -> Vec<Wifi> {
    let text = |program: &str, arguments: &[&str]| {
        system
            .run(program, arguments)
            .map_or_else(String::new, |o| o.text)
    };
    let ports = text("networksetup", &["-listallhardwareports"]);
    let device = ports
        .split("Hardware Port:")
        .find(|port| port.trim().starts_with("Wi-Fi"));
    let device = device.and_then(|port| after(port, "Device:"));
    let Some(device) = device.filter(|device| names(all).contains(&device.as_str())) else {
        return Vec::new();
    };
    let network = after(
        &text("networksetup", &["-getairportnetwork", &device]),
        "Current Wi-Fi Network:",
    );
    let gateway = after(&text("route", &["-n", "get", "default"]), "gateway:");
    let on = format!(" on {device} ");
    let arp = text("arp", &["-an"]);
    let known = arp.lines().filter(|line| {
        line.contains(&on) && !line.contains("(incomplete)") && !line.contains("permanent")
    });
    let known = known.filter_map(|line| line.split(['(', ')']).nth(1)?.parse::<Ipv4Addr>().ok());
    let others = known.filter(|ip| !is_group(*ip) && Some(ip.to_string()) != gateway);
    vec![Wifi {
        neighbours: others.count(),
        interface: device,
        network,
    }]
}

fn windows(system: &dyn System, all: &[Interface]) -> Vec<Wifi> {
    let text = |program: &str, arguments: &[&str]| {
        system
            .run(program, arguments)
            .map_or_else(String::new, |o| o.text)
    };
    let wlan = text("netsh", &["wlan", "show", "interfaces"]);
    let value = |key: &str| {
        let mut lines = wlan.lines().filter_map(|line| line.split_once(" : "));
        lines
            .find(|(name, _)| name.trim() == key)
            .map(|(_, value)| value.trim().to_owned())
    };
    let Some(name) = value("Name") else {
        return Vec::new();
    };
    let Some(own) = lan(all)
        .find(|i| i.name == name && i.ip.is_ipv4())
        .map(|i| i.ip)
    else {
        return Vec::new();
    };
    let gateways: Vec<String> = text("route", &["print", "-4", "0.0.0.0"])
        .lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix("0.0.0.0")?
                .split_whitespace()
                .nth(1)
                .map(str::to_owned)
        })
        .collect();
    let arp = text("arp", &["-a", "-N", &own.to_string()]);
    let known = arp
        .lines()
        .filter_map(|line| line.split_whitespace().next()?.parse::<Ipv4Addr>().ok());
    let last = |ip: &Ipv4Addr| ip.octets().last() == Some(&255);
    let others = known.filter(|ip| {
        !is_group(*ip) && !last(ip) && IpAddr::V4(*ip) != own && !gateways.contains(&ip.to_string())
    });
    vec![Wifi {
        neighbours: others.count(),
        interface: name,
        network: value("SSID"),
    }]
}

const fn is_group(ip: Ipv4Addr) -> bool {
    ip.is_multicast() || ip.is_broadcast()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::report::Level;
    use crate::doctor::system::sample::Sample;

    const ARP: &str = "IP address       HW type     Flags       HW address            Mask     Device\n\
        192.168.1.1      0x1         0x2         a4:91:b1:00:00:01     *        wlp2s0\n\
        192.168.1.40     0x1         0x0         00:00:00:00:00:00     *        wlp2s0\n";
    const ROUTE: &str = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n\
        wlp2s0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n";
    const LINK: &str =
        "Connected to a4:91:b1:00:00:01 (on wlp2s0)\n\tSSID: Müllers\n\tfreq: 5180\n";

    fn linux_says(arp: &str, link: &str) -> Finding {
        let sample = Sample::of(Os::Linux)
            .at("wlp2s0", "192.168.1.5")
            .at("eth0", "10.0.0.5")
            .file("/sys/class/net/wlp2s0/wireless", "")
            .file("/proc/net/arp", arp)
            .file("/proc/net/route", ROUTE)
            .with("iw dev wlp2s0 link", link);
        let mut findings = examine(&sample, &sample.interfaces);
        assert_eq!(findings.len(), 1, "a cable is no Wi-Fi");
        findings.remove(0)
    }

    #[test]
    fn linux_neighbours_are_a_hint() {
        let alone = linux_says(ARP, LINK);
        assert!(
            alone.level == Level::Note
                && alone.what.contains("\"Müllers\"")
                && alone.what.contains("not certain"),
            "{alone}"
        );
        let more = format!(
            "{ARP}192.168.1.41     0x1         0x2         a4:91:b1:00:00:02     *        wlp2s0\n"
        );
        assert_eq!(linux_says(&more, LINK).level, Level::Good);
        let other = format!(
            "{ARP}10.0.0.41     0x1         0x2         a4:91:b1:00:00:02     *        eth0\n"
        );
        assert_eq!(linux_says(&other, "Not connected.\n").level, Level::Note);
        let guest = linux_says(&more, &LINK.replace("Müllers", "Müllers-GAST"));
        assert!(guest.what.contains("likely"), "{guest}");
    }

    #[test]
    fn reads_macos() {
        let sample = Sample::of(Os::Mac)
            .at("en0", "192.168.1.7")
            .with("networksetup -listallhardwareports", "\nHardware Port: Ethernet\nDevice: en5\nEthernet Address: 0\n\nHardware Port: Wi-Fi\nDevice: en0\nEthernet Address: 1\n")
            .with("networksetup -getairportnetwork en0", "Current Wi-Fi Network: Home\n")
            .with("route -n get default", "   route to: default\n    gateway: 192.168.1.1\n  interface: en0\n")
            .with("arp -an", "? (192.168.1.1) at a4:91:b1:0:0:1 on en0 ifscope [ethernet]\n? (192.168.1.9) at (incomplete) on en0 ifscope [ethernet]\n\
                ? (192.168.1.30) at a4:91:b1:0:0:2 on en0 ifscope [ethernet]\n? (224.0.0.251) at 1:0:5e:0:0:fb on en0 ifscope permanent [ethernet]\n");
        let expected = Wifi {
            interface: "en0".to_owned(),
            network: Some("Home".to_owned()),
            neighbours: 1,
        };
        assert_eq!(macos(&sample, &sample.interfaces), [expected]);
    }

    #[test]
    fn reads_windows() {
        let sample = Sample::of(Os::Windows)
            .at("Wi-Fi", "192.168.1.9")
            .with("netsh wlan show interfaces", "\r\nThere is 1 interface on the system:\r\n\r\n    Name                   : Wi-Fi\r\n    State                  : connected\r\n    SSID                   : Hotel Lux\r\n    BSSID                  : a4:91\r\n")
            .with("route print -4 0.0.0.0", "Active Routes:\r\nNetwork Destination        Netmask          Gateway       Interface  Metric\r\n          0.0.0.0          0.0.0.0      192.168.1.1      192.168.1.9     35\r\n")
            .with("arp -a -N 192.168.1.9", "\r\nInterface: 192.168.1.9 --- 0x5\r\n  Internet Address      Physical Address      Type\r\n  192.168.1.1           a4-91-b1-00-00-01     dynamic\r\n  192.168.1.255         ff-ff-ff-ff-ff-ff     static\r\n  224.0.0.251           01-00-5e-00-00-fb     static\r\n");
        let wifis = windows(&sample, &sample.interfaces);
        assert_eq!(
            wifis,
            [Wifi {
                interface: "Wi-Fi".to_owned(),
                network: Some("Hotel Lux".to_owned()),
                neighbours: 0
            }]
        );
        assert!(judge(&wifis[0]).what.contains("likely a guest network"));
    }
}
