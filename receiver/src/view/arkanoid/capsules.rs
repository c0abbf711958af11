//! Capsules that fall: their pill, rocking, and a light in its colour.

use super::Draw;
use super::art::{self, Piece, capsule_colour};
use super::field::{Field, layer, place};
use super::memory::Memory;
use crate::stage::Stage;
use crate::view::still::{move_to, show, tint};
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, CapsuleKind, MAX_CAPSULES};
use couchpad_games::game::Game;
use couchpad_theme::Motion;

/// Diameter of its light, in field units.
const GLOW: f32 = 34.0;
/// How far it rocks, in radians, and how often on a field unit of its way.
const ROCK: (f32, f32) = (0.16, 0.14);

/// One of the capsules that there may be, in the order of the game's list.
#[derive(Component)]
struct CapsuleSprite(usize);

/// The light around one.
#[derive(Component)]
struct Light(usize);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (lay, fall, glow).chain().in_set(Draw::Things));
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        commands.entity(field).with_children(|field| {
            for slot in 0..MAX_CAPSULES {
                let light = art::sprite(Piece::Glow, Color::WHITE);
                let size = Vec3::splat(GLOW / Piece::Glow.size().x).with_z(1.0);
                let at = Transform::from_scale(size);
                field.spawn((Light(slot), light, at, Visibility::Hidden));
                let pill = art::sprite(Piece::Capsule(CapsuleKind::Slow), Color::WHITE);
                let at = Transform::default();
                field.spawn((CapsuleSprite(slot), pill, at, Visibility::Hidden));
            }
        });
    }
}

fn fall(
    stage: Res<Stage>,
    memory: Res<Memory>,
    motion: Res<Motion>,
    mut pills: Query<(&CapsuleSprite, &mut Transform, &mut Sprite, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (pill, mut transform, mut sprite, mut visibility) in &mut pills {
        let capsule = running.game.state().capsules.get(pill.0);
        show(&mut visibility, capsule.is_some());
        let Some(capsule) = capsule else {
            continue;
        };
        let at = memory.capsule_at(capsule, stage.alpha);
        let z = layer::CAPSULE + pill.0 as f32 / 64.0;
        let turn = if motion.reduced {
            0.0
        } else {
            ROCK.0 * (at.y * ROCK.1 + capsule.id as f32).sin()
        };
        let now =
            Transform::from_translation(place(at, z)).with_rotation(Quat::from_rotation_z(turn));
        transform.set_if_neq(now);
        art::wear(&mut sprite, Piece::Capsule(capsule.kind));
    }
}

fn glow(
    stage: Res<Stage>,
    memory: Res<Memory>,
    mut lights: Query<(&Light, &mut Transform, &mut Sprite, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (light, transform, sprite, mut visibility) in &mut lights {
        let capsule = running.game.state().capsules.get(light.0);
        show(&mut visibility, capsule.is_some());
        if let Some(capsule) = capsule {
            let at = memory.capsule_at(capsule, stage.alpha);
            move_to(transform, place(at, layer::CAPSULE - 0.1));
            tint(sprite, capsule_colour(capsule.kind).faded(0.55));
        }
    }
}
