//! Light and splinters for a moment: where a fruit was eaten, where a snake is out or back. And the points that somebody got
//! for it.

use super::bodies::Ways;
use super::field::{Field, layer};
use super::way::middle;
use super::{Draw, look};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::Moving;
use crate::view::lettering::Rising;
use crate::view::shown::Happened;
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::snake::{CATCH, Cause, Cell, Event, Snakes, State};
use couchpad_theme::Motion;
use couchpad_theme::colour::{BAD, Swatch, TEXT};
use couchpad_theme::motion::ease_out;
use couchpad_theme::shapes::Shape;
use couchpad_theme::widgets::{glow_sprite, shape_sprite};
use std::f32::consts::TAU;
use std::time::Duration;

/// How long splinters and light stay.
const STAY: Duration = Duration::from_millis(600);
/// Splinters of a snake that is out.
const SPLINTERS: usize = 10;
/// At once at most: more would only be noise.
const MOST: usize = 160;
/// How far words rise, in cells.
const RISE: f32 = 1.2;

/// Something that fades and goes.
#[derive(Component)]
struct Spark {
    age: Duration,
    from: Vec3,
    /// How far it gets, in cells.
    way: Vec2,
    /// Its size at the end as a share of that at the beginning.
    grows: f32,
    colour: Swatch,
    strength: f32,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (hear.after(super::bodies::go), age.run_if(in_state(Moving))).in_set(Draw::Things),
    );
}

fn hear(
    mut commands: Commands,
    happened: Res<Happened<Snakes>>,
    stage: Res<Stage>,
    (roster, ways): (Res<Roster>, Res<Ways>),
    motion: Res<Motion>,
    fields: Query<Entity, With<Field>>,
    sparks: Query<(), With<Spark>>,
) {
    let (Some(running), Ok(field)) = (stage.running::<Snakes>(), fields.single()) else {
        return;
    };
    let state = running.game.state();
    let mut room = MOST.saturating_sub(sparks.iter().count());
    for event in happened.events() {
        if room < SPLINTERS + 2 {
            return;
        }
        let colour = |seat| look(state, &roster, seat).colour;
        match *event {
            Event::Eaten { seat, at } => {
                light(&mut commands, field, place(state, at), colour(seat), 1.6);
                room -= 1;
            }
            Event::Back { seat, at } => {
                light(&mut commands, field, place(state, at), colour(seat), 4.0);
                room -= 1;
            }
            Event::Out { seat, at, cause } => {
                let at = place(state, at);
                light(&mut commands, field, at, BAD, 3.4);
                if !motion.reduced {
                    splinters(&mut commands, field, at, colour(seat));
                }
                if let Some((by, to)) = caught(state, &ways, cause) {
                    let ink = colour(by).towards(TEXT, 0.45);
                    words(&mut commands, field, to, format!("+{CATCH}"), ink);
                }
                words(
                    &mut commands,
                    field,
                    at,
                    "Out".into(),
                    BAD.towards(TEXT, 0.3),
                );
                room -= SPLINTERS + 2;
            }
            _ => {}
        }
    }
}

fn place(state: &State, cell: Cell) -> Vec2 {
    middle(&state.field, cell)
}

/// Who caught a snake, and where their own head is.
fn caught(state: &State, ways: &Ways, cause: Cause) -> Option<(usize, Vec2)> {
    let (Cause::Body(by) | Cause::HeadOn(by)) = cause else {
        return None;
    };
    let player = state.players.get(by)?;
    let is_paid = player.seated && player.snake.is_alive();
    let way = ways
        .of
        .get(by)
        .and_then(Option::as_ref)
        .filter(|_| is_paid)?;
    Some((by, way.pieces.first()?.first()?.at))
}

/// A ring of light that spreads.
fn light(commands: &mut Commands, field: Entity, at: Vec2, colour: Swatch, size: f32) {
    let from = at.extend(layer::SPARK);
    let spark = Spark {
        age: Duration::ZERO,
        from,
        way: Vec2::ZERO,
        grows: 1.8,
        colour,
        strength: 0.7,
    };
    let sprite = glow_sprite(colour, size, 0.7);
    commands.spawn((
        spark,
        sprite,
        Transform::from_translation(from),
        ChildOf(field),
    ));
}

fn splinters(commands: &mut Commands, field: Entity, at: Vec2, colour: Swatch) {
    for number in 0..SPLINTERS {
        let turn = Vec2::from_angle(TAU * number as f32 / SPLINTERS as f32);
        // no two fly as far
        let far = 1.2 + 0.9 * ((number * 7) % SPLINTERS) as f32 / SPLINTERS as f32;
        let from = at.extend(layer::SPARK + 0.1);
        let spark = Spark {
            age: Duration::ZERO,
            from,
            way: turn * far,
            grows: 0.3,
            colour,
            strength: 1.0,
        };
        let sprite = shape_sprite(Shape::Circle, colour, 0.36);
        commands.spawn((
            spark,
            sprite,
            Transform::from_translation(from),
            ChildOf(field),
        ));
    }
}

fn words(commands: &mut Commands, field: Entity, at: Vec2, words: String, colour: Swatch) {
    let from = at.extend(layer::SPARK + 0.5);
    // heads stay in sight
    let rising = Rising::new(from, RISE, layer::HEAD - 0.05, colour);
    commands.spawn((rising.saying(words), ChildOf(field)));
}

fn age(
    mut commands: Commands,
    time: Res<Time>,
    motion: Res<Motion>,
    mut sparks: Query<(Entity, &mut Spark, &mut Transform, &mut Sprite)>,
) {
    for (entity, mut spark, mut transform, mut sprite) in &mut sparks {
        spark.age += time.delta();
        if spark.age >= STAY {
            commands.entity(entity).despawn();
            continue;
        }
        let share = spark.age.as_secs_f32() / STAY.as_secs_f32();
        let gone = if motion.reduced { 0.0 } else { ease_out(share) };
        transform.translation = spark.from + (spark.way * gone).extend(0.0);
        let size = 1.0 + (spark.grows - 1.0) * gone;
        transform.scale = Vec3::new(size, size, 1.0);
        sprite.color = spark.colour.faded(spark.strength * (1.0 - share));
    }
}
