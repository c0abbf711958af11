//! A host for programs without frames: the driver on a thread of its own. Must not know Bevy or games.

use crate::mailbox::Mailbox;
use crate::protocol::control::Refusal;
use crate::protocol::{JoinLink, PadId, RoomCode, SeatInput, ToPad};
use crate::session::{HostConfig, HostEvent, HostSession, Time};
use crate::transport::{
    Bind, BindError, DoorNews, HostDriver, HostDriverConfig, Listening, TransportStats,
    connection_config,
};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError, bounded};
use parking_lot::Mutex;
use renet::RenetServer;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Longest sleep, so that nothing that was overlooked waits for ever.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);
/// Shortest sleep: many arrivals share one turn, and a turn costs as much as all links together.
const SHORTEST_SLEEP: Duration = Duration::from_micros(200);
/// With so many links it is a crowd.
const CROWD: usize = 64;
/// How long what arrives gathers after a turn in a crowd, for each link and in all. A turn looks at every link, so that it
/// takes some of this time itself.
const GATHER_PER_LINK: Duration = Duration::from_micros(8);
const SHORTEST_GATHER: Duration = Duration::from_millis(1);
const LONGEST_GATHER: Duration = Duration::from_millis(8);
/// Events that wait for the owner, and bytes of messages among them, at most.
const EVENTS: usize = 16_384;
const EVENT_BYTES: usize = 16 * 1024 * 1024;
/// How long what was said last has to arrive after the end, and how often that is looked at.
const PARTING: Duration = Duration::from_millis(300);
const PARTING_STEP: Duration = Duration::from_millis(2);

/// A host. Dropping it says good-bye to every pad, once what was sent before has arrived; that takes 0.3 s at most.
pub struct Host {
    inside: Arc<Mutex<Inside>>,
    bell: Sender<()>,
    stop: Sender<()>,
    thread: Option<JoinHandle<()>>,
    start: Instant,
    listening: Listening,
}

struct Inside {
    start: Instant,
    driver: HostDriver,
    renet: RenetServer,
    updated: Time,
    events: Mailbox<HostEvent>,
}

impl Host {
    /// Listens, with an identity that ends with it: pads that were here before must pair again.
    ///
    /// # Errors
    /// See [`BindError`].
    pub fn listen(bind: Bind, session: HostConfig) -> Result<Self, BindError> {
        let config = HostDriverConfig::loopback(session)?;
        Self::start(HostDriverConfig { bind, ..config })
    }

    /// Listens.
    ///
    /// # Errors
    /// See [`BindError`].
    pub fn start(config: HostDriverConfig) -> Result<Self, BindError> {
        let bind = config.bind;
        let mut driver = HostDriver::bind(config)?;
        let listening = driver.listening();
        let start = Instant::now();
        let (bell, rung) = bounded(1);
        let (stop, stopped) = bounded(0);
        let ring = bell.clone();
        driver.set_wake(Arc::new(move || self::ring(&ring)));
        let inside = Arc::new(Mutex::new(Inside {
            start,
            driver,
            renet: RenetServer::new(connection_config()),
            updated: Time::ZERO,
            events: Mailbox::new(EVENTS, EVENT_BYTES),
        }));
        let theirs = Arc::clone(&inside);
        let thread = thread::Builder::new()
            .name("couchpad-host".to_owned())
            .spawn(move || run(&theirs, &rung, &stopped))
            .map_err(|source| BindError::Io { bind, source })?;
        Ok(Self {
            inside,
            bell,
            stop,
            thread: Some(thread),
            start,
            listening,
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn listening(&self) -> Listening {
        self.listening
    }

    /// How pads get here, see [`HostDriver::join_link`].
    #[must_use]
    pub fn join_link(&self) -> JoinLink {
        self.inside.lock().driver.join_link()
    }

    /// The six digits for pads that come without a link.
    #[must_use]
    pub fn code(&self) -> RoomCode {
        self.inside.lock().driver.code()
    }

    /// What happened at the door since the last call.
    #[must_use]
    pub fn take_door_news(&self) -> Vec<DoorNews> {
        self.inside.lock().driver.take_door_news()
    }

    /// Anything else that a driver can do, such as another code or link, or remembering a pad, with the present time.
    pub fn driver<T>(&self, act: impl FnOnce(Time, &mut HostDriver) -> T) -> T {
        let result = {
            let inside = &mut *self.inside.lock();
            act(inside.start.elapsed(), &mut inside.driver)
        };
        ring(&self.bell);
        result
    }

    /// The next thing that happened.
    #[must_use]
    pub fn poll(&self) -> Option<HostEvent> {
        self.inside.lock().events.pop()
    }

    /// How many messages of programs were thrown away since the last call, because nobody polled.
    #[must_use]
    pub fn take_missed(&self) -> u64 {
        self.inside.lock().events.take_missed()
    }

    /// The host's clock: the time since it started, by which [`Message::made`](crate::session::Message::made) is told.
    #[must_use]
    pub fn now(&self) -> Time {
        self.start.elapsed()
    }

    /// Sends a message to one pad. False if there is no such pad, or too much waits for it.
    pub fn send(&self, pad: PadId, message: &ToPad) -> bool {
        self.with(|now, session| session.send(now, pad, message))
    }

    /// What each seat does, by index, since the last call: edges are told once.
    #[must_use]
    pub fn inputs(&self) -> Vec<SeatInput> {
        self.with(|_, session| {
            let inputs = session.inputs().to_vec();
            session.clear_edges();
            inputs
        })
    }

    /// Anything else that a session can do, with the present time. What it wants sent leaves at once.
    pub fn with<T>(&self, act: impl FnOnce(Time, &mut HostSession) -> T) -> T {
        let result = {
            let inside = &mut *self.inside.lock();
            act(inside.start.elapsed(), inside.driver.session_mut())
        };
        ring(&self.bell);
        result
    }

    /// Reads the session and wakes nobody.
    pub(crate) fn look<T>(&self, read: impl FnOnce(&HostSession) -> T) -> T {
        read(self.inside.lock().driver.session())
    }

    /// Names and reasons of the pads that were turned away since the last call.
    #[must_use]
    pub fn take_refused(&self) -> Vec<(String, Refusal)> {
        self.inside.lock().driver.take_refused()
    }

    /// What the transport carried and dropped so far.
    #[must_use]
    pub fn stats(&self) -> TransportStats {
        self.inside.lock().driver.stats()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // the other end of a channel without room is a thread that waits for just this
        let (never, _) = bounded(0);
        drop(std::mem::replace(&mut self.stop, never));
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!(
                "the host's thread ended with a panic; please report what stands above"
            );
        }
    }
}

fn ring(bell: &Sender<()>) {
    match bell.try_send(()) {
        // it rings already, or nobody listens any more
        Ok(()) | Err(TrySendError::Full(()) | TrySendError::Disconnected(())) => {}
    }
}

fn run(inside: &Mutex<Inside>, rung: &Receiver<()>, stopped: &Receiver<()>) {
    loop {
        let (sleep, links) = inside.lock().turn();
        let gather = gather(links);
        // nobody ever sends there: it ends
        let is_stopped =
            !gather.is_zero() && stopped.recv_timeout(gather) != Err(RecvTimeoutError::Timeout);
        if is_stopped || !rest(sleep.saturating_sub(gather), rung, stopped) {
            // what was said until now leaves before the good-bye
            part(inside, rung);
            return;
        }
    }
}

/// Turns until every pad has what was said to it, for a short while: a link takes 64 messages at once, and more only when
/// the pad has said that it has those.
fn part(inside: &Mutex<Inside>, rung: &Receiver<()>) {
    let deadline = Instant::now() + PARTING;
    loop {
        {
            let inside = &mut *inside.lock();
            inside.turn();
            if inside.driver.is_settled() || Instant::now() >= deadline {
                return;
            }
        }
        // whether something came or not: the turn finds out
        let _ = rung.recv_timeout(PARTING_STEP);
    }
}

/// Waits until there is something to do. False: it is over.
fn rest(sleep: Duration, rung: &Receiver<()>, stopped: &Receiver<()>) -> bool {
    crossbeam_channel::select! {
        recv(stopped) -> _ => false,
        recv(rung) -> _ => true,
        default(sleep.clamp(SHORTEST_SLEEP, LONGEST_SLEEP)) => true,
    }
}

/// How long a turn is put off whatever happens, so that the arrivals of a crowd share it. Few links wait for nothing.
fn gather(links: usize) -> Duration {
    if links < CROWD {
        return Duration::ZERO;
    }
    let for_all = GATHER_PER_LINK.saturating_mul(u32::try_from(links).unwrap_or(u32::MAX));
    for_all.clamp(SHORTEST_GATHER, LONGEST_GATHER)
}

impl Inside {
    /// One update and flush. How long there is nothing to do then, and how many links there are.
    fn turn(&mut self) -> (Duration, usize) {
        let now = self.start.elapsed();
        self.renet.update(now.saturating_sub(self.updated));
        self.updated = now;
        self.driver.update(now, &mut self.renet);
        self.driver.flush(now, &mut self.renet);
        while let Some(event) = self.driver.session_mut().poll_event() {
            self.events.push(event);
        }
        // links come and go by the driver alone
        while self.renet.get_event().is_some() {}
        let next = self.driver.next_wake();
        let sleep = next.map_or(LONGEST_SLEEP, |at| at.saturating_sub(self.start.elapsed()));
        (sleep, self.driver.link_count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_gathers_and_a_living_room_never_waits() {
        assert_eq!(gather(0), Duration::ZERO);
        assert_eq!(gather(CROWD - 1), Duration::ZERO);
        assert_eq!(gather(CROWD), SHORTEST_GATHER);
        assert_eq!(gather(500), Duration::from_millis(4));
        assert_eq!(gather(usize::MAX), LONGEST_GATHER);
    }
}
