//! How long a datagram that lies in the receiver's queue takes until its session has it: from the kernel by the receiving
//! thread, which wakes the driver's, through netcode and renet. `cargo bench -p couchpad-core --bench socket_to_session`

use couchpad_core::protocol::{
    Area, AxisIndex, ControlKind, JoinLink, Orientation, PadLayout, Phase,
};
use couchpad_core::session::{Audience, HostConfig};
use couchpad_core::transport::{HostDriver, HostDriverConfig, connection_config};
use couchpad_core::{Pad, PadOptions, Target};
use criterion::{Criterion, criterion_group, criterion_main};
use renet::RenetServer;
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const X: AxisIndex = AxisIndex(0);
const GIVE_UP: Duration = Duration::from_secs(5);
/// Between two moves: more than a pad's own limit, so that nothing is put off.
const PAUSE: Duration = Duration::from_millis(10);
/// A datagram that brought nothing new to the session by then was another one.
const ANOTHER: Duration = Duration::from_millis(5);

/// A receiver whose driver turns in this thread, and somebody before it who knows when a datagram is in its queue.
struct Bench {
    start: Instant,
    updated: Duration,
    driver: HostDriver,
    renet: RenetServer,
    pad: Pad,
    /// Where the pad sends to.
    near: UdpSocket,
    /// What sends to the receiver.
    far: UdpSocket,
    pad_at: Option<SocketAddr>,
    value: i16,
}

impl Bench {
    fn new() -> Self {
        let config = HostDriverConfig::loopback(HostConfig::default()).unwrap();
        let mut driver = HostDriver::bind(config).unwrap();
        let me = thread::current();
        driver.set_wake(Arc::new(move || me.unpark()));
        let host = driver.listening().udp;
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        let near = UdpSocket::bind(tcp.local_addr().unwrap()).unwrap();
        near.set_nonblocking(true).unwrap();
        let far = UdpSocket::bind("127.0.0.1:0").unwrap();
        far.connect(host).unwrap();
        far.set_nonblocking(true).unwrap();
        thread::spawn(move || pass_connections(&tcp, host));
        let at = near.local_addr().unwrap();
        let link = driver.join_link();
        let pairing = link.pairing().unwrap();
        let bare = JoinLink::new(vec![at.ip()], at.port()).unwrap();
        let link = bare.with_pairing(pairing.secret.clone(), pairing.key);
        let pad = Pad::connect(Target::of_link(&link).unwrap(), PadOptions::default()).unwrap();
        let mut bench = Self {
            start: Instant::now(),
            updated: Duration::ZERO,
            driver,
            renet: RenetServer::new(connection_config()),
            pad,
            near,
            far,
            pad_at: None,
            value: 0,
        };
        bench.play();
        bench
    }

    /// Until the pad is in play.
    fn play(&mut self) {
        let swipe = ControlKind::SwipeArea {
            x: Some(X),
            y: None,
            travel: 600,
        };
        let layout = PadLayout::new("Bench", Orientation::Any).with("", Area::ALL, swipe);
        let now = self.start.elapsed();
        let session = self.driver.session_mut();
        let audience = Audience::All;
        session
            .set_layout(now, audience, layout, |_| [0; 8])
            .unwrap();
        session.set_phase(now, Phase::Playing);
        while self.pad.view().layout.is_none() || self.pad.view().phase != Phase::Playing {
            assert!(self.start.elapsed() < GIVE_UP, "the pad is not in play");
            self.pass_on();
            self.turn();
            thread::park_timeout(Duration::from_micros(500));
        }
    }

    fn turn(&mut self) {
        let now = self.start.elapsed();
        self.renet.update(now.saturating_sub(self.updated));
        self.updated = now;
        self.driver.update(now, &mut self.renet);
    }

    /// What the receiver says, to the pad.
    fn answer(&mut self) {
        let now = self.start.elapsed();
        self.driver.flush(now, &mut self.renet);
        let mut buffer = [0; 2_048];
        while let (Ok(len), Some(pad)) = (self.far.recv(&mut buffer), self.pad_at) {
            let _ = self.near.send_to(&buffer[..len], pad);
        }
    }

    /// One datagram of the pad, if there is one, to the receiver.
    fn pass_on(&mut self) -> bool {
        let mut buffer = [0; 2_048];
        self.answer();
        let Ok((len, pad)) = self.near.recv_from(&mut buffer) else {
            return false;
        };
        self.pad_at = Some(pad);
        self.far.send(&buffer[..len]).is_ok()
    }

    fn has_value(&self) -> bool {
        let input = self.driver.session().inputs().first();
        input.is_some_and(|input| input.axes[usize::from(X.0)] == self.value)
    }

    /// The time of the next move's datagram, from the queue to the session.
    fn one_move(&mut self) -> Duration {
        thread::sleep(PAUSE);
        while self.pass_on() {
            self.turn();
        }
        self.value = self.value % 30_000 + 1;
        self.pad.set_axis(X, self.value);
        let deadline = Instant::now() + GIVE_UP;
        while Instant::now() < deadline {
            if !self.pass_on() {
                thread::park_timeout(Duration::from_micros(20));
                continue;
            }
            let queued = Instant::now();
            while queued.elapsed() < ANOTHER {
                self.turn();
                if self.has_value() {
                    return queued.elapsed();
                }
                // the receiving thread wakes this one
                thread::park_timeout(ANOTHER);
            }
        }
        panic!("a move did not arrive");
    }
}

fn pass_connections(listener: &TcpListener, to: SocketAddr) {
    for pad in listener.incoming().map_while(Result::ok) {
        let host = TcpStream::connect(to).unwrap();
        let back = (host.try_clone().unwrap(), pad.try_clone().unwrap());
        thread::spawn(move || pass(pad, host));
        thread::spawn(move || pass(back.0, back.1));
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream) {
    // its end is the connection's
    let _ = io::copy(&mut from, &mut to);
}

fn socket_to_session(criterion: &mut Criterion) {
    let mut bench = Bench::new();
    let mut times = Vec::new();
    criterion.bench_function("socket_to_session", |bencher| {
        bencher.iter_custom(|moves| {
            let mut sum = Duration::ZERO;
            for _ in 0..moves {
                let time = bench.one_move();
                times.push(time);
                sum += time;
            }
            sum
        });
    });
    times.sort_unstable();
    let at = |share: f64| times.get((times.len() as f64 * share) as usize);
    let ms = |share| at(share).map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0);
    // for `cargo xtask bench`
    println!(
        "{{\"bench\":\"socket_to_session\",\"p50_ms\":{:.4},\"p99_ms\":{:.4}}}",
        ms(0.5),
        ms(0.99)
    );
}

criterion_group! {
    name = benches;
    // few, as every move waits for the pad
    config = Criterion::default().measurement_time(Duration::from_secs(20)).warm_up_time(Duration::from_secs(1));
    targets = socket_to_session
}
criterion_main!(benches);
