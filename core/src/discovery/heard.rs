//! What an announcement means, whoever heard it: a receiver to dial, or nothing. Pure. Must trust nothing: sizes are checked, texts cleaned,
//! addresses chosen.

use super::{Found, MOST_ADDRESSES, SERVICE_TYPE, Txt, parse_txt};
use crate::interfaces::{Interface, InterfaceKind};
use mdns_sd::{ResolvedService, ScopedIp};
use std::net::{IpAddr, SocketAddr};

/// Longest instance name with its type, in bytes.
const INSTANCE_BYTES: usize = 300;

/// Whether a name is none that an instance may have.
pub(super) fn is_odd(instance: &str) -> bool {
    instance.len() > INSTANCE_BYTES || instance.chars().any(char::is_control)
}

/// What an announcement means that our own search heard; `None`: not a receiver that can be dialled.
pub(super) fn understand(service: &ResolvedService, own: &[Interface]) -> Option<Found> {
    let instance = service.get_fullname();
    if is_odd(instance) || !service.ty_domain.eq_ignore_ascii_case(SERVICE_TYPE) {
        return None;
    }
    let entries: Vec<(&str, &[u8])> = service
        .get_properties()
        .iter()
        .map(|entry| (entry.key(), entry.val().unwrap_or_default()))
        .collect();
    let txt = parse_txt(&entries)?;
    let port = txt.tcp.unwrap_or(service.get_port());
    let heard = service.get_addresses().iter().map(|scoped| match scoped {
        ScopedIp::V4(v4) => {
            let by = v4.interface_ids().iter().map(|id| id.index).collect();
            (IpAddr::V4(*v4.addr()), by)
        }
        ScopedIp::V6(v6) => (IpAddr::V6(*v6.addr()), vec![v6.scope_id().index]),
        other => (other.to_ip_addr(), Vec::new()),
    });
    found(instance, txt, dialable(heard, own, port))
}

/// The receiver that it is; `None` without an address to dial.
pub(super) fn found(instance: &str, txt: Txt, addresses: Vec<SocketAddr>) -> Option<Found> {
    (!addresses.is_empty()).then(|| Found {
        id: instance.to_owned(),
        name: txt.name,
        addresses,
        fingerprint: txt.fingerprint,
        oldest: txt.oldest,
        newest: txt.newest,
        players: txt.players,
        seats: txt.seats,
        locked: txt.locked,
    })
}

/// The addresses worth dialling, the most promising first: own subnets, IPv4 before IPv6. No IPv6 that needs a zone.
/// Loopback counts when it was heard there: from elsewhere it would send the pad to itself. `heard` has the numbers of
/// the interfaces by which each came.
pub(super) fn dialable(
    heard: impl Iterator<Item = (IpAddr, Vec<u32>)>,
    own: &[Interface],
    port: u16,
) -> Vec<SocketAddr> {
    if port == 0 {
        return Vec::new();
    }
    let is_loopback = |index: &u32| {
        let mut by_it = own.iter().filter(|i| i.index == Some(*index));
        by_it.any(|i| i.kind == InterfaceKind::Loopback)
    };
    let mut ranked: Vec<(u8, IpAddr)> = heard
        .filter(|(ip, by)| !ip.is_loopback() || by.iter().any(is_loopback))
        .filter_map(|(ip, _)| rank(ip, own).map(|rank| (rank, ip)))
        .collect();
    ranked.sort_unstable();
    ranked.truncate(MOST_ADDRESSES);
    ranked
        .into_iter()
        .map(|(_, ip)| SocketAddr::new(ip, port))
        .collect()
}

/// Lower is better; `None`: cannot be dialled.
fn rank(ip: IpAddr, own: &[Interface]) -> Option<u8> {
    if ip.is_unspecified() || ip.is_multicast() {
        return None;
    }
    let near = own.iter().any(|interface| interface.is_neighbour(ip));
    match ip {
        IpAddr::V4(v4) if v4.is_broadcast() => None,
        IpAddr::V4(v4) if v4.is_link_local() => Some(5),
        IpAddr::V4(_) if near => Some(0),
        IpAddr::V4(_) => Some(2),
        IpAddr::V6(v6) if v6.is_unicast_link_local() || v6.to_ipv4_mapped().is_some() => None,
        IpAddr::V6(_) if near => Some(1),
        IpAddr::V6(_) => Some(3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interfaces::classify;
    use mdns_sd::ServiceInfo;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn own() -> Vec<Interface> {
        let sample = [
            ("lo", "127.0.0.1", 8, 1),
            ("lo", "::1", 128, 1),
            ("wlan0", "192.168.1.9", 24, 2),
            ("wlan0", "fd00::9", 64, 2),
        ];
        let of = |(name, address, prefix, index): (&str, &str, u8, u32)| Interface {
            name: name.to_owned(),
            ip: ip(address),
            prefix,
            kind: classify(name, ip(address), false),
            index: Some(index),
            up: true,
        };
        sample.map(of).to_vec()
    }

    fn dial(heard: &[(&str, u32)]) -> Vec<String> {
        let heard = heard.iter().map(|(address, by)| (ip(address), vec![*by]));
        let found = dialable(heard, &own(), 4455);
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn near_addresses_come_first() {
        let heard = [
            ("2001:db8::1", 2),
            ("10.0.0.1", 2),
            ("169.254.1.1", 2),
            ("fd00::1", 2),
            ("192.168.1.5", 2),
        ];
        let expected = [
            "192.168.1.5:4455",
            "[fd00::1]:4455",
            "10.0.0.1:4455",
            "[2001:db8::1]:4455",
            "169.254.1.1:4455",
        ];
        assert_eq!(dial(&heard), expected);
    }

    #[test]
    fn nobody_sends_a_pad_to_itself() {
        let remote = [
            ("127.0.0.1", 2),
            ("::1", 2),
            ("::ffff:127.0.0.1", 2),
            ("0.0.0.0", 2),
            ("::", 2),
            ("224.0.0.251", 2),
            ("255.255.255.255", 2),
            ("fe80::1", 2),
        ];
        assert_eq!(dial(&remote), [""; 0]);
        assert_eq!(
            dial(&[("127.0.0.1", 1), ("::1", 1)]),
            ["127.0.0.1:4455", "[::1]:4455"]
        );
    }

    #[test]
    fn addresses_are_capped() {
        let many: Vec<String> = (0..200).map(|n| format!("10.1.2.{n}")).collect();
        let heard: Vec<(&str, u32)> = many.iter().map(|a| (a.as_str(), 2)).collect();
        assert_eq!(dial(&heard).len(), MOST_ADDRESSES);
    }

    fn service(ty: &str, instance: &str, entries: &[(&str, &str)]) -> ResolvedService {
        let info = ServiceInfo::new(ty, instance, "h.local.", "192.168.1.5", 4455, entries);
        info.unwrap().as_resolved_service()
    }

    #[test]
    fn understands_receivers_alone() {
        let txt = [
            ("id", "0123456789ABCDEF"),
            ("n", "Den"),
            ("vmin", "1"),
            ("vmax", "2"),
            ("p", "3"),
            ("s", "8"),
            ("l", "1"),
            ("tcp", "4466"),
        ];
        let found = understand(&service(SERVICE_TYPE, "Den 01234567", &txt), &own()).unwrap();
        assert_eq!(
            (found.name.as_str(), found.fingerprint.as_str()),
            ("Den", "0123456789abcdef")
        );
        assert_eq!(
            (
                found.oldest,
                found.newest,
                found.players,
                found.seats,
                found.locked
            ),
            (1, 2, 3, 8, true)
        );
        assert_eq!(found.addresses, ["192.168.1.5:4466".parse().unwrap()]);
        assert_eq!(found.id, "Den 01234567._couchpad._udp.local.");
        assert_eq!(
            understand(&service("_ipp._tcp.local.", "Den", &txt), &own()),
            None
        );
        assert_eq!(
            understand(&service(SERVICE_TYPE, "Den\u{7}", &txt), &own()),
            None
        );
        assert_eq!(
            understand(&service(SERVICE_TYPE, &"x".repeat(400), &txt), &own()),
            None
        );
        assert_eq!(
            understand(&service(SERVICE_TYPE, "Den", &txt[1..]), &own()),
            None
        );
    }
}
