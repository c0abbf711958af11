//! What a pad tells its owner: updates, why messages do not travel, why it has ended, and how things stand. Must not know how
//! the owner comes by them.

use super::unreachable::Unreachable;
use crate::mailbox::Weigh;
use crate::protocol::control::Refusal;
use crate::protocol::limits::AXES;
use crate::protocol::{Closing, LinkKind, PadLayout, Phase, Place, PublicKey, Showing, Turn};
use crate::session::{Health, PadEvent};
use std::sync::Arc;

const IMPOSTOR: &str = "Another receiver is at this address now: scan the picture on the big screen, or enter its code.";
const INTERRUPTED: &str =
    "The connection broke while the code was checked: enter the code on the big screen again.";

/// Something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PadUpdate {
    /// An attempt to reach the receiver begins; counted from 1 since the last success.
    Connecting {
        /// Which attempt.
        attempt: u32,
    },
    /// Messages travel.
    Connected {
        /// The receiver did not know this session: all that it told before is void and told anew.
        fresh: bool,
    },
    /// Messages do not travel any more. Attempts follow.
    Lost {
        /// Why.
        reason: PadLoss,
    },
    /// No address answers, and why; told once for each reason until messages travel. Attempts go on.
    Unreachable {
        /// Why.
        reason: Unreachable,
    },
    /// The receiver has proven who it is and has let this pad in. Both are remembered by now.
    Paired {
        /// The receiver's identity.
        receiver: PublicKey,
        /// What it calls itself.
        name: String,
        /// Whether this outlasts the evening.
        remembered: bool,
    },
    /// The players at the receiver said whether this pairing outlasts the evening.
    Remembered(bool),
    /// The receiver does not let this pad in. The pad has ended. Never [`Refusal::Closing`] nor [`Refusal::Busy`]: those
    /// are tried again.
    Refused(Refusal),
    /// Another receiver than that of the link, or than the one this device was paired with, is at its addresses. The pad has
    /// ended. What this device knows of the receiver stays.
    Impostor,
    /// The pad has ended otherwise.
    Ended {
        /// Why.
        reason: PadEnd,
    },
    /// The session has news.
    Session(PadEvent),
    /// Play travels on this from now on. Whatever it was before, nothing is lost by the change.
    Transport(LinkKind),
}

impl PadUpdate {
    /// What to tell the player of a trouble, and what to do about it. `None`: this is none.
    #[must_use]
    pub fn advice(&self) -> Option<String> {
        match self {
            Self::Unreachable { reason } => Some(reason.to_string()),
            Self::Refused(refusal) => Some(refusal.to_string()),
            Self::Impostor => Some(IMPOSTOR.to_owned()),
            Self::Ended {
                reason: PadEnd::Interrupted,
            } => Some(INTERRUPTED.to_owned()),
            _ => None,
        }
    }
}

/// Why messages do not travel any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PadLoss {
    /// The control connection broke: the receiver went.
    ReceiverGone,
    /// The receiver said that it closes.
    ReceiverQuit,
    /// The receiver ended the link.
    LinkClosed,
    /// Nothing was heard from the receiver for too long.
    Silent,
    /// A fresh link was asked for.
    Relinking,
    /// The app went to the background, and closed its sockets.
    Suspended,
}

impl PadLoss {
    /// One word for logs and events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ReceiverGone => "receiver_gone",
            Self::ReceiverQuit => "receiver_quit",
            Self::LinkClosed => "link_closed",
            Self::Silent => "silent",
            Self::Relinking => "relinking",
            Self::Suspended => "suspended",
        }
    }
}

/// Why a pad has ended for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PadEnd {
    /// The player left.
    Left,
    /// The players at the receiver sent it away.
    Kicked,
    /// The same device joined again elsewhere.
    Replaced,
    /// The connection broke while the room code was checked. A code is sent once: it has to be entered again.
    Interrupted,
}

impl PadEnd {
    /// The end that a host's closing brings, if it is for good.
    pub(super) const fn of(closing: Closing) -> Option<Self> {
        match closing {
            Closing::Kicked => Some(Self::Kicked),
            Closing::Replaced => Some(Self::Replaced),
            Closing::ReceiverQuits => None,
        }
    }
}

/// A snapshot of a pad.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PadView {
    /// Whether messages travel.
    pub connected: bool,
    /// The controls to show.
    pub layout: Option<Arc<PadLayout>>,
    /// The axes as they are sent.
    pub axes: [i16; AXES],
    /// The buttons as they are sent.
    pub held: u32,
    /// Where the player is.
    pub place: Option<Place>,
    /// What the receiver does.
    pub phase: Phase,
    /// The name under which the player is shown; empty before the receiver has said it.
    pub name: String,
    /// The player's points and the team's, once told.
    pub score: Option<(i64, i64)>,
    /// Whether the game waits for this player.
    pub turn: Turn,
    /// In how many whole seconds it goes on; 0: there is no countdown.
    pub countdown: u8,
    /// What is shown beside the controls, by the control of the layout that shows it.
    pub showing: Arc<Showing>,
    /// How the link does, as the receiver measured it.
    pub health: Health,
    /// The receiver that let this pad in, and what it calls itself.
    pub receiver: Option<(PublicKey, String)>,
    /// Whether the pairing outlasts the receiver's evening.
    pub remembered: bool,
    /// What play travels on, while messages travel.
    pub transport: Option<LinkKind>,
    /// Whether it is suspended: it has no sockets, and does nothing before it is resumed.
    pub suspended: bool,
}

impl Weigh for PadUpdate {
    fn message(&self) -> Option<usize> {
        match self {
            Self::Session(event) => event.message(),
            _ => None,
        }
    }
}
