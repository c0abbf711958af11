//! The pad's thread: one poll over its own wake-ups, the control connection and the link's socket; sends the moment there
//! is something to send. Owns the session. Must not know who drives it.

use super::dial::Dial;
use super::link::Link;
use super::shared::{Act, PadEnd, PadLoss, PadUpdate, Shared};
use super::{PadError, PadOptions};
use crate::protocol::control::Refusal;
use crate::protocol::{Closing, LinkId};
use crate::session::{PadEvent, PadSession, Time};
use crate::transport::control_pad::Heard;
use crate::transport::netcode_pad::NetcodePad;
use mio::{Events, Interest, Poll, Token, Waker};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const WAKER: Token = Token(0);
const CONTROL: Token = Token(1);
const LINK: Token = Token(2);
/// Failed handshakes after which the control connection is made anew, too.
const HANDSHAKES: u32 = 2;
/// Time that the last word of a player who leaves has to be acknowledged.
const LAST_WORD: Time = Time::from_millis(500);
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
    link: Option<Link>,
    links: u64,
    handshakes: u32,
    connected: bool,
    leaving: Option<Time>,
    over: bool,
    layout_changed: bool,
    /// The last attempt that the owner was told of.
    announced: Option<u32>,
    /// The link's socket may hold more than one turn takes.
    more: bool,
    news: Vec<PadUpdate>,
    shared: Arc<Shared>,
}

impl Worker {
    pub(super) fn new(
        poll: Poll,
        addresses: Vec<SocketAddr>,
        options: PadOptions,
        shared: Arc<Shared>,
    ) -> Result<Self, PadError> {
        let seed = || getrandom::u64().map_err(io::Error::other);
        Ok(Self {
            start: Instant::now(),
            poll,
            session: PadSession::new(options.session, seed()?),
            dial: Dial::new(addresses, options.profile, options.resume, seed()?),
            link: None,
            links: 0,
            handshakes: 0,
            connected: false,
            leaving: None,
            over: false,
            layout_changed: false,
            announced: None,
            more: false,
            news: Vec::new(),
            shared,
        })
    }

    /// Runs until the pad has ended or its handle is dropped.
    pub(super) fn run(mut self) {
        let mut events = Events::with_capacity(16);
        while !self.turn() {
            let now = self.start.elapsed();
            let timeout = if self.more {
                Some(Duration::ZERO)
            } else {
                self.next_wake().map(|at| at.saturating_sub(now))
            };
            if let Err(error) = self.poll.poll(&mut events, timeout)
                && error.kind() != io::ErrorKind::Interrupted
            {
                tracing::warn!(%error, "waiting for the receiver failed");
                thread::sleep(POLL_PAUSE);
            }
        }
        if let Some(link) = &mut self.link {
            link.netcode.quit();
        }
        self.connected = false;
        self.publish();
        self.shared.end();
    }

    /// Everything that is due now. True: it was the last time.
    fn turn(&mut self) -> bool {
        let now = self.start.elapsed();
        let (acts, stop) = self.shared.take_acts();
        for act in acts {
            self.act(now, act);
        }
        // what the player did leaves before anything else is looked at
        self.send(now);
        self.receive(now);
        self.listen(now);
        self.mind_link(now);
        self.session.tick(now);
        self.send(now);
        self.take_events(now);
        self.finish_leaving(now);
        self.publish();
        self.over || (stop && self.leaving.is_none())
    }

    fn act(&mut self, now: Time, act: Act) {
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
            Act::Relink => self.drop_link(now, Some(PadLoss::Relinking)),
            Act::Profile(profile) => {
                self.dial.set_profile(profile.clone());
                self.session.set_profile(now, profile);
            }
            Act::App(channel, bytes) => {
                if !self.session.app(now, channel, bytes) {
                    tracing::debug!("a program's bytes were not taken: too many, or no link");
                }
            }
            Act::Leave => {
                self.session.leave(now);
                self.leaving.get_or_insert(now + LAST_WORD);
            }
        }
    }

    fn send(&mut self, now: Time) {
        let live = self.session.phase().is_live();
        let Some(link) = &mut self.link else {
            return;
        };
        while let Some(transmit) = self.session.poll_transmit() {
            if transmit.link == link.id {
                link.netcode.push(transmit.lane, transmit.bytes);
            }
        }
        link.netcode.flush(now, live);
    }

    fn receive(&mut self, now: Time) {
        self.more = false;
        let Some(link) = &mut self.link else {
            return;
        };
        let (session, id) = (&mut self.session, link.id);
        let mut up = link.up;
        self.more = link.netcode.receive(now, |lane, bytes| {
            if !std::mem::replace(&mut up, true) {
                session.link_up(now, id);
            }
            session.receive(now, id, lane, bytes);
        });
        if link.netcode.is_up() && !up {
            up = true;
            session.link_up(now, id);
        }
        link.up = up;
    }

    /// Hears the control connection, and makes it where there is none.
    fn listen(&mut self, now: Time) {
        let (heard, outcome) = self.dial.listen(now);
        let explained = !heard.is_empty();
        for message in heard {
            match message {
                // another receiver may open there in a moment
                Heard::Refused(Refusal::Closing) => self.close(now, Closing::ReceiverQuits),
                Heard::Refused(refusal) => {
                    self.news.push(PadUpdate::Refused(refusal));
                    self.over = true;
                }
                Heard::Closing(closing) => self.close(now, closing),
                Heard::Welcome { .. } | Heard::Tokens(_) => {}
            }
        }
        if outcome.is_err() && !explained {
            self.drop_link(now, Some(PadLoss::ReceiverGone));
            self.dial.failed(now);
        }
        if self.over || self.leaving.is_some() || self.dial.has_control() {
            return;
        }
        if let Some(attempt) = self.dial.may_try(now) {
            self.announce(attempt);
            let interest = Interest::READABLE | Interest::WRITABLE;
            let registry = self.poll.registry();
            self.dial
                .connect(now, |stream| registry.register(stream, CONTROL, interest));
        }
    }

    /// Opens a link where there is none, and gives up the one that does not work.
    fn mind_link(&mut self, now: Time) {
        let live = self.session.phase().is_live();
        if let Some(loss) = self.link.as_ref().and_then(|l| l.trouble(now, live)) {
            self.drop_link(now, loss);
            if !matches!(loss, Some(PadLoss::Silent)) {
                self.dial.failed(now);
            }
        }
        if self.link.is_some() || self.over || self.leaving.is_some() {
            return;
        }
        if self.handshakes >= HANDSHAKES {
            self.handshakes = 0;
            self.dial.hang_up();
            self.dial.failed(now);
            return;
        }
        let Some(attempt) = self.dial.may_try(now) else {
            return;
        };
        let Some((host, token)) = self.dial.token(now) else {
            return;
        };
        self.announce(attempt);
        self.links += 1;
        let opened = NetcodePad::open(now, host, &token).and_then(|mut netcode| {
            let registry = self.poll.registry();
            registry.register(netcode.socket(), LINK, Interest::READABLE)?;
            Ok(netcode)
        });
        match opened {
            Ok(netcode) => {
                self.link = Some(Link {
                    id: LinkId(self.links),
                    netcode,
                    opened: now,
                    up: false,
                });
            }
            Err(error) => {
                tracing::debug!(%error, "no link");
                self.dial.hang_up();
                self.dial.failed(now);
            }
        }
    }

    fn announce(&mut self, attempt: u32) {
        if self.announced.replace(attempt) != Some(attempt) {
            self.news.push(PadUpdate::Connecting { attempt });
        }
    }

    fn drop_link(&mut self, now: Time, loss: Option<PadLoss>) {
        if let Some(link) = self.link.take() {
            // without a good-bye, which would mean that the player is gone: the next link takes this one's place
            self.session.link_down(now, link.id);
            self.handshakes += u32::from(!link.up);
        }
        if let Some(reason) = loss
            && std::mem::take(&mut self.connected)
        {
            self.news.push(PadUpdate::Lost { reason });
        }
    }

    fn take_events(&mut self, now: Time) {
        while let Some(event) = self.session.poll_event() {
            match event {
                PadEvent::Live { fresh } => {
                    self.connected = true;
                    self.handshakes = 0;
                    self.announced = None;
                    self.dial.succeeded();
                    self.news.push(PadUpdate::Connected { fresh });
                    continue;
                }
                PadEvent::Closing(closing) => self.close(now, closing),
                PadEvent::Layout => self.layout_changed = true,
                _ => {}
            }
            self.news.push(PadUpdate::Session(event));
        }
    }

    fn close(&mut self, now: Time, closing: Closing) {
        match PadEnd::of(closing) {
            Some(reason) if !self.over => {
                self.news.push(PadUpdate::Ended { reason });
                self.over = true;
            }
            Some(_) => {}
            None => {
                self.drop_link(now, Some(PadLoss::ReceiverQuit));
                self.dial.hang_up();
                self.dial.failed(now);
            }
        }
    }

    fn finish_leaving(&mut self, now: Time) {
        let Some(deadline) = self.leaving else {
            return;
        };
        let said = self.link.as_ref().is_none_or(|l| l.netcode.is_settled());
        if (said || now >= deadline) && !self.over {
            self.over = true;
            let reason = PadEnd::Left;
            self.news.push(PadUpdate::Ended { reason });
        }
    }

    fn publish(&mut self) {
        let (session, connected) = (&self.session, self.connected);
        let secret = self.dial.secret();
        let layout_changed = std::mem::take(&mut self.layout_changed);
        self.shared.publish(&mut self.news, |view| {
            view.connected = connected;
            if layout_changed {
                view.layout = session.layout().cloned().map(Arc::new);
            }
            view.axes = session.axes();
            view.held = session.held();
            view.place = session.place();
            view.phase = session.phase();
            if view.name != session.name() {
                view.name = session.name().to_owned();
            }
            view.score = session.score();
            view.rtt = session.rtt();
            view.loss = session.loss();
            view.secret = secret;
        });
    }

    fn next_wake(&self) -> Option<Time> {
        let live = self.session.phase().is_live();
        let of_link = self.link.as_ref().map(|l| l.netcode.next_wake(live));
        let settled = self.dial.has_control() && self.link.is_some();
        of_link
            .into_iter()
            .chain(self.session.next_wake())
            .chain(self.dial.next_wake(settled))
            .chain(self.leaving)
            .min()
    }
}
