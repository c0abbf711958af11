//! What there is in a game of snake: the field, the snakes on it and who they belong to. Plain data for presenters; how it
//! changes is in the other files.

use super::modes::Mode;
use super::turns::Turns;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Steps per second.
pub const STEPS_PER_SECOND: u32 = 60;
/// Seats, and snakes at most.
pub const SEATS: usize = 16;
/// The longest that a snake gets, in cells.
pub const LONGEST: usize = 240;
/// Fruit on the field at most.
pub const FRUIT: usize = 80;
/// The fields, by how many snakes begin on them at most: columns and rows.
pub const FIELDS: [(usize, u8, u8); 4] = [(2, 24, 18), (4, 28, 21), (8, 36, 27), (SEATS, 48, 36)];
/// Cells of the largest field.
pub(super) const CELLS: usize = 48 * 36;

/// A cell of the field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its column, from the left, 0 first.
    pub x: u8,
    /// Its row, from the top, 0 first.
    pub y: u8,
}

impl Cell {
    /// The cell in this column and row.
    #[must_use]
    pub const fn new(x: u8, y: u8) -> Self {
        Self { x, y }
    }
}

/// Where a snake is headed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Heading {
    /// To lower rows.
    Up,
    /// To higher columns.
    #[default]
    Right,
    /// To higher rows.
    Down,
    /// To lower columns.
    Left,
}

impl Heading {
    /// All four, clockwise.
    pub const ALL: [Self; 4] = [Self::Up, Self::Right, Self::Down, Self::Left];

    /// Columns and rows of one cell that way.
    #[must_use]
    pub const fn way(self) -> (i16, i16) {
        match self {
            Self::Up => (0, -1),
            Self::Right => (1, 0),
            Self::Down => (0, 1),
            Self::Left => (-1, 0),
        }
    }

    /// The other way round.
    #[must_use]
    pub const fn back(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Right => Self::Left,
            Self::Down => Self::Up,
            Self::Left => Self::Right,
        }
    }

    /// Whether both lie across each other.
    #[must_use]
    pub fn is_across(self, other: Self) -> bool {
        self != other && self != other.back()
    }
}

/// The field of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Cells of a row.
    pub columns: u8,
    /// Cells of a column.
    pub rows: u8,
    /// Who goes out at one side comes in at the other.
    pub open: bool,
    /// Rings of cells, from the outermost inwards, that are wall by now.
    pub closed: u8,
}

impl Field {
    /// The field for so many snakes.
    pub(super) fn for_snakes(count: usize, open: bool) -> Self {
        let fits = FIELDS.iter().find(|(most, _, _)| count <= *most);
        let (_, columns, rows) = fits.copied().unwrap_or(FIELDS[FIELDS.len() - 1]);
        Self {
            columns,
            rows,
            open,
            closed: 0,
        }
    }

    /// The cell beside this one; `None` if that is wall.
    #[must_use]
    pub fn beside(&self, cell: Cell, heading: Heading) -> Option<Cell> {
        let (across, down) = heading.way();
        let x = self.next(i16::from(cell.x) + across, self.columns)?;
        let y = self.next(i16::from(cell.y) + down, self.rows)?;
        Some(Cell { x, y }).filter(|cell| !self.is_closed(*cell))
    }

    fn next(&self, place: i16, count: u8) -> Option<u8> {
        let count = i16::from(count);
        let place = if self.open {
            place.rem_euclid(count.max(1))
        } else {
            place
        };
        u8::try_from(place).ok().filter(|_| place < count)
    }

    /// The ring that a cell lies in: 0 is the outermost.
    #[must_use]
    pub fn ring(&self, cell: Cell) -> u8 {
        let right = self.columns.saturating_sub(1).saturating_sub(cell.x);
        let below = self.rows.saturating_sub(1).saturating_sub(cell.y);
        cell.x.min(cell.y).min(right).min(below)
    }

    /// Whether a cell has become wall.
    #[must_use]
    pub fn is_closed(&self, cell: Cell) -> bool {
        self.ring(cell) < self.closed
    }

    /// Rings that there are.
    #[must_use]
    pub fn rings(&self) -> u8 {
        self.columns.min(self.rows).div_ceil(2)
    }

    /// Whether there is such a cell.
    #[must_use]
    pub const fn has(&self, cell: Cell) -> bool {
        cell.x < self.columns && cell.y < self.rows
    }

    /// How many cells lie between two, along columns and rows together.
    #[must_use]
    pub fn distance(&self, one: Cell, two: Cell) -> u16 {
        let apart = |a: u8, b: u8, count: u8| {
            let straight = u16::from(a.abs_diff(b));
            let round = u16::from(count).saturating_sub(straight);
            if self.open {
                straight.min(round)
            } else {
                straight
            }
        };
        apart(one.x, two.x, self.columns) + apart(one.y, two.y, self.rows)
    }

    /// Its place among all cells, row by row.
    pub(super) fn index(&self, cell: Cell) -> usize {
        usize::from(cell.y) * usize::from(self.columns) + usize::from(cell.x)
    }
}

/// How a snake is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// There is none in this round.
    #[default]
    None,
    /// It crawls.
    Alive,
    /// It ran into something so many steps ago; at most [`FADE_STEPS`](super::FADE_STEPS), then its body is gone.
    Out(u16),
}

/// A snake, or the seat where one may be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Snake {
    /// How it is.
    pub fate: Fate,
    /// Its cells, the head first; empty where there is no snake.
    pub body: VecDeque<Cell>,
    /// Where it moved last.
    pub heading: Heading,
    /// The cell that its tail left with its last move; `None` while it grows.
    pub left: Option<Cell>,
    /// Cells that it still grows by.
    pub growing: u16,
    /// Steps until it comes back, where those who are out come back.
    pub(super) back_in: u16,
    /// Turns to come.
    pub(super) turns: Turns,
}

impl Default for Snake {
    fn default() -> Self {
        Self {
            fate: Fate::None,
            // one more than the longest: the new head is there before the tail has left
            body: VecDeque::with_capacity(LONGEST + 1),
            heading: Heading::default(),
            left: None,
            growing: 0,
            back_in: 0,
            turns: Turns::default(),
        }
    }
}

impl Snake {
    /// Whether it crawls.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.fate == Fate::Alive
    }

    /// Where its head is, if it crawls.
    #[must_use]
    pub fn head(&self) -> Option<Cell> {
        self.body.front().copied().filter(|_| self.is_alive())
    }

    /// Its length in cells, with what it still grows by.
    #[must_use]
    pub fn length(&self) -> usize {
        self.body.len() + usize::from(self.growing)
    }

    pub(super) fn feed(&mut self, cells: u16) {
        let room = LONGEST.saturating_sub(self.length());
        self.growing += cells.min(u16::try_from(room).unwrap_or(0));
    }
}

/// A seat: its player's luck so far, and its snake. A snake in a seat where nobody sits is wild: it finds its way itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Player {
    /// Whether somebody sits here.
    pub seated: bool,
    /// Points of the player who sits here; a wild snake makes none.
    pub points: i64,
    /// Points of this round.
    pub round_points: u32,
    /// Rounds won.
    pub rounds: u32,
    /// Fruit eaten.
    pub fruit: u32,
    /// Others who ran into this player's snake.
    pub caught: u32,
    /// The longest that the snake has been, in cells.
    pub longest: u16,
    /// In which place the snake came out of this round, counted from 1; `None` while that is open.
    pub place: Option<u8>,
    /// The snake.
    pub snake: Snake,
}

/// Where the game stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Everybody finds their snake; so many steps until they crawl.
    Ready(u16),
    /// They crawl.
    Running,
    /// The round is decided; so many steps until the next one.
    Decided(u16),
    /// The game is over.
    Over,
}

/// Everything that there is to draw.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    /// How it is played.
    pub mode: Mode,
    /// Where the game stands.
    pub phase: Phase,
    /// The round, counted from 1.
    pub round: u32,
    /// Rounds of the whole game.
    pub rounds: u32,
    /// The field.
    pub field: Field,
    /// By seat.
    pub players: [Player; SEATS],
    /// Where fruit lies.
    pub fruit: Vec<Cell>,
    /// Steps that this round has run.
    pub round_steps: u32,
    /// Steps of a round that ends by time; 0 where none does.
    pub feast_steps: u32,
    /// Steps since the snakes moved last; [`period`](Self::period) when they rest.
    pub since: u8,
    /// Steps from one move to the next.
    pub period: u8,
    /// Steps until the next ring becomes wall, once that is near.
    pub closes_in: Option<u16>,
    /// Who won the round that was decided last, if somebody did: the seat.
    pub winner: Option<u8>,
    /// Rounds that wild snakes have won.
    pub wild_rounds: u32,
    /// Counts up whenever the pads show something else.
    pub(super) shown: u32,
}

impl State {
    /// How far the snakes are from their last cells (0.0) to those where they are headed (1.0), that much after a step, as a
    /// share of a step.
    #[must_use]
    pub fn progress(&self, alpha: f32) -> f32 {
        let period = f32::from(self.period.max(1));
        if self.since >= self.period {
            return 1.0;
        }
        ((f32::from(self.since) + alpha) / period).clamp(0.0, 1.0)
    }

    /// Whole seconds until a feast's round ends; 0 where rounds end otherwise.
    #[must_use]
    pub fn seconds_left(&self) -> u32 {
        let left = self.feast_steps.saturating_sub(self.round_steps);
        left.div_ceil(STEPS_PER_SECOND)
    }

    /// The seats of all that sit, in order.
    pub fn seated(&self) -> impl Iterator<Item = usize> + '_ {
        (0..SEATS).filter(|seat| self.players[*seat].seated)
    }

    /// The seats of all snakes that crawl, in order.
    pub fn alive(&self) -> impl Iterator<Item = usize> + '_ {
        (0..SEATS).filter(|seat| self.players[*seat].snake.is_alive())
    }

    /// The place of a seat by points among all that sit, counted from 1; those with as many share it.
    #[must_use]
    pub fn standing(&self, seat: usize) -> usize {
        let Some(own) = self.players.get(seat) else {
            return 0;
        };
        1 + self
            .seated()
            .filter(|other| self.players[*other].points > own.points)
            .count()
    }
}
