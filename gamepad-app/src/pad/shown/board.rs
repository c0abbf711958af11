//! A board that the game shows: cells in rows, each a player's colour and shape, something to reach, or in the way. Keeps what it
//! drew, so that a move changes one cell. Must not know whose game it is.

use crate::pad::lies_on;
use bevy::prelude::*;
use couchpad_core::protocol::cell;
use couchpad_theme::colour::{GROUND, QUIET, RAISED, Swatch, TEXT, WARNING};
use couchpad_theme::mark;
use couchpad_theme::space::{CORNER, GRID};
use couchpad_theme::widgets::{glow_node, mark_node};

/// A cell of this width has a hole where nobody is, in dp; smaller ones would be noise.
const HOLE: f32 = 3.0 * GRID;
/// The widest that a cell becomes, in dp.
const WIDEST: f32 = 12.0 * GRID;
/// Room around all cells, in dp.
const AROUND: f32 = GRID;

/// What a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Nothing.
    Empty,
    /// The player with this mark.
    Of(usize),
    /// A wall.
    Solid,
    /// Something to reach.
    Prize,
}

impl Piece {
    /// What a byte means, and whether it matters now. What has no meaning is nothing.
    pub(crate) fn read(byte: u8) -> (Self, bool) {
        const LAST: u8 = cell::of(u8::MAX);
        match byte {
            cell::SOLID => (Self::Solid, false),
            cell::PRIZE => (Self::Prize, false),
            cell::EMPTY => (Self::Empty, false),
            cell::BRIGHT => (Self::Empty, true),
            1..=LAST => (Self::Of(usize::from(byte - 1)), false),
            _ => match byte.checked_sub(cell::BRIGHT) {
                Some(own @ 1..=LAST) => (Self::Of(usize::from(own - 1)), true),
                _ => (Self::Empty, false),
            },
        }
    }
}

/// Where the cells lie.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Grid {
    /// Corner of the first cell.
    from: Vec2,
    /// Side of a cell, in dp.
    side: f32,
    columns: usize,
}

impl Grid {
    fn new(room: Rect, columns: usize, rows: usize) -> Self {
        let count = Vec2::new(columns.max(1) as f32, rows.max(1) as f32);
        let space = (room.size() - 2.0 * AROUND).max(Vec2::ONE);
        let side = (space / count).min_element().min(WIDEST);
        Self {
            from: room.center() - count * side / 2.0,
            side,
            columns: columns.max(1),
        }
    }

    fn cell(&self, index: usize) -> Rect {
        let at = Vec2::new((index % self.columns) as f32, (index / self.columns) as f32);
        let min = self.from + at * self.side;
        Rect {
            min,
            max: min + self.side,
        }
    }

    fn ground(&self, count: usize) -> Rect {
        let last = self.cell(count.max(1) - 1);
        Rect::from_corners(self.from - AROUND, last.max + AROUND)
    }
}

/// A board on the glass.
pub(super) struct Drawn {
    grid: Grid,
    ground: Entity,
    cells: Vec<(u8, Option<Entity>)>,
}

impl Drawn {
    /// Draws a board in this part of its spot.
    pub(super) fn spawn(
        commands: &mut Commands,
        root: Entity,
        room: Rect,
        (columns, cells): (u8, &[u8]),
    ) -> Self {
        let columns = usize::from(columns);
        let grid = Grid::new(room, columns, cells.len().div_ceil(columns.max(1)));
        let ground = Node {
            border_radius: BorderRadius::all(Val::Px(CORNER.min(grid.side))),
            ..lies_on(grid.ground(cells.len()))
        };
        let ground = commands
            .spawn((ground, BackgroundColor(RAISED.color()), ChildOf(root)))
            .id();
        let mut board = Self {
            grid,
            ground,
            cells: vec![(cell::EMPTY, None); cells.len()],
        };
        if grid.side >= HOLE {
            (0..cells.len()).for_each(|index| board.hole(commands, index));
        }
        board.change(commands, cells);
        board
    }

    /// Whether a board of this form can be drawn by changing cells of this one.
    pub(super) fn is_like(&self, columns: u8, count: usize) -> bool {
        self.grid.columns == usize::from(columns) && self.cells.len() == count
    }

    /// Draws what differs.
    pub(super) fn change(&mut self, commands: &mut Commands, cells: &[u8]) {
        for (index, byte) in cells.iter().enumerate() {
            let place = self.place(index);
            let Some((known, entity)) = self.cells.get_mut(index) else {
                continue;
            };
            if std::mem::replace(known, *byte) == *byte {
                continue;
            }
            if let Some(old) = entity.take() {
                commands.entity(old).despawn();
            }
            *entity = spawn(commands, self.ground, place, *byte);
        }
    }

    /// Where a cell lies on the ground.
    fn place(&self, index: usize) -> Rect {
        let corner = self.grid.from - AROUND;
        let cell = self.grid.cell(index);
        Rect {
            min: cell.min - corner,
            max: cell.max - corner,
        }
    }

    fn hole(&self, commands: &mut Commands, index: usize) {
        let place = self.place(index);
        let hole = Rect::from_center_size(place.center(), place.size() * 0.84);
        commands.spawn((disc(hole, GROUND), ChildOf(self.ground)));
    }
}

fn disc(place: Rect, colour: Swatch) -> impl Bundle {
    let node = Node {
        border_radius: BorderRadius::MAX,
        ..lies_on(place)
    };
    (node, BackgroundColor(colour.color()))
}

fn spawn(commands: &mut Commands, ground: Entity, place: Rect, byte: u8) -> Option<Entity> {
    let (piece, bright) = Piece::read(byte);
    if piece == Piece::Empty && !bright {
        return None;
    }
    let mut cell = commands.spawn((lies_on(place), ChildOf(ground)));
    let side = place.width();
    cell.with_children(|cell| {
        draw(cell, piece, side);
        if bright {
            cell.spawn(ring(side));
        }
    });
    Some(cell.id())
}

fn draw(cell: &mut ChildSpawnerCommands, piece: Piece, side: f32) {
    match piece {
        Piece::Empty => {}
        Piece::Of(number) => {
            // close together where a row of them is one thing
            let share = if side >= HOLE { 0.66 } else { 0.9 };
            cell.spawn(mark_node(mark(number), side * share));
        }
        Piece::Solid => {
            let wall = Node {
                border_radius: BorderRadius::all(Val::Px(side * 0.12)),
                ..middle(side * 0.92)
            };
            let colour = RAISED.towards(QUIET, 0.5);
            cell.spawn((wall, BackgroundColor(colour.color())));
        }
        Piece::Prize => {
            cell.spawn(glow_node(WARNING, side * 2.2, 0.35));
            let fruit = Node {
                border: UiRect::all(Val::Px((side * 0.18).max(1.0))),
                border_radius: BorderRadius::MAX,
                ..middle(side * 0.72)
            };
            cell.spawn((fruit, BorderColor::all(WARNING.color())));
        }
    }
}

/// What matters now has a bright line around it.
fn ring(side: f32) -> impl Bundle {
    let node = Node {
        border: UiRect::all(Val::Px((side * 0.07).max(1.0))),
        border_radius: BorderRadius::MAX,
        position_type: PositionType::Absolute,
        left: Val::Px(side * 0.04),
        top: Val::Px(side * 0.04),
        ..middle(side * 0.92)
    };
    (node, BorderColor::all(TEXT.color()))
}

fn middle(side: f32) -> Node {
    Node {
        width: Val::Px(side),
        height: Val::Px(side),
        flex_shrink: 0.0,
        ..default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_means_something() {
        assert_eq!(Piece::read(cell::of(0)), (Piece::Of(0), false));
        assert_eq!(Piece::read(cell::of(31)), (Piece::Of(31), false));
        assert_eq!(
            Piece::read(cell::of(31) + cell::BRIGHT),
            (Piece::Of(31), true)
        );
        assert_eq!(
            Piece::read(cell::EMPTY + cell::BRIGHT),
            (Piece::Empty, true)
        );
        assert_eq!(Piece::read(cell::SOLID), (Piece::Solid, false));
        assert_eq!(Piece::read(cell::PRIZE), (Piece::Prize, false));
        for byte in 0..=u8::MAX {
            if let (Piece::Of(mark), _) = Piece::read(byte) {
                assert!(mark < 32);
            }
        }
    }

    #[test]
    fn cells_are_square_and_in_the_room() {
        for (width, height, columns, rows) in [
            (328.0, 500.0, 7, 6),
            (700.0, 200.0, 32, 16),
            (20.0, 20.0, 7, 6),
        ] {
            let room = Rect::new(10.0, 5.0, 10.0 + width, 5.0 + height);
            let grid = Grid::new(room, columns, rows);
            let ground = grid.ground(columns * rows);
            let inside = room.inflate(0.01);
            assert!(inside.contains(ground.min) && inside.contains(ground.max));
            assert_eq!(grid.cell(columns).min.x, grid.from.x, "the second row");
            assert!((ground.center() - room.center()).length() < 0.1);
        }
    }
}
