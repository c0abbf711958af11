//! A token bucket in whole numbers. Knows nothing of what it limits.

use crate::Time;

/// Lets through so many things a second, and a burst.
#[derive(Clone, Copy, Debug)]
pub struct TokenBucket {
    /// Microseconds that one token takes to grow.
    each: u64,
    /// Most microseconds that can be saved up.
    full: u64,
    saved: u64,
    at: Time,
}

impl TokenBucket {
    /// A full bucket; both numbers are at least 1.
    #[must_use]
    pub const fn new(per_second: u32, burst: u32) -> Self {
        let each = 1_000_000 / if per_second == 0 { 1 } else { per_second } as u64;
        let full = each * if burst == 0 { 1 } else { burst } as u64;
        Self {
            each,
            full,
            saved: full,
            at: Time::ZERO,
        }
    }

    /// Whether one more may pass now. Time that goes back counts as standing still.
    pub fn take(&mut self, now: Time) -> bool {
        self.take_many(now, 1)
    }

    /// Whether so many more may pass now, all or none.
    pub fn take_many(&mut self, now: Time, tokens: usize) -> bool {
        let grown = now.saturating_sub(self.at).as_micros();
        self.at = self.at.max(now);
        let grown = u64::try_from(grown).unwrap_or(u64::MAX);
        self.saved = self.saved.saturating_add(grown).min(self.full);
        let tokens = u64::try_from(tokens).unwrap_or(u64::MAX);
        let price = self.each.saturating_mul(tokens);
        let passes = self.saved >= price;
        if passes {
            self.saved -= price;
        }
        passes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_burst_then_the_rate() {
        let mut bucket = TokenBucket::new(100, 5);
        let passed = (0..10).filter(|_| bucket.take(Time::from_secs(9))).count();
        assert_eq!(passed, 5);
        assert!(!bucket.take(Time::from_millis(9_009)));
        assert!(bucket.take(Time::from_millis(9_010)));
        assert!(!bucket.take(Time::from_secs(1)), "time never goes back");
        let later = Time::from_secs(20);
        assert!(!bucket.take_many(later, 6) && bucket.take_many(later, 4));
        assert!(!bucket.take_many(later, 2) && bucket.take(later) && bucket.take_many(later, 0));
    }

    proptest! {
        #[test]
        fn never_more_than_rate_and_burst(gaps in prop::collection::vec(0_u64..5_000, 1..500)) {
            let mut bucket = TokenBucket::new(300, 30);
            let (mut now, mut passed) = (0, 0_u64);
            for gap in gaps {
                now += gap;
                passed += u64::from(bucket.take(Time::from_micros(now)));
            }
            prop_assert!(passed <= 30 + now * 300 / 1_000_000 + 1);
        }
    }
}
