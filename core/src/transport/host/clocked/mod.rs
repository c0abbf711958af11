//! A host and a pad with a clock of their own over real sockets, and a relay between the two that counts the datagrams: what
//! travels where nobody plays, and what a drawing that hangs does to those who play.

mod hang;
mod idle;

use super::*;
use crate::transport::connection_config;
use crate::transport::netcode_pad::NetcodePad;
use std::net::UdpSocket;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

const STEP: Duration = Duration::from_millis(50);
const LINK: LinkId = LinkId(1);

/// Two sockets that pass datagrams on, one at a time.
struct Relay {
    to_pads: UdpSocket,
    to_host: UdpSocket,
    pad: Option<std::net::SocketAddr>,
    up: u64,
    down: u64,
}

struct Room {
    now: Time,
    driver: HostDriver,
    renet: RenetServer,
    woken: Arc<AtomicU64>,
    relay: Relay,
    session: PadSession,
    link: NetcodePad,
    linked: bool,
}

fn socket() -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_nonblocking(true).unwrap();
    socket
}

impl Room {
    fn new(seats: u16) -> Self {
        let config = HostConfig {
            seats,
            ..HostConfig::default()
        };
        let mut driver = HostDriver::bind(HostDriverConfig::loopback(config).unwrap()).unwrap();
        let woken = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&woken);
        driver.set_wake(Arc::new(move || {
            count.fetch_add(1, Ordering::SeqCst);
        }));
        let secret = ResumeSecret([7; 16]);
        let newcomer = Newcomer::local(Profile::default());
        let secret = driver
            .session
            .admit(Time::ZERO, newcomer, secret)
            .unwrap()
            .secret;
        let token = driver.netcode.token(&secret).unwrap();
        let relay = Relay {
            to_pads: socket(),
            to_host: socket(),
            pad: None,
            up: 0,
            down: 0,
        };
        relay.to_host.connect(driver.listening().udp).unwrap();
        let there = relay.to_pads.local_addr().unwrap();
        let mut room = Self {
            now: Time::ZERO,
            driver,
            renet: RenetServer::new(connection_config()),
            woken,
            relay,
            session: PadSession::new(PadConfig::default(), 3),
            link: NetcodePad::open(Time::ZERO, (None, there), &token).unwrap(),
            linked: false,
        };
        room.pass(Duration::from_secs(3));
        assert!(room.session.is_live());
        room
    }

    fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        while self.now < end {
            self.now += STEP;
            self.renet.update(STEP);
            self.turn();
        }
    }

    /// Everything that is due now, until nothing moves any more.
    fn turn(&mut self) {
        loop {
            self.turn_pad();
            self.turn_host();
            let moved = self.relay_up() + self.relay_down();
            if moved == 0 {
                return;
            }
        }
    }

    fn turn_pad(&mut self) {
        let (now, session) = (self.now, &mut self.session);
        let linked = &mut self.linked;
        self.link.receive(now, |lane, bytes| {
            if !std::mem::replace(linked, true) {
                session.link_up(now, LINK);
            }
            session.receive(now, LINK, lane, bytes);
        });
        if self.link.is_up() && !std::mem::replace(linked, true) {
            session.link_up(now, LINK);
        }
        session.tick(now);
        while let Some(transmit) = session.poll_transmit() {
            self.link.push(transmit.lane, transmit.bytes);
        }
        self.link.flush(now, session.phase().is_live());
    }

    fn turn_host(&mut self) {
        self.driver.update(self.now, &mut self.renet);
        self.driver.flush(self.now, &mut self.renet);
    }

    fn relay_up(&mut self) -> u64 {
        let mut buffer = [0; 1_500];
        let mut moved = 0;
        while let Ok((len, from)) = self.relay.to_pads.recv_from(&mut buffer) {
            self.relay.pad = Some(from);
            let woken = self.woken.load(Ordering::SeqCst);
            self.relay.to_host.send(&buffer[..len]).unwrap();
            // the receiving thread says when it has it
            while self.woken.load(Ordering::SeqCst) == woken {
                thread::yield_now();
            }
            moved += 1;
        }
        self.relay.up += moved;
        moved
    }

    fn relay_down(&mut self) -> u64 {
        let mut buffer = [0; 1_500];
        let mut moved = 0;
        while let Ok(len) = self.relay.to_host.recv(&mut buffer) {
            if let Some(pad) = self.relay.pad {
                self.relay.to_pads.send_to(&buffer[..len], pad).unwrap();
            }
            moved += 1;
        }
        self.relay.down += moved;
        moved
    }

    /// Datagrams to the host and to the pad in a minute, after ten seconds to come to rest.
    fn minute(&mut self) -> (u64, u64) {
        self.pass(Duration::from_secs(10));
        let (up, down) = (self.relay.up, self.relay.down);
        self.pass(Duration::from_secs(60));
        (self.relay.up - up, self.relay.down - down)
    }
}
