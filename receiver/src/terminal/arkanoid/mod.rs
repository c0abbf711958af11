//! Arkanoid in the terminal: bricks and balls in squares of half a cell, paddles as bars of their players' patterns, and
//! signs and letters for everything else, so that nothing is told by its colour alone.
//!
//! `field` says where a place of the field lies; `bricks`, `pieces`, `foes` and `paddles` draw what is there, `said` and
//! `moments` put it into words.

mod bricks;
mod field;
mod foes;
mod moments;
mod paddles;
mod pieces;
mod said;

use super::canvas::Canvas;
use super::colours::Colours;
use super::notes::Notes;
use super::presenters::{Scene, TerminalPresenter};
use crate::roster::Roster;
use crate::stage::Stage;
use couchpad_games::arkanoid::{Arkanoid, State};
use couchpad_games::game::{Game, SeatIndex};
use couchpad_theme::patterns::Pattern;
use couchpad_theme::{Mark, mark};
use field::Field;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::style::Color;

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
        let players = Players {
            roster: scene.roster,
            colours: scene.colours,
        };
        draw(running.game.state(), players, scene.notes, area, picture);
    }

    fn columns(&self, most: Size) -> u16 {
        Field::columns(most.width, most.height.saturating_sub(1))
    }

    fn take_notes(&self, stage: &Stage, roster: &Roster, notes: &mut Notes) {
        if let Some(running) = stage.running::<Arkanoid>() {
            let colours = Colours::default();
            let players = Players { roster, colours };
            let events = &running.outputs.details;
            moments::take(events, running.game.state(), players, notes);
        }
    }

    fn of_player(&self, stage: &Stage, seat: SeatIndex) -> Option<(String, Color)> {
        let running = stage.running::<Arkanoid>()?;
        said::of_player(running.game.state(), seat)
    }
}

/// How the players are told apart, and with what.
#[derive(Clone, Copy)]
struct Players<'a> {
    roster: &'a Roster,
    colours: Colours,
}

impl Players<'_> {
    fn mark(self, seat: SeatIndex) -> Mark {
        let card = self.roster.seat(seat);
        mark(card.map_or(seat.index(), |card| usize::from(card.mark)))
    }
}

fn draw(state: &State, players: Players<'_>, notes: &Notes, area: Rect, picture: &mut Buffer) {
    let [head, rest] = Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(area);
    let field = Field::in_area(rest);
    said::headline(state, players, field.frame(head), picture);
    field.draw_walls(state, picture);
    let wall = Rect { height: 1, ..rest };
    foes::draw_strength(state, field.frame(wall), picture);
    draw_squares(state, players, &field, picture);
    bricks::write_hits(&state.bricks, &field, picture);
    foes::draw_signs(&state.enemies, &field, picture);
    pieces::draw_shots(state, players, &field, picture);
    pieces::draw_bolts(state, &field, picture);
    pieces::draw_capsules(&state.capsules, &field, picture);
    moments::draw(notes, state, &field, picture);
    paddles::draw(&state.paddles, players, &field, picture);
    if !players.colours.any() {
        pieces::draw_plain_balls(&state.balls, players, &field, picture);
    }
    said::draw_words(state, &field, picture);
}

/// All that is drawn in squares, from the lowest to the uppermost.
fn draw_squares(state: &State, players: Players<'_>, field: &Field, picture: &mut Buffer) {
    let mut canvas = Canvas::new(field.inner);
    let colours = players.colours.any();
    if colours {
        pieces::draw_trails(state, players, field, &mut canvas);
    }
    bricks::draw(&state.bricks, field, &mut canvas);
    if let Some(boss) = &state.boss {
        foes::draw_boss(boss, field, &mut canvas);
    }
    foes::draw_bodies(&state.enemies, field, &mut canvas);
    if colours {
        pieces::draw_balls(&state.balls, field, &mut canvas);
    }
    canvas.render(colours, picture);
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_pattern_has_a_fill_of_its_own() {
        let fills: HashSet<_> = Pattern::ALL.into_iter().map(fill_of).collect();
        assert_eq!(fills.len(), Pattern::ALL.len());
    }
}
