//! Words at the place where something happened: a combo, an assist, a capsule's name, a life won. They rise and fade;
//! whoever says the same again soon moves the words that are there.

use super::field::{Field, layer, on};
use super::{Draw, art, mark_of};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::lettering::Rising;
use crate::view::shown::Happened;
use bevy::prelude::*;
use couchpad_games::arkanoid::{
    Arkanoid, BRICKS_TOP, CapsuleKind, Event, FIELD_HEIGHT, FIELD_WIDTH, Mode, PADDLE_Y, Vec2 as At,
};
use couchpad_games::game::{Game, SeatIndex};
use couchpad_theme::colour::{BAD, GOOD, Swatch, TEXT, WARNING};

/// Words at once, at most.
const MOST: usize = 12;
/// How far words rise, in field units.
const RISE: f32 = 10.0;
/// How far words keep from the sides.
const ASIDE: f32 = 26.0;
/// How far above a paddle its words begin.
const ABOVE: f32 = 12.0;
/// A combo of so many bricks is worth large words.
const LONG: u32 = 6;
/// What a lost ball costs where nobody has lives.
const LOST: i32 = 200;

/// What words are about: who says the same again soon has only one of it.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Combo(SeatIndex),
    Assist(SeatIndex),
    Capsule(SeatIndex),
    Lost(Option<SeatIndex>),
    Enemy,
    Out(SeatIndex),
    Team,
}

#[derive(Clone, Debug)]
struct Note {
    about: About,
    words: String,
    colour: Swatch,
    at: At,
    large: bool,
}

/// What there is to say at once.
#[derive(Default)]
struct Notes(Vec<Note>);

impl Notes {
    fn add(&mut self, note: Note) {
        if let Some(old) = self.0.iter_mut().find(|old| old.about == note.about) {
            *old = note;
            return;
        }
        if self.0.len() >= MOST {
            // the oldest gives way
            self.0.remove(0);
        }
        self.0.push(note);
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, hear.in_set(Draw::Things));
}

fn hear(
    mut commands: Commands,
    happened: Res<Happened<Arkanoid>>,
    (stage, roster): (Res<Stage>, Res<Roster>),
    fields: Query<Entity, With<Field>>,
    shown: Query<(Entity, &About, &Rising)>,
) {
    let (Some(running), Ok(field)) = (stage.running::<Arkanoid>(), fields.single()) else {
        return;
    };
    let mode = running.game.state().mode;
    let mut notes = Notes::default();
    for event in happened.events() {
        if let Some(note) = said(event, mode, &roster) {
            notes.add(note);
        }
    }
    if notes.0.is_empty() {
        return;
    }
    make_room(&mut commands, &notes, &shown);
    for note in notes.0 {
        let (about, words) = (note.about, note.words.clone());
        commands.spawn((about, note.rising().saying(words), ChildOf(field)));
    }
}

/// What is said anew takes the place of what was said before; beyond the most that there may be, the oldest words go.
fn make_room(commands: &mut Commands, notes: &Notes, shown: &Query<(Entity, &About, &Rising)>) {
    let is_new = |about: &About| notes.0.iter().any(|note| note.about == *about);
    let (again, mut others): (Vec<_>, Vec<_>) =
        shown.iter().partition(|(_, about, _)| is_new(about));
    others.sort_by_key(|(_, _, rising)| rising.age());
    let left = MOST.saturating_sub(notes.0.len());
    for (entity, ..) in again.iter().chain(others.iter().skip(left)) {
        commands.entity(*entity).despawn();
    }
}

impl Note {
    fn new(about: About, words: impl Into<String>, colour: Swatch, at: At) -> Self {
        Self {
            about,
            words: words.into(),
            colour,
            at,
            large: false,
        }
    }

    fn large(self, large: bool) -> Self {
        Self { large, ..self }
    }

    /// Where the words begin and how far they get: neither beyond the sides nor out at the top.
    fn rising(&self) -> Rising {
        let top = BRICKS_TOP / 2.0;
        let x = self.at.x.clamp(ASIDE, FIELD_WIDTH - ASIDE);
        let y = self.at.y.max(top);
        let from = on(At::new(x, y), layer::NOTE);
        let up = RISE.min(y - top);
        // bricks are veiled, balls and capsules are not
        Rising::new(from, up, layer::LIGHT - 0.1, self.colour).large(self.large)
    }
}

/// What there is to say about an event.
fn said(event: &Event, mode: Mode, roster: &Roster) -> Option<Note> {
    let of = |seat: SeatIndex| mark_of(roster, seat).colour.towards(TEXT, 0.45);
    match *event {
        Event::BallLost { seat, at, .. } if mode == Mode::Versus => {
            let at = At::new(at.x, PADDLE_Y - ABOVE);
            Some(Note::new(About::Lost(seat), format!("−{LOST}"), BAD, at))
        }
        Event::EnemyHit { seat, at, .. } => {
            let colour = seat.map_or(TEXT, of);
            Some(Note::new(About::Enemy, "+100", colour, at))
        }
        _ => of_player(event, of).or_else(|| of_team(event)),
    }
}

/// What one player did, or what befell them.
fn of_player(event: &Event, of: impl Fn(SeatIndex) -> Swatch) -> Option<Note> {
    Some(match *event {
        Event::Combo {
            seat,
            bricks,
            points,
            at,
        } => {
            let words = format!("×{bricks}  +{points}");
            Note::new(About::Combo(seat), words, of(seat), at).large(bricks >= LONG)
        }
        Event::Assist { seat, points, at } => {
            let below = At::new(at.x, at.y + 9.0);
            let words = format!("assist +{points}");
            Note::new(About::Assist(seat), words, of(seat), below)
        }
        Event::CapsuleCaught { seat, kind, at } => {
            let colour = art::capsule_colour(kind).towards(TEXT, 0.45);
            let above = At::new(at.x, PADDLE_Y - ABOVE);
            Note::new(About::Capsule(seat), name(kind), colour, above)
        }
        Event::PaddleOut { seat, at } => {
            let above = At::new(at.x, at.y - ABOVE);
            Note::new(About::Out(seat), "Out for 3 s", BAD, above)
        }
        _ => return None,
    })
}

/// What concerns all.
fn of_team(event: &Event) -> Option<Note> {
    let middle = At::new(FIELD_WIDTH / 2.0, FIELD_HEIGHT * 0.62);
    let door = At::new(FIELD_WIDTH - 40.0, PADDLE_Y - 34.0);
    let note = |words, colour, at| Note::new(About::Team, words, colour, at);
    Some(match event {
        Event::LifeWon { .. } => note("Extra life!", GOOD, middle).large(true),
        Event::DoorOpened => note("The door is open", GOOD, door),
        Event::WentThrough { .. } => note("Through the door!", GOOD, door),
        Event::BossHit { left: 0, .. } => note("The owl is beaten!", WARNING, middle).large(true),
        _ => return None,
    })
}

/// What a capsule does, in two words.
const fn name(kind: CapsuleKind) -> &'static str {
    match kind {
        CapsuleKind::Slow => "Slower balls",
        CapsuleKind::Enlarge => "Wider paddle",
        CapsuleKind::Catch => "Catch",
        CapsuleKind::Disruption => "Three balls",
        CapsuleKind::Laser => "Laser",
        CapsuleKind::Break => "Way out",
        CapsuleKind::Player => "Extra life",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn combo(seat: u16, bricks: u32) -> Event {
        Event::Combo {
            seat: SeatIndex(seat),
            bricks,
            points: 30,
            at: At::new(40.0, 40.0),
        }
    }

    fn add(notes: &mut Notes, event: &Event) {
        if let Some(note) = said(event, Mode::Coop, &Roster::default()) {
            notes.add(note);
        }
    }

    #[test]
    fn a_longer_combo_takes_the_place_of_the_shorter_one() {
        let mut notes = Notes::default();
        for bricks in 3..9 {
            add(&mut notes, &combo(1, bricks));
        }
        add(&mut notes, &combo(2, 3));
        let words: Vec<_> = notes.0.iter().map(|note| note.words.as_str()).collect();
        assert_eq!(words, ["×8  +30", "×3  +30"]);
        assert!(notes.0[0].large);
    }

    #[test]
    fn words_are_bounded() {
        let mut notes = Notes::default();
        for seat in 0..40 {
            add(&mut notes, &combo(seat, 3));
        }
        assert_eq!(notes.0.len(), MOST);
        assert_eq!(
            notes.0.last().map(|note| note.about),
            Some(About::Combo(SeatIndex(39)))
        );
    }

    #[test]
    fn a_lost_ball_has_a_price_only_where_nobody_has_lives() {
        let lost = Event::BallLost {
            ball: 1,
            seat: Some(SeatIndex(0)),
            at: At::new(10.0, 216.0),
        };
        let words = |mode| said(&lost, mode, &Roster::default()).map(|note| note.words);
        assert_eq!(words(Mode::Coop), None);
        assert_eq!(words(Mode::Versus).as_deref(), Some("−200"));
    }
}
