//! What just happened on the field, as words at its place: combos, assists, capsules, enemies, lives.

use super::super::colours::{GROUND, ink};
use super::super::notes::{About, Note, Notes};
use super::Players;
use super::field::Field;
use super::pieces::capsule_colour;
use couchpad_games::arkanoid::{
    CapsuleKind, Event, FIELD_HEIGHT, FIELD_WIDTH, Mode, PADDLE_Y, STEPS_PER_SECOND, State, Vec2,
};
use couchpad_games::game::SeatIndex;
use couchpad_theme::colour::{BAD, GOOD, Swatch, TEXT};
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

/// Words stay for so many steps.
const SHORT: u64 = STEPS_PER_SECOND as u64;
/// And so many when they are of weight.
const LONG: u64 = 2 * STEPS_PER_SECOND as u64;
/// Rows that words may move up so as not to lie over newer ones.
const ROWS_UP: i32 = 3;
/// Above the paddles, where everybody looks.
const LOW: Vec2 = Vec2::new(FIELD_WIDTH / 2.0, PADDLE_Y - 28.0);

/// Leaves notes of what a step told.
pub(super) fn take(events: &[Event], state: &State, players: Players<'_>, notes: &mut Notes) {
    for event in events {
        if let Some(said) = said(event, state, players) {
            let at = (said.at.x, said.at.y.min(FIELD_HEIGHT - 20.0));
            notes.leave(said.about, said.words, said.colour, at, said.steps);
        }
    }
}

/// Draws the notes that find room: the newest where it happened, older ones that would lie under newer ones further up.
/// No ball is hidden.
pub(super) fn draw(notes: &Notes, state: &State, field: &Field, picture: &mut Buffer) {
    let balls: Vec<_> = state.balls.iter().map(|ball| field.cell(ball.at)).collect();
    let mut taken: Vec<Words> = Vec::new();
    for note in notes.newest_first() {
        let words = Words::of(note, field);
        let free = (0..=ROWS_UP)
            .map(|up| words.up(up))
            .find(|words| words.row >= 0 && !taken.iter().any(|other| words.overlaps(other)));
        if let Some(words) = free {
            let style = Style::new()
                .fg(ink(note.colour))
                .bg(GROUND)
                .add_modifier(Modifier::BOLD);
            for (column, letter) in (words.left..).zip(note.words.chars()) {
                if !balls.contains(&(column, words.row)) {
                    field.put((column, words.row), letter, style, picture);
                }
            }
            taken.push(words);
        }
    }
}

/// Where words lie, in cells of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Words {
    left: i32,
    columns: i32,
    row: i32,
}

impl Words {
    /// Around the note's place, moved so far that they stay inside the walls.
    fn of(note: &Note, field: &Field) -> Self {
        let columns = i32::try_from(note.words.chars().count()).unwrap_or(i32::MAX);
        let (middle, row) = field.cell(Vec2::new(note.at.0, note.at.1));
        let most = (i32::from(field.inner.width) - columns).max(0);
        Self {
            left: (middle - columns / 2).clamp(0, most),
            columns,
            row,
        }
    }

    const fn up(self, rows: i32) -> Self {
        Self {
            row: self.row - rows,
            ..self
        }
    }

    const fn overlaps(&self, other: &Self) -> bool {
        self.row == other.row
            && self.left <= other.left + other.columns
            && other.left <= self.left + self.columns
    }
}

struct Said {
    about: About,
    words: String,
    colour: Swatch,
    at: Vec2,
    steps: u64,
}

impl Said {
    fn new(
        what: &'static str,
        of: Option<SeatIndex>,
        words: String,
        colour: Swatch,
        at: Vec2,
    ) -> Self {
        Self {
            about: (what, of.map(|seat| seat.0)),
            words,
            colour,
            at,
            steps: SHORT,
        }
    }

    fn long(self) -> Self {
        Self {
            steps: LONG,
            ..self
        }
    }
}

fn said(event: &Event, state: &State, players: Players<'_>) -> Option<Said> {
    let of = |seat: SeatIndex| players.mark(seat).colour;
    let own = |what, seat, words, at| Said::new(what, Some(seat), words, of(seat), at);
    let anyone = |what, seat: Option<SeatIndex>, words: &str, at| {
        Said::new(what, seat, words.to_owned(), seat.map_or(TEXT, of), at)
    };
    let team = |words: &str, at| Said::new("team", None, words.to_owned(), GOOD, at).long();
    Some(match *event {
        Event::Combo {
            seat,
            bricks,
            points,
            at,
        } => own("combo", seat, format!("×{bricks} +{points}"), at),
        Event::Assist { seat, points, at } => own("assist", seat, format!("assist +{points}"), at),
        Event::CapsuleCaught { kind, at, seat } => {
            let words = caught(kind, state.mode)?.to_owned();
            Said::new("capsule", Some(seat), words, capsule_colour(kind), at).long()
        }
        Event::EnemyHit { seat, at, .. } => anyone("enemy", seat, "+100", at),
        Event::BossHit { left: 0, .. } => team("The boss is beaten!", LOW),
        Event::BossHit { seat, at, .. } => anyone("boss", seat, "hit!", at),
        Event::PaddleOut { seat, at } => {
            let words = format!("{} shot down", players.mark(seat).glyph());
            Said::new("out", Some(seat), words, BAD, at).long()
        }
        Event::DoorOpened => team("Door open ►", Vec2::new(FIELD_WIDTH, PADDLE_Y - 16.0)),
        Event::WentThrough { .. } => team("Through the door!", LOW),
        Event::LifeWon { .. } => team("Extra life ♥", LOW),
        Event::BallLost { at, seat, .. } if state.mode == Mode::Versus => {
            anyone("lost", seat, "ball lost", at)
        }
        _ => return None,
    })
}

/// What a capsule did, where nothing else says it.
const fn caught(kind: CapsuleKind, mode: Mode) -> Option<&'static str> {
    Some(match kind {
        CapsuleKind::Slow => "Slower",
        CapsuleKind::Enlarge => "Wide",
        CapsuleKind::Catch => "Catch",
        CapsuleKind::Disruption => "Three balls",
        CapsuleKind::Laser => "Laser",
        CapsuleKind::Break => "Break",
        CapsuleKind::Player if matches!(mode, Mode::Versus) => "Bonus",
        CapsuleKind::Player => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::Roster;
    use crate::terminal::Colours;
    use couchpad_games::arkanoid::Arkanoid;
    use couchpad_games::game::{Game, Setup};
    use ratatui::layout::Rect;

    fn read(notes: &Notes, state: &State) -> Vec<String> {
        let area = Rect::new(0, 0, 60, 24);
        let mut picture = Buffer::empty(area);
        draw(notes, state, &Field::in_area(area), &mut picture);
        let rows = picture.content.chunks(60);
        rows.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>())
            .map(|row| row.trim().to_owned())
            .filter(|row| !row.is_empty())
            .collect()
    }

    fn noted(events: &[Event], state: &State) -> Notes {
        let roster = Roster::default();
        let colours = Colours::default();
        let players = Players {
            roster: &roster,
            colours,
        };
        let mut notes = Notes::default();
        take(events, state, players, &mut notes);
        notes
    }

    #[test]
    fn what_happened_in_one_place_is_read_one_above_the_other() {
        let state = Arkanoid::new(&Setup::new(1)).state().clone();
        let (seat, at) = (SeatIndex(0), Vec2::new(2.0, 100.0));
        let events = [
            Event::Assist {
                seat,
                points: 12,
                at,
            },
            Event::Combo {
                seat,
                bricks: 4,
                points: 20,
                at,
            },
            Event::FasterBall { ball: 3 },
        ];
        let notes = noted(&events, &state);
        assert_eq!(read(&notes, &state), ["assist +12", "×4 +20"]);
    }

    #[test]
    fn a_lost_ball_is_only_told_where_it_costs_points() {
        let mut state = Arkanoid::new(&Setup::new(1)).state().clone();
        let event = Event::BallLost {
            ball: 1,
            seat: None,
            at: Vec2::new(900.0, 900.0),
        };
        assert!(read(&noted(&[event], &state), &state).is_empty());
        state.mode = Mode::Versus;
        assert_eq!(read(&noted(&[event], &state), &state).len(), 1);
    }

    #[test]
    fn every_capsule_says_what_it_did() {
        let state = Arkanoid::new(&Setup::new(1)).state().clone();
        for kind in CapsuleKind::ALL {
            let (seat, at) = (SeatIndex(0), LOW);
            let events = [
                Event::CapsuleCaught { seat, kind, at },
                Event::LifeWon { left: 6 },
            ];
            let told = if kind == CapsuleKind::Player {
                &events[..]
            } else {
                &events[..1]
            };
            assert_eq!(read(&noted(told, &state), &state).len(), 1, "{kind:?}");
        }
    }
}
