//! What moves, as it was after each of the last two steps. Decides no look.

use crate::stage::{Stage, StepSet};
use crate::view::shown::has_stepped;
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::pong::{Pong, State, Team};

/// Places of the ball that are remembered.
pub(super) const WAY: usize = 14;
/// A ball that is farther away than this was not there before: it was laid ready anew.
const JUMP: f32 = 160.0;

/// What moves, after one step.
#[derive(Clone, Copy, Default)]
struct Moment {
    ball: Vec2,
    paddles: [f32; 2],
    halves: [f32; 2],
}

impl Moment {
    fn of(state: &State) -> Self {
        Self {
            ball: Vec2::new(state.ball.x, state.ball.y),
            paddles: state.paddles.map(|paddle| paddle.y),
            halves: state.paddles.map(|paddle| paddle.half),
        }
    }
}

/// The last two steps, and the ball's way.
#[derive(Resource, Default)]
pub(super) struct Memory {
    before: Moment,
    now: Moment,
    /// The newest first.
    way: Vec<Vec2>,
    steps: u64,
}

impl Memory {
    /// Where the ball is between the steps.
    pub(super) fn ball(&self, alpha: f32) -> Vec2 {
        self.before.ball.lerp(self.now.ball, alpha)
    }

    /// Where a paddle's middle is between the steps, and half its length.
    pub(super) fn paddle(&self, team: Team, alpha: f32) -> (f32, f32) {
        let at = |of: fn(&Moment) -> [f32; 2]| {
            let [from, to] = [&self.before, &self.now].map(|moment| of(moment)[team.index()]);
            from.lerp(to, alpha)
        };
        (at(|moment| moment.paddles), at(|moment| moment.halves))
    }

    /// Where the ball was after its last steps, the newest first.
    pub(super) fn way(&self) -> &[Vec2] {
        &self.way
    }

    /// A game that stands still and that no step of was seen, as after a start: it is shown as it is.
    pub(super) fn look(&mut self, state: &State) {
        if state.steps != self.steps {
            self.steps = state.steps;
            self.now = Moment::of(state);
            self.before = self.now;
            self.way.clear();
        }
    }

    fn add(&mut self, state: &State) {
        if state.steps != self.steps + 1 {
            self.look(state);
        }
        self.steps = state.steps;
        self.before = self.now;
        self.now = Moment::of(state);
        if self.before.ball.distance(self.now.ball) > JUMP {
            self.before.ball = self.now.ball;
            self.way.clear();
        }
        self.way.truncate(WAY - 1);
        self.way.insert(0, self.now.ball);
    }
}

pub(super) fn plugin(app: &mut App) {
    let remember = remember.in_set(StepSet::Seen).run_if(has_stepped::<Pong>);
    app.init_resource::<Memory>()
        .add_systems(FixedUpdate, remember);
}

/// After each step: keeps what the next frames need.
fn remember(stage: Res<Stage>, mut memory: ResMut<Memory>) {
    if let Some(running) = stage.running::<Pong>() {
        memory.add(running.game.state());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::{AnyGame, Inputs, Running, SeatEvent, SeatIndex, Setup};
    use couchpad_games::pong::Event;

    #[test]
    fn the_ball_moves_from_step_to_step_and_does_not_fly_back_after_a_point() {
        let mut running = Running::<Pong>::new(&Setup::new(3));
        running.on_seat(SeatEvent::Taken(SeatIndex(0)));
        let mut memory = Memory::default();
        let mut points = 0;
        for _ in 0..3_000 {
            running.step(&Inputs {
                seats: &[],
                actions: &[],
            });
            memory.add(running.game.state());
            let is_point = |event: &Event| matches!(event, Event::Point { .. });
            if running.outputs.details.iter().any(is_point) {
                assert_eq!(memory.ball(0.0), memory.ball(1.0), "it is laid ready");
                assert_eq!(memory.way().len(), 1);
                points += 1;
            }
            assert!(memory.ball(0.0).distance(memory.ball(1.0)) < JUMP);
            assert!(memory.way().len() <= WAY);
        }
        assert!(points > 1);
    }
}
