//! The peer's stream: which messages came, and the one that is under way. Must not know links.

use couchpad_protocol::frame::{Part, Resume};
use couchpad_protocol::limits::MESSAGE_BYTES;
use std::borrow::Cow;

/// Why a part was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartFault {
    /// Of a message that arrived before.
    Duplicate,
    /// It does not go on where the last one ended, or the message is too long.
    Misfit,
}

#[derive(Debug)]
struct Assembly {
    message: u32,
    count: u8,
    next: u8,
    bytes: Vec<u8>,
}

/// The peer's stream of messages as far as it arrived.
#[derive(Debug, Default)]
pub(crate) struct Incoming {
    pub(super) peer: u64,
    pub(super) received: u32,
    assembly: Option<Assembly>,
}

impl Incoming {
    /// Number of the last message received; 0: none yet.
    pub(crate) const fn received(&self) -> u32 {
        self.received
    }

    /// Another link: half a message is not continued there, it comes again whole.
    pub(crate) fn forget_parts(&mut self) {
        self.assembly = None;
    }

    /// Takes the peer's resume. Whether this is the memory met before; if not, its messages count anew.
    pub(crate) fn meet(&mut self, resume: &Resume) -> bool {
        let same = self.peer == resume.own;
        if !same {
            *self = Self {
                peer: resume.own,
                ..Self::default()
            };
        }
        same
    }

    /// Takes a part; gives the message if it is complete now.
    pub(crate) fn part<'a>(&mut self, part: &Part<'a>) -> Result<Option<Cow<'a, [u8]>>, PartFault> {
        if part.message <= self.received {
            return Err(PartFault::Duplicate);
        }
        if part.count == 1 {
            self.assembly = None;
            self.received = part.message;
            return Ok(Some(Cow::Borrowed(part.bytes)));
        }
        let under_way = self.assembly.as_ref();
        if under_way.is_some_and(|a| a.message == part.message && part.index < a.next) {
            return Err(PartFault::Duplicate);
        }
        if part.index == 0 {
            self.assembly = Some(Assembly {
                message: part.message,
                count: part.count,
                next: 0,
                bytes: Vec::new(),
            });
        }
        self.append(part)
    }

    fn append<'a>(&mut self, part: &Part<'a>) -> Result<Option<Cow<'a, [u8]>>, PartFault> {
        let mut assembly = self.assembly.take().ok_or(PartFault::Misfit)?;
        let fits = (part.message, part.count, part.index)
            == (assembly.message, assembly.count, assembly.next);
        if !fits || assembly.bytes.len() + part.bytes.len() > MESSAGE_BYTES {
            return Err(PartFault::Misfit);
        }
        assembly.bytes.extend_from_slice(part.bytes);
        assembly.next += 1;
        if assembly.next == assembly.count {
            self.received = assembly.message;
            return Ok(Some(Cow::Owned(assembly.bytes)));
        }
        self.assembly = Some(assembly);
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_protocol::frame::parts;
    use proptest::prelude::*;

    #[test]
    fn doubles_are_dropped_and_gaps_are_fine() {
        let mut incoming = Incoming::default();
        let part = |message| Part {
            message,
            index: 0,
            count: 1,
            bytes: b"x",
        };
        assert!(incoming.part(&part(3)).is_ok());
        assert_eq!(incoming.part(&part(3)), Err(PartFault::Duplicate));
        assert_eq!(incoming.part(&part(2)), Err(PartFault::Duplicate));
        assert!(incoming.part(&part(5)).is_ok());
        assert_eq!(incoming.received(), 5);
    }

    #[test]
    fn a_part_that_does_not_fit_ends_the_message() {
        let bytes = vec![1; 3_000];
        let all: Vec<_> = parts(1, &bytes).collect();
        let mut incoming = Incoming::default();
        assert_eq!(incoming.part(&all[1]), Err(PartFault::Misfit));
        assert_eq!(incoming.part(&all[0]), Ok(None));
        assert_eq!(incoming.part(&all[2]), Err(PartFault::Misfit));
        assert_eq!(incoming.part(&all[1]), Err(PartFault::Misfit));
        assert_eq!(incoming.received(), 0);
        assert_eq!(incoming.part(&all[0]), Ok(None));
        assert_eq!(incoming.part(&all[1]), Ok(None));
        assert_eq!(incoming.part(&all[0]), Err(PartFault::Duplicate));
        let whole = incoming.part(&all[2]).unwrap();
        assert_eq!(whole.as_deref(), Some(bytes.as_slice()));
    }

    #[test]
    fn another_memory_counts_anew() {
        let mut incoming = Incoming::default();
        let resume = |own| Resume {
            own,
            peer: 0,
            received: 0,
        };
        assert!(!incoming.meet(&resume(4)));
        incoming.received = 9;
        assert!(incoming.meet(&resume(4)) && incoming.received == 9);
        assert!(!incoming.meet(&resume(5)) && incoming.received == 0);
    }

    proptest! {
        #[test]
        fn any_parts_are_harmless(
            parts in prop::collection::vec((0_u32..4, 0_u8..4, 1_u8..4, 0_usize..40), 0..200)
        ) {
            let bytes = [5; 40];
            let mut incoming = Incoming::default();
            let mut last = 0;
            for (message, index, count, len) in parts {
                let part = Part { message, index, count, bytes: &bytes[..len] };
                if let Ok(Some(_)) = incoming.part(&part) {
                    prop_assert!(message > last);
                    last = message;
                }
                let held = incoming.assembly.as_ref().map_or(0, |a| a.bytes.len());
                prop_assert!(held <= MESSAGE_BYTES && incoming.received() == last);
            }
        }
    }
}
