//! The host's two sockets on one port number: TCP for control connections, UDP for links. Must not know what they carry.

use std::io;
use std::net::{SocketAddr, TcpListener, UdpSocket};

/// How often a free port for both is looked for.
const TRIES: usize = 32;

/// Why a host cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Not this machine alone.
    #[error(
        "{0} is reachable from other machines, which needs pairing, and this version has none yet: use a loopback address, such as --bind 127.0.0.1:4455"
    )]
    NotLoopback(SocketAddr),
    /// Another program has the port.
    #[error(
        "port {port} is in use: close the other receiver, or choose another port with --bind {ip}:PORT (0 finds a free one)",
        port = .0.port(), ip = with_brackets(.0)
    )]
    InUse(SocketAddr),
    /// The address is not one of this machine.
    #[error(
        "this machine does not have the address {0}: choose another with --bind, such as --bind 127.0.0.1:4455"
    )]
    NoSuchAddress(SocketAddr),
    /// The system forbids it.
    #[error("the system does not allow listening on {0}: choose a port from 1024 on with --bind")]
    Forbidden(SocketAddr),
    /// No port is free for both kinds of socket.
    #[error("no free port was found on {0}: choose one with --bind")]
    NoFreePort(SocketAddr),
    /// The system has no random numbers.
    #[error("the system gives no random numbers, and without them no key is safe: {0}")]
    Random(#[from] getrandom::Error),
    /// Anything else.
    #[error("cannot listen on {address}: {source}")]
    Io {
        /// Where.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
}

fn with_brackets(address: &SocketAddr) -> String {
    match address {
        SocketAddr::V4(v4) => v4.ip().to_string(),
        SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
    }
}

/// Binds both sockets, non-blocking, to `wanted`; port 0 finds one that is free for both.
pub(crate) fn bind_both(
    wanted: SocketAddr,
) -> Result<(TcpListener, UdpSocket, SocketAddr), BindError> {
    if !wanted.ip().is_loopback() {
        return Err(BindError::NotLoopback(wanted));
    }
    let explain = |error| explain(wanted, error);
    for _ in 0..TRIES {
        let tcp = TcpListener::bind(wanted).map_err(explain)?;
        let address = tcp.local_addr().map_err(explain)?;
        let udp = match UdpSocket::bind(address) {
            Ok(udp) => udp,
            Err(error) if wanted.port() == 0 && error.kind() == io::ErrorKind::AddrInUse => {
                continue;
            }
            Err(error) => return Err(explain(error)),
        };
        tcp.set_nonblocking(true).map_err(explain)?;
        udp.set_nonblocking(true).map_err(explain)?;
        return Ok((tcp, udp, address));
    }
    Err(BindError::NoFreePort(wanted))
}

pub(crate) fn explain(address: SocketAddr, source: io::Error) -> BindError {
    match source.kind() {
        io::ErrorKind::AddrInUse => BindError::InUse(address),
        io::ErrorKind::AddrNotAvailable => BindError::NoSuchAddress(address),
        io::ErrorKind::PermissionDenied => BindError::Forbidden(address),
        _ => BindError::Io { address, source },
    }
}
