//! The picture of the join link in a terminal: two modules to a cell, one above the other. Both colours of a cell are always
//! said, or a light terminal would show the picture's negative, which many cameras cannot read.

use super::colours::Depth;
use crate::view::qr::Modules;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

/// Columns and rows that a picture takes.
pub(super) fn cells(modules: &Modules) -> (u16, u16) {
    let side = u16::try_from(modules.side()).unwrap_or(u16::MAX);
    (side, side.div_ceil(2))
}

/// Draws the picture from the area's left upper corner on. Wants all its [`cells`] to be there: half a picture is none.
pub(super) fn draw(modules: &Modules, area: Rect, depth: Depth, picture: &mut Buffer) {
    let (columns, rows) = cells(modules);
    for row in 0..rows.min(area.height) {
        for column in 0..columns.min(area.width) {
            let at = (area.x.saturating_add(column), area.y.saturating_add(row));
            let (x, y) = (usize::from(column), 2 * usize::from(row));
            let upper = ink(modules.is_dark(x, y), depth);
            let lower = ink(modules.is_dark(x, y + 1), depth);
            if let Some(cell) = picture.cell_mut(at) {
                // a space is filled to its edges in any font
                let symbol = if upper == lower { ' ' } else { '▀' };
                cell.set_char(symbol).set_fg(upper).set_bg(lower);
            }
        }
    }
}

/// Black or white. Where no colours are wanted they are still said, in the words that every terminal knows: without them
/// there would be no picture at all.
const fn ink(dark: bool, depth: Depth) -> Color {
    match (depth, dark) {
        (Depth::True | Depth::Indexed, true) => Color::Rgb(0, 0, 0),
        (Depth::True | Depth::Indexed, false) => Color::Rgb(255, 255, 255),
        (Depth::Sixteen | Depth::None, true) => Color::Black,
        (Depth::Sixteen | Depth::None, false) => Color::White,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_says_both_of_its_colours() {
        let modules = Modules::of("http://192.168.0.5:4455/j#").unwrap();
        let (columns, rows) = cells(&modules);
        for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
            let area = Rect::new(0, 0, columns, rows);
            let mut picture = Buffer::empty(area);
            draw(&modules, area, depth, &mut picture);
            super::super::Colours { depth }.settle(&mut picture);
            let plain = |cell: &ratatui::buffer::Cell| [cell.fg, cell.bg].contains(&Color::Reset);
            assert!(!picture.content.iter().any(plain), "{depth:?}");
        }
    }
}
