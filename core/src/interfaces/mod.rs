//! This machine's network interfaces, what each is good for, and which addresses are worth giving to pads. Sends nothing.
//! Must not know what listens on them.

mod names;

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

pub use names::{classify, is_pointless};

/// Most addresses that go into a join link.
const MOST_ADDRESSES: usize = 8;
/// Most IPv6 addresses of one interface among them: systems add temporary ones by the day.
const MOST_V6_EACH: usize = 2;

/// What an interface is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InterfaceKind {
    /// Reaches this machine alone.
    Loopback,
    /// Ethernet, Wi-Fi, a bridge of them, a hotspot, a cable to a phone: where pads are.
    Lan,
    /// Reaches virtual machines or containers of this machine: docker, veth, virbr, vmnet...
    Virtual,
    /// A tunnel to elsewhere: tun, wg, tailscale, utun, ppp...
    Vpn,
    /// The mobile network: nobody on a couch is reached by it.
    Mobile,
    /// An address that the interface gave itself and that needs a zone to be dialled (fe80::) or that means that nobody
    /// gave it one (169.254).
    LinkLocal,
}

/// One address of one interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// The system's name of it: `wlan0`, `en0`, `Wi-Fi`.
    pub name: String,
    /// The address.
    pub ip: IpAddr,
    /// How many leading bits of the address are the subnet's, up to 32 or 128.
    pub prefix: u8,
    /// What it is good for.
    pub kind: InterfaceKind,
    /// The system's number of it.
    pub index: Option<u32>,
    /// Whether it is known to be running; a cable that is not plugged in makes it false.
    pub up: bool,
}

impl Interface {
    /// Whether `other` is in the subnet of this address, so that it is reached without a router.
    #[must_use]
    pub fn is_neighbour(&self, other: IpAddr) -> bool {
        match (self.ip, other) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let host_bits = 32 - u32::from(self.prefix.clamp(1, 32));
                own.to_bits() >> host_bits == other.to_bits() >> host_bits
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let host_bits = 128 - u32::from(self.prefix.clamp(1, 128));
                own.to_bits() >> host_bits == other.to_bits() >> host_bits
            }
            _ => false,
        }
    }
}

/// Every address of every interface, in the system's order. Empty where the system does not say.
#[must_use]
pub fn interfaces() -> Vec<Interface> {
    let found = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::debug!("the system does not list its network interfaces: {error}");
        Vec::new()
    });
    found
        .into_iter()
        .map(|found| {
            let prefix = match &found.addr {
                if_addrs::IfAddr::V4(v4) => v4.prefixlen,
                if_addrs::IfAddr::V6(v6) => v6.prefixlen,
            };
            Interface {
                ip: found.ip(),
                prefix,
                kind: classify(&found.name, found.ip(), found.is_p2p()),
                index: found.index,
                up: found.is_oper_up(),
                name: found.name,
            }
        })
        .collect()
}

/// The addresses that pads are told, best first, at most 8: IPv4 before IPv6 before tunnels, the interface that leads to the
/// router before others. `bind`: what the receiver listens on; `None` and unspecified addresses are every interface
/// (`0.0.0.0` of IPv4 alone). Loopback only when bound to it or when there is nothing else.
#[must_use]
pub fn join_addresses(bind: Option<IpAddr>) -> Vec<IpAddr> {
    match bind {
        Some(ip) if !ip.is_unspecified() => vec![ip],
        _ => choose(
            &interfaces(),
            bind.is_some_and(|ip| ip.is_ipv4()),
            default_route(),
        ),
    }
}

/// The address from which this machine would send to the internet: that of the default route. Sends nothing.
pub(crate) fn default_route() -> Option<IpAddr> {
    // Connecting a UDP socket only chooses a route; the address belongs to nobody (RFC 5737).
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(203, 0, 113, 1), 9)).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified()).then_some(ip)
}

fn choose(all: &[Interface], v4_only: bool, routed: Option<IpAddr>) -> Vec<IpAddr> {
    let mut ranked: Vec<(u32, IpAddr)> = Vec::new();
    for (at, interface) in all.iter().enumerate() {
        let Some(rank) = rank(interface, routed) else {
            continue;
        };
        let earlier = all.get(..at).unwrap_or_default();
        let v6_before = earlier
            .iter()
            .filter(|e| e.name == interface.name && e.ip.is_ipv6() && e.kind == interface.kind)
            .count();
        let surplus = interface.ip.is_ipv6() && (v4_only || v6_before >= MOST_V6_EACH);
        if !surplus && ranked.iter().all(|(_, ip)| *ip != interface.ip) {
            ranked.push((rank, interface.ip));
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut chosen: Vec<IpAddr> = ranked.into_iter().map(|(_, ip)| ip).collect();
    chosen.truncate(MOST_ADDRESSES);
    if chosen.is_empty() {
        chosen.push(Ipv4Addr::LOCALHOST.into());
    }
    chosen
}

/// Lower is better; `None`: not worth telling.
fn rank(interface: &Interface, routed: Option<IpAddr>) -> Option<u32> {
    let family = match interface.ip {
        IpAddr::V4(v4) if v4.is_private() => 0,
        IpAddr::V4(_) => 1,
        IpAddr::V6(_) => 2,
    };
    let asleep = u32::from(!interface.up);
    let off_route = u32::from(routed != Some(interface.ip));
    match interface.kind {
        InterfaceKind::Lan => Some(asleep * 20 + family * 2 + off_route),
        InterfaceKind::Vpn => Some(40 + family * 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use InterfaceKind::Loopback;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn at(name: &str, address: &str) -> Interface {
        Interface {
            name: name.to_owned(),
            ip: ip(address),
            prefix: if address.contains(':') { 64 } else { 24 },
            kind: classify(name, ip(address), false),
            index: None,
            up: true,
        }
    }

    #[test]
    fn the_best_address_comes_first() {
        let mut idle = at("eth1", "192.168.9.9");
        idle.up = false;
        let all = [
            at("lo", "127.0.0.1"),
            at("docker0", "172.17.0.1"),
            at("tun0", "10.8.0.2"),
            at("wlan0", "fe80::1"),
            at("wlan0", "fd00::5"),
            at("eth0", "10.0.0.5"),
            at("wlan0", "192.168.1.5"),
            idle,
        ];
        let chosen = choose(&all, false, Some(ip("192.168.1.5")));
        let expected = [
            "192.168.1.5",
            "10.0.0.5",
            "fd00::5",
            "192.168.9.9",
            "10.8.0.2",
        ];
        assert_eq!(chosen, expected.map(ip));
        let v4 = choose(&all, true, None);
        assert!(v4.iter().all(IpAddr::is_ipv4) && v4.len() == 4, "{v4:?}");
    }

    #[test]
    fn addresses_are_few() {
        let temporary: Vec<Interface> = (0..40)
            .map(|n| at("wlan0", &format!("2001:db8::{n:x}")))
            .collect();
        assert_eq!(choose(&temporary, false, None).len(), MOST_V6_EACH);
        let many: Vec<Interface> = (0..40)
            .map(|n| at(&format!("eth{n}"), &format!("10.0.{n}.1")))
            .collect();
        assert_eq!(choose(&many, false, None).len(), MOST_ADDRESSES);
        let doubled = [at("br0", "10.0.0.1"), at("eth0", "10.0.0.1")];
        assert_eq!(choose(&doubled, false, None), [ip("10.0.0.1")]);
    }

    #[test]
    fn loopback_only_where_nothing_else_is() {
        let alone = [
            at("lo", "127.0.0.1"),
            at("docker0", "172.17.0.1"),
            at("eth0", "169.254.1.1"),
        ];
        assert_eq!(choose(&alone, false, None), [ip("127.0.0.1")]);
        assert_eq!(join_addresses(Some(ip("127.0.0.1"))), [ip("127.0.0.1")]);
        assert_eq!(join_addresses(Some(ip("::1"))), [ip("::1")]);
    }

    #[test]
    fn lists_this_machine() {
        let all = interfaces();
        let loopback = all.iter().find(|i| i.ip.is_loopback() && i.ip.is_ipv4());
        assert_eq!(loopback.map(|i| (i.kind, i.prefix)), Some((Loopback, 8)));
        let told = join_addresses(None);
        assert!(!told.is_empty() && told.len() <= MOST_ADDRESSES);
        assert!(
            told.iter()
                .all(|ip| ip.is_loopback() || all.iter().any(|i| i.ip == *ip))
        );
    }

    #[test]
    fn neighbours_share_the_subnet() {
        let home = at("wlan0", "192.168.1.5");
        assert!(home.is_neighbour(ip("192.168.1.200")) && !home.is_neighbour(ip("192.168.2.5")));
        assert!(at("wlan0", "fd00::1").is_neighbour(ip("fd00::ffff:2")));
        assert!(!home.is_neighbour(ip("fd00::1")));
        let strange = Interface {
            prefix: 200,
            ..home
        };
        assert!(strange.is_neighbour(strange.ip) && !strange.is_neighbour(ip("192.168.1.6")));
    }
}
