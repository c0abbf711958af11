//! Words at the place where something happened: a combo, an assist, a capsule's name, a life won. They rise and fade;
//! whoever says the same again soon moves the words that are there.

use super::field::{Field, layer, on, scale, show};
use super::memory::Memory;
use super::{Draw, art, mark_of};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::{Arrangement, Moving};
use bevy::prelude::*;
use bevy::sprite::Text2dShadow;
use couchpad_games::arkanoid::{
    Arkanoid, BRICKS_TOP, CapsuleKind, Event, FIELD_HEIGHT, FIELD_WIDTH, Mode, PADDLE_Y, Vec2 as At,
};
use couchpad_games::game::{Game, SeatIndex};
use couchpad_theme::Motion;
use couchpad_theme::colour::{BAD, GOOD, GROUND, Swatch, TEXT, WARNING};
use couchpad_theme::motion::ease_out;
use couchpad_theme::type_scale::Step;
use std::time::Duration;

/// Words at once, at most.
const MOST: usize = 12;
/// How long words stay.
const STAY: Duration = Duration::from_millis(1_100);
/// How far they rise meanwhile, in field units.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    age: Duration,
}

/// What is said now.
#[derive(Resource, Default)]
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

/// The words at this place of the list.
#[derive(Component)]
struct Slot(usize);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Notes>()
        .add_systems(OnExit(crate::view::OnStage), forget)
        .add_systems(
            Update,
            (
                age.before(Draw::Events).run_if(in_state(Moving)),
                hear.in_set(Draw::Events),
                (lay, write, rise).chain().in_set(Draw::Things),
            ),
        );
}

fn forget(mut notes: ResMut<Notes>) {
    notes.0.clear();
}

fn age(time: Res<Time>, mut notes: ResMut<Notes>) {
    if !notes.0.is_empty() {
        notes.0.iter_mut().for_each(|note| note.age += time.delta());
        notes.0.retain(|note| note.age < STAY);
    }
}

fn hear(memory: Res<Memory>, stage: Res<Stage>, roster: Res<Roster>, mut notes: ResMut<Notes>) {
    if memory.events().is_empty() {
        return;
    }
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    let mode = running.game.state().mode;
    for event in memory.events() {
        if let Some(note) = said(event, mode, &roster) {
            notes.add(note);
        }
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
            age: Duration::ZERO,
        }
    }

    fn large(self, large: bool) -> Self {
        Self { large, ..self }
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

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        commands.entity(field).with_children(|field| {
            for slot in 0..MOST {
                let shadow = Text2dShadow {
                    offset: Vec2::new(2.5, -2.5),
                    color: GROUND.color(),
                };
                let hidden = (Transform::default(), Visibility::Hidden);
                let words = (Text2d::default(), Step::Lead.bold(), TextColor::WHITE);
                field.spawn((Slot(slot), words, shadow, hidden));
            }
        });
    }
}

fn write(notes: Res<Notes>, mut slots: Query<(&Slot, &mut Text2d, &mut Visibility)>) {
    for (slot, mut words, mut visibility) in &mut slots {
        let note = notes.0.get(slot.0);
        show(&mut visibility, note.is_some());
        if let Some(note) = note
            && words.0 != note.words
        {
            words.0.clone_from(&note.words);
        }
    }
}

fn rise(
    notes: Res<Notes>,
    motion: Res<Motion>,
    arrangement: Res<Arrangement>,
    mut slots: Query<(&Slot, &mut Transform, &mut TextColor)>,
) {
    for (slot, mut transform, mut colour) in &mut slots {
        let Some(note) = notes.0.get(slot.0) else {
            continue;
        };
        let share = note.age.as_secs_f32() / STAY.as_secs_f32();
        let (up, swell) = if motion.reduced {
            (0.0, 1.0)
        } else {
            let begun = ease_out(share * 6.0);
            (RISE * ease_out(share), 0.6 + 0.4 * begun)
        };
        let x = note.at.x.clamp(ASIDE, FIELD_WIDTH - ASIDE);
        let y = (note.at.y - up).max(BRICKS_TOP / 2.0);
        // text counts in units of the window, not of the field
        let size = swell * if note.large { 1.5 } else { 1.0 } / scale(&arrangement);
        let z = layer::NOTE + slot.0 as f32 / 16.0;
        let now = Transform::from_translation(on(At::new(x, y), z))
            .with_scale(Vec3::new(size, size, 1.0));
        transform.set_if_neq(now);
        let left = (2.5 * (1.0 - share)).min(1.0);
        colour.set_if_neq(TextColor(note.colour.faded(left)));
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
