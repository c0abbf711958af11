//! The bottom line: which keys do what right now. The most needed come first; what does not fit is left out.

use super::super::colours::{QUIET, RAISED, TEXT};
use super::Shown;
use crate::flow::Screen;
use crate::local_players::Asked;
use couchpad_protocol::{ControlKind, Weight};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// Letters of an answer that are shown.
const LETTERS: usize = 16;

/// A key and what it does.
type Hint = (&'static str, String);

/// Draws the line. How loud it is stands at its end, where there is sound.
pub(super) fn draw(shown: &Shown<'_>, area: Rect, picture: &mut Buffer) {
    picture.set_style(area, Style::new().bg(RAISED));
    let end = shown.volume.map(|volume| hint("M", &volume.words()));
    let end = end.unwrap_or_default();
    let room = usize::from(area.width).saturating_sub(end.width());
    let mut line = Line::default();
    for (keys, what) in hints(shown) {
        let hint = hint(keys, &what);
        if line.width() + hint.width() > room {
            break;
        }
        line.spans.extend(hint.spans);
    }
    line.render(area, picture);
    end.right_aligned().render(area, picture);
}

fn hint(keys: &'static str, what: &str) -> Line<'static> {
    let key = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
    Line::from(vec![
        Span::raw("  "),
        Span::styled(keys, key),
        Span::styled(format!(" {what}"), Style::new().fg(QUIET)),
    ])
}

fn hints(shown: &Shown<'_>) -> Vec<Hint> {
    if shown.reel.is_some() {
        return vec![
            ("Space", "pause".into()),
            ("← →", "10 s".into()),
            ("↑ ↓", "speed".into()),
            ("R", "from the beginning".into()),
            ("Esc", "end".into()),
        ];
    }
    match shown.screen {
        Screen::Lobby => lobby(shown),
        Screen::Playing => playing(shown),
        Screen::Paused => vec![
            ("Enter", "go on".into()),
            ("L", "end the game, to the lobby".into()),
            ("Q", "quit".into()),
            ("O", lock_word(shown).into()),
            ("K", "send away".into()),
        ],
        Screen::Results => vec![
            ("Enter", "play again".into()),
            ("L", "to the lobby".into()),
            ("Q", "quit".into()),
        ],
    }
}

const fn lock_word(shown: &Shown<'_>) -> &'static str {
    if shown.room.locked {
        "unlock"
    } else {
        "lock the room"
    }
}

fn lobby(shown: &Shown<'_>) -> Vec<Hint> {
    let mut hints: Vec<Hint> = if shown.roster.cards.is_empty() {
        vec![("Enter", "play at this keyboard".into())]
    } else {
        vec![("Enter", "start".into())]
    };
    if shown.joined != [true; 2] {
        hints.push((free_keys(shown), "join here".into()));
    }
    hints.push(("Q", "quit".into()));
    if couchpad_games::games().len() > 1 {
        hints.push(("Tab", "next game".into()));
    }
    if shown.joined.contains(&true) {
        hints.push(("Backspace", "leave".into()));
    }
    hints
}

fn playing(shown: &Shown<'_>) -> Vec<Hint> {
    let mut hints = Vec::new();
    let keys = [("← →", "Space"), ("A D", "W")].into_iter();
    let players = shown.joined.iter().zip(&shown.asked.0);
    for ((joined, asked), (move_keys, main_key)) in players.zip(keys) {
        if let Some(asked) = asked {
            hints.extend(answers(asked, move_keys, main_key));
        } else if *joined {
            hints.push((move_keys, "move".into()));
            hints.extend(main_word(shown).map(|word| (main_key, word)));
        }
    }
    hints.push(("P", "pause".into()));
    if shown.joined != [true; 2] {
        hints.push((free_keys(shown), "join".into()));
    }
    hints
}

/// The answer that a keyboard player's keys are at, by its number, and how it is given.
fn answers(asked: &Asked, move_keys: &'static str, main_key: &'static str) -> [Hint; 2] {
    let words = asked.options().get(asked.at()).map_or("", String::as_str);
    let short: String = words.chars().take(LETTERS).collect();
    let is_given = asked.chosen() == Some(asked.at());
    let word = if is_given { "chosen" } else { "chooses" };
    let answer = format!("{} {short}", asked.at() + 1);
    [(move_keys, answer), (main_key, word.to_owned())]
}

fn free_keys(shown: &Shown<'_>) -> &'static str {
    match shown.joined {
        [false, false] => "← → or A D",
        [false, true] => "← →",
        [true, _] => "A D",
    }
}

/// What the game's main button does, in its own word.
fn main_word(shown: &Shown<'_>) -> Option<String> {
    let layout = (shown.stage.entry.manifest.layout)();
    layout
        .controls
        .iter()
        .find(|control| {
            let main = Weight::Primary;
            matches!(control.kind, ControlKind::Button { weight, .. } if weight == main)
        })
        .map(|control| control.label.to_lowercase())
}
