//! Frames that wait to be written to a TCP connection: `Ordered` ones in order, of the `Latest` ones the newest of each kind
//! (of programs' messages: of each peer and channel).
//! TCP loses nothing, so what is old by the time that it could be written is replaced here instead. Must not know sockets.

use crate::protocol::Lane;
use crate::protocol::control::LinkFrame;
use crate::protocol::frame::supersedes;
use crate::transport::lanes::Clogged;
use std::collections::VecDeque;

/// Bytes of `Ordered` frames that wait, at most. A session sends no more than this before it hears back.
const WAITING_BYTES: usize = 1024 * 1024;
/// `Latest` frames that wait, at most: two in each direction are the session's own, the others programs'. Of more, the
/// oldest goes.
const STREAMS: usize = 64;
/// `Ordered` frames of so few bytes are written before `Latest` ones.
const SHORT_BYTES: usize = 8 * 1024;
/// What a frame costs besides its bytes, so that empty ones are bounded too.
const OVERHEAD: usize = 32;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct TcpLanes {
    ordered: VecDeque<Vec<u8>>,
    ordered_bytes: usize,
    /// One of each stream.
    latest: VecDeque<Vec<u8>>,
}

impl TcpLanes {
    /// Takes a frame; a `Latest` one in place of the one that it supersedes.
    ///
    /// # Errors
    /// [`Clogged`]: more `Ordered` bytes wait than any reader may leave unread. The frame is lost, so the link is, too.
    pub(crate) fn push(&mut self, lane: Lane, bytes: Vec<u8>) -> Result<(), Clogged> {
        match lane {
            Lane::Latest => {
                let is_older = |old: &&mut Vec<u8>| supersedes(&bytes, old);
                if let Some(old) = self.latest.iter_mut().find(is_older) {
                    *old = bytes;
                } else {
                    if self.latest.len() >= STREAMS {
                        self.latest.pop_front();
                    }
                    self.latest.push_back(bytes);
                }
                Ok(())
            }
            Lane::Ordered => {
                let all = self.ordered_bytes + bytes.len() + OVERHEAD;
                if all > WAITING_BYTES {
                    return Err(Clogged);
                }
                self.ordered_bytes = all;
                self.ordered.push_back(bytes);
                Ok(())
            }
        }
    }

    /// The next frame to write. `Ordered` ones first, as a link begins with one; unless they are many, for then `Latest` ones
    /// would be old when their turn comes.
    pub(crate) fn pop(&mut self) -> Option<LinkFrame> {
        if self.ordered_bytes <= SHORT_BYTES
            && let Some(frame) = self.pop_ordered()
        {
            return Some(frame);
        }
        let latest = self.latest.pop_front();
        let lane = Lane::Latest;
        let frame = latest.map(|bytes| LinkFrame { lane, bytes });
        frame.or_else(|| self.pop_ordered())
    }

    fn pop_ordered(&mut self) -> Option<LinkFrame> {
        let bytes = self.ordered.pop_front()?;
        self.ordered_bytes -= bytes.len() + OVERHEAD;
        let lane = Lane::Ordered;
        Some(LinkFrame { lane, bytes })
    }

    /// Whether nothing waits.
    pub(crate) fn is_empty(&self) -> bool {
        self.ordered.is_empty() && self.latest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drain(lanes: &mut TcpLanes) -> Vec<(Lane, Vec<u8>)> {
        std::iter::from_fn(|| lanes.pop().map(|f| (f.lane, f.bytes))).collect()
    }

    #[test]
    fn the_newest_of_each_kind_and_all_in_order() {
        let mut lanes = TcpLanes::default();
        for byte in 0..100 {
            lanes.push(Lane::Latest, vec![1, byte]).unwrap();
            lanes.push(Lane::Ordered, vec![byte]).unwrap();
            lanes.push(Lane::Latest, vec![2, byte]).unwrap();
        }
        let got = drain(&mut lanes);
        let ordered: Vec<_> = (0..100).map(|byte| (Lane::Ordered, vec![byte])).collect();
        assert_eq!(got[..100], ordered);
        let latest = [(Lane::Latest, vec![1, 99]), (Lane::Latest, vec![2, 99])];
        assert_eq!(got[100..], latest);
        assert!(lanes.is_empty());
        // what was popped makes room again
        assert_eq!(lanes.ordered_bytes, 0);
    }

    #[test]
    fn a_long_replay_does_not_make_a_state_old() {
        let mut lanes = TcpLanes::default();
        for _ in 0..100 {
            lanes.push(Lane::Ordered, vec![0; 1_100]).unwrap();
        }
        lanes.push(Lane::Latest, vec![1]).unwrap();
        assert_eq!(lanes.pop().map(|frame| frame.lane), Some(Lane::Latest));
    }

    #[test]
    fn memory_is_bounded_whatever_is_pushed() {
        let mut lanes = TcpLanes::default();
        for kind in 0..=255 {
            lanes.push(Lane::Latest, vec![kind; 200]).unwrap();
        }
        assert!(lanes.latest.len() <= STREAMS);
        let clogged = (0..WAITING_BYTES).find(|_| lanes.push(Lane::Ordered, Vec::new()).is_err());
        let most = WAITING_BYTES / OVERHEAD;
        assert!(
            clogged.is_some_and(|count| count <= most + 1),
            "{clogged:?}"
        );
    }
}
