//! What bricks look like: a colour and a pattern of their own for each, and how many hits silver takes where a brick
//! fills a cell. Knows no terminal.

use super::super::canvas::{Canvas, Dot};
use super::super::colours::{GROUND, ink};
use super::field::Field;
use super::fill_of;
use couchpad_games::arkanoid::{BRICK_HEIGHT, BRICKS_TOP, Brick, BrickKind, Grid};
use couchpad_theme::colour::{self, Swatch};
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

/// How much darker bricks are than their colour, so that paddles and balls are what shines.
const SHADE: f32 = 0.14;
/// How much darker still the dim squares of a brick's pattern are.
const DIM: f32 = 0.38;
/// How much darker every second row is where no gap parts the rows.
const ODD: f32 = 0.16;
const SILVER: Swatch = Swatch::hex(0xAE_B9D4);
const GOLD: Swatch = Swatch::hex(0xF2_C14B);

/// Draws all bricks into the canvas.
pub(super) fn draw(bricks: &Grid, field: &Field, canvas: &mut Canvas) {
    for (row, line) in bricks.iter().enumerate() {
        for (column, brick) in line.iter().enumerate() {
            if let Some(brick) = brick {
                draw_brick(*brick, column, row, field, canvas);
            }
        }
    }
}

/// Writes onto the silver bricks how many hits they take, where a brick fills a whole cell; after the canvas is drawn.
pub(super) fn write_hits(bricks: &Grid, field: &Field, picture: &mut Buffer) {
    for (row, line) in bricks.iter().enumerate() {
        let (top, height) = rows_of(row, field);
        let first = (top / 2.0).ceil();
        if first * 2.0 + 2.0 > top + height || field.brick < 3 {
            continue;
        }
        for (column, brick) in line.iter().enumerate() {
            let digit = brick.filter(|brick| brick.kind == BrickKind::Silver);
            let digit = digit.and_then(|brick| char::from_digit(brick.hits_left.into(), 10));
            if let Some(digit) = digit {
                let column = field.brick * column as u16 + (field.brick - 1) / 2;
                let style = Style::new()
                    .fg(GROUND)
                    .bg(ink(SILVER.towards(colour::GROUND, SHADE)))
                    .add_modifier(Modifier::BOLD);
                field.put((column.into(), first as i32), digit, style, picture);
            }
        }
    }
}

/// A gap stays to the right of each brick, and below it where there is room.
fn draw_brick(brick: Brick, column: usize, row: usize, field: &Field, canvas: &mut Canvas) {
    let (top, height) = rows_of(row, field);
    let is_shaded = row % 2 == 1 && !is_parted(field);
    let left = f32::from(field.brick) * column as f32;
    let width = field.brick.saturating_sub(1).max(1);
    for square in 0..width {
        let dot = dot_of(brick, square, width);
        let shade = if is_shaded { ODD } else { 0.0 };
        let dot = Dot {
            colour: dot.colour.towards(colour::GROUND, shade),
            ..dot
        };
        canvas.fill(left + f32::from(square), top, 1.0, height, dot);
    }
}

/// The first square of a row of bricks, and how many it has.
fn rows_of(row: usize, field: &Field) -> (f32, f32) {
    let (_, down) = field.scale();
    let pitch = BRICK_HEIGHT * down;
    let top = (BRICKS_TOP * down + row as f32 * pitch).round();
    let bottom = (BRICKS_TOP * down + (row + 1) as f32 * pitch).round();
    let gap = if is_parted(field) { 1.0 } else { 0.0 };
    (top, bottom - top - gap)
}

/// Whether there is room for a gap between two rows.
fn is_parted(field: &Field) -> bool {
    let (_, down) = field.scale();
    BRICK_HEIGHT * down >= 2.5
}

/// One square of a brick, counted from its left end. The eight colours differ by which thirds of the brick are dim, too;
/// silver is bright in the middle until one hit is left, gold is one tone.
fn dot_of(brick: Brick, square: u16, width: u16) -> Dot {
    let third = u32::from(square) * 3 / u32::from(width.max(1));
    let own = base(brick).towards(colour::GROUND, SHADE);
    let (colour, pattern) = match (brick.kind, brick.hits_left) {
        (BrickKind::Gold, _) => (own, '█'),
        (BrickKind::Silver, 2..) if third == 1 => (own.towards(colour::TEXT, 0.6), '▓'),
        (BrickKind::Silver, 2..) => (own, '▓'),
        (BrickKind::Silver, _) => (own.towards(colour::GROUND, DIM), '▒'),
        (BrickKind::Plain, _) if is_dim(brick.colour, third) => {
            (own.towards(colour::GROUND, DIM), sign(brick.colour))
        }
        (BrickKind::Plain, _) => (own, sign(brick.colour)),
    };
    Dot { colour, pattern }
}

fn base(brick: Brick) -> Swatch {
    match brick.kind {
        BrickKind::Gold => GOLD,
        BrickKind::Silver => SILVER,
        BrickKind::Plain => mark(usize::from(brick.colour)).colour,
    }
}

/// Whether this third of a brick of that colour is dim: the thirds are the colour's three bits.
const fn is_dim(colour: u8, third: u32) -> bool {
    colour >> third & 1 == 1
}

/// What fills a plain brick where there are no colours: its player's pattern, but for the one that gold has.
fn sign(colour: u8) -> char {
    match fill_of(mark(usize::from(colour)).pattern) {
        '█' => '░',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::arkanoid::BRICK_COLOURS;
    use std::collections::HashSet;

    fn brick(kind: BrickKind, hits_left: u8, colour: u8) -> Brick {
        Brick {
            kind,
            hits_left,
            colour,
        }
    }

    fn every_brick() -> Vec<Brick> {
        let plain = (0..BRICK_COLOURS).map(|c| brick(BrickKind::Plain, 1, c));
        let others = [
            brick(BrickKind::Silver, 2, 0),
            brick(BrickKind::Silver, 1, 0),
            brick(BrickKind::Gold, 0, 0),
        ];
        plain.chain(others).collect()
    }

    #[test]
    fn all_bricks_differ_by_their_signs_alone() {
        let signs: HashSet<_> = every_brick()
            .into_iter()
            .map(|b| dot_of(b, 0, 3).pattern)
            .collect();
        assert_eq!(signs.len(), every_brick().len());
    }

    #[test]
    fn all_bricks_differ_by_the_colours_of_their_squares() {
        for width in [2, 3, 6] {
            let looks: HashSet<_> = every_brick()
                .into_iter()
                .map(|b| (0..width).map(|s| dot_of(b, s, width).colour).collect())
                .collect::<HashSet<Vec<Swatch>>>();
            assert_eq!(looks.len(), every_brick().len(), "{width}");
        }
    }

    #[test]
    fn colours_differ_by_which_thirds_are_dim() {
        let dims: HashSet<_> = (0..BRICK_COLOURS)
            .map(|colour| [0, 1, 2].map(|third| is_dim(colour, third)))
            .collect();
        assert_eq!(dims.len(), usize::from(BRICK_COLOURS));
    }
}
