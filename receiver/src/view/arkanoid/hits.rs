//! What the game's events look like: bricks flash and burst, walls and paddles light up where they were hit.

use super::brick_art;
use super::bricks;
use super::effects::{Fleeting, glow, sparks};
use super::field::{Field, layer, place};
use super::memory::Memory;
use super::{Draw, mark_of};
use crate::roster::Roster;
use bevy::prelude::*;
use couchpad_games::arkanoid::{Brick, Cell, Event, FIELD_HEIGHT, Vec2 as At};
use couchpad_theme::Motion;
use couchpad_theme::colour::{BAD, TEXT, WARNING};
use std::time::Duration;

const FLASH: Duration = Duration::from_millis(200);
const LINGER: Duration = Duration::from_millis(320);
const FALL: Duration = Duration::from_millis(700);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, show.in_set(Draw::Things));
}

fn show(
    mut commands: Commands,
    mut memory: ResMut<Memory>,
    roster: Res<Roster>,
    motion: Res<Motion>,
    fields: Query<Entity, With<Field>>,
) {
    if let Ok(field) = fields.single() {
        commands.entity(field).with_children(|field| {
            for event in memory.events() {
                light_up(field, event, &roster, *motion);
            }
        });
    }
    if !memory.events().is_empty() {
        memory.clear_events();
    }
}

fn light_up(field: &mut ChildSpawnerCommands, event: &Event, roster: &Roster, motion: Motion) {
    match *event {
        Event::BrickHit {
            cell,
            brick,
            broken,
            ..
        } => hit_brick(field, cell, brick, broken, motion),
        Event::BrickCrumbled { cell, brick } => hit_brick(field, cell, brick, true, motion),
        Event::PaddleHit { seat, at, .. } => {
            let colour = mark_of(roster, seat).colour;
            field.spawn(glow(on_field(at), colour, 34.0, 0.7, LINGER));
        }
        Event::Launched { seat, at, .. } => {
            let colour = mark_of(roster, seat).colour;
            field.spawn(glow(on_field(at), colour, 48.0, 0.8, LINGER));
        }
        Event::WallHit { at, .. } => {
            field.spawn(glow(on_field(at), TEXT, 22.0, 0.35, FLASH));
        }
        Event::BallLost { at, .. } => {
            let end = At::new(at.x, FIELD_HEIGHT);
            field.spawn(glow(on_field(end), BAD, 52.0, 0.6, FALL));
        }
        _ => {}
    }
}

fn on_field(at: At) -> Vec3 {
    place(Vec2::new(at.x, at.y), layer::LIGHT)
}

fn hit_brick(
    field: &mut ChildSpawnerCommands,
    cell: Cell,
    brick: Brick,
    broken: bool,
    motion: Motion,
) {
    let colour = brick_art::tint(brick);
    let at = bricks::middle(cell, layer::LIGHT);
    let flash = Sprite {
        image: brick_art::plain(),
        color: colour.towards(TEXT, 0.5).color(),
        custom_size: Some(bricks::SIZE),
        ..default()
    };
    let (strength, growth) = if broken { (0.9, 1.08) } else { (0.7, 1.0) };
    let fleeting = Fleeting::light(FLASH, strength, growth);
    field.spawn((flash, Transform::from_translation(at), fleeting));
    if broken {
        field.spawn(glow(at, colour.towards(WARNING, 0.2), 46.0, 0.55, LINGER));
        if !motion.reduced {
            for spark in sparks(at, colour.towards(TEXT, 0.25), 8) {
                field.spawn(spark);
            }
        }
    }
}
