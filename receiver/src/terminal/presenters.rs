//! Who draws which game in the terminal. A game without a presenter of its own is drawn plainly, so a new one needs
//! nothing here; to give it one, write it and add its line to [`PRESENTERS`].

use super::arkanoid::ArkanoidPresenter;
use super::colours::{Colours, QUIET, TEXT, ink};
use super::four::FourPresenter;
use super::notes::Notes;
use super::pong::PongPresenter;
use super::screens::words;
use super::snake::SnakePresenter;
use super::tales::TalesPresenter;
use super::tug::TugPresenter;
use crate::roster::Roster;
use crate::stage::Stage;
use couchpad_games::game::SeatIndex;
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

/// All presenters, one line each.
static PRESENTERS: &[&dyn TerminalPresenter] = &[
    &ArkanoidPresenter,
    &TugPresenter,
    &SnakePresenter,
    &PongPresenter,
    &TalesPresenter,
    &FourPresenter,
];

/// What a presenter may read.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The running game.
    pub stage: &'a Stage,
    /// The players' names and marks.
    pub roster: &'a Roster,
    /// What the terminal can show. Paint in the theme's colours all the same: they are turned into the nearest later. But
    /// where there are none, things must differ by their shapes and patterns.
    pub colours: Colours,
    /// What the presenter left in [`TerminalPresenter::take_notes`] and is still to be read.
    pub notes: &'a Notes,
}

/// Puts a sign into a cell. What lies beyond the picture is left out.
pub(super) fn put(picture: &mut Buffer, x: u16, y: u16, symbol: char, style: Style) {
    if let Some(cell) = picture.cell_mut((x, y)) {
        cell.set_char(symbol).set_style(style);
    }
}

/// Draws one game. Reads the scene and never changes it.
pub trait TerminalPresenter: Sync {
    /// The [`id`](couchpad_games::game::Manifest::id) of the game that it draws.
    fn game_id(&self) -> &str;
    /// Draws the running game into this part of the picture and nowhere else. It is at least 41 columns wide and 19 rows
    /// high, and already has the background.
    fn draw(&self, scene: Scene<'_>, area: Rect, picture: &mut Buffer);
    /// How many columns of so much room it makes use of; what it leaves goes to the players beside it.
    fn columns(&self, most: Size) -> u16 {
        most.width
    }
    /// After each step: leaves what happened for the pictures to come.
    fn take_notes(&self, _stage: &Stage, _roster: &Roster, _notes: &mut Notes) {}
    /// What there is to say of a player beside the game, in a few words, and in which colour.
    fn of_player(&self, _stage: &Stage, _seat: SeatIndex) -> Option<(String, Color)> {
        None
    }
}

/// The presenter of the chosen game.
fn presenter(stage: &Stage) -> &'static dyn TerminalPresenter {
    let id = stage.entry.manifest.id;
    PRESENTERS
        .iter()
        .find(|presenter| presenter.game_id() == id)
        .copied()
        .unwrap_or(&PlainPresenter)
}

/// See [`TerminalPresenter::columns`].
pub(super) fn columns(stage: &Stage, most: Size) -> u16 {
    presenter(stage).columns(most).min(most.width)
}

/// See [`TerminalPresenter::take_notes`].
pub(super) fn take_notes(stage: &Stage, roster: &Roster, notes: &mut Notes) {
    presenter(stage).take_notes(stage, roster, notes);
}

/// See [`TerminalPresenter::of_player`].
pub(super) fn of_player(stage: &Stage, seat: SeatIndex) -> Option<(String, Color)> {
    presenter(stage).of_player(stage, seat)
}

/// Draws the running game; nothing where there is none.
pub(super) fn draw(scene: Scene<'_>, area: Rect, picture: &mut Buffer) {
    if scene.stage.game.is_some() {
        presenter(scene.stage).draw(scene, area, picture);
    }
}

/// Any game at all: its title, what it is about, and the points.
struct PlainPresenter;

impl TerminalPresenter for PlainPresenter {
    fn game_id(&self) -> &str {
        ""
    }

    fn draw(&self, scene: Scene<'_>, area: Rect, picture: &mut Buffer) {
        let Some(game) = &scene.stage.game else {
            return;
        };
        let manifest = scene.stage.entry.manifest;
        let bold = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
        let mut lines = vec![
            Line::styled(manifest.title, bold).centered(),
            Line::styled(manifest.blurb, Style::new().fg(QUIET)).centered(),
            Line::default(),
        ];
        for card in &scene.roster.cards {
            let own = mark(usize::from(card.mark));
            let name = words::fitted(&card.name, usize::from(area.width / 2));
            let who = format!("{} {name}  ", own.glyph());
            let points = Span::styled(game.score(card.seat).to_string(), bold);
            let style = Style::new().fg(ink(own.colour));
            lines.push(Line::from(vec![Span::styled(who, style), points]).centered());
        }
        let wrap = ratatui::widgets::Wrap { trim: true };
        Paragraph::new(lines)
            .wrap(wrap)
            .render(words::middle(area), picture);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_presenter_has_a_game_of_its_own() {
        let ids: HashSet<_> = PRESENTERS.iter().map(|p| p.game_id()).collect();
        assert_eq!(ids.len(), PRESENTERS.len());
        assert!(ids.iter().all(|id| couchpad_games::find(id).is_some()));
    }

    #[test]
    fn a_game_without_one_is_drawn_plainly() {
        let entry = couchpad_games::games()[0];
        let mut stage = Stage::new(entry);
        stage.game = Some((entry.begin)(&couchpad_games::game::Setup::new(1)));
        let scene = Scene {
            stage: &stage,
            roster: &Roster::default(),
            colours: Colours::default(),
            notes: &Notes::default(),
        };
        let area = Rect::new(0, 0, 60, 20);
        let mut picture = Buffer::empty(area);
        PlainPresenter.draw(scene, area, &mut picture);
        let text: String = picture.content.iter().map(|cell| cell.symbol()).collect();
        assert!(text.contains(entry.manifest.title), "{text}");
    }
}
