//! What is asked or said over any screen but play: a band of a few lines above the keys.

use super::super::colours::{PRESSED, QUIET, TEXT, ink};
use super::{Shown, words};
use crate::screens::desk::{Guest, Hall, List, Matter};
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};
use std::fmt::Display;

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);
/// Columns of a name in the list.
const NAME: usize = 16;

/// The lines of the band; none where there is nothing to say. Names and keys are never broken.
pub(super) fn lines(shown: &Shown<'_>, columns: u16) -> Vec<Line<'static>> {
    let hall = Hall {
        screen: shown.screen,
        room: shown.room,
        roster: shown.roster,
    };
    hall.matter(shown.desk)
        .map(|matter| flow(parts(&matter), usize::from(columns)))
        .unwrap_or_default()
}

/// Draws the band.
pub(super) fn draw(lines: Vec<Line<'static>>, area: Rect, picture: &mut Buffer) {
    picture.set_style(area, Style::new().bg(PRESSED));
    Paragraph::new(lines).render(area, picture);
}

/// What is said, in parts that stay together.
fn parts(matter: &Matter) -> Vec<Line<'static>> {
    let sentence = matter.sentence();
    let mut parts: Vec<_> = sentence
        .split_whitespace()
        .map(|word| Line::styled(word.to_owned(), BOLD))
        .collect();
    match matter {
        Matter::Whom(list) => {
            parts.extend(page(list));
            parts.push(key("Esc", "nobody"));
        }
        Matter::Mute { list, all } => {
            parts.extend(page(list));
            let everybody = if *all {
                "hear everybody again"
            } else {
                "everybody"
            };
            parts.extend([key("T", everybody), key("Esc", "nobody")]);
        }
        Matter::Sure(_) | Matter::Remember { .. } => {
            parts.extend([key("Y", "yes"), key("N", "no")]);
        }
        Matter::News(_) => {}
    }
    parts
}

/// Who can be chosen, and how to find who is not among them.
fn page(list: &List) -> impl Iterator<Item = Line<'static>> {
    let keys = list.keys().into_iter().map(|(name, does)| key(name, does));
    list.guests.iter().map(guest).chain(keys)
}

fn guest(guest: &Guest) -> Line<'static> {
    let own = mark(usize::from(guest.mark));
    let mut line = Line::from(vec![
        Span::styled(format!(" {} ", guest.number), BOLD),
        Span::styled(
            format!("{} ", own.glyph()),
            Style::new().fg(ink(own.colour)),
        ),
        Span::styled(words::fitted(&guest.name, NAME), Style::new().fg(TEXT)),
    ]);
    if guest.muted {
        line.push_span(Span::styled(" muted", DIM));
    }
    line
}

fn key(key: &'static str, does: impl Display) -> Line<'static> {
    Line::from(vec![
        Span::styled(format!(" {key}"), BOLD),
        Span::styled(format!(" {does}"), DIM),
    ])
}

/// Parts one after the other, a space between two, on as many lines as they need; a free column at the left edge.
fn flow(parts: Vec<Line<'static>>, columns: usize) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = vec![Line::raw(" ")];
    for part in parts {
        let full = lines
            .last()
            .is_some_and(|line| line.width() > 1 && line.width() + 1 + part.width() > columns);
        if full {
            lines.push(Line::raw(" "));
        }
        if let Some(line) = lines.last_mut() {
            line.push_span(Span::raw(" "));
            line.spans.extend(
                part.spans
                    .into_iter()
                    .map(|span| span.patch_style(part.style)),
            );
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_whole() {
        let parts = ["one", "two", "three"].map(Line::raw).into();
        let text: Vec<String> = flow(parts, 10).iter().map(Line::to_string).collect();
        assert_eq!(text, ["  one two", "  three"]);
        assert_eq!(flow(vec![Line::raw("longer than that")], 4).len(), 1);
    }
}
