//! Whether the port answers on this machine's own addresses. Where no receiver runs, the port is opened for the time of the
//! examination. Nothing leaves this machine.

use super::network::lan;
use super::reach::{There, probe};
use super::report::Finding;
use crate::interfaces::Interface;
use crate::transport::{Bind, BoundPort};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::time::{Duration, Instant};

/// Time that an own address has to answer.
const PATIENCE: Duration = Duration::from_millis(600);
/// Own addresses that are tried, at most.
const MOST: usize = 8;

/// What was found at the port.
pub(super) struct Door {
    pub(super) findings: Vec<Finding>,
    /// Whether a pad could reach it, firewalls apart.
    pub(super) reachable: bool,
}

/// Looks at the port where a receiver bound like this would listen.
pub(super) fn examine(all: &[Interface], bind: Bind) -> Door {
    let addresses = own_addresses(all, bind.ip);
    let running: Vec<(IpAddr, There)> = addresses
        .iter()
        .map(|ip| (*ip, probe(SocketAddr::new(*ip, bind.port), PATIENCE)))
        .collect();
    let nobody = running
        .iter()
        .all(|(_, there)| matches!(there, There::Refused | There::NoRoute));
    if bind.port != 0 && !nobody {
        return of_running(&running, bind);
    }
    match BoundPort::take(bind) {
        Ok(sockets) => of_opened(&addresses, &sockets),
        Err(error) => {
            let advice =
                "End that program or start the receiver on another port: couchpad --bind PORT";
            Door {
                findings: vec![Finding::trouble(capital(&error.to_string()), advice)],
                reachable: false,
            }
        }
    }
}

/// Where pads would come: the address bound to, or those of every network; this machine itself if there are none, to
/// see at least whether a receiver runs.
fn own_addresses(all: &[Interface], bind: Option<IpAddr>) -> Vec<IpAddr> {
    if let Some(ip) = bind.filter(|ip| !ip.is_unspecified()) {
        return vec![ip];
    }
    let v4_only = bind.is_some_and(|ip| ip.is_ipv4());
    let ips = lan(all).map(|interface| interface.ip);
    let mut own: Vec<IpAddr> = ips
        .filter(|ip| ip.is_ipv4() || !v4_only)
        .take(MOST)
        .collect();
    if own.is_empty() {
        own.push(Ipv4Addr::LOCALHOST.into());
    }
    own
}

fn is_for_pads(ip: IpAddr, bind: Option<IpAddr>) -> bool {
    !ip.is_loopback() || bind.is_some_and(|bound| bound.is_loopback())
}

fn list<'a>(ips: impl Iterator<Item = &'a IpAddr>) -> String {
    ips.map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// Something listens: a receiver, it is hoped.
fn of_running(running: &[(IpAddr, There)], bind: Bind) -> Door {
    let port = bind.port;
    let is_receiver = |there: There| matches!(there, There::Receiver | There::OtherVersion(_));
    let (good, bad): (Vec<_>, Vec<_>) = running.iter().partition(|(_, there)| is_receiver(*there));
    let mut findings = Vec::new();
    if !good.is_empty() {
        let at = list(good.iter().map(|(ip, _)| ip));
        findings.push(Finding::good(format!(
            "A receiver answers on port {port} at {at}."
        )));
    }
    if bad.iter().any(|(_, there)| *there == There::Stranger) {
        findings.push(Finding::trouble(
            format!("Something answers on port {port} that is not a receiver, or one too busy to say hello."),
            "End that program or start the receiver on another port: couchpad --bind PORT",
        ));
    } else if !bad.is_empty() {
        findings.push(Finding::note(
            format!("The receiver does not answer at {}.", list(bad.iter().map(|(ip, _)| ip))),
            "It listens on one address alone: start it without --bind to let phones in by every network.",
        ));
    }
    Door {
        findings,
        reachable: good.iter().any(|(ip, _)| is_for_pads(*ip, bind.ip)),
    }
}

/// Nobody listened, so the port was opened for this.
fn of_opened(addresses: &[IpAddr], sockets: &BoundPort) -> Door {
    let port = sockets.listening.tcp.port();
    let (good, bad): (Vec<&IpAddr>, Vec<&IpAddr>) = addresses
        .iter()
        .partition(|ip| passes(SocketAddr::new(**ip, port), &sockets.udp));
    let mut findings = Vec::new();
    if !good.is_empty() {
        let at = list(good.iter().copied());
        findings.push(Finding::good(format!(
            "No receiver runs now; port {port} is free, and can be reached at {at}."
        )));
    }
    if !bad.is_empty() {
        findings.push(Finding::trouble(
            format!(
                "Port {port} cannot be reached at {}, not even from this machine.",
                list(bad.iter().copied())
            ),
            "A firewall or security program on this machine is the likely reason.",
        ));
    }
    let bound = sockets.listening.tcp.ip();
    Door {
        findings,
        reachable: good.iter().any(|ip| is_for_pads(**ip, Some(bound))),
    }
}

/// Whether TCP and UDP get from this machine to one of its own addresses.
fn passes(address: SocketAddr, udp: &UdpSocket) -> bool {
    TcpStream::connect_timeout(&address, PATIENCE).is_ok() && datagram_passes(address, udp).is_ok()
}

/// A datagram that it sends itself, among any number of others.
fn datagram_passes(address: SocketAddr, udp: &UdpSocket) -> std::io::Result<()> {
    let sender = UdpSocket::bind(SocketAddr::new(address.ip(), 0))?;
    let mut mark = [0; 16];
    getrandom::fill(&mut mark).map_err(|error| std::io::Error::other(error.to_string()))?;
    sender.send_to(&mark, address)?;
    udp.set_nonblocking(false)?;
    // one for all: whatever else arrives does not buy it more time
    let deadline = Instant::now() + PATIENCE;
    let mut heard = [0; 64];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(std::io::ErrorKind::TimedOut.into());
        }
        udp.set_read_timeout(Some(left))?;
        let (length, _) = udp.recv_from(&mut heard)?;
        if heard.get(..length) == Some(&mark) {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::report::Level;
    use std::net::TcpListener;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    #[test]
    fn opens_a_free_port_and_closes_it_again() {
        let door = examine(&[], Bind::loopback(0));
        assert!(door.reachable, "{:?}", door.findings);
        assert!(door.findings[0].what.contains("No receiver runs now"));
    }

    #[test]
    fn tells_of_a_stranger_on_the_port() {
        let stranger = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = stranger.local_addr().unwrap().port();
        let door = examine(&[], Bind::loopback(port));
        assert!(!door.reachable && door.findings[0].level == Level::Trouble);
        assert!(
            door.findings[0].what.contains("not a receiver"),
            "{:?}",
            door.findings
        );
    }

    #[test]
    fn tells_of_udp_alone_being_taken() {
        let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let door = examine(&[], Bind::loopback(udp.local_addr().unwrap().port()));
        assert!(
            !door.reachable && door.findings[0].what.contains("in use"),
            "{:?}",
            door.findings
        );
    }

    /// A socket of its own, and one that sends to it without pause while `meanwhile` runs.
    fn amid_a_flood<T>(meanwhile: impl FnOnce(&UdpSocket) -> T) -> T {
        let flooded = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let target = flooded.local_addr().unwrap();
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
                while !is_over.load(Ordering::Relaxed) {
                    let _ = socket.send_to(b"not what it waits for", target);
                    thread::sleep(Duration::from_millis(1));
                }
            });
            let outcome = meanwhile(&flooded);
            is_over.store(true, Ordering::Relaxed);
            outcome
        })
    }

    #[test]
    fn a_flood_neither_hides_the_datagram_nor_keeps_it_waiting_for_one_that_is_lost() {
        let elsewhere = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let elsewhere = elsewhere.local_addr().unwrap();
        let (passed, lost) = amid_a_flood(|udp| {
            let own = udp.local_addr().unwrap();
            (datagram_passes(own, udp), datagram_passes(elsewhere, udp))
        });
        assert!(passed.is_ok(), "{passed:?}");
        let ends = [std::io::ErrorKind::TimedOut, std::io::ErrorKind::WouldBlock];
        assert!(lost.is_err_and(|error| ends.contains(&error.kind())));
    }

    #[test]
    fn without_a_network_no_pad_reaches_it() {
        let door = examine(&[], Bind { ip: None, port: 0 });
        assert!(!door.reachable, "{:?}", door.findings);
    }
}
