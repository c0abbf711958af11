//! What lies over a game that stands still: pause, and the seconds until it goes on.

use super::super::colours::{QUIET, RAISED, TEXT, WARNING};
use super::{Shown, words};
use crate::screens::invite::{Invite, grouped};
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget};

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);
/// Columns of the box.
const WIDTH: u16 = 36;

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

/// A raised surface in the middle of the game, with a free cell around the lines.
fn over(lines: Vec<Line<'static>>, area: Rect, picture: &mut Buffer) {
    raised(lines, WIDTH, area, picture);
}

/// The same, so many columns wide.
pub(super) fn raised(lines: Vec<Line<'static>>, width: u16, area: Rect, picture: &mut Buffer) {
    let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
    let surface = words::centred(area, width, height);
    Clear.render(surface, picture);
    picture.set_style(surface, Style::new().bg(RAISED));
    Paragraph::new(lines).render(surface.inner(Margin::new(2, 1)), picture);
}
