//! The paddles: bars of their players' patterns and shapes, with what the last capsule made of them at their ends.

use super::super::colours::{GROUND, QUIET, ink};
use super::Players;
use super::field::Field;
use super::{fill_of, pieces};
use couchpad_games::arkanoid::{CapsuleKind, Paddle, Power};
use couchpad_theme::{Mark, colour};
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

/// Columns that a bar must have for letters at its ends.
const LETTERED: u16 = 3;

/// Draws all paddles on their line.
pub(super) fn draw(paddles: &[Paddle], players: Players<'_>, field: &Field, picture: &mut Buffer) {
    let on_line = |column: u16| (i32::from(column), i32::from(field.paddle_row));
    // who is out lies below those that play
    for paddle in paddles.iter().filter(|paddle| paddle.out > 0) {
        let bar = Bar::of(paddle, field);
        let style = Style::new().fg(QUIET).bg(GROUND);
        for column in bar.from / 2..bar.to.div_ceil(2) {
            field.put(on_line(column), '┄', style, picture);
        }
        let glyph = players.mark(paddle.seat).glyph();
        field.put(on_line(bar.middle), glyph, style, picture);
    }
    let playing = paddles.iter().filter(|paddle| paddle.out == 0);
    for paddle in playing.clone() {
        let bar = Bar::of(paddle, field);
        bar.draw(players.mark(paddle.seat), field, picture);
    }
    // after all bars, so that no shape and no power hides under another player's bar
    for paddle in playing {
        let bar = Bar::of(paddle, field);
        bar.draw_power(paddle.power, field, picture);
        let own = players.mark(paddle.seat);
        let style = if players.colours.any() {
            Style::new().fg(GROUND).bg(ink(own.colour))
        } else {
            Style::new()
        };
        field.put(on_line(bar.middle), own.glyph(), style, picture);
    }
}

/// A paddle on the screen: it moves by half a column, so its ends may be half cells.
struct Bar {
    /// The first half column.
    from: u16,
    /// The half column after the last.
    to: u16,
    /// The column of its middle.
    middle: u16,
}

impl Bar {
    fn of(paddle: &Paddle, field: &Field) -> Self {
        let (across, _) = field.scale();
        let halves = |x: f32| (x * across * 2.0).round().max(0.0) as u16;
        Self {
            from: halves(paddle.x - paddle.width / 2.0),
            to: halves(paddle.x + paddle.width / 2.0).min(field.inner.width * 2),
            middle: (paddle.x * across).max(0.0) as u16,
        }
    }

    fn draw(&self, mark: Mark, field: &Field, picture: &mut Buffer) {
        let front = Style::new().fg(ink(mark.colour));
        let back = ink(mark.colour.towards(colour::GROUND, 0.65));
        for column in self.from / 2..self.to.div_ceil(2) {
            let (symbol, style) = match (column * 2 >= self.from, column * 2 + 1 < self.to) {
                (true, true) => (fill_of(mark.pattern), front.bg(back)),
                (false, _) => ('▐', front.bg(GROUND)),
                (_, false) => ('▌', front.bg(GROUND)),
            };
            let cell = (i32::from(column), i32::from(field.paddle_row));
            field.put(cell, symbol, style, picture);
        }
    }

    /// The letter of the capsule that gave the paddle its power, at both ends; a laser shows its barrels, too.
    fn draw_power(&self, power: Power, field: &Field, picture: &mut Buffer) {
        let Some(kind) = capsule_of(power) else {
            return;
        };
        let (first, last) = (self.from.div_ceil(2), (self.to / 2).saturating_sub(1));
        if last < first + LETTERED - 1 {
            return;
        }
        let row = i32::from(field.paddle_row);
        let letter = pieces::capsule_style(kind);
        let barrel = Style::new()
            .fg(ink(pieces::capsule_colour(kind)))
            .add_modifier(Modifier::BOLD);
        for column in [first, last].map(i32::from) {
            field.put((column, row), kind.letter(), letter, picture);
            if power == Power::Laser {
                field.put((column, row - 1), '╻', barrel, picture);
            }
        }
    }
}

/// The capsule that makes this of a paddle.
pub(super) const fn capsule_of(power: Power) -> Option<CapsuleKind> {
    match power {
        Power::None => None,
        Power::Wide => Some(CapsuleKind::Enlarge),
        Power::Catch => Some(CapsuleKind::Catch),
        Power::Laser => Some(CapsuleKind::Laser),
    }
}
