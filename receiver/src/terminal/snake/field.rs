//! Where a cell of the field lies in the terminal: as many whole squares as fit, or, where the terminal is too small for that,
//! a share of one.

use super::super::canvas::{Canvas, Dot};
use super::super::colours::{GROUND, QUIET};
use super::super::presenters::put;
use couchpad_games::snake::{Cell, State};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The field on the screen.
pub(super) struct Field {
    /// The part of the terminal that its cells lie in.
    pub(super) inner: Rect,
    /// Squares to a cell.
    scale: f32,
}

impl Field {
    /// In the middle of an area, with its walls around it.
    pub(super) fn of(state: &State, area: Rect) -> Self {
        let (columns, rows) = (state.field.columns.max(1), state.field.rows.max(1));
        let room = |cells: u16, squares: u16| f32::from(squares) / f32::from(cells);
        let across = room(columns.into(), area.width.saturating_sub(2));
        let down = room(rows.into(), area.height.saturating_sub(2).saturating_mul(2));
        let fits = across.min(down);
        let scale = if fits >= 1.0 { fits.floor() } else { fits };
        // at most as large as the area, so both fit
        let width = (f32::from(columns) * scale).ceil() as u16;
        let height = (f32::from(rows) * scale / 2.0).ceil() as u16;
        let aside = area.width.saturating_sub(width + 2) / 2;
        let above = area.height.saturating_sub(height + 2) / 2;
        let inner = Rect {
            x: area.x + aside + 1,
            y: area.y + above + 1,
            width,
            height,
        };
        Self {
            inner: inner.intersection(area),
            scale,
        }
    }

    /// As wide as the field with its walls, in the row of this line.
    pub(super) fn over(&self, line: Rect) -> Rect {
        Rect {
            x: self.inner.x.saturating_sub(1),
            width: self.inner.width + 2,
            ..line
        }
        .intersection(line)
    }

    /// Lights a cell.
    pub(super) fn fill(&self, cell: Cell, dot: Dot, canvas: &mut Canvas) {
        let (x, y) = (
            f32::from(cell.x) * self.scale,
            f32::from(cell.y) * self.scale,
        );
        canvas.fill(x, y, self.scale, self.scale, dot);
    }

    /// Where in the terminal the middle of a cell lies.
    pub(super) fn place(&self, cell: Cell) -> (u16, u16) {
        let middle = |at: u8| (f32::from(at) + 0.5) * self.scale;
        let x = (middle(cell.x) as u16).min(self.inner.width.saturating_sub(1));
        let y = (middle(cell.y) as u16 / 2).min(self.inner.height.saturating_sub(1));
        (self.inner.x + x, self.inner.y + y)
    }

    /// A frame; a broken one where one can go through.
    pub(super) fn draw_walls(&self, open: bool, picture: &mut Buffer) {
        let style = Style::new().fg(QUIET).bg(GROUND);
        let (across, down) = if open { ('╌', '╎') } else { ('─', '│') };
        let Rect {
            x,
            y,
            width,
            height,
        } = self.inner;
        let (left, right) = (x.saturating_sub(1), x + width);
        let (top, bottom) = (y.saturating_sub(1), y + height);
        for column in x..right {
            for row in [top, bottom] {
                put(picture, column, row, across, style);
            }
        }
        for row in y..bottom {
            for column in [left, right] {
                put(picture, column, row, down, style);
            }
        }
        for ((column, row), corner) in [
            ((left, top), '┌'),
            ((right, top), '┐'),
            ((left, bottom), '└'),
            ((right, bottom), '┘'),
        ] {
            put(picture, column, row, corner, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::{Game, SeatEvent, SeatIndex, Setup};
    use couchpad_games::snake::Snakes;

    #[test]
    fn every_field_fits_every_area_with_its_walls() {
        for players in [1, 4, 8, 16] {
            let mut game = Snakes::new(&Setup::new(1));
            (0..players).for_each(|seat| game.on_seat(SeatEvent::Taken(SeatIndex(seat))));
            let state = game.state();
            for (width, height) in [(41, 18), (58, 18), (80, 30), (200, 60), (300, 18)] {
                let area = Rect::new(3, 2, width, height);
                let field = Field::of(state, area);
                let outer = Rect {
                    x: field.inner.x - 1,
                    y: field.inner.y - 1,
                    width: field.inner.width + 2,
                    height: field.inner.height + 2,
                };
                assert_eq!(
                    outer.intersection(area),
                    outer,
                    "{players} {width}x{height}"
                );
                let last = Cell::new(state.field.columns - 1, state.field.rows - 1);
                for cell in [Cell::new(0, 0), last] {
                    assert!(field.inner.contains(field.place(cell).into()));
                }
            }
        }
    }
}
