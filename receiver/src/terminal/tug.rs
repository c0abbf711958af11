//! Tug of war in the terminal: the rope with its knot, and both sides below.

use super::colours::{QUIET, TEXT, ink};
use super::presenters::{Scene, TerminalPresenter, put};
use super::screens::words;
use couchpad_games::game::{Game, SeatIndex};
use couchpad_games::tug::{GOAL, STEPS_PER_SECOND, Side, State, Tug, WINS};
use couchpad_theme::{colour, mark};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);
const SIDES: [(Side, &str); 2] = [(Side::Left, "LEFT"), (Side::Right, "RIGHT")];

/// Draws tug of war.
pub(super) struct TugPresenter;

impl TerminalPresenter for TugPresenter {
    fn game_id(&self) -> &str {
        "tug"
    }

    fn draw(&self, scene: Scene<'_>, area: Rect, picture: &mut Buffer) {
        let Some(running) = scene.stage.running::<Tug>() else {
            return;
        };
        let state = running.game.state();
        let [head, _, rope, _, sides] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(2),
            Constraint::Length(3),
            Constraint::Length(1),
            Constraint::Min(0),
        ])
        .areas(area.inner(Margin::new(1, 0)));
        headline(state, head, picture);
        draw_rope(state, rope, picture);
        let halves = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).split(sides);
        for ((side, title), half) in SIDES.into_iter().zip(halves.iter()) {
            draw_side(scene, state, side, title, *half, picture);
        }
    }
}

fn headline(state: &State, area: Rect, picture: &mut Buffer) {
    let [left, right] = state.wins;
    let seconds = state.steps_left.div_ceil(STEPS_PER_SECOND);
    Line::from(vec![
        Span::styled("Ropes won ", DIM),
        Span::styled(format!("{left} : {right}"), BOLD),
        Span::styled(format!(" of {WINS}"), DIM),
    ])
    .render(area, picture);
    Line::from(vec![
        Span::styled(seconds.to_string(), BOLD),
        Span::styled(" s left", DIM),
    ])
    .right_aligned()
    .render(area, picture);
}

/// The rope from goal to goal, posts at both ends and in the middle, and the knot that must reach an end.
fn draw_rope(state: &State, area: Rect, picture: &mut Buffer) {
    let reach = i32::from(area.width.saturating_sub(1));
    if reach == 0 || area.height < 3 {
        return;
    }
    let knot = (reach * (state.rope.clamp(-GOAL, GOAL) + GOAL) + GOAL) / (2 * GOAL);
    let fiber = Style::new().fg(ink(colour::QUIET.towards(colour::GROUND, 0.3)));
    for column in 0..area.width {
        put(picture, area.x + column, area.y + 1, '═', fiber);
    }
    for post in [0, (area.width - 1) / 2, area.width - 1] {
        for row in [area.y, area.y + 2] {
            put(picture, area.x + post, row, '│', DIM);
        }
    }
    let knot = area.x + u16::try_from(knot).unwrap_or(0);
    for (row, symbol) in [(area.y, '▼'), (area.y + 1, '█'), (area.y + 2, '▲')] {
        put(picture, knot, row, symbol, BOLD);
    }
}

/// Who pulls on a side, each with how often.
fn seated(state: &State, side: Side) -> impl Iterator<Item = (SeatIndex, i64)> {
    let seats = (0_u16..).map(SeatIndex).zip(state.seated).zip(state.pulls);
    let here = seats.filter(move |((seat, is_seated), _)| *is_seated && Side::of(*seat) == side);
    here.map(|((seat, _), pulls)| (seat, pulls))
}

fn draw_side(
    scene: Scene<'_>,
    state: &State,
    side: Side,
    title: &'static str,
    area: Rect,
    picture: &mut Buffer,
) {
    let mut lines = vec![Line::styled(title, BOLD), Line::default()];
    let room = usize::from(area.width).saturating_sub(9);
    for (seat, pulls) in seated(state, side) {
        let card = scene.roster.seat(seat);
        // bots that pull where nobody has joined have no card: the seat's own mark is theirs
        let own = mark(card.map_or(seat.index(), |card| usize::from(card.mark)));
        let name = card.map_or_else(|| "bot".to_owned(), |card| words::fitted(&card.name, room));
        let style = Style::new().fg(ink(own.colour));
        lines.push(Line::from(vec![
            Span::styled(format!("{} {name} ", own.glyph()), style),
            Span::styled(pulls.to_string(), BOLD),
        ]));
    }
    if lines.len() == 2 {
        lines.push(Line::styled("only mud", DIM));
    }
    let lines = lines.into_iter().map(|line| match side {
        Side::Left => line.left_aligned(),
        Side::Right => line.right_aligned(),
    });
    Paragraph::new(lines.collect::<Vec<_>>()).render(area, picture);
}

#[cfg(test)]
mod tests {
    use super::super::colours::Colours;
    use super::super::notes::Notes;
    use super::*;
    use crate::roster::Roster;
    use crate::stage::Stage;

    fn knot_at(rope: i32) -> usize {
        let area = Rect::new(0, 0, 41, 3);
        let mut picture = Buffer::empty(area);
        let state = State {
            rope,
            ..State::default()
        };
        draw_rope(&state, area, &mut picture);
        let symbols = picture.content.iter().map(|cell| cell.symbol());
        symbols.skip(41).position(|s| s == "█").unwrap()
    }

    #[test]
    fn bots_that_pull_alone_are_shown_too() {
        let mut state = State::default();
        (state.seated[0], state.pulls[0]) = (true, 12);
        let scene = Scene {
            stage: &Stage::new(*couchpad_games::find("tug").unwrap()),
            roster: &Roster::default(),
            colours: Colours::default(),
            notes: &Notes::default(),
        };
        let drawn = |side| {
            let area = Rect::new(0, 0, 30, 4);
            let mut picture = Buffer::empty(area);
            draw_side(scene, &state, side, "HERE", area, &mut picture);
            let symbols = picture.content.iter().map(|cell| cell.symbol());
            symbols.collect::<String>()
        };
        assert!(drawn(Side::Left).contains("● bot 12"));
        assert!(drawn(Side::Right).contains("only mud"));
    }

    #[test]
    fn the_knot_runs_from_goal_to_goal() {
        assert_eq!(knot_at(0), 20);
        assert_eq!((knot_at(-GOAL), knot_at(GOAL)), (0, 40));
        assert_eq!((knot_at(-GOAL * 9), knot_at(GOAL * 9)), (0, 40));
        assert!(knot_at(GOAL / 2) > 20);
    }
}
