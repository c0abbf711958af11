//! Somebody between pad and host who passes everything on, TCP and UDP, and notes every datagram of the pads.

use std::collections::HashMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub struct Counted {
    pub at: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    to_host: Mutex<Vec<usize>>,
    to_pad: Mutex<Vec<usize>>,
    stop: AtomicBool,
}

impl Counted {
    /// Stands before a host.
    pub fn before(host: SocketAddr) -> Self {
        let (tcp, udp) = (0..100)
            .find_map(|_| {
                let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
                let udp = UdpSocket::bind(tcp.local_addr().unwrap()).ok()?;
                Some((tcp, udp))
            })
            .unwrap();
        let at = tcp.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let (for_tcp, for_udp) = (Arc::clone(&shared), Arc::clone(&shared));
        thread::spawn(move || connections(&tcp, host, &for_tcp));
        thread::spawn(move || datagrams(&udp, host, &for_udp));
        Self { at, shared }
    }

    /// Lengths of the datagrams that the pads sent since the last call.
    pub fn take_to_host(&self) -> Vec<usize> {
        std::mem::take(&mut self.shared.to_host.lock().unwrap())
    }

    /// Lengths of the datagrams that the host sent since the last call.
    pub fn take_to_pad(&self) -> Vec<usize> {
        std::mem::take(&mut self.shared.to_pad.lock().unwrap())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
    }
}

fn connections(listener: &TcpListener, host: SocketAddr, shared: &Arc<Shared>) {
    listener.set_nonblocking(true).unwrap();
    while !shared.stop.load(Ordering::Relaxed) {
        match listener.accept() {
            Ok((pad, _)) => {
                pad.set_nonblocking(false).unwrap();
                let to_host = TcpStream::connect(host).unwrap();
                let back = (to_host.try_clone().unwrap(), pad.try_clone().unwrap());
                thread::spawn(move || pass(pad, to_host));
                thread::spawn(move || pass(back.0, back.1));
            }
            Err(_) => thread::sleep(Duration::from_millis(2)),
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

fn datagrams(udp: &UdpSocket, host: SocketAddr, shared: &Arc<Shared>) {
    udp.set_nonblocking(true).unwrap();
    let mut pads: HashMap<SocketAddr, UdpSocket> = HashMap::new();
    let mut buffer = [0; 65_536];
    while !shared.stop.load(Ordering::Relaxed) {
        let mut idle = true;
        match udp.recv_from(&mut buffer) {
            Ok((len, pad)) => {
                idle = false;
                shared.to_host.lock().unwrap().push(len);
                let socket = pads.entry(pad).or_insert_with(|| {
                    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
                    socket.set_nonblocking(true).unwrap();
                    socket
                });
                socket.send_to(&buffer[..len], host).unwrap();
            }
            Err(error) => assert!(matches!(
                error.kind(),
                ErrorKind::WouldBlock | ErrorKind::ConnectionRefused
            )),
        }
        for (pad, socket) in &pads {
            while let Ok(len) = socket.recv(&mut buffer) {
                idle = false;
                shared.to_pad.lock().unwrap().push(len);
                // a pad may have gone
                let _ = udp.send_to(&buffer[..len], pad);
            }
        }
        if idle {
            thread::sleep(Duration::from_micros(200));
        }
    }
}
