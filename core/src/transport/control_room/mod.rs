//! The control listener's thread: one poll, any number of visitors, none of which can hold up another. Owns the door and
//! the limits on connections. Must not know sessions or tokens: what pads say goes to the driver, which says what to answer.

mod arrivals;
mod talk;

use crate::interfaces::join_addresses;
use crate::protocol::RoomCode;
use crate::session::pairing::{DeviceKey, Door};
use crate::transport::WakeSlot;
use crate::transport::control_conn::{Conn, Said};
use crate::transport::control_host::{ConnId, News, Order};
use crate::transport::page::Pages;
use crate::transport::stats::Counters;
use crate::transport::strangers::Strangers;
use crate::transport::visitor::{Turn, Visitor};
use crate::transport::wire::WireEnd;
use crossbeam_channel::{Receiver, Sender};
use mio::net::TcpListener;
use mio::{Events, Interest, Poll, Token};
use parking_lot::Mutex;
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

pub(super) const WAKER: Token = Token(1);
const LISTENER: Token = Token(0);
const FIRST_CONN: usize = 2;
/// How often the network's addresses are looked at: a cable is plugged in, a Wi-Fi changes. Here, as some systems take
/// longer to tell than a frame may.
const ADDRESSES: Duration = Duration::from_secs(5);
/// Pause in accepting when the system refuses, as when it is out of descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// What the thread owns.
pub(super) struct Room {
    poll: Poll,
    listener: TcpListener,
    visitors: HashMap<usize, Visitor>,
    strangers: Strangers,
    device: DeviceKey,
    door: Door,
    code: Arc<Mutex<RoomCode>>,
    pages: Pages,
    addresses: Vec<IpAddr>,
    /// What is listened on where that is every interface, and when its addresses are looked at.
    search: Option<(IpAddr, Instant)>,
    next: usize,
    accept_at: Option<Instant>,
    /// Visitors that have more to do than one turn allows: each once, however often it was served meanwhile.
    again: BTreeSet<usize>,
    began: Instant,
    news: Sender<News>,
    orders: Receiver<Order>,
    counters: Arc<Counters>,
    wake: WakeSlot,
}

impl Room {
    pub(super) fn new(
        poll: Poll,
        listener: std::net::TcpListener,
        (device, door, code): (DeviceKey, Door, Arc<Mutex<RoomCode>>),
        (addresses, pages): (Vec<IpAddr>, Pages),
        (news, orders): (Sender<News>, Receiver<Order>),
        (counters, wake): (Arc<Counters>, WakeSlot),
    ) -> io::Result<Self> {
        let ip = listener.local_addr()?.ip();
        let mut listener = TcpListener::from_std(listener);
        poll.registry()
            .register(&mut listener, LISTENER, Interest::READABLE)?;
        Ok(Self {
            poll,
            listener,
            visitors: HashMap::new(),
            strangers: Strangers::default(),
            device,
            door,
            code,
            pages,
            addresses,
            search: ip
                .is_unspecified()
                .then(|| (ip, Instant::now() + ADDRESSES)),
            next: FIRST_CONN,
            accept_at: None,
            again: BTreeSet::new(),
            began: Instant::now(),
            news,
            orders,
            counters,
            wake,
        })
    }

    pub(super) fn run(mut self) {
        let mut events = Events::with_capacity(256);
        loop {
            if let Err(error) = self.poll.poll(&mut events, self.patience())
                && error.kind() != io::ErrorKind::Interrupted
            {
                tracing::warn!(%error, "waiting for control connections failed");
                thread::sleep(ACCEPT_PAUSE);
            }
            // first: a new secret counts for whatever arrived after it
            while let Ok(order) = self.orders.try_recv() {
                if let Order::Quit(body) = order {
                    return self.quit(&body);
                }
                self.obey(order);
            }
            for id in std::mem::take(&mut self.again) {
                self.serve(id);
            }
            for event in &events {
                match event.token() {
                    LISTENER => self.accept_at = Some(Instant::now()),
                    WAKER => {}
                    Token(id) => self.serve(id),
                }
            }
            if self.accept_at.is_some_and(|at| at <= Instant::now()) {
                self.accept();
            }
            self.cut_late();
            self.end_pauses();
            self.search();
        }
    }

    /// How long nothing is due.
    fn patience(&self) -> Option<Duration> {
        if !self.again.is_empty() {
            return Some(Duration::ZERO);
        }
        let now = Instant::now();
        if self.accept_at.is_some_and(|at| at <= now) {
            return Some(Duration::ZERO);
        }
        let deadlines = self.visitors.values().filter_map(Visitor::deadline);
        let pauses = self.visitors.values().filter_map(Visitor::paused_until);
        let search = self.search.map(|(_, at)| at);
        let rest = self.accept_at.into_iter().chain(search);
        let first = deadlines.chain(pauses).chain(rest).min()?;
        // a little late rather than a little early, which would spin
        Some(first.saturating_duration_since(now) + Duration::from_millis(1))
    }

    /// Lets a visitor do what it can. Nothing that anybody sends may panic; should it do so all the same, it ends that
    /// connection and no other.
    fn serve(&mut self, id: usize) {
        let turn = catch_unwind(AssertUnwindSafe(|| self.ready(id)));
        if turn.is_err() {
            count(&self.counters.restarts);
            tracing::error!(
                "a control connection brought about a panic; please report what stands above"
            );
            self.remove(id, WireEnd::Abuse);
        }
    }

    fn ready(&mut self, id: usize) {
        let now = Instant::now();
        let time = now.saturating_duration_since(self.began);
        let Some(visitor) = self.visitors.get_mut(&id) else {
            return;
        };
        let mut said = Vec::new();
        let outcome = visitor.ready(
            (now, time),
            &self.device,
            &mut self.door,
            &self.pages,
            &mut said,
        );
        if !visitor.is_stranger() {
            self.strangers.remove(id);
        }
        let has_news = visitor.conn().is_some_and(Conn::take_news);
        self.tell_of_door();
        for said in said {
            self.report(id, said);
        }
        if has_news {
            self.wake.wake();
        }
        match outcome {
            Ok(Turn::Done) => {}
            Ok(Turn::Again) => {
                self.again.insert(id);
            }
            Err(end) => self.remove(id, end),
        }
    }

    fn with(
        &mut self,
        id: usize,
        act: impl FnOnce(&mut Conn) -> Result<(), WireEnd>,
    ) -> Result<(), WireEnd> {
        let conn = self.visitors.get_mut(&id).and_then(Visitor::conn);
        conn.map_or(Ok(()), act)
    }

    fn cut_late(&mut self) {
        let now = Instant::now();
        let late = |visitor: &Visitor| visitor.deadline().is_some_and(|at| at <= now);
        let ids: Vec<usize> = self
            .visitors
            .iter()
            .filter(|(_, visitor)| late(visitor))
            .map(|(id, _)| *id)
            .collect();
        for id in ids {
            self.remove(id, WireEnd::Abuse);
        }
    }

    /// Those whose frames were too many have their turn again.
    fn end_pauses(&mut self) {
        let now = Instant::now();
        let is_due = |visitor: &Visitor| visitor.paused_until().is_some_and(|at| at <= now);
        let due = self.visitors.iter().filter(|(_, visitor)| is_due(visitor));
        self.again.extend(due.map(|(id, _)| *id));
    }

    fn search(&mut self) {
        let now = Instant::now();
        let Some((ip, _)) = self.search.filter(|(_, at)| *at <= now) else {
            return;
        };
        self.search = Some((ip, now + ADDRESSES));
        let found = join_addresses(Some(ip));
        if found != self.addresses {
            self.addresses.clone_from(&found);
            self.tell(News::Addresses(found));
        }
    }

    fn remove(&mut self, id: usize, end: WireEnd) {
        self.strangers.remove(id);
        let Some(mut visitor) = self.visitors.remove(&id) else {
            return;
        };
        if end == WireEnd::Abuse {
            count(&self.counters.connections_cut);
        }
        if visitor.conn().is_some_and(|conn| conn.has_joined()) {
            self.tell(News::Said(ConnId(id), Said::Gone));
        }
    }

    fn quit(mut self, body: &[u8]) {
        let now = Instant::now();
        for conn in self.visitors.values_mut().filter_map(Visitor::conn) {
            if conn.is_admitted() {
                // as far as the streams take it at once: nobody waits for a pad that does not read
                let _ = conn.farewell(body, now);
            }
            // what is unread would turn the close into a reset, and the farewell might be lost
            conn.wire().drain();
        }
    }
}

fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}
