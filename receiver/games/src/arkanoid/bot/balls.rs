//! Where balls come down, and which paddle minds which.

use crate::arkanoid::flight::REST_Y;
use crate::arkanoid::geometry::Vec2;
use crate::arkanoid::state::{
    BALL_RADIUS, Ball, FIELD_WIDTH, MAX_BALLS, MAX_PADDLES, Paddle, State,
};

/// Where and when a ball comes down to the paddles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Landing {
    /// From now.
    pub(super) seconds: f32,
    /// The ball's centre.
    pub(super) x: f32,
    /// Which ball.
    pub(super) ball: u32,
    /// How fast it flies.
    pub(super) speed: f32,
}

/// What this paddle is to catch: the balls are shared out from the one that lands first on, each to the nearest paddle that
/// has none yet.
pub(super) fn minded_by(state: &State, paddle: &Paddle) -> Option<Landing> {
    let mut landings = [None; MAX_BALLS];
    let coming = state.balls.iter().filter_map(landing);
    for (slot, landing) in landings.iter_mut().zip(coming) {
        *slot = Some(landing);
    }
    let soonest = |a: &Option<Landing>, b: &Option<Landing>| {
        let seconds = |l: &Option<Landing>| l.map_or(f32::INFINITY, |l| l.seconds);
        seconds(a).total_cmp(&seconds(b))
    };
    landings.sort_unstable_by(soonest);
    let mut is_busy = [false; MAX_PADDLES];
    for landing in landings.into_iter().flatten() {
        let off = |p: &Paddle| (p.x - landing.x).abs();
        let free = state.paddles.iter().zip(&mut is_busy);
        let free = free.filter(|(p, busy)| p.plays() && !**busy);
        let (nearest, busy) = free.min_by(|a, b| off(a.0).total_cmp(&off(b.0)))?;
        if nearest.seat == paddle.seat {
            return Some(landing);
        }
        *busy = true;
    }
    None
}

/// In how many seconds a ball comes down to the paddles, and where; bricks on its way are not seen.
/// `None` if it rests, flies up, or is past them.
fn landing(ball: &Ball) -> Option<Landing> {
    let Vec2 { x: vx, y: vy } = ball.velocity;
    if ball.resting.is_some() || vy <= 0.0 || ball.at.y > REST_Y + BALL_RADIUS {
        return None;
    }
    let seconds = ((REST_Y - ball.at.y) / vy).max(0.0);
    // Unfold the walls: the ball flies straight through a row of mirrored fields.
    let span = FIELD_WIDTH - 2.0 * BALL_RADIUS;
    let far = (ball.at.x - BALL_RADIUS + vx * seconds).rem_euclid(2.0 * span);
    let x = if far > span { 2.0 * span - far } else { far };
    Some(Landing {
        seconds,
        x: x + BALL_RADIUS,
        ball: ball.id,
        speed: ball.speed,
    })
}
