//! Snake in the terminal: the field in squares of half a cell, every snake in its player's colour and pattern with the
//! player's shape on its head, and what there is to say above it.
//!
//! `field` says where a cell of the field lies, `said` puts the round into words.

mod field;
mod said;

use super::canvas::{Canvas, Dot};
use super::colours::{BAD, GROUND, TEXT, WARNING, ink};
use super::presenters::{Scene, TerminalPresenter, put};
use crate::stage::Stage;
use couchpad_games::game::{Game, SeatIndex};
use couchpad_games::snake::{Cell, Fate, SEATS, Snakes, State};
use couchpad_theme::colour::{self, Swatch};
use couchpad_theme::patterns::Pattern;
use couchpad_theme::{Mark, mark};
use field::Field;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::style::{Color, Modifier, Style};

/// The wild snake's head.
const WILD: char = '?';
/// How a ring that becomes wall next is drawn where there are no colours, and one that is.
const SOON: char = '░';
const CLOSED: char = '▓';
/// A fruit where there are no colours.
const FRUIT: char = '*';

/// Draws Snake.
pub(super) struct SnakePresenter;

impl TerminalPresenter for SnakePresenter {
    fn game_id(&self) -> &str {
        Snakes::MANIFEST.id
    }

    fn draw(&self, scene: Scene<'_>, area: Rect, picture: &mut Buffer) {
        let Some(running) = scene.stage.running::<Snakes>() else {
            return;
        };
        let state = running.game.state();
        let [head, rest] =
            Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(area);
        let field = Field::of(state, rest);
        said::headline(state, field.over(head), picture);
        field.draw_walls(state.field.open, picture);
        draw_squares(scene, state, &field, picture);
        draw_signs(scene, state, &field, picture);
        said::draw_words(scene, state, field.inner, picture);
    }

    fn columns(&self, most: Size) -> u16 {
        // the widest field is four to three, and a column is as wide as half a row is high
        let high = most.height.saturating_sub(1).saturating_mul(2);
        most.width.min((high.saturating_mul(4) / 3).max(41))
    }

    fn of_player(&self, stage: &Stage, seat: SeatIndex) -> Option<(String, Color)> {
        said::of_player(stage.running::<Snakes>()?.game.state(), seat)
    }
}

/// The mark of whoever sits there; a wild snake has none.
fn mark_of(scene: Scene<'_>, state: &State, seat: usize) -> Option<Mark> {
    let is_seated = state.players.get(seat).is_some_and(|player| player.seated);
    let card = u16::try_from(seat).ok();
    let card = card.and_then(|seat| scene.roster.seat(SeatIndex(seat)));
    is_seated.then(|| mark(card.map_or(seat, |card| usize::from(card.mark))))
}

/// All that is drawn in squares, from the lowest to the uppermost.
fn draw_squares(scene: Scene<'_>, state: &State, field: &Field, picture: &mut Buffer) {
    let mut canvas = Canvas::new(field.inner);
    draw_rings(state, field, &mut canvas);
    let berry = Dot {
        colour: colour::BAD,
        pattern: FRUIT,
    };
    for cell in &state.fruit {
        field.fill(*cell, berry, &mut canvas);
    }
    for seat in 0..SEATS {
        let snake = &state.players[seat].snake;
        let own = mark_of(scene, state, seat);
        let is_out = !snake.is_alive();
        for (number, cell) in snake.body.iter().enumerate() {
            field.fill(*cell, skin(own, number, is_out), &mut canvas);
        }
    }
    canvas.render(scene.colours.any(), picture);
}

fn draw_rings(state: &State, field: &Field, canvas: &mut Canvas) {
    let wall = Dot {
        colour: colour::QUIET.towards(colour::PRESSED, 0.45),
        pattern: CLOSED,
    };
    let soon = Dot {
        colour: colour::WARNING.towards(colour::GROUND, 0.5),
        pattern: SOON,
    };
    if state.field.closed == 0 && state.closes_in.is_none() {
        return;
    }
    for y in 0..state.field.rows {
        for x in 0..state.field.columns {
            let cell = Cell::new(x, y);
            if state.field.is_closed(cell) {
                field.fill(cell, wall, canvas);
            } else if state.closes_in.is_some() && state.field.ring(cell) == state.field.closed {
                field.fill(cell, soon, canvas);
            }
        }
    }
}

/// A part of a snake's body, counted from its head: stripes tell those of one colour apart.
fn skin(own: Option<Mark>, number: usize, is_out: bool) -> Dot {
    let (colour, pattern) = own.map_or((colour::QUIET, Pattern::Solid), |own| {
        (own.colour, own.pattern)
    });
    let every = 1 + pattern as usize;
    let is_stripe = every > 1 && number.is_multiple_of(every);
    let dim = match (is_out, is_stripe) {
        (true, _) => 0.75,
        (false, true) => 0.4,
        (false, false) => 0.0,
    };
    Dot {
        colour: colour.towards(colour::GROUND, dim),
        pattern: fill_of(pattern),
    }
}

/// A cell of a player's fill pattern.
const fn fill_of(pattern: Pattern) -> char {
    match pattern {
        Pattern::Solid => '█',
        Pattern::Horizontal => '≡',
        Pattern::Vertical => '║',
        Pattern::Diagonal => '╱',
        Pattern::Dots => '⠶',
        Pattern::Checker => '▚',
        Pattern::Chevron => '^',
        Pattern::Crosshatch => '╳',
    }
}

/// The heads, and where there are no colours the fruit, too: a half cell is too small to tell what it is.
fn draw_signs(scene: Scene<'_>, state: &State, field: &Field, picture: &mut Buffer) {
    if !scene.colours.any() {
        for cell in &state.fruit {
            let style = Style::new().fg(BAD);
            let (x, y) = field.place(*cell);
            put(picture, x, y, FRUIT, style);
        }
    }
    for seat in 0..SEATS {
        let snake = &state.players[seat].snake;
        let Some(cell) = snake.body.front() else {
            continue;
        };
        let own = mark_of(scene, state, seat);
        let colour = own.map_or(colour::QUIET, |own| own.colour);
        let glyph = own.map_or(WILD, |own| own.glyph());
        let (glyph, style) = match snake.fate {
            Fate::None => continue,
            Fate::Alive => (glyph, head_style(scene, colour)),
            Fate::Out(_) => ('✕', Style::new().fg(WARNING).bg(GROUND)),
        };
        let (x, y) = field.place(*cell);
        put(picture, x, y, glyph, style);
    }
}

fn head_style(scene: Scene<'_>, colour: Swatch) -> Style {
    let bold = Style::new().add_modifier(Modifier::BOLD);
    if scene.colours.any() {
        bold.fg(GROUND).bg(ink(colour))
    } else {
        bold.fg(TEXT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn two_snakes_of_one_colour_have_other_stripes() {
        let stripes = |seat: usize| -> Vec<_> {
            (0..40)
                .map(|number| skin(Some(mark(seat)), number, false).colour)
                .collect()
        };
        let all: HashSet<_> = (0..16).map(stripes).collect();
        assert_eq!(all.len(), 16);
    }

    #[test]
    fn every_pattern_has_a_fill_of_its_own() {
        let fills: HashSet<_> = Pattern::ALL.into_iter().map(fill_of).collect();
        assert_eq!(fills.len(), Pattern::ALL.len());
    }
}
