//! What happens on Arkanoid's field, for sounds and particles. Decides nothing.

use super::geometry::Vec2;
use super::state::{Brick, CapsuleKind, Cell, EnemyKind};
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

/// What hit something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Striker {
    /// A ball, by [`Ball::id`](super::Ball::id).
    Ball(u32),
    /// A laser shot, by [`Shot::id`](super::Shot::id).
    Shot(u32),
    /// A paddle.
    Paddle,
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
    /// A ball or a shot hit a brick.
    BrickHit {
        /// What hit it.
        by: Striker,
        /// Who scores, if anyone.
        seat: Option<SeatIndex>,
        /// Which brick.
        cell: Cell,
        /// The brick after the hit; `hits_left` is 0 when it broke, and always for a gold one.
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
    /// A brick that broke let a capsule fall.
    CapsuleDropped {
        /// [`Capsule::id`](super::Capsule::id).
        id: u32,
        /// What is in it.
        kind: CapsuleKind,
        /// Its middle.
        at: Vec2,
    },
    /// A paddle caught a capsule.
    CapsuleCaught {
        /// Whose paddle.
        seat: SeatIndex,
        /// What was in it.
        kind: CapsuleKind,
        /// The capsule's middle.
        at: Vec2,
    },
    /// A ball split into three.
    BallSplit {
        /// Which ball.
        ball: u32,
        /// Where.
        at: Vec2,
    },
    /// A ball sticks to a paddle.
    BallCaught {
        /// Which ball.
        ball: u32,
        /// Whose paddle.
        seat: SeatIndex,
        /// The ball's centre.
        at: Vec2,
    },
    /// A paddle's laser shot, with both its barrels.
    ShotsFired {
        /// Whose paddle.
        seat: SeatIndex,
        /// Between the barrels.
        at: Vec2,
    },
    /// A gate opened and an enemy came in.
    EnemyEntered {
        /// [`Enemy::id`](super::Enemy::id).
        id: u32,
        /// Its kind.
        kind: EnemyKind,
        /// From the left, below [`GATES`](super::GATES).
        gate: usize,
    },
    /// An enemy was hit and is gone.
    EnemyHit {
        /// Its kind.
        kind: EnemyKind,
        /// What hit it.
        by: Striker,
        /// Who scores, if anyone.
        seat: Option<SeatIndex>,
        /// Its middle.
        at: Vec2,
    },
    /// The boss was hit.
    BossHit {
        /// Hits that it still takes; at 0 it is gone.
        left: u32,
        /// Who scores, if anyone.
        seat: Option<SeatIndex>,
        /// Where.
        at: Vec2,
    },
    /// The boss shot.
    BoltFired {
        /// Where the bolt begins.
        at: Vec2,
    },
    /// A bolt shot a paddle down.
    PaddleOut {
        /// Whose paddle.
        seat: SeatIndex,
        /// Its middle.
        at: Vec2,
    },
    /// A paddle is back.
    PaddleBack {
        /// Whose paddle.
        seat: SeatIndex,
    },
    /// The door to the next round opened.
    DoorOpened,
    /// A paddle went through the door.
    WentThrough {
        /// Whose paddle.
        seat: SeatIndex,
    },
    /// A ball broke several bricks without meeting a paddle, and that is worth more.
    Combo {
        /// Who scores.
        seat: SeatIndex,
        /// Bricks so far, 3 and more.
        bricks: u32,
        /// Points on top.
        points: i32,
        /// The brick's middle.
        at: Vec2,
    },
    /// A player has a share in a brick that another one's ball broke.
    Assist {
        /// Who gets it.
        seat: SeatIndex,
        /// Points.
        points: i32,
        /// The brick's middle.
        at: Vec2,
    },
    /// A ball flies faster from now on.
    FasterBall {
        /// Which ball.
        ball: u32,
    },
    /// A life was won, by points or a capsule.
    LifeWon {
        /// Lives left.
        left: u32,
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
    /// No brick that can break is left, or somebody went through the door.
    RoundCleared {
        /// Counted from 1.
        round: u32,
    },
}
