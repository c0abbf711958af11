//! The slim strip beside the game: every controller, with its colour and shape, its points and its link, in play too.

use super::super::colours::{QUIET, TEXT, WARNING, ink};
use super::super::presenters;
use super::{Shown, crowd, words};
use crate::roster::{Card, Crowd};
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};

/// Lines above the cards: the game's title, and a free one.
const HEAD: usize = 2;

/// Draws the strip.
pub(super) fn draw(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    let area = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let columns = usize::from(area.width);
    let mut lines = vec![
        Line::styled(
            shown.stage.entry.manifest.title,
            Style::new().fg(TEXT).add_modifier(Modifier::BOLD),
        ),
        Line::default(),
    ];
    if let Some(crowd) = Crowd::of(shown.roster, shown.stage.game.as_deref()) {
        lines.extend(crowd::beside(&crowd, columns));
        Paragraph::new(lines).render(area, picture);
        return;
    }
    let room = usize::from(area.height).saturating_sub(HEAD);
    let cards = &shown.roster.cards;
    // the last line is for those who wait or do not fit
    let per_card = if cards.len() * 2 < room { 2 } else { 1 };
    let fitting = (room.saturating_sub(1) / per_card).min(cards.len());
    for card in cards.iter().take(fitting) {
        lines.push(headline(shown, card, columns));
        if per_card == 2 {
            let word = presenters::of_player(shown.stage, card.seat);
            lines.push(if shown.reel.is_some() {
                told(word)
            } else {
                state(card, word, columns)
            });
        }
    }
    lines.extend(rest(shown, cards.len() - fitting));
    Paragraph::new(lines).render(area, picture);
}

/// Shape, name, points. A player who is not heard of is struck by a word here where there is no second line.
fn headline(shown: &Shown<'_>, card: &Card, columns: usize) -> Line<'static> {
    let own = mark(usize::from(card.mark));
    let score = shown.stage.game.as_ref().map(|game| game.score(card.seat));
    let points = score.map(|points| points.to_string()).unwrap_or_default();
    let room = columns.saturating_sub(points.len() + 3);
    let name = words::fitted(&card.name, room);
    let gap = room.saturating_sub(Span::raw(&name).width()) + 1;
    Line::from(vec![
        Span::styled(
            format!("{} ", own.glyph()),
            Style::new().fg(ink(own.colour)),
        ),
        Span::styled(name, Style::new().fg(TEXT)),
        Span::raw(" ".repeat(gap)),
        Span::styled(points, Style::new().add_modifier(Modifier::BOLD)),
    ])
}

/// How the player is connected, and what is wrong; that alone where both have no room, as it matters most. Where nothing
/// is, what the game says of the player, with or without the link.
fn state(card: &Card, word: Option<(String, Color)>, columns: usize) -> Line<'static> {
    let mut spans = vec![Span::raw("  ")];
    spans.extend(words::link(card));
    let word = word.map(|(word, colour)| Span::styled(word, Style::new().fg(colour)));
    let said = if card.standing_in {
        Some(Span::styled("bot plays", Style::new().fg(WARNING)))
    } else {
        words::trouble(card).or(word)
    };
    let Some(said) = said else {
        return Line::from(spans);
    };
    let alone = Line::from(vec![Span::raw("  "), said.clone()]);
    spans.extend([Span::raw(" "), said]);
    let both = Line::from(spans);
    if both.width() > columns { alone } else { both }
}

/// What the game says of a player, where nobody is connected.
fn told(word: Option<(String, Color)>) -> Line<'static> {
    let said = |(word, colour)| Line::styled(format!("  {word}"), Style::new().fg(colour));
    word.map(said).unwrap_or_default()
}

/// Those that do not fit, and those that wait for a seat.
fn rest(shown: &Shown<'_>, hidden: usize) -> Option<Line<'static>> {
    let text = match (hidden, shown.roster.waiting) {
        (0, 0) => return None,
        (0, waiting) => format!("{waiting} waiting"),
        (hidden, 0) => format!("+{hidden} more"),
        (hidden, waiting) => format!("+{hidden}, {waiting} waiting"),
    };
    Some(Line::styled(text, Style::new().fg(QUIET)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::{Cause, Presence};
    use couchpad_protocol::{PadId, SeatIndex};
    use std::time::Duration;

    #[test]
    fn what_is_wrong_is_read_whole_where_the_strip_is_narrow() {
        let card = |cause, tcp| Card {
            pad: PadId(1),
            name: "Ada".to_owned(),
            seat: SeatIndex(0),
            mark: 0,
            presence: Presence::Here,
            rtt: Some(Duration::from_millis(120)),
            loss: 0.0,
            cause,
            tcp,
            local: false,
            standing_in: false,
        };
        let said = |card: &Card, columns| state(card, None, columns).to_string();
        let crowded = card(Some(Cause::WifiCongested), true);
        assert_eq!(said(&crowded, 24), "  Wi-Fi is crowded");
        let whole = said(&crowded, 40);
        assert!(whole.contains("120 ms TCP Wi-Fi is crowded"), "{whole}");
        assert!(said(&card(None, true), 24).ends_with("120 ms TCP"));
        let word = Some(("back in 2 s".to_owned(), QUIET));
        let narrow = state(&card(None, true), word.clone(), 18).to_string();
        assert_eq!(narrow, "  back in 2 s");
        let wide = state(&card(None, false), word.clone(), 24).to_string();
        assert!(wide.ends_with("120 ms back in 2 s"), "{wide}");
        let trouble = state(&crowded, word, 40).to_string();
        assert!(trouble.ends_with("Wi-Fi is crowded"), "{trouble}");
    }
}
