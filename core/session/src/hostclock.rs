//! The host's clock as a pad knows it, from the stamps of pings. Must not know what is stamped.

use crate::{Time, micros};

/// Pings among which the quickest is believed.
const SAMPLES: usize = 8;

/// One of the two clocks has stepped when two pings in a row contradict the others by so much, in microseconds: it stood
/// still while its machine slept. No queue on the way is as long.
const STEP: i32 = 2_000_000;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(crate) struct HostClock {
    /// How far the pad's clock is ahead of the host's, with the way of that ping.
    samples: Vec<u32>,
    next: usize,
    /// The newest sample.
    last: u32,
    /// Half a round trip, in microseconds.
    way: u32,
}

impl HostClock {
    /// Takes a ping's stamp, and half the round trip if the host told it.
    pub(crate) fn heard(&mut self, host_time: u32, now: Time, rtt: Option<Time>) {
        let sample = micros(now).wrapping_sub(host_time);
        let steps = |from: u32, to: u32| to.wrapping_sub(from) as i32 > STEP;
        if self
            .best()
            .is_some_and(|best| steps(best, sample) && steps(best, self.last))
        {
            self.samples.clear();
            self.next = 0;
        }
        self.last = sample;
        match self.samples.get_mut(self.next) {
            Some(old) => *old = sample,
            None => self.samples.push(sample),
        }
        self.next = (self.next + 1) % SAMPLES;
        if let Some(rtt) = rtt {
            self.way = micros(rtt) / 2;
        }
    }

    /// The quickest ping's.
    fn best(&self) -> Option<u32> {
        let samples = self.samples.iter().copied();
        samples.reduce(|a, b| if (b.wrapping_sub(a) as i32) < 0 { b } else { a })
    }

    /// How long ago the host's clock showed `host_time`, as far as that is known; zero before the first ping.
    pub(crate) fn age(&self, host_time: u32, now: Time) -> Time {
        let age = self.best().map_or(0, |ahead| {
            let since = micros(now).wrapping_sub(ahead).wrapping_sub(host_time);
            since.wrapping_add(self.way) as i32
        });
        Time::from_micros(u64::try_from(age).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_how_old_a_stamp_is_across_the_wrap() {
        let mut clock = HostClock::default();
        assert_eq!(clock.age(5, Time::from_secs(9)), Time::ZERO);
        let ahead = u32::MAX - 2_000_000;
        let host = |now: Time| micros(now).wrapping_sub(ahead);
        let rtt = Some(Time::from_millis(20));
        for n in 1..20 {
            // 10 ms of way, and now and then a slow one
            let sent = Time::from_secs(n);
            let slow = if n % 3 == 0 { 40 } else { 0 };
            clock.heard(host(sent), sent + Time::from_millis(10 + slow), rtt);
        }
        let now = Time::from_secs(30);
        let made = now - Time::from_millis(75);
        assert_eq!(clock.age(host(made), now), Time::from_millis(75));
        assert_eq!(clock.age(host(now + Time::from_secs(1)), now), Time::ZERO);
    }

    #[test]
    fn follows_a_host_that_slept_and_no_single_slow_ping() {
        let second = Time::from_secs(1);
        let rtt = Some(Time::from_millis(2));
        let mut clock = HostClock::default();
        for n in 1..9 {
            clock.heard(micros(second * n), second * n, rtt);
        }
        // one that was under way for three seconds proves nothing
        clock.heard(micros(second * 9), second * 12, rtt);
        clock.heard(micros(second * 12), second * 12, rtt);
        let old = clock.age(micros(second * 10), second * 12);
        assert_eq!(old, second * 2 + Time::from_millis(1));
        // the host slept for twenty seconds
        for n in 13..15 {
            clock.heard(micros(second * n), second * (n + 20), rtt);
        }
        let fresh = clock.age(micros(second * 15), second * 35);
        assert_eq!(fresh, Time::from_millis(1));
        // the pad did: its clock is behind
        clock.heard(micros(second * 40), second * 36, rtt);
        assert_eq!(clock.age(micros(second * 40), second * 36), fresh);
    }
}
