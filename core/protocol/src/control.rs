//! The control connection: how a pad is admitted and gets its connect tokens. Frames on a stream, each a
//! little-endian u16 length and so many bytes. Must not know the stream itself, nor what a token means.

mod hello;
mod stream;

pub use hello::{Hello, NETCODE_PROTOCOL_ID, OLDEST_VERSION, VERSION, mode};
pub use stream::{Unframer, frame};

use crate::codec::{self, CodecError};
use crate::frame::PART_HEADER_BYTES;
use crate::ids::{Lane, PadId};
use crate::limits::{CONTROL_FRAME_BYTES, LATEST_BYTES, PART_BYTES, TOKEN_BYTES, TOKENS};
use crate::message::{Closing, Profile};
use crate::name::clean_name;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Proves that a device may have its seat back. Secret: never logged, never shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ResumeSecret(pub [u8; 16]);

impl fmt::Debug for ResumeSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResumeSecret(..)")
    }
}

/// One sealed netcode connect token. Secret: it holds the keys of a link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token(pub Vec<u8>);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({} bytes)", self.0.len())
    }
}

/// What a pad says on the control connection after the hellos. Append-only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ControlToHost {
    /// Let me in.
    Join {
        /// Who the player wants to be.
        profile: Profile,
        /// From an earlier [`ControlToPad::Welcome`]: give me my seat back.
        resume: Option<ResumeSecret>,
    },
    /// My tokens are used up.
    WantTokens,
    /// The player wants this pairing to outlast the evening. The receiver's side has to agree.
    RememberMe,
    /// A link over this connection, please, in place of one that this connection has. Nothing comes of it before the first
    /// [`Frame`](Self::Frame): the wish may have been under way for long.
    OpenLink {
        /// Counts the links of this connection; told back.
        number: u32,
    },
    /// A frame of the link over this connection.
    Frame(LinkFrame),
    /// That link is over, and so is the pad's program: as the good-bye of a link of any other kind.
    CloseLink,
}

/// One frame of a link that travels on the control connection: what would be a message of its own on a UDP link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkFrame {
    /// Which of the link's lanes it belongs to.
    pub lane: Lane,
    /// As in [`frame`](crate::frame).
    pub bytes: Vec<u8>,
}

impl LinkFrame {
    /// Whether it is no longer than any frame of its lane.
    const fn fits(&self) -> bool {
        let most = match self.lane {
            Lane::Ordered => PART_HEADER_BYTES + PART_BYTES,
            Lane::Latest => LATEST_BYTES,
        };
        self.bytes.len() <= most
    }
}

/// What the host says on the control connection after the hellos. Append-only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ControlToPad {
    /// No, and why. The connection closes. The one message that may come before the connection is secured, as
    /// [`Refusal`] says.
    Refused(Refusal),
    /// You are in.
    Welcome {
        /// What the receiver calls itself.
        receiver: String,
        /// Whether this pairing outlasts the evening.
        remembered: bool,
        /// The pad as the host knows it.
        pad: PadId,
        /// Gets the seat back later.
        secret: ResumeSecret,
        /// Each opens one link; at most [`TOKENS`].
        tokens: Vec<Token>,
    },
    /// More tokens.
    Tokens(Vec<Token>),
    /// The receiver ends this session. The connection closes.
    Closing(Closing),
    /// Whether this pairing outlasts the evening, after somebody at the receiver said so.
    Remembered(bool),
    /// The pad may begin with the link that it asked for.
    LinkOpen {
        /// That of [`ControlToHost::OpenLink`].
        number: u32,
    },
    /// A frame of the link over this connection.
    Frame(LinkFrame),
    /// The host has ended this link. The connection stays.
    LinkClosed {
        /// That of [`ControlToHost::OpenLink`].
        number: u32,
    },
    /// The pad is in play with a seat from now on. Its link over UDP tells so, too; where that has died meanwhile, the pad
    /// would go on at its ease.
    PlayBegins,
}

/// Why a pad is not admitted. Append-only.
///
/// A refusal may come before the connection is secured. Whoever sits between the two could have made it up, so a pad never
/// forgets anything on the strength of such a one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// The pad is too old.
    #[error("This app is too old for the receiver: update the app on the phone.")]
    UpdatePad,
    /// The receiver is too old.
    #[error("The receiver is too old for this app: update Couchpad on the big screen.")]
    UpdateReceiver,
    /// As many pads are connected as the receiver admits.
    #[error("The receiver is full: ask someone to leave, then try again.")]
    Full,
    /// The hello asked for a way of pairing that this receiver does not have.
    #[error(
        "The receiver does not admit this way of joining: ask for its code or scan its picture."
    )]
    Mode,
    /// The receiver is closing.
    #[error("The receiver is closing: start it again, then join.")]
    Closing,
    /// Something that this version does not understand was said.
    #[error("The receiver did not understand this app: update both, then try again.")]
    Malformed,
    /// The room code was not the one on the screen.
    #[error("That is not the code on the big screen: look again, it may have changed.")]
    WrongCode,
    /// Too many wrong codes came from this address.
    #[error("Too many wrong codes: wait {seconds} s, or scan the picture on the big screen.")]
    LockedOut {
        /// How long it lasts still.
        seconds: u16,
    },
    /// The room is locked: newcomers are not admitted.
    #[error("The room is locked: ask someone at the big screen to unlock it.")]
    RoomLocked,
    /// The receiver does not know this device (any more).
    #[error("The receiver does not know this device any more: enter the code on the big screen.")]
    NotPaired,
    /// The join link is not the one on the screen (any more), or of another receiver.
    #[error("This link is no longer valid: scan the picture on the big screen again.")]
    WrongLink,
    /// Too many others are just joining.
    #[error("Many are joining just now: try again in a moment.")]
    Busy,
}

impl Refusal {
    /// One word for logs and events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::UpdatePad => "update_pad",
            Self::UpdateReceiver => "update_receiver",
            Self::Full => "full",
            Self::Mode => "mode",
            Self::Closing => "closing",
            Self::Malformed => "malformed",
            Self::WrongCode => "wrong_code",
            Self::LockedOut { .. } => "locked_out",
            Self::RoomLocked => "room_locked",
            Self::NotPaired => "not_paired",
            Self::WrongLink => "wrong_link",
            Self::Busy => "busy",
        }
    }
}

impl ControlToHost {
    /// The frame's bytes, without its length.
    ///
    /// # Errors
    /// See [`CodecError`].
    pub fn encode(&self) -> Result<Vec<u8>, CodecError> {
        codec::encode(self, CONTROL_FRAME_BYTES)
    }

    /// Reads a frame and checks every value in it.
    ///
    /// # Errors
    /// See [`CodecError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let message = codec::decode(bytes, CONTROL_FRAME_BYTES)?;
        match &message {
            Self::Join { profile, .. } if !profile.is_valid() => Err(CodecError::OutOfRange),
            Self::Frame(frame) if !frame.fits() => Err(CodecError::OutOfRange),
            _ => Ok(message),
        }
    }
}

impl ControlToPad {
    /// The frame's bytes, without its length.
    ///
    /// # Errors
    /// See [`CodecError`].
    pub fn encode(&self) -> Result<Vec<u8>, CodecError> {
        codec::encode(self, CONTROL_FRAME_BYTES)
    }

    /// Reads a frame and checks every value in it.
    ///
    /// # Errors
    /// See [`CodecError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let message = codec::decode(bytes, CONTROL_FRAME_BYTES)?;
        match &message {
            Self::Welcome { tokens, .. } | Self::Tokens(tokens)
                if tokens.len() > TOKENS || tokens.iter().any(|t| t.0.len() > TOKEN_BYTES) =>
            {
                Err(CodecError::OutOfRange)
            }
            Self::Welcome { receiver, .. } if clean_name(receiver) != *receiver => {
                Err(CodecError::OutOfRange)
            }
            Self::Frame(frame) if !frame.fits() => Err(CodecError::OutOfRange),
            _ => Ok(message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn golden_bytes_of_version_1() {
        let join = ControlToHost::Join {
            profile: Profile {
                name: "Ada".into(),
                mark: None,
            },
            resume: Some(ResumeSecret([1; 16])),
        };
        let mut bytes = b"\x00\x03Ada\x00\x01".to_vec();
        bytes.extend([1; 16]);
        assert_eq!(join.encode(), Ok(bytes));
        let refused = ControlToPad::Refused(Refusal::Full);
        assert_eq!(refused.encode(), Ok(vec![0, 2]));
        let locked = ControlToPad::Refused(Refusal::LockedOut { seconds: 30 });
        assert_eq!(locked.encode(), Ok(vec![0, 7, 30]));
        assert_eq!(ControlToHost::RememberMe.encode(), Ok(vec![2]));
        assert_eq!(ControlToPad::Remembered(true).encode(), Ok(vec![4, 1]));
        let welcome = ControlToPad::Welcome {
            receiver: "TV".into(),
            remembered: true,
            pad: PadId(5),
            secret: ResumeSecret([2; 16]),
            tokens: vec![Token(vec![9, 8])],
        };
        let mut bytes = vec![1, 2, b'T', b'V', 1, 5];
        bytes.extend([2; 16]);
        bytes.extend([1, 2, 9, 8]);
        assert_eq!(welcome.encode(), Ok(bytes));
        golden_bytes_of_links();
    }

    fn golden_bytes_of_links() {
        let frame = |lane| LinkFrame {
            lane,
            bytes: b"abc".to_vec(),
        };
        for (message, bytes) in [
            (ControlToHost::OpenLink { number: 300 }, &[3, 0xac, 2][..]),
            (
                ControlToHost::Frame(frame(Lane::Ordered)),
                b"\x04\x00\x03abc",
            ),
            (
                ControlToHost::Frame(frame(Lane::Latest)),
                b"\x04\x01\x03abc",
            ),
            (ControlToHost::CloseLink, &[5]),
        ] {
            assert_eq!(message.encode().as_deref(), Ok(bytes));
            assert_eq!(ControlToHost::decode(bytes), Ok(message));
        }
        for (message, bytes) in [
            (ControlToPad::LinkOpen { number: 1 }, &[5, 1][..]),
            (ControlToPad::Frame(frame(Lane::Latest)), b"\x06\x01\x03abc"),
            (ControlToPad::LinkClosed { number: 1 }, &[7, 1]),
            (ControlToPad::PlayBegins, &[8]),
        ] {
            assert_eq!(message.encode().as_deref(), Ok(bytes));
            assert_eq!(ControlToPad::decode(bytes), Ok(message));
        }
    }

    #[test]
    fn a_frame_longer_than_its_lane_allows_is_refused() {
        for (lane, most) in [
            (Lane::Ordered, PART_HEADER_BYTES + PART_BYTES),
            (Lane::Latest, LATEST_BYTES),
        ] {
            for (len, is_well) in [(0, true), (most, true), (most + 1, false)] {
                let frame = || LinkFrame {
                    lane,
                    bytes: vec![7; len],
                };
                let to_host = ControlToHost::Frame(frame()).encode().unwrap();
                assert_eq!(ControlToHost::decode(&to_host).is_ok(), is_well, "{len}");
                let to_pad = ControlToPad::Frame(frame()).encode().unwrap();
                assert_eq!(ControlToPad::decode(&to_pad).is_ok(), is_well, "{len}");
            }
        }
    }

    #[test]
    fn secrets_do_not_show() {
        assert_eq!(
            format!("{:?} {:?}", ResumeSecret([65; 16]), Token(vec![65; 3])),
            "ResumeSecret(..) Token(3 bytes)"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_harmless(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Hello::decode(&bytes);
            let _ = ControlToHost::decode(&bytes);
            let _ = ControlToPad::decode(&bytes);
        }
    }
}
