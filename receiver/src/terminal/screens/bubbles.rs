//! What players say: in the lobby a band of lines, on other screens the newest below the players beside the game.

use super::super::colours::{PRESSED, QUIET, TEXT, ink};
use super::{Shown, words};
use crate::chat::{Bubble, Said};
use crate::flow::Screen;
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget, Wrap};

/// Lines of the band at most.
const LINES: usize = 3;
/// Rows below the players at most: the name, and a text that is broken into lines.
const ROWS: u16 = 5;
/// Columns of a name.
const NAME: usize = 16;

/// The lines of the band, the newest last; none where nobody says anything.
pub(super) fn band(shown: &Shown<'_>, columns: u16) -> Vec<Line<'static>> {
    if shown.screen != Screen::Lobby {
        return Vec::new();
    }
    let bubbles = &shown.chat.bubbles;
    let newest = bubbles.iter().skip(bubbles.len().saturating_sub(LINES));
    newest.map(|b| line(b, usize::from(columns))).collect()
}

/// Draws the band.
pub(super) fn draw(lines: Vec<Line<'static>>, area: Rect, picture: &mut Buffer) {
    picture.set_style(area, Style::new().bg(PRESSED));
    Paragraph::new(lines).render(area, picture);
}

/// Draws the newest at the end of the strip, but not in the lobby.
pub(super) fn beside(shown: &Shown<'_>, strip: Rect, picture: &mut Buffer) {
    let newest = shown.chat.bubbles.last();
    let Some(bubble) = newest.filter(|_| shown.screen != Screen::Lobby) else {
        return;
    };
    let columns = usize::from(strip.width.saturating_sub(2)).max(1);
    let text = spoken(&bubble.said);
    // words are broken where they have to be, which may take a line more than the letters do
    let lines = Span::raw(text.as_str()).width().div_ceil(columns) + 2;
    let rows = u16::try_from(lines).unwrap_or(ROWS).min(ROWS);
    let rows = rows.min(strip.height);
    let place = Rect {
        x: strip.x + 1,
        width: strip.width.saturating_sub(2),
        y: strip.bottom() - rows,
        height: rows,
    };
    Clear.render(place, picture);
    picture.set_style(place, Style::new().bg(PRESSED));
    let lines = vec![
        Line::from(who(bubble, columns.saturating_sub(2))),
        Line::styled(text, Style::new().fg(TEXT)),
    ];
    Paragraph::new(lines)
        .wrap(Wrap { trim: true })
        .render(place, picture);
}

fn line(bubble: &Bubble, columns: usize) -> Line<'static> {
    let mut spans = vec![Span::raw("  ")];
    spans.extend(who(bubble, NAME));
    spans.push(Span::styled(": ", Style::new().fg(QUIET)));
    let used: usize = spans.iter().map(Span::width).sum();
    let text = words::fitted(&spoken(&bubble.said), columns.saturating_sub(used));
    spans.push(Span::styled(text, Style::new().fg(TEXT)));
    Line::from(spans)
}

/// Shape and name.
fn who(bubble: &Bubble, columns: usize) -> Vec<Span<'static>> {
    let own = bubble.mark.map(|own| mark(usize::from(own)));
    let sign = own.map(|own| {
        let ink = Style::new().fg(ink(own.colour));
        Span::styled(format!("{} ", own.glyph()), ink)
    });
    let name = words::fitted(&bubble.name, columns);
    let name = Span::styled(name, Style::new().fg(TEXT).add_modifier(Modifier::BOLD));
    sign.into_iter().chain([name]).collect()
}

/// A text as it is, a picture in two signs and a word.
fn spoken(said: &Said) -> String {
    match said {
        Said::Text(text) => text.clone(),
        Said::Emote(emote) => format!("{} ({})", emote.ascii(), emote.word()),
    }
}
