//! Arkanoid in the terminal: bricks and balls in squares of half a cell, paddles as bars of their players' patterns.

use super::canvas::{Canvas, Dot};
use super::colours::{BAD, GROUND, QUIET, RAISED, TEXT, ink};
use super::presenters::{Scene, TerminalPresenter};
use super::screens::words;
use couchpad_games::arkanoid::{
    Arkanoid, BALL_RADIUS, BRICK_HEIGHT, BRICKS_TOP, Ball, Brick, BrickKind, COLUMNS, FIELD_WIDTH,
    PADDLE_HEIGHT, PADDLE_Y, Paddle, Phase, ROUNDS, State,
};
use couchpad_theme::colour;
use couchpad_theme::patterns::Pattern;
use couchpad_theme::{Mark, mark};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget};

/// How much darker bricks are than their colour, so that paddles and balls are what shines.
const BRICK_SHADE: f32 = 0.14;
/// The same for what nothing breaks.
const STONE_SHADE: f32 = 0.35;
/// The upper edge of the paddles, which falls between two rows, so that a ball rests on them and not in them.
const PADDLE_TOP: f32 = PADDLE_Y - PADDLE_HEIGHT / 2.0;
/// Where the field's words stand, as a share of its height: below the bricks.
const WORDS_AT: f32 = 0.66;

/// Draws Arkanoid.
pub(super) struct ArkanoidPresenter;

impl TerminalPresenter for ArkanoidPresenter {
    fn game_id(&self) -> &str {
        "arkanoid"
    }

    fn draw(&self, scene: Scene<'_>, area: Rect, picture: &mut Buffer) {
        let Some(running) = scene.stage.running::<Arkanoid>() else {
            return;
        };
        let state = couchpad_games::game::Game::state(&running.game);
        let [head, rest] =
            Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(area);
        let field = Field::in_area(rest);
        headline(state, field.frame(head), picture);
        field.draw_walls(picture);
        field.draw_pieces(state, scene, picture);
        field.draw_words(state, picture);
    }
}

/// Round, lives and team score on one line.
fn headline(state: &State, area: Rect, picture: &mut Buffer) {
    let quiet = Style::new().fg(QUIET);
    let bold = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
    let hearts = "♥".repeat(state.lives.unwrap_or(0) as usize);
    let left = Line::from(vec![
        Span::styled("Round ", quiet),
        Span::styled(format!("{} of {ROUNDS}", state.round), bold),
    ]);
    let middle = Line::from(vec![
        Span::styled("Lives ", quiet),
        Span::styled(format!("{hearts} "), Style::new().fg(BAD)),
        Span::styled(state.lives.unwrap_or(0).to_string(), bold),
    ]);
    let right = Line::from(vec![
        Span::styled("Team ", quiet),
        Span::styled(state.team_score.to_string(), bold),
    ]);
    left.render(area, picture);
    middle.centered().render(area, picture);
    right.right_aligned().render(area, picture);
}

/// Where the field lies in the terminal, and how large its units are.
struct Field {
    /// Inside the walls.
    inner: Rect,
    /// Columns of a brick.
    brick: u16,
    /// The row of the paddles, from the top of `inner`.
    paddle_row: u16,
}

impl Field {
    /// The largest field with whole bricks and about the right proportions, in the middle of this area.
    fn in_area(area: Rect) -> Self {
        let rows = area.height.saturating_sub(1).max(4);
        let columns = COLUMNS as u16;
        let brick = ((rows + 2) / 5).clamp(1, (area.width.saturating_sub(2) / columns).max(1));
        let width = (brick * columns).min(area.width.saturating_sub(2));
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

    /// A line of another area, as wide as this field with its walls.
    fn frame(&self, line: Rect) -> Rect {
        Rect {
            x: self.inner.x.saturating_sub(1),
            width: self.inner.width + 2,
            ..line
        }
    }

    /// Squares per unit, across and down.
    fn scale(&self) -> (f32, f32) {
        (
            f32::from(self.inner.width) / FIELD_WIDTH,
            f32::from(self.paddle_row) * 2.0 / PADDLE_TOP,
        )
    }

    fn draw_walls(&self, picture: &mut Buffer) {
        let style = Style::new().fg(ink(colour::RAISED.towards(colour::QUIET, 0.35)));
        let (left, right) = (self.inner.x.saturating_sub(1), self.inner.right());
        for row in self.inner.top()..self.inner.bottom() {
            put(picture, left, row, '▐', style);
            put(picture, right, row, '▌', style);
        }
        for column in left..=right {
            put(picture, column, self.inner.y.saturating_sub(1), '▄', style);
        }
    }

    fn draw_pieces(&self, state: &State, scene: Scene<'_>, picture: &mut Buffer) {
        let mut canvas = Canvas::new(self.inner);
        for (row, line) in state.bricks.iter().enumerate() {
            for (column, brick) in line.iter().enumerate() {
                if let Some(brick) = brick {
                    self.draw_brick(*brick, column, row, &mut canvas);
                }
            }
        }
        for ball in &state.balls {
            self.draw_ball(ball, &mut canvas);
        }
        canvas.render(scene.colours.any(), picture);
        let marks = state.paddles.iter().map(|paddle| {
            let card = scene.roster.seat(paddle.seat);
            let own = card.map_or(paddle.seat.index(), |card| usize::from(card.mark));
            (paddle, mark(own))
        });
        for (paddle, mark) in marks.clone() {
            self.draw_bar(paddle, mark, picture);
        }
        // after all bars, so that no shape hides under another player's bar
        for (paddle, mark) in marks {
            self.draw_shape(paddle, mark, scene.colours.any(), picture);
        }
    }

    /// A gap stays to the right of each brick, and below it where there is room.
    fn draw_brick(&self, brick: Brick, column: usize, row: usize, canvas: &mut Canvas) {
        let (_, down) = self.scale();
        let pitch = BRICK_HEIGHT * down;
        let top = (BRICKS_TOP * down + row as f32 * pitch).round();
        let bottom = (BRICKS_TOP * down + (row + 1) as f32 * pitch).round();
        let height = if pitch >= 2.5 {
            bottom - top - 1.0
        } else {
            bottom - top
        };
        let left = f32::from(self.brick) * column as f32;
        let width = self.brick.saturating_sub(1).max(1);
        for square in 0..width {
            let dot = brick_dot(brick, square % 2 == 1);
            canvas.fill(left + f32::from(square), top, 1.0, height, dot);
        }
    }

    fn draw_ball(&self, ball: &Ball, canvas: &mut Canvas) {
        let (across, down) = self.scale();
        let dot = Dot {
            colour: colour::TEXT,
            pattern: '█',
        };
        let side = BALL_RADIUS * 2.0;
        canvas.fill(
            (ball.at.x - BALL_RADIUS) * across,
            (ball.at.y - BALL_RADIUS) * down,
            (side * across).round().max(1.0),
            (side * down).round().max(1.0),
            dot,
        );
    }

    /// The bar moves by half a column: its ends may be half cells.
    fn draw_bar(&self, paddle: &Paddle, mark: Mark, picture: &mut Buffer) {
        let (across, _) = self.scale();
        let halves = |x: f32| (x * across * 2.0).round().max(0.0) as u16;
        let from = halves(paddle.x - paddle.width / 2.0);
        let to = halves(paddle.x + paddle.width / 2.0).min(self.inner.width * 2);
        let front = Style::new().fg(ink(mark.colour));
        let back = ink(mark.colour.towards(colour::GROUND, 0.65));
        for column in from / 2..to.div_ceil(2) {
            let (symbol, style) = match (column * 2 >= from, column * 2 + 1 < to) {
                (true, true) => (fill_of(mark.pattern), front.bg(back)),
                (false, _) => ('▐', front.bg(GROUND)),
                (_, false) => ('▌', front.bg(GROUND)),
            };
            self.put_on_line(column, symbol, style, picture);
        }
    }

    fn draw_shape(&self, paddle: &Paddle, mark: Mark, colours: bool, picture: &mut Buffer) {
        let (across, _) = self.scale();
        let column = (paddle.x * across).max(0.0) as u16;
        let style = if colours {
            Style::new().fg(GROUND).bg(ink(mark.colour))
        } else {
            Style::new()
        };
        self.put_on_line(column, mark.glyph(), style, picture);
    }

    fn put_on_line(&self, column: u16, symbol: char, style: Style, picture: &mut Buffer) {
        if column < self.inner.width {
            let (x, y) = (self.inner.x + column, self.inner.y + self.paddle_row);
            put(picture, x, y, symbol, style);
        }
    }

    fn draw_words(&self, state: &State, picture: &mut Buffer) {
        let Some((first, second)) = words_of(state) else {
            return;
        };
        let width = first.chars().count().max(second.chars().count()) as u16 + 6;
        let area = Rect {
            x: self.inner.x + self.inner.width.saturating_sub(width) / 2,
            y: self.inner.y + (f32::from(self.inner.height) * WORDS_AT) as u16,
            width: width.min(self.inner.width),
            height: if second.is_empty() { 1 } else { 2 },
        };
        let bold = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
        let lines = vec![
            Line::styled(first, bold).centered(),
            Line::styled(second, Style::new().fg(QUIET)).centered(),
        ];
        let area = area.intersection(self.inner);
        Clear.render(area, picture);
        Paragraph::new(lines)
            .style(Style::new().bg(RAISED))
            .render(area, picture);
    }
}

/// What the game says at this moment, if anything: a line to read and a quiet one.
fn words_of(state: &State) -> Option<(String, String)> {
    if state.is_waiting() {
        return Some(("Waiting for a player".to_owned(), String::new()));
    }
    match state.phase {
        Phase::RoundIntro { .. } => {
            Some((format!("Round {}", state.round), state.title.name.clone()))
        }
        Phase::BallLost { .. } => {
            let left = words::count(state.lives.unwrap_or(0) as usize, "life", "lives");
            Some(("Ball lost".to_owned(), format!("{left} left")))
        }
        Phase::Playing | Phase::Won | Phase::Lost => None,
    }
}

/// One square of a brick. Tough ones are striped until they are hit, stone is grey; where there are no colours each kind
/// has its own shade.
fn brick_dot(brick: Brick, odd: bool) -> Dot {
    let palette = mark(usize::from(brick.colour)).colour;
    let own = palette.towards(colour::GROUND, BRICK_SHADE);
    let (colour, pattern) = match (brick.kind, brick.hits_left) {
        (BrickKind::Gold, _) => (colour::QUIET.towards(colour::GROUND, STONE_SHADE), '█'),
        (BrickKind::Silver, 2..) if odd => (own.towards(colour::TEXT, 0.55), '▓'),
        (BrickKind::Silver, 2..) => (own, '▓'),
        (BrickKind::Silver | BrickKind::Plain, _) => (own, '▒'),
    };
    Dot { colour, pattern }
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

fn put(picture: &mut Buffer, x: u16, y: u16, symbol: char, style: Style) {
    if let Some(cell) = picture.cell_mut((x, y)) {
        cell.set_char(symbol).set_style(style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

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

    #[test]
    fn every_pattern_has_a_fill_of_its_own() {
        let fills: HashSet<_> = Pattern::ALL.into_iter().map(fill_of).collect();
        assert_eq!(fills.len(), Pattern::ALL.len());
    }

    #[test]
    fn kinds_of_bricks_differ_with_and_without_colours() {
        let brick = |kind, hits_left| Brick {
            kind,
            hits_left,
            colour: 2,
        };
        let kinds = [
            brick(BrickKind::Plain, 1),
            brick(BrickKind::Silver, 2),
            brick(BrickKind::Gold, 0),
        ];
        let patterns: HashSet<_> = kinds.map(|b| brick_dot(b, true).pattern).into();
        let colours: HashSet<_> = kinds.map(|b| brick_dot(b, true).colour).into();
        assert_eq!((patterns.len(), colours.len()), (3, 3));
    }
}
