//! The lobby, from left to right: how to join, who is here, what to play.

use super::super::colours::{QUIET, TEXT, ink};
use super::{Shown, words};
use crate::roster::Card;
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);

/// Draws the lobby.
pub(super) fn draw(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    let [head, _, rest] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(0),
    ])
    .areas(area.inner(Margin::new(2, 1)));
    Line::styled("COUCHPAD", BOLD).render(head, picture);
    let [join, here, play] = Layout::horizontal([
        Constraint::Percentage(35),
        Constraint::Percentage(39),
        Constraint::Percentage(26),
    ])
    .spacing(2)
    .areas(rest);
    let column = |lines: Vec<Line<'static>>| Paragraph::new(lines).wrap(Wrap { trim: true });
    column(how_to_join(shown)).render(join, picture);
    Paragraph::new(who_is_here(shown, here)).render(here, picture);
    column(what_to_play(shown)).render(play, picture);
}

fn how_to_join(shown: &Shown<'_>) -> Vec<Line<'static>> {
    let keys = match shown.joined {
        [false, false] => "Or play here: press ← or →, a second player A or D.",
        [true, false] => "A second player here presses A or D.",
        [false, true] => "A second player here presses ← or →.",
        [true, true] => "",
    };
    vec![
        Line::styled("Join", BOLD),
        Line::default(),
        Line::styled("Open this link with the controller app:", DIM),
        Line::styled(shown.roster.join.clone(), BOLD),
        Line::default(),
        Line::styled(keys, DIM),
    ]
}

/// Two lines a card where there is room, one where there are many.
fn who_is_here(shown: &Shown<'_>, area: Rect) -> Vec<Line<'static>> {
    let roster = shown.roster;
    let columns = usize::from(area.width);
    let taken = format!("{} of {} seats", roster.cards.len(), roster.seats);
    let mut lines = vec![
        Line::from(vec![
            Span::styled("Who is here  ", BOLD),
            Span::styled(taken, DIM),
        ]),
        Line::default(),
    ];
    if roster.cards.is_empty() {
        lines.push(Line::styled("Nobody yet", DIM));
    }
    let room = usize::from(area.height).saturating_sub(lines.len() + 1);
    let per_card = if roster.cards.len() * 2 <= room { 2 } else { 1 };
    let fitting = (room / per_card).min(roster.cards.len());
    for card in roster.cards.iter().take(fitting) {
        lines.push(who(card, columns));
        if per_card == 2 {
            lines.push(how(card));
        }
    }
    lines.extend(others(roster.cards.len() - fitting, roster.waiting));
    lines
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
    if let Some(loss) = words::loss(card) {
        spans.extend([Span::raw("  "), loss]);
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

fn what_to_play(shown: &Shown<'_>) -> Vec<Line<'static>> {
    let manifest = shown.stage.entry.manifest;
    let several = couchpad_games::games().len() > 1;
    let title = if several {
        format!("[ {} ]", manifest.title)
    } else {
        manifest.title.to_owned()
    };
    let start = if shown.roster.cards.is_empty() {
        "Press Enter to join here, and again to start."
    } else {
        "Press Enter to start."
    };
    vec![
        Line::styled("Play", BOLD),
        Line::default(),
        Line::styled(title, BOLD),
        Line::styled(manifest.blurb, DIM),
        Line::default(),
        Line::styled(start, Style::new().fg(TEXT)),
    ]
}
