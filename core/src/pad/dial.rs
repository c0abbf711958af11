//! Getting to the receiver and being let in: which addresses, with what proof, when to try again, the control connection
//! and the tokens that come by it; and remembering the receiver. Must not know links or the session.

use super::Target;
use super::access::Access;
use super::backoff::Backoff;
use super::race::{Outcome, Race, Verdict};
use super::unreachable::Unreachable;
use crate::identity::{PadIdentity, PinnedReceiver};
use crate::protocol::control::{LinkFrame, Refusal, ResumeSecret, Token};
use crate::protocol::{Closing, Lane, Profile, PublicKey};
use crate::session::Time;
use crate::transport::control_call::Call;
use crate::transport::control_pad::{ControlEnd, ControlPad, Heard};
use mio::net::TcpStream;
use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// A token is used within this; the host takes it a little longer.
const TOKEN_LIFE: Time = Time::from_secs(50);
/// Tokens kept, at most.
const TOKENS: usize = 8;
/// Addresses that are tried, at most.
const ADDRESSES: usize = 16;
/// Things that a host says before the link gets its turn. One that says more at once is no host of ours.
const HEARD_AT_ONCE: usize = 64;
/// Frames of a link over TCP that are read before the rest of the pad gets its turn.
const FRAMES_AT_ONCE: usize = 256;

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
    /// The address of this machine to connect from.
    from: Option<IpAddr>,
    profile: Profile,
    identity: Arc<PadIdentity>,
    access: Access,
    backoff: Backoff,
    /// The round under way, until the pad is let in.
    race: Option<Race>,
    control: Option<ControlPad>,
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
            from,
            profile,
            identity,
            access: Access::new(target.credential),
            backoff: Backoff::new(seed),
            race: None,
            control: None,
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
                self.backoff.failed(now);
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

    fn hear(&mut self, now: Time, news: &mut Vec<DialNews>) {
        let (mut words, mut frames) = (0, 0);
        self.more = false;
        while words < HEARD_AT_ONCE {
            let Some(control) = &mut self.control else {
                return;
            };
            if frames >= FRAMES_AT_ONCE {
                self.more = true;
                return;
            }
            let late = control.deadline().is_some_and(|at| at <= now);
            let outcome = match control.next() {
                Ok(Some(heard @ (Heard::Frame(_) | Heard::Stale))) => {
                    frames += 1;
                    self.take(now, heard, news)
                }
                Ok(Some(heard)) => {
                    words += 1;
                    self.take(now, heard, news)
                }
                Ok(None) if late => Err(ControlEnd::Late),
                Ok(None) => return,
                Err(end) => Err(end),
            };
            if let Err(end) = outcome {
                return self.over(now, end, news);
            }
        }
        self.over(now, ControlEnd::Broken, news);
    }

    fn take(
        &mut self,
        now: Time,
        heard: Heard,
        news: &mut Vec<DialNews>,
    ) -> Result<(), ControlEnd> {
        match heard {
            Heard::Secured { receiver } => return self.join(receiver),
            Heard::Welcome {
                receiver,
                remembered,
                secret,
                tokens,
            } => {
                self.secret = Some(secret);
                self.tokens.clear();
                self.keep_tokens(now, tokens);
                self.let_in(receiver, remembered, news);
            }
            // a host that has none to give is asked again later, and less and less often
            Heard::Tokens(tokens) if tokens.is_empty() => self.backoff.failed(now),
            Heard::Tokens(tokens) => self.keep_tokens(now, tokens),
            Heard::Remembered(remembered) => {
                if let Some(pinned) = &mut self.pinned {
                    pinned.remembered = remembered;
                    self.identity.pin(pinned.clone());
                }
                news.push(DialNews::Remembered(remembered));
            }
            Heard::LinkOpen => news.push(DialNews::LinkOpen),
            Heard::Frame(frame) => news.push(DialNews::Frame(frame)),
            Heard::LinkClosed => news.push(DialNews::LinkClosed),
            Heard::Stale => {}
        }
        Ok(())
    }

    /// Both sides have proven themselves: who wants to join, and which seat was theirs.
    fn join(&mut self, receiver: PublicKey) -> Result<(), ControlEnd> {
        self.receiver = Some(receiver);
        let pinned = || self.identity.receiver(&receiver);
        let resume = self.secret.or_else(|| pinned()?.resume);
        let Some(control) = &mut self.control else {
            return Err(ControlEnd::Broken);
        };
        control.join(self.profile.clone(), resume)
    }

    fn let_in(&mut self, name: String, remembered: bool, news: &mut Vec<DialNews>) {
        self.race = None;
        let (Some(receiver), Some(control)) = (self.receiver, &self.control) else {
            return;
        };
        // the address that answered is the one to come back to first
        let host = control.host();
        self.addresses.retain(|address| *address != host);
        self.addresses.insert(0, host);
        self.access.let_in(receiver);
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
        let pinned = PinnedReceiver {
            key: receiver,
            name: name.clone(),
            addresses: self.addresses.clone(),
            resume: self.secret,
            remembered,
            last_used: since_1970.map_or(0, |time| time.as_secs()),
        };
        self.identity.pin(pinned.clone());
        self.pinned = Some(pinned);
        news.push(DialNews::Paired {
            receiver,
            name,
            remembered,
        });
        self.ask_to_be_remembered();
    }

    fn ask_to_be_remembered(&mut self) {
        if self.remember
            && let Some(control) = self.control.as_mut().filter(|c| c.is_admitted())
        {
            // a connection that fails is noticed when it is heard next
            self.remember = control.remember_me().is_err();
        }
    }

    fn keep_tokens(&mut self, now: Time, tokens: Vec<Token>) {
        self.tokens.extend(tokens.into_iter().map(|t| (now, t)));
        while self.tokens.len() > TOKENS {
            self.tokens.pop_front();
        }
    }

    /// The control connection is over.
    fn over(&mut self, now: Time, end: ControlEnd, news: &mut Vec<DialNews>) {
        let Some(control) = self.control.take() else {
            return;
        };
        tracing::debug!(?end, "the control connection is over");
        self.tokens.clear();
        // whoever closed may have guessed at the code: one guess is all that anybody gets
        let spent = self.access.is_by_code() && control.has_shown_proof();
        if spent {
            self.race = None;
        }
        match end {
            ControlEnd::Closing(closing) => {
                self.race = None;
                news.push(DialNews::Closing(closing));
            }
            ControlEnd::Refused(Refusal::Busy | Refusal::Closing) if spent => {
                news.push(DialNews::Interrupted);
            }
            ControlEnd::Refused(refusal) => self.refused(now, refusal, news),
            ControlEnd::Broken | ControlEnd::Late | ControlEnd::Impostor
                if control.is_admitted() =>
            {
                self.backoff.failed(now);
                news.push(DialNews::Lost);
            }
            // whoever it is does not know the code
            ControlEnd::Impostor if spent => news.push(DialNews::Refused(Refusal::WrongCode)),
            ControlEnd::Broken | ControlEnd::Late if spent => news.push(DialNews::Interrupted),
            ControlEnd::Impostor => {
                if let Some(race) = &mut self.race {
                    race.judge(now, Verdict::Impostor);
                }
            }
            // its hello was a receiver's
            ControlEnd::Broken => self.address_failed(now, control.host(), Unreachable::HungUp),
            ControlEnd::Late => self.address_failed(now, control.host(), Unreachable::TimedOut),
        }
    }

    /// The receiver said no. What it knows of this pad, and what this pad knows of it, stays as it is: anybody in between
    /// can say no.
    fn refused(&mut self, now: Time, refusal: Refusal, news: &mut Vec<DialNews>) {
        self.race = None;
        match refusal {
            // there is room in a moment
            Refusal::Busy => self.backoff.failed(now),
            // another receiver may open there in a moment
            Refusal::Closing => news.push(DialNews::Closing(Closing::ReceiverQuits)),
            refusal => {
                let identity = &self.identity;
                let knows = |key: &PublicKey| identity.receiver(key).is_some();
                if let Err(refusal) = self.access.turn_down(refusal, knows) {
                    news.push(DialNews::Refused(refusal));
                }
            }
        }
    }

    /// Ends the control connection, or making one.
    pub(super) fn hang_up(&mut self) {
        self.race = None;
        self.control = None;
        self.tokens.clear();
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

// the link over TCP, which travels on the control connection
impl Dial {
    /// Whether the receiver has let the pad in and the connection stands.
    pub(super) fn is_admitted(&self) -> bool {
        self.control.as_ref().is_some_and(ControlPad::is_admitted)
    }

    /// Whether more may wait to be read than one turn takes.
    pub(super) const fn has_more(&self) -> bool {
        self.more
    }

    /// Asks for a link; [`DialNews::LinkOpen`] follows. False: there is nothing to ask it on.
    pub(super) fn open_link(&mut self) -> bool {
        let control = self.control.as_mut().filter(|c| c.is_admitted());
        control.is_some_and(|control| control.open_link().is_ok())
    }

    /// Does not want it any more.
    pub(super) fn forget_link(&mut self) {
        if let Some(control) = &mut self.control {
            control.forget_link();
        }
    }

    /// Queues a frame on it. False: the receiver takes nothing any more.
    pub(super) fn push(&mut self, lane: Lane, bytes: Vec<u8>) -> bool {
        let control = self.control.as_mut();
        control.is_none_or(|control| control.push(lane, bytes).is_ok())
    }

    /// Sends what is queued. A connection that fails is noticed when it is heard next.
    pub(super) fn flush(&mut self) {
        if let Some(control) = &mut self.control {
            let _ = control.pump();
        }
    }

    /// Says nothing more once everything is said: the end of the connection tells that the host has heard it.
    pub(super) fn finish(&mut self) {
        if let Some(control) = &mut self.control {
            let _ = control.finish_link();
        }
    }

    /// The pad's program ends.
    pub(super) fn quit(&mut self) {
        if let Some(control) = &mut self.control {
            let _ = control.quit_link();
        }
    }
}
