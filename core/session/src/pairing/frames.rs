//! The frames of a handshake: one byte of kind, then a body whose length the kind decides. Knows no cryptography. No kind
//! is 0: that is where a [`ControlToPad::Refused`] begins, the one message that a host may send in the clear.

use couchpad_protocol::control::{ControlToPad, Refusal};

/// Longest frame before the channel is there, hellos included, in bytes. A stream may refuse longer ones unread.
pub const HANDSHAKE_FRAME_BYTES: usize = 256;

/// What a handshake frame is. Append-only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The pad's SPAKE2 message.
    PadShare = 0x11,
    /// The host's SPAKE2 message.
    HostShare = 0x12,
    /// First message of `XXpsk0`.
    XxFirst = 0x21,
    /// Its second.
    XxSecond = 0x22,
    /// Its third.
    XxThird = 0x23,
    /// First message of `IK`.
    IkFirst = 0x31,
    /// Its second.
    IkSecond = 0x32,
}

impl Kind {
    /// Bytes of the body, no more and no less.
    const fn body_bytes(self) -> usize {
        const KEY: usize = 32;
        const TAG: usize = 16;
        match self {
            Self::PadShare | Self::HostShare => 1 + KEY,
            Self::XxFirst | Self::IkSecond => KEY + TAG,
            Self::XxSecond | Self::IkFirst => KEY + (KEY + TAG) + TAG,
            Self::XxThird => (KEY + TAG) + TAG,
        }
    }

    /// The frame with this body.
    pub(super) fn frame(self, body: &[u8]) -> Vec<u8> {
        let mut frame = Vec::with_capacity(1 + body.len());
        frame.push(self as u8);
        frame.extend_from_slice(body);
        frame
    }

    /// The body of a frame of this kind; `None` if it is not exactly one.
    pub(super) fn body(self, frame: &[u8]) -> Option<&[u8]> {
        let (kind, body) = frame.split_first()?;
        (*kind == self as u8 && body.len() == self.body_bytes()).then_some(body)
    }
}

/// The refusal, if a frame in the clear is one.
pub(super) fn refusal(frame: &[u8]) -> Option<Refusal> {
    if frame.first() != Some(&0) || frame.len() > HANDSHAKE_FRAME_BYTES {
        return None;
    }
    match ControlToPad::decode(frame) {
        Ok(ControlToPad::Refused(refusal)) => Some(refusal),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [(Kind, usize); 7] = [
        (Kind::PadShare, 33),
        (Kind::HostShare, 33),
        (Kind::XxFirst, 48),
        (Kind::XxSecond, 96),
        (Kind::XxThird, 64),
        (Kind::IkFirst, 96),
        (Kind::IkSecond, 48),
    ];

    #[test]
    fn golden_kinds() {
        let kinds = KINDS.map(|(kind, _)| kind as u8);
        assert_eq!(kinds, [0x11, 0x12, 0x21, 0x22, 0x23, 0x31, 0x32]);
    }

    #[test]
    fn a_body_has_its_kind_and_its_length() {
        for (kind, bytes) in KINDS {
            let body: Vec<u8> = (0..).take(bytes).collect();
            let frame = kind.frame(&body);
            assert!(frame.len() <= HANDSHAKE_FRAME_BYTES);
            for (other, _) in KINDS {
                assert_eq!(other.body(&frame).is_some(), other == kind);
            }
            assert_eq!(kind.body(&frame), Some(&body[..]));
            assert_eq!(kind.body(&frame[..bytes]), None);
            assert_eq!(kind.body(&[&frame[..], &[0]].concat()), None);
            assert_eq!(kind.body(&[]), None);
        }
    }

    #[test]
    fn no_handshake_frame_is_a_refusal_and_no_refusal_a_handshake_frame() {
        let refused = ControlToPad::Refused(Refusal::LockedOut { seconds: 30 });
        let refused = refused.encode().unwrap();
        assert_eq!(refused, [0, 7, 30], "golden");
        let expected = Some(Refusal::LockedOut { seconds: 30 });
        assert_eq!(refusal(&refused), expected);
        for (kind, bytes) in KINDS {
            assert_eq!(kind.body(&refused), None);
            assert_eq!(refusal(&kind.frame(&vec![0; bytes])), None);
        }
        assert_eq!(refusal(&[]), None);
        assert_eq!(refusal(&[0, 200]), None, "of a later version");
        assert_eq!(refusal(&[0; HANDSHAKE_FRAME_BYTES + 1]), None);
    }
}
