//! Events that wait for one reader: bounded in number and bytes, the oldest go first and are counted. Must not know readers.

use crate::event::PadEvent;
use std::collections::VecDeque;

/// Events that wait, at most.
const MOST: usize = 1_024;
/// Bytes of messages among them, at most.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// See the module.
#[derive(Default)]
pub(super) struct Waiting {
    events: VecDeque<PadEvent>,
    bytes: usize,
    missed: u64,
}

impl Waiting {
    pub(super) fn push(&mut self, event: PadEvent) {
        self.bytes += event.weight();
        self.events.push_back(event);
        while self.events.len() > MOST || self.bytes > MOST_BYTES {
            let Some(gone) = self.events.pop_front() else {
                return;
            };
            self.bytes -= gone.weight();
            self.missed += 1;
        }
    }

    /// The oldest; before it, how many are gone.
    pub(super) fn pop(&mut self) -> Option<PadEvent> {
        let events = std::mem::take(&mut self.missed);
        if events > 0 {
            return Some(PadEvent::Missed { events });
        }
        let event = self.events.pop_front()?;
        self.bytes -= event.weight();
        Some(event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(waiting: &mut Waiting) -> Vec<PadEvent> {
        std::iter::from_fn(|| waiting.pop()).collect()
    }

    #[test]
    fn who_does_not_read_loses_the_oldest_and_is_told_how_many() {
        let mut waiting = Waiting::default();
        for attempt in 0..2_000 {
            waiting.push(PadEvent::Connecting { attempt });
        }
        let events = all(&mut waiting);
        assert_eq!(events[0], PadEvent::Missed { events: 976 });
        assert_eq!(events[1], PadEvent::Connecting { attempt: 976 });
        assert_eq!(events.len(), 1 + MOST);
    }

    #[test]
    fn long_messages_count_by_their_bytes() {
        let mut waiting = Waiting::default();
        for channel in 0..100 {
            waiting.push(PadEvent::MessageReceived {
                from: None,
                channel,
                reliable: true,
                bytes: vec![0; 60_000],
            });
        }
        assert!(waiting.bytes <= MOST_BYTES);
        assert_eq!(all(&mut waiting)[0], PadEvent::Missed { events: 31 });
        assert_eq!(waiting.bytes, 0);
    }
}
