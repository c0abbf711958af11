//! The grid of bricks: its measures, what stands in it, and where its places lie on the field. Holds data only: what becomes
//! of a brick that is hit is in `bricks`.

use super::geometry::Vec2;
use serde::{Deserialize, Serialize};

/// Bricks side by side.
pub const COLUMNS: usize = 14;
/// Rows that may hold bricks.
pub const ROWS: usize = 18;
/// Width of a brick; fourteen fill the field.
pub const BRICK_WIDTH: f32 = 20.0;
/// Height of a brick.
pub const BRICK_HEIGHT: f32 = 8.0;
/// Top edge of the topmost row of bricks.
pub const BRICKS_TOP: f32 = 20.0;
/// Colours that bricks have: [`Brick::colour`] is below this.
pub const BRICK_COLOURS: u8 = 8;

/// What a brick takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BrickKind {
    /// One hit breaks it.
    Plain,
    /// It takes several hits, and more in later rounds.
    Silver,
    /// Nothing breaks it; it does not count for clearing the round.
    Gold,
}

/// One brick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brick {
    /// What it takes.
    pub kind: BrickKind,
    /// Hits that it still takes; 0 for a gold one.
    pub hits_left: u8,
    /// Which of the [`BRICK_COLOURS`] a plain one has: worth 50 points and 10 more for each. Others have 0.
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
