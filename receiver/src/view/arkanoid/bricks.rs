//! The bricks: one sprite for every cell of the grid, shown as the cell is.

use super::Draw;
use super::brick_art;
use super::field::{Field, layer, place};
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, BRICK_HEIGHT, BRICK_WIDTH, Brick, COLUMNS, Cell, ROWS};
use couchpad_games::game::Game;

/// The sprite of one cell, and the brick that it shows.
#[derive(Component)]
struct BrickSprite {
    cell: Cell,
    shown: Option<Brick>,
}

/// The size of a brick's sprite, in field units.
pub(super) const SIZE: Vec2 = Vec2::new(BRICK_WIDTH, BRICK_HEIGHT);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (lay, show).chain().in_set(Draw::Things));
}

/// The middle of a cell, under the field's root.
pub(super) fn middle(cell: Cell, z: f32) -> Vec3 {
    let at = cell.centre();
    place(Vec2::new(at.x, at.y), z)
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        commands.entity(field).with_children(|field| {
            for row in 0..ROWS {
                for column in 0..COLUMNS {
                    field.spawn(empty(Cell { column, row }));
                }
            }
        });
    }
}

fn empty(cell: Cell) -> impl Bundle {
    let sprite = Sprite {
        image: brick_art::plain(),
        custom_size: Some(SIZE),
        ..default()
    };
    let at = Transform::from_translation(middle(cell, layer::BRICK));
    (
        BrickSprite { cell, shown: None },
        sprite,
        at,
        Visibility::Hidden,
    )
}

fn show(stage: Res<Stage>, mut sprites: Query<(&mut BrickSprite, &mut Sprite, &mut Visibility)>) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    let grid = &running.game.state().bricks;
    for (mut brick, mut sprite, mut visibility) in &mut sprites {
        let cell = brick.cell;
        let now = grid
            .get(cell.row)
            .and_then(|row| row.get(cell.column))
            .copied()
            .flatten();
        if brick.shown == now {
            continue;
        }
        brick.shown = now;
        *visibility = Visibility::Hidden;
        if let Some(now) = now {
            (sprite.image, sprite.color) = brick_art::look(now);
            *visibility = Visibility::Inherited;
        }
    }
}
