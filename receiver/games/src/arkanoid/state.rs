//! Arkanoid's state as the presenters see it, and the measures of its field. Holds data only: the rules live beside it.
//!
//! Units: a field 260 wide and 200 high; x grows to the right, y grows *downward* from the top edge. A brick is 20 x 8.
//! Velocities are units per second.

use super::geometry::Vec2;
use crate::game::SeatIndex;
use serde::{Deserialize, Serialize};

/// Steps per second.
pub const STEPS_PER_SECOND: u32 = 240;
/// Width of the field.
pub const FIELD_WIDTH: f32 = 260.0;
/// Height of the field; below it a ball is lost.
pub const FIELD_HEIGHT: f32 = 200.0;
/// Bricks side by side.
pub const COLUMNS: usize = 13;
/// Rows that may hold bricks.
pub const ROWS: usize = 12;
/// Width of a brick; thirteen fill the field.
pub const BRICK_WIDTH: f32 = 20.0;
/// Height of a brick.
pub const BRICK_HEIGHT: f32 = 8.0;
/// Top edge of the topmost row of bricks.
pub const BRICKS_TOP: f32 = 24.0;
/// Radius of a ball.
pub const BALL_RADIUS: f32 = 2.5;
/// The line that the centres of all paddles run on.
pub const PADDLE_Y: f32 = 187.0;
/// Height of a paddle. Its ends are half circles.
pub const PADDLE_HEIGHT: f32 = 6.0;
/// Paddles at most.
pub const MAX_PADDLES: usize = 8;
/// Balls at most.
pub const MAX_BALLS: usize = 3;
/// Rounds to clear.
pub const ROUNDS: u32 = 5;
/// Lives that the team starts with.
pub const LIVES: u32 = 5;
/// Colours that bricks have: [`Brick::colour`] is below this.
pub const BRICK_COLOURS: u8 = 8;

/// One player's paddle: a bar with round ends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paddle {
    /// Whose it is.
    pub seat: SeatIndex,
    /// Its centre; the y is always [`PADDLE_Y`].
    pub x: f32,
    /// From end to end; narrower the more players share the field.
    pub width: f32,
    /// How fast it moves, smoothed over some 40 ms; positive to the right.
    pub velocity: f32,
}

/// A ball that waits on a paddle.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resting {
    /// On whose paddle.
    pub seat: SeatIndex,
    /// How far right of the paddle's centre.
    pub offset: f32,
    /// Steps until it starts by itself.
    pub steps_left: u32,
}

/// One ball.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ball {
    /// Tells it from every other ball of this game, so that a presenter can follow it from step to step.
    pub id: u32,
    /// Its centre.
    pub at: Vec2,
    /// Units per second; zero while it rests.
    pub velocity: Vec2,
    /// Who touched it last and scores with it.
    pub owner: Option<SeatIndex>,
    /// Set while it waits on a paddle.
    pub resting: Option<Resting>,
    /// How fast it flies; rises with each hit of a paddle.
    pub speed: f32,
    /// Bounces since it last met a paddle or a brick that can break.
    pub idle_bounces: u32,
}

/// What a brick takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BrickKind {
    /// One hit breaks it.
    Plain,
    /// Two hits break it.
    Tough,
    /// Nothing breaks it; it does not count for clearing the round.
    Solid,
}

/// One brick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brick {
    /// What it takes.
    pub kind: BrickKind,
    /// Hits that it still takes; 0 for a solid one.
    pub hits_left: u8,
    /// Which of the [`BRICK_COLOURS`] it has; solid ones have 0 and are best drawn as stone.
    pub colour: u8,
}

/// A place in the grid of bricks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// From the left, below [`COLUMNS`].
    pub column: usize,
    /// From the top, below [`ROWS`].
    pub row: usize,
}

impl Cell {
    /// Where the middle of this cell lies on the field.
    #[must_use]
    pub fn centre(self) -> Vec2 {
        Vec2::new(
            (self.column as f32 + 0.5) * BRICK_WIDTH,
            BRICKS_TOP + (self.row as f32 + 0.5) * BRICK_HEIGHT,
        )
    }
}

/// All places for bricks: `grid[row][column]`.
pub type Grid = [[Option<Brick>; COLUMNS]; ROWS];

/// Where the game stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// The round is announced; paddles move, balls rest.
    RoundIntro {
        /// Steps until play begins.
        steps_left: u32,
    },
    /// Balls may be launched and fly.
    Playing,
    /// The last ball is gone and a life with it; paddles move.
    BallLost {
        /// Steps until new balls are served.
        steps_left: u32,
    },
    /// All rounds are cleared. Nothing changes any more.
    Won,
    /// No lives are left. Nothing changes any more.
    Lost,
}

/// Everything that there is to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Steps made so far.
    pub steps: u64,
    /// Where the game stands.
    pub phase: Phase,
    /// The round in play, counted from 1.
    pub round: u32,
    /// The round's name. Not written: the round tells it.
    #[serde(skip)]
    pub round_name: &'static str,
    /// Lives left, shared by all.
    pub lives: u32,
    /// The bricks.
    pub bricks: Grid,
    /// Bricks left that can break.
    pub bricks_left: u32,
    /// The paddles by rising seat; at most [`MAX_PADDLES`]. With none, everything waits.
    pub paddles: Vec<Paddle>,
    /// The balls, at rest and in flight; at most [`MAX_BALLS`].
    pub balls: Vec<Ball>,
    /// Points by seat; a seat that is taken anew starts from 0.
    pub scores: [i64; MAX_PADDLES],
    /// Points of the team, of players who have left too.
    pub team_score: i64,
}

impl State {
    /// The paddle of a seat, if it is taken.
    #[must_use]
    pub fn paddle(&self, seat: SeatIndex) -> Option<&Paddle> {
        self.paddles.iter().find(|p| p.seat == seat)
    }

    /// Whether everything waits for somebody to sit down.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.paddles.is_empty() && !self.is_over()
    }

    /// Whether nothing will change any more.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Won | Phase::Lost)
    }
}
