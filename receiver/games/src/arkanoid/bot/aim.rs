//! With which part of the paddle to hit a ball, so that it flies where something is left to break.

use super::balls::Landing;
use super::{mixed, whim};
use crate::arkanoid::flight::REST_Y;
use crate::arkanoid::geometry::Vec2;
use crate::arkanoid::state::{
    BALL_RADIUS, BRICK_HEIGHT, BRICK_WIDTH, BRICKS_TOP, Boss, BrickKind, FIELD_WIDTH, Paddle, ROWS,
    State,
};
use crate::arkanoid::{paddles, turn};

/// Seconds before a ball lands from which on it aims; until then it only goes there.
const AIMS_FROM: f32 = 0.8;
/// How far off it believes a ball to land, in units for each second until then.
const GUESS: f32 = 24.0;
/// How far off it hits at worst, in units for each unit of the ball's speed: mostly far less, and enough for a miss now
/// and then.
const SLIP: f32 = 0.025;
/// Ways that it looks along.
const WAYS: u32 = 11;
/// The farthest of them to a side, in parts of the paddle's reach.
const FARTHEST: f32 = 0.85;
/// How far it looks at a time.
const GLANCE: f32 = 4.0;
/// It follows a way no further than this: up, and down again from the top wall.
const SIGHT: u32 = 110;

/// How far left of the ball's landing place the paddle's middle should be.
pub(super) fn offset(state: &State, paddle: &Paddle, landing: &Landing) -> f32 {
    let tally = state.tallies.get(paddle.seat.index());
    let occasion = tally.map_or(0, |tally| tally.saves);
    let error = whim(paddle.seat, landing.ball, !occasion);
    let guess = error * landing.seconds * GUESS;
    if landing.seconds > AIMS_FROM {
        return guess;
    }
    let lean = lean(state, paddle, landing, occasion);
    let slip = error * error * error * landing.speed * SLIP;
    lean * paddles::touch_reach(paddle) + guess + slip
}

/// The first way that leads to something, in an order that differs from time to time; any, if none does.
fn lean(state: &State, paddle: &Paddle, landing: &Landing, occasion: u32) -> f32 {
    let dice = mixed(paddle.seat, landing.ball, occasion);
    let (first, shift) = (dice % WAYS, (dice >> 8 & 0xff) as f32 / 256.0);
    let way = |i: u32| {
        let place = (first + i * 4) % WAYS;
        (2.0 * (place as f32 + shift) / WAYS as f32 - 1.0) * FARTHEST
    };
    let from = Vec2::new(landing.x, REST_Y);
    let mut ways = (0..WAYS).map(way);
    let found = ways.find(|lean| leads_to_something(state, from, turn::upward(*lean, GLANCE)));
    found.unwrap_or_else(|| way(0))
}

/// Whether a ball that flies that way meets a brick that can break, or the boss, before it comes back.
fn leads_to_something(state: &State, mut at: Vec2, mut glance: Vec2) -> bool {
    for _ in 0..SIGHT {
        at = at.along(glance, 1.0);
        if at.x < BALL_RADIUS || at.x > FIELD_WIDTH - BALL_RADIUS {
            glance.x = -glance.x;
            at.x = at.x.clamp(BALL_RADIUS, FIELD_WIDTH - BALL_RADIUS);
        }
        if at.y < BALL_RADIUS {
            glance.y = -glance.y;
        }
        if state.boss.as_ref().is_some_and(|boss| is_in(boss, at)) {
            return true;
        }
        if let Some(kind) = brick_at(state, at) {
            return kind != BrickKind::Gold;
        }
        if glance.y > 0.0 && at.y > BRICKS_TOP + ROWS as f32 * BRICK_HEIGHT {
            return false;
        }
    }
    false
}

fn is_in(boss: &Boss, at: Vec2) -> bool {
    (at.x - boss.at.x).abs() < boss.half.x && (at.y - boss.at.y).abs() < boss.half.y
}

fn brick_at(state: &State, at: Vec2) -> Option<BrickKind> {
    if at.y < BRICKS_TOP {
        return None;
    }
    let row = ((at.y - BRICKS_TOP) / BRICK_HEIGHT) as usize;
    let column = (at.x / BRICK_WIDTH) as usize;
    let brick = *state.bricks.get(row)?.get(column)?;
    brick.map(|brick| brick.kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::staged::empty;
    use crate::arkanoid::state::Brick;
    use crate::game::SeatIndex;

    fn brick(kind: BrickKind) -> Option<Brick> {
        Some(Brick {
            kind,
            hits_left: u8::from(kind != BrickKind::Gold),
            colour: 0,
        })
    }

    fn landing(ball: u32) -> Landing {
        Landing {
            seconds: 0.1,
            x: 140.0,
            ball,
            speed: 120.0,
        }
    }

    #[test]
    fn it_sees_bricks_straight_ahead_over_walls_and_behind_no_gold() {
        let mut game = empty(1);
        let from = Vec2::new(140.0, REST_Y);
        let sees = |game: &crate::arkanoid::Arkanoid, lean| {
            leads_to_something(&game.state, from, turn::upward(lean, GLANCE))
        };
        assert!(!sees(&game, 0.0) && !sees(&game, 0.7) && !sees(&game, -0.7));
        game.state.bricks[3][7] = brick(BrickKind::Plain);
        assert!(sees(&game, 0.03));
        game.state.bricks[9][7] = brick(BrickKind::Gold);
        assert!(!sees(&game, 0.03));
        game.state.bricks[0] = [brick(BrickKind::Silver); 14];
        assert!(sees(&game, 0.85) && sees(&game, -0.85));
    }

    #[test]
    fn it_finds_the_way_to_most_places() {
        let mut found = 0;
        for column in 0..14 {
            let mut game = empty(1);
            game.state.bricks[8][column] = brick(BrickKind::Plain);
            let paddle = game.state.paddles[0];
            for ball in 0..20 {
                let lean = lean(&game.state, &paddle, &landing(ball), 1);
                assert!((-FARTHEST..=FARTHEST).contains(&lean));
                let way = turn::upward(lean, GLANCE);
                let from = Vec2::new(140.0, REST_Y);
                found += u32::from(leads_to_something(&game.state, from, way));
            }
        }
        assert!(found > 200, "{found} of 280");
    }

    #[test]
    fn it_is_a_little_off_and_further_the_longer_the_ball_takes() {
        let game = empty(1);
        let paddle = game.state.paddle(SeatIndex(0)).unwrap();
        let off = |seconds| {
            let of = |ball| {
                let landing = Landing {
                    seconds,
                    ..landing(ball)
                };
                offset(&game.state, paddle, &landing).abs()
            };
            (0..100).map(of).fold(0.0, f32::max)
        };
        let (soon, late) = (off(0.0), off(2.0));
        assert!(soon < paddles::touch_reach(paddle) + 120.0 * SLIP);
        assert!((30.0..2.0 * GUESS + 1.0).contains(&late), "{late}");
    }
}
