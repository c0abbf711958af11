//! The enemies: a jelly that breathes, a cog that rolls, a ringed ball that nods; each with a face that stays upright.

use super::Draw;
use super::art::{self, Piece};
use super::field::{Field, layer, place};
use super::memory::Memory;
use crate::stage::Stage;
use crate::view::still::{move_to, show};
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, Enemy, EnemyKind, MAX_ENEMIES, STEPS_PER_SECOND};
use couchpad_games::game::Game;
use couchpad_theme::Motion;
use std::f32::consts::TAU;

/// One of the enemies that there may be, in the order of the game's list.
#[derive(Component)]
struct Body(usize);

/// The face of one.
#[derive(Component)]
struct Face(usize);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (lay, (roam, look)).chain().in_set(Draw::Things));
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        commands.entity(field).with_children(|field| {
            let hidden = (Transform::default(), Visibility::Hidden);
            for slot in 0..MAX_ENEMIES {
                let body = art::sprite(Piece::Jelly, Color::WHITE);
                field.spawn((Body(slot), body, hidden));
                let face = art::sprite(Piece::Face, Color::WHITE);
                field.spawn((Face(slot), face, hidden));
            }
        });
    }
}

const fn piece(kind: EnemyKind) -> Piece {
    match kind {
        EnemyKind::Drifter => Piece::Jelly,
        EnemyKind::Crawler => Piece::Cog,
        EnemyKind::Orbiter => Piece::Planet,
    }
}

/// How it turns and swells at its age, in seconds.
fn pose(kind: EnemyKind, age: f32) -> (f32, Vec2) {
    let wave = |a_second: f32| (age * a_second * TAU).sin();
    match kind {
        EnemyKind::Drifter => {
            let breath = 0.07 * wave(0.9);
            (0.1 * wave(0.35), Vec2::new(1.0 + breath, 1.0 - breath))
        }
        EnemyKind::Crawler => (-age * 2.4, Vec2::ONE),
        EnemyKind::Orbiter => (0.22 * wave(0.5), Vec2::ONE),
    }
}

fn age(enemy: &Enemy, alpha: f32) -> f32 {
    (enemy.age as f32 + alpha) / STEPS_PER_SECOND as f32
}

fn roam(
    stage: Res<Stage>,
    memory: Res<Memory>,
    motion: Res<Motion>,
    mut bodies: Query<(&Body, &mut Transform, &mut Sprite, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (body, mut transform, mut sprite, mut visibility) in &mut bodies {
        let enemy = running.game.state().enemies.get(body.0);
        show(&mut visibility, enemy.is_some());
        let Some(enemy) = enemy else {
            continue;
        };
        let (turn, size) = if motion.reduced {
            (0.0, Vec2::ONE)
        } else {
            pose(enemy.kind, age(enemy, stage.alpha))
        };
        let z = layer::ENEMY + body.0 as f32 / 64.0;
        let now = Transform::from_translation(place(memory.enemy_at(enemy, stage.alpha), z))
            .with_rotation(Quat::from_rotation_z(turn))
            .with_scale(size.extend(1.0));
        transform.set_if_neq(now);
        art::wear(&mut sprite, piece(enemy.kind));
    }
}

/// Faces look where their enemy goes.
fn look(
    stage: Res<Stage>,
    memory: Res<Memory>,
    mut faces: Query<(&Face, &mut Transform, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (face, transform, mut visibility) in &mut faces {
        let enemy = running.game.state().enemies.get(face.0);
        show(&mut visibility, enemy.is_some());
        if let Some(enemy) = enemy {
            let way = Vec2::new(enemy.velocity.x, enemy.velocity.y).normalize_or_zero();
            let at = memory.enemy_at(enemy, stage.alpha) + way * 0.9 - Vec2::Y * 0.8;
            let z = layer::ENEMY + face.0 as f32 / 64.0 + 0.008;
            move_to(transform, place(at, z));
        }
    }
}
