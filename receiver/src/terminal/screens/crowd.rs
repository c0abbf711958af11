//! A crowd in the terminal: numbers where there is no room for a line of each player.

use super::super::colours::{QUIET, TEXT, WARNING, ink};
use super::words;
use crate::roster::{Crowd, Side};
use couchpad_theme::mark;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);

/// Who is here, in the lobby, after the lines that stand there.
pub(super) fn here(
    crowd: &Crowd,
    columns: usize,
    mut lines: Vec<Line<'static>>,
) -> Vec<Line<'static>> {
    lines.push(Line::styled(
        words::count(crowd.players, "player", "players"),
        BOLD,
    ));
    lines.push(Line::default());
    lines.push(Line::styled("Welcome", DIM));
    for name in &crowd.newest {
        lines.push(Line::styled(
            words::fitted(name, columns),
            Style::new().fg(TEXT),
        ));
    }
    lines.extend(troubles(crowd));
    let keys = [Span::styled("K", BOLD), Span::styled(" send away", DIM)];
    lines.push(Line::from(keys.to_vec()));
    lines
}

/// The crowd beside the game.
pub(super) fn beside(crowd: &Crowd, columns: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if crowd.sides.is_empty() {
        lines.push(Line::styled(
            words::count(crowd.players, "player", "players"),
            BOLD,
        ));
    }
    for side in &crowd.sides {
        lines.push(team(side, columns));
        let players = words::count(side.players, "player", "players");
        lines.push(Line::styled(format!("  {players}"), DIM));
        lines.push(Line::default());
    }
    lines.extend(troubles(crowd));
    lines
}

/// The team's mark and name, and its points at the end of the line.
fn team(side: &Side, columns: usize) -> Line<'static> {
    let banner = mark(usize::from(side.team.mark));
    let style = Style::new()
        .fg(ink(banner.colour))
        .add_modifier(Modifier::BOLD);
    let points = side.team.points.to_string();
    let name = format!("{} {}", banner.glyph(), side.team.name);
    let gap = columns.saturating_sub(Span::raw(&name).width() + points.len());
    Line::from(vec![
        Span::styled(name, style),
        Span::raw(" ".repeat(gap)),
        Span::styled(points, BOLD),
    ])
}

fn troubles(crowd: &Crowd) -> impl Iterator<Item = Line<'static>> {
    let troubles = crowd.troubles().into_iter();
    troubles.map(|trouble| Line::styled(trouble, Style::new().fg(WARNING)))
}

/// How the teams stand, in one line.
pub(super) fn stand(sides: &[Side]) -> Line<'static> {
    let mut spans = Vec::new();
    for (number, side) in sides.iter().enumerate() {
        if number > 0 {
            spans.push(Span::styled(" : ", DIM));
        }
        let banner = mark(usize::from(side.team.mark));
        let style = Style::new().fg(ink(banner.colour));
        let words = format!("{} {}", side.team.name, side.team.points);
        spans.push(Span::styled(words, style));
    }
    Line::from(spans)
}
