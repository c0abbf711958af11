//! What lies over a game that stands still: pause, and the results.

use super::super::colours::{QUIET, RAISED, TEXT, WARNING, ink};
use super::{Shown, words};
use crate::screens::invite::{Invite, grouped};
use crate::stage::{FinalScore, Outcome};
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget};

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);
/// Columns of the box.
const WIDTH: u16 = 36;
/// Lines above and below the list of scores.
const AROUND_SCORES: usize = 5;

/// Says that the game stands still.
pub(super) fn paused(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    let mut lines = vec![
        Line::styled("Paused", BOLD).centered(),
        Line::default(),
        Line::styled("Enter to go on", DIM).centered(),
        Line::styled("L to end the game", DIM).centered(),
    ];
    lines.extend(late(shown));
    over(lines, area, picture);
}

/// How long it takes until the game goes on, if it does not yet.
pub(super) fn countdown(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    if let Some(left) = shown.stage.counted() {
        let lines = vec![
            Line::styled("Get ready", DIM).centered(),
            Line::styled(left.to_string(), BOLD).centered(),
        ];
        over(lines, area, picture);
    }
}

/// What who comes late needs.
fn late(shown: &Shown<'_>) -> Vec<Line<'static>> {
    let line = match Invite::of(shown.room) {
        Invite::Early => return Vec::new(),
        Invite::Locked => Line::styled("The room is locked", Style::new().fg(WARNING)),
        Invite::Hidden => Line::styled("The room code is hidden", DIM),
        Invite::Open | Invite::OnlyHere => Line::from(vec![
            Span::styled("Room code ", DIM),
            Span::styled(grouped(&shown.room.code), BOLD),
        ]),
    };
    vec![Line::default(), line.centered()]
}

/// How it ended, and everyone's points.
pub(super) fn results(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    let Some(outcome) = &shown.stage.outcome else {
        return;
    };
    let mut lines = vec![
        Line::styled(verdict(outcome), BOLD).centered(),
        Line::styled(format!("Team {}", outcome.team), DIM).centered(),
        Line::default(),
    ];
    let room = usize::from(area.height).saturating_sub(AROUND_SCORES + 2);
    let places = outcome.scores.iter().zip(1..).take(room);
    lines.extend(places.map(|(score, place)| row(score, place)));
    lines.push(Line::default());
    lines.push(Line::styled("Enter to play again", DIM).centered());
    over(lines, area, picture);
}

const fn verdict(outcome: &Outcome) -> &'static str {
    if outcome.won { "You won!" } else { "Game over" }
}

fn row(score: &FinalScore, place: usize) -> Line<'static> {
    let own = mark(usize::from(score.mark));
    let points = score.points.to_string();
    let columns = usize::from(WIDTH - 4);
    let room = columns.saturating_sub(points.len() + 7);
    let name = words::fitted(&score.name, room);
    let gap = room.saturating_sub(Span::raw(&name).width()) + 1;
    Line::from(vec![
        Span::styled(format!("{place:>3} "), DIM),
        Span::styled(
            format!("{} ", own.glyph()),
            Style::new().fg(ink(own.colour)),
        ),
        Span::styled(name, Style::new().fg(TEXT)),
        Span::raw(" ".repeat(gap)),
        Span::styled(points, BOLD),
    ])
}

/// A raised surface in the middle of the game, with a free cell around the lines.
fn over(lines: Vec<Line<'static>>, area: Rect, picture: &mut Buffer) {
    let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
    let surface = words::centred(area, WIDTH, height);
    Clear.render(surface, picture);
    picture.set_style(surface, Style::new().bg(RAISED));
    Paragraph::new(lines).render(surface.inner(Margin::new(2, 1)), picture);
}
