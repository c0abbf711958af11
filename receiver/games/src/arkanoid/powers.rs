//! What is in a capsule, and what a power makes of a paddle. A paddle has one power at a time, and only its own player's next
//! capsule takes it back.

use super::geometry::Vec2;
use super::modes;
use super::points;
use super::state::{Ball, CapsuleKind, MAX_BALLS, Power};
use super::{Arkanoid, Event, pace, paddles, turn};
use crate::game::{Outputs, SeatIndex};

/// Cosine and sine of the angle between the balls that one splits into: 18 degrees.
const SPLIT: (f32, f32) = (0.951_056_5, 0.309_017);

impl Arkanoid {
    /// A player has caught this: the paddle's old power ends, and the new one is here.
    pub(super) fn empower(
        &mut self,
        seat: SeatIndex,
        kind: CapsuleKind,
        outputs: &mut Outputs<Event>,
    ) {
        let power = match kind {
            CapsuleKind::Enlarge => Power::Wide,
            CapsuleKind::Catch => Power::Catch,
            CapsuleKind::Laser => Power::Laser,
            CapsuleKind::Slow
            | CapsuleKind::Disruption
            | CapsuleKind::Break
            | CapsuleKind::Player => Power::None,
        };
        self.give_power(seat, power);
        match kind {
            CapsuleKind::Slow => self.slow_down(),
            CapsuleKind::Disruption => self.split_ball(seat, outputs),
            CapsuleKind::Break => self.open_door(outputs),
            CapsuleKind::Player => match modes::life_points(self.state.mode) {
                Some(points) => points::score(&mut self.state, Some(seat), points, outputs),
                None => {
                    points::win_life(&mut self.state, outputs);
                }
            },
            CapsuleKind::Enlarge | CapsuleKind::Catch | CapsuleKind::Laser => {}
        }
    }

    /// Makes this the power of one paddle.
    pub(super) fn give_power(&mut self, seat: SeatIndex, power: Power) {
        let Some(paddle) = self.state.paddles.iter_mut().find(|p| p.seat == seat) else {
            return;
        };
        paddle.power = power;
        paddle.cooldown = 0;
        paddles::fit_widths(&mut self.state.paddles);
        self.after_seating();
    }

    /// All powers end: a life is lost, or a round begins.
    pub(super) fn end_powers(&mut self) {
        for paddle in &mut self.state.paddles {
            paddle.power = Power::None;
            paddle.cooldown = 0;
        }
        paddles::fit_widths(&mut self.state.paddles);
        self.after_seating();
    }

    /// Every ball goes back to the speed that it started with.
    fn slow_down(&mut self) {
        let start = pace::pace(self.state.mode, self.state.round).start;
        for ball in &mut self.state.balls {
            if ball.speed > start {
                turn::set_speed(ball, start);
            }
            ball.hits = 0;
        }
    }

    /// The catcher's own ball, else the nearest, becomes three. One at rest starts for it.
    fn split_ball(&mut self, seat: SeatIndex, outputs: &mut Outputs<Event>) {
        let Some(index) = self.ball_of(seat) else {
            return;
        };
        self.start_ball(index, outputs);
        let Some(mut ball) = self.state.balls.get(index).copied() else {
            return;
        };
        outputs.details.push(Event::BallSplit {
            ball: ball.id,
            at: ball.at,
        });
        ball.combo = 0;
        for side in [-1.0, 1.0] {
            if self.state.balls.len() >= MAX_BALLS {
                return;
            }
            let id = self.next_id;
            self.next_id = self.next_id.wrapping_add(1);
            let velocity = aside(&ball, side);
            self.state.balls.push(Ball {
                id,
                velocity,
                ..ball
            });
        }
    }

    /// The place in the list of the ball that a Disruption of this player splits: rather one in flight.
    fn ball_of(&self, seat: SeatIndex) -> Option<usize> {
        let x = self.state.paddle(seat)?.x;
        let rank = |ball: &Ball| {
            let is_strange = ball.owner != Some(seat);
            (ball.resting.is_some(), is_strange)
        };
        let off = |ball: &Ball| (ball.at.x - x).abs();
        let balls = self.state.balls.iter().enumerate();
        let first = balls.min_by(|(_, a), (_, b)| {
            let by_rank = rank(a).cmp(&rank(b));
            by_rank.then(off(a).total_cmp(&off(b)))
        });
        first.map(|(index, _)| index)
    }
}

/// The way of a ball turned to a side.
fn aside(ball: &Ball, side: f32) -> Vec2 {
    let (cos, sin) = (SPLIT.0, SPLIT.1 * side);
    let Vec2 { x, y } = ball.velocity;
    let turned = Vec2::new(x * cos - y * sin, x * sin + y * cos);
    // no surface is near: any way will do that is not too level
    turn::steepened(turned, ball.speed, turned)
}
