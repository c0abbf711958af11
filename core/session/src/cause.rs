//! The rules that make one plain cause of measurements. What is said must be true for a while before it is shown and must
//! have been over for a while before it goes: words that come and go help nobody. Must not know who measures.
//!
//! | cause | begins | ends | |
//! | --- | --- | --- | --- |
//! | `ReceiverSlow` | half of the inputs wait 30 ms for the receiver's program | 20 ms | 16 and 25 frames a second |
//! | `WifiCongested` | one input in ten comes 50 ms later than the middle one, or half take 80 ms | 30 ms and 50 ms | |
//! | `FarAway` | 8 % of the inputs are lost | 4 % | while those that come are in time |
//!
//! The first that fits counts. It is shown after 1.5 s and taken back after 4 s without it.

use crate::Time;
use couchpad_protocol::Cause;

/// How long trouble lasts before it is shown, or before another one takes its place.
pub(crate) const RISE: Time = Time::from_millis(1_500);
/// How long all is well before that is believed.
pub(crate) const FALL: Time = Time::from_secs(4);

/// A bound that is easier to stay beyond than to pass.
struct Bound<T> {
    begins: T,
    ends: T,
}

const WAIT: Bound<Time> = Bound {
    begins: Time::from_millis(30),
    ends: Time::from_millis(20),
};
const SPREAD: Bound<Time> = Bound {
    begins: Time::from_millis(50),
    ends: Time::from_millis(30),
};
const WAY: Bound<Time> = Bound {
    begins: Time::from_millis(80),
    ends: Time::from_millis(50),
};
/// In thousandths.
const LOSS: Bound<u16> = Bound {
    begins: 80,
    ends: 40,
};

impl<T: PartialOrd + Copy> Bound<T> {
    /// Whether a value is beyond it; `already`: it was.
    fn is_passed(&self, value: T, already: bool) -> bool {
        value >= if already { self.ends } else { self.begins }
    }
}

/// What was measured over the last seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// How long inputs wait for the receiver's program, the middle one.
    pub(crate) wait: Time,
    /// How long inputs are under way, the middle one.
    pub(crate) way: Time,
    /// How much longer the slowest tenth is under way.
    pub(crate) spread: Time,
    /// Share that never arrives, in thousandths.
    pub(crate) loss: u16,
}

impl Signs {
    /// What they say, while `shown` is what was said before.
    pub(crate) fn cause(&self, shown: Option<Cause>) -> Option<Cause> {
        let is = |cause| shown == Some(cause);
        let crowded = is(Cause::WifiCongested);
        if WAIT.is_passed(self.wait, is(Cause::ReceiverSlow)) {
            Some(Cause::ReceiverSlow)
        } else if SPREAD.is_passed(self.spread, crowded) || WAY.is_passed(self.way, crowded) {
            Some(Cause::WifiCongested)
        } else if LOSS.is_passed(self.loss, is(Cause::FarAway)) {
            Some(Cause::FarAway)
        } else {
            None
        }
    }
}

/// What is shown, and since when the signs say something else.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Judge {
    shown: Option<Cause>,
    otherwise: Option<Time>,
}

impl Judge {
    /// What is shown.
    pub(crate) const fn cause(&self) -> Option<Cause> {
        self.shown
    }

    /// Takes the signs of this moment; `None`: too little is known to say anything.
    pub(crate) fn take(&mut self, now: Time, signs: Option<&Signs>) {
        let found = signs.and_then(|signs| signs.cause(self.shown));
        if found == self.shown {
            self.otherwise = None;
            return;
        }
        let since = *self.otherwise.get_or_insert(now);
        let patience = if found.is_some() { RISE } else { FALL };
        if now >= since + patience {
            self.shown = found;
            self.otherwise = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn ms(millis: u64) -> Time {
        Time::from_millis(millis)
    }

    fn lossy(loss: u16) -> Signs {
        Signs {
            loss,
            ..Signs::default()
        }
    }

    #[test]
    fn shown_after_a_while_and_gone_after_a_longer_one() {
        let mut judge = Judge::default();
        judge.take(ms(0), Some(&lossy(90)));
        judge.take(ms(1_499), Some(&lossy(90)));
        assert_eq!(judge.cause(), None);
        judge.take(ms(1_500), Some(&lossy(90)));
        assert_eq!(judge.cause(), Some(Cause::FarAway));
        judge.take(ms(2_000), Some(&lossy(39)));
        judge.take(ms(5_999), None);
        assert_eq!(judge.cause(), Some(Cause::FarAway));
        judge.take(ms(6_000), None);
        assert_eq!(judge.cause(), None);
    }

    #[test]
    fn the_worse_one_takes_its_place() {
        let mut judge = Judge::default();
        for n in 0..4 {
            judge.take(ms(n * 500), Some(&lossy(500)));
        }
        assert_eq!(judge.cause(), Some(Cause::FarAway));
        let slow = Signs {
            wait: ms(70),
            ..lossy(500)
        };
        for n in 4..8 {
            judge.take(ms(n * 500), Some(&slow));
        }
        assert_eq!(judge.cause(), Some(Cause::ReceiverSlow));
    }

    fn any_signs() -> impl Strategy<Value = Option<Signs>> {
        let times = (0_u64..120, 0_u64..200, 0_u64..120, 0_u16..200);
        prop::option::weighted(
            0.9,
            times.prop_map(|(wait, way, spread, loss)| Signs {
                wait: ms(wait),
                way: ms(way),
                spread: ms(spread),
                loss,
            }),
        )
    }

    proptest! {
        /// However the measurements jump about, what is shown stays for a time in which it can be read.
        #[test]
        fn nothing_flaps(signs in prop::collection::vec((any_signs(), 100_u64..1_200), 1..300)) {
            let mut judge = Judge::default();
            let (mut now, mut changed) = (ms(0), None);
            for (signs, gap) in signs {
                now += ms(gap);
                let before = judge.cause();
                judge.take(now, signs.as_ref());
                if judge.cause() != before {
                    prop_assert!(changed.is_none_or(|at| now >= at + RISE));
                    changed = Some(now);
                }
            }
        }

        /// Measurements between the two bounds begin nothing and end nothing.
        #[test]
        fn between_the_bounds_nothing_changes(ills in prop::collection::vec((20_u64..30, 50_u64..80, 30_u64..50, 40_u16..80), 1..100)) {
            let between = |(wait, way, spread, loss): &(u64, u64, u64, u16)| Signs {
                wait: ms(*wait),
                way: ms(*way),
                spread: ms(*spread),
                loss: *loss,
            };
            for begun in [Signs::default(), lossy(300), Signs { wait: ms(90), ..Signs::default() }, Signs { spread: ms(90), ..Signs::default() }] {
                let mut judge = Judge::default();
                for n in 0..10 {
                    judge.take(ms(n * 1_000), Some(&begun));
                }
                let shown = judge.cause();
                for (n, ill) in (10..).zip(&ills) {
                    judge.take(ms(n * 1_000), Some(&between(ill)));
                    prop_assert_eq!(judge.cause(), shown);
                }
            }
        }

        /// Whatever lasts is shown, and whatever is over goes.
        #[test]
        fn what_lasts_is_shown(before in prop::collection::vec(any_signs(), 0..40), lasting in any_signs()) {
            let mut judge = Judge::default();
            let mut now = ms(0);
            for signs in before.into_iter().map(Some).chain(std::iter::repeat_n(None, 12)) {
                now += ms(500);
                judge.take(now, signs.unwrap_or(lasting).as_ref());
            }
            let shown = judge.cause();
            prop_assert_eq!(lasting.and_then(|signs| signs.cause(shown)), shown);
        }
    }
}
