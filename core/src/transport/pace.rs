//! When one link is due: at once for frames and for the acknowledgement of reliable ones, soon for repeats, seldom for
//! the rest. renet acknowledges even acknowledgements whenever it is asked for packets, and netcode keeps alive at every
//! chance, so both are asked no more often than this. Must not know what is sent.

use crate::transport::RESEND;
use std::time::Duration;

/// Acknowledgements of what needs none, in play.
const LIVE_ACKS: Duration = Duration::from_millis(100);
/// The same where nobody plays.
const CALM_ACKS: Duration = Duration::from_secs(5);
/// netcode's keep-alive in play, and until the peer has been heard.
const LIVE_BEAT: Duration = Duration::from_millis(250);
/// The same where nobody plays.
const CALM_BEAT: Duration = Duration::from_secs(5);
/// First byte of renet's packets of reliable messages.
const RELIABLE: u8 = 0;

/// The clock of one link.
#[derive(Debug)]
pub(crate) struct Pace {
    flushed: Duration,
    beaten: Duration,
    hurry: bool,
    heard: bool,
}

impl Pace {
    pub(crate) const fn new(now: Duration) -> Self {
        Self {
            flushed: now,
            beaten: now,
            hurry: false,
            heard: false,
        }
    }

    /// A payload arrived: reliable ones are acknowledged with the next flush.
    pub(crate) fn heard(&mut self, payload: &[u8]) {
        self.heard = true;
        self.hurry |= payload.first() == Some(&RELIABLE);
    }

    /// There are frames to send.
    pub(crate) const fn hurry(&mut self) {
        self.hurry = true;
    }

    /// Whether renet is to be asked for packets. Counts as done when it says so. `waiting`: reliable frames are not
    /// acknowledged yet.
    pub(crate) fn flush_due(&mut self, now: Duration, live: bool, waiting: bool) -> bool {
        let due = now >= self.next_flush(live, waiting);
        if due {
            self.flushed = now;
            self.hurry = false;
        }
        due
    }

    /// Whether netcode is to be asked for a keep-alive. Counts as done when it says so.
    pub(crate) fn beat_due(&mut self, now: Duration, live: bool) -> bool {
        let due = now >= self.next_beat(live);
        if due {
            self.beaten = now;
        }
        due
    }

    /// When the one or the other is due next.
    pub(crate) fn next(&self, live: bool, waiting: bool) -> Duration {
        self.next_flush(live, waiting).min(self.next_beat(live))
    }

    fn next_flush(&self, live: bool, waiting: bool) -> Duration {
        match (self.hurry, waiting) {
            (true, _) => Duration::ZERO,
            (false, true) => self.flushed + RESEND,
            (false, false) if live => self.flushed + LIVE_ACKS,
            (false, false) => self.flushed + CALM_ACKS,
        }
    }

    fn next_beat(&self, live: bool) -> Duration {
        self.beaten
            + if live || !self.heard {
                LIVE_BEAT
            } else {
                CALM_BEAT
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn frames_go_at_once_and_acknowledgements_seldom() {
        let mut pace = Pace::new(Duration::ZERO);
        pace.heard(&[1]);
        assert!(!pace.flush_due(ms(1), true, false));
        pace.hurry();
        assert!(pace.flush_due(ms(1), true, false) && !pace.flush_due(ms(2), true, false));
        assert!(!pace.flush_due(ms(100), true, false) && pace.flush_due(ms(101), true, false));
        assert!(
            !pace.flush_due(ms(5_000), false, false) && pace.flush_due(ms(5_101), false, false)
        );
    }

    #[test]
    fn reliable_ones_are_acknowledged_at_once_and_repeated_soon() {
        let mut pace = Pace::new(Duration::ZERO);
        pace.heard(&[RELIABLE]);
        assert!(pace.flush_due(ms(1), false, false));
        assert!(!pace.flush_due(ms(25), false, true) && pace.flush_due(ms(26), false, true));
    }

    #[test]
    fn a_link_beats_fast_until_it_is_heard() {
        let mut pace = Pace::new(Duration::ZERO);
        assert!(pace.beat_due(ms(250), false));
        pace.heard(&[1]);
        assert!(!pace.beat_due(ms(5_000), false) && pace.beat_due(ms(5_250), false));
        assert!(pace.beat_due(ms(5_500), true));
    }
}
