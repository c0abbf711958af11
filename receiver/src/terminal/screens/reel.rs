//! What stands under a replay: how it fares, how far it is, and where.

use super::super::colours::{BAD, PRESSED, QUIET, TEXT};
use crate::replay::{Fate, Watch};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// A replay as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Reel {
    /// How it fares: "2 ×", "paused", "the end".
    pub state: String,
    /// Where it is, of how much: "0:34 of 5:12".
    pub place: String,
    /// How far it is, 0.0 to 1.0.
    pub share: f32,
    /// It cannot be shown any further.
    pub failed: bool,
}

impl Reel {
    /// How this replay fares now.
    #[must_use]
    pub fn of(watch: &Watch) -> Self {
        Self {
            state: watch.state(),
            place: watch.place(),
            share: watch.share(),
            failed: matches!(watch.fate(), Fate::Failed(_)),
        }
    }
}

/// Draws it on one line: the words at both ends, and between them a bar that fills.
pub(super) fn draw(reel: &Reel, area: Rect, picture: &mut Buffer) {
    picture.set_style(area, Style::new().bg(PRESSED));
    let ink = if reel.failed { BAD } else { TEXT };
    let bold = Style::new().fg(ink).add_modifier(Modifier::BOLD);
    let state = Span::styled(format!("  {}  ", reel.state), bold);
    let place = Span::styled(format!("  {}  ", reel.place), Style::new().fg(QUIET));
    let room = usize::from(area.width).saturating_sub(state.width() + place.width());
    let filled = (room as f32 * reel.share.clamp(0.0, 1.0)).round() as usize;
    let filled = filled.min(room);
    let bar = Span::styled("━".repeat(filled), Style::new().fg(TEXT));
    let rest = Span::styled("─".repeat(room - filled), Style::new().fg(QUIET));
    Line::from(vec![state, bar, rest, place]).render(area, picture);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(state: &str, share: f32, columns: u16) -> String {
        let reel = Reel {
            state: state.to_owned(),
            place: "0:34 of 5:12".to_owned(),
            share,
            failed: false,
        };
        let area = Rect::new(0, 0, columns, 1);
        let mut picture = Buffer::empty(area);
        draw(&reel, area, &mut picture);
        picture.content.iter().map(|cell| cell.symbol()).collect()
    }

    #[test]
    fn the_bar_takes_what_the_words_leave() {
        assert_eq!(
            drawn("paused", 0.5, 36),
            "  paused  ━━━━━─────  0:34 of 5:12  "
        );
        assert_eq!(drawn("paused", 9.0, 36).matches('━').count(), 10);
        assert_eq!(drawn("paused", f32::NAN, 36).matches('─').count(), 10);
        assert!(drawn("it went another way at step 17,000", 0.5, 30).starts_with("  it went"));
    }
}
