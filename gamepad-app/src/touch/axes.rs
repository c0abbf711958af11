//! Where the axes are: finer than what goes out, and on the way there through what their layout says of how they feel. Owns
//! the one place where a value is rounded for the wire. Must not know fingers.

use super::action::Action;
use super::feel::{self, Steady};
use crate::place::Feel;
use couchpad_core::protocol::limits::AXES;
use couchpad_core::protocol::{AxisIndex, Gain, OneEuro};
use std::time::Duration;

/// End of an axis, as it goes out.
const END: f64 = i16::MAX as f64;
/// How quickly the idea of a motion's speed follows it, in seconds: longer than a frame, so that a screen that draws more
/// often than it hears of fingers does not take them for stopping all the time.
const FOLLOW: f64 = 0.03;
/// So near is there, once nothing moves it any more: a quarter of a thousandth of the way, which nobody sees.
const NEAR: f64 = 0.0005;

/// One of them.
#[derive(Debug, Clone, Copy, Default)]
struct Axis {
    /// Where the player has it, -1 to 1.
    at: f64,
    /// What went out last.
    told: i16,
    gain: Gain,
    smoothing: Option<OneEuro>,
    steady: Steady,
    /// Whether anything asked for anything in this frame.
    stirred: bool,
    /// Whole ways that motions asked for in this frame, before any gain.
    moved: f64,
    /// And a second, as far as is known.
    speed: f64,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Axes {
    all: [Axis; AXES],
    frame: Option<Duration>,
}

impl Axes {
    /// What a new layout says of how they feel. Who says nothing feels plain.
    pub(super) fn feel(&mut self, feels: &[Feel], out: &mut Vec<Action>) {
        for (axis, number) in self.all.iter_mut().zip(0..) {
            let feel = feels.iter().find(|feel| feel.axis == AxisIndex(number));
            let smoothing = feel.and_then(|feel| feel.smoothing);
            axis.gain = feel.map_or(Gain::Plain, |feel| feel.gain);
            if axis.smoothing != smoothing {
                axis.smoothing = smoothing;
                axis.arrive(number, out);
            }
        }
    }

    /// They go on from here: nobody needs to be told.
    pub(super) fn set(&mut self, values: [i16; AXES]) {
        for (axis, value) in self.all.iter_mut().zip(values) {
            axis.at = (f64::from(value) / END).clamp(-1.0, 1.0);
            axis.told = to_wire(axis.at);
            axis.rest();
        }
    }

    /// What went out last.
    pub(super) fn told(&self) -> [i16; AXES] {
        self.all.map(|axis| axis.told)
    }

    /// A motion, in whole ways of the axis, counted so many times.
    pub(super) fn slide(
        &mut self,
        number: AxisIndex,
        ways: f64,
        times: f64,
        out: &mut Vec<Action>,
    ) {
        if let Some(axis) = self.all.get_mut(usize::from(number.0)) {
            axis.moved += ways;
            let gain = feel::by_speed(axis.gain, axis.speed) * times;
            axis.at = (axis.at + 2.0 * ways * gain).clamp(-1.0, 1.0);
            axis.follow(number.0, out);
        }
    }

    /// It is to be here, -1 to 1.
    pub(super) fn put(&mut self, number: AxisIndex, value: f64, out: &mut Vec<Action>) {
        if let Some(axis) = self.all.get_mut(usize::from(number.0)) {
            axis.at = value.clamp(-1.0, 1.0);
            axis.follow(number.0, out);
        }
    }

    /// Something that has a middle is so far off it, -1 to 1.
    pub(super) fn deflect(&mut self, number: AxisIndex, value: f64, out: &mut Vec<Action>) {
        let gain = self.all.get(usize::from(number.0)).map(|axis| axis.gain);
        let value = gain.map_or(value, |gain| feel::deflected(gain, value));
        self.put(number, value, out);
    }

    /// Something that springs back has been let go: it is in the middle at once, however it feels.
    pub(super) fn spring(&mut self, number: AxisIndex, out: &mut Vec<Action>) {
        if let Some(axis) = self.all.get_mut(usize::from(number.0)) {
            axis.at = 0.0;
            axis.arrive(number.0, out);
        }
    }

    /// All that is still on its way is there.
    pub(super) fn arrive(&mut self, out: &mut Vec<Action>) {
        for (axis, number) in self.all.iter_mut().zip(0..) {
            axis.arrive(number, out);
        }
    }

    /// A frame is over: what moved smoothly has moved on.
    pub(super) fn end_frame(&mut self, now: Duration, out: &mut Vec<Action>) {
        let since = self.frame.replace(now).unwrap_or(now);
        let passed = now.saturating_sub(since).as_secs_f64();
        for (axis, number) in self.all.iter_mut().zip(0..) {
            axis.end_frame(number, now, passed, out);
        }
    }

    /// Whether all are where the player has them.
    pub(super) fn are_there(&self) -> bool {
        self.all.iter().all(|axis| axis.told == to_wire(axis.at))
    }
}

impl Axis {
    /// Tells where it is, unless it gets there smoothly.
    fn follow(&mut self, number: u8, out: &mut Vec<Action>) {
        self.stirred = true;
        if self.smoothing.is_none() {
            self.tell(number, self.at, out);
        }
    }

    fn tell(&mut self, number: u8, value: f64, out: &mut Vec<Action>) {
        let value = to_wire(value);
        if std::mem::replace(&mut self.told, value) != value {
            out.push(Action::Axis(AxisIndex(number), value));
        }
    }

    fn arrive(&mut self, number: u8, out: &mut Vec<Action>) {
        self.rest();
        self.tell(number, self.at, out);
    }

    fn rest(&mut self) {
        self.steady = Steady::resting(self.at / 2.0);
        (self.moved, self.speed) = (0.0, 0.0);
    }

    fn end_frame(&mut self, number: u8, now: Duration, passed: f64, out: &mut Vec<Action>) {
        if passed > 0.0 {
            let speed = std::mem::take(&mut self.moved) / passed;
            self.speed += (speed - self.speed) * (1.0 - (-passed / FOLLOW).exp());
        }
        let stirred = std::mem::take(&mut self.stirred);
        if let Some(hint) = self.smoothing {
            let value = 2.0 * self.steady.follow(hint, now, self.at / 2.0);
            if stirred || (self.at - value).abs() >= NEAR {
                self.tell(number, value, out);
            } else {
                self.steady = Steady::resting(self.at / 2.0);
                self.tell(number, self.at, out);
            }
        }
    }
}

fn to_wire(value: f64) -> i16 {
    (value.clamp(-1.0, 1.0) * END).round() as i16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const X: AxisIndex = AxisIndex(0);

    fn axes(gain: Gain, smoothing: Option<OneEuro>) -> Axes {
        let mut axes = Axes::default();
        let axis = X;
        let feel = Feel {
            axis,
            gain,
            smoothing,
        };
        axes.feel(&[feel], &mut Vec::new());
        axes
    }

    fn last(out: &[Action]) -> Option<i16> {
        out.iter().rev().find_map(|action| match action {
            Action::Axis(_, value) => Some(*value),
            _ => None,
        })
    }

    const SOFT: OneEuro = OneEuro {
        min_cutoff: 10,
        beta: 0,
    };

    #[test]
    fn every_value_of_the_wire_goes_in_and_comes_out_again() {
        let mut axes = Axes::default();
        for value in i16::MIN..=i16::MAX {
            axes.set([value; AXES]);
            assert_eq!(axes.told()[0], value.max(-i16::MAX));
        }
    }

    #[test]
    fn a_smooth_axis_gets_there_with_the_frames_and_says_when() {
        let mut axes = axes(Gain::Plain, Some(SOFT));
        let mut out = Vec::new();
        axes.slide(X, 0.25, 1.0, &mut out);
        assert!(out.is_empty(), "it goes out with the frame");
        assert!(!axes.are_there());
        let mut frames = 0;
        while !axes.are_there() && frames < 1_000 {
            frames += 1;
            axes.end_frame(Duration::from_millis(16 * frames), &mut out);
        }
        assert!((60..200).contains(&frames), "{frames}");
        assert_eq!(last(&out), Some(16_384));
    }

    #[test]
    fn letting_go_waits_for_no_frame() {
        let mut axes = axes(Gain::Plain, Some(SOFT));
        let mut out = Vec::new();
        axes.deflect(X, 1.0, &mut out);
        axes.end_frame(Duration::from_millis(16), &mut out);
        assert!(last(&out) > Some(0) && last(&out) < Some(10_000));
        axes.spring(X, &mut out);
        assert_eq!((last(&out), axes.are_there()), (Some(0), true));
    }

    #[test]
    fn a_fast_motion_counts_more_and_a_slow_one_less() {
        let gain = Gain::BySpeed {
            slow: 50,
            fast: 200,
            from: 500,
            to: 2_000,
        };
        let swipe = |ways_a_second: f64| {
            let mut axes = axes(gain, None);
            let mut out = Vec::new();
            for frame in 1..=30 {
                axes.slide(X, ways_a_second / 120.0, 1.0, &mut out);
                axes.end_frame(Duration::from_secs(frame) / 120, &mut out);
            }
            axes.all[0].at / (2.0 * ways_a_second / 4.0)
        };
        assert!((swipe(0.2) - 0.5).abs() < 1e-6);
        // it takes some frames to know that it is fast
        let fast = swipe(1.9);
        assert!((1.0..2.0).contains(&fast), "{fast}");
    }

    #[test]
    fn a_screen_that_draws_twice_as_often_as_fingers_are_heard_of_tells_the_same_speed() {
        let mut axes = axes(Gain::Plain, None);
        for frame in 1..=60 {
            if frame % 2 == 0 {
                axes.slide(X, 0.004, 1.0, &mut Vec::new());
            }
            axes.end_frame(Duration::from_secs(frame) / 120, &mut Vec::new());
        }
        let speed = axes.all[0].speed;
        assert!((speed - 0.24).abs() < 0.04, "{speed}");
    }

    proptest! {
        /// Whatever is done to a smooth axis: in the end it is where a plain one would be.
        #[test]
        fn smoothing_loses_nothing(steps in prop::collection::vec((-0.3_f64..0.3, 0_u64..40), 1..60)) {
            let mut smooth = axes(Gain::Plain, Some(OneEuro { min_cutoff: 15, beta: 300 }));
            let mut plain = Axes::default();
            let (mut now, mut out) = (Duration::ZERO, Vec::new());
            for (ways, millis) in steps {
                now += Duration::from_millis(millis);
                for axes in [&mut smooth, &mut plain] {
                    axes.slide(X, ways, 1.0, &mut out);
                    axes.end_frame(now, &mut out);
                }
            }
            for _ in 0..400 {
                now += Duration::from_millis(16);
                smooth.end_frame(now, &mut out);
            }
            prop_assert_eq!(smooth.told(), plain.told());
            prop_assert!(smooth.are_there());
        }
    }
}
