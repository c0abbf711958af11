//! The proxy itself: one socket to the receiver and one impaired link for each address that pads send from, and a pair of
//! threads for each TCP connection. Must not know what the datagrams say.

use couchpad_core::transport::impair::{DatagramLink, End, Impairment};
use std::collections::HashMap;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::thread;
use std::time::{Duration, Instant};

/// Pause between two looks at the sockets: far below the delays that are asked for.
const PAUSE: Duration = Duration::from_micros(200);
/// Addresses of pads that it serves at most.
const PADS: usize = 256;

/// See the module.
pub(crate) struct Proxy {
    udp: UdpSocket,
    to: SocketAddr,
    seed: u64,
    impairment: Impairment,
    start: Instant,
    ways: HashMap<SocketAddr, Way>,
    datagrams: u64,
    arrived: u64,
}

struct Way {
    socket: UdpSocket,
    link: DatagramLink,
}

impl Proxy {
    /// Listens for pads, UDP and TCP at the same port.
    pub(crate) fn new(
        listen: SocketAddr,
        to: SocketAddr,
        seed: u64,
        impairment: Impairment,
    ) -> io::Result<Self> {
        let tcp = TcpListener::bind(listen)?;
        let udp = UdpSocket::bind(tcp.local_addr()?)?;
        udp.set_nonblocking(true)?;
        thread::spawn(move || pass_connections(&tcp, to));
        Ok(Self {
            udp,
            to,
            seed,
            impairment,
            start: Instant::now(),
            ways: HashMap::new(),
            datagrams: 0,
            arrived: 0,
        })
    }

    /// Where it listens.
    pub(crate) fn listening(&self) -> io::Result<SocketAddr> {
        self.udp.local_addr()
    }

    /// Moves what is due, then pauses for a moment.
    pub(crate) fn turn(&mut self) {
        let now = self.start.elapsed();
        let mut buffer = [0; 2_048];
        while let Ok((len, from)) = self.udp.recv_from(&mut buffer) {
            if let Some(way) = self.way(from) {
                way.link.send(now, End::Host, &buffer[..len]);
                self.datagrams += 1;
            }
        }
        for (pad, way) in &mut self.ways {
            while let Ok(len) = way.socket.recv(&mut buffer) {
                way.link.send(now, End::Pad, &buffer[..len]);
                self.datagrams += 1;
            }
            while let Some((_, bytes)) = way.link.receive(now, End::Host) {
                self.arrived += u64::from(way.socket.send(&bytes).is_ok());
            }
            while let Some((_, bytes)) = way.link.receive(now, End::Pad) {
                self.arrived += u64::from(self.udp.send_to(&bytes, pad).is_ok());
            }
        }
        thread::sleep(PAUSE);
    }

    /// What it did, as a line of JSON.
    pub(crate) fn summary(&self) -> String {
        format!(
            "{{\"pads\":{},\"datagrams\":{},\"arrived\":{}}}",
            self.ways.len(),
            self.datagrams,
            self.arrived
        )
    }

    /// The way of a pad; `None` if there are too many, or no socket for one more.
    fn way(&mut self, pad: SocketAddr) -> Option<&mut Way> {
        if !self.ways.contains_key(&pad) && self.ways.len() < PADS {
            let any = if self.to.is_ipv4() {
                "0.0.0.0:0"
            } else {
                "[::]:0"
            };
            let socket = UdpSocket::bind(any).ok()?;
            socket.connect(self.to).ok()?;
            socket.set_nonblocking(true).ok()?;
            let seed = self.seed + self.ways.len() as u64;
            let link = DatagramLink::new(seed, self.impairment);
            self.ways.insert(pad, Way { socket, link });
        }
        self.ways.get_mut(&pad)
    }
}

fn pass_connections(listener: &TcpListener, to: SocketAddr) {
    for pad in listener.incoming().map_while(Result::ok) {
        let Ok(host) = TcpStream::connect(to) else {
            continue;
        };
        for stream in [&pad, &host] {
            // a slower connection is all that comes of a failure
            let _ = stream.set_nodelay(true);
        }
        if let (Ok(from_pad), Ok(from_host)) = (pad.try_clone(), host.try_clone()) {
            thread::spawn(move || pass(from_pad, host));
            thread::spawn(move || pass(from_host, pad));
        }
    }
}

/// Copies until the one end closes, and closes the other.
fn pass(mut from: TcpStream, mut to: TcpStream) {
    let _ = io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}
