//! The fruit: red, with a leaf, and a light around it. It comes up with a small swing.

use super::Draw;
use super::field::{Field, layer};
use super::way::middle;
use crate::stage::Stage;
use crate::view::still::show;
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::snake::{Cell, FRUIT, Snakes};
use couchpad_theme::Motion;
use couchpad_theme::colour::{BAD, GOOD, TEXT};
use couchpad_theme::motion::SAY;
use couchpad_theme::shapes::Shape;
use couchpad_theme::widgets::{glow_sprite, shape_sprite};
use std::time::Duration;

/// The fruit at this place of the list: where it lies, and since when.
#[derive(Component)]
struct Slot {
    number: usize,
    cell: Option<Cell>,
    age: Duration,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (lay, place).chain().in_set(Draw::Things));
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        for number in 0..FRUIT {
            let slot = Slot {
                number,
                cell: None,
                age: SAY,
            };
            commands
                .spawn((
                    slot,
                    Transform::default(),
                    Visibility::Hidden,
                    ChildOf(field),
                ))
                .with_children(fruit);
        }
    }
}

fn fruit(parent: &mut ChildSpawnerCommands) {
    let at = |x: f32, y: f32, z: f32| Transform::from_xyz(x, y, z);
    parent.spawn((glow_sprite(BAD, 2.6, 0.4), at(0.0, 0.0, 0.0)));
    parent.spawn((shape_sprite(Shape::Circle, BAD, 0.9), at(0.0, -0.05, 0.01)));
    let shine = Sprite {
        color: TEXT.faded(0.7),
        ..shape_sprite(Shape::Circle, TEXT, 0.2)
    };
    parent.spawn((shine, at(-0.14, 0.1, 0.02)));
    let leaf = at(0.14, 0.4, 0.02).with_rotation(Quat::from_rotation_z(-0.5));
    let leaf = leaf.with_scale(Vec3::new(1.0, 0.55, 1.0));
    parent.spawn((shape_sprite(Shape::Circle, GOOD, 0.42), leaf));
}

fn place(
    time: Res<Time>,
    stage: Res<Stage>,
    motion: Res<Motion>,
    mut slots: Query<(&mut Slot, &mut Transform, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Snakes>() else {
        return;
    };
    let state = running.game.state();
    for (mut slot, mut transform, mut visibility) in &mut slots {
        let cell = state.fruit.get(slot.number).copied();
        show(&mut visibility, cell.is_some());
        if slot.cell != cell {
            // who moved up in the list was there before
            let is_new = cell.is_some() && slot.cell.is_none();
            slot.cell = cell;
            slot.age = if is_new { Duration::ZERO } else { SAY };
        } else if slot.age < SAY {
            slot.age += time.delta();
        }
        if let Some(cell) = cell {
            let size = 0.3 + 0.7 * motion.progress(slot.age, SAY);
            let at = middle(&state.field, cell).extend(layer::FRUIT);
            let wanted = Transform::from_translation(at).with_scale(Vec3::new(size, size, 1.0));
            transform.set_if_neq(wanted);
        }
    }
}
