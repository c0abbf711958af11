//! Four in a Row in the terminal: the board with its discs, each of its player's sign, between who plays and who waits.

use super::colours::{QUIET, TEXT, ink};
use super::presenters::{Scene, TerminalPresenter, put};
use super::screens::words::fitted;
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::four::words;
use couchpad_games::four::{COLUMNS, Cell, Four, Phase, Player, ROWS, Shown, Side, State};
use couchpad_games::game::{Game, SeatIndex};
use couchpad_theme::colour::{GOOD, GROUND};
use couchpad_theme::{colour, mark};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);
/// The machine's discs: nobody's.
const NOBODY: char = '◎';
/// Lines beside the board: who plays, what goes on, the columns' numbers, the ground, and who waits.
const LINES: u16 = 5;

/// Draws Four in a Row.
pub(super) struct FourPresenter;

impl TerminalPresenter for FourPresenter {
    fn game_id(&self) -> &str {
        Four::MANIFEST.id
    }

    fn draw(&self, scene: Scene<'_>, area: Rect, picture: &mut Buffer) {
        let Some(running) = scene.stage.running::<Four>() else {
            return;
        };
        let (state, roster) = (running.game.state(), scene.roster);
        let area = area.inner(Margin::new(1, 0));
        let size = Size::that_fits(area);
        let [pair, goes_on, board, waits] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Length(size.high * ROWS as u16 + 2),
            Constraint::Length(1),
        ])
        .areas(area);
        draw_pair(state, roster, pair, picture);
        Line::styled(said(state, roster, goes_on.width), BOLD)
            .centered()
            .render(goes_on, picture);
        draw_board(state, roster, size, board, picture);
        let waiting = fitted(&words::waits(state, roster), usize::from(waits.width));
        Line::styled(waiting, DIM).centered().render(waits, picture);
    }

    fn of_player(&self, stage: &Stage, seat: SeatIndex) -> Option<(String, Color)> {
        let state = stage.running::<Four>()?.game.state();
        let place = state.queue.iter().position(|other| *other == seat);
        match (state.side_of(seat), place) {
            (Some(side), _) if state.to_move() == Some(side) => Some(("to move".into(), ink(GOOD))),
            (Some(_), _) if state.phase == Phase::Ready => Some(("START".into(), ink(GOOD))),
            (Some(_), _) => Some(("plays".into(), QUIET)),
            (None, Some(place)) => Some((format!("waits, {}", place + 1), QUIET)),
            (None, None) => None,
        }
    }
}

/// Columns and rows of one cell, without the line between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Size {
    wide: u16,
    high: u16,
}

impl Size {
    /// The largest that there is room for.
    fn that_fits(area: Rect) -> Self {
        let rows = area.height.saturating_sub(LINES) / ROWS as u16;
        let columns = area.width.saturating_sub(1) / COLUMNS as u16;
        let high = rows.clamp(1, 4).min(columns.saturating_sub(1).max(2) / 2);
        Self {
            wide: (2 * high).max(3),
            high,
        }
    }
}

/// The sign and the colour of a player's discs.
fn sign(player: Player, roster: &Roster) -> (char, Color) {
    match player {
        Player::Machine => (NOBODY, QUIET),
        Player::Seat(seat) => {
            let own = roster.seat(seat).map(|card| usize::from(card.mark));
            let own = mark(own.unwrap_or(seat.index()));
            (own.glyph(), ink(own.colour))
        }
    }
}

/// Both players, each on their side.
fn draw_pair(state: &State, roster: &Roster, area: Rect, picture: &mut Buffer) {
    let room = usize::from(area.width / 2).saturating_sub(12);
    let shown = state.shown();
    for side in Side::BOTH {
        let Some(player) = shown.player(side) else {
            continue;
        };
        let (glyph, colour) = sign(player, roster);
        let name = fitted(&words::name(Some(player), roster), room);
        let style = if state.to_move() == Some(side) {
            BOLD
        } else {
            DIM
        };
        let spans = vec![
            Span::styled(format!("{glyph} "), Style::new().fg(colour)),
            Span::styled(format!("{name} "), style),
            Span::styled(words::wins(state, side), DIM),
        ];
        let line = Line::from(spans);
        match side {
            Side::Left => line.left_aligned().render(area, picture),
            Side::Right => line.right_aligned().render(area, picture),
        }
    }
}

fn said(state: &State, roster: &Roster, width: u16) -> String {
    let (first, second) = (words::goes_on(state, roster), words::beneath(state, roster));
    let joined = if second.is_empty() {
        first
    } else {
        format!("{first}  {second}")
    };
    fitted(&joined, usize::from(width))
}

/// The columns' numbers, the cells with lines between them, and the ground.
fn draw_board(state: &State, roster: &Roster, size: Size, area: Rect, picture: &mut Buffer) {
    let shown = state.shown();
    let step = size.wide + 1;
    let width = step * COLUMNS as u16 + 1;
    let left = area.x + area.width.saturating_sub(width) / 2;
    let plate = Style::new().fg(ink(colour::QUIET.towards(GROUND, 0.4)));
    let last = shown.board.last();
    for column in 0..COLUMNS {
        let x = left + step * column as u16;
        let number = char::from_digit(column as u32 + 1, 10).unwrap_or(' ');
        let is_last = last.is_some_and(|last| last.column == column);
        let style = if is_last { BOLD } else { DIM };
        put(picture, x + 1 + size.wide / 2, area.y, number, style);
        for row in 0..ROWS {
            let down = (ROWS - 1 - row) as u16;
            let y = area.y + 1 + down * size.high;
            let cell = Rect::new(x + 1, y, size.wide, size.high);
            draw_cell(&shown, Cell { column, row }, roster, cell, picture);
        }
    }
    let bottom = area.y + 1 + size.high * ROWS as u16;
    for x in (0..=COLUMNS as u16).map(|n| left + step * n) {
        for y in area.y + 1..bottom {
            put(picture, x, y, '│', plate);
        }
    }
    for n in 0..width {
        let symbol = match n {
            0 => '└',
            n if n == width - 1 => '┘',
            n if n % step == 0 => '┴',
            _ => '─',
        };
        put(picture, left + n, bottom, symbol, plate);
    }
}

/// A disc fills its cell with its sign, so that it is told by more than its colour; those in line stand out, and so does the last.
fn draw_cell(shown: &Shown<'_>, at: Cell, roster: &Roster, cell: Rect, picture: &mut Buffer) {
    let Some(player) = shown.owner(at) else {
        let middle = (cell.x + cell.width / 2, cell.y + cell.height / 2);
        put(picture, middle.0, middle.1, '·', DIM);
        return;
    };
    let (glyph, colour) = sign(player, roster);
    let mut style = Style::new().fg(colour);
    if shown.board.is_in_line(at) {
        style = style.add_modifier(Modifier::REVERSED | Modifier::BOLD);
    } else if shown.board.last() == Some(at) {
        style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    }
    for position in cell.positions() {
        put(picture, position.x, position.y, glyph, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::four::Board;

    fn drawn(moves: &[u8], area: Rect) -> Buffer {
        let mut picture = Buffer::empty(area);
        let state = State {
            phase: Phase::Playing,
            board: Board::try_from(moves.to_vec()).unwrap(),
            sides: [Some(Player::Seat(SeatIndex(1))), Some(Player::Machine)],
            ..State::default()
        };
        let size = Size::that_fits(area);
        draw_board(&state, &Roster::default(), size, area, &mut picture);
        picture
    }

    #[test]
    fn it_fits_into_the_smallest_and_grows_with_the_largest() {
        assert_eq!(
            Size::that_fits(Rect::new(0, 0, 39, 19)),
            Size { wide: 4, high: 2 }
        );
        assert_eq!(
            Size::that_fits(Rect::new(0, 0, 120, 40)),
            Size { wide: 8, high: 4 }
        );
        for (width, height) in [(39, 19), (60, 24), (60, 60), (200, 19), (1, 1)] {
            let size = Size::that_fits(Rect::new(0, 0, width, height));
            if width > 30 {
                assert!((size.wide + 1) * 7 < width, "{size:?} in {width}x{height}");
                assert!(
                    size.high * 6 + LINES <= height,
                    "{size:?} in {width}x{height}"
                );
            }
        }
    }

    #[test]
    fn discs_are_told_by_their_signs_alone() {
        let picture = drawn(&[0, 6], Rect::new(0, 0, 39, 19));
        let count = |sign: &str| {
            picture
                .content
                .iter()
                .filter(|c| c.symbol() == sign)
                .count()
        };
        assert_eq!((count("▲"), count("◎")), (8, 8));
    }

    #[test]
    fn four_in_line_stand_out() {
        let picture = drawn(&[0, 1, 0, 1, 0, 1, 0], Rect::new(0, 0, 39, 19));
        let is_reversed = |c: &&ratatui::buffer::Cell| c.modifier.contains(Modifier::REVERSED);
        assert_eq!(picture.content.iter().filter(is_reversed).count(), 4 * 8);
    }

    #[test]
    fn whatever_the_room_it_is_not_left() {
        for (width, height) in [(41, 19), (10, 3), (1, 1), (80, 24)] {
            drawn(&[3, 3, 4], Rect::new(0, 0, width, height));
        }
    }
}
