//! A player made of arithmetic: what it does is a function of the seed, the time and what the pad shows. Owns no clock,
//! no thread and no window; both the windowless loop and the window drive it. It understands no game: it steers, presses,
//! answers and writes whatever the controls allow, so that any game goes on. Must not chat: that is for people.

mod answers;
mod chance;

use crate::model::PadModel;
use crate::touch::Action;
use answers::Answers;
use chance::chance;
use couchpad_core::protocol::limits::AXES;
use couchpad_core::protocol::{AxisIndex, ButtonIndex, ControlKind, PadLayout, Phase, Weight};
use std::time::Duration;

/// How often a bot moves its hand: as often as a good screen draws.
pub const BEAT: Duration = Duration::from_millis(16);
/// How often it looks up where there is nothing to play.
pub const IDLE_BEAT: Duration = Duration::from_millis(250);

/// Average length of one move of the hand, in seconds.
const MOVE: f64 = 0.9;
/// Which random numbers are for what.
const HAND: u64 = 1;
const BUTTONS: u64 = 2;
const START: u64 = 3;
const CROSS: u64 = 4;
/// So many of its chances it lets pass where a button is out of the way: such buttons are no part of playing.
const SELDOM: f64 = 0.9;
/// How long it keeps to one direction of a cross, in seconds, and the share of that in which the thumb is down.
const TURN: f64 = 0.4;
const DOWN: f64 = 0.6;

/// What a bot sees of its pad.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    /// The controls on the glass, if any.
    pub layout: Option<&'a PadLayout>,
    /// What the receiver does.
    pub phase: Phase,
    /// Whether it has a seat and a live link.
    pub seated: bool,
}

impl<'a> Sight<'a> {
    /// What it sees of a pad that knows this.
    #[must_use]
    pub fn of(model: &'a PadModel) -> Self {
        Self {
            layout: model.layout.as_deref(),
            phase: model.phase,
            seated: model.is_live() && model.is_seated(),
        }
    }
}

/// The player. Its memory is only what it last told the pad.
#[derive(Debug, Clone)]
pub struct Bot {
    seed: u64,
    axes: [Option<i16>; AXES],
    held: u32,
    /// Since when the receiver has been doing what it does.
    since: Option<(Phase, Duration)>,
    answers: Answers,
}

impl Bot {
    /// A bot; the same seed plays the same way.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            axes: [None; AXES],
            held: 0,
            since: None,
            answers: Answers::default(),
        }
    }

    /// What it does now. `now` counts from any moment and never goes back.
    pub fn act(&mut self, now: Duration, sight: Sight<'_>, out: &mut Vec<Action>) {
        let (Some(layout), true) = (sight.layout, sight.seated) else {
            self.let_go(out);
            self.since = None;
            self.answers = Answers::default();
            return;
        };
        if self.since.is_none_or(|(phase, _)| phase != sight.phase) {
            self.since = Some((sight.phase, now));
            self.axes = [None; AXES];
        }
        let since = self.since.map_or(now, |(_, since)| since);
        if sight.phase.is_live() {
            self.steer(now, layout, out);
            self.answers.act(self.seed, now, layout, out);
        }
        self.press(
            self.wanted(now, now.saturating_sub(since), layout, sight.phase),
            out,
        );
    }

    fn let_go(&mut self, out: &mut Vec<Action>) {
        self.press(0, out);
    }

    fn steer(&mut self, now: Duration, layout: &PadLayout, out: &mut Vec<Action>) {
        for axis in layout.controls.iter().flat_map(|c| axes_of(&c.kind)) {
            let value = hand(self.seed, axis, now);
            let known = self.axes.get_mut(usize::from(axis.0));
            if known.is_some_and(|known| known.replace(value) != Some(value)) {
                out.push(Action::Axis(axis, value));
            }
        }
    }

    /// The buttons that are down at this moment.
    fn wanted(&self, now: Duration, since: Duration, layout: &PadLayout, phase: Phase) -> u32 {
        let down = |(button, weight): &(ButtonIndex, Weight)| match *button {
            ButtonIndex::PAUSE => false,
            ButtonIndex::START => wants_start(self.seed, since, phase),
            button => phase.is_live() && taps(self.seed, button, *weight, now),
        };
        let buttons = layout.controls.iter().filter_map(|c| match c.kind {
            ControlKind::Button { button, weight } => Some((button, weight)),
            _ => None,
        });
        let held = buttons.filter(down).fold(0, |bits, (b, _)| bits | b.bit());
        let crosses = layout.controls.iter().filter(|_| phase.is_live());
        let crosses = crosses.filter_map(|c| match c.kind {
            ControlKind::DPad {
                up,
                down,
                left,
                right,
            } => cross(self.seed, [up, down, left, right], now),
            _ => None,
        });
        crosses.fold(held, |bits, b| bits | b.bit())
    }

    fn press(&mut self, wanted: u32, out: &mut Vec<Action>) {
        let before = std::mem::replace(&mut self.held, wanted);
        for button in (0..32).map(ButtonIndex) {
            match (before & button.bit() != 0, wanted & button.bit() != 0) {
                (false, true) => out.push(Action::Press(button)),
                (true, false) => out.push(Action::Release(button)),
                _ => {}
            }
        }
    }
}

/// How long until the bot wants to act again.
#[must_use]
pub const fn beat(sight: Sight<'_>) -> Duration {
    if sight.seated && sight.phase.is_live() {
        BEAT
    } else {
        IDLE_BEAT
    }
}

fn axes_of(kind: &ControlKind) -> impl Iterator<Item = AxisIndex> {
    let (x, y) = match *kind {
        ControlKind::SwipeArea { x, y, .. } => (x, y),
        ControlKind::Slider { axis } => (Some(axis), None),
        ControlKind::Stick { x, y } => (Some(x), Some(y)),
        ControlKind::Tilt { x, y, .. } => (x, y),
        _ => (None, None),
    };
    x.into_iter().chain(y)
}

/// Where the hand has an axis at a time: it rests a little, then sweeps to somewhere else, fast in the middle, and does
/// not care for the ends.
fn hand(seed: u64, axis: AxisIndex, now: Duration) -> i16 {
    let beats = now.as_secs_f64() / MOVE;
    let number = beats.floor() as u64;
    let stream = HAND + u64::from(axis.0) * 16;
    let spot = |n: u64| (chance(seed, stream, n) * 2.0 - 1.0) * 1.15;
    let rest = 0.5 * chance(seed, stream + 1, number);
    let share = ((beats.fract() - rest) / (1.0 - rest)).clamp(0.0, 1.0);
    let eased = share * share * share * (share * (share * 6.0 - 15.0) + 10.0);
    let (from, to) = (spot(number), spot(number + 1));
    let place = (from + (to - from) * eased).clamp(-1.0, 1.0);
    (place * f64::from(i16::MAX)).round() as i16
}

/// A tap of 90 to 200 ms once in every 1.5 s, at a moment of its own; much more seldom where it is out of the way.
fn taps(seed: u64, button: ButtonIndex, weight: Weight, now: Duration) -> bool {
    const EVERY: f64 = 1.5;
    let turns = now.as_secs_f64() / EVERY;
    let (number, into) = (turns.floor() as u64, turns.fract() * EVERY);
    let stream = BUTTONS + u64::from(button.0) * 16;
    let at = chance(seed, stream, number);
    let long = 0.09 + 0.11 * chance(seed, stream + 1, number);
    if weight == Weight::Quiet && chance(seed, stream + 2, number) < SELDOM {
        return false;
    }
    (at..at + long).contains(&into)
}

/// In the lobby it waits a moment for others, then asks to start, and asks again every 2 s; results it looks at longer.
fn wants_start(seed: u64, since: Duration, phase: Phase) -> bool {
    let patience = match phase {
        Phase::Lobby => 0.8,
        Phase::Results => 6.0,
        Phase::Playing | Phase::Paused => return false,
    };
    let late = since.as_secs_f64() - patience - chance(seed, START, 0);
    late >= 0.0 && late % 2.0 < 0.3
}

/// The direction in which a cross is pressed, if it is.
fn cross(seed: u64, ways: [ButtonIndex; 4], now: Duration) -> Option<ButtonIndex> {
    let turns = now.as_secs_f64() / TURN;
    let stream = CROSS + u64::from(ways[0].0) * 16;
    let way = chance(seed, stream, turns.floor() as u64) * 4.0;
    let way = ways.get(way as usize).copied();
    way.filter(|_| turns.fract() < DOWN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::{Area, Orientation, Weight};

    const LAUNCH: ButtonIndex = ButtonIndex(0);

    fn layout() -> PadLayout {
        let button = |button| ControlKind::Button {
            button,
            weight: Weight::Primary,
        };
        let swipe = ControlKind::SwipeArea {
            x: Some(AxisIndex(0)),
            y: None,
            travel: 600,
        };
        PadLayout::new("", Orientation::Any)
            .with("", Area::ALL, swipe)
            .with("LAUNCH", Area::ALL, button(LAUNCH))
            .with("PAUSE", Area::ALL, button(ButtonIndex::PAUSE))
            .with("START", Area::ALL, button(ButtonIndex::START))
    }

    fn play(seed: u64, phase: Phase, seconds: u64) -> Vec<Action> {
        let (layout, mut bot, mut out) = (layout(), Bot::new(seed), Vec::new());
        for beat in 0..seconds * 60 {
            let sight = Sight {
                layout: Some(&layout),
                phase,
                seated: true,
            };
            bot.act(Duration::from_millis(beat * 16), sight, &mut out);
        }
        out
    }

    fn count(actions: &[Action], which: &Action) -> usize {
        actions.iter().filter(|a| *a == which).count()
    }

    #[test]
    fn in_play_it_sweeps_and_launches_and_never_pauses_or_starts() {
        for seed in 0..20 {
            let actions = play(seed, Phase::Playing, 30);
            let axis = |a: &Action| match a {
                Action::Axis(AxisIndex(0), v) => Some(i32::from(*v)),
                _ => None,
            };
            let places: Vec<_> = actions.iter().filter_map(axis).collect();
            let span = places.iter().max().unwrap() - places.iter().min().unwrap();
            assert!(span > 40_000, "seed {seed}: {span}");
            let fastest = places.windows(2).map(|p| (p[1] - p[0]).abs()).max();
            assert!(fastest < Some(6_000), "no hand jumps: {fastest:?}");
            assert!(count(&actions, &Action::Press(LAUNCH)) >= 15);
            for system in [ButtonIndex::PAUSE, ButtonIndex::START] {
                assert_eq!(count(&actions, &Action::Press(system)), 0);
            }
        }
    }

    #[test]
    fn in_the_lobby_it_asks_to_start_and_keeps_its_hand_still() {
        let actions = play(7, Phase::Lobby, 5);
        assert!(count(&actions, &Action::Press(ButtonIndex::START)) >= 1);
        assert!(!actions.iter().any(|a| matches!(a, Action::Axis(..))));
        assert!(play(7, Phase::Paused, 5).is_empty());
    }

    #[test]
    fn every_press_is_released_once_the_seat_is_gone() {
        let (layout, mut bot, mut out) = (layout(), Bot::new(3), Vec::new());
        let mut sight = Sight {
            layout: Some(&layout),
            phase: Phase::Playing,
            seated: true,
        };
        let mut now = Duration::ZERO;
        while !out.contains(&Action::Press(LAUNCH)) {
            bot.act(now, sight, &mut out);
            now += BEAT;
        }
        sight.seated = false;
        out.clear();
        bot.act(now, sight, &mut out);
        assert_eq!(out, [Action::Release(LAUNCH)]);
    }

    #[test]
    fn seeds_decide() {
        assert_eq!(play(1, Phase::Playing, 3), play(1, Phase::Playing, 3));
        assert_ne!(play(1, Phase::Playing, 3), play(2, Phase::Playing, 3));
    }
}
