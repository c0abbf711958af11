//! The `Ordered` messages between a pad's session and the host's. Append-only: variants and fields are added at the
//! end and never moved. Must not know links, parts or sockets.

#[cfg(test)]
mod tests;
mod values;

pub use values::{Closing, Phase, Place, Profile};

use crate::app::{AppHead, Peer, Undelivered};
use crate::codec::{self, CodecError};
use crate::feedback::Turn;
use crate::ids::LayoutRevision;
use crate::input::PadCommand;
use crate::layout::PadLayout;
use crate::limits::{APP_BYTES, AXES, LABEL_BYTES, MESSAGE_BYTES, NAME_BYTES};
use crate::sync::Update;
use serde::{Deserialize, Serialize};

/// What a pad tells the host, reliably and in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToHost {
    /// A gameplay command. Too old when it arrives: dropped and counted.
    Command(PadCommand),
    /// The player changed the name or the mark.
    Profile(Profile),
    /// The app goes to the background: the seat is kept, the silence is meant.
    Away,
    /// The app is back in front.
    Back,
    /// The player leaves for good: the seat is free.
    Leave,
    /// Bytes between programs on a numbered channel; the kit does not look inside.
    App {
        /// Which stream of messages.
        channel: u8,
        /// At most [`APP_BYTES`].
        bytes: Vec<u8>,
    },
    /// The same for whoever is named, with the number and the time that its reader wants to know.
    Message {
        /// Whom it is for, and which it is.
        head: AppHead,
        /// At most [`APP_BYTES`].
        bytes: Vec<u8>,
    },
}

/// What the host tells a pad, reliably and in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToPad {
    /// The name under which the player is shown.
    Name(String),
    /// Where the player is.
    Place(Place),
    /// The controls to show from now on, and the values that their axes start from.
    Layout {
        /// The controls.
        layout: PadLayout,
        /// Where each axis starts, so that nothing jumps.
        axes: [i16; AXES],
    },
    /// The axes continue from here: after a resume, or when the game moved them.
    Axes {
        /// The layout that they belong to; another one: ignored.
        layout: LayoutRevision,
        /// The values.
        axes: [i16; AXES],
    },
    /// What the receiver is doing.
    Phase(Phase),
    /// The player's points and the team's.
    Score {
        /// Own points.
        own: i64,
        /// The team's points.
        team: i64,
    },
    /// A line to show; at most [`LABEL_BYTES`] bytes.
    Notice(String),
    /// The receiver ends this session.
    Closing(Closing),
    /// Bytes between programs on a numbered channel; the kit does not look inside.
    App {
        /// Which stream of messages.
        channel: u8,
        /// At most [`APP_BYTES`].
        bytes: Vec<u8>,
    },
    /// The same from whoever is named, with the number and the time that its reader wants to know.
    Message {
        /// Whom it is from, and which it is.
        head: AppHead,
        /// At most [`APP_BYTES`].
        bytes: Vec<u8>,
    },
    /// A message of this pad's was not passed on.
    Undelivered {
        /// The message: whom it was for, and its number as the pad sent it.
        head: AppHead,
        /// Why.
        why: Undelivered,
    },
    /// Whether the game waits for this player.
    Turn(Turn),
    /// It goes on in so many whole seconds; 0: now, or there is no countdown any more.
    Countdown(u8),
    /// What is shown beside the controls: an entry for each control that shows something, with a
    /// [`Shown`](crate::Shown) as its value.
    Show(Update),
}

impl ToHost {
    /// The message's bytes.
    ///
    /// # Errors
    /// [`CodecError::OutOfRange`] for a value that the host would refuse, [`CodecError::TooLong`].
    pub fn encode(&self) -> Result<Vec<u8>, CodecError> {
        self.check()?;
        codec::encode(self, MESSAGE_BYTES)
    }

    /// Reads a message and checks every value in it.
    ///
    /// # Errors
    /// See [`CodecError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let message: Self = codec::decode(bytes, MESSAGE_BYTES)?;
        message.check()?;
        Ok(message)
    }

    fn check(&self) -> Result<(), CodecError> {
        let fine = match self {
            Self::Command(command) => command.action.is_valid(),
            Self::Profile(profile) => profile.is_valid(),
            Self::App { bytes, .. } | Self::Message { bytes, .. } => bytes.len() <= APP_BYTES,
            Self::Away | Self::Back | Self::Leave => true,
        };
        if fine {
            Ok(())
        } else {
            Err(CodecError::OutOfRange)
        }
    }
}

impl ToPad {
    /// The message's bytes.
    ///
    /// # Errors
    /// [`CodecError::OutOfRange`] for a value that the pad would refuse, [`CodecError::TooLong`].
    pub fn encode(&self) -> Result<Vec<u8>, CodecError> {
        self.check()?;
        codec::encode(self, MESSAGE_BYTES)
    }

    /// Reads a message and checks every value in it, layouts included.
    ///
    /// # Errors
    /// See [`CodecError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let message: Self = codec::decode(bytes, MESSAGE_BYTES)?;
        message.check()?;
        Ok(message)
    }

    fn check(&self) -> Result<(), CodecError> {
        let fine = match self {
            Self::Name(name) => name.len() <= NAME_BYTES,
            Self::Layout { layout, .. } => layout.validate().is_ok(),
            Self::Notice(text) => text.len() <= LABEL_BYTES,
            Self::App { bytes, .. } => bytes.len() <= APP_BYTES,
            Self::Message { head, bytes } => {
                bytes.len() <= APP_BYTES && head.peer != Peer::Everyone
            }
            Self::Show(update) => update.is_valid(),
            Self::Undelivered { .. }
            | Self::Place(_)
            | Self::Axes { .. }
            | Self::Phase(_)
            | Self::Score { .. }
            | Self::Turn(_)
            | Self::Countdown(_)
            | Self::Closing(_) => true,
        };
        if fine {
            Ok(())
        } else {
            Err(CodecError::OutOfRange)
        }
    }
}
