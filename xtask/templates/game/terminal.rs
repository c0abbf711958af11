//! New Game in the terminal: the star that falls, and everybody beneath it. Reads the game and never changes it.

use super::colours::{QUIET, TEXT, ink};
use super::presenters::{Scene, TerminalPresenter, put};
use couchpad_games::game::Game;
use couchpad_games::new_game::{HEIGHT, NewGame, STARS, State, WIDTH};
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// Draws New Game.
pub(super) struct NewGamePresenter;

impl TerminalPresenter for NewGamePresenter {
    fn game_id(&self) -> &str {
        "new-game"
    }

    fn draw(&self, scene: Scene<'_>, area: Rect, picture: &mut Buffer) {
        let Some(running) = scene.stage.running::<NewGame>() else {
            return;
        };
        let state = running.game.state();
        let [head, field, ground] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(1),
            Constraint::Length(1),
        ])
        .areas(area);
        headline(state, head, picture);
        draw_star(state, field, picture);
        draw_players(scene, state, ground, picture);
    }
}

fn headline(state: &State, area: Rect, picture: &mut Buffer) {
    let bold = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
    Line::from(vec![
        Span::styled("Stars left ", Style::new().fg(QUIET)),
        Span::styled(state.stars_left.to_string(), bold),
        Span::styled(format!(" of {STARS}"), Style::new().fg(QUIET)),
    ])
    .render(area, picture);
}

fn draw_star(state: &State, area: Rect, picture: &mut Buffer) {
    let x = area.x + cell(state.star.x, WIDTH, area.width);
    let y = area.y + cell(state.star.y, HEIGHT, area.height);
    put(picture, x, y, '●', Style::new().fg(TEXT));
}

/// The ground, and everybody with colour and shape. Who stands in one place is drawn in the order of the seats.
fn draw_players(scene: Scene<'_>, state: &State, area: Rect, picture: &mut Buffer) {
    for column in 0..area.width {
        put(
            picture,
            area.x + column,
            area.y,
            '_',
            Style::new().fg(QUIET),
        );
    }
    for (seat, player) in (0..).zip(&state.players) {
        let Some(player) = player else {
            continue;
        };
        let mut cards = scene.roster.cards.iter();
        let card = cards.find(|card| card.seat.index() == seat);
        // bots that play in an empty lobby have no card: the seat's own mark is theirs
        let own = mark(card.map_or(seat, |card| usize::from(card.mark)));
        let x = area.x + cell(player.x, WIDTH, area.width);
        let style = Style::new().fg(ink(own.colour));
        put(picture, x, area.y, own.glyph(), style);
    }
}

/// The cell of so many in which a place lies; 0 where there are none.
fn cell(place: i32, whole: i32, cells: u16) -> u16 {
    let last = i32::from(cells.saturating_sub(1));
    u16::try_from(place.clamp(0, whole) * last / whole).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::colours::Colours;
    use super::super::notes::Notes;
    use super::*;
    use crate::roster::Roster;
    use crate::stage::Stage;
    use couchpad_games::game::{AnyGame, SeatEvent, SeatIndex, Setup};

    /// What is drawn of a new game with these seats taken, line by line.
    fn drawn(seats: &[u16]) -> Vec<String> {
        let entry = couchpad_games::find("new-game").expect("it is registered");
        let mut game: Box<dyn AnyGame> = (entry.begin)(&Setup::new(1));
        for seat in seats {
            game.on_seat(SeatEvent::Taken(SeatIndex(*seat)));
        }
        let mut stage = Stage::new(*entry);
        stage.game = Some(game);
        let scene = Scene {
            stage: &stage,
            roster: &Roster::default(),
            colours: Colours::default(),
            notes: &Notes::default(),
        };
        let area = Rect::new(0, 0, 48, 20);
        let mut picture = Buffer::empty(area);
        NewGamePresenter.draw(scene, area, &mut picture);
        let rows = picture.content.chunks(usize::from(area.width));
        rows.map(|row| row.iter().map(|cell| cell.symbol()).collect())
            .collect()
    }

    #[test]
    fn the_star_falls_from_the_top_and_everybody_stands_below() {
        let lines = drawn(&[0, 3]);
        assert!(lines[0].starts_with(&format!("Stars left {STARS}")));
        assert!(lines[1].contains('●'), "{lines:#?}");
        for seat in [0, 3] {
            assert!(lines[19].contains(mark(seat).glyph()), "{lines:#?}");
        }
    }

    #[test]
    fn a_place_is_in_the_picture_whatever_its_size() {
        assert_eq!([0, 500, 1_000].map(|at| cell(at, 1_000, 41)), [0, 20, 40]);
        assert_eq!([-5, 2_000].map(|at| cell(at, 1_000, 41)), [0, 40]);
        assert_eq!(cell(500, 1_000, 0), 0);
    }
}
