//! The field itself: its scale, its ground and its three walls. Everything on it is a child of its root and counts in field
//! units with y turned up; the root's transform does the rest.

use super::{super::Arrangement, Draw};
use crate::view::OnStage;
use bevy::prelude::*;
use couchpad_games::arkanoid::{FIELD_HEIGHT, FIELD_WIDTH};
use couchpad_theme::colour::{GROUND, PRESSED, RAISED};

/// What lies over what, as z.
pub(super) mod layer {
    pub(crate) const GROUND: f32 = 0.0;
    pub(crate) const WALL: f32 = 1.0;
    pub(crate) const BRICK: f32 = 2.0;
    pub(crate) const LIGHT: f32 = 3.0;
    pub(crate) const PADDLE: f32 = 4.0;
    pub(crate) const TRAIL: f32 = 6.0;
    pub(crate) const BALL: f32 = 7.0;
    pub(crate) const SPARK: f32 = 8.0;
}

/// Thickness of the walls, in field units.
const WALL: f32 = 0.9;

/// The root of everything on the field.
#[derive(Component)]
pub(super) struct Field;

/// A place of the game as a place under the field's root.
pub(super) fn place(at: Vec2, z: f32) -> Vec3 {
    Vec3::new(at.x - FIELD_WIDTH / 2.0, FIELD_HEIGHT / 2.0 - at.y, z)
}

/// Units per field unit.
pub(super) fn scale(arrangement: &Arrangement) -> f32 {
    let room = arrangement.game.size() / Vec2::new(FIELD_WIDTH + 2.0 * WALL, FIELD_HEIGHT + WALL);
    room.min_element()
}

/// Moves a thing, if it is elsewhere: of what stands still, as in a pause, nothing is drawn anew.
pub(super) fn put(thing: Mut<'_, Transform>, at: Vec3) {
    thing
        .map_unchanged(|transform| &mut transform.translation)
        .set_if_neq(at);
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (raise, fit).chain().in_set(Draw::Field));
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
        let size = Vec2::new(FIELD_WIDTH, FIELD_HEIGHT);
        let ground = Sprite::from_color(GROUND.towards(RAISED, 0.55), size);
        field.spawn((ground, Transform::from_xyz(0.0, 0.0, layer::GROUND)));
        let tall = Vec2::new(WALL, FIELD_HEIGHT + WALL);
        let long = Vec2::new(FIELD_WIDTH + 2.0 * WALL, WALL);
        let side = (FIELD_WIDTH + WALL) / 2.0;
        for (size, at) in [
            (tall, Vec2::new(-side, WALL / 2.0)),
            (tall, Vec2::new(side, WALL / 2.0)),
            (long, Vec2::new(0.0, (FIELD_HEIGHT + WALL) / 2.0)),
        ] {
            let wall = Sprite::from_color(PRESSED.color(), size);
            field.spawn((wall, Transform::from_translation(at.extend(layer::WALL))));
        }
    });
}

/// Keeps the field in the middle of its area and as large as fits.
fn fit(arrangement: Res<Arrangement>, mut fields: Query<&mut Transform, With<Field>>) {
    let scale = scale(&arrangement);
    let middle = arrangement.game_in_world() - Vec2::Y * WALL * scale / 2.0;
    for mut transform in &mut fields {
        transform.set_if_neq(
            Transform::from_translation(middle.extend(0.0))
                .with_scale(Vec3::new(scale, scale, 1.0)),
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
            let fills = FIELD_WIDTH * scale > all.game.width() * 0.95
                || FIELD_HEIGHT * scale > all.game.height() * 0.95;
            assert!(fills, "{aspect}");
        }
    }

    #[test]
    fn places_turn_up_and_centre() {
        assert_eq!(place(Vec2::ZERO, 0.0), Vec3::new(-130.0, 100.0, 0.0));
        assert_eq!(
            place(Vec2::new(260.0, 200.0), 2.0),
            Vec3::new(130.0, -100.0, 2.0)
        );
    }
}
