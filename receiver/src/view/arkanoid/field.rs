//! The field itself: its scale, its ground and its walls. Everything on it is a child of its root and counts in field
//! units with y turned up; the root's transform does the rest.

use super::art::{self, Piece};
use super::shake::Shake;
use super::{super::Arrangement, Draw};
use crate::view::OnStage;
use crate::view::still::tint;
use bevy::prelude::*;
use couchpad_games::arkanoid::{FIELD_HEIGHT, FIELD_WIDTH, Vec2 as At};
use couchpad_theme::colour::Swatch;
use std::f32::consts::FRAC_PI_2;

/// What lies over what, as z.
pub(super) mod layer {
    pub(crate) const GROUND: f32 = 0.0;
    pub(crate) const WALL: f32 = 1.0;
    pub(crate) const GATE: f32 = 1.2;
    pub(crate) const BRICK: f32 = 2.0;
    pub(crate) const BOSS: f32 = 2.4;
    pub(crate) const LIGHT: f32 = 3.0;
    pub(crate) const ENEMY: f32 = 3.4;
    pub(crate) const CAPSULE: f32 = 3.6;
    pub(crate) const PADDLE: f32 = 4.0;
    pub(crate) const SHOT: f32 = 5.4;
    pub(crate) const TRAIL: f32 = 6.0;
    pub(crate) const BALL: f32 = 7.0;
    pub(crate) const SPARK: f32 = 11.0;
    pub(crate) const NOTE: f32 = 12.0;
}

/// Thickness of the walls, in field units.
pub(super) const WALL: f32 = 4.5;

/// The root of everything on the field.
#[derive(Component)]
pub(super) struct Field;

/// The ground's picture.
#[derive(Component)]
struct Ground;

/// A place on the field as a place under the field's root.
pub(super) fn place(at: Vec2, z: f32) -> Vec3 {
    Vec3::new(at.x - FIELD_WIDTH / 2.0, FIELD_HEIGHT / 2.0 - at.y, z)
}

/// A place of the game as a place under the field's root.
pub(super) fn on(at: At, z: f32) -> Vec3 {
    place(Vec2::new(at.x, at.y), z)
}

/// Units per field unit.
pub(super) fn scale(arrangement: &Arrangement) -> f32 {
    let room = arrangement.game.size() / Vec2::new(FIELD_WIDTH + 2.0 * WALL, FIELD_HEIGHT + WALL);
    room.min_element()
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (raise, fit).chain().in_set(Draw::Field))
        .add_systems(Update, light_ground.in_set(Draw::Things));
}

fn raise(mut commands: Commands, fields: Query<(), With<Field>>) {
    if !fields.is_empty() {
        return;
    }
    let root = (
        Field,
        Transform::default(),
        Visibility::default(),
        DespawnOnExit(OnStage),
    );
    commands.spawn(root).with_children(|field| {
        let ground = Sprite {
            image: art::ground_image(),
            custom_size: Some(Vec2::new(FIELD_WIDTH, FIELD_HEIGHT)),
            ..default()
        };
        let at = Transform::from_xyz(0.0, 0.0, layer::GROUND);
        field.spawn((Ground, ground, at));
        walls(field);
    });
}

/// Pieces of wall along three sides; the one above lies over the corners.
fn walls(field: &mut ChildSpawnerCommands) {
    let side = (FIELD_WIDTH + WALL) / 2.0;
    let top = (FIELD_HEIGHT + WALL) / 2.0;
    let long = Piece::Wall.size().y;
    let standing = (FIELD_HEIGHT / long).round();
    let lying = ((FIELD_WIDTH + 2.0 * WALL) / long).round();
    let mut piece = |middle: Vec2, turn: f32, length: f32| {
        let at = Transform::from_translation(middle.extend(layer::WALL))
            .with_rotation(Quat::from_rotation_z(turn))
            .with_scale(Vec3::new(1.0, length / long, 1.0));
        field.spawn((art::sprite(Piece::Wall, Color::WHITE), at));
    };
    let length = FIELD_HEIGHT / standing;
    for n in 0..standing as u32 {
        let y = FIELD_HEIGHT / 2.0 - (n as f32 + 0.5) * length;
        piece(Vec2::new(-side, y), 0.0, length);
        piece(Vec2::new(side, y), 0.0, length);
    }
    let length = (FIELD_WIDTH + 2.0 * WALL) / lying;
    for n in 0..lying as u32 {
        let x = (n as f32 + 0.5 - lying / 2.0) * length;
        piece(Vec2::new(x, top), -FRAC_PI_2, length);
    }
}

/// The rounds' lights, one after another: a tint of the ground, calm enough for the colours before it.
const LIGHTS: [Swatch; 6] = [
    Swatch::hex(0xE6EAFF),
    Swatch::hex(0xB9FFF4),
    Swatch::hex(0xFFD8F6),
    Swatch::hex(0xD8E6B8),
    Swatch::hex(0xFFE0C0),
    Swatch::hex(0xB8DCFF),
];

fn light_ground(stage: Res<crate::stage::Stage>, mut grounds: Query<&mut Sprite, With<Ground>>) {
    use couchpad_games::arkanoid::Arkanoid;
    use couchpad_games::game::Game;
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    let round = running.game.state().round.saturating_sub(1) as usize;
    for ground in &mut grounds {
        tint(ground, LIGHTS[round % LIGHTS.len()].color());
    }
}

/// Keeps the field in the middle of its area and as large as fits; a shake moves it a little.
fn fit(
    arrangement: Res<Arrangement>,
    shake: Res<Shake>,
    mut fields: Query<&mut Transform, With<Field>>,
) {
    let scale = scale(&arrangement);
    let middle = arrangement.game_in_world() - Vec2::Y * WALL * scale / 2.0;
    let at = middle + shake.offset() * scale;
    for mut transform in &mut fields {
        transform.set_if_neq(
            Transform::from_translation(at.extend(0.0)).with_scale(Vec3::new(scale, scale, 1.0)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_fits_its_area_at_any_shape() {
        for aspect in [1.0, 4.0 / 3.0, 1.6, 16.0 / 9.0, 21.0 / 9.0] {
            let all = Arrangement::of(aspect);
            let scale = scale(&all);
            assert!((FIELD_WIDTH + 2.0 * WALL) * scale <= all.game.width() + 0.01);
            assert!((FIELD_HEIGHT + WALL) * scale <= all.game.height() + 0.01);
            let fills = FIELD_WIDTH * scale > all.game.width() * 0.9
                || FIELD_HEIGHT * scale > all.game.height() * 0.9;
            assert!(fills, "{aspect}");
        }
    }

    #[test]
    fn places_turn_up_and_centre() {
        let half = Vec2::new(FIELD_WIDTH, FIELD_HEIGHT) / 2.0;
        assert_eq!(place(Vec2::ZERO, 0.0), Vec3::new(-half.x, half.y, 0.0));
        let end = At::new(FIELD_WIDTH, FIELD_HEIGHT);
        assert_eq!(on(end, 2.0), Vec3::new(half.x, -half.y, 2.0));
    }
}
