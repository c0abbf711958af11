//! Small matters of text that several screens share: names that fit, links in words and bars, boxes in the middle.

use super::super::colours::{GOOD, QUIET, WARNING, ink};
use crate::roster::{Card, Presence};
use couchpad_theme::widgets::LinkHealth;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::Span;

/// A text cut to so many columns, with an ellipsis where something is missing.
pub(in crate::terminal) fn fitted(text: &str, columns: usize) -> String {
    let whole = Span::raw(text);
    if whole.width() <= columns {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut used = 1;
    for grapheme in whole.styled_graphemes(Style::new()) {
        used += Span::raw(grapheme.symbol).width();
        if used > columns {
            break;
        }
        cut.push_str(grapheme.symbol);
    }
    if columns > 0 {
        cut.push('…');
    }
    cut
}

/// A number and its noun.
pub(in crate::terminal) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The middle of an area, from two fifths down, for a few lines.
pub(in crate::terminal) fn middle(area: Rect) -> Rect {
    let down = area.height * 2 / 5;
    Rect {
        y: area.y + down,
        height: area.height - down,
        ..area
    }
}

/// A box of this size in the middle of an area, cut to fit.
pub(super) fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

/// How a player is connected: three bars where they make sense, and a word.
pub(super) fn link(card: &Card) -> Vec<Span<'static>> {
    let quiet = Style::new().fg(QUIET);
    let health = match (card.presence, card.rtt) {
        (Presence::Joining, _) => return vec![Span::styled("joining", quiet)],
        (Presence::Here, _) if card.local => return vec![Span::styled("keyboard", quiet)],
        (Presence::Here, None) => return vec![Span::styled("here", Style::new().fg(GOOD))],
        (Presence::Here, Some(rtt)) => LinkHealth::live(rtt, card.loss),
        (Presence::Away, _) => LinkHealth::Away,
        (Presence::Offline, _) => LinkHealth::Offline,
    };
    let colour = ink(health.colour());
    let LinkHealth::Live { bars, .. } = health else {
        return vec![Span::styled(health.word(), Style::new().fg(colour))];
    };
    let mut spans = bars_of(bars, colour);
    let over = if card.tcp { " TCP" } else { "" };
    spans.push(Span::styled(format!(" {}{over}", health.word()), quiet));
    spans
}

/// Bars that are not lit are dots, so that they are told apart without colours too.
fn bars_of(lit: u8, colour: Color) -> Vec<Span<'static>> {
    ["▂", "▄", "▆"]
        .into_iter()
        .zip(0..)
        .map(|(bar, number)| {
            if number < lit {
                Span::styled(bar, Style::new().fg(colour))
            } else {
                Span::styled("·", Style::new().fg(QUIET))
            }
        })
        .collect()
}

/// What is wrong with the link, or that packets get lost, where they do: whole percent.
pub(super) fn trouble(card: &Card) -> Option<Span<'static>> {
    let warning = Style::new().fg(WARNING);
    if let Some(cause) = card.cause {
        return Some(Span::styled(cause.on_receiver(), warning));
    }
    let percent = (card.loss * 100.0).round() as u32;
    let told = percent > 0 && card.presence == Presence::Here && !card.local;
    told.then(|| Span::styled(format!("{percent}% lost"), warning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::Cause;
    use couchpad_protocol::{PadId, SeatIndex};
    use std::time::Duration;

    fn text(spans: &[Span<'_>]) -> String {
        spans.iter().map(|span| &*span.content).collect()
    }

    fn card(presence: Presence, ms: Option<u64>, loss: f32) -> Card {
        Card {
            pad: PadId(1),
            name: "Ada".to_owned(),
            seat: SeatIndex(0),
            mark: 0,
            presence,
            rtt: ms.map(Duration::from_millis),
            loss,
            cause: None,
            tcp: false,
            local: false,
            standing_in: false,
        }
    }

    #[test]
    fn names_are_cut_by_columns_not_by_letters() {
        assert_eq!(fitted("Ada", 3), "Ada");
        assert_eq!(fitted("Adalbert", 5), "Adal…");
        assert_eq!(fitted("日本語です", 6), "日本…");
        assert_eq!(fitted("Ada", 0), "");
        assert_eq!(fitted("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    }

    #[test]
    fn links_have_a_word_in_every_state() {
        let words = |presence, ms, loss| text(&link(&card(presence, ms, loss)));
        assert_eq!(words(Presence::Here, Some(12), 0.0), "▂▄▆ 12 ms");
        assert_eq!(words(Presence::Here, Some(60), 0.0), "▂▄· 60 ms");
        let tcp = Card {
            tcp: true,
            ..card(Presence::Here, Some(60), 0.0)
        };
        assert_eq!(text(&link(&tcp)), "▂▄· 60 ms TCP");
        assert_eq!(words(Presence::Here, None, 0.0), "here");
        assert_eq!(words(Presence::Joining, None, 0.0), "joining");
        assert_eq!(words(Presence::Away, Some(12), 0.0), "away");
        assert_eq!(words(Presence::Offline, Some(12), 0.0), "offline");
    }

    #[test]
    fn loss_is_told_only_where_there_is_some() {
        let told = |loss| trouble(&card(Presence::Here, Some(9), loss)).map(|s| s.content);
        assert_eq!(told(0.004), None);
        assert_eq!(told(0.05).as_deref(), Some("5% lost"));
        assert!(trouble(&card(Presence::Offline, None, 1.0)).is_none());
        let slow = Card {
            cause: Some(Cause::ReceiverSlow),
            ..card(Presence::Here, Some(9), 0.05)
        };
        let said = trouble(&slow).map(|s| s.content);
        assert_eq!(said.as_deref(), Some("this computer is slow"));
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(count(1, "life", "lives"), "1 life");
        assert_eq!(count(0, "life", "lives"), "0 lives");
    }
}
