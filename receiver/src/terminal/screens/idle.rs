//! What the lobby shows beside the way to join when nobody has come for a while: bots that play, or high scores.

use super::super::colours::{QUIET, TEXT};
use super::super::presenters;
use super::{Shown, board};
use crate::stage::Standings;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget};

/// The smallest part of the terminal that a game is drawn in.
const GAME: (u16, u16) = (41, 19);

/// What an idle lobby shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Idle {
    /// Who is here and what to play: it is not idle, or is to be still.
    #[default]
    Off,
    /// The game on the stage, which bots play.
    Demo,
    /// High scores, if there are any.
    HighScores(Option<Standings>),
}

impl Idle {
    /// Whether there is room for it in this part of the lobby.
    pub(super) fn fits(&self, area: Rect) -> bool {
        match self {
            Self::Off => false,
            Self::Demo => area.width >= GAME.0 && area.height >= GAME.1,
            Self::HighScores(_) => true,
        }
    }
}

/// Draws it; `line` is a free line above.
pub(super) fn draw(shown: &Shown<'_>, line: Rect, area: Rect, picture: &mut Buffer) {
    let title = shown.stage.entry.manifest.title;
    match shown.idle {
        Idle::Off => {}
        Idle::Demo => {
            let words = format!("Bots play {title} until somebody joins");
            let quiet = Style::new().fg(QUIET);
            Line::styled(words, quiet).centered().render(line, picture);
            presenters::draw(shown.scene(), area, picture);
        }
        Idle::HighScores(standings) => {
            let bold = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
            let mut lines = vec![Line::styled(format!("High scores: {title}"), bold)];
            lines.extend(high_scores(standings.as_ref(), area));
            Paragraph::new(lines).render(area, picture);
        }
    }
}

fn high_scores(standings: Option<&Standings>, area: Rect) -> Vec<Line<'static>> {
    let quiet = Style::new().fg(QUIET);
    let Some(standings) = standings else {
        return vec![Line::default(), Line::styled("None yet. Yours?", quiet)];
    };
    let mut lines = vec![Line::styled(standings.class.way(), quiet), Line::default()];
    let room = usize::from(area.height).saturating_sub(lines.len() + 1);
    lines.extend(board::lines(standings, room, usize::from(area.width)));
    lines
}
