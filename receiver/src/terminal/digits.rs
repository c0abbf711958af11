//! The room code in digits made of blocks, in two sizes. Knows no room.

use super::canvas::{Canvas, Dot};
use couchpad_theme::colour::TEXT;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Squares of a digit: so wide, so high.
const DIGIT: (usize, usize) = (3, 5);
/// Squares from one digit to the next, and more of them between the two groups.
const PITCH: usize = 4;
const GROUP_GAP: usize = 2;
/// Digits of a group.
const GROUP: usize = 3;
/// Squares of the whole code.
const CODE: usize = 2 * GROUP * PITCH - 1 + GROUP_GAP;

/// The rows of each digit, the left square in the highest of three bits.
const SHAPES: [[u8; DIGIT.1]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b010, 0b010, 0b010],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];

/// How large the digits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// A square is two columns wide and a row high.
    Large,
    /// A square is a column wide and half a row high.
    Small,
}

impl Size {
    /// Columns and rows that six digits take.
    pub(super) const fn cells(self) -> (u16, u16) {
        let (columns, rows) = match self {
            Self::Large => (2 * CODE, DIGIT.1),
            Self::Small => (CODE, DIGIT.1.div_ceil(2)),
        };
        (columns as u16, rows as u16)
    }

    /// The larger one that fits.
    pub(super) fn fitting(columns: u16, rows: u16) -> Option<Self> {
        let fits = |size: &Self| {
            let (own_columns, own_rows) = size.cells();
            own_columns <= columns && own_rows <= rows
        };
        [Self::Large, Self::Small].into_iter().find(fits)
    }
}

/// Draws a code from the area's left upper corner on; what is no digit is left out.
pub(super) fn draw(code: &str, size: Size, area: Rect, colours: bool, picture: &mut Buffer) {
    let mut canvas = Canvas::new(area);
    let side = match size {
        Size::Large => 2.0,
        Size::Small => 1.0,
    };
    let dot = Dot {
        colour: TEXT,
        pattern: '█',
    };
    for (number, letter) in code.chars().enumerate() {
        let digit = letter.to_digit(10).and_then(|d| usize::try_from(d).ok());
        let Some(shape) = digit.and_then(|digit| SHAPES.get(digit)) else {
            continue;
        };
        let left = number * PITCH + number / GROUP * GROUP_GAP;
        for (row, bits) in shape.iter().enumerate() {
            for column in (0..DIGIT.0).filter(|column| bits >> (DIGIT.0 - 1 - column) & 1 == 1) {
                let (x, y) = ((left + column) as f32, row as f32);
                canvas.fill(x * side, y * side, side, side, dot);
            }
        }
    }
    canvas.render(colours, picture);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(code: &str, size: Size) -> Vec<String> {
        let (columns, rows) = size.cells();
        let area = Rect::new(0, 0, columns, rows);
        let mut picture = Buffer::empty(area);
        draw(code, size, area, true, &mut picture);
        let rows = picture.content.chunks(usize::from(columns));
        rows.map(|row| row.iter().map(|cell| cell.symbol()).collect())
            .collect()
    }

    #[test]
    fn digits_stand_in_two_groups() {
        let small = drawn("120907", Size::Small);
        assert_eq!(
            small,
            [
                "▄█  ▀▀█ █▀█   █▀█ █▀█ ▀▀█",
                " █  █▀▀ █ █   ▀▀█ █ █  █ ",
                "▀▀▀ ▀▀▀ ▀▀▀   ▀▀▀ ▀▀▀  ▀ "
            ]
        );
        let large = drawn("120907", Size::Large);
        assert_eq!(large.len(), 5);
        assert_eq!(
            large[0],
            "  ██    ██████  ██████      ██████  ██████  ██████"
        );
    }

    #[test]
    fn digits_differ_and_the_larger_that_fits_is_taken() {
        for (n, shape) in SHAPES.iter().enumerate() {
            assert!(!SHAPES[..n].contains(shape), "{n}");
        }
        assert_eq!(Size::fitting(50, 5), Some(Size::Large));
        assert_eq!(Size::fitting(49, 5), Some(Size::Small));
        assert_eq!(Size::fitting(25, 3), Some(Size::Small));
        assert_eq!(Size::fitting(24, 9), None);
    }
}
