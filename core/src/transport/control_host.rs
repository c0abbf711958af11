//! The host's control listener: one thread, one poll, any number of connections, none of which can hold up another. Owns
//! the limits on connections that have not been admitted. Must not know sessions or tokens: what pads say goes to the
//! driver, and the driver says what to answer.

use crate::protocol::control::{ControlToPad, Hello, Refusal};
use crate::transport::WakeSlot;
use crate::transport::bind::plain;
use crate::transport::control_conn::{Conn, Said, Stage};
use crate::transport::stats::Counters;
use crate::transport::wire::{Wire, WireEnd};
use crossbeam_channel::{Receiver, Sender, unbounded};
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token, Waker};
use socket2::{SockRef, TcpKeepalive};
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

const LISTENER: Token = Token(0);
const WAKER: Token = Token(1);
const FIRST_CONN: usize = 2;
/// Connections without a whole join, at most.
const UNADMITTED: usize = 64;
/// The same of one address. More than one phone needs; on loopback every pad has the same address.
const UNADMITTED_PER_ADDRESS: usize = 16;
/// Joins that wait for the driver, at most.
const WAITING: usize = 256;
/// Connections of any kind, at most.
const CONNECTIONS: usize = 2_048;
/// Pause in accepting when the system refuses, as when it is out of descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// After so much silence the system asks whether the peer's machine is still there.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// A control connection, for as long as the host runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ConnId(usize);

enum Order {
    Admit(ConnId, Vec<u8>),
    Refuse(ConnId, Vec<u8>),
    Tell(ConnId, Vec<u8>),
    Cut(ConnId),
    Quit(Vec<u8>),
}

/// The listener's handle. Dropping it quits.
pub(crate) struct ControlHost {
    // unbounded, but never long: a connection has at most one join and a few requests in it
    said: Receiver<(ConnId, Said)>,
    orders: Sender<Order>,
    waker: Waker,
    farewell: Vec<u8>,
    thread: Option<JoinHandle<()>>,
}

impl ControlHost {
    /// Starts listening. `farewell` is what admitted pads are told when this is dropped.
    pub(crate) fn start(
        listener: std::net::TcpListener,
        farewell: &ControlToPad,
        counters: Arc<Counters>,
        wake: WakeSlot,
    ) -> io::Result<Self> {
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), WAKER)?;
        let mut listener = TcpListener::from_std(listener);
        poll.registry()
            .register(&mut listener, LISTENER, Interest::READABLE)?;
        let (said_in, said) = unbounded();
        let (orders, orders_out) = unbounded();
        let room = Room {
            poll,
            listener,
            conns: HashMap::new(),
            fresh: BTreeMap::new(),
            waiting: 0,
            next: FIRST_CONN,
            accept_at: None,
            said: said_in,
            orders: orders_out,
            counters,
            wake,
        };
        let thread = thread::Builder::new()
            .name("couchpad-control".to_owned())
            .spawn(move || room.run())?;
        let farewell = farewell.encode().map_err(io::Error::other)?;
        Ok(Self {
            said,
            orders,
            waker,
            farewell,
            thread: Some(thread),
        })
    }

    /// The next thing that a pad said.
    pub(crate) fn next(&self) -> Option<(ConnId, Said)> {
        self.said.try_recv().ok()
    }

    /// Lets a pad in and says so.
    pub(crate) fn admit(&self, conn: ConnId, welcome: &ControlToPad) {
        self.encode(welcome, |body| Order::Admit(conn, body));
    }

    /// Does not let a pad in and says why.
    pub(crate) fn refuse(&self, conn: ConnId, refusal: Refusal) {
        self.encode(&ControlToPad::Refused(refusal), |body| {
            Order::Refuse(conn, body)
        });
    }

    /// Says something to an admitted pad.
    pub(crate) fn tell(&self, conn: ConnId, message: &ControlToPad) {
        self.encode(message, |body| Order::Tell(conn, body));
    }

    /// Closes without a word.
    pub(crate) fn cut(&self, conn: ConnId) {
        self.order(Order::Cut(conn));
    }

    /// Tells every admitted pad that the receiver closes, and stops. Does nothing the second time.
    pub(crate) fn quit(&mut self) {
        let Some(thread) = self.thread.take() else {
            return;
        };
        let farewell = std::mem::take(&mut self.farewell);
        self.order(Order::Quit(farewell));
        if thread.join().is_err() {
            tracing::error!(
                "the control thread ended with a panic; please report what stands above"
            );
        }
    }

    fn encode(&self, message: &ControlToPad, order: impl FnOnce(Vec<u8>) -> Order) {
        match message.encode() {
            Ok(body) => self.order(order(body)),
            Err(error) => tracing::error!(%error, "a control message of our own does not encode"),
        }
    }

    fn order(&self, order: Order) {
        if self.orders.send(order).is_ok()
            && let Err(error) = self.waker.wake()
        {
            tracing::warn!(%error, "the control thread was not woken");
        }
    }
}

impl Drop for ControlHost {
    fn drop(&mut self) {
        self.quit();
    }
}

/// What the thread owns.
struct Room {
    poll: Poll,
    listener: TcpListener,
    conns: HashMap<usize, Conn>,
    /// Connections without a whole join, and their addresses.
    fresh: BTreeMap<usize, IpAddr>,
    /// Joins with the driver.
    waiting: usize,
    next: usize,
    accept_at: Option<Instant>,
    said: Sender<(ConnId, Said)>,
    orders: Receiver<Order>,
    counters: Arc<Counters>,
    wake: WakeSlot,
}

impl Room {
    fn run(mut self) {
        let mut events = Events::with_capacity(256);
        loop {
            let timeout = self.next_deadline();
            if let Err(error) = self.poll.poll(&mut events, timeout)
                && error.kind() != io::ErrorKind::Interrupted
            {
                tracing::warn!(%error, "waiting for control connections failed");
                thread::sleep(ACCEPT_PAUSE);
            }
            for event in &events {
                match event.token() {
                    LISTENER => self.accept(),
                    WAKER => {}
                    Token(id) => self.ready(id),
                }
            }
            if self.accept_at.is_some_and(|at| at <= Instant::now()) {
                self.accept();
            }
            while let Ok(order) = self.orders.try_recv() {
                if let Order::Quit(body) = order {
                    return self.quit(&body);
                }
                self.obey(order);
            }
            self.cut_late();
        }
    }

    fn next_deadline(&self) -> Option<Duration> {
        let deadlines = self.conns.values().filter_map(Conn::deadline);
        let first = deadlines.chain(self.accept_at).min()?;
        // a little late rather than a little early, which would spin
        Some(first.saturating_duration_since(Instant::now()) + Duration::from_millis(1))
    }

    fn accept(&mut self) {
        self.accept_at = None;
        loop {
            match self.listener.accept() {
                Ok((stream, peer)) => self.take_in(stream, plain(peer)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::Interrupted | io::ErrorKind::ConnectionAborted
                    ) => {}
                Err(error) => {
                    tracing::warn!(%error, "a control connection was not accepted");
                    self.accept_at = Some(Instant::now() + ACCEPT_PAUSE);
                    return;
                }
            }
        }
    }

    fn take_in(&mut self, mut stream: TcpStream, peer: SocketAddr) {
        self.make_room(peer.ip());
        let mut nonce = [0; 16];
        let id = self.next;
        let interest = Interest::READABLE | Interest::WRITABLE;
        let registered = self
            .poll
            .registry()
            .register(&mut stream, Token(id), interest);
        if self.conns.len() >= CONNECTIONS
            || getrandom::fill(&mut nonce).is_err()
            || registered.is_err()
        {
            self.counters
                .connections_cut
                .fetch_add(1, Ordering::Relaxed);
            return;
        }
        self.next += 1;
        let keep_alive = TcpKeepalive::new().with_time(KEEP_ALIVE);
        if let Err(error) = SockRef::from(&stream).set_tcp_keepalive(&keep_alive) {
            tracing::debug!(%error, "a vanished phone will be noticed late");
        }
        tracing::debug!(%peer, "control connection");
        let mut conn = Conn::new(Wire::new(stream), Hello::new(nonce, 0), Instant::now());
        if conn.greet().is_ok() {
            self.conns.insert(id, conn);
            self.fresh.insert(id, peer.ip());
            self.ready(id);
        }
    }

    /// Keeps connections without a join within their limits: who holds too many loses one of them, at random, so that
    /// holding them open keeps nobody out for long.
    fn make_room(&mut self, newcomer: IpAddr) {
        let held = |address: IpAddr| self.fresh.values().filter(|a| **a == address).count();
        let crowded = if held(newcomer) >= UNADMITTED_PER_ADDRESS {
            Some(newcomer)
        } else if self.fresh.len() >= UNADMITTED {
            self.fresh.values().copied().max_by_key(|a| held(*a))
        } else {
            None
        };
        if let Some(address) = crowded {
            let theirs: Vec<usize> = self
                .fresh
                .iter()
                .filter(|(_, a)| **a == address)
                .map(|(id, _)| *id)
                .collect();
            let pick = getrandom::u32().unwrap_or(0) as usize % theirs.len().max(1);
            if let Some(id) = theirs.get(pick) {
                self.remove(*id, WireEnd::Abuse);
            }
        }
    }

    fn ready(&mut self, id: usize) {
        let Some(conn) = self.conns.get_mut(&id) else {
            return;
        };
        let mut said = Vec::new();
        let outcome = conn.ready(Instant::now(), &mut said);
        if !matches!(conn.stage(), Stage::Hello | Stage::Join) {
            self.fresh.remove(&id);
        }
        for said in said {
            if matches!(said, Said::Join { .. }) {
                if self.waiting >= WAITING {
                    return self.remove(id, WireEnd::Abuse);
                }
                self.waiting += 1;
            }
            self.report(id, said);
        }
        if let Err(end) = outcome {
            self.remove(id, end);
        }
    }

    fn obey(&mut self, order: Order) {
        let now = Instant::now();
        let (id, outcome) = match order {
            Order::Admit(ConnId(id), body) => {
                self.waiting = self.waiting.saturating_sub(1);
                (id, self.with(id, |conn| conn.admit(&body, now)))
            }
            Order::Tell(ConnId(id), body) => (id, self.with(id, |conn| conn.tell(&body))),
            Order::Refuse(ConnId(id), body) => {
                self.waiting = self.waiting.saturating_sub(1);
                (id, self.with(id, |conn| conn.farewell(&body, now)))
            }
            Order::Cut(ConnId(id)) => (id, Err(WireEnd::Gone)),
            Order::Quit(_) => return,
        };
        match outcome {
            Ok(()) => self.ready(id),
            Err(end) => self.remove(id, end),
        }
    }

    fn with(
        &mut self,
        id: usize,
        act: impl FnOnce(&mut Conn) -> Result<(), WireEnd>,
    ) -> Result<(), WireEnd> {
        self.conns.get_mut(&id).map_or(Ok(()), act)
    }

    fn cut_late(&mut self) {
        let now = Instant::now();
        let late = |conn: &Conn| conn.deadline().is_some_and(|at| at <= now);
        let ids: Vec<usize> = self
            .conns
            .iter()
            .filter(|(_, conn)| late(conn))
            .map(|(id, _)| *id)
            .collect();
        for id in ids {
            self.remove(id, WireEnd::Abuse);
        }
    }

    fn remove(&mut self, id: usize, end: WireEnd) {
        let Some(conn) = self.conns.remove(&id) else {
            return;
        };
        self.fresh.remove(&id);
        if end == WireEnd::Abuse {
            self.counters
                .connections_cut
                .fetch_add(1, Ordering::Relaxed);
        }
        // the driver knows of it only from the join on; a farewell that is through is no news to it either
        if matches!(
            conn.stage(),
            Stage::Waiting | Stage::Admitted | Stage::Farewell
        ) {
            self.report(id, Said::Gone);
        }
    }

    fn report(&self, id: usize, said: Said) {
        // the driver may be gone already, then nobody needs to know
        if self.said.send((ConnId(id), said)).is_ok() {
            self.wake.wake();
        }
    }

    fn quit(mut self, body: &[u8]) {
        let now = Instant::now();
        for conn in self.conns.values_mut() {
            if conn.stage() == Stage::Admitted {
                // as far as the streams take it at once: nobody waits for a pad that does not read
                let _ = conn.farewell(body, now);
            }
            // what is unread would turn the close into a reset, and the farewell might be lost
            conn.wire().drain();
        }
    }
}
