//! Somebody between a pad and its host, who passes everything on and notes when a position came by. Each way has a thread of
//! its own that blocks, so that nothing waits for a turn.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

/// A datagram with a position is so long at least; acknowledgements and pings are shorter.
const POSITION: usize = 56;

/// See the module.
pub(super) struct Relay {
    /// Where it stands.
    pub(super) at: SocketAddr,
    /// When the first position came by since it was told to forget.
    first: Arc<Mutex<Option<Instant>>>,
}

impl Relay {
    /// Stands before a host. Its threads end with the process.
    pub(super) fn before(host: SocketAddr) -> anyhow::Result<Self> {
        let (tcp, udp) = ports()?;
        let at = tcp.local_addr()?;
        let first = Arc::default();
        let noted = Arc::clone(&first);
        thread::spawn(move || connections(&tcp, host));
        thread::spawn(move || datagrams(&udp, host, &noted));
        Ok(Self { at, first })
    }

    /// From now on the next position is the first.
    pub(super) fn forget(&self) {
        *self.first.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// When it came by.
    pub(super) fn first_position(&self) -> Option<Instant> {
        *self.first.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The same port for both.
fn ports() -> std::io::Result<(TcpListener, UdpSocket)> {
    loop {
        let tcp = TcpListener::bind("127.0.0.1:0")?;
        // somebody else may have that one
        if let Ok(udp) = UdpSocket::bind(tcp.local_addr()?) {
            return Ok((tcp, udp));
        }
    }
}

fn connections(listener: &TcpListener, host: SocketAddr) {
    for pad in listener.incoming().flatten() {
        let Ok(to_host) = TcpStream::connect(host) else {
            continue;
        };
        if let (Ok(back), Ok(home)) = (to_host.try_clone(), pad.try_clone()) {
            thread::spawn(move || pass(pad, to_host));
            thread::spawn(move || pass(back, home));
        }
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream) {
    let mut buffer = [0; 4_096];
    while let Ok(len @ 1..) = from.read(&mut buffer) {
        if to.write_all(&buffer[..len]).is_err() {
            return;
        }
    }
}

/// One pad, whose address may change.
fn datagrams(udp: &UdpSocket, host: SocketAddr, first: &Mutex<Option<Instant>>) {
    let mut known: Option<(SocketAddr, UdpSocket)> = None;
    let mut buffer = [0; 65_536];
    while let Ok((len, pad)) = udp.recv_from(&mut buffer) {
        let now = Instant::now();
        if len >= POSITION {
            let mut first = first.lock().unwrap_or_else(PoisonError::into_inner);
            first.get_or_insert(now);
        }
        let to_host = match &known {
            Some((address, socket)) if *address == pad => socket,
            _ => {
                let Ok(socket) = upstream(udp, host, pad) else {
                    return;
                };
                &known.insert((pad, socket)).1
            }
        };
        // what is lost comes again
        let _ = to_host.send(&buffer[..len]);
    }
}

/// A socket towards the host; what comes back by it goes to the pad.
fn upstream(udp: &UdpSocket, host: SocketAddr, pad: SocketAddr) -> std::io::Result<UdpSocket> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    socket.connect(host)?;
    let (back, home) = (socket.try_clone()?, udp.try_clone()?);
    thread::spawn(move || {
        let mut buffer = [0; 65_536];
        while let Ok(len) = back.recv(&mut buffer) {
            let _ = home.send_to(&buffer[..len], pad);
        }
    });
    Ok(socket)
}
