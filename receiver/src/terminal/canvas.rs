//! A field of small squares, two to a terminal cell, so that things move by half a row. Knows no game.

use super::colours::{GROUND, ink};
use couchpad_theme::colour::Swatch;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// One lit square.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dot {
    /// Its colour.
    pub(super) colour: Swatch,
    /// What fills a whole cell of such squares where there are no colours.
    pub(super) pattern: char,
}

/// A picture of squares over a part of the terminal: as wide as the part, twice as high.
#[derive(Debug)]
pub(super) struct Canvas {
    area: Rect,
    dots: Vec<Option<Dot>>,
}

impl Canvas {
    /// An empty canvas for this part of the terminal.
    pub(super) fn new(area: Rect) -> Self {
        let dots = usize::from(area.width) * usize::from(area.height) * 2;
        Self {
            area,
            dots: vec![None; dots],
        }
    }

    /// Lights all squares of a rectangle, given in squares, its far edges not included. At least one each way is lit,
    /// and what lies outside is not drawn.
    pub(super) fn fill(&mut self, left: f32, top: f32, width: f32, height: f32, dot: Dot) {
        let columns = span(left, width, self.area.width);
        let rows = span(top, height, self.area.height.saturating_mul(2));
        for row in rows {
            for column in columns.clone() {
                let at = row * usize::from(self.area.width) + column;
                if let Some(place) = self.dots.get_mut(at) {
                    *place = Some(dot);
                }
            }
        }
    }

    /// Draws the lit squares; cells without one stay as they are.
    pub(super) fn render(&self, colours: bool, picture: &mut Buffer) {
        let width = usize::from(self.area.width);
        if width == 0 {
            return;
        }
        for (pair, rows) in self.dots.chunks(width * 2).enumerate() {
            let (upper, lower) = rows.split_at(width.min(rows.len()));
            for (column, (top, bottom)) in upper.iter().zip(lower).enumerate() {
                let at = (
                    self.area.x.saturating_add(column as u16),
                    self.area.y.saturating_add(pair as u16),
                );
                if let Some(cell) = picture.cell_mut(at)
                    && let Some((symbol, front, back)) = cell_of(*top, *bottom, colours)
                {
                    cell.set_char(symbol)
                        .set_fg(ink(front))
                        .set_bg(back.map_or(GROUND, ink));
                }
            }
        }
    }
}

/// The squares from a place on, for so far, on an axis of `limit` squares.
fn span(from: f32, length: f32, limit: u16) -> std::ops::Range<usize> {
    let first = from.round().clamp(0.0, f32::from(limit));
    let last = (from + length)
        .round()
        .max(first + 1.0)
        .clamp(first, f32::from(limit));
    if from + length < 0.0 {
        return 0..0;
    }
    first as usize..last as usize
}

/// Symbol, front and back of a cell with these two squares.
fn cell_of(
    top: Option<Dot>,
    bottom: Option<Dot>,
    colours: bool,
) -> Option<(char, Swatch, Option<Swatch>)> {
    match (top, bottom) {
        (None, None) => None,
        (Some(top), None) => Some(('▀', top.colour, None)),
        (None, Some(bottom)) => Some(('▄', bottom.colour, None)),
        (Some(top), Some(_)) if !colours => Some((top.pattern, top.colour, None)),
        (Some(top), Some(bottom)) if top.colour == bottom.colour => Some(('█', top.colour, None)),
        (Some(top), Some(bottom)) => Some(('▀', top.colour, Some(bottom.colour))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOT: Dot = Dot {
        colour: Swatch::hex(0xFF_FFFF),
        pattern: '▒',
    };

    fn drawn(colours: bool, fill: impl FnOnce(&mut Canvas)) -> String {
        let area = Rect::new(0, 0, 4, 2);
        let mut picture = Buffer::empty(area);
        let mut canvas = Canvas::new(area);
        fill(&mut canvas);
        canvas.render(colours, &mut picture);
        picture.content.iter().map(|c| c.symbol()).collect()
    }

    #[test]
    fn half_a_cell_has_its_own_symbol() {
        assert_eq!(drawn(true, |c| c.fill(0.0, 0.0, 1.0, 1.0, DOT)), "▀       ");
        assert_eq!(drawn(true, |c| c.fill(1.0, 3.0, 2.0, 1.0, DOT)), "     ▄▄ ");
        assert_eq!(drawn(true, |c| c.fill(0.0, 1.0, 1.0, 2.0, DOT)), "▄   ▀   ");
        assert_eq!(drawn(true, |c| c.fill(0.0, 0.0, 4.0, 2.0, DOT)), "████    ");
    }

    #[test]
    fn without_colours_patterns_fill_whole_cells() {
        assert_eq!(
            drawn(false, |c| c.fill(0.0, 0.0, 2.0, 3.0, DOT)),
            "▒▒  ▀▀  "
        );
    }

    #[test]
    fn what_lies_outside_is_cut_off_and_the_smallest_thing_is_seen() {
        assert_eq!(
            drawn(true, |c| c.fill(-9.0, -9.0, 2.0, 2.0, DOT)),
            "        "
        );
        assert_eq!(drawn(true, |c| c.fill(9.0, 9.0, 2.0, 2.0, DOT)), "        ");
        assert_eq!(drawn(true, |c| c.fill(2.4, 0.3, 0.1, 0.1, DOT)), "  ▀     ");
    }
}
