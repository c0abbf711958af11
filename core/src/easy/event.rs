//! What happened, as a game's author wants to read it. Must not know how it came to be known.

use super::{Channel, Feedback, ReadError, read_msg};
use crate::protocol::{Peer, Undelivered};
use crate::session::{LeftReason, LostReason, Unsent};
use crate::{PadEnd, PadLoss};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// Something happened to a peer: at a host a pad, at a pad the host.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// It is there. At a pad again after a loss: the host has forgotten everything (it was started anew), so begin from the start.
    Connected {
        /// Who.
        peer: Peer,
        /// What it is called.
        name: String,
    },
    /// It is not heard any more. Its place is kept, and what is sent to it reliably waits.
    Lost {
        /// Who.
        peer: Peer,
        /// How that was noticed.
        reason: Reason,
    },
    /// It is heard again. Nothing reliable was lost or doubled; only what was under way to a program that was ended and
    /// started anew comes back as [`Undelivered`](Self::Undelivered).
    Resumed {
        /// Who.
        peer: Peer,
    },
    /// It is gone for good. At a pad: this pad has ended, and nothing follows.
    Left {
        /// Who.
        peer: Peer,
        /// Why.
        reason: Reason,
    },
    /// It is called otherwise now.
    Renamed {
        /// Who.
        peer: Peer,
        /// What it is called.
        name: String,
    },
    /// A message.
    Data {
        /// Who sent it: at a pad the host, or the pad whose message the host passed on.
        peer: Peer,
        /// On which channel.
        channel: Channel,
        /// Counts what came from the other end of the link on all channels. It grows; a gap is a lossy message that
        /// got lost, or one that was for somebody else.
        sequence: u32,
        /// The time since its sender called `send`: on the way, in queues, and until this poll. From the two ends' clocks, so
        /// exact to half a round trip; the way counts as nothing in the first moments of a link.
        age: Duration,
        /// What was sent. [`Event::read_msg`] reads a typed message.
        bytes: Vec<u8>,
    },
    /// At a pad: something for its player to feel or to see.
    Feedback(Feedback),
    /// A reliable message that this end sent did not get there, and never will; or, where the other program was started
    /// anew, nobody knows whether the one before has read it.
    Undelivered {
        /// Whom it was for.
        to: Peer,
        /// On which channel.
        channel: Channel,
        /// Why, and what to do.
        why: NotDelivered,
    },
    /// So many messages, reliable ones among them, were thrown away unread, the oldest first: poll more often. At a host 16,384
    /// events wait for a poll, with 16 MiB of messages among them; at a pad 4,096, with 4 MiB.
    Missed {
        /// How many.
        messages: u64,
    },
    /// Something does not work and is tried again by itself.
    Trouble {
        /// What, and what a player can do.
        advice: String,
    },
}

impl Event {
    /// Reads a typed message, as one of the `..._msg` functions sent it.
    ///
    /// # Errors
    /// See [`ReadError`].
    pub fn read_msg<T: DeserializeOwned>(&self) -> Result<T, ReadError> {
        match self {
            Self::Data { bytes, .. } => read_msg(bytes),
            _ => Err(ReadError::NoData),
        }
    }
}

/// Why a message did not get there. As text: what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDelivered {
    /// The host did not pass it on, or the other end's program was started anew before it had it.
    #[error("{0}")]
    Relay(Undelivered),
    /// It could not be sent.
    #[error("{0}")]
    Unsent(Unsent),
}

/// Why a peer is not there. As text, a few words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Nothing was heard from it for too long.
    #[error("silent")]
    Silent,
    /// Its program went to the background.
    #[error("in the background")]
    Away,
    /// Its program ended, or left.
    #[error("left")]
    Quit,
    /// The connection broke.
    #[error("connection lost")]
    Broken,
    /// A fresh connection was asked for.
    #[error("connecting anew")]
    Relinking,
    /// It was sent away.
    #[error("sent away")]
    Kicked,
    /// The same device joined from another program.
    #[error("joined elsewhere")]
    Replaced,
    /// It did not come back in time.
    #[error("did not come back")]
    Expired,
    /// The host did not let this pad in, and what to do about it.
    #[error("{0}")]
    Refused(String),
}

impl From<LostReason> for Reason {
    fn from(reason: LostReason) -> Self {
        match reason {
            LostReason::Silent | LostReason::TimedOut => Self::Silent,
            LostReason::Away => Self::Away,
            LostReason::Quit => Self::Quit,
            LostReason::Reset => Self::Broken,
        }
    }
}

impl From<LeftReason> for Reason {
    fn from(reason: LeftReason) -> Self {
        match reason {
            LeftReason::Quit => Self::Quit,
            LeftReason::Kicked => Self::Kicked,
            LeftReason::Expired => Self::Expired,
        }
    }
}

impl From<PadLoss> for Reason {
    fn from(loss: PadLoss) -> Self {
        match loss {
            PadLoss::ReceiverQuit => Self::Quit,
            PadLoss::ReceiverGone | PadLoss::LinkClosed => Self::Broken,
            PadLoss::Silent => Self::Silent,
            PadLoss::Relinking => Self::Relinking,
            PadLoss::Suspended => Self::Away,
        }
    }
}

impl From<PadEnd> for Reason {
    fn from(end: PadEnd) -> Self {
        match end {
            PadEnd::Left => Self::Quit,
            PadEnd::Kicked => Self::Kicked,
            PadEnd::Replaced => Self::Replaced,
            PadEnd::Interrupted => Self::Broken,
        }
    }
}
