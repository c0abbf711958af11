//! The host's control listener, from outside: what pads and strangers said, and what to answer. The work is done on a
//! thread of its own, handshakes included, so that a frame never waits for it. Must not know sessions or tokens.

use crate::protocol::control::{ControlToPad, Refusal};
use crate::protocol::{JoinSecret, RoomCode};
use crate::session::pairing::{DeviceKey, Door};
use crate::transport::WakeSlot;
use crate::transport::control_conn::Said;
use crate::transport::control_room::{Room, WAKER};
use crate::transport::page::Pages;
use crate::transport::stats::Counters;
use crossbeam_channel::{Receiver, Sender, unbounded};
use mio::{Poll, Waker};
use parking_lot::Mutex;
use std::io;
use std::net::{IpAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// A control connection, for as long as the host runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ConnId(pub(super) usize);

/// What happened on the listener's thread.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum News {
    Said(ConnId, Said),
    /// Three wrong codes came from there.
    LockedOut(IpAddr),
    /// There is another room code.
    CodeChanged,
    /// The network gave this machine other addresses.
    Addresses(Vec<IpAddr>),
}

/// What the thread is to do.
pub(super) enum Order {
    Admit(ConnId, Vec<u8>),
    Refuse(ConnId, Refusal),
    Tell(ConnId, Vec<u8>),
    Part(ConnId, Vec<u8>),
    Cut(ConnId),
    /// Look after this connection's link.
    Serve(ConnId),
    RotateCode,
    SetSecret(JoinSecret),
    Quit(Vec<u8>),
}

/// What a listener needs to know.
pub(crate) struct ControlConfig {
    /// Proves who the receiver is.
    pub(crate) device: DeviceKey,
    /// That of the join links of now.
    pub(crate) secret: JoinSecret,
    /// Served to phones without the app.
    pub(crate) package: Option<PathBuf>,
    /// Where pads are told to come, for now.
    pub(crate) addresses: Vec<IpAddr>,
    /// What admitted pads are told in the end.
    pub(crate) farewell: ControlToPad,
}

/// The listener's handle. Dropping it quits.
pub(crate) struct ControlHost {
    // unbounded, but never long: a connection has at most one join and a few requests in it, the frames of its link wait
    // elsewhere, and the thread holds back what strangers bring about
    news: Receiver<News>,
    orders: Sender<Order>,
    waker: Waker,
    /// The thread writes it, in no time: whoever draws the screen must not wait for a handshake.
    code: Arc<Mutex<RoomCode>>,
    farewell: Vec<u8>,
    thread: Option<JoinHandle<()>>,
}

impl ControlHost {
    /// Starts listening.
    pub(crate) fn start(
        listener: TcpListener,
        config: ControlConfig,
        counters: Arc<Counters>,
        wake: WakeSlot,
    ) -> io::Result<Self> {
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), WAKER)?;
        let farewell = config.farewell.encode().map_err(io::Error::other)?;
        // a source that fails now would have failed for the device key before
        let entropy = |bytes: &mut [u8]| {
            if let Err(error) = getrandom::fill(bytes) {
                tracing::error!(%error, "no random numbers for the room code");
            }
        };
        let door = Door::new(config.secret, Box::new(entropy));
        let code = Arc::new(Mutex::new(door.code()));
        let (news_in, news) = unbounded();
        let (orders, orders_out) = unbounded();
        let room = Room::new(
            poll,
            listener,
            (config.device, door, Arc::clone(&code)),
            (config.addresses, Pages::new(config.package)),
            (news_in, orders_out),
            (counters, wake),
        )?;
        let thread = thread::Builder::new()
            .name("couchpad-control".to_owned())
            .spawn(move || room.run())?;
        Ok(Self {
            news,
            orders,
            waker,
            code,
            farewell,
            thread: Some(thread),
        })
    }

    /// The next thing that happened.
    pub(crate) fn next(&self) -> Option<News> {
        self.news.try_recv().ok()
    }

    /// The room code of now.
    pub(crate) fn code(&self) -> RoomCode {
        *self.code.lock()
    }

    /// Asks for another room code; [`News::CodeChanged`] follows.
    pub(crate) fn rotate_code(&self) {
        self.order(Order::RotateCode);
    }

    /// Links with the old secret are worth nothing from now on.
    pub(crate) fn set_secret(&self, secret: JoinSecret) {
        self.order(Order::SetSecret(secret));
    }

    /// Lets a pad in and says so.
    pub(crate) fn admit(&self, conn: ConnId, welcome: &ControlToPad) {
        self.encode(welcome, |body| Order::Admit(conn, body));
    }

    /// Does not let a pad in and says why.
    pub(crate) fn refuse(&self, conn: ConnId, refusal: Refusal) {
        self.order(Order::Refuse(conn, refusal));
    }

    /// Says something to an admitted pad.
    pub(crate) fn tell(&self, conn: ConnId, message: &ControlToPad) {
        self.encode(message, |body| Order::Tell(conn, body));
    }

    /// Says something to an admitted pad and closes.
    pub(crate) fn part(&self, conn: ConnId, message: &ControlToPad) {
        self.encode(message, |body| Order::Part(conn, body));
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

    /// There is something to send on the links of these connections, or room for more from them.
    pub(crate) fn serve(&self, conns: impl Iterator<Item = ConnId>) {
        let told = conns.filter(|conn| self.orders.send(Order::Serve(*conn)).is_ok());
        if told.count() > 0 {
            self.wake();
        }
    }

    fn encode(&self, message: &ControlToPad, order: impl FnOnce(Vec<u8>) -> Order) {
        match message.encode() {
            Ok(body) => self.order(order(body)),
            Err(error) => tracing::error!(%error, "a control message of our own does not encode"),
        }
    }

    fn order(&self, order: Order) {
        if self.orders.send(order).is_ok() {
            self.wake();
        }
    }

    fn wake(&self) {
        if let Err(error) = self.waker.wake() {
            tracing::warn!(%error, "the control thread was not woken");
        }
    }
}

impl Drop for ControlHost {
    fn drop(&mut self) {
        self.quit();
    }
}
