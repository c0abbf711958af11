//! High scores as lines: place, points, names; those that are new are lit. The same in the results and in an idle lobby.

use super::super::colours::{GOOD, QUIET, TEXT};
use super::words;
use crate::screens::high_scores::{self, Line as Entry};
use crate::stage::Standings;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

/// Columns of a place, and of points.
const RANK: usize = 3;
const POINTS: usize = 9;

/// The best of these high scores, at most so many, each at most so many columns wide. The best new one is among them.
pub(super) fn lines(standings: &Standings, most: usize, columns: usize) -> Vec<Line<'static>> {
    let all = high_scores::lines(&standings.places, &standings.new);
    let best = high_scores::best(&all, most);
    best.iter().map(|entry| line(entry, columns)).collect()
}

/// A new one has a star, so that it is told without colours too.
fn line(entry: &Entry, columns: usize) -> Line<'static> {
    let (star, ink) = if entry.is_new {
        ("*", GOOD)
    } else {
        (" ", TEXT)
    };
    let lit = Style::new().fg(ink).add_modifier(Modifier::BOLD);
    let names = words::fitted(&entry.names, columns.saturating_sub(RANK + POINTS + 3));
    Line::from(vec![
        Span::styled(star, lit),
        Span::styled(format!("{:>RANK$} ", entry.rank), Style::new().fg(QUIET)),
        Span::styled(format!("{:>POINTS$} ", entry.points), lit),
        Span::styled(names, Style::new().fg(TEXT)),
    ])
}
