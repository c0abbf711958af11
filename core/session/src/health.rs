//! How one pad's link does: ages of its inputs over the last seconds, by our own stamps, and the plain cause of trouble.
//! Must not know frames, or who is told.

use crate::Time;
use crate::cause::{Judge, Signs};
use couchpad_protocol::Cause;
use std::collections::VecDeque;

/// Inputs older than this are not looked at any more.
const WINDOW: Time = Time::from_secs(5);
/// Inputs looked at, at most: four seconds at 60 a second, one at 240.
const INPUTS: usize = 256;
/// With fewer inputs in the window the link is at rest, where a phone's radio sleeps: nothing can be said of the Wi-Fi.
const ENOUGH: usize = 20;
/// Shortest time between two looks.
const GAP: Time = Time::from_millis(500);

/// How the link of one pad does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Health {
    /// Round-trip time, smoothed; `None` before the first answer.
    pub rtt: Option<Time>,
    /// How much round trips differ, on the average.
    pub jitter: Time,
    /// Share of its last 128 states that never arrived, 0 to 1.
    pub loss: f32,
    /// Age of its inputs of the last 5 s when they were taken in, from the finger on: half of them were no older. `None`
    /// while there are none, or no clock to compare with.
    pub age_p50: Option<Time>,
    /// The same: 99 of 100 were no older.
    pub age_p99: Option<Time>,
    /// What is wrong, if anything is that can be named.
    pub cause: Option<Cause>,
}

/// One input.
#[derive(Clone, Copy, Debug)]
struct Input {
    arrived: Time,
    /// From the finger to our socket, in microseconds.
    way: u32,
    /// From our socket until it was taken in.
    wait: u32,
}

/// The inputs of the last seconds, and what they say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pulse {
    inputs: VecDeque<Input>,
    judge: Judge,
    looked: Option<Time>,
    age_p50: Option<Time>,
    age_p99: Option<Time>,
}

impl Pulse {
    /// An input was made `way` before it arrived, and taken in `wait` after.
    pub(crate) fn input(&mut self, arrived: Time, way: Time, wait: Time) {
        if self.inputs.len() >= INPUTS {
            self.inputs.pop_front();
        }
        self.inputs.push_back(Input {
            arrived,
            way: short(way),
            wait: short(wait),
        });
    }

    /// Looks at the last seconds, if it is time to. `judged`: whether a cause is to be found. Whether it changed.
    pub(crate) fn look(&mut self, now: Time, loss: u16, judged: bool) -> bool {
        if self.looked.is_some_and(|at| now < at + GAP) {
            return false;
        }
        self.looked = Some(now);
        let is_old = |input: &Input| input.arrived + WINDOW < now;
        while self.inputs.front().is_some_and(is_old) {
            self.inputs.pop_front();
        }
        let mut ages = self.values_of(|input| input.way.saturating_add(input.wait));
        (self.age_p50, self.age_p99) = (share(&mut ages, 50), share(&mut ages, 99));
        let signs = (judged && self.inputs.len() >= ENOUGH).then(|| self.signs(loss));
        let before = self.judge.cause();
        self.judge.take(now, signs.as_ref());
        self.judge.cause() != before
    }

    fn signs(&self, loss: u16) -> Signs {
        let mut ways = self.values_of(|input| input.way);
        let mut waits = self.values_of(|input| input.wait);
        let way = share(&mut ways, 50).unwrap_or_default();
        let late = share(&mut ways, 90).unwrap_or_default();
        Signs {
            wait: share(&mut waits, 50).unwrap_or_default(),
            way,
            spread: late.saturating_sub(way),
            loss,
        }
    }

    fn values_of(&self, what: impl Fn(&Input) -> u32) -> Vec<u32> {
        self.inputs.iter().map(what).collect()
    }

    /// Forgets the inputs of another link.
    pub(crate) fn forget_inputs(&mut self) {
        self.inputs.clear();
    }

    /// Ages of the inputs: of half of them, and of 99 in 100, at most.
    pub(crate) const fn ages(&self) -> (Option<Time>, Option<Time>) {
        (self.age_p50, self.age_p99)
    }

    /// What is wrong.
    pub(crate) const fn cause(&self) -> Option<Cause> {
        self.judge.cause()
    }
}

fn short(time: Time) -> u32 {
    u32::try_from(time.as_micros()).unwrap_or(u32::MAX)
}

/// The value that so many percent do not exceed; puts the values in another order.
fn share(values: &mut [u32], percent: usize) -> Option<Time> {
    let at = (values.len() * percent).div_ceil(100).checked_sub(1)?;
    let (_, value, _) = values.select_nth_unstable(at);
    Some(Time::from_micros(u64::from(*value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn ms(millis: u64) -> Time {
        Time::from_millis(millis)
    }

    /// A pad that is heard 20 times a second for so many seconds; what it sees is asked for once a second.
    fn play(
        pulse: &mut Pulse,
        from: u64,
        seconds: u64,
        loss: u16,
        input: impl Fn(u64) -> (Time, Time),
    ) {
        for n in from * 20..(from + seconds) * 20 {
            let (way, wait) = input(n);
            pulse.input(ms(n * 50), way, wait);
            if n % 20 == 19 {
                pulse.look(ms(n * 50), loss, true);
            }
        }
    }

    #[test]
    fn ages_are_those_of_the_last_seconds() {
        let mut pulse = Pulse::default();
        assert!(!pulse.look(ms(0), 0, true));
        assert_eq!(pulse.ages(), (None, None));
        play(&mut pulse, 0, 10, 0, |n| {
            (ms(4), if n % 50 == 0 { ms(90) } else { ms(6) })
        });
        assert_eq!(pulse.ages(), (Some(ms(10)), Some(ms(94))));
        play(&mut pulse, 10, 10, 0, |_| (ms(4), ms(6)));
        assert_eq!(pulse.ages(), (Some(ms(10)), Some(ms(10))));
        pulse.look(ms(60_000), 0, true);
        assert_eq!(pulse.ages(), (None, None));
    }

    #[test]
    fn each_trouble_gets_its_name_and_loses_it() {
        let fine = |_| (ms(3), ms(8));
        type Trouble = fn(u64) -> (Time, Time);
        let cases: [(Cause, u16, Trouble); 4] = [
            (Cause::ReceiverSlow, 0, |_| (ms(3), ms(45))),
            (Cause::WifiCongested, 30, |n| (ms(5 + n * 37 % 100), ms(8))),
            (Cause::WifiCongested, 0, |_| (ms(120), ms(8))),
            (Cause::FarAway, 120, |_| (ms(3), ms(8))),
        ];
        for (cause, loss, trouble) in cases {
            let mut pulse = Pulse::default();
            play(&mut pulse, 0, 10, 0, fine);
            assert_eq!(pulse.cause(), None);
            play(&mut pulse, 10, 10, loss, trouble);
            assert_eq!(pulse.cause(), Some(cause));
            play(&mut pulse, 20, 12, 0, fine);
            assert_eq!(pulse.cause(), None, "{cause:?} is over");
        }
    }

    #[test]
    fn one_hitch_is_no_slow_receiver() {
        let mut pulse = Pulse::default();
        play(&mut pulse, 0, 20, 0, |n| {
            (ms(3), if n % 100 < 6 { ms(300) } else { ms(8) })
        });
        assert_eq!(pulse.cause(), None);
    }

    #[test]
    fn a_link_at_rest_has_no_cause() {
        let mut pulse = Pulse::default();
        for n in 0..100 {
            pulse.input(ms(n * 5_000), ms(400), ms(500));
            pulse.look(ms(n * 5_000), 900, true);
            assert_eq!(pulse.cause(), None);
        }
    }

    proptest! {
        #[test]
        fn any_inputs_are_bounded(inputs in prop::collection::vec((any::<u32>(), any::<u64>(), any::<u64>()), 0..600)) {
            let mut pulse = Pulse::default();
            for (arrived, way, wait) in inputs {
                let arrived = Time::from_micros(u64::from(arrived));
                pulse.input(arrived, Time::from_micros(way), Time::from_micros(wait));
                pulse.look(arrived, way as u16, true);
                prop_assert!(pulse.inputs.len() <= INPUTS);
                let (p50, p99) = pulse.ages();
                prop_assert!(p50 <= p99);
            }
        }
    }
}
