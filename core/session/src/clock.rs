//! Round-trip time, jitter and the pad's clock, from ping and pong stamps on wrapping microseconds.
//! Must not know who pings whom.

use crate::{Time, micros};
use couchpad_protocol::frame::Pong;

/// Samples among which the quickest is believed about the clock.
const SAMPLES: usize = 8;
/// Round trips beyond this are not believed at all: the stamp was made up.
const LONGEST_RTT: u32 = 60_000_000;
/// How far a sample may contradict the others, beyond what the round trips explain, before the pad's clock is taken
/// to have stepped (it stands still while a phone sleeps), in microseconds.
const STEP: u32 = 50_000;

/// What is known of the way to one pad and of its clock.
#[derive(Clone, Debug, Default)]
pub(crate) struct PadClock {
    smooth_rtt: Option<u32>,
    deviation: u32,
    /// Round trip and what to add to our clock to get the pad's.
    samples: Vec<(u32, u32)>,
    next_sample: usize,
    /// A stamp of the pad and when it arrived: its clock shows no less than that plus the time since.
    heard: Option<(u32, Time)>,
}

impl PadClock {
    /// Forgets the pad's clock, which may have stood still between two links, and keeps the round-trip time.
    pub(crate) fn forget_clock(&mut self) {
        self.samples.clear();
        self.next_sample = 0;
        self.heard = None;
    }

    /// Takes the stamp of a state.
    pub(crate) fn heard(&mut self, pad_time: u32, arrived: Time) {
        self.heard = Some((pad_time, arrived));
    }

    /// Takes a pong. Nonsense is ignored.
    pub(crate) fn pong(&mut self, pong: &Pong, arrived: Time) {
        let rtt = micros(arrived).wrapping_sub(pong.host_time);
        if rtt > LONGEST_RTT {
            return;
        }
        self.measure(rtt);
        let ours = pong.host_time.wrapping_add(rtt / 2);
        let offset = pong.pad_time.wrapping_sub(ours);
        if let Some((best, known)) = self.best() {
            let contradiction = (offset.wrapping_sub(known) as i32).unsigned_abs();
            if contradiction > (rtt / 2).saturating_add(best / 2).saturating_add(STEP) {
                self.forget_clock();
            }
        }
        match self.samples.get_mut(self.next_sample) {
            Some(sample) => *sample = (rtt, offset),
            None => self.samples.push((rtt, offset)),
        }
        self.next_sample = (self.next_sample + 1) % SAMPLES;
        self.heard(pong.pad_time, arrived);
    }

    /// RFC 6298's smoothing.
    fn measure(&mut self, rtt: u32) {
        let Some(smooth) = self.smooth_rtt else {
            self.smooth_rtt = Some(rtt);
            self.deviation = rtt / 2;
            return;
        };
        self.deviation = self.deviation - self.deviation / 4 + smooth.abs_diff(rtt) / 4;
        self.smooth_rtt = Some(smooth - smooth / 8 + rtt / 8);
    }

    fn best(&self) -> Option<(u32, u32)> {
        self.samples.iter().copied().min_by_key(|(rtt, _)| *rtt)
    }

    /// The smoothed round-trip time.
    pub(crate) fn rtt(&self) -> Option<Time> {
        self.smooth_rtt.map(|us| Time::from_micros(u64::from(us)))
    }

    /// How much round trips differ from each other, on the average.
    pub(crate) fn jitter(&self) -> Time {
        Time::from_micros(u64::from(self.deviation))
    }

    /// How long ago the pad's clock showed `pad_time`, half a round trip being the way; `None` before the first pong.
    pub(crate) fn age(&self, pad_time: u32, now: Time) -> Option<Time> {
        let (_, offset) = self.best()?;
        Some(gone(micros(now).wrapping_add(offset), pad_time))
    }

    /// How long ago the pad's clock showed `pad_time`, at the least: never too much, and right up to the time that the
    /// last stamp took. Zero before anything was heard on this link.
    pub(crate) fn least_age(&self, pad_time: u32, now: Time) -> Time {
        self.heard.map_or(Time::ZERO, |(stamp, at)| {
            gone(stamp.wrapping_add(micros(now.saturating_sub(at))), pad_time)
        })
    }
}

/// From `then` to `now` on a wrapping clock; zero if `then` is ahead.
fn gone(now: u32, then: u32) -> Time {
    let us = now.wrapping_sub(then) as i32;
    Time::from_micros(u64::try_from(us).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pong(host_time: u32, pad_time: u32) -> Pong {
        Pong {
            nonce: 0,
            host_time,
            pad_time,
            received: 0,
        }
    }

    #[test]
    fn learns_round_trip_and_clock() {
        let mut clock = PadClock::default();
        assert_eq!(clock.age(5, Time::from_secs(1)), None);
        for n in 1..40 {
            let sent = Time::from_millis(n * 1_000);
            // 10 ms each way; the pad's clock is 7 s ahead
            let seen = micros(sent + Time::from_millis(7_010));
            clock.pong(&pong(micros(sent), seen), sent + Time::from_millis(20));
        }
        assert_eq!(clock.rtt(), Some(Time::from_millis(20)));
        assert!(clock.jitter() < Time::from_micros(50));
        let now = Time::from_secs(50);
        let age = clock.age(micros(Time::from_secs(57)), now + Time::from_millis(30));
        assert_eq!(age, Some(Time::from_millis(30)));
    }

    #[test]
    fn follows_a_clock_that_stood_still() {
        let mut clock = PadClock::default();
        clock.pong(&pong(1_000_000, 1_005_000), Time::from_millis(1_010));
        // asleep for a minute, its clock too
        clock.pong(&pong(61_000_000, 1_105_000), Time::from_millis(61_010));
        let age = clock.age(1_105_000, Time::from_millis(61_005));
        assert_eq!(age, Some(Time::ZERO));
    }

    #[test]
    fn the_least_age_needs_no_pong() {
        let mut clock = PadClock::default();
        assert_eq!(clock.least_age(0, Time::from_secs(9)), Time::ZERO);
        clock.heard(5_000_000, Time::from_secs(100));
        let age = clock.least_age(3_000_000, Time::from_secs(101));
        assert_eq!(age, Time::from_secs(3));
        assert_eq!(clock.least_age(9_000_000, Time::from_secs(101)), Time::ZERO);
    }

    proptest! {
        #[test]
        fn any_stamps_are_harmless(stamps in prop::collection::vec((any::<u32>(), any::<u32>(), any::<u32>()), 0..50)) {
            let mut clock = PadClock::default();
            for (host_time, pad_time, arrived) in stamps {
                clock.pong(&pong(host_time, pad_time), Time::from_micros(u64::from(arrived)));
                clock.heard(host_time, Time::from_micros(u64::from(pad_time)));
                let _ = (clock.age(pad_time, Time::MAX / 2), clock.least_age(arrived, Time::ZERO), clock.jitter());
                prop_assert!(clock.samples.len() <= SAMPLES);
            }
        }

        #[test]
        fn wraps_without_a_seam(start: u32, way in 0_u32..1_000_000) {
            let mut clock = PadClock::default();
            let base = Time::from_micros(u64::from(start) + (1 << 33));
            let arrived = base + Time::from_micros(u64::from(way) * 2);
            clock.pong(&pong(micros(base), micros(base).wrapping_add(way)), arrived);
            prop_assert_eq!(clock.rtt(), Some(Time::from_micros(u64::from(way) * 2)));
            prop_assert_eq!(clock.age(micros(base), arrived), Some(Time::from_micros(u64::from(way) * 2)));
        }
    }
}
