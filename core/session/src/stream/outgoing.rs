//! One's own stream: what was sent and not acknowledged, what waits, and how much of it is whose. Must not know links.

use crate::Time;
use std::collections::{BTreeMap, VecDeque};

/// What one message costs the buffer besides its bytes, so that empty ones are bounded too.
const OVERHEAD: usize = 32;
/// What may be kept of the messages that one sender has passed on: two of the longest, and a little.
pub(crate) const SHARE: usize = 24 * 1024;

/// The buffer is full; the message was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Full;

/// Why a message that somebody has passed on is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfair {
    /// So much of the same sender's is kept already.
    TooMuch,
    /// All senders together leave so little room that this one may have none of it.
    Crowded,
}

#[derive(Debug)]
struct Kept {
    /// 0 until it is first sent.
    number: u32,
    bytes: Vec<u8>,
    /// When it happened, if it is a gameplay command.
    command: Option<Time>,
    /// Who has it passed on, if it is somebody's.
    sender: Option<u32>,
}

impl Kept {
    const fn cost(&self) -> usize {
        self.bytes.len() + OVERHEAD
    }
}

/// One's own stream of messages.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(super) id: u64,
    last: u32,
    /// Sent at least once to the peer's present memory, not acknowledged; by number.
    sent: VecDeque<Kept>,
    /// Never sent; without a number yet.
    backlog: VecDeque<Kept>,
    cost: usize,
    /// What of it is kept for each sender who has messages passed on.
    shares: BTreeMap<u32, usize>,
    bound: usize,
}

impl Outgoing {
    /// An empty stream; `id` is random and not 0. Keeps `bound` bytes, or one message.
    pub(crate) const fn new(id: u64, bound: usize) -> Self {
        Self {
            id,
            last: 0,
            sent: VecDeque::new(),
            backlog: VecDeque::new(),
            cost: 0,
            shares: BTreeMap::new(),
            bound,
        }
    }

    /// Number of the message that was sent last; 0: none.
    pub(crate) const fn last(&self) -> u32 {
        self.last
    }

    /// Bytes kept.
    pub(crate) const fn cost(&self) -> usize {
        self.cost
    }

    /// Messages kept.
    pub(crate) fn len(&self) -> usize {
        self.sent.len() + self.backlog.len()
    }

    /// Whether a program's message of so many bytes may be kept: a quarter of the room is left to what the sessions
    /// themselves have to say.
    pub(crate) const fn has_room(&self, bytes: usize) -> bool {
        self.cost == 0 || bytes + OVERHEAD <= self.room()
    }

    /// How many bytes of programs' messages may still be kept.
    pub(crate) const fn room(&self) -> usize {
        (self.bound / 4 * 3).saturating_sub(self.cost)
    }

    /// What is kept of this sender's messages.
    pub(crate) fn share(&self, sender: u32) -> usize {
        self.shares.get(&sender).copied().unwrap_or_default()
    }

    /// Whether a message that this sender has passed on may be kept.
    pub(crate) fn admits(&self, sender: u32, bytes: usize) -> Result<(), Unfair> {
        let share = self.share(sender) + bytes + OVERHEAD;
        if share > SHARE {
            Err(Unfair::TooMuch)
        } else if share > self.room() / 4 {
            Err(Unfair::Crowded)
        } else {
            Ok(())
        }
    }

    /// Takes a message and numbers it before those that wait to be sent; it must be sent now.
    pub(crate) fn send_first(&mut self, bytes: Vec<u8>) -> Result<u32, Full> {
        let number = self.last.checked_add(1).ok_or(Full)?;
        let kept = Kept {
            number,
            bytes,
            command: None,
            sender: None,
        };
        self.make_room(&kept)?;
        self.last = number;
        self.sent.push_back(kept);
        Ok(number)
    }

    fn make_room(&mut self, kept: &Kept) -> Result<(), Full> {
        if self.cost > 0 && self.cost + kept.cost() > self.bound {
            return Err(Full);
        }
        self.cost += kept.cost();
        if let Some(sender) = kept.sender {
            *self.shares.entry(sender).or_default() += kept.cost();
        }
        Ok(())
    }

    /// Takes a message for sending.
    pub(crate) fn queue(&mut self, bytes: Vec<u8>, command: Option<Time>) -> Result<(), Full> {
        self.keep(bytes, command, None)
    }

    /// Takes a message that this sender has passed on.
    pub(crate) fn queue_of(&mut self, sender: u32, bytes: Vec<u8>) -> Result<(), Full> {
        self.keep(bytes, None, Some(sender))
    }

    fn keep(
        &mut self,
        bytes: Vec<u8>,
        command: Option<Time>,
        sender: Option<u32>,
    ) -> Result<(), Full> {
        let kept = Kept {
            number: 0,
            bytes,
            command,
            sender,
        };
        self.make_room(&kept)?;
        self.backlog.push_back(kept);
        Ok(())
    }

    /// Numbers the next message that was never sent; it must be sent now. `None`: there is none, or this stream has
    /// used up all its numbers (a year at the highest rate).
    pub(crate) fn next(&mut self) -> Option<(u32, &[u8])> {
        let number = self.last.checked_add(1)?;
        let mut kept = self.backlog.pop_front()?;
        kept.number = number;
        self.last = number;
        self.sent.push_back(kept);
        self.sent.back().map(|kept| (number, kept.bytes.as_slice()))
    }

    /// What was sent and not acknowledged, in order.
    pub(crate) fn unacknowledged(&self) -> impl Iterator<Item = (u32, &[u8])> {
        self.sent.iter().map(|k| (k.number, k.bytes.as_slice()))
    }

    /// The peer has everything up to this number.
    pub(crate) fn acknowledge(&mut self, received: u32) {
        while let Some(kept) = self.sent.pop_front_if(|k| k.number <= received) {
            self.cost -= kept.cost();
            self.give_back(&kept);
        }
    }

    fn give_back(&mut self, kept: &Kept) {
        let Some(sender) = kept.sender else {
            return;
        };
        if let Some(share) = self.shares.get_mut(&sender) {
            *share = share.saturating_sub(kept.cost());
            if *share == 0 {
                self.shares.remove(&sender);
            }
        }
    }

    /// Gives up what was sent and not acknowledged: its reader is no more. Hands it back, in order.
    pub(crate) fn forget_sent(&mut self) -> Vec<Vec<u8>> {
        let unread = self.sent.drain(..).map(|kept| kept.bytes).collect();
        self.recount();
        unread
    }

    /// Gives up what was never sent, and `sent_too` what was and is not acknowledged. Hands it back, in order.
    pub(crate) fn give_up(&mut self, sent_too: bool) -> Vec<Vec<u8>> {
        let mut unread = self.forget_sent();
        if !sent_too {
            unread.clear();
        }
        unread.extend(self.backlog.drain(..).map(|kept| kept.bytes));
        self.recount();
        unread
    }

    /// Gives up everything.
    pub(crate) fn clear(&mut self) {
        self.sent.clear();
        self.backlog.clear();
        self.recount();
    }

    /// Gives up the gameplay commands that happened before `limit`, and tells how many.
    pub(crate) fn drop_commands(&mut self, limit: Time) -> u64 {
        let before = self.sent.len() + self.backlog.len();
        let is_fresh = |kept: &Kept| kept.command.is_none_or(|at| at >= limit);
        self.sent.retain(is_fresh);
        self.backlog.retain(is_fresh);
        self.recount();
        (before - self.sent.len() - self.backlog.len()) as u64
    }

    fn recount(&mut self) {
        self.cost = 0;
        self.shares.clear();
        for kept in self.sent.iter().chain(&self.backlog) {
            self.cost += kept.cost();
            if let Some(sender) = kept.sender {
                *self.shares.entry(sender).or_default() += kept.cost();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_protocol::limits::MESSAGE_BYTES;

    fn send(out: &mut Outgoing, text: &str) -> u32 {
        out.queue(text.into(), None).unwrap();
        out.next().unwrap().0
    }

    #[test]
    fn replays_what_was_not_acknowledged() {
        let mut out = Outgoing::new(7, 1_000);
        assert_eq!((send(&mut out, "a"), send(&mut out, "b")), (1, 2));
        out.queue(b"c".to_vec(), None).unwrap();
        out.acknowledge(1);
        let again: Vec<_> = out.unacknowledged().collect();
        assert_eq!(again, [(2, &b"b"[..])]);
        assert_eq!(out.next(), Some((3, &b"c"[..])));
        out.acknowledge(900);
        assert_eq!((out.cost(), out.last()), (0, 3));
    }

    #[test]
    fn a_stranger_gets_only_what_nobody_got() {
        let mut out = Outgoing::new(7, 1_000);
        send(&mut out, "a");
        out.queue(b"b".to_vec(), None).unwrap();
        assert_eq!(out.forget_sent(), [b"a"]);
        assert_eq!(out.unacknowledged().count(), 0);
        assert_eq!(out.next(), Some((2, &b"b"[..])));
        assert_eq!(out.cost(), 1 + OVERHEAD);
    }

    #[test]
    fn the_buffer_is_bounded_and_takes_one_message_of_any_size() {
        let mut out = Outgoing::new(7, 1_000);
        out.queue(vec![0; MESSAGE_BYTES], None).unwrap();
        assert_eq!(out.queue(vec![], None), Err(Full));
        out.clear();
        let taken = (0..1_000).filter(|_| out.queue(vec![], None).is_ok());
        assert_eq!(taken.count(), 1_000 / OVERHEAD);
    }

    #[test]
    fn a_sender_has_its_share_and_gets_it_back() {
        let mut out = Outgoing::new(7, 256 * 1024);
        let long = SHARE / 3 - OVERHEAD;
        for _ in 0..3 {
            assert_eq!(out.admits(1, long), Ok(()));
            out.queue_of(1, vec![0; long]).unwrap();
        }
        assert_eq!(out.admits(1, 0), Err(Unfair::TooMuch));
        assert_eq!(out.admits(2, long), Ok(()));
        out.next();
        out.acknowledge(1);
        assert_eq!((out.share(1), out.admits(1, long)), (SHARE / 3 * 2, Ok(())));
        out.next();
        out.forget_sent();
        assert_eq!(out.share(1), SHARE / 3);
        // the more there are, the less each may have
        for sender in 2..40 {
            while out.admits(sender, long) == Ok(()) {
                out.queue_of(sender, vec![0; long]).unwrap();
            }
        }
        assert_eq!(out.admits(40, long), Err(Unfair::Crowded));
        assert_eq!(out.admits(40, 20), Ok(()), "a little always fits");
        out.clear();
        assert!(out.shares.is_empty() && out.cost() == 0);
    }

    #[test]
    fn old_commands_go_and_the_rest_stays() {
        let mut out = Outgoing::new(7, 1_000);
        for second in 1..=3 {
            let at = Some(Time::from_secs(second));
            out.queue(vec![second as u8], at).unwrap();
        }
        out.queue(vec![9], None).unwrap();
        out.next();
        assert_eq!(out.drop_commands(Time::from_secs(3)), 2);
        let rest: Vec<_> = std::iter::from_fn(|| out.next().map(|(n, b)| (n, b[0]))).collect();
        assert_eq!(rest, [(2, 3), (3, 9)]);
    }

    #[test]
    fn numbers_end_without_a_panic() {
        let mut out = Outgoing::new(7, 1_000);
        out.last = u32::MAX - 1;
        assert_eq!(send(&mut out, "a"), u32::MAX);
        out.queue(vec![], None).unwrap();
        assert_eq!(out.next(), None);
    }
}
