//! How long a pairing lasts: the receiver's evening. Pure; time is passed in, and any clock is survived: one that is set
//! back makes no evening longer than it should be, one that is set far forward ends it.

use couchpad_protocol::JoinSecret;

/// How long an evening is, in seconds.
pub const EVENING_SECONDS: u64 = 12 * 3_600;
/// How far a clock may be behind what was seen before a restart, in seconds. Beyond that nobody can tell how much time has
/// passed, so the evening is over.
pub const CLOCK_SLACK_SECONDS: u64 = 600;

/// An evening of a receiver: its beginning, and the secret of its join links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evening {
    /// When it began, in unix seconds; moved along when the clock is set back while the receiver runs.
    pub began: u64,
    /// The newest time that it has seen, in unix seconds.
    pub seen: u64,
    /// What its join links prove.
    pub secret: JoinSecret,
}

impl Evening {
    pub(super) const fn new(now: u64, secret: JoinSecret) -> Self {
        Self {
            began: now,
            seen: now,
            secret,
        }
    }

    /// Whether an evening that was read from its record goes on.
    pub(super) const fn goes_on_after_restart(&self, now: u64) -> bool {
        let sound = self.began <= self.seen;
        let behind = self.seen.saturating_sub(now) > CLOCK_SLACK_SECONDS;
        sound && !behind && now.saturating_sub(self.began) < EVENING_SECONDS
    }

    /// Lets time pass; tells whether the evening goes on.
    pub(super) fn advance(&mut self, now: u64) -> bool {
        if now < self.seen {
            // the clock was set back: what has passed of the evening has passed all the same
            let passed = self.seen.saturating_sub(self.began);
            let Some(began) = now.checked_sub(passed) else {
                return false;
            };
            self.began = began;
        }
        self.seen = now;
        now.saturating_sub(self.began) < EVENING_SECONDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn evening(began: u64, seen: u64) -> Evening {
        let secret = JoinSecret([0; 16]);
        Evening {
            began,
            seen,
            secret,
        }
    }

    #[test]
    fn lasts_twelve_hours_restarts_included() {
        let began = 1_000_000;
        let mut one = evening(began, began);
        assert!(one.advance(began + EVENING_SECONDS - 1));
        assert!(one.goes_on_after_restart(began + EVENING_SECONDS - 1));
        assert!(!one.goes_on_after_restart(began + EVENING_SECONDS));
        assert!(!one.advance(began + EVENING_SECONDS));
    }

    #[test]
    fn a_clock_set_back_makes_it_no_longer() {
        let mut one = evening(1_000_000, 1_000_000);
        let mut clock = 1_000_000;
        // every hour somebody sets it back by two
        for _ in 1..12 {
            clock += 3_600;
            assert!(one.advance(clock));
            clock -= 7_200;
            assert!(one.advance(clock));
        }
        assert!(!one.advance(clock + 3_600));
    }

    #[test]
    fn a_clock_that_lost_its_time_ends_it_after_a_restart() {
        let one = evening(1_000_000, 1_003_600);
        assert!(one.goes_on_after_restart(1_003_600 - CLOCK_SLACK_SECONDS));
        assert!(!one.goes_on_after_restart(1_003_600 - CLOCK_SLACK_SECONDS - 1));
        assert!(!one.goes_on_after_restart(0));
        assert!(
            !evening(1_000_001, 1_000_000).goes_on_after_restart(1_000_001),
            "a record that cannot be"
        );
    }

    #[test]
    fn a_clock_set_far_forward_ends_it_and_a_new_one_survives_the_way_back() {
        let mut one = evening(1_000_000, 1_000_000);
        assert!(!one.advance(u64::MAX));
        let mut next = evening(u64::MAX, u64::MAX);
        assert!(next.advance(1_000_000), "corrected: no time has passed");
        assert!(!next.advance(1_000_000 + EVENING_SECONDS));
    }

    proptest! {
        #[test]
        fn time_in_small_steps_always_ends_it(jumps in proptest::collection::vec((-100_000_i64..100_000, 1_u64..3_600), 1..80)) {
            let mut one = evening(10_000_000, 10_000_000);
            let mut clock = 10_000_000_u64;
            let mut passed = 0;
            for (jump, step) in jumps {
                clock = clock.saturating_add_signed(jump);
                if !one.advance(clock) {
                    return Ok(());
                }
                clock += step;
                passed += step;
                if !one.advance(clock) {
                    return Ok(());
                }
            }
            prop_assert!(passed < EVENING_SECONDS, "{passed} s have passed and it goes on");
        }

        #[test]
        fn any_clock_is_survived(began: u64, seen: u64, nows: Vec<u64>) {
            let mut one = evening(began, seen);
            for now in nows {
                let _ = one.goes_on_after_restart(now);
                let _ = one.advance(now);
            }
        }
    }
}
