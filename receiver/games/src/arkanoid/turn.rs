//! Which way a ball flies after it hit something. Knows neither when nor what: only the surface, or the paddle.

use super::geometry::Vec2;
use super::paddles;
use super::state::{Ball, Paddle};

/// The least part of a ball's speed that goes up or down, so that none flies level for ever.
pub(crate) const UPRIGHT: f32 = 0.25;
/// The part of a ball's speed that goes sideways off a paddle's very end.
const LEAN: f32 = 0.9;
/// What a paddle at full speed adds to that.
const DRAG: f32 = 0.35;

/// Where on the paddle the ball is, from -1.0 at the left end to 1.0 at the right end.
pub(crate) fn offset(ball: &Ball, paddle: &Paddle) -> f32 {
    ((ball.at.x - paddle.x) / paddles::touch_reach(paddle)).clamp(-1.0, 1.0)
}

/// Sends a ball up from a paddle, leaning to the side where it was hit and where the paddle moves.
pub(crate) fn deflect(ball: &mut Ball, paddle: &Paddle) {
    ball.velocity = upward(lean(ball, paddle), ball.speed);
    ball.idle_bounces = 0;
}

/// How far to a side the paddle sends the ball, by where it lies and how the paddle moves.
pub(crate) fn lean(ball: &Ball, paddle: &Paddle) -> f32 {
    let drag = (paddle.velocity / paddles::MAX_SPEED).clamp(-1.0, 1.0) * DRAG;
    offset(ball, paddle) + drag
}

/// Gives a ball another speed; it keeps its way.
pub(crate) fn set_speed(ball: &mut Ball, speed: f32) {
    ball.speed = speed;
    if ball.resting.is_none() {
        let way = ball.velocity.unit();
        ball.velocity = Vec2::new(way.x * speed, way.y * speed);
    }
}

/// A velocity that goes up and leans: -1.0 is far to the left, 0.0 straight up.
pub(crate) fn upward(lean: f32, speed: f32) -> Vec2 {
    let x = lean.clamp(-1.0, 1.0) * LEAN;
    Vec2::new(x * speed, -(1.0 - x * x).sqrt() * speed)
}

/// A velocity of that speed and nearly that direction that is not too level and does not fly into the surface.
pub(crate) fn steepened(velocity: Vec2, speed: f32, normal: Vec2) -> Vec2 {
    let mut way = velocity.unit();
    if way.y.abs() < UPRIGHT {
        way.y = if way.y < 0.0 { -UPRIGHT } else { UPRIGHT };
        let x = (1.0 - UPRIGHT * UPRIGHT).sqrt();
        way.x = if way.x < 0.0 { -x } else { x };
    }
    if way.dot(normal) <= 0.0 {
        way.y = -way.y;
    }
    Vec2::new(way.x * speed, way.y * speed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::flight::REST_Y;
    use crate::game::SeatIndex;
    use proptest::prelude::*;

    #[test]
    fn where_it_hits_and_how_the_paddle_moves_decide_the_way() {
        let lean = |x: f32, velocity: f32| {
            let mut shot = Ball {
                id: 0,
                at: Vec2::new(x, REST_Y),
                velocity: Vec2::new(0.0, 100.0),
                owner: None,
                resting: None,
                speed: 100.0,
                helper: None,
                hits: 0,
                combo: 0,
                idle_bounces: 0,
            };
            let paddle = Paddle {
                seat: SeatIndex(0),
                x: 130.0,
                width: 36.0,
                velocity,
                power: crate::arkanoid::Power::None,
                cooldown: 0,
                out: 0,
            };
            deflect(&mut shot, &paddle);
            assert!(shot.velocity.y < 0.0 && shot.speed == 100.0);
            shot.velocity.x / shot.speed
        };
        assert_eq!(lean(130.0, 0.0), 0.0);
        assert!(lean(120.0, 0.0) < -0.3 && lean(140.0, 0.0) > 0.3);
        assert!(lean(130.0, 600.0) > 0.1 && lean(130.0, -600.0) < -0.1);
        assert!(lean(150.0, 1_200.0) <= LEAN + 1e-6);
    }

    #[test]
    fn a_level_ball_is_turned_up_or_down() {
        let way = steepened(Vec2::new(100.0, 0.0), 100.0, Vec2::new(1.0, 0.0));
        assert!((way.y.abs() - 25.0).abs() < 1e-3 && (way.length() - 100.0).abs() < 1e-3);
    }

    proptest! {
        #[test]
        fn nothing_is_turned_into_the_surface(x in -1.0_f32..1.0, y in -1.0_f32..1.0, nx in -1.0_f32..1.0, ny in -1.0_f32..1.0) {
            let (way, normal) = (Vec2::new(x, y).unit(), Vec2::new(nx, ny).unit());
            prop_assume!(way.dot(normal) > 0.01);
            let turned = steepened(way, 100.0, normal);
            prop_assert!(turned.dot(normal) > 0.0);
            prop_assert!(turned.y.abs() >= UPRIGHT * 100.0 - 1e-3);
            prop_assert!((turned.length() - 100.0).abs() < 1e-2);
        }
    }
}
