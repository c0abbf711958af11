//! Frames of the `Ordered` lane: what is said first on a link, and messages in parts. Must not know what the messages mean.

use super::bytes::{Reader, Writer};
use crate::limits::{MESSAGE_BYTES, PART_BYTES};

const RESUME: u8 = 0x20;
const PART: u8 = 0x21;

/// Bytes of a part frame before its piece of the message.
pub const PART_HEADER_BYTES: usize = 1 + 4 + 1 + 1;
/// Most parts of one message.
pub const PARTS: usize = MESSAGE_BYTES.div_ceil(PART_BYTES);

/// A frame on the `Ordered` lane of one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderedFrame<'a> {
    /// The first frame in each direction on every new link.
    Resume(Resume),
    /// A piece of a message.
    Part(Part<'a>),
}

/// What each side says first on a new link, so that the other knows where to go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resume {
    /// Names the sender's stream of messages: random and not 0, new when the sender lost its memory.
    pub own: u64,
    /// The peer's stream that the sender remembers; 0: none.
    pub peer: u64,
    /// Number of the last message of `peer` that was received in order; 0: none yet.
    pub received: u32,
}

/// A piece of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Number of the message in the sender's stream, from 1.
    pub message: u32,
    /// Which piece this is, from 0.
    pub index: u8,
    /// How many pieces there are, at least 1 and more than `index`.
    pub count: u8,
    /// The piece, at most [`PART_BYTES`]; every piece but the last is exactly that long.
    pub bytes: &'a [u8],
}

impl<'a> OrderedFrame<'a> {
    /// The frame's bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Resume(r) => Writer::new(RESUME)
                .u64(r.own)
                .u64(r.peer)
                .u32(r.received)
                .done(),
            Self::Part(p) => Writer::new(PART)
                .u32(p.message)
                .u8(p.index)
                .u8(p.count)
                .bytes(p.bytes)
                .done(),
        }
    }

    /// Reads a frame; `None` for anything else, at any length.
    #[must_use]
    pub fn decode(bytes: &'a [u8]) -> Option<Self> {
        let (kind, body) = bytes.split_first()?;
        let mut r = Reader(body);
        match *kind {
            RESUME => {
                let resume = Resume {
                    own: r.u64()?,
                    peer: r.u64()?,
                    received: r.u32()?,
                };
                (r.is_empty() && resume.own != 0).then_some(Self::Resume(resume))
            }
            PART => {
                let part = Part {
                    message: r.u32()?,
                    index: r.u8()?,
                    count: r.u8()?,
                    bytes: r.0,
                };
                let last = part.index.checked_add(1)? == part.count;
                let fits = if last {
                    part.bytes.len() <= PART_BYTES
                } else {
                    part.bytes.len() == PART_BYTES
                };
                (part.message > 0
                    && part.index < part.count
                    && usize::from(part.count) <= PARTS
                    && fits)
                    .then_some(Self::Part(part))
            }
            _ => None,
        }
    }
}

/// Cuts a message into the parts that carry it. An empty message is one empty part.
///
/// `bytes` is at most [`MESSAGE_BYTES`] long, as every encoder of messages sees to.
pub fn parts(message: u32, bytes: &[u8]) -> impl Iterator<Item = Part<'_>> {
    let count = bytes.len().div_ceil(PART_BYTES).clamp(1, PARTS) as u8;
    (0..count).map(move |index| {
        let from = usize::from(index) * PART_BYTES;
        let to = (from + PART_BYTES).min(bytes.len());
        Part {
            message,
            index,
            count,
            bytes: bytes.get(from..to).unwrap_or_default(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// These bytes are version 1 of the protocol. They never change.
    #[test]
    fn golden_bytes_of_version_1() {
        let resume = OrderedFrame::Resume(Resume {
            own: 1,
            peer: 2,
            received: 3,
        });
        let part = OrderedFrame::Part(Part {
            message: 1,
            index: 0,
            count: 1,
            bytes: b"ab",
        });
        for (frame, expected) in [
            (resume, "20 0100000000000000 0200000000000000 03000000"),
            (part, "21 01000000 00 01 6162"),
        ] {
            assert_eq!(hex(&frame.encode()), expected.replace(' ', ""));
            assert_eq!(OrderedFrame::decode(&frame.encode()), Some(frame));
        }
    }

    #[test]
    fn lying_parts_are_refused() {
        let part = |message, index, count, bytes| {
            OrderedFrame::Part(Part {
                message,
                index,
                count,
                bytes,
            })
            .encode()
        };
        let full = [0; PART_BYTES];
        for bytes in [
            part(0, 0, 1, b"a"),
            part(1, 1, 1, b"a"),
            part(1, 0, 0, b"a"),
            part(1, 0, 2, b"short but not last"),
            part(1, 0, PARTS as u8 + 1, &full),
            part(1, 255, 255, b"a"),
            part(1, 0, 1, &[0; PART_BYTES + 1]),
        ] {
            assert_eq!(OrderedFrame::decode(&bytes), None);
        }
    }

    proptest! {
        #[test]
        fn parts_make_the_whole(bytes in prop::collection::vec(any::<u8>(), 0..MESSAGE_BYTES)) {
            let mut whole = Vec::new();
            for part in parts(5, &bytes) {
                let encoded = OrderedFrame::Part(part).encode();
                prop_assert!(encoded.len() <= PART_BYTES + PART_HEADER_BYTES);
                prop_assert_eq!(OrderedFrame::decode(&encoded), Some(OrderedFrame::Part(part)));
                whole.extend_from_slice(part.bytes);
            }
            prop_assert_eq!(whole, bytes);
        }
    }
}
