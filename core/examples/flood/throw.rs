//! What is thrown, how much of it and from where. Must not know what it does to the host.

use anyhow::{Context, Result};
use socket2::{Domain, Socket, Type};
use std::collections::VecDeque;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Between two bursts.
const PAUSE: Duration = Duration::from_micros(500);
/// What a slow machine has not thrown in this time is not made up for.
const DEBT: Duration = Duration::from_millis(20);
/// Addresses of connections: a host holds five strangers of one, so that these fill it from many.
const ADDRESSES: u32 = 1_250;
const JUNK_BYTES: usize = 64;
/// netcode's connection request: prefix, version, protocol, expiry, nonce, sealed token.
const REQUEST_BYTES: usize = 1 + 13 + 8 + 8 + 24 + 1_024;

/// A thread that throws until it is stopped.
struct Thrower {
    stop: Arc<AtomicBool>,
    thrown: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

impl Thrower {
    /// `throw` is called with the number of each throw, so often a second at most; whether it counts.
    fn start(rate: u32, mut throw: impl FnMut(u64) -> bool + Send + 'static) -> Self {
        let (stop, thrown) = (Arc::new(AtomicBool::new(false)), Arc::default());
        let (stopped, count) = (Arc::clone(&stop), Arc::<AtomicU64>::clone(&thrown));
        let thread = thread::spawn(move || {
            let (mut from, mut number) = (Instant::now(), 0_u64);
            let mut due = 0.0;
            while !stopped.load(Ordering::Relaxed) {
                let now = Instant::now();
                due += now.duration_since(from).min(DEBT).as_secs_f64() * f64::from(rate);
                from = now;
                while due >= 1.0 && now.elapsed() < DEBT {
                    due -= 1.0;
                    number += 1;
                    count.fetch_add(u64::from(throw(number)), Ordering::Relaxed);
                }
                due = due.min(f64::from(rate) * DEBT.as_secs_f64());
                thread::sleep(PAUSE);
            }
        });
        Self {
            stop,
            thrown,
            thread: Some(thread),
        }
    }
}

impl Drop for Thrower {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // one that panicked has said so itself
            let _ = thread.join();
        }
    }
}

/// A flood of datagrams, from eight addresses.
pub(crate) struct Datagrams(Thrower);

impl Datagrams {
    /// Junk, none like the one before.
    pub(crate) fn junk(to: SocketAddr, rate: u32) -> Result<Self> {
        let mut bytes = vec![0xa5; JUNK_BYTES];
        // a payload by its first byte, as if it came from a pad that plays
        bytes.splice(..2, [0x15, 7]);
        Self::of(to, rate, bytes)
    }

    /// Requests to connect that only their seal gives away: of this protocol, of this version, and not expired.
    pub(crate) fn requests(to: SocketAddr, rate: u32) -> Result<Self> {
        let expiry = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() + 3_000;
        let mut bytes = b"\0NETCODE 1.02\0couchpad".to_vec();
        bytes.extend(expiry.to_le_bytes());
        bytes.resize(REQUEST_BYTES, 9);
        Self::of(to, rate, bytes)
    }

    fn of(to: SocketAddr, rate: u32, mut bytes: Vec<u8>) -> Result<Self> {
        let sockets = (1..=8)
            .map(|n| UdpSocket::bind((Ipv4Addr::new(127, 9, 0, n), 0)))
            .collect::<Result<Vec<_>, _>>()
            .context("an address to throw from")?;
        Ok(Self(Thrower::start(rate, move |number| {
            if let Some(end) = bytes.last_chunk_mut() {
                *end = number.to_le_bytes();
            }
            let socket = sockets.get(number as usize % sockets.len());
            // what the system refuses to send floods nobody, and does not count
            socket.is_some_and(|socket| socket.send_to(&bytes, to).is_ok())
        })))
    }

    /// How many there were.
    pub(crate) fn stop(self) -> u64 {
        self.0.thrown.load(Ordering::Relaxed)
    }
}

/// Connections that say nothing more.
pub(crate) struct Connections(Thrower);

impl Connections {
    /// Opens so many a second and holds the newest `held` of them, whether the host does or not.
    pub(crate) fn open(to: SocketAddr, held: u32, rate: u32) -> Result<Self> {
        let most = usize::try_from(held)?;
        let mut streams = VecDeque::with_capacity(most);
        Ok(Self(Thrower::start(
            if held == 0 { 0 } else { rate },
            move |number| {
                let Ok(stream) = connect(number, to) else {
                    return false;
                };
                if streams.len() >= most {
                    streams.pop_front();
                }
                streams.push_back(stream);
                true
            },
        )))
    }

    /// How many there were.
    pub(crate) fn stop(self) -> u64 {
        self.0.thrown.load(Ordering::Relaxed)
    }
}

/// Every other one begins a frame and does not end it.
fn connect(number: u64, to: SocketAddr) -> Result<TcpStream> {
    let address = Ipv4Addr::from(0x7f03_0001 + u32::try_from(number % u64::from(ADDRESSES))?);
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&SocketAddr::from((address, 0)).into())?;
    socket.connect_timeout(&to.into(), Duration::from_secs(1))?;
    let mut stream = TcpStream::from(socket);
    if number.is_multiple_of(2) {
        // the length of a frame of 32 bytes, and one of them
        stream.write_all(&[0, 32, 1])?;
    }
    Ok(stream)
}
