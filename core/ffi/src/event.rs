//! What happened, as it crosses the border, and how the pad's own updates become that. Values alone. Must not know who reads.

use crate::layout::PadLayout;
use crate::records::{Cause, FoundReceiver, LinkKind, Phase, Place, ReceiverName, Shake, Tint};
use crate::shown::{self, ShownControl};
use couchpad_core::protocol::{Lane, Peer, Turn};
use couchpad_core::session::PadEvent as CoreEvent;
use couchpad_core::{PadEnd, PadLoss, PadUpdate, PadView, Unreachable};

/// Something happened.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum PadEvent {
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
    /// Messages do not travel any more. Attempts follow, unless the session was suspended.
    Lost {
        /// Why.
        reason: LossReason,
    },
    /// No address answers; told once for each reason until messages travel. Attempts go on.
    Unreachable {
        /// Why.
        reason: UnreachableReason,
        /// What to tell the player.
        advice: String,
    },
    /// The receiver has proven who it is and has let this device in.
    Paired {
        /// Who it is.
        receiver: ReceiverName,
        /// Whether this outlasts the evening.
        remembered: bool,
    },
    /// The players at the receiver said whether the pairing outlasts the evening.
    Remembered {
        /// Whether it does.
        remembered: bool,
    },
    /// It is over: join again.
    Ended {
        /// Why.
        reason: EndReason,
        /// What to tell the player, where there is something to do.
        advice: Option<String>,
    },
    /// There are other controls to show. All buttons are up.
    LayoutChanged {
        /// The controls.
        layout: PadLayout,
    },
    /// The axes continue from here.
    AxesChanged {
        /// Eight values, -32767 to 32767.
        axes: Vec<i16>,
    },
    /// The player's place.
    PlaceChanged {
        /// In a seat, or waiting for one.
        place: Place,
    },
    /// What the receiver does.
    PhaseChanged {
        /// What it does now.
        phase: Phase,
    },
    /// The name under which the player is shown.
    Named {
        /// The name.
        name: String,
    },
    /// Points.
    Scored {
        /// The player's own.
        own: i64,
        /// The team's.
        team: i64,
    },
    /// A line to show.
    Notice {
        /// The line.
        text: String,
    },
    /// Shake.
    Rumble {
        /// 0 to 255.
        strength: u8,
        /// Milliseconds.
        millis: u16,
    },
    /// Shake a few times in a row, and end what shakes now.
    Shakes {
        /// One to eight, 5 s at most.
        shakes: Vec<Shake>,
    },
    /// The edge glows for a moment.
    Glow {
        /// In which colour.
        tint: Tint,
        /// Milliseconds.
        millis: u16,
    },
    /// Whether the game waits for this player.
    TurnChanged {
        /// Whether it does.
        yours: bool,
    },
    /// It goes on in so many seconds.
    Countdown {
        /// Whole seconds; 0: now, or there is no countdown any more.
        seconds: u8,
    },
    /// What is shown beside the controls changed.
    ShowingChanged {
        /// Everything that is shown now, in the order of the controls.
        shown: Vec<ShownControl>,
    },
    /// What is wrong with the link changed.
    CauseChanged {
        /// What it is; `None`: nothing that can be named any more.
        cause: Option<Cause>,
        /// What to tell the player.
        advice: Option<String>,
    },
    /// Play travels on this from now on.
    TransportChanged {
        /// What.
        kind: LinkKind,
    },
    /// A program's message.
    MessageReceived {
        /// The number of the pad that sent it; `None`: the receiver's program.
        from: Option<u32>,
        /// On which channel.
        channel: u8,
        /// Whether it comes once and in its place.
        reliable: bool,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A message of this pad's was not delivered.
    MessageUndelivered {
        /// On which channel.
        channel: u8,
    },
    /// Nobody read for so long that the oldest events were thrown away.
    Missed {
        /// How many.
        events: u64,
    },
    /// A receiver announces itself, or there is news of it.
    ReceiverFound {
        /// The receiver.
        receiver: FoundReceiver,
    },
    /// One does not any more.
    ReceiverGone {
        /// Which.
        id: String,
    },
    /// Searching does not work here.
    SearchFailed {
        /// Why, and what to do.
        reason: String,
    },
    /// The records of this device are read.
    IdentityReady {
        /// What the player should know of them.
        warnings: Vec<String>,
    },
    /// They cannot be used. Open the store again once that is mended.
    IdentityFailed {
        /// Why, and what to do.
        reason: String,
    },
    /// A record could not be kept.
    StoreTrouble {
        /// Why, and what to do.
        reason: String,
    },
}

/// Why messages do not travel any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum LossReason {
    /// The receiver went.
    ReceiverGone,
    /// The receiver said that it closes.
    ReceiverQuit,
    /// The receiver ended the link.
    LinkClosed,
    /// Nothing was heard for too long.
    Silent,
    /// A fresh link was asked for.
    Relinking,
    /// The app went to the background.
    Suspended,
}

impl From<PadLoss> for LossReason {
    fn from(loss: PadLoss) -> Self {
        match loss {
            PadLoss::ReceiverGone => Self::ReceiverGone,
            PadLoss::ReceiverQuit => Self::ReceiverQuit,
            PadLoss::LinkClosed => Self::LinkClosed,
            PadLoss::Silent => Self::Silent,
            PadLoss::Relinking => Self::Relinking,
            PadLoss::Suspended => Self::Suspended,
        }
    }
}

/// Why a receiver cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum UnreachableReason {
    /// The machine is there, but no receiver listens.
    Refused,
    /// Nothing answered in time.
    TimedOut,
    /// This device has no way to that network.
    NoRoute,
    /// The system does not let this app use the network.
    Forbidden,
    /// The receiver answers, but datagrams do not get through.
    NoDatagrams,
    /// The receiver answers and hangs up, or the connection is cut.
    HungUp,
    /// Something else answers there.
    Other,
}

impl From<Unreachable> for UnreachableReason {
    fn from(reason: Unreachable) -> Self {
        match reason {
            Unreachable::Refused => Self::Refused,
            Unreachable::TimedOut => Self::TimedOut,
            Unreachable::NoRoute => Self::NoRoute,
            Unreachable::Forbidden => Self::Forbidden,
            Unreachable::NoDatagrams => Self::NoDatagrams,
            Unreachable::HungUp => Self::HungUp,
            Unreachable::Other => Self::Other,
        }
    }
}

/// Why it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum EndReason {
    /// The player left.
    Left,
    /// This program closed the connection; the seat is kept for a while.
    HungUp,
    /// The players at the receiver sent this pad away.
    Kicked,
    /// The same device joined again elsewhere.
    Replaced,
    /// The connection broke while the code was checked.
    Interrupted,
    /// The receiver does not let this pad in; the advice says why.
    Refused,
    /// Another receiver is there than the one that is meant.
    Impostor,
}

impl From<PadEnd> for EndReason {
    fn from(end: PadEnd) -> Self {
        match end {
            PadEnd::Left => Self::Left,
            PadEnd::Kicked => Self::Kicked,
            PadEnd::Replaced => Self::Replaced,
            PadEnd::Interrupted => Self::Interrupted,
        }
    }
}

impl PadEvent {
    /// What an update says to other programs; `None`: nothing. `view` is at least as new as the update.
    pub(crate) fn of(update: PadUpdate, view: &PadView) -> Option<Self> {
        let advice = update.advice();
        Some(match update {
            PadUpdate::Connecting { attempt } => Self::Connecting { attempt },
            PadUpdate::Connected { fresh } => Self::Connected { fresh },
            PadUpdate::Lost { reason } => Self::Lost {
                reason: reason.into(),
            },
            PadUpdate::Unreachable { reason } => Self::Unreachable {
                reason: reason.into(),
                advice: advice.unwrap_or_default(),
            },
            PadUpdate::Paired {
                receiver,
                name,
                remembered,
            } => Self::Paired {
                receiver: ReceiverName::of(&receiver, &name),
                remembered,
            },
            PadUpdate::Remembered(remembered) => Self::Remembered { remembered },
            PadUpdate::Refused(_) => Self::Ended {
                reason: EndReason::Refused,
                advice,
            },
            PadUpdate::Impostor => Self::Ended {
                reason: EndReason::Impostor,
                advice,
            },
            PadUpdate::Ended { reason } => Self::Ended {
                reason: reason.into(),
                advice,
            },
            PadUpdate::Session(event) => return Self::told(event, view),
            PadUpdate::Transport(kind) => Self::TransportChanged { kind: kind.into() },
        })
    }

    fn told(event: CoreEvent, view: &PadView) -> Option<Self> {
        Some(match event {
            CoreEvent::Layout => Self::LayoutChanged {
                layout: view.layout.as_deref()?.into(),
            },
            CoreEvent::Axes(axes) => Self::AxesChanged {
                axes: axes.to_vec(),
            },
            CoreEvent::Place(place) => Self::PlaceChanged {
                place: place.into(),
            },
            CoreEvent::Phase(phase) => Self::PhaseChanged {
                phase: phase.into(),
            },
            CoreEvent::Name(name) => Self::Named { name },
            CoreEvent::Score { own, team } => Self::Scored { own, team },
            CoreEvent::Notice(text) => Self::Notice { text },
            CoreEvent::Rumble { strength, millis } => Self::Rumble { strength, millis },
            CoreEvent::Shakes(shakes) => Self::Shakes {
                shakes: shakes.as_slice().iter().map(Shake::from).collect(),
            },
            CoreEvent::Glow { tint, millis } => Self::Glow {
                tint: tint.into(),
                millis,
            },
            CoreEvent::Turn(turn) => Self::TurnChanged {
                yours: turn == Turn::Yours,
            },
            CoreEvent::Countdown(seconds) => Self::Countdown { seconds },
            CoreEvent::Showing => Self::ShowingChanged {
                shown: shown::controls(&view.showing),
            },
            CoreEvent::Cause(cause) => Self::CauseChanged {
                cause: cause.map(Cause::from),
                advice: cause.map(|cause| format!("{}. {}.", cause.on_pad(), cause.advice())),
            },
            CoreEvent::Message(message) => Self::MessageReceived {
                from: match message.from {
                    Peer::Pad(pad) => Some(pad.0),
                    Peer::Host | Peer::Everyone => None,
                },
                channel: message.channel,
                reliable: message.lane == Lane::Ordered,
                bytes: message.bytes,
            },
            CoreEvent::App { channel, bytes } => Self::MessageReceived {
                from: None,
                channel,
                reliable: true,
                bytes,
            },
            CoreEvent::Undelivered { channel, .. } => Self::MessageUndelivered { channel },
            CoreEvent::Live { .. } | CoreEvent::Closing(_) => return None,
        })
    }

    /// Bytes that it holds beside itself, for bounding what waits.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::MessageReceived { bytes, .. } => bytes.len(),
            Self::Notice { text } => text.len(),
            Self::ShowingChanged { shown } => shown::weight(shown),
            _ => 0,
        }
    }
}
