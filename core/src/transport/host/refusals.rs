//! Who was turned away, for whoever tells of it. Anybody on the network can be turned away as often as they like, so of those
//! who proved nothing only a few a second are told one by one; the others are counted. Must not know why pads are refused.

use crate::protocol::clean_name;
use crate::protocol::control::Refusal;
use crate::session::Time;
use std::collections::VecDeque;
use std::time::Duration;

/// Refusals that wait to be taken; of more, the oldest are only counted.
const WAITING: usize = 64;
/// Strangers that are told one by one when they come all at once.
const BURST: u32 = 8;
/// One more stranger is told after each of these.
const EACH: Duration = Duration::from_secs(1);
/// How often the count of the others is told, at most.
const COUNTED: Duration = Duration::from_secs(10);

/// Who was turned away.
pub(super) struct Refusals {
    waiting: VecDeque<(String, Refusal)>,
    /// What telling of strangers may still cost: [`EACH`] for one.
    credit: Duration,
    /// When the credit was added up last.
    credited: Time,
    /// Those who are not told one by one, and since when they are counted.
    untold: Option<(u64, Time)>,
}

impl Default for Refusals {
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
            credit: EACH * BURST,
            credited: Time::ZERO,
            untold: None,
        }
    }
}

impl Refusals {
    /// A pad that may come in, but not now.
    pub(super) fn of_guest(&mut self, now: Time, name: &str, refusal: Refusal) {
        if self.waiting.len() >= WAITING {
            self.waiting.pop_front();
            self.count(now);
        }
        // who said nothing yet has no name, not even the one that stands for none
        let name = if name.is_empty() {
            String::new()
        } else {
            clean_name(name)
        };
        self.waiting.push_back((name, refusal));
    }

    /// A pad that has not shown that it saw the screen.
    pub(super) fn of_stranger(&mut self, now: Time, name: &str, refusal: Refusal) {
        let since = now.saturating_sub(self.credited);
        self.credited = now;
        self.credit = self.credit.saturating_add(since).min(EACH * BURST);
        match self.credit.checked_sub(EACH) {
            Some(left) => {
                self.credit = left;
                self.of_guest(now, name, refusal);
            }
            None => self.count(now),
        }
    }

    fn count(&mut self, now: Time) {
        let (count, _) = self.untold.get_or_insert((0, now));
        *count = count.saturating_add(1);
    }

    /// Names (clean) and reasons since the last call.
    pub(super) fn take(&mut self) -> Vec<(String, Refusal)> {
        self.waiting.drain(..).collect()
    }

    /// How many more there were, once they have been counted long enough.
    pub(super) fn take_untold(&mut self, now: Time) -> Option<u64> {
        let is_due = |(_, since): &mut (u64, Time)| now.saturating_sub(*since) >= COUNTED;
        self.untold.take_if(is_due).map(|(count, _)| count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn who_said_no_name_has_none() {
        let mut refusals = Refusals::default();
        refusals.of_stranger(Time::ZERO, "", Refusal::Busy);
        refusals.of_stranger(Time::ZERO, " Ada\u{1b}", Refusal::Busy);
        let names: Vec<_> = refusals.take().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["", "Ada"]);
    }

    #[test]
    fn a_crowd_of_strangers_is_counted_and_none_is_lost() {
        let mut refusals = Refusals::default();
        let (mut told, mut counted, mut lines) = (0, 0, 0);
        // a thousand a second for a minute, then quiet
        for millis in 0..120_000 {
            let now = Duration::from_millis(millis);
            if millis < 60_000 {
                refusals.of_stranger(now, "", Refusal::WrongLink);
            }
            told += refusals.take().len() as u64;
            let untold = refusals.take_untold(now);
            lines += u64::from(untold.is_some());
            counted += untold.unwrap_or(0);
        }
        assert_eq!(told + counted, 60_000);
        assert!((60..=68).contains(&told), "{told}");
        assert!(lines <= 7, "{lines}");
    }

    #[test]
    fn a_guest_is_told_in_the_midst_of_strangers() {
        let mut refusals = Refusals::default();
        for _ in 0..1_000 {
            refusals.of_stranger(SECOND, "Eve", Refusal::NotPaired);
        }
        refusals.of_guest(SECOND, "A\u{7}da", Refusal::Full);
        let told = refusals.take();
        assert_eq!(told.len(), BURST as usize + 1);
        assert_eq!(told.last(), Some(&("Ada".to_owned(), Refusal::Full)));
        assert_eq!(refusals.take(), []);
    }

    #[test]
    fn quiet_earns_a_few_and_not_more() {
        let mut refusals = Refusals::default();
        for at in [0, 3_600] {
            for _ in 0..100 {
                refusals.of_stranger(SECOND * at, "", Refusal::WrongCode);
            }
            assert_eq!(refusals.take().len(), BURST as usize, "at {at} s");
        }
        assert_eq!(refusals.take_untold(SECOND * 3_600), Some(184));
        assert_eq!(refusals.take_untold(SECOND * 7_200), None);
    }

    #[test]
    fn what_nobody_takes_stays_bounded_and_is_counted() {
        let mut refusals = Refusals::default();
        for _ in 0..100 {
            refusals.of_guest(SECOND, "Bo", Refusal::Full);
        }
        assert_eq!(refusals.take().len(), WAITING);
        assert_eq!(refusals.take_untold(SECOND * 5), None, "not yet");
        assert_eq!(refusals.take_untold(SECOND * 11), Some(36));
    }
}
