//! What flies straight: the lasers' shots in their player's colour, and the boss's bolts with a tail of fire.

use super::art::{self, Piece};
use super::field::{Field, layer, place};
use super::memory::Memory;
use super::{Draw, mark_of};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::still::{move_to, show, tint};
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, MAX_BOLTS, MAX_SHOTS};
use couchpad_games::game::Game;
use couchpad_theme::Motion;
use couchpad_theme::colour::{Swatch, TEXT};
use std::f32::consts::FRAC_PI_2;

/// Length of a bolt's tail, in field units.
const TAIL: f32 = 16.0;
/// How fast a bolt turns: radians on a field unit of its way.
const SPIN: f32 = 0.09;
const FIRE: Swatch = Swatch::hex(0xFF7A1E);

/// One of the shots that there may be, in the order of the game's list.
#[derive(Component)]
struct ShotSprite(usize);

/// One of the bolts.
#[derive(Component)]
struct BoltSprite(usize);

/// The tail of one.
#[derive(Component)]
struct Tail(usize);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (lay, (rise, dive, burn)).chain().in_set(Draw::Things),
    );
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        commands.entity(field).with_children(|field| {
            let hidden = (Transform::default(), Visibility::Hidden);
            for slot in 0..MAX_SHOTS {
                let shot = art::sprite(Piece::Shot, Color::WHITE);
                field.spawn((ShotSprite(slot), shot, hidden));
            }
            for slot in 0..MAX_BOLTS {
                let tail = art::sprite(Piece::Beam, FIRE.faded(0.8));
                field.spawn((Tail(slot), tail, hidden));
                let bolt = art::sprite(Piece::Bolt, Color::WHITE);
                field.spawn((BoltSprite(slot), bolt, hidden));
            }
        });
    }
}

fn rise(
    stage: Res<Stage>,
    memory: Res<Memory>,
    roster: Res<Roster>,
    mut shots: Query<(&ShotSprite, &mut Transform, &mut Sprite, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (sprite, transform, look, mut visibility) in &mut shots {
        let shot = running.game.state().shots.get(sprite.0);
        show(&mut visibility, shot.is_some());
        if let Some(shot) = shot {
            // its place is its tip
            let at = memory.shot_at(shot, stage.alpha) + Vec2::Y * Piece::Shot.size().y / 2.0;
            move_to(transform, place(at, layer::SHOT));
            let light = mark_of(&roster, shot.seat).colour.towards(TEXT, 0.35);
            tint(look, light.color());
        }
    }
}

fn dive(
    stage: Res<Stage>,
    memory: Res<Memory>,
    motion: Res<Motion>,
    mut bolts: Query<(&BoltSprite, &mut Transform, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (sprite, mut transform, mut visibility) in &mut bolts {
        let bolt = running.game.state().bolts.get(sprite.0);
        show(&mut visibility, bolt.is_some());
        if let Some(bolt) = bolt {
            let at = memory.bolt_at(bolt, stage.alpha);
            let turn = if motion.reduced { 0.0 } else { at.y * SPIN };
            let now = Transform::from_translation(place(at, layer::SHOT + 0.1))
                .with_rotation(Quat::from_rotation_z(turn));
            transform.set_if_neq(now);
        }
    }
}

fn burn(
    stage: Res<Stage>,
    memory: Res<Memory>,
    mut tails: Query<(&Tail, &mut Transform, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    let size = Vec2::new(4.6, TAIL) / Piece::Beam.size();
    for (tail, mut transform, mut visibility) in &mut tails {
        let bolt = running.game.state().bolts.get(tail.0);
        show(&mut visibility, bolt.is_some());
        if let Some(bolt) = bolt {
            let way = Vec2::new(bolt.velocity.x, bolt.velocity.y).normalize_or(Vec2::Y);
            let at = memory.bolt_at(bolt, stage.alpha) - way * TAIL / 2.0;
            // bright at its lower end: turned so that this is where the bolt is
            let turn = Vec2::new(way.x, -way.y).to_angle() + FRAC_PI_2;
            let now = Transform::from_translation(place(at, layer::SHOT))
                .with_rotation(Quat::from_rotation_z(turn))
                .with_scale(size.extend(1.0));
            transform.set_if_neq(now);
        }
    }
}
