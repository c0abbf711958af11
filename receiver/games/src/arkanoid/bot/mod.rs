//! The stand-in for a player who is away, and who plays when nobody does: minds the balls, sends them where bricks are left,
//! catches capsules, shoots, keeps out of the boss's bolts and now and then takes the door.
//! Reads the state, never writes it; the same state gives the same answer.

mod aim;
mod balls;

use super::capsules::FALL;
use super::laser::BARRELS;
use super::paddles;
use super::state::{
    BOLT_RADIUS, BrickKind, CAPSULE_SIZE, COLUMNS, Cell, FIELD_WIDTH, PADDLE_HEIGHT, PADDLE_Y,
    Paddle, Power, STEPS_PER_SECOND, State,
};
use super::{AUTO_LAUNCH_STEPS, LAUNCH};
use crate::game::{SeatIndex, SeatInput};
use balls::Landing;
use std::ops::RangeInclusive;

/// As fast as a stand-in moves, in units per second.
const PACE: f32 = 240.0;
/// How long it holds a ball before it launches.
const HOLD_STEPS: u32 = STEPS_PER_SECOND;
/// It minds bolts that come down within so many seconds.
const SEES_BOLTS: f32 = 0.8;
/// How far it keeps from a bolt's edge.
const SHY: f32 = 4.0;
/// Seconds that it wants to have left at a ball's landing after it went for a capsule.
const SPARE: f32 = 0.15;

/// What to do in this seat in the next step.
pub(crate) fn play(state: &State, seat: SeatIndex) -> SeatInput {
    let mut input = SeatInput::default();
    let Some(paddle) = state.paddle(seat) else {
        return input;
    };
    const FARTHEST: f32 = PACE / STEPS_PER_SECOND as f32;
    let target = beside_bolts(state, paddle, wish(state, paddle));
    let x = paddle.x + (target - paddle.x).clamp(-FARTHEST, FARTHEST);
    input.axes[usize::from(paddles::MOVE.0)] = paddles::axis_of(x, paddle.width);
    if presses(state, paddle) {
        input.pressed = LAUNCH.bit();
        input.held = LAUNCH.bit();
    }
    input
}

/// Launches what it has held for a while, and shoots with a laser.
fn presses(state: &State, paddle: &Paddle) -> bool {
    let rests = state.balls.iter().filter_map(|b| b.resting);
    let mut own = rests.filter(|rest| rest.seat == paddle.seat).peekable();
    if own.peek().is_some() {
        return own.any(|rest| rest.steps_left + HOLD_STEPS <= AUTO_LAUNCH_STEPS);
    }
    paddle.power == Power::Laser && paddle.cooldown == 0
}

/// Where this paddle wants to be.
fn wish(state: &State, paddle: &Paddle) -> f32 {
    if takes_door(state, paddle.seat) {
        return FIELD_WIDTH;
    }
    let landing = balls::minded_by(state, paddle);
    if let Some(x) = prize(state, paddle, landing.as_ref()) {
        return x;
    }
    match landing {
        Some(landing) => landing.x - aim::offset(state, paddle, &landing),
        None if paddle.power == Power::Laser => prey(state, paddle).unwrap_or(paddle.x),
        None => paddle.x,
    }
}

/// Whether it goes through the open door: some do in some rounds, others play the round to its end.
fn takes_door(state: &State, seat: SeatIndex) -> bool {
    state.door && whim(seat, state.round, 7) < 0.0
}

/// Where a capsule comes down that it can catch without missing its ball, and that no other paddle is nearer to.
fn prize(state: &State, paddle: &Paddle, landing: Option<&Landing>) -> Option<f32> {
    let far = |x: f32| ((paddle.x - x).abs() - paddle.width / 2.0).max(0.0);
    let others = || state.paddles.iter().filter(|p| p.plays());
    let is_mine = |x: f32| others().all(|p| (p.x - x).abs() >= (paddle.x - x).abs());
    let catchable = state.capsules.iter().filter_map(|capsule| {
        let seconds = (PADDLE_Y - capsule.at.y) / FALL;
        let x = capsule.at.x;
        let is_back = landing.is_none_or(|landing| {
            let back = (x - landing.x).abs() / PACE;
            seconds + back + SPARE < landing.seconds
        });
        let is_late = seconds < 0.0 || far(x) > seconds * PACE + CAPSULE_SIZE.x;
        (is_back && !is_late && is_mine(x)).then_some((seconds, x))
    });
    let soonest = catchable.min_by(|a, b| a.0.total_cmp(&b.0));
    soonest.map(|(_, x)| x)
}

/// Where a barrel stands under the nearest column whose lowest brick a shot can break; or under the boss.
fn prey(state: &State, paddle: &Paddle) -> Option<f32> {
    if let Some(boss) = &state.boss {
        return Some(boss.at.x);
    }
    let lowest = |column: usize| state.bricks.iter().rev().find_map(|row| row[column]);
    let breaks = |column: &usize| lowest(*column).is_some_and(|b| b.kind != BrickKind::Gold);
    let middles = (0..COLUMNS).filter(breaks);
    let middles = middles.map(|column| Cell { column, row: 0 }.centre().x);
    let barrel = paddle.width * BARRELS;
    let places = middles.flat_map(|x| [x - barrel, x + barrel]);
    let places = places.filter(|x| within_walls(paddle).contains(x));
    places.min_by(|a, b| (a - paddle.x).abs().total_cmp(&(b - paddle.x).abs()))
}

/// Where its middle can be.
fn within_walls(paddle: &Paddle) -> RangeInclusive<f32> {
    paddle.width / 2.0..=FIELD_WIDTH - paddle.width / 2.0
}

/// The place nearest to `wish` that no bolt comes down at soon.
fn beside_bolts(state: &State, paddle: &Paddle, wish: f32) -> f32 {
    let room = paddle.width / 2.0 + BOLT_RADIUS + SHY;
    let walls = within_walls(paddle);
    state.bolts.iter().fold(wish, |x, bolt| {
        let seconds = (PADDLE_Y - bolt.at.y) / bolt.velocity.y;
        let passed = -(PADDLE_HEIGHT + BOLT_RADIUS) / bolt.velocity.y;
        let at = bolt.at.x + bolt.velocity.x * seconds.max(0.0);
        if !(passed..SEES_BOLTS).contains(&seconds) || (x - at).abs() >= room {
            return x;
        }
        let near = if x < at { at - room } else { at + room };
        if walls.contains(&near) {
            near
        } else {
            2.0 * at - near
        }
    })
}

/// A number from -1.0 to 1.0 that looks like a whim: steady while nothing changes, other for each seat, thing and occasion.
fn whim(seat: SeatIndex, thing: u32, occasion: u32) -> f32 {
    (mixed(seat, thing, occasion) & 0xffff) as f32 / 32_768.0 - 1.0
}

fn mixed(seat: SeatIndex, thing: u32, occasion: u32) -> u32 {
    let mut h = u32::from(seat.0).wrapping_mul(0x9e37_79b9) ^ thing.wrapping_mul(0x85eb_ca6b);
    h = (h ^ occasion.wrapping_mul(0xc2b2_ae35)).wrapping_mul(0x27d4_eb2f);
    h ^ (h >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::geometry::Vec2;
    use crate::arkanoid::staged::{empty, throw};
    use crate::arkanoid::state::{Bolt, Brick, Capsule, CapsuleKind};
    use crate::arkanoid::{Arkanoid, Event};
    use crate::game::{Game, Inputs, Outputs};

    /// Lets bots play for so many seconds; returns what happened.
    fn watch(game: &mut Arkanoid, seconds: u32) -> Vec<Event> {
        let mut outputs = Outputs::default();
        let mut seen = Vec::new();
        for _ in 0..seconds * STEPS_PER_SECOND {
            let seats: [_; 8] = std::array::from_fn(|s| game.stand_in(SeatIndex(s as u16)));
            let inputs = Inputs {
                seats: &seats,
                actions: &[],
            };
            outputs.clear();
            game.step(&inputs, &mut outputs);
            seen.append(&mut outputs.details);
        }
        seen
    }

    fn drop_capsule(game: &mut Arkanoid, x: f32, y: f32) {
        game.state.capsules.push(Capsule {
            id: 500,
            kind: CapsuleKind::Enlarge,
            at: Vec2::new(x, y),
        });
    }

    #[test]
    fn the_nearest_catches_a_capsule_and_then_its_ball() {
        let mut game = empty(2);
        throw(&mut game, Vec2::new(30.0, 190.0), Vec2::new(20.0, -150.0));
        drop_capsule(&mut game, 240.0, 120.0);
        let seen = watch(&mut game, 3);
        let caught = seen.iter().find_map(|e| match e {
            Event::CapsuleCaught { seat, .. } => Some(*seat),
            _ => None,
        });
        // seat 0 starts in the middle, seat 1 further left
        assert_eq!(caught, Some(SeatIndex(0)));
        let saved = |e: &Event| matches!(e, Event::PaddleHit { .. });
        assert!(seen.iter().any(saved), "{:?}", game.state.balls);
    }

    #[test]
    fn the_ball_comes_before_a_capsule_that_is_too_far() {
        let mut game = empty(1);
        throw(&mut game, Vec2::new(30.0, 130.0), Vec2::new(0.0, 120.0));
        drop_capsule(&mut game, 260.0, 175.0);
        let seen = watch(&mut game, 1);
        assert!(seen.iter().any(|e| matches!(e, Event::PaddleHit { .. })));
        assert!(
            !seen
                .iter()
                .any(|e| matches!(e, Event::CapsuleCaught { .. }))
        );
    }

    #[test]
    fn it_shoots_where_a_brick_can_break() {
        let mut game = empty(1);
        let brick = |kind| {
            Some(Brick {
                kind,
                hits_left: u8::from(kind == BrickKind::Plain),
                colour: 0,
            })
        };
        game.state.bricks[4][2] = brick(BrickKind::Plain);
        game.state.bricks[4][7] = brick(BrickKind::Gold);
        game.state.bricks[0][13] = brick(BrickKind::Plain);
        game.state.bricks_left = 2;
        game.state.paddles[0].power = Power::Laser;
        throw(&mut game, Vec2::new(140.0, 180.0), Vec2::new(0.0, -0.001));
        let seen = watch(&mut game, 3);
        let broken = |e: &Event| matches!(e, Event::BrickHit { broken: true, .. });
        assert!(seen.iter().any(broken), "{:?}", game.state.paddles);
    }

    #[test]
    fn it_steps_out_of_a_bolts_way() {
        for x in [20.0, 100.0, 140.0, 270.0] {
            let mut game = empty(1);
            throw(&mut game, Vec2::new(140.0, 100.0), Vec2::new(0.0, -0.001));
            game.state.paddles[0].x = x;
            game.state.bolts.push(Bolt {
                id: 400,
                at: Vec2::new(x, 100.0),
                velocity: Vec2::new(0.0, 85.0),
            });
            let seen = watch(&mut game, 2);
            let out = seen.iter().any(|e| matches!(e, Event::PaddleOut { .. }));
            assert!(!out && game.state.bolts.is_empty(), "{x}");
        }
    }

    #[test]
    fn some_take_the_door_and_some_play_on() {
        let took: Vec<_> = (1..=30)
            .map(|round| {
                let mut game = empty(1);
                game.state.round = round;
                game.state.door = true;
                throw(&mut game, Vec2::new(140.0, 100.0), Vec2::new(0.0, -0.001));
                let seen = watch(&mut game, 2);
                seen.iter().any(|e| matches!(e, Event::WentThrough { .. }))
            })
            .collect();
        let count = took.iter().filter(|took| **took).count();
        assert!((8..=22).contains(&count), "{took:?}");
    }

    #[test]
    fn one_that_is_out_or_away_asks_for_nothing() {
        let mut game = empty(1);
        game.state.paddles[0].out = 9;
        let x = game.state.paddles[0].x;
        let input = play(&game.state, SeatIndex(0));
        assert_eq!(
            input.axes[0],
            paddles::axis_of(x, game.state.paddles[0].width)
        );
        assert_eq!(play(&game.state, SeatIndex(5)), SeatInput::default());
    }
}
