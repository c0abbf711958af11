//! The `Ordered` messages between a pad's session and the host's. Append-only: variants and fields are added at the
//! end and never moved. Must not know links, parts or sockets.

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AxisIndex, ButtonIndex, ControlId, PadId, SeatIndex};
    use crate::input::PadAction;
    use crate::layout::{Area, ControlKind, Orientation, Weight};
    use proptest::prelude::*;

    fn command(action: PadAction) -> ToHost {
        ToHost::Command(PadCommand {
            state: 7,
            pad_time: 1_000,
            layout: LayoutRevision(3),
            action,
        })
    }

    fn head(peer: Peer) -> AppHead {
        AppHead {
            peer,
            channel: 9,
            sequence: 300,
            time: 4,
        }
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// These bytes are version 1 of the protocol. They never change: a new version appends.
    #[test]
    fn golden_bytes_of_version_1_to_host() {
        let golden = [
            (command(PadAction::Press(ButtonIndex(2))), "0007e807030002"),
            (
                command(PadAction::Release(ButtonIndex(31))),
                "0007e80703011f",
            ),
            (
                command(PadAction::Choose {
                    control: ControlId(4),
                    option: 1,
                }),
                "0007e80703020401",
            ),
            (
                command(PadAction::Text {
                    control: ControlId(4),
                    text: "hé".into(),
                }),
                "0007e807030304 03 68c3a9",
            ),
            (
                ToHost::Profile(Profile {
                    name: "Ada".into(),
                    mark: Some(5),
                }),
                "0103416461 0105",
            ),
            (ToHost::Away, "02"),
            (ToHost::Back, "03"),
            (ToHost::Leave, "04"),
            (
                ToHost::App {
                    channel: 9,
                    bytes: vec![1, 2],
                },
                "0509020102",
            ),
            (
                ToHost::Message {
                    head: head(Peer::Everyone),
                    bytes: vec![1, 2],
                },
                "06 ffffffff0f 09 ac02 04 02 0102",
            ),
        ];
        for (message, expected) in golden {
            let bytes = message.encode().unwrap();
            assert_eq!(hex(&bytes), expected.replace(' ', ""), "{message:?}");
            assert_eq!(ToHost::decode(&bytes), Ok(message));
        }
    }

    #[test]
    fn golden_bytes_of_version_1_to_pad() {
        let swipe = ControlKind::SwipeArea {
            x: Some(AxisIndex(0)),
            y: None,
            travel: 600,
        };
        let button = ControlKind::Button {
            button: ButtonIndex(0),
            weight: Weight::Primary,
        };
        let layout = PadLayout::new("A", Orientation::Any)
            .with("", Area::ALL, swipe)
            .with("GO", Area::new(0, 500, 1000, 500), button);
        let golden = [
            (ToPad::Name("Ada".into()), "0003416461"),
            (
                ToPad::Place(Place::Seated {
                    seat: SeatIndex(2),
                    mark: 3,
                }),
                "01000203",
            ),
            (ToPad::Place(Place::Waiting { ahead: 300 }), "0101ac02"),
            (
                ToPad::Layout {
                    layout,
                    axes: [1, -1, 0, 0, 0, 0, 0, 32767],
                },
                "0200014100020000 0000e807e807 00010000d804 0102474f 00f403e807f403 010000 0201000000 0000feff03",
            ),
            (
                ToPad::Axes {
                    layout: LayoutRevision(3),
                    axes: [0; AXES],
                },
                "03030000000000000000",
            ),
            (ToPad::Phase(Phase::Playing), "0401"),
            (ToPad::Score { own: -1, team: 120 }, "0501f001"),
            (ToPad::Notice("hi".into()), "06026869"),
            (ToPad::Closing(Closing::Kicked), "0701"),
            (
                ToPad::App {
                    channel: 1,
                    bytes: vec![],
                },
                "080100",
            ),
            (
                ToPad::Message {
                    head: head(Peer::Host),
                    bytes: vec![1],
                },
                "09 00 09 ac02 04 01 01",
            ),
            (
                ToPad::Undelivered {
                    head: head(Peer::Pad(PadId(5))),
                    why: Undelivered::TooMany,
                },
                "0a 05 09 ac02 04 02",
            ),
            (
                ToPad::Undelivered {
                    head: head(Peer::Pad(PadId(5))),
                    why: Undelivered::Restarted,
                },
                "0a 05 09 ac02 04 04",
            ),
            (ToPad::Turn(Turn::Free), "0b00"),
            (ToPad::Turn(Turn::Yours), "0b01"),
            (ToPad::Countdown(3), "0c03"),
        ];
        for (message, expected) in golden {
            let bytes = message.encode().unwrap();
            assert_eq!(hex(&bytes), expected.replace(' ', ""), "{message:?}");
            assert_eq!(ToPad::decode(&bytes), Ok(message));
        }
    }

    #[test]
    fn a_hostile_value_is_refused_both_ways() {
        let bad = command(PadAction::Press(ButtonIndex(32)));
        assert_eq!(bad.encode(), Err(CodecError::OutOfRange));
        assert_eq!(
            ToHost::decode(&codec::encode(&bad, MESSAGE_BYTES).unwrap()),
            Err(CodecError::OutOfRange)
        );
        let nobodys = ToPad::Message {
            head: head(Peer::Everyone),
            bytes: vec![],
        };
        assert_eq!(nobodys.encode(), Err(CodecError::OutOfRange));
        let long = ToPad::Notice("x".repeat(LABEL_BYTES + 1));
        assert_eq!(
            ToPad::decode(&codec::encode(&long, MESSAGE_BYTES).unwrap()),
            Err(CodecError::OutOfRange)
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_harmless(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(message) = ToHost::decode(&bytes) {
                prop_assert!(message.encode().is_ok());
            }
            if let Ok(message) = ToPad::decode(&bytes) {
                prop_assert!(message.encode().is_ok());
            }
        }
    }
}
