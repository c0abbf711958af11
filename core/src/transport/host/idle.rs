//! What travels where nobody plays, in virtual time over real sockets: a relay between the two ends counts the datagrams.

use super::*;
use crate::protocol::{AxisIndex, Lane, Phase, SeatIndex};
use crate::session::PadEvent;
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
            link: NetcodePad::open(Time::ZERO, there, &token).unwrap(),
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

/// One packet in five seconds each way, and no fewer: the pings go on.
fn assert_idle((up, down): (u64, u64), what: &str) {
    assert!((11..=12).contains(&up), "{what}: {up} to the host");
    assert!((11..=12).contains(&down), "{what}: {down} to the pad");
}

#[test]
fn where_nobody_plays_one_packet_goes_each_way_in_five_seconds() {
    let mut room = Room::new(8);
    assert_idle(room.minute(), "lobby");
    for phase in [
        Phase::Playing,
        Phase::Paused,
        Phase::Playing,
        Phase::Results,
    ] {
        let now = room.now;
        room.driver.session.set_phase(now, phase);
        if phase.is_live() {
            room.pass(Duration::from_secs(2));
        } else {
            assert_idle(room.minute(), &format!("{phase:?}"));
        }
    }
}

#[test]
fn so_it_is_for_those_who_wait_and_for_an_app_in_the_background() {
    let mut room = Room::new(0);
    assert_idle(room.minute(), "waiting");
    let now = room.now;
    room.session.away(now);
    assert_idle(room.minute(), "away");
}

#[test]
fn a_touch_and_a_rumble_are_handled_at_once_all_the_same() {
    let mut room = Room::new(1);
    room.pass(Duration::from_millis(12_300));
    while room.session.poll_event().is_some() {}
    let (now, up) = (room.now, room.relay.up);
    room.session.set_axis(now, AxisIndex(0), 77);
    room.turn();
    assert_eq!(room.driver.session.inputs()[0].axes[0], 77);
    assert_eq!(room.relay.up, up + 1);
    room.driver.session.rumble(now, SeatIndex(0), 9, 40);
    room.turn();
    room.turn();
    let events: Vec<_> = std::iter::from_fn(|| room.session.poll_event()).collect();
    let rumble = PadEvent::Rumble {
        strength: 9,
        millis: 40,
    };
    assert!(events.contains(&rumble), "{events:?}");
}

#[test]
fn playing_pads_are_heard_twenty_times_a_second() {
    let mut room = Room::new(1);
    let now = room.now;
    room.driver.session.set_phase(now, Phase::Playing);
    room.pass(Duration::from_secs(1));
    let (up, down) = (room.relay.up, room.relay.down);
    room.pass(Duration::from_secs(10));
    let (up, down) = (room.relay.up - up, room.relay.down - down);
    assert!((200..=240).contains(&up), "{up} to the host");
    assert!((10..=45).contains(&down), "{down} to the pad");
}

#[test]
fn a_link_that_nobody_hears_any_more_still_ends() {
    let mut room = Room::new(1);
    assert_eq!(room.driver.links.len(), 1);
    for _ in 0..9 {
        room.now += Duration::from_secs(5);
        room.turn_host();
    }
    assert!(room.driver.links.is_empty());
    for _ in 0..9 {
        room.now += Duration::from_secs(5);
        let now = room.now;
        // it goes on talking into the void
        room.session
            .set_axis(now, AxisIndex(0), now.as_secs() as i16);
        room.link.push(Lane::Latest, vec![1; 30]);
        room.link.flush(now, false);
    }
    assert!(room.link.end().is_some());
}
