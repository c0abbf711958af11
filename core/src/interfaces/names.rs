//! What the names of interfaces tell. A guess by names as Linux, macOS, Windows, Android and iOS give them; pure.

use super::InterfaceKind;
use std::net::{IpAddr, Ipv6Addr};

/// What an interface with this name and address is good for. `point_to_point`: the system says that it has one other end,
/// as tunnels do. Unknown names are
/// a LAN's.
#[must_use]
pub fn classify(name: &str, ip: IpAddr, point_to_point: bool) -> InterfaceKind {
    let lower = name.to_lowercase();
    if ip.is_loopback() || is_loopback_name(&lower) {
        return InterfaceKind::Loopback;
    }
    if is_link_local(ip) {
        return InterfaceKind::LinkLocal;
    }
    if is_shared_by_mac(&lower, ip) {
        return InterfaceKind::Lan;
    }
    match classify_name(&lower) {
        Some(kind) => kind,
        None if point_to_point => InterfaceKind::Vpn,
        None => InterfaceKind::Lan,
    }
}

/// Whether the name alone says that no pad is reached there: the interface of a container, of a virtual machine, of the
/// mobile network.
#[must_use]
pub fn is_pointless(name: &str) -> bool {
    let kind = classify_name(&name.to_lowercase());
    matches!(kind, Some(InterfaceKind::Virtual | InterfaceKind::Mobile))
}

fn is_loopback_name(lower: &str) -> bool {
    // Linux under Windows gives `lo` an address of its own, which nobody else reaches
    is_numbered(lower, "lo") || lower.starts_with("loopback pseudo-interface")
}

const fn is_link_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => v4.is_link_local(),
        IpAddr::V6(v6) => is_unicast_link_local(v6),
    }
}

const fn is_unicast_link_local(v6: Ipv6Addr) -> bool {
    v6.segments()[0] & 0xffc0 == 0xfe80
}

/// macOS calls both its hotspot and the networks of virtual machines `bridge100`; the hotspot's is 192.168.2.
fn is_shared_by_mac(lower: &str, ip: IpAddr) -> bool {
    let hotspot = matches!(ip, IpAddr::V4(v4) if v4.octets().starts_with(&[192, 168, 2]));
    hotspot && lower.starts_with("bridge")
}

/// Names with a number behind them, or nothing.
const VIRTUAL_NUMBERED: &[&str] = &[
    "docker",
    "virbr",
    "vnet",
    "vmnet",
    "vboxnet",
    "lxcbr",
    "lxdbr",
    "incusbr",
    "podman",
    "cni",
    "flannel",
    "flannel.",
    "dummy",
    "ifb",
    "awdl",
    "llw",
    "anpi",
    "vmenet",
    "vnic",
    "waydroid",
    "xenbr",
    "vif",
    "cilium_vxlan",
    "kube-ipvs",
    "nodelocaldns",
    "bridge10",
    "mpqemubr",
    "crc",
];
/// Whatever follows.
const VIRTUAL_PREFIXES: &[&str] = &[
    "docker_",
    "cni-",
    "cali",
    "cilium",
    "lxc",
    "macvtap",
    "hassio",
    "vmware network adapter",
    "virtualbox host-only",
    "vethernet (default switch)",
    "vethernet (wsl",
    "vethernet (nat)",
    "vethernet (dockernat)",
    "hyper-v virtual",
    "bluestacks",
    "weave",
    "nat64",
];
const VPN_NUMBERED: &[&str] = &[
    "tun",
    "tap",
    "utun",
    "wg",
    "ppp",
    "ipsec",
    "tailscale",
    "zt",
    "gif",
    "stf",
    "sit",
    "gre",
    "gretap",
    "ip6tnl",
    "tunl",
    "vti",
    "ip_vti",
    "ip6_vti",
    "feth",
    "cscotun",
    "gpd",
    "nebula",
    "xfrm",
    "he-ipv",
    "ham",
];
const VPN_PREFIXES: &[&str] = &[
    "wg-",
    "wg_",
    "wgpia",
    "zt",
    "nordlynx",
    "nordtun",
    "proton",
    "pvpn",
    "ipv6leakintrf",
    "mullvad",
    "wireguard",
    "openvpn",
    "tailscale",
    "zerotier",
    "cloudflarewarp",
    "warp",
    "outline",
    "surfshark",
    "expressvpn",
    "tap-windows",
    "wintun",
    "vpn",
    "hamachi",
    "teredo",
    "isatap",
    "6to4",
    "cisco anyconnect",
    "globalprotect",
    "fortinet",
    "radmin",
    "nebula",
    "netbird",
    "wt0",
    "hotspot shield",
    "windscribe",
    "tun-",
    "tun_",
    "l2tp",
    "pptp",
];
const MOBILE_NUMBERED: &[&str] = &["wwan", "ccmni", "pdp_ip", "rmnet", "seth_lte", "usb_lte"];
const MOBILE_PREFIXES: &[&str] = &[
    "wwp",
    "wwx",
    "rmnet_",
    "v4-rmnet",
    "r_rmnet",
    "cellular",
    "mobile broadband",
];

/// `None`: the name says nothing.
fn classify_name(lower: &str) -> Option<InterfaceKind> {
    let any = |numbered: &[&str], prefixes: &[&str]| {
        numbered.iter().any(|stem| is_numbered(lower, stem))
            || prefixes.iter().any(|prefix| lower.starts_with(prefix))
    };
    // "wg0-mullvad", "outline-tun0": a tunnel under its maker's name
    let tunnel_in_name = lower.split(['-', '_']).any(|part| {
        ["tun", "wg", "vpn"]
            .iter()
            .any(|stem| is_numbered(part, stem))
    });
    if any(VIRTUAL_NUMBERED, VIRTUAL_PREFIXES) || is_docker_bridge(lower) || is_veth(lower) {
        Some(InterfaceKind::Virtual)
    } else if any(VPN_NUMBERED, VPN_PREFIXES) || lower.contains(" vpn") || tunnel_in_name {
        Some(InterfaceKind::Vpn)
    } else if any(MOBILE_NUMBERED, MOBILE_PREFIXES) {
        Some(InterfaceKind::Mobile)
    } else {
        None
    }
}

/// Docker names the bridges of its networks `br-` and twelve hexadecimal digits.
fn is_docker_bridge(lower: &str) -> bool {
    let id = lower.strip_prefix("br-").unwrap_or_default();
    id.len() == 12 && id.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Linux's pairs for containers; Windows has "vEthernet (...)", which may be the real network behind a switch.
fn is_veth(lower: &str) -> bool {
    lower.starts_with("veth") && !lower.starts_with("vethernet")
}

/// `stem` with a number behind it, or alone.
fn is_numbered(name: &str, stem: &str) -> bool {
    name.strip_prefix(stem)
        .is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use InterfaceKind::{Lan, LinkLocal, Loopback, Mobile, Virtual, Vpn};

    fn expect(samples: &[(&str, &str, bool, InterfaceKind)]) {
        for (name, address, point_to_point, kind) in samples {
            let found = classify(name, address.parse().unwrap(), *point_to_point);
            assert_eq!(found, *kind, "{name} {address}");
        }
    }

    #[test]
    fn knows_linux() {
        expect(&[
            ("lo", "127.0.0.1", false, Loopback),
            ("lo", "::1", false, Loopback),
            ("lo", "10.255.255.254", false, Loopback),
            ("eth0", "192.168.1.20", false, Lan),
            ("enp3s0", "10.0.0.4", false, Lan),
            ("eno1", "2001:db8::5", false, Lan),
            ("enx00e04c680001", "192.168.42.10", false, Lan),
            ("wlan0", "192.168.178.31", false, Lan),
            ("wlp2s0", "fe80::1234", false, LinkLocal),
            ("wlp2s0", "169.254.7.9", false, LinkLocal),
            ("br0", "192.168.1.2", false, Lan),
            ("br-lan", "192.168.1.1", false, Lan),
            ("bond0", "192.168.1.3", false, Lan),
            ("usb0", "192.168.42.129", false, Lan),
            ("bnep0", "192.168.44.3", false, Lan),
            ("docker0", "172.17.0.1", false, Virtual),
            ("br-3f9a1c0d7b2e", "172.18.0.1", false, Virtual),
            ("docker_gwbridge", "172.19.0.1", false, Virtual),
            ("veth12ab34c", "172.17.0.9", false, Virtual),
            ("virbr0", "192.168.122.1", false, Virtual),
            ("vmnet8", "172.16.55.1", false, Virtual),
            ("vboxnet0", "192.168.56.1", false, Virtual),
            ("lxdbr0", "10.80.1.1", false, Virtual),
            ("podman1", "10.88.0.1", false, Virtual),
            ("cni-podman0", "10.88.0.1", false, Virtual),
            ("flannel.1", "10.42.0.0", false, Virtual),
            ("tun0", "10.8.0.6", true, Vpn),
            ("wg0", "10.2.0.2", true, Vpn),
            ("wg0-mullvad", "10.64.1.2", true, Vpn),
            ("tailscale0", "100.101.102.103", true, Vpn),
            ("ztabcdefgh", "10.147.20.5", false, Vpn),
            ("nordlynx", "10.5.0.2", true, Vpn),
            ("CloudflareWARP", "172.16.0.2", true, Vpn),
            ("outline-tun0", "10.0.85.1", false, Vpn),
            ("ppp0", "10.64.64.64", true, Vpn),
            ("proton0", "10.2.0.2", true, Vpn),
            ("wwan0", "10.90.1.2", false, Mobile),
            ("wwp0s20u4", "10.90.1.2", false, Mobile),
        ]);
    }

    #[test]
    fn knows_macos_and_phones() {
        expect(&[
            ("lo0", "127.0.0.1", false, Loopback),
            ("en0", "192.168.1.7", false, Lan),
            ("en7", "10.0.1.4", false, Lan),
            ("en0", "fe80::1c2f:aaff:fe00:1", false, LinkLocal),
            ("awdl0", "fe80::8c2f:aaff:fe00:1", false, LinkLocal),
            ("utun3", "fe80::ce81:b1c:bd2c:69e", true, LinkLocal),
            ("utun4", "100.96.0.5", true, Vpn),
            ("bridge0", "192.168.3.4", false, Lan),
            ("bridge100", "192.168.2.1", false, Lan),
            ("bridge100", "192.168.64.1", false, Virtual),
            ("vmenet0", "192.168.64.9", false, Virtual),
            ("vnic0", "10.211.55.2", false, Virtual),
            ("feth2042", "10.147.20.5", false, Vpn),
            ("ipsec0", "10.11.0.2", true, Vpn),
            ("pdp_ip0", "10.20.30.40", true, Mobile),
            ("rmnet_data2", "10.20.30.40", false, Mobile),
            ("ccmni0", "10.20.30.40", false, Mobile),
            ("ap1", "192.168.43.1", false, Lan),
            ("swlan0", "192.168.43.1", false, Lan),
        ]);
    }

    #[test]
    fn knows_windows() {
        expect(&[
            ("Loopback Pseudo-Interface 1", "127.0.0.1", false, Loopback),
            ("Ethernet", "192.168.1.8", false, Lan),
            ("Ethernet 2", "10.0.0.8", false, Lan),
            ("Wi-Fi", "192.168.1.9", false, Lan),
            ("WLAN", "192.168.1.9", false, Lan),
            ("Drahtlosnetzwerkverbindung", "192.168.1.9", false, Lan),
            ("Local Area Connection* 10", "192.168.137.1", false, Lan),
            ("vEthernet (External Switch)", "192.168.1.10", false, Lan),
            ("vEthernet (Default Switch)", "172.27.192.1", false, Virtual),
            (
                "vEthernet (WSL (Hyper-V firewall))",
                "172.20.0.1",
                false,
                Virtual,
            ),
            (
                "VMware Network Adapter VMnet8",
                "192.168.77.1",
                false,
                Virtual,
            ),
            (
                "VirtualBox Host-Only Network",
                "192.168.56.1",
                false,
                Virtual,
            ),
            ("Tailscale", "100.70.1.2", false, Vpn),
            ("NordLynx", "10.5.0.2", false, Vpn),
            ("OpenVPN TAP-Windows6", "10.8.0.6", false, Vpn),
            ("Work VPN", "10.1.2.3", false, Vpn),
            ("Firma", "10.1.2.3", true, Vpn),
            ("ZeroTier One [8056c2e21c000001]", "10.147.20.5", false, Vpn),
            ("Ethernet 3", "169.254.99.1", false, LinkLocal),
            ("Cellular", "10.64.1.1", false, Mobile),
        ]);
    }
}
