//! What happens on Arkanoid's field, for sounds and particles. Decides nothing.

use super::geometry::Vec2;
use super::state::{Brick, Cell};
use crate::game::SeatIndex;

/// A wall of the field. There is none at the bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wall {
    /// The left edge.
    Left,
    /// The right edge.
    Right,
    /// The top edge.
    Top,
}

/// Something that happened in a step. Places are where a ball touched, in field units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// A round is announced.
    RoundStarted {
        /// Counted from 1.
        round: u32,
    },
    /// A ball left the paddle that it rested on.
    Launched {
        /// [`Ball::id`](super::Ball::id).
        ball: u32,
        /// Whose paddle.
        seat: SeatIndex,
        /// The ball's centre.
        at: Vec2,
    },
    /// A ball hit a brick.
    BrickHit {
        /// Which ball.
        ball: u32,
        /// Who scores, if anyone.
        seat: Option<SeatIndex>,
        /// Which brick.
        cell: Cell,
        /// The brick after the hit; `hits_left` is 0 when it broke, and always for a solid one.
        brick: Brick,
        /// Whether it is gone now.
        broken: bool,
        /// Where.
        at: Vec2,
    },
    /// A brick crumbled by itself because nobody had hit one for long.
    BrickCrumbled {
        /// Which brick.
        cell: Cell,
        /// The brick that is gone.
        brick: Brick,
    },
    /// A ball hit a paddle.
    PaddleHit {
        /// Which ball.
        ball: u32,
        /// Whose paddle.
        seat: SeatIndex,
        /// Where.
        at: Vec2,
        /// -1.0 at the paddle's left end to 1.0 at its right end.
        offset: f32,
    },
    /// A ball hit a wall.
    WallHit {
        /// Which ball.
        ball: u32,
        /// Which wall.
        wall: Wall,
        /// Where.
        at: Vec2,
    },
    /// A ball fell out of the field.
    BallLost {
        /// Which ball.
        ball: u32,
        /// Who touched it last, if anyone.
        seat: Option<SeatIndex>,
        /// Its centre.
        at: Vec2,
    },
    /// No ball was left, so a life is gone.
    LifeLost {
        /// Lives left.
        left: u32,
    },
    /// No brick that can break is left.
    RoundCleared {
        /// Counted from 1.
        round: u32,
    },
}
