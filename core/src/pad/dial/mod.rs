//! Getting to the receiver and being let in: which addresses, with what proof, when to try again, the control connection
//! and the tokens that come by it; and remembering the receiver. Must not know links or the session.

mod heard;
mod link;

use super::Target;
use super::access::Access;
use super::backoff::Backoff;
use super::race::{Outcome, Race, Verdict};
use super::unreachable::Unreachable;
use crate::identity::{PadIdentity, PinnedReceiver};
use crate::protocol::control::{LinkFrame, Refusal, ResumeSecret, Token};
use crate::protocol::{Closing, Profile, PublicKey};
use crate::session::Time;
use crate::transport::control_call::Call;
use crate::transport::control_pad::ControlPad;
use mio::net::TcpStream;
use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// A token is used within this; the host takes it a little longer.
const TOKEN_LIFE: Time = Time::from_secs(50);
/// Tokens kept, at most.
const TOKENS: usize = 8;
/// Addresses that are tried, at most.
const ADDRESSES: usize = 16;
/// Addresses besides these that are tried because somebody told of them, at most.
pub(super) const MOST_TOLD: usize = 8;

/// What became of getting there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DialNews {
    /// The receiver has let the pad in.
    Paired {
        receiver: PublicKey,
        name: String,
        remembered: bool,
    },
    /// Whether the pairing outlasts the evening.
    Remembered(bool),
    /// No address answers; it goes on.
    Unreachable(Unreachable),
    /// The connection of a pad that was in is over; it goes on.
    Lost,
    /// The host ends the session.
    Closing(Closing),
    /// The link over TCP that was asked for may be used.
    LinkOpen,
    /// Something came on it.
    Frame(LinkFrame),
    /// The host has ended it.
    LinkClosed,
    /// The pad is in play with a seat.
    PlayBegins,
    /// Not let in, for good.
    Refused(Refusal),
    /// Another receiver is there. For good.
    Impostor,
    /// The connection broke after the room code was used. For good.
    Interrupted,
}

/// See the module.
pub(super) struct Dial {
    addresses: Vec<SocketAddr>,
    /// Where the receiver that let the pad in may be, too, as strangers say.
    told: Vec<SocketAddr>,
    /// The address of this machine to connect from.
    from: Option<IpAddr>,
    profile: Profile,
    identity: Arc<PadIdentity>,
    access: Access,
    backoff: Backoff,
    /// The round under way, until the pad is let in.
    race: Option<Race>,
    control: Option<ControlPad>,
    /// The one of before, on which nothing comes: kept until another takes its place, as its end would tell the host that the
    /// pad is gone.
    silent: Option<ControlPad>,
    /// Who is at the other end of the control connection.
    receiver: Option<PublicKey>,
    secret: Option<ResumeSecret>,
    tokens: VecDeque<(Time, Token)>,
    pinned: Option<PinnedReceiver>,
    /// The player wants to be remembered, and the host does not know that yet.
    remember: bool,
    /// There may be more to read than one turn takes.
    more: bool,
}

impl Dial {
    /// `seed` spreads the attempts of many pads.
    pub(super) fn new(
        target: Target,
        profile: Profile,
        identity: Arc<PadIdentity>,
        from: Option<IpAddr>,
        seed: u64,
    ) -> Self {
        let mut addresses = Vec::new();
        for address in target.addresses {
            if addresses.len() < ADDRESSES && !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        Self {
            addresses,
            told: Vec::new(),
            from,
            profile,
            identity,
            access: Access::new(target.credential),
            backoff: Backoff::new(seed),
            race: None,
            control: None,
            silent: None,
            receiver: None,
            secret: None,
            tokens: VecDeque::new(),
            pinned: None,
            remember: false,
            more: false,
        }
    }

    pub(super) const fn backoff(&mut self) -> &mut Backoff {
        &mut self.backoff
    }

    /// When the next attempt at anything may begin.
    pub(super) const fn retry_at(&self) -> Time {
        self.backoff.retry_at()
    }

    pub(super) fn set_profile(&mut self, profile: Profile) {
        self.profile = profile;
    }

    /// Asks that the pairing outlast the evening; now, or as soon as the pad is in.
    pub(super) fn remember_me(&mut self) {
        self.remember = true;
        self.ask_to_be_remembered();
    }

    /// Whether there is a control connection, or one is being made.
    pub(super) const fn is_busy(&self) -> bool {
        self.control.is_some() || self.race.is_some()
    }

    /// Begins a round over all addresses. [`listen`](Self::listen) does the rest.
    pub(super) fn begin(&mut self, now: Time) {
        self.race = Some(Race::new(now, &self.addresses));
        self.call_told(now);
    }

    /// The receiver may be at these addresses, too.
    pub(super) fn also_at(&mut self, now: Time, addresses: Vec<SocketAddr>) {
        self.told = addresses;
        self.told.truncate(MOST_TOLD);
        self.call_told(now);
    }

    /// A code would be spent on whoever is there; a key is of no use to a stranger.
    fn call_told(&mut self, now: Time) {
        if let Some(race) = self.race.as_mut().filter(|_| !self.access.is_by_code()) {
            race.also(now, &self.told);
        }
    }

    /// Hears the control connection, or goes on with making it; `register` makes a stream's news known to the poll.
    pub(super) fn listen(
        &mut self,
        now: Time,
        mut register: impl FnMut(&mut TcpStream) -> io::Result<()>,
    ) -> Vec<DialNews> {
        let mut news = Vec::new();
        self.hear(now, &mut news);
        while self.control.is_none()
            && let Some(mut race) = self.race.take()
        {
            let (device, access, from) = (self.identity.device(), &self.access, self.from);
            let outcome = race.step(now, |address| {
                let mut call = Call::open(now, (from, address), device, access.credential())?;
                register(call.stream())?;
                Ok(call)
            });
            self.race = Some(race);
            match outcome {
                None => break,
                Some(outcome) => self.settle(now, outcome, &mut news),
            }
        }
        news
    }

    fn settle(&mut self, now: Time, outcome: Outcome, news: &mut Vec<DialNews>) {
        match outcome {
            Outcome::Won(call, first) => {
                let address = call.host();
                tracing::debug!(%address, "a receiver answers");
                match ControlPad::go_on(now, *call, &first) {
                    Ok(control) => {
                        self.control = Some(control);
                        // it may have said more than its hello
                        self.hear(now, news);
                    }
                    Err(_) => self.address_failed(now, address, Unreachable::HungUp),
                }
            }
            Outcome::Lost(reason) => {
                self.race = None;
                match reason {
                    Unreachable::TimedOut => self.backoff.timed_out(now),
                    _ => self.backoff.failed(now),
                }
                news.push(DialNews::Unreachable(reason));
            }
            Outcome::Judged(Verdict::Impostor) => {
                self.race = None;
                news.push(DialNews::Impostor);
            }
            Outcome::Judged(Verdict::Refused(refusal)) => self.refused(now, refusal, news),
        }
    }

    fn address_failed(&mut self, now: Time, address: SocketAddr, reason: Unreachable) {
        if let Some(race) = &mut self.race {
            race.fail(now, address, reason);
        }
    }

    /// Whether a round is on that calls this address because a stranger told of it.
    fn is_told(&self, address: SocketAddr) -> bool {
        self.race.as_ref().is_some_and(|race| race.is_told(address))
    }

    /// Whether the host may be about to let this pad in by a room code, which is good for one attempt.
    pub(super) fn is_in_doubt(&self) -> bool {
        let guessed = |control: &ControlPad| control.has_shown_proof() && !control.is_admitted();
        self.access.is_by_code() && self.control.as_ref().is_some_and(guessed)
    }

    /// Ends the control connection, or making one.
    pub(super) fn hang_up(&mut self) {
        self.race = None;
        self.control = None;
        self.silent = None;
        self.tokens.clear();
    }

    /// Nothing comes on the control connection though something should: calls anew, without waiting for what the system sends
    /// again, later each time. A call under way goes on.
    pub(super) fn call_anew(&mut self, now: Time) {
        if self.is_admitted() {
            self.silent = self.control.take();
            self.tokens.clear();
        }
        if !self.is_busy() {
            self.begin(now);
        }
    }

    /// A fresh token and where to use it; asks for more when few are left.
    pub(super) fn token(&mut self, now: Time) -> Option<(SocketAddr, Token)> {
        let control = self.control.as_mut().filter(|c| c.is_admitted())?;
        self.tokens
            .retain(|(since, _)| now.saturating_sub(*since) < TOKEN_LIFE);
        let token = self.tokens.pop_front();
        if self.tokens.len() <= 1 {
            // a connection that fails is noticed when it is heard next, and what travels on it is told of then
            let _ = control.want_tokens(now);
        }
        Some((control.host(), token?.1))
    }

    /// When something is due though nothing arrives. `settled`: no attempt is wanted.
    pub(super) fn next_wake(&self, settled: bool) -> Option<Time> {
        if let Some(control) = &self.control {
            // while a token is asked for, its arrival or the deadline is waited for
            let deadline = control.deadline();
            let retry = !settled && (deadline.is_none() || !self.tokens.is_empty());
            let retry = retry.then(|| self.backoff.retry_at());
            return deadline.into_iter().chain(retry).min();
        }
        match &self.race {
            Some(race) => race.next_wake(),
            None => (!settled).then(|| self.backoff.retry_at()),
        }
    }
}
