//! The host's clock as a pad knows it, from the stamps of pings. Must not know what is stamped.

use crate::{Time, micros};

/// Pings among which the quickest is believed.
const SAMPLES: usize = 8;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(crate) struct HostClock {
    /// How far the pad's clock is ahead of the host's, with the way of that ping.
    samples: Vec<u32>,
    next: usize,
    /// Half a round trip, in microseconds.
    way: u32,
}

impl HostClock {
    /// Takes a ping's stamp, and half the round trip if the host told it.
    pub(crate) fn heard(&mut self, host_time: u32, now: Time, rtt: Option<Time>) {
        let sample = micros(now).wrapping_sub(host_time);
        match self.samples.get_mut(self.next) {
            Some(old) => *old = sample,
            None => self.samples.push(sample),
        }
        self.next = (self.next + 1) % SAMPLES;
        if let Some(rtt) = rtt {
            self.way = micros(rtt) / 2;
        }
    }

    /// How long ago the host's clock showed `host_time`, as far as that is known; zero before the first ping.
    pub(crate) fn age(&self, host_time: u32, now: Time) -> Time {
        let ahead = self
            .samples
            .iter()
            .copied()
            .reduce(|a, b| if (b.wrapping_sub(a) as i32) < 0 { b } else { a });
        let age = ahead.map_or(0, |ahead| {
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
}
