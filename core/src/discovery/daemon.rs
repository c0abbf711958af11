//! The mDNS daemon: started, confined to interfaces, checked, stopped. Must not know what is announced or searched.

use crate::interfaces::is_pointless;
use mdns_sd::{IfKind, IfPredicate, MDNS_PORT, ServiceDaemon};
use socket2::{Domain, Protocol, Socket, Type};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

/// How long a daemon has to say goodbye and to end.
const FAREWELL: Duration = Duration::from_millis(250);

/// Which interfaces discovery uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// All but those of containers, virtual machines and the mobile network.
    All,
    /// The same without this machine.
    Outside,
    /// All, by IPv4.
    AllV4,
    /// This machine alone.
    Loopback,
    /// The one with this address.
    Only(IpAddr),
}

impl Reach {
    /// Where a receiver is announced that listens on `ip`.
    pub(super) fn of_bind(ip: Option<IpAddr>) -> Self {
        match ip.map(|ip| ip.to_canonical()) {
            None => Self::All,
            Some(ip) if ip.is_loopback() => Self::Loopback,
            Some(IpAddr::V4(v4)) if v4.is_unspecified() => Self::AllV4,
            Some(ip) if ip.is_unspecified() => Self::All,
            Some(ip) => Self::Only(ip),
        }
    }

    pub(super) fn includes(self, name: &str, ip: IpAddr) -> bool {
        match self {
            Self::All => ip.is_loopback() || !is_pointless(name),
            Self::Outside => !ip.is_loopback() && !is_pointless(name),
            Self::AllV4 => ip.is_ipv4() && Self::All.includes(name, ip),
            Self::Loopback => ip.is_loopback(),
            Self::Only(only) => ip == only,
        }
    }

    pub(super) fn kind(self) -> IfKind {
        IfKind::Predicate(IfPredicate::new(move |interface| {
            self.includes(&interface.name, interface.ip())
        }))
    }
}

/// Starts a daemon that sends and hears on these interfaces alone. It opens its sockets on its own thread; [`check`]
/// tells whether it can.
pub(super) fn start(reach: Reach) -> mdns_sd::Result<ServiceDaemon> {
    let daemon = ServiceDaemon::new()?;
    // The daemon carries these out before anything that is asked for later, and says nothing unasked.
    daemon.disable_interface(IfKind::All)?;
    daemon.enable_interface(reach.kind())?;
    Ok(daemon)
}

/// Whether a daemon can open the port that it needs; why not and what to do otherwise. The daemon itself only logs it.
pub(super) fn check() -> Result<(), String> {
    // either is enough: some machines have but one of them
    let v4 = open_port(Domain::IPV4, Ipv4Addr::UNSPECIFIED.into());
    let v6 = || open_port(Domain::IPV6, Ipv6Addr::UNSPECIFIED.into());
    v4.or_else(|error| v6().map_err(|_| error)).map_err(|error| {
        format!(
            "UDP port {MDNS_PORT}, by which receivers are found, cannot be opened: {error}. Phones can still scan the QR code \
             or type the address"
        )
    })
}

fn open_port(domain: Domain, any: IpAddr) -> io::Result<()> {
    let socket = Socket::new(domain, Type::DGRAM, Some(Protocol::UDP))?;
    socket.set_reuse_address(true)?;
    #[cfg(unix)]
    socket.set_reuse_port(true)?;
    socket.bind(&SocketAddr::new(any, MDNS_PORT).into())
}

/// Lets it say goodbye and end; waits a quarter of a second at most.
pub(super) fn stop(daemon: &ServiceDaemon) {
    match daemon.shutdown() {
        Ok(done) => drop(done.recv_timeout(FAREWELL)),
        Err(error) => tracing::debug!("the mDNS daemon had ended before: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn follows_the_bind() {
        assert_eq!(Reach::of_bind(None), Reach::All);
        assert_eq!(Reach::of_bind(Some(ip("::"))), Reach::All);
        assert_eq!(Reach::of_bind(Some(ip("0.0.0.0"))), Reach::AllV4);
        for loopback in ["127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1"] {
            let reach = Reach::of_bind(Some(ip(loopback)));
            assert_eq!(reach, Reach::Loopback);
            assert!(reach.includes("lo", ip(loopback).to_canonical()));
            assert!(!reach.includes("eth0", ip("192.168.1.5")));
        }
        let one = Reach::of_bind(Some(ip("192.168.1.5")));
        assert!(one.includes("eth0", ip("192.168.1.5")) && !one.includes("eth0", ip("fd00::5")));
        assert!(!one.includes("wlan0", ip("192.168.2.5")) && !one.includes("lo", ip("127.0.0.1")));
    }

    #[test]
    fn passes_over_containers() {
        assert!(Reach::All.includes("wlan0", ip("192.168.1.5")));
        assert!(Reach::All.includes("lo", ip("::1")));
        assert!(Reach::Outside.includes("wlan0", ip("192.168.1.5")));
        assert!(!Reach::Outside.includes("lo", ip("127.0.0.1")));
        assert!(!Reach::All.includes("docker0", ip("172.17.0.1")));
        assert!(!Reach::All.includes("veth12ab", ip("172.17.0.9")));
        assert!(!Reach::AllV4.includes("eth0", ip("fd00::1")));
    }
}
