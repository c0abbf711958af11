//! Where Arkanoid's field lies in the terminal, how large its units are, and its walls with their gates and the door.
//! Knows nothing that moves.

use super::super::canvas::{Canvas, Dot};
use super::super::colours::{GOOD, GROUND, TEXT, WARNING, ink};
use super::super::presenters::put;
use couchpad_games::arkanoid::{
    COLUMNS, FIELD_WIDTH, GATE_PLACES, PADDLE_HEIGHT, PADDLE_Y, State, Vec2,
};
use couchpad_theme::colour;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// The upper edge of the paddles, which falls between two rows, so that a ball rests on them and not in them.
pub(super) const PADDLE_TOP: f32 = PADDLE_Y - PADDLE_HEIGHT / 2.0;
/// Half of a gate's width, in field units.
const GATE_HALF: f32 = 12.0;
/// Columns of both walls.
const WALLS: u16 = 2;

/// Where the field lies in the terminal, and how large its units are.
pub(super) struct Field {
    /// Inside the walls.
    pub(super) inner: Rect,
    /// Columns of a brick.
    pub(super) brick: u16,
    /// The row of the paddles, from the top of `inner`.
    pub(super) paddle_row: u16,
}

impl Field {
    /// The largest field with whole bricks and about the right proportions, in the middle of this area.
    pub(super) fn in_area(area: Rect) -> Self {
        let brick = brick(area.width, area.height);
        let width = (brick * COLUMNS as u16).min(area.width.saturating_sub(WALLS));
        let rows = rows(area.height);
        let inner = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y.saturating_add(1),
            width,
            height: area.height.saturating_sub(1),
        };
        // below the paddles a lost ball is seen for a row or two
        let paddle_row = rows - 1 - rows / 12;
        Self {
            inner,
            brick,
            paddle_row,
        }
    }

    /// Columns that the field and its walls take of an area of this size.
    pub(super) fn columns(width: u16, height: u16) -> u16 {
        brick(width, height) * COLUMNS as u16 + WALLS
    }

    /// A line of another area, as wide as this field with its walls.
    pub(super) fn frame(&self, line: Rect) -> Rect {
        Rect {
            x: self.inner.x.saturating_sub(1),
            width: self.inner.width + WALLS,
            ..line
        }
    }

    /// Squares per unit, across and down.
    pub(super) fn scale(&self) -> (f32, f32) {
        (
            f32::from(self.inner.width) / FIELD_WIDTH,
            f32::from(self.paddle_row) * 2.0 / PADDLE_TOP,
        )
    }

    /// The cell that this place of the field lies in, from the field's left upper corner; below zero or beyond the field
    /// where the place is.
    pub(super) fn cell(&self, at: Vec2) -> (i32, i32) {
        let (across, down) = self.scale();
        (
            (at.x * across).floor() as i32,
            (at.y * down / 2.0).floor() as i32,
        )
    }

    /// Lights the squares of a rectangle around a middle, all in field units.
    pub(super) fn fill(&self, middle: Vec2, half: Vec2, dot: Dot, canvas: &mut Canvas) {
        let (across, down) = self.scale();
        canvas.fill(
            (middle.x - half.x) * across,
            (middle.y - half.y) * down,
            (2.0 * half.x * across).round().max(1.0),
            (2.0 * half.y * down).round().max(1.0),
            dot,
        );
    }

    /// Puts a symbol into a cell of the field; nothing happens outside.
    pub(super) fn put(&self, cell: (i32, i32), symbol: char, style: Style, picture: &mut Buffer) {
        let (Ok(column), Ok(row)) = (u16::try_from(cell.0), u16::try_from(cell.1)) else {
            return;
        };
        if column < self.inner.width && row < self.inner.height {
            let (x, y) = (self.inner.x + column, self.inner.y + row);
            put(picture, x, y, symbol, style);
        }
    }

    /// Writes words with their middle over a cell, moved so far that they stay inside.
    pub(super) fn write(&self, cell: (i32, i32), words: &str, style: Style, picture: &mut Buffer) {
        let letters = words.chars().count() as i32;
        let left = cell.0 - letters / 2;
        for (column, letter) in (left..).zip(words.chars()) {
            self.put((column, cell.1), letter, style, picture);
        }
    }

    pub(super) fn draw_walls(&self, state: &State, picture: &mut Buffer) {
        let style = Style::new().fg(ink(colour::RAISED.towards(colour::QUIET, 0.35)));
        let (left, right) = (self.inner.x.saturating_sub(1), self.inner.right());
        for row in self.inner.top()..self.inner.bottom() {
            put(picture, left, row, '▐', style);
            put(picture, right, row, '▌', style);
        }
        let top = self.inner.y.saturating_sub(1);
        for column in left..=right {
            put(picture, column, top, '▄', style);
        }
        let gates = GATE_PLACES.into_iter().zip(state.gates);
        for (middle, _) in gates.filter(|(_, steps)| *steps > 0) {
            self.draw_gate(middle, top, picture);
        }
        if state.door {
            self.draw_door(picture);
        }
    }

    /// An open gate: a gap in the top wall between two posts.
    fn draw_gate(&self, middle: f32, row: u16, picture: &mut Buffer) {
        let (across, _) = self.scale();
        let from = ((middle - GATE_HALF) * across).round().max(0.0) as u16;
        let to = ((middle + GATE_HALF) * across).round() as u16;
        let style = Style::new().fg(WARNING).bg(GROUND);
        for column in from..=to.min(self.inner.width) {
            let symbol = match column {
                c if c == from => '▖',
                c if c == to => '▗',
                _ => ' ',
            };
            put(picture, self.inner.x + column, row, symbol, style);
        }
    }

    /// The open door: a gap in the right wall on the paddles' line, and an arrow into it.
    fn draw_door(&self, picture: &mut Buffer) {
        let row = self.inner.y + self.paddle_row;
        let open = Style::new()
            .fg(GOOD)
            .bg(GROUND)
            .add_modifier(Modifier::BOLD);
        put(picture, self.inner.right(), row, '►', open);
        let lintel = Style::new().fg(TEXT);
        put(
            picture,
            self.inner.right(),
            row.saturating_sub(1),
            '▖',
            lintel,
        );
        if row + 1 < self.inner.bottom() {
            put(picture, self.inner.right(), row + 1, '▘', lintel);
        }
    }
}

/// Rows inside the walls.
fn rows(height: u16) -> u16 {
    height.saturating_sub(1).max(4)
}

/// Columns of a brick in an area of this size.
fn brick(width: u16, height: u16) -> u16 {
    let columns = COLUMNS as u16;
    ((rows(height) + 2) / 5).clamp(1, (width.saturating_sub(WALLS) / columns).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_fits_wherever_the_screens_do() {
        for width in 41..300 {
            for height in 19..120 {
                let area = Rect::new(3, 2, width, height);
                let field = Field::in_area(area);
                assert!(area.contains((field.inner.x - 1, field.inner.y).into()));
                assert!(
                    field.inner.right() < area.right() && field.inner.bottom() <= area.bottom()
                );
                assert!(field.paddle_row < field.inner.height);
                assert_eq!(field.inner.width % COLUMNS as u16, 0);
                assert_eq!(field.inner.width + WALLS, Field::columns(width, height));
            }
        }
    }

    #[test]
    fn a_resting_ball_lies_on_the_paddle_line_and_not_in_it() {
        for height in 19..80 {
            let field = Field::in_area(Rect::new(0, 0, 200, height));
            let (_, down) = field.scale();
            let bottom = (PADDLE_TOP * down).round();
            assert_eq!(bottom, f32::from(field.paddle_row) * 2.0);
        }
    }
}
