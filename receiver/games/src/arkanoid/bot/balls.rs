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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::staged::{empty, step, throw};
    use crate::game::{Outputs, SeatIndex};

    #[test]
    fn a_landing_is_where_the_ball_comes_down() {
        for (x, way) in [(140.0, 0.0), (30.0, -140.0), (250.0, 170.0), (100.0, 60.0)] {
            let mut game = empty(1);
            game.state.paddles[0].out = 10_000;
            throw(&mut game, Vec2::new(x, 40.0), Vec2::new(way, 100.0));
            game.state.lives = None;
            let landing = landing(&game.state.balls[0]).unwrap();
            let mut outputs = Outputs::default();
            let mut steps = 0;
            while game.state.balls[0].at.y < REST_Y {
                step(&mut game, &mut outputs);
                steps += 1;
            }
            let off = (game.state.balls[0].at.x - landing.x).abs();
            assert!(off < 2.0, "{landing:?} {:?}", game.state.balls);
            assert!((landing.seconds * 240.0 - steps as f32).abs() < 3.0);
        }
    }

    #[test]
    fn each_ball_is_minded_by_one_and_the_first_by_the_nearest() {
        let mut game = empty(3);
        let places = [60.0, 150.0, 240.0];
        for (paddle, x) in game.state.paddles.iter_mut().zip(places) {
            paddle.x = x;
        }
        throw(&mut game, Vec2::new(140.0, 100.0), Vec2::new(0.0, 100.0));
        throw(&mut game, Vec2::new(130.0, 150.0), Vec2::new(0.0, 100.0));
        throw(&mut game, Vec2::new(20.0, 150.0), Vec2::new(0.0, -100.0));
        let minded = |seat: u16| {
            let paddle = game.state.paddle(SeatIndex(seat)).unwrap();
            minded_by(&game.state, paddle).map(|landing| landing.ball)
        };
        assert_eq!([0, 1, 2].map(minded), [Some(1_000), Some(1_001), None]);
    }

    #[test]
    fn one_that_is_out_minds_none() {
        let mut game = empty(2);
        game.state.paddles[0].out = 5;
        let x = game.state.paddles[0].x;
        throw(&mut game, Vec2::new(x, 100.0), Vec2::new(0.0, 100.0));
        let minded = game.state.paddles.iter().map(|p| minded_by(&game.state, p));
        let minded: Vec<_> = minded.map(|landing| landing.is_some()).collect();
        assert_eq!(minded, [false, true]);
    }
}
