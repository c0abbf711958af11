//! Looks for moments worth a picture in games that the stand-ins play. A rule that changes changes the games, so a picture
//! names what it wants to show and not the step at which that once was to be seen.

use super::play::{played, step};
use couchpad_games::arkanoid::{Arkanoid, Event, Phase, Power, State};
use couchpad_games::game::Game;
use couchpad_receiver::stage::Stage;
use std::collections::VecDeque;

/// Steps that one game is watched for.
const WATCHED: u64 = 40_000;
/// Steps between two looks.
const LOOK: u64 = 24;

/// A step of a game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) seed: u64,
    pub(crate) step: u64,
}

/// The best of all looks at the games of these seeds, by a judge who sees the state and what happened since the last look.
pub(crate) fn best(
    players: u16,
    seeds: std::ops::Range<u64>,
    mut judge: impl FnMut(&State, &[Event]) -> i64,
) -> Moment {
    let mut best = (i64::MIN, Moment { seed: 0, step: 0 });
    for seed in seeds {
        let mut stage = played("arkanoid", players, seed, 1);
        let mut happened = Vec::new();
        while stage.steps < WATCHED {
            step(&mut stage, players);
            let running = stage.running::<Arkanoid>().expect("Arkanoid runs");
            happened.extend_from_slice(&running.outputs.details);
            if !stage.steps.is_multiple_of(LOOK) {
                continue;
            }
            let worth = judge(running.game.state(), &happened);
            happened.clear();
            if worth > best.0 {
                let step = stage.steps;
                best = (worth, Moment { seed, step });
            }
        }
    }
    best.1
}

/// The game as it was so many steps before a moment.
pub(crate) fn before(players: u16, moment: Moment, steps: u64) -> Stage {
    let at = moment.step.saturating_sub(steps).max(1);
    played("arkanoid", players, moment.seed, at)
}

/// How much of what the game has is to be seen at once, in the middle of a round.
pub(crate) fn richness(state: &State, happened: &[Event]) -> i64 {
    if state.phase != Phase::Playing || !(20..120).contains(&state.bricks_left) {
        return 0;
    }
    let least = |count: usize, most: usize| count.min(most) as i64;
    let is_high = |y: f32| y < 150.0;
    let lasers = state.paddles.iter().filter(|p| p.power == Power::Laser);
    let armed = state.paddles.iter().filter(|p| p.power != Power::None);
    let flying = state.balls.iter().filter(|b| b.resting.is_none());
    let broken = happened
        .iter()
        .filter(|e| matches!(e, Event::BrickHit { broken: true, .. }));
    let words = happened.iter().filter(|e| matches!(e, Event::Combo { .. }));
    12 * least(lasers.count(), 2)
        + 6 * least(armed.count(), 3)
        + 24 * least(flying.count(), 4)
        + 8 * least(state.capsules.iter().filter(|c| c.at.y > 60.0).count(), 3)
        + 5 * least(state.shots.iter().filter(|s| is_high(s.at.y)).count(), 4)
        + 6 * least(state.enemies.iter().filter(|e| e.at.y > 10.0).count(), 2)
        + 4 * least(broken.count(), 2)
        + 6 * least(words.count(), 1)
        // the less is lost at the bottom, the better
        - 4 * least(state.balls.iter().filter(|b| b.at.y > 206.0).count(), 4)
}

/// The same, and far more where a paddle has a laser while three balls or more fly.
pub(crate) fn lasers_and_many_balls(state: &State, happened: &[Event]) -> i64 {
    let lasers = state.paddles.iter().filter(|p| p.power == Power::Laser);
    let flying = state.balls.iter().filter(|b| b.resting.is_none());
    let both = lasers.count() > 0 && flying.count() > 2;
    richness(state, happened) + if both { 100 } else { 0 }
}

/// Judges by what the last looks were worth together.
pub(crate) fn over(
    looks: usize,
    mut judge: impl FnMut(&State, &[Event]) -> i64,
) -> impl FnMut(&State, &[Event]) -> i64 {
    let mut last: VecDeque<i64> = VecDeque::new();
    let (mut sum, mut round) = (0, 0);
    move |state, happened| {
        // a film shows one round, from a moment in it to another
        if state.round != round || !matches!(state.phase, Phase::Playing) {
            (last, sum, round) = (VecDeque::new(), 0, state.round);
        }
        let worth = judge(state, happened);
        sum += worth;
        last.push_back(worth);
        if last.len() > looks {
            sum -= last.pop_front().unwrap_or(0);
        }
        if last.len() == looks { sum } else { i64::MIN }
    }
}
