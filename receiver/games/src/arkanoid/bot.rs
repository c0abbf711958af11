//! The stand-in for a player who is away: sees where a ball will come down and goes there at a human pace.
//! Reads the state, never writes it; the same state gives the same answer.

use super::flight;
use super::geometry::Vec2;
use super::paddles;
use super::state::{BALL_RADIUS, Ball, FIELD_WIDTH, MAX_BALLS, Paddle, STEPS_PER_SECOND, State};
use super::{AUTO_LAUNCH_STEPS, LAUNCH};
use crate::game::{SeatIndex, SeatInput};

/// As fast as a stand-in moves.
const PACE: f32 = 240.0;
/// How long it holds a ball before it launches.
const HOLD_STEPS: u32 = STEPS_PER_SECOND;
/// How far from the paddle's middle it lets balls come down, in parts of the paddle's reach. It spreads its hits, for a
/// paddle that always hits with its middle only ever plays straight up.
const SPREAD: f32 = 0.8;

/// What to do in this seat in the next step.
pub(crate) fn play(state: &State, seat: SeatIndex) -> SeatInput {
    let mut input = SeatInput::default();
    let Some(paddle) = state.paddle(seat) else {
        return input;
    };
    const FARTHEST: f32 = PACE / STEPS_PER_SECOND as f32;
    let target = landing_for(state, paddle).unwrap_or(paddle.x);
    let x = paddle.x + (target - paddle.x).clamp(-FARTHEST, FARTHEST);
    input.axes[usize::from(paddles::MOVE.0)] = paddles::axis_of(x, paddle.width);
    if holds_long_enough(state, seat) {
        input.pressed = LAUNCH.bit();
        input.held = LAUNCH.bit();
    }
    input
}

fn holds_long_enough(state: &State, seat: SeatIndex) -> bool {
    let mut rests = state.balls.iter().filter_map(|b| b.resting);
    rests.any(|r| r.seat == seat && r.steps_left + HOLD_STEPS <= AUTO_LAUNCH_STEPS)
}

/// Where this paddle should be. Several paddles share the balls out: the first minds the one that lands first, and so on.
fn landing_for(state: &State, paddle: &Paddle) -> Option<f32> {
    let mut landings = [(f32::INFINITY, 0.0, 0); MAX_BALLS];
    let flying = state.balls.iter().filter(|b| b.resting.is_none());
    let coming = flying.filter_map(|b| Some((b, landing(b)?)));
    let mut count = 0;
    for (slot, (ball, (seconds, x))) in landings.iter_mut().zip(coming) {
        *slot = (seconds, x, ball.id);
        count += 1;
    }
    landings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let rank = state.paddles.iter().position(|p| p.seat == paddle.seat)?;
    let (_, x, ball) = landings[rank.checked_rem(count)?];
    let off = whim(paddle.seat, ball, state.bricks_left) * SPREAD * paddles::touch_reach(paddle);
    Some(x + off)
}

/// In how many seconds a ball comes down to the paddles, and where; bricks on its way are not seen.
/// `None` if it flies up, or is past them.
fn landing(ball: &Ball) -> Option<(f32, f32)> {
    let Vec2 { x: vx, y: vy } = ball.velocity;
    if vy <= 0.0 || ball.at.y > flight::REST_Y + BALL_RADIUS {
        return None;
    }
    let seconds = ((flight::REST_Y - ball.at.y) / vy).max(0.0);
    // Unfold the walls: the ball flies straight through a row of mirrored fields.
    let span = FIELD_WIDTH - 2.0 * BALL_RADIUS;
    let far = (ball.at.x - BALL_RADIUS + vx * seconds).rem_euclid(2.0 * span);
    let x = if far > span { 2.0 * span - far } else { far };
    Some((seconds, x + BALL_RADIUS))
}

/// A number from -1.0 to 1.0 that looks like a whim: steady while nothing changes, other at the next ball or brick.
fn whim(seat: SeatIndex, ball: u32, bricks_left: u32) -> f32 {
    let mut h = u32::from(seat.0).wrapping_mul(0x9e37_79b9) ^ ball.wrapping_mul(0x85eb_ca6b);
    h = (h ^ bricks_left.wrapping_mul(0xc2b2_ae35)).wrapping_mul(0x27d4_eb2f);
    h ^= h >> 15;
    (h & 0xffff) as f32 / 32_768.0 - 1.0
}
