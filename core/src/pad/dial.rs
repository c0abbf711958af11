//! Getting to the receiver and staying there: which address, when to try again, the control connection and the tokens that
//! come by it. Must not know links or the session.

use crate::protocol::Profile;
use crate::protocol::control::{ResumeSecret, Token};
use crate::session::Time;
use crate::transport::control_pad::{ControlPad, Heard};
use crate::transport::wire::WireEnd;
use std::collections::VecDeque;
use std::net::SocketAddr;

/// First pause between two attempts; doubles up to the longest.
const SHORTEST_PAUSE: Time = Time::from_millis(50);
const LONGEST_PAUSE: Time = Time::from_secs(1);
/// A token is used within this; the host takes it a little longer.
const TOKEN_LIFE: Time = Time::from_secs(50);
/// Tokens kept, at most.
const TOKENS: usize = 8;

/// See the module.
pub(super) struct Dial {
    addresses: Vec<SocketAddr>,
    next_address: usize,
    profile: Profile,
    secret: Option<ResumeSecret>,
    control: Option<ControlPad>,
    tokens: VecDeque<(Time, Token)>,
    failures: u32,
    retry_at: Time,
    jitter: u64,
}

impl Dial {
    /// `seed` spreads the attempts of many pads.
    pub(super) fn new(
        addresses: Vec<SocketAddr>,
        profile: Profile,
        secret: Option<ResumeSecret>,
        seed: u64,
    ) -> Self {
        Self {
            addresses,
            next_address: 0,
            profile,
            secret,
            control: None,
            tokens: VecDeque::new(),
            failures: 0,
            retry_at: Time::ZERO,
            jitter: seed | 1,
        }
    }

    /// Messages travel: the next trouble is a new one.
    pub(super) const fn succeeded(&mut self) {
        self.failures = 0;
    }

    /// An attempt came to nothing: the next one waits, longer each time.
    pub(super) fn failed(&mut self, now: Time) {
        let doubled = SHORTEST_PAUSE * 2_u32.saturating_pow(self.failures.min(8));
        let pause = doubled.min(LONGEST_PAUSE);
        self.failures = self.failures.saturating_add(1);
        // xorshift: enough to keep a roomful of phones out of step
        self.jitter ^= self.jitter << 13;
        self.jitter ^= self.jitter >> 7;
        self.jitter ^= self.jitter << 17;
        let percent = 75 + u32::try_from(self.jitter % 50).unwrap_or(0);
        self.retry_at = now + pause * percent / 100;
    }

    /// Whether the next attempt may begin, and its number.
    pub(super) fn may_try(&self, now: Time) -> Option<u32> {
        (now >= self.retry_at).then_some(self.failures.saturating_add(1))
    }

    pub(super) fn set_profile(&mut self, profile: Profile) {
        self.profile = profile;
    }

    pub(super) const fn secret(&self) -> Option<ResumeSecret> {
        self.secret
    }

    pub(super) const fn has_control(&self) -> bool {
        self.control.is_some()
    }

    /// Begins to connect to the next address; `register` makes its news known to the poll.
    pub(super) fn connect(
        &mut self,
        now: Time,
        register: impl FnOnce(&mut mio::net::TcpStream) -> std::io::Result<()>,
    ) {
        let Some(host) = self
            .addresses
            .get(self.next_address % self.addresses.len().max(1))
            .copied()
        else {
            return;
        };
        self.next_address += 1;
        let control = ControlPad::connect(now, host, self.profile.clone(), self.secret)
            .and_then(|mut control| register(control.stream()).map(|()| control));
        match control {
            Ok(control) => self.control = Some(control),
            Err(error) => {
                tracing::debug!(%host, %error, "no control connection");
                self.failed(now);
            }
        }
    }

    /// Reads the control connection. What ends the pad is given back; `Err`: the connection is over.
    pub(super) fn listen(&mut self, now: Time) -> (Vec<Heard>, Result<(), WireEnd>) {
        let Some(control) = &mut self.control else {
            return (Vec::new(), Ok(()));
        };
        let mut heard = Vec::new();
        let mut outcome = control.ready(|message| heard.push(message));
        if outcome.is_ok() && control.deadline().is_some_and(|at| at <= now) {
            outcome = Err(WireEnd::Abuse);
        }
        heard.retain_mut(|message| match message {
            Heard::Welcome { secret, tokens, .. } => {
                self.secret = Some(*secret);
                // the receiver that answered is the one to come back to first
                self.next_address = self.next_address.saturating_sub(1);
                self.tokens.clear();
                let fresh = std::mem::take(tokens);
                self.tokens.extend(fresh.into_iter().map(|t| (now, t)));
                false
            }
            Heard::Tokens(tokens) => {
                let fresh = std::mem::take(tokens);
                self.tokens.extend(fresh.into_iter().map(|t| (now, t)));
                while self.tokens.len() > TOKENS {
                    self.tokens.pop_front();
                }
                false
            }
            Heard::Refused(_) | Heard::Closing(_) => true,
        });
        if outcome.is_err() {
            self.hang_up();
        }
        (heard, outcome)
    }

    /// Ends the control connection.
    pub(super) fn hang_up(&mut self) {
        self.control = None;
        self.tokens.clear();
    }

    /// A fresh token and where to use it; asks for more when few are left.
    pub(super) fn token(&mut self, now: Time) -> Option<(SocketAddr, Token)> {
        let control = self.control.as_mut().filter(|c| c.is_admitted())?;
        self.tokens
            .retain(|(since, _)| now.saturating_sub(*since) < TOKEN_LIFE);
        let token = self.tokens.pop_front();
        if self.tokens.len() <= 1 && control.want_tokens(now).is_err() {
            self.hang_up();
            return None;
        }
        Some((control.host(), token?.1))
    }

    /// When something is due though nothing arrives. `settled`: no attempt is wanted.
    pub(super) fn next_wake(&self, settled: bool) -> Option<Time> {
        let deadline = self.control.as_ref().and_then(ControlPad::deadline);
        // once that has passed without a connection, the connection's own news and deadline are waited for
        let waits = self.control.is_none() || !self.tokens.is_empty();
        let retry = (!settled && waits).then_some(self.retry_at);
        deadline.into_iter().chain(retry).min()
    }
}
