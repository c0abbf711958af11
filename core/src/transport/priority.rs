//! Asks the network to let our packets pass first: DSCP EF, as for voice. Wi-Fi access points that know it send such
//! packets in their quickest queue. Must not know what they carry.
//!
//! Not done on Windows: it ignores the option, and the way around it (qWAVE) wants a flow for each peer.

use socket2::SockRef;

/// DSCP 46, "expedited forwarding", where it stands in the byte that was once the type of service.
const EXPEDITED: u32 = 46 << 2;

/// Marks what this socket sends from now on. Where the system does not let us, it goes unmarked.
pub(crate) fn raise(socket: &SockRef<'_>, v6: bool) {
    // an IPv6 socket that serves IPv4 as well has an option for each
    if let Err(error) = mark_v4(socket)
        && !v6
    {
        tracing::debug!(%error, "packets go without priority");
    }
    if v6 && let Err(error) = mark_v6(socket) {
        tracing::debug!(%error, "packets go without priority");
    }
}

#[cfg(not(windows))]
fn mark_v4(socket: &SockRef<'_>) -> std::io::Result<()> {
    socket.set_tos_v4(EXPEDITED)
}

#[cfg(windows)]
fn mark_v4(_: &SockRef<'_>) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn mark_v6(socket: &SockRef<'_>) -> std::io::Result<()> {
    socket.set_tclass_v6(EXPEDITED)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
fn mark_v6(_: &SockRef<'_>) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::transport::bind::{Bind, BoundPort};
    use crate::transport::wire::Wire;
    use mio::net::TcpStream;
    use std::net::UdpSocket;

    #[test]
    fn the_option_reads_back() {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let socket = SockRef::from(&socket);
        assert_eq!(socket.tos_v4().unwrap(), 0);
        raise(&socket, false);
        assert_eq!(socket.tos_v4().unwrap(), 0xb8);
    }

    #[test]
    fn the_hosts_datagrams_are_marked_in_both_kinds_of_ip() {
        let port = BoundPort::take(Bind::everywhere(0)).unwrap();
        let udp = SockRef::from(&port.udp);
        assert_eq!(udp.tos_v4().unwrap(), 0xb8);
        if port.listening.udp.is_ipv6() {
            assert_eq!(udp.tclass_v6().unwrap(), 0xb8);
        }
    }

    #[test]
    fn the_control_connection_is_marked_at_both_ends() {
        let port = BoundPort::take(Bind::loopback(0)).unwrap();
        let stream = TcpStream::connect(port.listening.tcp).unwrap();
        let mut pad = Wire::new(stream);
        port.tcp.set_nonblocking(false).unwrap();
        let accepted = port.tcp.accept().unwrap().0;
        let mut host = Wire::new(TcpStream::from_std(accepted));
        for wire in [&mut pad, &mut host] {
            assert_eq!(SockRef::from(&*wire.stream()).tos_v4().unwrap(), 0xb8);
        }
    }
}
