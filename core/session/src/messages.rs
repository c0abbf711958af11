//! Programs' messages, as both sessions hand them out, and what is told of those that were not taken.
//! Must not know how they travel.

use crate::Time;
use couchpad_protocol::limits::{APP_BYTES, LOSSY_BYTES};
use couchpad_protocol::{AppHead, Lane, Peer};
use std::collections::BTreeMap;

/// Most streams of messages of which the newest is remembered.
const STREAMS: usize = 4_096;
/// Messages that may get lost, from one end between two ticks; those on top are lost.
pub const LOSSY_PER_TICK: u8 = 24;

/// A program's message that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who sent it. [`Peer::Everyone`] never is.
    pub from: Peer,
    /// On which channel.
    pub channel: u8,
    /// Counts what came from the other end of the link, on all channels, lost ones included; from 1. Only grows as long
    /// as the other end keeps its memory.
    pub sequence: u32,
    /// When it was made, on the reader's own clock, as exactly as the two clocks know each other (half a round trip at the
    /// worst, and never before the other end was first heard on this link).
    pub made: Time,
    /// `Ordered`: it comes once and in its place. `Latest`: it may have got lost; it never comes twice, nor behind a newer
    /// one of its sender on its channel.
    pub lane: Lane,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Why a message was not taken for sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unsent {
    /// There is no such pad.
    #[error("there is no such member (any more)")]
    NoSuchPad,
    /// It is too long.
    #[error("a message of {len} bytes is over the limit of {max}: cut it into several")]
    TooLong {
        /// Its bytes.
        len: usize,
        /// The bytes that it may have.
        max: usize,
    },
    /// So much waits that nothing more is taken.
    #[error("too many messages wait to be delivered: send fewer, or wait until the link is back")]
    Full,
}

/// Whether a message of this length may travel so.
///
/// # Errors
/// [`Unsent::TooLong`], with the limit.
pub const fn fits(lane: Lane, len: usize) -> Result<(), Unsent> {
    let max = match lane {
        Lane::Ordered => APP_BYTES,
        Lane::Latest => LOSSY_BYTES,
    };
    if len > max {
        Err(Unsent::TooLong { len, max })
    } else {
        Ok(())
    }
}

/// The newest of the messages that may get lost, by sender and channel.
#[derive(Debug, Default)]
pub(crate) struct Newest(BTreeMap<(Peer, u8), u32>);

impl Newest {
    /// Whether it is newer than all that were taken before; numbers go round.
    pub(crate) fn take(&mut self, head: &AppHead) -> bool {
        let stream = (head.peer, head.channel);
        if !self.0.contains_key(&stream) && self.0.len() >= STREAMS {
            let oldest = self.0.iter().min_by_key(|(_, sequence)| **sequence);
            if let Some(oldest) = oldest.map(|(stream, _)| *stream) {
                self.0.remove(&oldest);
            }
        }
        let first = head.sequence.wrapping_sub(1);
        let newest = self.0.entry(stream).or_insert(first);
        let is_newer = head.sequence.wrapping_sub(*newest) as i32 > 0;
        if is_newer {
            *newest = head.sequence;
        }
        is_newer
    }
}

/// How many messages that may get lost may still go to a pad before the next tick. Of those that pads send each other one
/// sender takes no more than half of what is left, so that others find some.
#[derive(Debug)]
pub(crate) struct Turn {
    left: u8,
    taken: BTreeMap<Peer, u8>,
}

impl Default for Turn {
    fn default() -> Self {
        Self {
            left: LOSSY_PER_TICK,
            taken: BTreeMap::new(),
        }
    }
}

impl Turn {
    /// The next turn.
    pub(crate) fn renew(&mut self) {
        self.left = LOSSY_PER_TICK;
        self.taken.clear();
    }

    /// Whether one more from this sender may go.
    pub(crate) fn take(&mut self, from: Peer) -> bool {
        let taken = self.taken.get(&from).copied().unwrap_or_default();
        let is_fair = from == Peer::Host || taken < 1.max(self.left / 2);
        let goes = self.left > 0 && is_fair;
        if goes {
            self.left -= 1;
            self.taken.insert(from, taken.saturating_add(1));
        }
        goes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_protocol::PadId;

    fn head(peer: u32, channel: u8, sequence: u32) -> AppHead {
        AppHead {
            peer: peer.into(),
            channel,
            sequence,
            time: 0,
        }
    }

    #[test]
    fn the_double_and_the_overtaken_are_not_taken() {
        let mut newest = Newest::default();
        let taken = [5, 5, 4, 6, 1, 9].map(|sequence| newest.take(&head(0, 1, sequence)));
        assert_eq!(taken, [true, false, false, true, false, true]);
        assert!(newest.take(&head(0, 2, 1)) && newest.take(&head(3, 1, 1)));
    }

    #[test]
    fn numbers_go_round() {
        let mut newest = Newest::default();
        let numbers = [u32::MAX - 1, u32::MAX, 0, 3, u32::MAX, 2, 4];
        let taken = numbers.map(|sequence| newest.take(&head(0, 1, sequence)));
        assert_eq!(taken, [true, true, true, true, false, false, true]);
    }

    #[test]
    fn many_streams_cost_no_more_than_so_many() {
        let mut newest = Newest::default();
        for sequence in 1..=3 * STREAMS as u32 {
            assert!(newest.take(&head(sequence, 0, sequence)));
        }
        assert_eq!(newest.0.len(), STREAMS);
        let last = 3 * STREAMS as u32;
        assert!(!newest.take(&head(last, 0, last)));
    }

    #[test]
    fn a_turn_is_shared() {
        let pad = |number| Peer::Pad(PadId(number));
        let mut turn = Turn::default();
        let taken = |turn: &mut Turn, from| (0..99).filter(|_| turn.take(from)).count();
        assert_eq!(taken(&mut turn, pad(1)), 8);
        assert_eq!(taken(&mut turn, pad(2)), 5, "half of what is left");
        assert!(turn.take(pad(3)), "whoever says little is heard");
        let rest = usize::from(LOSSY_PER_TICK) - 14;
        assert_eq!(taken(&mut turn, Peer::Host), rest);
        assert!(!turn.take(pad(4)));
        turn.renew();
        assert!(turn.take(pad(1)));
    }

    #[test]
    fn a_length_is_refused_with_the_limit() {
        assert_eq!(fits(Lane::Latest, LOSSY_BYTES), Ok(()));
        let (len, max) = (LOSSY_BYTES + 1, LOSSY_BYTES);
        assert_eq!(fits(Lane::Latest, len), Err(Unsent::TooLong { len, max }));
        assert_eq!(fits(Lane::Ordered, len), Ok(()));
        assert!(fits(Lane::Ordered, APP_BYTES + 1).is_err());
    }
}
