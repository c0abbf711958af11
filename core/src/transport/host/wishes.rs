//! When a pad's wish to be remembered reaches whoever answers it: once a minute at most, and none is lost. Must not know
//! links, identities and answers.

use crate::protocol::PadId;
use crate::session::Time;
use std::collections::HashMap;
use std::time::Duration;

/// So often at most the wish of one pad is told.
const PAUSE: Duration = Duration::from_secs(60);

/// The wishes that were told within the last minute.
#[derive(Default)]
pub(super) struct Wishes(HashMap<PadId, Wish>);

struct Wish {
    told: Time,
    /// Somebody said yes or no to it.
    answered: bool,
    /// After that answer the player asked again.
    again: bool,
}

impl Wish {
    fn is_old(&self, now: Time) -> bool {
        now.saturating_sub(self.told) >= PAUSE
    }
}

impl Wishes {
    /// A pad asks. `true`: tell it now. Else its last wish still waits for an answer, or this one comes soon after one, and
    /// [`due`](Self::due) gives it.
    pub(super) fn ask(&mut self, now: Time, pad: PadId) -> bool {
        if let Some(wish) = self.0.get_mut(&pad).filter(|wish| !wish.is_old(now)) {
            wish.again = wish.answered;
            return false;
        }
        let wish = Wish {
            told: now,
            answered: false,
            again: false,
        };
        self.0.insert(pad, wish);
        true
    }

    /// Somebody said yes or no to all that this pad asked so far.
    pub(super) fn answered(&mut self, pad: PadId) {
        if let Some(wish) = self.0.get_mut(&pad) {
            (wish.answered, wish.again) = (true, false);
        }
    }

    /// Who asked again and has waited long enough: each asks now. Forgets what is older than a minute.
    pub(super) fn due(&mut self, now: Time) -> Vec<PadId> {
        let old = self.0.extract_if(|_, wish| wish.is_old(now));
        old.filter_map(|(pad, wish)| wish.again.then_some(pad))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: PadId = PadId(1);
    const BO: PadId = PadId(2);

    const fn secs(n: u64) -> Time {
        Time::from_secs(n)
    }

    #[test]
    fn a_wish_soon_after_a_no_waits_for_the_minute_and_is_told_once() {
        let mut wishes = Wishes::default();
        assert!(wishes.ask(secs(0), ADA));
        wishes.answered(ADA);
        for at in [3, 4, 50] {
            assert!(!wishes.ask(secs(at), ADA));
            assert_eq!(wishes.due(secs(at)), []);
        }
        assert!(wishes.ask(secs(51), BO), "each has its own minute");
        assert_eq!(wishes.due(secs(59)), []);
        assert_eq!(wishes.due(secs(60)), [ADA]);
        assert!(wishes.ask(secs(60), ADA), "as the driver does");
        assert_eq!(wishes.due(secs(200)), [], "answered or not, once");
        assert!(wishes.0.is_empty());
    }

    #[test]
    fn one_that_waits_for_its_answer_is_not_told_again() {
        let mut wishes = Wishes::default();
        assert!(wishes.ask(secs(0), ADA));
        assert!(!wishes.ask(secs(1), ADA), "it is on the screen");
        wishes.answered(ADA);
        assert_eq!(wishes.due(secs(60)), [], "the answer was to both");
        assert!(wishes.ask(secs(60), ADA));
    }

    #[test]
    fn an_answer_takes_in_the_wish_that_waits() {
        let mut wishes = Wishes::default();
        assert!(wishes.ask(secs(0), ADA));
        wishes.answered(ADA);
        assert!(!wishes.ask(secs(1), ADA));
        wishes.answered(ADA);
        assert_eq!(wishes.due(secs(60)), []);
    }
}
