//! What moves, as it was after each of the last two steps. Decides no look.

use super::Draw;
use crate::stage::{Stage, StepSet};
use crate::view::shown::has_stepped;
use bevy::prelude::*;
use couchpad_games::arkanoid::{
    Arkanoid, Ball, Bolt, Boss, Capsule, Enemy, MAX_BALLS, Paddle, Shot, State, Vec2 as At,
};
use couchpad_games::game::Game;

/// Steps that a ball's way is remembered for.
pub(super) const WAY: usize = 32;

/// What can be followed from step to step.
pub(super) trait Mover {
    /// Tells it from all others of its kind.
    fn id(&self) -> u32;
    /// Its place, in field units.
    fn at(&self) -> At;
}

macro_rules! movers {
    ($($kind:ty),*) => {$(
        impl Mover for $kind {
            fn id(&self) -> u32 {
                self.id
            }
            fn at(&self) -> At {
                self.at
            }
        }
    )*};
}

movers!(Ball, Capsule, Shot, Enemy, Bolt);

/// Everything that moves, after one step.
#[derive(Default)]
struct Moment {
    paddles: Vec<Paddle>,
    balls: Vec<Ball>,
    capsules: Vec<Capsule>,
    shots: Vec<Shot>,
    enemies: Vec<Enemy>,
    bolts: Vec<Bolt>,
    boss: Option<Boss>,
}

impl Moment {
    fn keep(&mut self, state: &State) {
        self.paddles.clone_from(&state.paddles);
        self.balls.clone_from(&state.balls);
        self.capsules.clone_from(&state.capsules);
        self.shots.clone_from(&state.shots);
        self.enemies.clone_from(&state.enemies);
        self.bolts.clone_from(&state.bolts);
        self.boss = state.boss;
    }
}

/// Where a ball was after each of its last steps, the newest at `newest`.
#[derive(Clone, Copy)]
struct Way {
    ball: u32,
    places: [Vec2; WAY],
    newest: usize,
    known: usize,
}

impl Way {
    fn go(&mut self, to: Vec2) {
        self.newest = (self.newest + 1) % WAY;
        self.places[self.newest] = to;
        self.known = (self.known + 1).min(WAY);
    }
}

/// The last two steps, and the ways of the balls.
#[derive(Resource, Default)]
pub(super) struct Memory {
    previous: Moment,
    current: Moment,
    ways: Vec<Way>,
    /// Steps of the game that is remembered.
    steps: u64,
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
        between(&self.previous.balls, now, alpha)
    }

    /// Where a capsule is between the steps.
    pub(super) fn capsule_at(&self, now: &Capsule, alpha: f32) -> Vec2 {
        between(&self.previous.capsules, now, alpha)
    }

    /// Where a shot is between the steps.
    pub(super) fn shot_at(&self, now: &Shot, alpha: f32) -> Vec2 {
        between(&self.previous.shots, now, alpha)
    }

    /// Where an enemy is between the steps.
    pub(super) fn enemy_at(&self, now: &Enemy, alpha: f32) -> Vec2 {
        between(&self.previous.enemies, now, alpha)
    }

    /// Where a bolt is between the steps.
    pub(super) fn bolt_at(&self, now: &Bolt, alpha: f32) -> Vec2 {
        between(&self.previous.bolts, now, alpha)
    }

    /// Where the boss is between the steps.
    pub(super) fn boss_at(&self, now: &Boss, alpha: f32) -> Vec2 {
        let to = vec(now.at);
        let before = self.previous.boss.as_ref();
        before.map_or(to, |before| vec(before.at).lerp(to, alpha))
    }

    /// Where a ball was so many steps ago (less than [`WAY`]), if that is known.
    pub(super) fn ball_was(&self, ball: u32, steps: usize) -> Option<Vec2> {
        let way = self.ways.iter().find(|way| way.ball == ball)?;
        (steps < way.known).then(|| way.places[(way.newest + WAY - steps) % WAY])
    }

    /// A game of which other steps were seen, or none, as after a jump in a replay: what is remembered was elsewhere.
    fn look(&mut self, state: &State) {
        if state.steps != self.steps {
            *self = Self {
                steps: state.steps,
                ..Self::default()
            };
        }
    }

    fn add(&mut self, state: &State) {
        if state.steps != self.steps + 1 {
            self.look(state);
        }
        self.steps = state.steps;
        std::mem::swap(&mut self.previous, &mut self.current);
        self.current.keep(state);
        self.go_on(&state.balls);
    }

    fn go_on(&mut self, balls: &[Ball]) {
        let flies = |id: u32| {
            balls
                .iter()
                .any(|ball| ball.id == id && ball.resting.is_none())
        };
        self.ways.retain(|way| flies(way.ball));
        for ball in balls
            .iter()
            .filter(|ball| ball.resting.is_none())
            .take(MAX_BALLS)
        {
            let to = vec(ball.at);
            match self.ways.iter_mut().find(|way| way.ball == ball.id) {
                Some(way) => way.go(to),
                None => self.ways.push(Way {
                    ball: ball.id,
                    places: [to; WAY],
                    newest: 0,
                    known: 1,
                }),
            }
        }
    }
}

/// A place of the game as Bevy has it, still in field units and y down.
pub(super) const fn vec(at: At) -> Vec2 {
    Vec2::new(at.x, at.y)
}

fn between<T: Mover>(before: &[T], now: &T, alpha: f32) -> Vec2 {
    let to = vec(now.at());
    let before = before.iter().find(|one| one.id() == now.id());
    before.map_or(to, |before| vec(before.at()).lerp(to, alpha))
}

pub(super) fn plugin(app: &mut App) {
    let remember = remember
        .in_set(StepSet::Seen)
        .run_if(has_stepped::<Arkanoid>);
    app.init_resource::<Memory>()
        .add_systems(FixedUpdate, remember)
        .add_systems(Update, look.in_set(Draw::Events));
}

/// In each frame: nothing is drawn where it was before a jump.
fn look(stage: Res<Stage>, mut memory: ResMut<Memory>) {
    if let Some(running) = stage.running::<Arkanoid>() {
        memory.bypass_change_detection().look(running.game.state());
    }
}

/// After each step: keeps what the next frames need.
fn remember(stage: Res<Stage>, mut memory: ResMut<Memory>) {
    if let Some(running) = stage.running::<Arkanoid>() {
        memory.add(running.game.state());
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
        memory.add(running.game.state());
    }

    #[test]
    fn after_a_jump_nothing_is_remembered() {
        let (mut running, mut memory) = (running(), Memory::default());
        let flies = |running: &Running<Arkanoid>| {
            let balls = &running.game.state().balls;
            balls.first().is_some_and(|ball| ball.resting.is_none())
        };
        while !flies(&running) {
            step(&mut running, &mut memory);
        }
        (0..20).for_each(|_| step(&mut running, &mut memory));
        let ball = running.game.state().balls[0];
        memory.look(running.game.state());
        assert!(memory.ball_was(ball.id, 10).is_some(), "no jump");
        for _ in 0..30 {
            running.step(&Inputs {
                seats: &[running.stand_in(SeatIndex(0))],
                actions: &[],
            });
        }
        memory.look(running.game.state());
        assert_eq!(memory.ball_was(ball.id, 0), None);
        step(&mut running, &mut memory);
        assert!(memory.ball_was(ball.id, 0).is_some());
        assert_eq!(memory.ball_was(ball.id, 1), None);
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
    fn the_way_of_a_ball_is_where_it_was() {
        let (mut running, mut memory) = (running(), Memory::default());
        let mut flown: Vec<(u32, Vec2)> = Vec::new();
        let mut compared = 0;
        for _ in 0..4_000 {
            step(&mut running, &mut memory);
            let ball = running.game.state().balls.first().copied();
            let Some(ball) = ball.filter(|ball| ball.resting.is_none()) else {
                flown.clear();
                continue;
            };
            flown.push((ball.id, vec(ball.at)));
            for (ago, (id, at)) in flown.iter().rev().take(WAY).enumerate() {
                if *id == ball.id {
                    assert_eq!(memory.ball_was(ball.id, ago), Some(*at));
                    compared += 1;
                }
            }
            assert_eq!(memory.ball_was(ball.id, WAY), None);
        }
        assert!(compared > 1_000, "the ball flew");
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
}
