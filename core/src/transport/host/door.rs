//! The driver's side of who may come in: the link, the code, the evening, and the pads that are to be remembered.

use super::HostDriver;
use super::wishes::Wishes;
use crate::identity::{HostIdentity, IdentityError};
use crate::protocol::control::ControlToPad;
use crate::protocol::{JoinLink, PadId, RoomCode};
use crate::session::Time;
use std::net::IpAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How often the evening is looked at.
const EVENING: Duration = Duration::from_secs(1);
/// News that are kept until they are taken; of more, the oldest go.
const NEWS: usize = 64;

/// Something about who may come in, for whoever shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoorNews {
    /// There is another room code: after too many wrong ones, on demand, or with a new evening.
    CodeChanged,
    /// Three wrong codes came from there. Codes from there are refused for half a minute, links are not.
    LockedOut {
        /// Where they came from.
        address: IpAddr,
    },
    /// The receiver's evening is over: pads that are not remembered are no longer trusted. Another link and code follow.
    EveningEnded,
    /// There is another join link: its secret or its addresses changed.
    LinkChanged,
    /// A player asks that this pairing may outlast the evening. [`HostDriver::remember`] answers.
    WantsRemembering {
        /// Whose.
        pad: PadId,
    },
    /// That was answered.
    Remembered {
        /// Whose pairing it is.
        pad: PadId,
        /// Whether it outlasts the evening.
        yes: bool,
    },
}

/// What the driver keeps for all this.
#[derive(Default)]
pub(super) struct Doorway {
    news: Vec<DoorNews>,
    wishes: Wishes,
    looked: Option<Time>,
}

impl Doorway {
    /// What changed is told once, however often it did so.
    pub(super) fn tell(&mut self, news: DoorNews) {
        self.news.retain(|earlier| *earlier != news);
        if self.news.len() >= NEWS {
            self.news.remove(0);
        }
        self.news.push(news);
    }
}

impl HostDriver {
    /// How pads get here, with what proves that the screen was seen. As text it is secret. Its addresses are those of a few
    /// seconds ago; [`DoorNews::LinkChanged`] tells of others.
    #[must_use]
    pub fn join_link(&self) -> JoinLink {
        let key = self.identity.device().public();
        self.bare_link().with_pairing(self.identity.secret(), key)
    }

    /// The same without anything secret: who joins with it is asked for the room code.
    #[must_use]
    pub fn bare_link(&self) -> JoinLink {
        self.bare_link.clone()
    }

    /// The six digits of now.
    #[must_use]
    pub fn code(&self) -> RoomCode {
        self.control.code()
    }

    /// Asks for another room code. It is there a moment later, and [`DoorNews::CodeChanged`] with it.
    pub fn rotate_code(&mut self) {
        self.control.rotate_code();
    }

    /// Makes all join links of before worthless. Pads that are paired stay so.
    ///
    /// # Errors
    /// [`IdentityError::NoRandomness`]: the link is the old one.
    pub fn rotate_secret(&mut self) -> Result<(), IdentityError> {
        self.identity.rotate_secret()?;
        self.post_secret();
        Ok(())
    }

    /// Whether newcomers are refused. Who has a pad here gets back to it all the same.
    pub const fn set_locked(&mut self, locked: bool) {
        self.session.set_locked(locked);
    }

    /// Whether newcomers are refused.
    #[must_use]
    pub const fn is_locked(&self) -> bool {
        self.session.is_locked()
    }

    /// Who this receiver is and whom it trusts.
    #[must_use]
    pub const fn identity(&self) -> &HostIdentity {
        &self.identity
    }

    /// Who this receiver is and whom it trusts, to act on. What changes counts from the next [`update`](Self::update) on.
    pub const fn identity_mut(&mut self) -> &mut HostIdentity {
        &mut self.identity
    }

    /// Somebody at the receiver says whether a pad's pairing outlasts the evening; the pad is told. `false`: there is no
    /// such pad, or it is one of this machine, and nothing changed.
    pub fn remember(&mut self, pad: PadId, yes: bool) -> bool {
        let Some((key, view)) = self.session.device_of(pad).zip(self.session.pad(pad)) else {
            return false;
        };
        if yes && !self.identity.is_trusted(&key) {
            // its evening ended while it was here: whoever says so now sees it on the screen
            self.identity.trust(key, view.name, unix_now());
        }
        if !self.identity.remember(&key, yes) {
            return false;
        }
        self.doorway.wishes.answered(pad);
        self.say_remembered(pad, yes);
        self.doorway.tell(DoorNews::Remembered { pad, yes });
        true
    }

    /// Sends a pad away, and ends its pairing if that is for the evening: it comes back by link or code alone. One that is
    /// remembered may come back by itself, until somebody forgets it.
    pub fn kick(&mut self, now: Time, pad: PadId) {
        if let Some(key) = self.session.device_of(pad) {
            self.identity.end_trust(&key);
        }
        self.session.kick(now, pad);
    }

    /// What happened at the door since the last call.
    pub fn take_door_news(&mut self) -> Vec<DoorNews> {
        std::mem::take(&mut self.doorway.news)
    }

    pub(super) fn say_remembered(&self, pad: PadId, yes: bool) {
        if let Some(conn) = self.conn_of.get(&pad) {
            self.control.tell(*conn, &ControlToPad::Remembered(yes));
        }
    }

    /// A pad's player asks to be remembered: told at once, or later if that was asked a moment ago.
    pub(super) fn asks_to_be_remembered(&mut self, now: Time, pad: PadId) {
        let Some(key) = self.session.device_of(pad) else {
            return;
        };
        if self.identity.is_remembered(&key) {
            self.say_remembered(pad, true);
        } else if self.doorway.wishes.ask(now, pad) {
            self.doorway.tell(DoorNews::WantsRemembering { pad });
        }
    }

    /// Lets time pass for the evening and what another program did to the identity.
    pub(super) fn watch_door(&mut self, now: Time) {
        self.post_secret();
        let is_due = |looked| now.saturating_sub(looked) >= EVENING;
        if self.doorway.looked.is_none_or(is_due) || self.identity.is_advance_due() {
            self.doorway.looked = Some(now);
            for pad in self.doorway.wishes.due(now) {
                // it may have left, or be remembered since
                self.asks_to_be_remembered(now, pad);
            }
            let is_secret_new = self.identity.advance(unix_now());
            let forgotten = self.identity.take_forgotten();
            if is_secret_new && forgotten.is_empty() {
                self.doorway.tell(DoorNews::EveningEnded);
            }
            if is_secret_new {
                self.control.rotate_code();
                self.post_secret();
            }
            for key in forgotten {
                if let Some(pad) = self.session.pad_with(&key) {
                    self.session.kick(now, pad);
                }
            }
        }
    }

    /// Tells the listener of a new secret, if there is one.
    fn post_secret(&mut self) {
        let secret = self.identity.secret();
        if secret != self.posted_secret {
            self.control.set_secret(secret.clone());
            self.posted_secret = secret;
            self.doorway.tell(DoorNews::LinkChanged);
        }
    }

    /// The network gave this machine other addresses.
    pub(super) fn move_to(&mut self, addresses: Vec<IpAddr>) {
        tracing::debug!(?addresses, "other addresses");
        if let Some(link) = JoinLink::new(addresses, self.listening.tcp.port()) {
            self.bare_link = link;
            self.doorway.tell(DoorNews::LinkChanged);
        }
    }
}

/// The system's clock, in unix seconds. Anything may be wrong with it; the identity knows that.
pub(super) fn unix_now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
