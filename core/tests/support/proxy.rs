//! Stands between pads and a host, UDP and TCP at one port, and lets through what a test wants. Pads send datagrams to where
//! their control connection arrived, so both go through here.

use parking_lot::Mutex;
use std::collections::HashMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

const LOOK: Duration = Duration::from_millis(20);

struct Inside {
    host: SocketAddr,
    udp: UdpSocket,
    stop: AtomicBool,
    /// Datagrams get through.
    udp_open: AtomicBool,
    /// Datagrams lost of a hundred.
    loss: AtomicU32,
    /// Datagrams that pads sent, whether they got through or not.
    datagrams: AtomicU64,
    /// Nothing of what the host says on streams gets through.
    deaf: AtomicBool,
    streams: Mutex<Vec<TcpStream>>,
    ways: Mutex<HashMap<SocketAddr, Arc<UdpSocket>>>,
}

pub struct Proxy {
    inside: Arc<Inside>,
    pub address: SocketAddr,
}

impl Proxy {
    pub fn start(host: SocketAddr) -> Self {
        let (tcp, udp) = (0..50)
            .find_map(|_| {
                let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
                let udp = UdpSocket::bind(tcp.local_addr().unwrap()).ok()?;
                Some((tcp, udp))
            })
            .expect("a port that is free twice");
        udp.set_read_timeout(Some(LOOK)).unwrap();
        let address = tcp.local_addr().unwrap();
        let inside = Arc::new(Inside {
            host,
            udp,
            stop: AtomicBool::new(false),
            udp_open: AtomicBool::new(true),
            loss: AtomicU32::new(0),
            datagrams: AtomicU64::new(0),
            deaf: AtomicBool::new(false),
            streams: Mutex::default(),
            ways: Mutex::default(),
        });
        let (one, other) = (Arc::clone(&inside), Arc::clone(&inside));
        thread::spawn(move || one.accept(&tcp));
        thread::spawn(move || other.datagrams());
        Self { inside, address }
    }

    /// Whether datagrams get through.
    pub fn set_udp(&self, open: bool) {
        self.inside.udp_open.store(open, Ordering::SeqCst);
    }

    /// How many datagrams of a hundred are lost, each way.
    pub fn set_loss(&self, percent: u32) {
        self.inside.loss.store(percent, Ordering::SeqCst);
    }

    /// Whether what the host says on streams does not get through.
    pub fn set_deaf(&self, deaf: bool) {
        self.inside.deaf.store(deaf, Ordering::SeqCst);
    }

    /// Datagrams that pads sent here so far.
    pub fn datagrams(&self) -> u64 {
        self.inside.datagrams.load(Ordering::SeqCst)
    }

    /// Ends all streams.
    pub fn cut_streams(&self) {
        for stream in self.inside.streams.lock().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.inside.stop.store(true, Ordering::SeqCst);
        self.cut_streams();
        // accepting ends with one more
        let _ = TcpStream::connect(self.address);
    }
}

impl Inside {
    fn is_over(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    fn accept(self: &Arc<Self>, tcp: &TcpListener) {
        while let Ok((pad, _)) = tcp.accept() {
            if self.is_over() {
                return;
            }
            let Ok(host) = TcpStream::connect(self.host) else {
                continue;
            };
            for (from, to, is_of_host) in [(&pad, &host, false), (&host, &pad, true)] {
                from.set_nodelay(true).unwrap();
                self.streams.lock().push(from.try_clone().unwrap());
                let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                let inside = Arc::clone(self);
                thread::spawn(move || inside.copy(from, to, is_of_host));
            }
        }
    }

    fn copy(&self, mut from: TcpStream, mut to: TcpStream, is_of_host: bool) {
        let mut chunk = [0; 4_096];
        loop {
            let read = from.read(&mut chunk);
            // what was under way already waits, too
            while is_of_host && self.deaf.load(Ordering::SeqCst) && !self.is_over() {
                thread::sleep(LOOK);
            }
            match read {
                Ok(len) if len > 0 && to.write_all(&chunk[..len]).is_ok() => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Ok(0) => {
                    let _ = to.shutdown(Shutdown::Write);
                    return;
                }
                _ => {
                    let _ = to.shutdown(Shutdown::Both);
                    return;
                }
            }
        }
    }

    fn lets_through(&self, count: u64) -> bool {
        // no run of losses as long as chance would make: what is tested is not chance
        let turn = (count.wrapping_mul(37) % 100) as u32;
        self.udp_open.load(Ordering::SeqCst) && turn >= self.loss.load(Ordering::SeqCst)
    }

    fn datagrams(self: &Arc<Self>) {
        let mut buffer = [0; 2_048];
        while !self.is_over() {
            let Ok((len, pad)) = self.udp.recv_from(&mut buffer) else {
                continue;
            };
            let count = self.datagrams.fetch_add(1, Ordering::SeqCst);
            if self.lets_through(count) {
                let _ = self.way(pad).send(&buffer[..len]);
            }
        }
    }

    /// The socket that stands for a pad's.
    fn way(self: &Arc<Self>, pad: SocketAddr) -> Arc<UdpSocket> {
        let ways = &mut *self.ways.lock();
        let open = || {
            let socket = Arc::new(UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap());
            socket.connect(self.host).unwrap();
            socket.set_read_timeout(Some(LOOK)).unwrap();
            let (inside, theirs) = (Arc::clone(self), Arc::clone(&socket));
            thread::spawn(move || inside.back(pad, &theirs));
            socket
        };
        Arc::clone(ways.entry(pad).or_insert_with(open))
    }

    fn back(&self, pad: SocketAddr, socket: &UdpSocket) {
        let mut buffer = [0; 2_048];
        let mut count = 0;
        while !self.is_over() {
            let Ok(len) = socket.recv(&mut buffer) else {
                continue;
            };
            count += 1;
            if self.lets_through(count) {
                let _ = self.udp.send_to(&buffer[..len], pad);
            }
        }
    }
}
