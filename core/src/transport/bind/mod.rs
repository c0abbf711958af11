//! The host's two sockets on one port number: TCP for control connections, UDP for links. Must not know what they carry.

mod error;
mod owner;

pub use error::BindError;
pub use owner::PortOwner;

use crate::transport::priority;
use socket2::{Domain, Protocol, SockRef, Socket, Type};
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};

/// How often a free port for both is looked for.
const TRIES: usize = 32;
/// Connections that the system keeps until they are accepted; it may keep fewer.
const BACKLOG: i32 = 1_024;
/// Ports behind one in use that are offered instead, where they are free.
const NEXT_PORTS: u16 = 10;

/// Where a host is to listen, UDP and TCP alike. As text what `--bind` takes: `4455`, `192.168.0.5:4455`, `[fd00::1]:4455`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bind {
    /// One address of this machine. `None`: every interface, IPv6 and IPv4, or IPv4 alone where there is no IPv6.
    pub ip: Option<IpAddr>,
    /// The port; 0 finds a free one.
    pub port: u16,
}

/// Where a host listens. At `[::]` it is every interface, IPv4 included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Listening {
    /// For links.
    pub udp: SocketAddr,
    /// For control connections. The same port.
    pub tcp: SocketAddr,
}

/// A port that is taken, UDP and TCP alike, before anything is served on it: so one can be looked for until one is free.
#[derive(Debug)]
pub struct BoundPort {
    pub(crate) bind: Bind,
    pub(crate) tcp: TcpListener,
    pub(crate) udp: UdpSocket,
    pub(crate) listening: Listening,
}

impl BoundPort {
    /// Takes a port; port 0 finds one that is free.
    ///
    /// # Errors
    /// See [`BindError`]; each says what to do.
    pub fn take(bind: Bind) -> Result<Self, BindError> {
        match open(bind) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && bind.port == 0 => {
                Err(BindError::NoFreePort(bind))
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(BindError::InUse {
                bind,
                owner: owner::of_port(bind.port),
                next: next_free(bind),
            }),
            outcome => outcome.map_err(|error| BindError::of_system(bind, error)),
        }
    }

    /// Where it is.
    #[must_use]
    pub const fn listening(&self) -> Listening {
        self.listening
    }
}

impl Bind {
    /// This machine alone.
    #[must_use]
    pub const fn loopback(port: u16) -> Self {
        Self {
            ip: Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
            port,
        }
    }

    /// Every interface.
    #[must_use]
    pub const fn everywhere(port: u16) -> Self {
        Self { ip: None, port }
    }

    /// The same at another port.
    #[must_use]
    pub const fn with_port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// What to bind, best first.
    fn candidates(self) -> Vec<SocketAddr> {
        let v4 = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        let v6 = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
        let ips = match self.ip.map(|ip| ip.to_canonical()) {
            Some(ip) if ip != v6 => vec![ip],
            _ => vec![v6, v4],
        };
        let at = |ip| SocketAddr::new(ip, self.port);
        ips.into_iter().map(at).collect()
    }
}

impl From<SocketAddr> for Bind {
    fn from(address: SocketAddr) -> Self {
        Self {
            ip: Some(address.ip()),
            port: address.port(),
        }
    }
}

impl fmt::Display for Bind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ip {
            None => write!(f, "{}", self.port),
            Some(IpAddr::V4(ip)) => write!(f, "{ip}:{}", self.port),
            Some(IpAddr::V6(ip)) => write!(f, "[{ip}]:{}", self.port),
        }
    }
}

fn open(bind: Bind) -> io::Result<BoundPort> {
    let mut outcome = Err(io::ErrorKind::AddrNotAvailable.into());
    for address in bind.candidates() {
        outcome = open_at(bind, address);
        match &outcome {
            // without IPv6 the system refuses it in one way or another
            Err(error) if !is_final(error) => {
                tracing::debug!(%address, %error, "not bound");
            }
            _ => break,
        }
    }
    outcome
}

fn is_final(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied
    )
}

fn open_at(bind: Bind, wanted: SocketAddr) -> io::Result<BoundPort> {
    for _ in 0..TRIES {
        let tcp = listen(wanted)?;
        let listening = tcp.local_addr()?;
        match datagrams(listening) {
            Ok(udp) => {
                let listening = Listening {
                    udp: udp.local_addr()?,
                    tcp: listening,
                };
                return Ok(BoundPort {
                    bind,
                    tcp,
                    udp,
                    listening,
                });
            }
            Err(error) if wanted.port() == 0 && error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AddrInUse.into())
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = socket(address, Type::STREAM, Protocol::TCP)?;
    // Connections that ended a moment ago must not keep a restarted receiver from its port. On Windows the option would
    // let another program share it, and is not needed.
    #[cfg(not(windows))]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// Never shared: another program on the same port would get some of the datagrams.
fn datagrams(address: SocketAddr) -> io::Result<UdpSocket> {
    let socket = socket(address, Type::DGRAM, Protocol::UDP)?;
    priority::raise(&SockRef::from(&socket), address.is_ipv6());
    socket.bind(&address.into())?;
    Ok(socket.into())
}

fn socket(address: SocketAddr, kind: Type, protocol: Protocol) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), kind, Some(protocol))?;
    if address.is_ipv6() {
        let dual = address.ip().is_unspecified();
        socket.set_only_v6(!dual)?;
    }
    socket.set_nonblocking(true)?;
    Ok(socket)
}

/// The next port behind this one that is free for both kinds of socket, as far as a look tells.
fn next_free(bind: Bind) -> Option<u16> {
    let last = bind.port.saturating_add(NEXT_PORTS);
    (bind.port.saturating_add(1)..=last).find(|port| open(bind.with_port(*port)).is_ok())
}

/// An address as everything above the sockets knows it: a dual-stack socket gives IPv4 peers in IPv6's clothes.
pub(crate) fn plain(address: SocketAddr) -> SocketAddr {
    match address.ip().to_canonical() {
        // as it came: an IPv6 address has a scope, too
        IpAddr::V6(_) => address,
        v4 => SocketAddr::new(v4, address.port()),
    }
}

/// The same address as an IPv6 socket sends to it.
pub(crate) fn mapped(address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V4(v4) => SocketAddr::new(v4.ip().to_ipv6_mapped().into(), v4.port()),
        SocketAddr::V6(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    fn address(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    #[test]
    fn addresses_are_plain_above_the_sockets() {
        let clothed = address("[::ffff:192.168.0.5]:77");
        assert_eq!(plain(clothed), address("192.168.0.5:77"));
        assert_eq!(mapped(plain(clothed)), clothed);
        for same in ["[fd00::1]:77", "[fe80::1%3]:77", "10.0.0.1:1"] {
            assert_eq!(plain(address(same)), address(same));
        }
        assert_eq!(mapped(address("[fd00::1]:77")), address("[fd00::1]:77"));
    }

    #[test]
    fn reads_like_the_flag() {
        let at = |ip: &str| Bind {
            ip: Some(ip.parse().unwrap()),
            port: 7,
        };
        assert_eq!(Bind::everywhere(7).to_string(), "7");
        assert_eq!(at("10.0.0.1").to_string(), "10.0.0.1:7");
        assert_eq!(at("::1").to_string(), "[::1]:7");
    }

    #[test]
    fn every_interface_is_both_kinds_of_ip_on_one_port() {
        let sockets = BoundPort::take(Bind::everywhere(0)).unwrap();
        let port = sockets.listening.tcp.port();
        assert_eq!(sockets.listening.udp.port(), port);
        let v4 = SocketAddr::from(([127, 0, 0, 1], port));
        TcpStream::connect(v4).unwrap();
        let pad = UdpSocket::bind("127.0.0.1:0").unwrap();
        pad.send_to(b"hello", v4).unwrap();
        sockets.udp.set_nonblocking(false).unwrap();
        let (_, from) = sockets.udp.recv_from(&mut [0; 9]).unwrap();
        assert_eq!(plain(from), pad.local_addr().unwrap());
        if sockets.listening.tcp.is_ipv6() {
            TcpStream::connect(("::1", port)).unwrap();
        }
    }

    #[test]
    fn one_address_is_one_address() {
        let v4 = BoundPort::take(Bind::loopback(0)).unwrap().listening;
        assert_eq!(v4.tcp.ip(), IpAddr::V4(Ipv4Addr::LOCALHOST));
        let everywhere = Bind {
            ip: Some("0.0.0.0".parse().unwrap()),
            port: 0,
        };
        assert!(BoundPort::take(everywhere).unwrap().listening.udp.is_ipv4());
    }

    #[test]
    fn a_port_in_use_is_refused_however_it_is_taken() {
        let first = BoundPort::take(Bind::everywhere(0)).unwrap();
        let port = first.listening.tcp.port();
        for bind in [Bind::everywhere(port), Bind::loopback(port)] {
            let Err(BindError::InUse { next, .. }) = BoundPort::take(bind) else {
                panic!("{bind} is shared");
            };
            assert!(next.is_none_or(|next| next > port));
        }
        drop(first);
        BoundPort::take(Bind::everywhere(port)).unwrap();
    }

    #[test]
    fn a_port_is_free_again_at_once() {
        let first = BoundPort::take(Bind::loopback(0)).unwrap();
        let at = first.listening.tcp;
        let pad = TcpStream::connect(at).unwrap();
        first.tcp.set_nonblocking(false).unwrap();
        let accepted = first.tcp.accept().unwrap().0;
        // the side that closes first is the one that the system remembers for a minute
        drop(accepted);
        drop(first);
        drop(pad);
        BoundPort::take(Bind::from(at)).unwrap();
    }
}
