//! The pad's thread: one poll over its own wake-ups, the control connection and the socket of a link over UDP; sends the moment there
//! is something to send. Owns the session. Must not know who drives it.

mod links;
mod sleep;
mod way;

use super::dial::Dial;
use super::fallback::Fallback;
use super::link::{TcpLink, UdpLink};
use super::news::{PadEnd, PadLoss, PadUpdate};
use super::shared::{Act, Shared};
use super::unreachable::Unreachable;
use super::{PadError, PadOptions, Target};
use crate::easy::Held;
use crate::identity::PadIdentity;
use crate::protocol::{LinkKind, PublicKey, Undelivered};
use crate::session::{PadEvent, PadSession, Time};
use mio::{Events, Poll, Token, Waker};
use sleep::Sleep;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const WAKER: Token = Token(0);
const CONTROL: Token = Token(1);
const LINK: Token = Token(2);
/// Time that the last word of a player who leaves has to be acknowledged.
const LAST_WORD: Time = Time::from_millis(500);
/// The same of a program that ends; a little less than dropping the handle waits.
const PARTING: Time = Time::from_millis(80);
/// Pause after the system's poll failed, which it never should.
const POLL_PAUSE: Duration = Duration::from_millis(20);

/// A poll, and what wakes it.
pub(super) fn poll() -> io::Result<(Poll, Waker)> {
    let poll = Poll::new()?;
    let waker = Waker::new(poll.registry(), WAKER)?;
    Ok((poll, waker))
}

/// See the module.
pub(super) struct Worker {
    start: Instant,
    poll: Poll,
    session: PadSession,
    dial: Dial,
    /// The address of this machine that links begin at.
    from: Option<IpAddr>,
    /// The session's link, or one on trial.
    udp: Option<UdpLink>,
    tcp: Option<TcpLink>,
    fallback: Fallback,
    links: u64,
    handshakes: u32,
    connected: bool,
    leaving: Option<Time>,
    /// Whether there was a link when the player left.
    left_linked: bool,
    /// The handle was dropped: until then what was said before may still arrive.
    parting: Option<Time>,
    sleep: Sleep,
    over: bool,
    layout_changed: bool,
    showing_changed: bool,
    /// The last attempt that the owner was told of.
    announced: Option<u32>,
    /// Why the receiver cannot be reached, as the owner was told last.
    unreachable: Option<Unreachable>,
    /// Who let this pad in, under which name.
    receiver: Option<(PublicKey, String)>,
    remembered: bool,
    /// What play travels on, as the owner was told last.
    transport: Option<LinkKind>,
    /// The link's socket may hold more than one turn takes.
    more: bool,
    news: Vec<PadUpdate>,
    shared: Arc<Shared>,
}

impl Worker {
    pub(super) fn new(
        poll: Poll,
        target: Target,
        identity: Arc<PadIdentity>,
        options: PadOptions,
        shared: Arc<Shared>,
    ) -> Result<Self, PadError> {
        let seed = || getrandom::u64().map_err(io::Error::other);
        Ok(Self {
            start: shared.start(),
            poll,
            session: PadSession::new(options.session, seed()?),
            dial: Dial::new(target, options.profile, identity, options.from, seed()?),
            from: options.from,
            udp: None,
            tcp: None,
            fallback: Fallback::new(options.transport),
            links: 0,
            handshakes: 0,
            connected: false,
            leaving: None,
            left_linked: false,
            parting: None,
            sleep: Sleep::Awake,
            over: false,
            layout_changed: false,
            showing_changed: false,
            announced: None,
            unreachable: None,
            receiver: None,
            remembered: false,
            transport: None,
            more: false,
            news: Vec::new(),
            shared,
        })
    }

    /// Runs until the pad has ended or its handle is dropped.
    pub(super) fn run(mut self) {
        let mut events = Events::with_capacity(16);
        while !self.turn() {
            let timeout = self.patience();
            if let Err(error) = self.poll.poll(&mut events, timeout)
                && error.kind() != io::ErrorKind::Interrupted
            {
                tracing::warn!(%error, "waiting for the receiver failed");
                thread::sleep(POLL_PAUSE);
            }
        }
        self.good_bye();
    }

    /// How long nothing is due, unless something arrives.
    pub(super) fn patience(&self) -> Option<Duration> {
        if self.more || self.dial.has_more() {
            return Some(Duration::ZERO);
        }
        let now = self.start.elapsed();
        self.next_wake().map(|at| at.saturating_sub(now))
    }

    /// Takes note of what the poll has to tell, without waiting: [`turn`](Self::turn) looks at everything anyway.
    pub(super) fn glance(&mut self, events: &mut Events) {
        if let Err(error) = self.poll.poll(events, Some(Duration::ZERO))
            && error.kind() != io::ErrorKind::Interrupted
        {
            tracing::warn!(%error, "the system does not tell what has arrived");
        }
    }

    /// What wakes it.
    #[cfg(unix)]
    pub(super) const fn poll(&self) -> &Poll {
        &self.poll
    }

    /// The last thing that it does.
    pub(super) fn good_bye(&mut self) {
        self.quit();
        self.connected = false;
        self.publish();
        self.shared.end();
    }

    /// Does what the player did, now.
    pub(super) fn act_now(&mut self, act: Act) {
        let now = self.start.elapsed();
        self.act(now, act);
    }

    /// Everything that is due now. True: it was the last time.
    pub(super) fn turn(&mut self) -> bool {
        let now = self.start.elapsed();
        let (acts, stop) = self.shared.take_acts();
        for act in acts {
            self.act(now, act);
        }
        // what the player did leaves before anything else is looked at
        self.send(now);
        self.receive_udp(now);
        self.listen(now);
        self.mind_links(now);
        self.session.tick(now);
        self.send(now);
        self.take_events(now);
        self.fall_asleep(now);
        self.finish_leaving(now);
        self.publish();
        self.report_sleep();
        self.over || (stop && self.leaving.is_none() && self.has_said_all(now))
    }

    /// Whether a program that ends has nothing more to say, or no more time to.
    fn has_said_all(&mut self, now: Time) -> bool {
        let deadline = *self.parting.get_or_insert(now + PARTING);
        now >= deadline || !self.connected || !self.is_under_way()
    }

    fn act(&mut self, now: Time, act: Act) {
        if !self.heeds(&act) {
            return;
        }
        match act {
            Act::Axis(axis, value) => self.session.set_axis(now, axis, value),
            Act::Press(button) => self.session.press(now, button),
            Act::Release(button) => self.session.release(now, button),
            Act::ReleaseAll => self.session.release_all(now),
            Act::Touching(touching) => self.session.set_touching(now, touching),
            Act::Choose(control, option) => self.session.choose(now, control, option),
            Act::Text(control, text) => self.session.text(now, control, text),
            Act::Away => self.session.away(now),
            Act::Back => self.session.back(now),
            Act::Suspend => self.suspend(now),
            Act::Resume => self.resume(now),
            Act::Relink => self.relink(now),
            Act::AlsoAt(addresses) => self.dial.also_at(now, addresses),
            Act::Profile(profile) => {
                self.dial.set_profile(profile.clone());
                self.session.set_profile(now, profile);
            }
            Act::RememberMe => self.dial.remember_me(),
            Act::App(channel, bytes) => {
                if !self.session.app(now, channel, bytes) {
                    tracing::debug!("a program's bytes were not taken: too many, or no link");
                }
            }
            Act::Messages(held) => self.messages(now, held),
            Act::Leave => {
                self.session.leave(now);
                if self.leaving.is_none() {
                    self.leaving = Some(now + LAST_WORD);
                    self.left_linked = self.connected;
                }
            }
        }
    }

    fn messages(&mut self, now: Time, held: Vec<Held>) {
        for Held {
            to,
            channel,
            made,
            bytes,
        } in held
        {
            let how = (channel.number(), channel.lane());
            let sent = self.session.message(now, made, to, how, &bytes);
            if sent.is_err() && !channel.is_lossy() {
                let (channel, why) = (channel.number(), Undelivered::Full);
                let undelivered = PadEvent::Undelivered { to, channel, why };
                self.news.push(PadUpdate::Session(undelivered));
            }
        }
    }

    fn take_events(&mut self, now: Time) {
        while let Some(event) = self.session.poll_event() {
            match event {
                PadEvent::Live { fresh } => {
                    self.works(fresh);
                    continue;
                }
                PadEvent::Closing(closing) => self.close(now, closing),
                PadEvent::Layout => self.layout_changed = true,
                PadEvent::Showing => self.showing_changed = true,
                _ => {}
            }
            self.news.push(PadUpdate::Session(event));
        }
    }

    /// Messages travel on the session's link.
    fn works(&mut self, fresh: bool) {
        self.handshakes = 0;
        self.announced = None;
        self.unreachable = None;
        self.dial.backoff().succeeded();
        // another link in place of one that worked is no news, unless the receiver has forgotten everything
        if !std::mem::replace(&mut self.connected, true) || fresh {
            self.news.push(PadUpdate::Connected { fresh });
        }
        if let Some(kind) = self.kind()
            && self.transport.replace(kind) != Some(kind)
        {
            self.news.push(PadUpdate::Transport(kind));
        }
    }

    /// Messages do not travel any more. Told if they did.
    fn lost(&mut self, now: Time, reason: PadLoss) {
        if self.dial.is_admitted() {
            self.fallback.wanted(now);
        }
        // who leaves ends the links, or lets the receiver do it
        if std::mem::take(&mut self.connected) && self.leaving.is_none() {
            // whoever hangs up on a pad that falls asleep was asked to
            let reason = if self.is_awake() {
                reason
            } else {
                PadLoss::Suspended
            };
            self.news.push(PadUpdate::Lost { reason });
        }
    }

    fn finish_leaving(&mut self, now: Time) {
        let Some(deadline) = self.leaving else {
            return;
        };
        let settled = self.is_settled();
        if settled || now >= deadline {
            // what settled on a link has arrived, though the host's own word of it may be missing
            self.give_up(!(self.left_linked && settled));
            let reason = PadEnd::Left;
            self.end(PadUpdate::Ended { reason });
        }
    }

    fn publish(&mut self) {
        let (session, connected) = (&self.session, self.connected);
        let (receiver, remembered) = (&self.receiver, self.remembered);
        let transport = self.transport.filter(|_| connected);
        let suspended = self.is_asleep();
        let layout_changed = std::mem::take(&mut self.layout_changed);
        let showing_changed = std::mem::take(&mut self.showing_changed);
        let kept = session.waiting();
        self.shared.publish(&mut self.news, kept, |view| {
            view.connected = connected;
            if layout_changed {
                view.layout = session.layout().cloned().map(Arc::new);
            }
            if showing_changed {
                view.showing = Arc::new(session.showing().clone());
            }
            view.axes = session.axes();
            view.held = session.held();
            view.place = session.place();
            view.phase = session.phase();
            if view.name != session.name() {
                view.name = session.name().to_owned();
            }
            view.score = session.score();
            view.turn = session.turn();
            view.countdown = session.countdown();
            view.health = session.health();
            if view.receiver != *receiver {
                view.receiver.clone_from(receiver);
            }
            view.remembered = remembered;
            view.transport = transport;
            view.suspended = suspended;
        });
    }

    fn next_wake(&self) -> Option<Time> {
        // who leaves or sleeps makes no more attempts
        let rests = self.leaving.is_some() || !self.is_awake();
        let settled = rests || (self.dial.is_busy() && !self.wants_udp());
        self.links_wake()
            .chain(self.session.next_wake())
            .chain(self.dial.next_wake(settled))
            .chain(self.leaving)
            .chain(self.parting)
            .chain(self.asleep_at())
            .min()
    }
}
