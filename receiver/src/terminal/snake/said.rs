//! What Snake says in the terminal: the round above the field, who won it in its middle, and a word beside every player.

use super::super::colours::{BAD, GROUND, QUIET, TEXT, ink};
use super::super::presenters::Scene;
use super::super::screens::words;
use super::mark_of;
use couchpad_games::game::SeatIndex;
use couchpad_games::snake::{Fate, Mode, Phase, State, ordinal};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);

/// The round at the left, what is left of it at the right.
pub(super) fn headline(state: &State, area: Rect, picture: &mut Buffer) {
    Line::from(vec![
        Span::styled("Round ", DIM),
        Span::styled(state.round.to_string(), BOLD),
        Span::styled(format!(" of {}", state.rounds), DIM),
    ])
    .render(area, picture);
    let (number, unit) = match state.mode {
        Mode::Last => (state.alive().count() as u32, " left"),
        Mode::Feast => (state.seconds_left(), " s left"),
    };
    Line::from(vec![
        Span::styled(number.to_string(), BOLD),
        Span::styled(unit, DIM),
    ])
    .right_aligned()
    .render(area, picture);
}

/// Before a round and after it, in the field's middle.
pub(super) fn draw_words(scene: Scene<'_>, state: &State, area: Rect, picture: &mut Buffer) {
    let (large, below, style) = match state.phase {
        Phase::Ready(_) => {
            let below = match state.mode {
                Mode::Last => "The last one wins the round",
                Mode::Feast => "Most fruit wins the round",
            };
            ("Find your snake".to_owned(), below.to_owned(), BOLD)
        }
        Phase::Decided(_) => decided(scene, state),
        Phase::Running | Phase::Over => return,
    };
    let wide = usize::from(area.width).saturating_sub(2);
    let large = format!(" {} ", words::fitted(&large, wide));
    let below = format!(" {} ", words::fitted(&below, wide));
    let lines = vec![
        Line::styled(large, style.bg(GROUND)).centered(),
        Line::styled(below, DIM.bg(GROUND)).centered(),
    ];
    let middle = Rect {
        y: area.y + area.height.saturating_sub(2) / 2,
        height: area.height.min(2),
        ..area
    };
    Paragraph::new(lines).render(middle, picture);
}

fn decided(scene: Scene<'_>, state: &State) -> (String, String, Style) {
    let Some(winner) = state.winner.map(usize::from) else {
        return ("Nobody wins".to_owned(), String::new(), BOLD);
    };
    let Some(own) = mark_of(scene, state, winner) else {
        return ("The wild snake wins".to_owned(), String::new(), BOLD);
    };
    let card = u16::try_from(winner).ok();
    let card = card.and_then(|seat| scene.roster.seat(SeatIndex(seat)));
    let name = card.map_or_else(|| own.name(), |card| card.name.clone());
    let points = state.players.get(winner).map_or(0, |p| p.round_points);
    (
        format!("{} {name} wins", own.glyph()),
        format!("{points} points in this round"),
        BOLD.fg(ink(own.colour)),
    )
}

/// How long a player's snake is, or in which place it came out.
pub(super) fn of_player(state: &State, seat: SeatIndex) -> Option<(String, Color)> {
    let player = state.players.get(seat.index())?;
    Some(match (player.snake.fate, state.mode, player.place) {
        (Fate::Alive, ..) => (format!("length {}", player.snake.length()), QUIET),
        (Fate::Out(_), Mode::Last, Some(place)) => (format!("out, {}", ordinal(place.into())), BAD),
        (Fate::Out(_), ..) => ("out".to_owned(), BAD),
        (Fate::None, Mode::Last, _) => ("next round".to_owned(), QUIET),
        (Fate::None, Mode::Feast, _) => ("on soon".to_owned(), QUIET),
    })
}
