//! The lobby, from left to right: how to join, who is here, what to play.

use super::super::colours::{QUIET, TEXT, ink};
use super::join::Join;
use super::{Shown, crowd, idle, words};
use crate::choices::Row;
use crate::roster::{Card, Crowd};
use crate::screens::invite::{Invite, keys};
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);

/// Columns below which who is here and what to play stand one above the other.
const BESIDE: u16 = 44;
/// Rows of what to play where it stands below, but for how it is played.
const BELOW: u16 = 3;

/// Draws the lobby.
pub(super) fn draw(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    let [head, free, rest] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(0),
    ])
    .areas(area.inner(Margin::new(2, 1)));
    title(shown, head, picture);
    let plan = Join::plan(shown, rest);
    let [join, others] =
        Layout::horizontal([Constraint::Length(plan.columns()), Constraint::Min(0)])
            .spacing(3)
            .areas(rest);
    plan.draw(shown, join, picture);
    if shown.idle.fits(others) {
        let line = Rect {
            y: free.y,
            height: 1,
            ..others
        };
        idle::draw(shown, line, others, picture);
        return;
    }
    let column = |lines: Vec<Line<'static>>| Paragraph::new(lines).wrap(Wrap { trim: true });
    if others.width >= BESIDE {
        let [here, play] =
            Layout::horizontal([Constraint::Percentage(60), Constraint::Percentage(40)])
                .spacing(2)
                .areas(others);
        Paragraph::new(who_is_here(shown, here)).render(here, picture);
        column(what_to_play(shown, play)).render(play, picture);
    } else {
        let rows = BELOW + u16::try_from(ways(shown, others.width).len()).unwrap_or(0);
        let [here, play] =
            Layout::vertical([Constraint::Min(0), Constraint::Length(rows)]).areas(others);
        Paragraph::new(who_is_here(shown, here)).render(here, picture);
        column(in_short(shown, play)).render(play, picture);
    }
}

/// The receiver's name, and at the right the keys about code and lock, as many as fit.
fn title(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    let mut name = Line::from(Span::styled("COUCHPAD", BOLD));
    if !shown.room.name.is_empty() {
        name.push_span(Span::styled(format!("  {}", shown.room.name), DIM));
    }
    let room = usize::from(area.width).saturating_sub(name.width());
    let mut hints = Line::default().right_aligned();
    for (key, does) in keys(Invite::of(shown.room)) {
        let hint = [
            Span::styled(format!("  {key}"), BOLD),
            Span::styled(format!(" {does}"), DIM),
        ];
        let width: usize = hint.iter().map(Span::width).sum();
        if hints.width() + width > room {
            break;
        }
        hints.spans.extend(hint);
    }
    name.render(area, picture);
    hints.render(area, picture);
}

/// Two lines a card where there is room, one where there are many.
fn who_is_here(shown: &Shown<'_>, area: Rect) -> Vec<Line<'static>> {
    let roster = shown.roster;
    let columns = usize::from(area.width);
    let crowd = Crowd::of(roster, None);
    let taken = match crowd {
        Some(_) => String::new(),
        None => format!("{} of {} seats", roster.cards.len(), roster.seats),
    };
    let mut lines = vec![
        Line::from(vec![
            Span::styled("Who is here  ", BOLD),
            Span::styled(taken, DIM),
        ]),
        Line::default(),
    ];
    if let Some(crowd) = crowd {
        return crowd::here(&crowd, columns, lines);
    }
    if roster.cards.is_empty() {
        lines.push(Line::styled("Nobody yet", DIM));
    }
    let room = usize::from(area.height).saturating_sub(lines.len() + 1);
    let fitting = if roster.cards.len() > room {
        lines.extend(in_pairs(&roster.cards, room, columns));
        (2 * room).min(roster.cards.len())
    } else {
        let is_roomy = roster.cards.len() * 2 <= room;
        for card in &roster.cards {
            lines.push(who(card, columns));
            lines.extend(is_roomy.then(|| how(card)));
        }
        roster.cards.len()
    };
    lines.extend(others(roster.cards.len() - fitting, roster.waiting));
    if lines.len() < usize::from(area.height) && roster.cards.iter().any(|card| !card.local) {
        let keys = [Span::styled("K", BOLD), Span::styled(" send away", DIM)];
        lines.push(Line::from(keys.to_vec()));
    }
    lines
}

/// Two beside each other on so many lines at most; by seat from above to below.
fn in_pairs(cards: &[Card], room: usize, columns: usize) -> Vec<Line<'static>> {
    let half = columns.saturating_sub(1) / 2;
    let rows = cards.len().div_ceil(2).min(room);
    let (left, right) = cards.split_at(rows.min(cards.len()));
    let pair = |(row, card): (usize, &Card)| {
        let mut line = who(card, half);
        let gap = (half + 1).saturating_sub(line.width());
        if let Some(other) = right.get(row) {
            line.push_span(Span::raw(" ".repeat(gap)));
            line.spans.extend(who(other, half).spans);
        }
        line
    };
    left.iter().enumerate().map(pair).collect()
}

fn who(card: &Card, columns: usize) -> Line<'static> {
    let own = mark(usize::from(card.mark));
    let name = words::fitted(&card.name, columns.saturating_sub(2));
    Line::from(vec![
        Span::styled(
            format!("{} ", own.glyph()),
            Style::new().fg(ink(own.colour)),
        ),
        Span::styled(name, BOLD),
    ])
}

fn how(card: &Card) -> Line<'static> {
    let mut spans = vec![Span::raw("  ")];
    spans.extend(words::link(card));
    if let Some(trouble) = words::trouble(card) {
        spans.extend([Span::raw("  "), trouble]);
    }
    Line::from(spans)
}

fn others(hidden: usize, waiting: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if hidden > 0 {
        lines.push(Line::styled(format!("and {hidden} more"), DIM));
    }
    if waiting > 0 {
        let who = words::count(waiting, "waits", "wait");
        lines.push(Line::styled(format!("{who} for a seat"), DIM));
    }
    lines
}

fn what_to_play(shown: &Shown<'_>, area: Rect) -> Vec<Line<'static>> {
    let manifest = shown.stage.entry.manifest;
    let mut lines = vec![
        Line::styled("Play", BOLD),
        Line::default(),
        Line::styled(game(shown), BOLD),
        Line::styled(manifest.blurb, DIM),
        Line::default(),
    ];
    let ways = ways(shown, area.width);
    if !ways.is_empty() {
        lines.extend(ways);
        lines.push(Line::default());
    }
    lines.push(Line::styled(start(shown), Style::new().fg(TEXT)));
    lines
}

/// The same without the heading and the game's own words.
fn in_short(shown: &Shown<'_>, area: Rect) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(game(shown), BOLD)];
    lines.extend(ways(shown, area.width));
    lines.push(Line::styled(start(shown), Style::new().fg(TEXT)));
    lines
}

/// How the game is to be played: a line for each thing that can be chosen, with the key that turns it. What is chosen is
/// read to the very last.
fn ways(shown: &Shown<'_>, columns: u16) -> Vec<Line<'static>> {
    let rows = shown.choices.rows(shown.stage.entry.manifest);
    let room = usize::from(columns);
    let line = |(key, row): (usize, Row<'_>)| {
        let mut line = Line::from(vec![
            Span::styled(key.to_string(), BOLD),
            Span::styled(format!(" {} ", row.title), DIM),
            Span::styled(row.value.to_owned(), BOLD),
        ]);
        if line.width() > room {
            let value = words::fitted(row.value, room.saturating_sub(2));
            line.spans[1] = Span::raw(" ");
            line.spans[2] = Span::styled(value, BOLD);
        }
        line
    };
    (1..).zip(rows).map(line).collect()
}

fn game(shown: &Shown<'_>) -> String {
    let title = shown.stage.entry.manifest.title;
    if couchpad_games::games().len() > 1 {
        format!("[ {title} ]")
    } else {
        title.to_owned()
    }
}

fn start(shown: &Shown<'_>) -> &'static str {
    if shown.roster.cards.is_empty() {
        "Press Enter to join here, and again to start."
    } else {
        "Press Enter to start."
    }
}
