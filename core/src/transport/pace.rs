//! When one link is due: at once for frames and for the acknowledgement of reliable ones, soon for repeats, seldom for
//! the rest. renet acknowledges even acknowledgements whenever it is asked for packets, and netcode keeps alive whether or
//! not anything else was sent, so what both offer beyond need stays here. Must not know what is sent.

use crate::transport::RESEND;
use std::time::Duration;

/// Acknowledgements of what needs none, in play: those of pads only keep renet's list of what it received short, which is one
/// entry for each gap, and no more than 64 however seldom they come.
const LIVE_ACKS: Duration = Duration::from_secs(2);
/// The same of a host: they also tell pads, which have little else of it, that it is there.
const LIVE_ACKS_OF_HOST: Duration = Duration::from_millis(500);
/// How often netcode is asked until the peer has been heard.
const FIRST_BEAT: Duration = Duration::from_millis(250);
/// The same in play. netcode seals a keep-alive each time, which mostly goes nowhere.
const LIVE_BEAT: Duration = Duration::from_secs(1);
/// The silence that a keep-alive ends in play: longer than the time between two pings.
const LIVE_QUIET: Duration = Duration::from_millis(1_500);
/// How often netcode is asked where nobody plays, which is when it notices that the peer is gone.
const CALM_BEAT: Duration = Duration::from_secs(5);
/// The same where nobody plays: longer than the time between two pings there, and well under netcode's time-out.
const CALM_QUIET: Duration = Duration::from_secs(8);
/// First byte of renet's packets of reliable messages.
const RELIABLE: u8 = 0;
/// First byte of renet's acknowledgements.
const ACK: u8 = 4;

/// The clock of one link.
#[derive(Debug)]
pub(crate) struct Pace {
    flushed: Duration,
    acked: Duration,
    /// Between acknowledgements of what needs none, in play.
    live_acks: Duration,
    beaten: Duration,
    /// When anything left last.
    sent: Duration,
    hurry: bool,
    /// Something reliable is to be acknowledged.
    owes: bool,
    heard: bool,
    /// Nothing but keep-alives leaves before the peer was heard.
    waits: bool,
}

/// Which of renet's packets may leave in this flush.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outlet {
    acks: bool,
}

impl Outlet {
    /// Whether this packet is worth a datagram. One that is not counts as lost on the way, which renet takes in its
    /// stride: a reliable packet that nobody acknowledged comes again, and is owed another acknowledgement.
    pub(crate) fn lets_out(self, packet: &[u8]) -> bool {
        self.acks || packet.first() != Some(&ACK)
    }
}

impl Pace {
    pub(crate) const fn new(now: Duration) -> Self {
        Self {
            flushed: now,
            acked: now,
            live_acks: LIVE_ACKS,
            beaten: now,
            sent: now,
            hurry: false,
            owes: false,
            heard: false,
            waits: false,
        }
    }

    /// That of a host's end. A pad is connected only once a keep-alive has reached it, and netcode repeats that only while
    /// nothing else is sent: so all else waits until the pad has said something.
    pub(crate) const fn of_host(now: Duration) -> Self {
        let mut pace = Self::new(now);
        pace.waits = true;
        pace.live_acks = LIVE_ACKS_OF_HOST;
        pace
    }

    /// A payload arrived: reliable ones are acknowledged with the next flush.
    pub(crate) fn heard(&mut self, payload: &[u8]) {
        self.heard = true;
        self.owes |= payload.first() == Some(&RELIABLE);
    }

    /// There are frames to send.
    pub(crate) const fn hurry(&mut self) {
        self.hurry = true;
    }

    /// A datagram left.
    pub(crate) const fn sent(&mut self, now: Duration) {
        self.sent = now;
    }

    /// What may leave, if renet is to be asked for packets. Counts as done when it says so. `waiting`: reliable frames are
    /// not acknowledged yet.
    pub(crate) fn flush_due(&mut self, now: Duration, live: bool, waiting: bool) -> Option<Outlet> {
        if now < self.next_flush(live, waiting) {
            return None;
        }
        self.flushed = now;
        self.hurry = false;
        let acks = std::mem::take(&mut self.owes) || (live && now >= self.acked + self.live_acks);
        if acks {
            self.acked = now;
        }
        Some(Outlet { acks })
    }

    /// Whether netcode is to be asked what it wants. Counts as done when it says so.
    pub(crate) fn beat_due(&mut self, now: Duration, live: bool) -> bool {
        let due = now >= self.next_beat(live);
        if due {
            self.beaten = now;
        }
        due
    }

    /// Whether so little was sent that a keep-alive is worth a datagram.
    pub(crate) fn is_quiet(&self, now: Duration, live: bool) -> bool {
        let patience = if live { LIVE_QUIET } else { CALM_QUIET };
        !self.heard || now >= self.sent + patience
    }

    /// When the one or the other is due next.
    pub(crate) fn next(&self, live: bool, waiting: bool) -> Duration {
        self.next_flush(live, waiting).min(self.next_beat(live))
    }

    fn next_flush(&self, live: bool, waiting: bool) -> Duration {
        if self.waits && !self.heard {
            Duration::MAX
        } else if self.hurry || self.owes {
            Duration::ZERO
        } else if waiting {
            self.flushed + RESEND
        } else if live {
            self.acked + self.live_acks
        } else {
            Duration::MAX
        }
    }

    fn next_beat(&self, live: bool) -> Duration {
        let gap = match (self.heard, live) {
            (false, _) => FIRST_BEAT,
            (true, true) => LIVE_BEAT,
            (true, false) => CALM_BEAT,
        };
        self.beaten + gap
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    const ALL: Option<Outlet> = Some(Outlet { acks: true });
    const NO_ACKS: Option<Outlet> = Some(Outlet { acks: false });

    #[test]
    fn a_host_says_nothing_before_its_pad_does() {
        let mut pace = Pace::of_host(Duration::ZERO);
        pace.hurry();
        assert_eq!(pace.flush_due(ms(60_000), true, true), None);
        assert_eq!(pace.next(true, true), FIRST_BEAT);
        pace.heard(&[RELIABLE]);
        assert_eq!(pace.flush_due(ms(60_000), true, true), ALL);
    }

    #[test]
    fn frames_go_at_once_and_acknowledgements_seldom() {
        let mut pace = Pace::new(Duration::ZERO);
        pace.heard(&[1]);
        assert_eq!(pace.flush_due(ms(1), true, false), None);
        pace.hurry();
        assert_eq!(pace.flush_due(ms(1), true, false), NO_ACKS);
        assert_eq!(pace.flush_due(ms(2), true, false), None);
        assert_eq!(pace.flush_due(ms(1_999), true, false), None);
        assert_eq!(pace.flush_due(ms(2_000), true, false), ALL);
        assert_eq!(pace.flush_due(ms(3_999), true, false), None);
    }

    #[test]
    fn a_host_acknowledges_more_often_as_pads_hear_little_else_of_it() {
        let mut pace = Pace::of_host(Duration::ZERO);
        pace.heard(&[1]);
        assert_eq!(pace.flush_due(ms(499), true, false), None);
        assert_eq!(pace.flush_due(ms(500), true, false), ALL);
        assert_eq!(pace.flush_due(ms(999), true, false), None);
    }

    #[test]
    fn where_nobody_plays_only_frames_and_what_is_owed_leave() {
        let mut pace = Pace::new(Duration::ZERO);
        pace.heard(&[1]);
        assert_eq!(
            pace.flush_due(Duration::from_secs(9_999), false, false),
            None
        );
        pace.hurry();
        assert_eq!(pace.flush_due(ms(1), false, false), NO_ACKS);
        pace.heard(&[RELIABLE]);
        assert_eq!(pace.next(false, false), Duration::ZERO);
        assert_eq!(pace.flush_due(ms(1), false, false), ALL);
        assert_eq!(pace.flush_due(ms(2), false, false), None);
        assert!(Outlet { acks: false }.lets_out(&[1, 2]) && Outlet { acks: true }.lets_out(&[ACK]));
        assert!(!Outlet { acks: false }.lets_out(&[ACK, 9]));
    }

    #[test]
    fn reliable_ones_are_repeated_soon() {
        let mut pace = Pace::new(Duration::ZERO);
        pace.hurry();
        assert_eq!(pace.flush_due(ms(1), false, false), NO_ACKS);
        assert_eq!(pace.flush_due(ms(25), false, true), None);
        assert_eq!(pace.flush_due(ms(26), false, true), NO_ACKS);
    }

    #[test]
    fn a_link_beats_fast_until_it_is_heard() {
        let mut pace = Pace::new(Duration::ZERO);
        assert!(pace.beat_due(ms(250), false) && pace.is_quiet(ms(250), false));
        pace.heard(&[1]);
        assert!(!pace.beat_due(ms(5_000), false) && pace.beat_due(ms(5_250), false));
        assert!(!pace.beat_due(ms(6_249), true) && pace.beat_due(ms(6_250), true));
    }

    #[test]
    fn whoever_sends_needs_no_keep_alive() {
        let mut pace = Pace::new(Duration::ZERO);
        pace.heard(&[1]);
        pace.sent(ms(1_000));
        assert!(!pace.is_quiet(ms(2_499), true) && pace.is_quiet(ms(2_500), true));
        assert!(!pace.is_quiet(ms(8_999), false) && pace.is_quiet(ms(9_000), false));
    }
}
