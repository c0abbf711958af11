//! What a game that was read from a file must be like, so that it can go on: every number within what play can bring
//! about. Knows no file.

use super::pace::{FASTEST, HITS_A_STEP};
use super::state::{
    Ball, Brick, BrickKind, FIELD_HEIGHT, FIELD_WIDTH, MAX_BALLS, MAX_BOLTS, MAX_CAPSULES,
    MAX_ENEMIES, MAX_PADDLES, MAX_SHOTS, Mode, Paddle, Phase,
};
use super::{
    AUTO_LAUNCH_STEPS, Arkanoid, DROUGHT_STEPS, INTRO_STEPS, LOST_STEPS, bolts, boss, capsules,
    door, enemies, feel, laser, modes, paddles, points, rounds,
};

/// No game counts further than this: steps, points.
const MOST: u64 = 1 << 40;
/// Rounds, too.
const MOST_ROUNDS: u32 = 1 << 30;
/// How far outside the field the middle of a ball can be.
const OUTSIDE: f32 = 20.0;
/// How far from its paddle's middle a ball can rest.
const FARTHEST_REST: f32 = 40.0;

impl Arkanoid {
    /// The game with what is not written, if it can have come to this.
    pub(super) fn revived(mut self) -> Option<Self> {
        if !self.is_sound() {
            return None;
        }
        let state = &mut self.state;
        state.title = self.levels.level(state.round).title;
        // as at the beginning, so that no step asks for memory
        reserve(&mut state.paddles, MAX_PADDLES);
        reserve(&mut state.waiting, MAX_PADDLES);
        reserve(&mut state.balls, MAX_BALLS);
        reserve(&mut state.capsules, MAX_CAPSULES);
        reserve(&mut state.shots, MAX_SHOTS);
        reserve(&mut state.enemies, MAX_ENEMIES);
        reserve(&mut state.bolts, MAX_BOLTS);
        Some(self)
    }

    fn is_sound(&self) -> bool {
        let state = &self.state;
        let points = state.scores.iter().chain([&state.team_score]);
        let bricks = state.bricks.iter().flatten().flatten();
        let others = |ball: &Ball| state.balls.iter().filter(|b| b.id == ball.id).count() == 1;
        state.steps < MOST
            && is_sound_phase(state.phase, state.lives)
            && (1..MOST_ROUNDS).contains(&state.round)
            && state.rounds.is_none_or(|last| state.round <= last)
            && self.is_sound_mode()
            && bricks.clone().all(is_sound_brick)
            && state.bricks_left == rounds::breakable(&state.bricks)
            && state.paddles.len() <= MAX_PADDLES
            && paddles::are_sound(&state.paddles)
            && state.balls.len() <= MAX_BALLS
            && state
                .balls
                .iter()
                .all(|ball| is_sound_ball(ball) && others(ball))
            && points
                .into_iter()
                .all(|points| points.unsigned_abs() < MOST)
            && usize::from(self.server) < MAX_PADDLES
            && self.drought <= DROUGHT_STEPS
            && enemies::are_sound(state, self.enemy_pause)
            && state.boss.as_ref().is_none_or(boss::is_sound)
            && bolts::are_sound(state)
            && self.patter.iter().all(|left| *left <= feel::PATTER)
            && capsules::are_sound(state)
            && laser::are_sound(state)
            && self.pushes.iter().all(|steps| *steps < door::PUSH_STEPS)
            && self.are_sound_seats()
            && self.are_sound_ids()
    }

    /// The next thing is told from all that are there: one that is not would not be read again.
    fn are_sound_ids(&self) -> bool {
        let state = &self.state;
        let balls = state.balls.iter().map(|ball| ball.id);
        let falling = state.capsules.iter().map(|capsule| capsule.id);
        let shots = state.shots.iter().map(|shot| shot.id);
        let enemies = state.enemies.iter().map(|enemy| enemy.id);
        let bolts = state.bolts.iter().map(|bolt| bolt.id);
        let mut ids = balls
            .chain(falling)
            .chain(shots)
            .chain(enemies)
            .chain(bolts);
        ids.all(|id| id < self.next_id)
    }

    /// What follows from how it is played, and the next life ahead: one far behind would bring lives for ever.
    fn is_sound_mode(&self) -> bool {
        let state = &self.state;
        let levels = self.levels.count();
        let is_ahead = |next: i64| {
            next > state.team_score
                && next.unsigned_abs() < MOST
                && (next - points::FIRST_LIFE) % points::NEXT_LIFE == 0
        };
        (state.mode == Mode::Endless) == levels.is_none()
            && state.rounds == modes::rounds(state.mode, levels)
            && state.lives.is_some() == modes::lives(state.mode).is_some()
            && state.lives.is_none_or(|lives| lives <= points::MOST_LIVES)
            && state.next_life.is_some() == modes::first_life(state.mode).is_some()
            && state.next_life.is_none_or(is_ahead)
    }

    /// Those who wait: each once, in order, and none that plays.
    fn are_sound_seats(&self) -> bool {
        let state = &self.state;
        let mut pairs = state.waiting.windows(2);
        let cooled = |paddle: &Paddle| paddle.cooldown <= laser::COOLDOWN;
        pairs.all(|pair| matches!(pair, [a, b] if a < b))
            && state
                .waiting
                .iter()
                .all(|seat| seat.index() < MAX_PADDLES && state.paddle(*seat).is_none())
            && state.paddles.iter().all(cooled)
    }
}

fn reserve<T>(list: &mut Vec<T>, most: usize) {
    list.reserve_exact(most.saturating_sub(list.len()));
}

fn is_sound_phase(phase: Phase, lives: Option<u32>) -> bool {
    (lives == Some(0)) == (phase == Phase::Lost)
        && match phase {
            Phase::RoundIntro { steps_left } => steps_left <= INTRO_STEPS,
            Phase::BallLost { steps_left } => steps_left <= LOST_STEPS,
            Phase::Playing | Phase::Won | Phase::Lost => true,
        }
}

fn is_sound_brick(brick: &Brick) -> bool {
    let hits = match brick.kind {
        BrickKind::Plain => 1..=1,
        BrickKind::Silver => 1..=rounds::SILVER_HITS_MOST,
        BrickKind::Gold => 0..=0,
    };
    hits.contains(&brick.hits_left) && brick.colour < super::BRICK_COLOURS
}

/// Ranges, since no range has a number that is none.
fn is_sound_ball(ball: &Ball) -> bool {
    let is_seat = |seat: crate::game::SeatIndex| seat.index() < MAX_PADDLES;
    let is_at_rest = ball.resting.is_none_or(|rest| {
        is_seat(rest.seat)
            && (-FARTHEST_REST..=FARTHEST_REST).contains(&rest.offset)
            && rest.steps_left <= AUTO_LAUNCH_STEPS
    });
    is_at_rest
        && (-OUTSIDE..=FIELD_WIDTH + OUTSIDE).contains(&ball.at.x)
        && (-OUTSIDE..=FIELD_HEIGHT + OUTSIDE).contains(&ball.at.y)
        && (0.0..=FASTEST + 1.0).contains(&ball.velocity.length())
        && (1.0..=FASTEST).contains(&ball.speed)
        && ball.owner.is_none_or(is_seat)
        && ball.helper.is_none_or(is_seat)
        && ball.hits < HITS_A_STEP
        && u64::from(ball.idle_bounces) < MOST >> 20
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::{Capsule, CapsuleKind, Power, SeatEvent, SeatIndex, Shot, Vec2};
    use crate::game::{Game, Setup};

    fn first_brick(game: &mut Arkanoid) -> &mut Brick {
        let mut bricks = game.state.bricks.iter_mut().flatten().flatten();
        bricks.next().unwrap()
    }

    fn capsule(x: f32) -> Capsule {
        Capsule {
            id: 900,
            kind: CapsuleKind::Slow,
            at: Vec2::new(x, 50.0),
        }
    }

    fn shot(seat: u16, y: f32) -> Shot {
        Shot {
            id: 900,
            seat: SeatIndex(seat),
            at: Vec2::new(50.0, y),
        }
    }

    fn game() -> Arkanoid {
        let mut game = Arkanoid::new(&Setup::new(1));
        game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        game.on_seat(SeatEvent::Taken(SeatIndex(5)));
        game.serve();
        game
    }

    #[test]
    fn a_game_is_sound_and_gets_its_name_and_memory_back() {
        let mut game = game();
        game.state.title = super::super::Title::default();
        game.state.paddles.shrink_to_fit();
        let game = game.revived().unwrap();
        assert_eq!(game.state.title.name, "Sunset");
        assert!(game.state.paddles.capacity() >= MAX_PADDLES);
        assert!(game.state.balls.capacity() >= MAX_BALLS);
    }

    #[test]
    fn what_no_game_comes_to_is_not_played() {
        let spoil: &[fn(&mut Arkanoid)] = &[
            |g| g.state.steps = u64::MAX,
            |g| g.state.phase = Phase::Lost,
            |g| g.state.phase = Phase::RoundIntro { steps_left: 9_999 },
            |g| g.state.round = 0,
            |g| g.state.lives = Some(10),
            |g| g.state.bricks_left -= 1,
            |g| first_brick(g).hits_left = 0,
            |g| first_brick(g).colour = 8,
            |g| g.state.mode = Mode::Versus,
            |g| g.state.mode = Mode::Endless,
            |g| g.state.rounds = None,
            |g| g.state.next_life = Some(i64::MIN),
            |g| g.state.next_life = Some(30_000),
            |g| g.state.next_life = None,
            |g| g.state.waiting = vec![SeatIndex(0)],
            |g| g.state.waiting = vec![SeatIndex(4), SeatIndex(2)],
            |g| g.state.paddles[0].power = Power::Wide,
            |g| g.state.paddles[0].cooldown = 1_000,
            |g| g.state.balls[0].hits = u32::MAX,
            |g| g.state.balls[0].helper = Some(SeatIndex(8)),
            |g| g.state.capsules = vec![capsule(f32::NAN)],
            |g| g.state.capsules = vec![capsule(50.0); 2],
            |g| g.state.shots = vec![shot(8, 50.0)],
            |g| g.state.shots = vec![shot(0, 1e9)],
            |g| g.pushes[3] = u8::MAX,
            |g| g.patter[3] = u8::MAX,
            |g| g.state.paddles.reverse(),
            |g| g.state.paddles[0].x = f32::NAN,
            |g| g.state.paddles[0].width = 25.0,
            |g| g.state.paddles[1].seat = SeatIndex(8),
            |g| g.state.balls[0].at.x = f32::INFINITY,
            |g| g.state.balls[0].velocity.y = f32::NAN,
            |g| g.state.balls[0].speed = 1e30,
            |g| g.state.balls = vec![g.state.balls[0]; 2],
            |g| g.state.team_score = i64::MIN,
            |g| g.server = u16::MAX,
            |g| g.next_id = g.state.balls[0].id,
            |g| g.state.balls[0].speed = FASTEST + 0.5,
            |g| g.drought = u32::MAX,
        ];
        for (at, spoil) in spoil.iter().enumerate() {
            let mut game = game();
            spoil(&mut game);
            assert!(game.revived().is_none(), "{at}");
        }
    }
}
