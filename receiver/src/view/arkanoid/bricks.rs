//! The bricks: one sprite for every cell of the grid, shown as the cell is. When a round is announced they spring up, one
//! diagonal after another.

use super::Draw;
use super::art::{self, Piece, RIVETS};
use super::field::{Field, layer, on};
use crate::stage::Stage;
use crate::view::still::show;
use crate::view::{Moving, OnStage};
use bevy::prelude::*;
use couchpad_games::arkanoid::{
    Arkanoid, BRICK_COLOURS, Brick, BrickKind, COLUMNS, Cell, Phase, ROWS,
};
use couchpad_games::game::Game;
use couchpad_theme::Motion;
use couchpad_theme::colour::Swatch;
use couchpad_theme::players::MARKS;
use std::time::Duration;

/// From one diagonal to the next.
const WAVE: Duration = Duration::from_millis(22);
/// How long one brick takes to spring up.
const SPRING: Duration = Duration::from_millis(260);

/// The sprite of one cell, and the brick that it shows.
#[derive(Component)]
struct BrickSprite {
    cell: Cell,
    shown: Option<Brick>,
}

/// How long the round is announced already.
#[derive(Resource, Default)]
struct Announced {
    round: u32,
    since: Duration,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Announced>()
        .add_systems(OnExit(OnStage), |mut announced: ResMut<Announced>| {
            *announced = Announced::default()
        })
        .add_systems(
            Update,
            (
                count.before(Draw::Events).run_if(in_state(Moving)),
                (lay, dress, spring).chain().in_set(Draw::Things),
            ),
        );
}

/// The middle of a cell, under the field's root.
pub(super) fn middle(cell: Cell, z: f32) -> Vec3 {
    on(cell.centre(), z)
}

/// What a brick looks like.
pub(super) const fn look(brick: Brick) -> Piece {
    match brick.kind {
        BrickKind::Plain => Piece::Plain(brick.colour % BRICK_COLOURS),
        BrickKind::Silver if brick.hits_left > RIVETS => Piece::Silver(RIVETS),
        BrickKind::Silver if brick.hits_left == 0 => Piece::Silver(1),
        BrickKind::Silver => Piece::Silver(brick.hits_left),
        BrickKind::Gold => Piece::Gold,
    }
}

/// The colour of what flies off it.
pub(super) fn colour(brick: Brick) -> Swatch {
    match brick.kind {
        BrickKind::Plain => MARKS[usize::from(brick.colour) % MARKS.len()].colour,
        BrickKind::Silver => Swatch::hex(0xAEB9D4),
        BrickKind::Gold => Swatch::hex(0xF2C14B),
    }
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

/// Each brick lies over the shadows of those before it.
fn empty(cell: Cell) -> impl Bundle {
    let z = layer::BRICK + (cell.row * COLUMNS + cell.column) as f32 / 1024.0;
    (
        BrickSprite { cell, shown: None },
        art::sprite(Piece::Blank, Color::WHITE),
        Transform::from_translation(middle(cell, z)),
        Visibility::Hidden,
    )
}

fn dress(stage: Res<Stage>, mut sprites: Query<(&mut BrickSprite, &mut Sprite, &mut Visibility)>) {
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
        show(&mut visibility, now.is_some());
        if let Some(now) = now {
            art::wear(&mut sprite, look(now));
        }
    }
}

fn count(time: Res<Time>, stage: Res<Stage>, mut announced: ResMut<Announced>) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    let state = running.game.state();
    let over = WAVE * (COLUMNS + ROWS) as u32 + SPRING;
    if announced.round != state.round {
        let since = match state.phase {
            Phase::RoundIntro { .. } => Duration::ZERO,
            _ => over,
        };
        *announced = Announced {
            round: state.round,
            since,
        };
    } else if announced.since < over {
        announced.since += time.delta();
    }
}

/// How large a brick is, so long after the wave began.
fn size(cell: Cell, since: Duration) -> f32 {
    let begun = WAVE * (cell.column + ROWS - 1 - cell.row) as u32;
    let share = since.saturating_sub(begun).as_secs_f32() / SPRING.as_secs_f32();
    let left = 1.0 - share.min(1.0);
    // a little too far, and back
    1.0 - left * left * (2.7 * left - 1.7)
}

fn spring(
    announced: Res<Announced>,
    motion: Res<Motion>,
    mut sprites: Query<(&BrickSprite, &mut Transform)>,
) {
    for (brick, transform) in &mut sprites {
        let size = if motion.reduced || brick.shown.is_none() {
            1.0
        } else {
            size(brick.cell, announced.since)
        };
        transform
            .map_unchanged(|transform| &mut transform.scale)
            .set_if_neq(Vec3::new(size, size, 1.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brick_springs_up_and_rests_at_its_size() {
        let cell = Cell { column: 3, row: 4 };
        assert_eq!(size(cell, Duration::ZERO), 0.0);
        let rises: Vec<_> = (0..60)
            .map(|n| size(cell, Duration::from_millis(20 * n)))
            .collect();
        assert!(rises.iter().any(|size| *size > 1.02), "too far, and back");
        assert_eq!(rises.last(), Some(&1.0));
        let last = Cell {
            column: COLUMNS - 1,
            row: 0,
        };
        let over = WAVE * (COLUMNS + ROWS) as u32 + SPRING;
        assert_eq!(size(last, over), 1.0);
    }

    #[test]
    fn no_number_of_hits_is_without_a_look() {
        let silver = |hits_left| Brick {
            kind: BrickKind::Silver,
            hits_left,
            colour: 0,
        };
        assert_eq!(look(silver(0)), Piece::Silver(1));
        assert_eq!(look(silver(2)), Piece::Silver(2));
        assert_eq!(look(silver(255)), Piece::Silver(RIVETS));
    }
}
