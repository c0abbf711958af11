//! The pad's side of the easy API. Must not know the host's program.

use super::newest::{Sharing, keep_newest};
use super::outbox::{Held, Outbox, cost};
use super::{Channel, Event, Feedback, NotDelivered, Reason, SendError, write_msg};
use crate::discovery::{DiscoveryError, MdnsBrowser, Scope};
use crate::identity::PadIdentity;
use crate::protocol::limits::RELAY_BYTES;
use crate::protocol::{
    JoinLink, JoinLinkError, KeyError, Lane, Peer, Profile, RoomCode, Transport,
};
use crate::session::{PadConfig, PadEvent, Time, TokenBucket, Unsent};
use crate::{PadError, PadOptions, PadUpdate, PadView, Target};
use parking_lot::Mutex;
use serde::Serialize;
use std::sync::Arc;

/// Messages a second, and at once. A host takes more, so that none is dropped there after a blackout.
const RATE: u32 = 1_000;
/// Reliable messages that may wait for the host's word, and what they may cost. The session has a third more room.
const MESSAGES: usize = 2_000;
const BYTES: usize = 192 * 1024;
const SESSION_BYTES: usize = 256 * 1024;

/// Who a pad is.
#[derive(Clone, Default)]
pub struct ConnectConfig {
    /// The player's name, at most 24 letters; the host makes it distinct.
    pub name: String,
    /// The wished mark (colour and shape), if any.
    pub mark: Option<u8>,
    /// The six digits on the host's screen, where the address is not a whole join link. Good for one attempt.
    pub code: Option<String>,
    /// Which device this is, and which hosts it knows. `None`: one that is new and forgotten with the pad.
    pub identity: Option<Arc<PadIdentity>>,
}

impl ConnectConfig {
    /// A player of this name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }
}

/// Why a pad cannot even begin. As text: what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The text is no join link and no address.
    #[error(transparent)]
    Link(#[from] JoinLinkError),
    /// The code is not six digits.
    #[error(transparent)]
    Code(#[from] KeyError),
    /// An address alone proves nothing.
    #[error(
        "{0} is an address alone: give the code on the host's screen, too, or the whole join link"
    )]
    NeedsCode(String),
    /// The system gives no thread or no randomness.
    #[error(transparent)]
    Pad(#[from] PadError),
}

/// A pad. It connects, and reconnects, by itself, until it leaves or the host sends it away. Dropping it sends what
/// waits, closes the connection once the host has that (0.1 s at most), and keeps its place for a while; only [`leave`](Self::leave) gives it up.
pub struct Pad {
    inner: crate::Pad,
    outbox: Outbox,
    pace: Mutex<TokenBucket>,
    met: Mutex<bool>,
}

impl Pad {
    /// Starts to connect to a host: `url` is its whole join link, or its address together with the code in `config`, or the
    /// address of a host that `config.identity` was paired with. Returns at once; [`poll`](Self::poll) tells how it goes.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub fn connect(url: &str, config: ConnectConfig) -> Result<Self, ConnectError> {
        let (target, transport) = target(url, &config)?;
        let options = PadOptions {
            identity: config.identity,
            profile: Profile {
                name: config.name,
                mark: config.mark,
            },
            transport,
            ..PadOptions::default()
        };
        Ok(Self::open(target, options)?)
    }

    /// The same for a program that has its own idea of where the host is, what proves that it may join, and how the session
    /// behaves; room for messages is made.
    ///
    /// # Errors
    /// See [`PadError`].
    pub fn open(target: Target, options: PadOptions) -> Result<Self, PadError> {
        let session = PadConfig {
            replay_bytes: SESSION_BYTES.max(options.session.replay_bytes),
            ..options.session
        };
        let inner = crate::Pad::connect(target, PadOptions { session, ..options })?;
        Ok(Self {
            inner,
            outbox: Outbox::default(),
            pace: Mutex::new(TokenBucket::new(RATE, RATE)),
            met: Mutex::new(false),
        })
    }

    /// Looks for hosts on this machine and the networks that it is on. Poll it; a found host's address and the code on its
    /// screen are what [`connect`](Self::connect) takes.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn browse() -> Result<MdnsBrowser, DiscoveryError> {
        MdnsBrowser::start(Arc::new(|| {}), Scope::Everywhere)
    }

    /// Sends what waits, and tells what has happened since the last call. Never waits.
    #[must_use]
    pub fn poll(&self) -> Vec<Event> {
        self.flush();
        let mut events = Vec::new();
        while let Some(update) = self.inner.poll() {
            events.extend(self.event(update));
        }
        let messages = self.inner.take_missed();
        if messages > 0 {
            events.push(Event::Missed { messages });
        }
        events
    }

    fn event(&self, update: PadUpdate) -> Option<Event> {
        let peer = Peer::Host;
        let advice = update.advice();
        let refused = |advice: Option<String>| Event::Left {
            peer,
            reason: Reason::Refused(advice.unwrap_or_default()),
        };
        Some(match update {
            PadUpdate::Connected { fresh } => {
                let met = std::mem::replace(&mut *self.met.lock(), true);
                if met && !fresh {
                    return Some(Event::Resumed { peer });
                }
                let receiver = self.inner.view().receiver;
                let name = receiver.map(|(_, name)| name).unwrap_or_default();
                Event::Connected { peer, name }
            }
            PadUpdate::Lost { reason } => Event::Lost {
                peer,
                reason: reason.into(),
            },
            PadUpdate::Unreachable { .. } => Event::Trouble { advice: advice? },
            PadUpdate::Refused(_) | PadUpdate::Impostor => refused(advice),
            PadUpdate::Ended { .. } if advice.is_some() => refused(advice),
            PadUpdate::Ended { reason } => Event::Left {
                peer,
                reason: reason.into(),
            },
            PadUpdate::Session(PadEvent::Message(message)) => Event::Data {
                peer: message.from,
                channel: Channel::of(message.channel, message.lane),
                sequence: message.sequence,
                age: self.inner.now().saturating_sub(message.made),
                bytes: message.bytes,
            },
            PadUpdate::Session(PadEvent::Undelivered { to, channel, why }) => Event::Undelivered {
                to,
                channel: Channel::of(channel, Lane::Ordered),
                why: NotDelivered::Relay(why),
            },
            PadUpdate::Session(event) => Event::Feedback(Feedback::of(&event)?),
            _ => return None,
        })
    }

    /// Sends what waits now, rather than with the next poll.
    pub fn flush(&self) {
        self.outbox.hand_over(|held| {
            let held = keep_newest(held, Sharing::All);
            if !held.is_empty() {
                self.inner.messages(held);
            }
        });
    }

    /// Sends to the host's program, with the next [`poll`](Self::poll) or [`flush`](Self::flush): up to 65,472 bytes on a reliable
    /// channel, 1,000 on a lossy one, and 1,000 messages a second in all.
    ///
    /// # Errors
    /// See [`SendError`].
    pub fn send(&self, channel: Channel, bytes: &[u8]) -> Result<(), SendError> {
        self.send_to(Peer::Host, channel, bytes)
    }

    /// Sends to the host, or by way of it to another pad or to [`Peer::Everyone`] else, the host included; up to 8,192 bytes
    /// where it is not for the host alone. One to everyone that comes back as undelivered may have been read by the host: it
    /// takes what it does not pass on.
    ///
    /// # Errors
    /// See [`SendError`]. What the host does not pass on is told as [`Event::Undelivered`].
    pub fn send_to(&self, to: Peer, channel: Channel, bytes: &[u8]) -> Result<(), SendError> {
        if self.inner.is_ended() {
            return Err(SendError::Ended);
        }
        let (len, max) = (bytes.len(), RELAY_BYTES);
        if to != Peer::Host && !channel.is_lossy() && len > max {
            return Err(Unsent::TooLong { len, max }.into());
        }
        let made: Time = self.inner.now();
        let held = Held {
            to,
            channel,
            made,
            bytes: bytes.to_vec(),
        };
        self.outbox.hold(held, Peer::Everyone, |all| {
            let load = all + self.inner.load();
            let fits = load.messages < MESSAGES && load.bytes + cost(bytes.len()) <= BYTES;
            if !channel.is_lossy() && !fits {
                return Err(Unsent::Full.into());
            }
            let passes = self.pace.lock().take(made);
            passes.then_some(()).ok_or(SendError::TooFast)
        })
    }

    /// Sends to the host and all other pads.
    ///
    /// # Errors
    /// See [`send_to`](Self::send_to).
    pub fn broadcast(&self, channel: Channel, bytes: &[u8]) -> Result<(), SendError> {
        self.send_to(Peer::Everyone, channel, bytes)
    }

    /// Sends a typed message to the host's program; [`Event::read_msg`] reads it.
    ///
    /// # Errors
    /// See [`SendError`].
    pub fn send_msg<T: Serialize>(&self, channel: Channel, message: &T) -> Result<(), SendError> {
        self.send(channel, &write_msg(message)?)
    }

    /// Sends a typed message to whoever is meant.
    ///
    /// # Errors
    /// See [`send_to`](Self::send_to).
    pub fn send_msg_to<T: Serialize>(
        &self,
        to: Peer,
        channel: Channel,
        message: &T,
    ) -> Result<(), SendError> {
        self.send_to(to, channel, &write_msg(message)?)
    }

    /// Sends a typed message to the host and all other pads.
    ///
    /// # Errors
    /// See [`send_to`](Self::send_to).
    pub fn broadcast_msg<T: Serialize>(
        &self,
        channel: Channel,
        message: &T,
    ) -> Result<(), SendError> {
        self.broadcast(channel, &write_msg(message)?)
    }

    /// Another name.
    pub fn rename(&self, name: &str) {
        self.inner.set_profile(Profile {
            name: name.to_owned(),
            mark: None,
        });
    }

    /// Leaves for good, once what was sent before has arrived, or after half a second; without a connection at once. Reliable
    /// messages that are not delivered by then come back as [`Event::Undelivered`]; [`Event::Left`] follows.
    pub fn leave(&self) {
        self.flush();
        self.inner.leave();
    }

    /// How things stand: connected or not, the name as the host shows it, round-trip time, the seat.
    #[must_use]
    pub fn view(&self) -> PadView {
        self.inner.view()
    }

    /// The handle below, which can do more: axes and buttons, layouts, going away and coming back. What it polls is not
    /// told here.
    #[must_use]
    pub const fn handle(&self) -> &crate::Pad {
        &self.inner
    }
}

impl Drop for Pad {
    fn drop(&mut self) {
        self.flush();
    }
}

/// Whom to connect to, and what the link wishes to travel on.
fn target(url: &str, config: &ConnectConfig) -> Result<(Target, Transport), ConnectError> {
    let link = JoinLink::from_typed(url)?;
    let transport = link.transport();
    if let Some(target) = Target::of_link(&link) {
        return Ok((target, transport));
    }
    if let Some(code) = &config.code {
        let code: RoomCode = code.parse()?;
        return Ok((Target::with_code(&link, code), transport));
    }
    let known = config.identity.as_ref().and_then(|identity| {
        let here = |address| link.addresses().any(|of_link| of_link == address);
        let mut known = identity.receivers().into_iter();
        known.find(|receiver| receiver.addresses.iter().copied().any(here))
    });
    match known {
        Some(receiver) => Ok((Target::trusted(&receiver), transport)),
        None => Err(ConnectError::NeedsCode(url.trim().to_owned())),
    }
}
