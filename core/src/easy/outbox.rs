//! Messages between two polls: they are kept until the next one, so that they leave together. Must not know where to.

use super::{Channel, SendError};
use crate::protocol::Peer;
use crate::session::{Time, Unsent, fits};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::ops::Add;

/// Bytes that wait for a poll, at most, counted as [`cost`] does.
const BYTES: usize = 1024 * 1024;

/// A message that waits.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) to: Peer,
    pub(crate) channel: Channel,
    /// On the clock of the handle below.
    pub(crate) made: Time,
    pub(crate) bytes: Vec<u8>,
}

/// What a message of so many bytes counts.
pub(super) const fn cost(len: usize) -> usize {
    len + 64
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    kept: Mutex<Kept>,
    /// Held from the taking to the handing over: of two threads that flush, neither overtakes the other.
    leaving: Mutex<()>,
}

#[derive(Debug, Default)]
struct Kept {
    held: Vec<Held>,
    bytes: usize,
    /// What of it is reliable, in all and for whom: a host may send to each of a thousand pads in each frame.
    reliable: Load,
    of: HashMap<Peer, Load>,
}

/// Reliable messages that wait, and what they cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Load {
    pub(crate) messages: usize,
    pub(crate) bytes: usize,
}

impl Load {
    /// Counts these, too.
    pub(crate) fn count(&mut self, held: &[Held]) {
        for held in held {
            self.add_one(held);
        }
    }

    fn add_one(&mut self, held: &Held) {
        if !held.channel.is_lossy() {
            self.messages += 1;
            self.bytes += cost(held.bytes.len());
        }
    }
}

impl Add for Load {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            messages: self.messages + other.messages,
            bytes: self.bytes + other.bytes,
        }
    }
}

impl Outbox {
    /// Keeps a message, if it fits and `admits` has no objection; that is told what waits here for `whose`.
    pub(super) fn hold(
        &self,
        held: Held,
        whose: Peer,
        admits: impl FnOnce(Load) -> Result<(), SendError>,
    ) -> Result<(), SendError> {
        fits(held.channel.lane(), held.bytes.len())?;
        let kept = &mut *self.kept.lock();
        let price = cost(held.bytes.len());
        if kept.bytes + price > BYTES {
            return Err(Unsent::Full.into());
        }
        admits(kept.load_of(whose))?;
        kept.bytes += price;
        kept.reliable.add_one(&held);
        kept.of.entry(held.to).or_default().add_one(&held);
        kept.held.push(held);
        Ok(())
    }

    /// Hands over everything that waits, in order, also where several threads do so at once. `go` may not come back here.
    pub(super) fn hand_over<T>(&self, go: impl FnOnce(Vec<Held>) -> T) -> T {
        let _leaving = self.leaving.lock();
        let held = std::mem::take(&mut *self.kept.lock()).held;
        go(held)
    }
}

impl Kept {
    /// What waits for a peer, or in all.
    fn load_of(&self, to: Peer) -> Load {
        let of = |peer| self.of.get(&peer).copied().unwrap_or_default();
        match to {
            Peer::Everyone => self.reliable,
            Peer::Host | Peer::Pad(_) => of(to) + of(Peer::Everyone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::PadId;

    fn held(to: Peer, len: usize) -> Held {
        Held {
            to,
            channel: Channel::new(1),
            made: Time::ZERO,
            bytes: vec![0; len],
        }
    }

    #[test]
    fn what_waits_for_a_peer_is_known_and_bounded() {
        let outbox = Outbox::default();
        let one = Peer::Pad(PadId(1));
        outbox
            .hold(held(one, 36), one, |load| {
                assert_eq!(load, Load::default());
                Ok(())
            })
            .unwrap();
        outbox
            .hold(held(Peer::Everyone, 136), one, |_| Ok(()))
            .unwrap();
        outbox
            .hold(held(one, 0), one, |load| {
                assert_eq!((load.messages, load.bytes), (2, 300));
                Err(Unsent::Full.into())
            })
            .unwrap_err();
        outbox
            .hold(held(Peer::Pad(PadId(2)), 0), Peer::Pad(PadId(2)), |load| {
                assert_eq!(load.messages, 1);
                Ok(())
            })
            .unwrap();
        let full = (0..100).find_map(|_| outbox.hold(held(one, 60_000), one, |_| Ok(())).err());
        assert_eq!(full, Some(SendError::Unsent(Unsent::Full)));
        assert!(outbox.hand_over(|held| held.len()) > 3);
        assert!(outbox.hand_over(|held| held.is_empty()));
        let nothing = |load| {
            assert_eq!(load, Load::default());
            Ok(())
        };
        outbox.hold(held(one, 36), one, nothing).unwrap();
        outbox
            .hold(held(one, 0), Peer::Everyone, |load| {
                assert_eq!((load.messages, load.bytes), (1, 100));
                Ok(())
            })
            .unwrap();
    }
}
