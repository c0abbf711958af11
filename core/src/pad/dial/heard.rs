//! What the receiver says on the control connection, from the handshake to its end, and what comes of it. Must not know how
//! the connection was made.

use super::{ADDRESSES, Dial, DialNews, TOKENS};
use crate::identity::PinnedReceiver;
use crate::pad::race::Verdict;
use crate::pad::unreachable::Unreachable;
use crate::protocol::control::{Refusal, Token};
use crate::protocol::{Closing, PublicKey};
use crate::session::Time;
use crate::transport::control_pad::{ControlEnd, Heard};
use std::time::{SystemTime, UNIX_EPOCH};

/// Things that a host says before the link gets its turn. One that says more at once is no host of ours.
const HEARD_AT_ONCE: usize = 64;
/// Frames of a link over TCP that are read before the rest of the pad gets its turn.
const FRAMES_AT_ONCE: usize = 256;

impl Dial {
    pub(super) fn hear(&mut self, now: Time, news: &mut Vec<DialNews>) {
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
            Heard::PlayBegins => news.push(DialNews::PlayBegins),
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
        self.silent = None;
        let (Some(receiver), Some(control)) = (self.receiver, &self.control) else {
            return;
        };
        // the address that answered is the one to come back to first
        let host = control.host();
        self.addresses.retain(|address| *address != host);
        self.addresses.insert(0, host);
        self.addresses.truncate(ADDRESSES);
        self.told.clear();
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

    pub(super) fn ask_to_be_remembered(&mut self) {
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
            ControlEnd::Refused(_) if self.is_told(control.host()) => {
                self.address_failed(now, control.host(), Unreachable::Other);
            }
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
                    race.judge(now, control.host(), Verdict::Impostor);
                }
            }
            // its hello was a receiver's
            ControlEnd::Broken => self.address_failed(now, control.host(), Unreachable::HungUp),
            ControlEnd::Late => self.address_failed(now, control.host(), Unreachable::TimedOut),
        }
    }

    /// The receiver said no. What it knows of this pad, and what this pad knows of it, stays as it is: anybody in between
    /// can say no.
    pub(super) fn refused(&mut self, now: Time, refusal: Refusal, news: &mut Vec<DialNews>) {
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
}
