//! When to try again. Knows nothing of what is tried.

use crate::session::Time;

/// First pause between two attempts; doubles up to the longest.
const SHORTEST_PAUSE: Time = Time::from_millis(50);
const LONGEST_PAUSE: Time = Time::from_secs(1);
/// The longest while the trouble is fresh: a receiver that starts again has its players back at once.
const FRESH_PAUSE: Time = Time::from_millis(250);
/// So long is a trouble fresh. Later, a phone that waits for a receiver that stays away saves its battery.
const FRESH: Time = Time::from_secs(10);

/// See the module.
pub(super) struct Backoff {
    failures: u32,
    /// When the first failure of the present trouble was.
    since: Time,
    retry_at: Time,
    jitter: u64,
}

impl Backoff {
    /// `seed` spreads the attempts of many pads.
    pub(super) const fn new(seed: u64) -> Self {
        Self {
            failures: 0,
            since: Time::ZERO,
            retry_at: Time::ZERO,
            jitter: seed | 1,
        }
    }

    /// It works: the next trouble is a new one.
    pub(super) const fn succeeded(&mut self) {
        self.failures = 0;
    }

    /// Whatever went wrong was elsewhere or long ago: the next attempt begins at once.
    pub(super) const fn forget(&mut self) {
        self.failures = 0;
        self.retry_at = Time::ZERO;
    }

    /// An attempt came to nothing: the next one waits, longer each time.
    pub(super) fn failed(&mut self, now: Time) {
        let is_fresh = self.failures == 0 || now.saturating_sub(self.since) < FRESH;
        self.pause(now, if is_fresh { FRESH_PAUSE } else { LONGEST_PAUSE });
    }

    /// The same after an attempt that took seconds itself, in which nobody answered: beside those a long pause would save
    /// little, and a network that is back would wait for its end.
    pub(super) fn timed_out(&mut self, now: Time) {
        self.pause(now, FRESH_PAUSE);
    }

    fn pause(&mut self, now: Time, longest: Time) {
        if self.failures == 0 {
            self.since = now;
        }
        let doubled = SHORTEST_PAUSE * 2_u32.saturating_pow(self.failures.min(8));
        let pause = doubled.min(longest);
        self.failures = self.failures.saturating_add(1);
        // xorshift: enough to keep a roomful of phones out of step
        self.jitter ^= self.jitter << 13;
        self.jitter ^= self.jitter >> 7;
        self.jitter ^= self.jitter << 17;
        let percent = 75 + u32::try_from(self.jitter % 50).unwrap_or(0);
        self.retry_at = now + pause * percent / 100;
    }

    /// Whether the next attempt may begin, and its number.
    pub(super) fn may_try(&self, now: Time) -> Option<u32> {
        (now >= self.retry_at).then_some(self.failures.saturating_add(1))
    }

    /// When the next attempt may begin.
    pub(super) const fn retry_at(&self) -> Time {
        self.retry_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_stay_short_at_first_grow_to_a_second_and_shrink_after_a_success() {
        let mut backoff = Backoff::new(7);
        let mut now = Time::from_secs(30);
        assert_eq!(backoff.may_try(now), Some(1));
        let mut last = Time::ZERO;
        for failures in 1..=80 {
            let is_fresh = now < Time::from_secs(30) + FRESH;
            backoff.failed(now);
            let pause = backoff.retry_at() - now;
            let longest = if is_fresh { FRESH_PAUSE } else { LONGEST_PAUSE };
            assert!(pause <= longest * 5 / 4, "{pause:?} at {now:?}");
            assert_eq!(backoff.may_try(now), None);
            now += pause;
            assert_eq!(backoff.may_try(now), Some(failures + 1));
            last = pause;
        }
        assert!(now > Time::from_secs(50), "{now:?}");
        assert!(last >= LONGEST_PAUSE * 3 / 4, "{last:?}");
        backoff.succeeded();
        backoff.failed(now);
        assert!(backoff.retry_at() - now < SHORTEST_PAUSE * 2);
    }

    #[test]
    fn after_an_attempt_that_took_seconds_the_pause_stays_short() {
        let mut backoff = Backoff::new(7);
        let mut now = Time::from_secs(30);
        for _ in 0..40 {
            now += Time::from_secs(3);
            backoff.timed_out(now);
            assert!(backoff.retry_at() - now <= FRESH_PAUSE * 5 / 4);
        }
        // one that fails at once waits all the longer
        backoff.failed(now);
        assert!(backoff.retry_at() - now >= LONGEST_PAUSE * 3 / 4);
    }
}
