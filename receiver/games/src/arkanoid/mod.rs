//! Arkanoid for one to eight paddles: its state, its events and its rules.

mod event;
mod geometry;
mod rounds;
mod state;

pub use event::{Event, Wall};
pub use geometry::Vec2;
pub use state::{
    BALL_RADIUS, BRICK_COLOURS, BRICK_HEIGHT, BRICK_WIDTH, BRICKS_TOP, Ball, Brick, BrickKind,
    COLUMNS, Cell, FIELD_HEIGHT, FIELD_WIDTH, Grid, LIVES, MAX_BALLS, MAX_PADDLES, PADDLE_HEIGHT,
    PADDLE_Y, Paddle, Phase, ROUNDS, ROWS, Resting, STEPS_PER_SECOND, State,
};
