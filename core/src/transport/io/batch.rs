//! The queue of what known addresses sent. A burst is handed over at once, and two buffers take turns: a lock for each
//! datagram, and a ring that is longer than what waits in it, would cost a crowd more. Must not know sockets.

use super::Datagram;
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;

/// The thread's end.
pub(super) struct Filler {
    waiting: Arc<Mutex<VecDeque<Datagram>>>,
    most: usize,
}

/// The host's end.
pub(super) struct Taker {
    waiting: Arc<Mutex<VecDeque<Datagram>>>,
    taken: VecDeque<Datagram>,
}

/// A queue in which so many datagrams wait at most.
pub(super) fn queue(most: usize) -> (Filler, Taker) {
    let waiting = Arc::new(Mutex::new(VecDeque::new()));
    let filler = Filler {
        waiting: Arc::clone(&waiting),
        most,
    };
    let taken = VecDeque::new();
    (filler, Taker { waiting, taken })
}

impl Filler {
    /// Hands over all of a burst, which is empty afterwards, or as much of it as there is room for. How many there was none for.
    pub(super) fn append(&self, burst: &mut VecDeque<Datagram>) -> usize {
        if burst.is_empty() {
            return 0;
        }
        let mut waiting = self.waiting.lock();
        let room = self.most.saturating_sub(waiting.len());
        let lost = burst.len().saturating_sub(room);
        burst.truncate(room);
        waiting.append(burst);
        lost
    }
}

impl Taker {
    /// The oldest.
    pub(super) fn next(&mut self) -> Option<Datagram> {
        if self.taken.is_empty() {
            std::mem::swap(&mut *self.waiting.lock(), &mut self.taken);
        }
        self.taken.pop_front()
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.waiting.lock().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Bytes;
    use super::*;
    use std::net::Ipv4Addr;
    use std::time::Instant;

    fn burst(numbers: std::ops::Range<u8>) -> VecDeque<Datagram> {
        let datagram = |number: u8| Datagram {
            from: (Ipv4Addr::LOCALHOST, 9).into(),
            at: Instant::now(),
            bytes: Bytes::from_slice(&[number]),
        };
        numbers.map(datagram).collect()
    }

    fn take(taker: &mut Taker) -> Option<u8> {
        taker.next().map(|datagram| datagram.bytes[0])
    }

    #[test]
    fn what_comes_first_leaves_first_and_what_has_no_room_is_counted() {
        let (filler, mut taker) = queue(4);
        assert_eq!(filler.append(&mut burst(0..3)), 0);
        assert_eq!(take(&mut taker), Some(0));
        let mut more = burst(3..9);
        assert_eq!((filler.append(&mut more), more.len()), (2, 0));
        assert_eq!(filler.append(&mut burst(9..10)), 1);
        let rest: Vec<u8> = std::iter::from_fn(|| take(&mut taker)).collect();
        assert_eq!(rest, [1, 2, 3, 4, 5, 6]);
        assert!(taker.is_empty());
        assert_eq!(filler.append(&mut burst(0..1)), 0);
        assert!(!taker.is_empty());
    }
}
