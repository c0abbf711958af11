//! The host's I/O thread: it only receives, stamps the arrival time and guards. Known addresses and strangers wait in
//! queues of their own, so that a flood of strangers displaces nobody; what does not fit is dropped and counted, and the
//! host's frame never waits for any of it. Must not know netcode's keys, renet or sessions.

mod batch;
mod rate;
mod receive;

use crate::transport::WakeSlot;
use crate::transport::bind::mapped;
use crate::transport::guard::Standing;
use crate::transport::stats::Counters;
use crate::transport::tickets::Tickets;
use crossbeam_channel::{Receiver, bounded};
use mio::net::UdpSocket;
use mio::{Interest, Poll, Token, Waker};
use parking_lot::RwLock;
use receive::{Inside, keep_going};
use smallvec::SmallVec;
use socket2::SockRef;
use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Instant;

/// Datagrams of known addresses that wait for the host, at most: half a second of a thousand pads at 16 a second, or a
/// frame of a thousand at 480.
const KNOWN: usize = 8_192;
/// Datagrams of strangers that wait for the host, at most.
const STRANGERS: usize = 256;
const SOCKET: Token = Token(0);
const WAKER: Token = Token(1);
/// What the system is asked to hold for the thread: several thousand datagrams, for the time that it does not get a turn.
const SOCKET_BYTES: usize = 2 * 1024 * 1024;

/// Who is not a stranger.
pub(crate) type Standings = Arc<RwLock<HashMap<SocketAddr, Standing>>>;

/// One guarded datagram.
#[derive(Debug)]
pub(crate) struct Datagram {
    pub(crate) from: SocketAddr,
    pub(crate) at: Instant,
    pub(crate) bytes: Bytes,
}

/// The bytes of a datagram. Short ones, as nearly all are, wait within the queue: what one thread allocates and another
/// frees is dear.
pub(crate) type Bytes = SmallVec<[u8; 64]>;

/// The socket, its thread and its queues. Dropping it stops the thread and closes the socket.
pub(crate) struct UdpIo {
    socket: Arc<UdpSocket>,
    /// The socket is an IPv6 one, which may serve IPv4 as well.
    v6: bool,
    known: batch::Taker,
    strangers: Receiver<Datagram>,
    counters: Arc<Counters>,
    stop: Arc<AtomicBool>,
    waker: Waker,
    thread: Option<JoinHandle<()>>,
}

impl UdpIo {
    /// Starts receiving on a bound, non-blocking socket.
    pub(crate) fn start(
        socket: std::net::UdpSocket,
        (standings, tickets): (Standings, Arc<Tickets>),
        counters: Arc<Counters>,
        wake: WakeSlot,
    ) -> io::Result<Self> {
        let mut poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), WAKER)?;
        let v6 = socket.local_addr()?.is_ipv6();
        if let Err(error) = SockRef::from(&socket).set_recv_buffer_size(SOCKET_BYTES) {
            tracing::debug!(%error, "many datagrams at once may be lost");
        }
        let mut socket = UdpSocket::from_std(socket);
        poll.registry()
            .register(&mut socket, SOCKET, Interest::READABLE)?;
        let socket = Arc::new(socket);
        let (known, known_out) = batch::queue(KNOWN);
        let (strangers, strangers_out) = bounded(STRANGERS);
        let stop = Arc::new(AtomicBool::new(false));
        let inside = Inside {
            socket: Arc::clone(&socket),
            standings,
            tickets,
            known,
            strangers,
            counters: Arc::clone(&counters),
            wake,
            stop: Arc::clone(&stop),
        };
        let theirs = Arc::clone(&counters);
        let thread = thread::Builder::new()
            .name("couchpad-udp".to_owned())
            .spawn(move || {
                keep_going(&theirs, || inside.run(&mut poll));
            })?;
        Ok(Self {
            socket,
            v6,
            known: known_out,
            strangers: strangers_out,
            counters,
            stop,
            waker,
            thread: Some(thread),
        })
    }

    /// Sends now or not at all: a full socket buffer is a lost datagram, and UDP may lose.
    pub(crate) fn send(&self, to: SocketAddr, bytes: &[u8]) {
        let there = if self.v6 { mapped(to) } else { to };
        match self.socket.send_to(bytes, there) {
            Ok(_) => {
                self.counters.sent.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => tracing::trace!(%to, %error, "a datagram was not sent"),
        }
    }

    /// The next datagram from an address that is joining or connected.
    pub(crate) fn next_known(&mut self) -> Option<Datagram> {
        self.known.next()
    }

    /// The next datagram from anyone else.
    pub(crate) fn next_stranger(&self) -> Option<Datagram> {
        self.strangers.try_recv().ok()
    }
}

impl Drop for UdpIo {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        if self.waker.wake().is_ok()
            && let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::warn!("the receiving thread ended with a panic");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::control::ResumeSecret;
    use crate::transport::tickets::seal;
    use std::time::Duration;

    struct Scene {
        io: UdpIo,
        standings: Standings,
        tickets: Arc<Tickets>,
        counters: Arc<Counters>,
        address: SocketAddr,
    }

    fn open() -> Scene {
        open_with(WakeSlot::default())
    }

    fn open_with(wake: WakeSlot) -> Scene {
        let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_nonblocking(true).unwrap();
        let address = socket.local_addr().unwrap();
        let standings = Standings::default();
        let tickets = Arc::new(Tickets::default());
        let counters = Arc::new(Counters::default());
        let sorting = (Arc::clone(&standings), Arc::clone(&tickets));
        let io = UdpIo::start(socket, sorting, Arc::clone(&counters), wake).unwrap();
        Scene {
            io,
            standings,
            tickets,
            counters,
            address,
        }
    }

    fn until(mut done: impl FnMut() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !done() {
            assert!(Instant::now() < deadline, "timed out");
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// A request with a token that looks like the host's own.
    fn request(tickets: &Tickets, number: u32) -> Vec<u8> {
        let mut bytes = b"\0NETCODE 1.02\0couchpad".to_vec();
        bytes.resize(1_074, 5);
        bytes.extend(number.to_le_bytes());
        let pad = ResumeSecret(u128::from(number).to_le_bytes());
        tickets.issue(seal(&bytes).unwrap(), pad, Duration::from_secs(60));
        bytes
    }

    const KEEP_ALIVE: [u8; 26] = [0x14; 26];

    #[test]
    fn a_flood_of_strangers_displaces_no_known_address() {
        let Scene {
            mut io,
            standings,
            tickets,
            counters,
            address,
        } = open();
        let friend = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let known = friend.local_addr().unwrap();
        standings.write().insert(known, Standing::Connected);
        let stranger = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let sent = STRANGERS as u64 + 100;
        for seen in 1..=sent {
            stranger
                .send_to(&request(&tickets, seen as u32), address)
                .unwrap();
            // in step, so that the kernel's own buffer never overflows
            let lost = || counters.strangers_lost.load(Ordering::Relaxed);
            until(|| io.strangers.len() as u64 + lost() >= seen);
        }
        friend.send_to(&KEEP_ALIVE, address).unwrap();
        until(|| !io.known.is_empty());
        assert_eq!(io.next_known().unwrap().from, known);
        assert_eq!(io.strangers.len(), STRANGERS);
        assert_eq!(counters.strangers_lost.load(Ordering::Relaxed), 100);
        assert_eq!(counters.known_lost.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn junk_is_counted_and_goes_nowhere() {
        let Scene {
            mut io,
            counters,
            address,
            ..
        } = open();
        let stranger = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        for junk in [&[][..], &[0xff; 64], &KEEP_ALIVE, &[0; 1_400]] {
            stranger.send_to(junk, address).unwrap();
        }
        until(|| counters.guarded.load(Ordering::Relaxed) == 4);
        until(|| counters.received.load(Ordering::Relaxed) == 4);
        assert!(io.next_known().is_none() && io.next_stranger().is_none());
    }

    #[test]
    fn requests_with_tokens_that_nobody_gave_out_go_nowhere_and_real_ones_do() {
        let Scene {
            io,
            tickets,
            counters,
            address,
            ..
        } = open();
        let stranger = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let real = request(&tickets, 1);
        let mut forged = real.clone();
        for number in 0..1_000_u64 {
            forged.truncate(1_070);
            forged.extend(number.to_le_bytes());
            stranger.send_to(&forged, address).unwrap();
            // in step, so that the kernel's own buffer never overflows
            until(|| counters.guarded.load(Ordering::Relaxed) > number);
        }
        stranger.send_to(&real, address).unwrap();
        until(|| !io.strangers.is_empty());
        assert_eq!(io.next_stranger().unwrap().bytes[..], real);
        assert!(io.next_stranger().is_none());
    }

    #[test]
    fn arrivals_wake_and_dropping_stops_the_thread() {
        let wake = WakeSlot::default();
        let Scene {
            io,
            tickets,
            address,
            ..
        } = open_with(wake.clone());
        let woken = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&woken);
        wake.set(Arc::new(move || flag.store(true, Ordering::Relaxed)));
        let stranger = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        stranger.send_to(&request(&tickets, 1), address).unwrap();
        until(|| woken.load(Ordering::Relaxed));
        drop(io);
        // the port is free again: nothing holds the socket any more
        std::net::UdpSocket::bind(address).unwrap();
    }
}
