//! What moves, as it was after each of the last two steps, and what happened since the last frame. Decides no look.

use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, Ball, Event, Paddle, State};
use couchpad_games::game::Game;

/// More than this in one frame is not worth showing; it bounds a frame after a hitch.
const EVENTS: usize = 128;

/// Everything that moves, after one step.
#[derive(Default)]
struct Moment {
    paddles: Vec<Paddle>,
    balls: Vec<Ball>,
}

impl Moment {
    fn keep(&mut self, state: &State) {
        self.paddles.clone_from(&state.paddles);
        self.balls.clone_from(&state.balls);
    }
}

/// The last two steps, and the events of the steps since the last frame.
#[derive(Resource, Default)]
pub(super) struct Memory {
    previous: Moment,
    current: Moment,
    /// Steps of the game that is remembered; falls when a new one begins.
    steps: u64,
    events: Vec<Event>,
}

impl Memory {
    /// Where a paddle's middle is between the steps.
    pub(super) fn paddle_x(&self, now: &Paddle, alpha: f32) -> f32 {
        let same = |paddle: &&Paddle| paddle.seat == now.seat;
        let before = self.previous.paddles.iter().find(same);
        before.map_or(now.x, |before| before.x.lerp(now.x, alpha))
    }

    /// Where a ball is between the steps, in field units.
    pub(super) fn ball_at(&self, now: &Ball, alpha: f32) -> Vec2 {
        let to = Vec2::new(now.at.x, now.at.y);
        let before = self.previous.balls.iter().find(|ball| ball.id == now.id);
        before.map_or(to, |before| {
            Vec2::new(before.at.x, before.at.y).lerp(to, alpha)
        })
    }

    /// What happened since the last frame.
    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    /// Forgets what happened, once a frame has shown it.
    pub(super) fn clear_events(&mut self) {
        self.events.clear();
    }

    fn add(&mut self, state: &State, events: &[Event]) {
        if state.steps < self.steps {
            *self = Self::default();
        }
        self.steps = state.steps;
        std::mem::swap(&mut self.previous, &mut self.current);
        self.current.keep(state);
        let room = EVENTS.saturating_sub(self.events.len());
        self.events.extend(events.iter().take(room));
    }
}

/// After each step: keeps what the next frames need.
pub(super) fn remember(stage: Res<Stage>, mut memory: ResMut<Memory>) {
    if let Some(running) = stage.running::<Arkanoid>().filter(|_| stage.stepped) {
        memory.add(running.game.state(), &running.outputs.details);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::{AnyGame, Inputs, Running, SeatEvent, SeatIndex, Setup};

    fn running() -> Running<Arkanoid> {
        let mut running = Running::<Arkanoid>::new(&Setup::new(7));
        running.on_seat(SeatEvent::Taken(SeatIndex(0)));
        running
    }

    fn step(running: &mut Running<Arkanoid>, memory: &mut Memory) {
        let seats = [running.stand_in(SeatIndex(0))];
        running.step(&Inputs {
            seats: &seats,
            actions: &[],
        });
        memory.add(running.game.state(), &running.outputs.details);
    }

    #[test]
    fn places_lie_between_the_last_two_steps() {
        let (mut running, mut memory) = (running(), Memory::default());
        let mut moved = 0;
        for _ in 0..4_000 {
            let before = running.game.state().balls.first().copied();
            step(&mut running, &mut memory);
            let now = running.game.state().balls.first().copied();
            if let (Some(before), Some(now)) = (before, now)
                && before.id == now.id
            {
                let (from, to) = (
                    Vec2::new(before.at.x, before.at.y),
                    Vec2::new(now.at.x, now.at.y),
                );
                assert!(memory.ball_at(&now, 0.0).distance(from) < 1e-3);
                assert!(memory.ball_at(&now, 1.0).distance(to) < 1e-3);
                moved += u32::from(from != to);
            }
        }
        assert!(moved > 1_000, "the ball flew");
    }

    #[test]
    fn a_new_game_forgets_the_old_one() {
        let mut memory = Memory::default();
        let mut old = running();
        for _ in 0..3_000 {
            step(&mut old, &mut memory);
        }
        let mut new = running();
        step(&mut new, &mut memory);
        let paddle = new.game.state().paddles[0];
        assert_eq!(
            memory.paddle_x(&paddle, 0.0),
            paddle.x,
            "nothing flies in from the old game"
        );
    }

    #[test]
    fn events_are_bounded_and_cleared() {
        let (mut running, mut memory) = (running(), Memory::default());
        for _ in 0..40_000 {
            step(&mut running, &mut memory);
        }
        assert!(!memory.events().is_empty() && memory.events().len() <= EVENTS);
        memory.clear_events();
        assert!(memory.events().is_empty());
    }
}
