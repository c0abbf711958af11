//! How a game ended, over it: who won, everyone's points with what each can be proud of, and the high scores.

use super::super::colours::{GOOD, QUIET, TEXT, ink};
use super::{Shown, board, crowd, overlay, words};
use crate::roster::CROWD;
use crate::screens::{praise, record};
use crate::stage::{FinalScore, Outcome, Standings};
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);
/// Columns of the box, and of the lines in it.
const WIDTH: u16 = 44;
const COLUMNS: usize = WIDTH as usize - 4;
/// High scores that are shown.
const BEST: usize = 3;

/// Draws the results. What there is no room for goes: high scores first, then what the players can be proud of, then
/// those with the fewest points.
pub(super) fn draw(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    let Some(outcome) = &shown.stage.outcome else {
        return;
    };
    let head = head(outcome);
    let end = Line::styled("Enter to play again", DIM).centered();
    // the box has a free line above and below, and two more part what is in it
    let room = usize::from(area.height)
        .saturating_sub(head.len() + 5 + usize::from(outcome.scores.len() > CROWD));
    let is_praised = outcome.scores.iter().any(|score| praise(score).is_some());
    let proud = is_praised && outcome.scores.len() * 2 <= room;
    let mut lines = head;
    lines.push(Line::default());
    let fitting = outcome.scores.iter().take(room);
    lines.extend(fitting.flat_map(|score| player(score, &outcome.scores, proud)));
    let hidden = outcome.scores.len().saturating_sub(room);
    if hidden > 0 && outcome.scores.len() > CROWD {
        lines.push(Line::styled(format!("and {hidden} more"), DIM).centered());
    }
    let used = outcome.scores.len() * if proud { 2 } else { 1 };
    let best = outcome.standings.as_ref().map(best).unwrap_or_default();
    if used + best.len() <= room {
        lines.extend(best);
    }
    lines.push(Line::default());
    lines.push(end);
    overlay::raised(lines, WIDTH, area, picture);
}

fn head(outcome: &Outcome) -> Vec<Line<'static>> {
    let verdict = words::fitted(&outcome.verdict(), COLUMNS);
    let mut lines = vec![Line::styled(verdict, BOLD).centered()];
    if !outcome.sides.is_empty() {
        lines.push(crowd::stand(&outcome.sides).centered());
    } else if !outcome.race {
        lines.push(Line::styled(format!("Team {}", outcome.team), DIM).centered());
    }
    if let Some(place) = outcome.record {
        let lit = Style::new().fg(GOOD).add_modifier(Modifier::BOLD);
        lines.push(Line::styled(record(place), lit).centered());
    }
    lines
}

/// A player's points, and below them what the player can be proud of.
fn player(score: &FinalScore, all: &[FinalScore], proud: bool) -> Vec<Line<'static>> {
    let place = 1 + all
        .iter()
        .filter(|other| other.points > score.points)
        .count();
    let mut lines = vec![row(score, place)];
    if proud {
        let praise = praise(score).map(|(words, colour)| {
            let words = words::fitted(&words, COLUMNS - 6);
            Line::styled(format!("      {words}"), Style::new().fg(ink(colour)))
        });
        lines.push(praise.unwrap_or_default());
    }
    lines
}

fn row(score: &FinalScore, place: usize) -> Line<'static> {
    let own = mark(usize::from(score.banner()));
    let points = score.points.to_string();
    let room = COLUMNS.saturating_sub(points.len() + 7);
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

/// The best of all games like this one, below a free line.
fn best(standings: &Standings) -> Vec<Line<'static>> {
    let places = board::lines(standings, BEST, COLUMNS);
    if places.is_empty() {
        return places;
    }
    let words = format!("High scores: {}", standings.class.way());
    let title = Line::styled(words::fitted(&words, COLUMNS), DIM);
    [vec![Line::default(), title], places].concat()
}
