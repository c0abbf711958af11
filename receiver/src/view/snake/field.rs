//! The field itself: its scale, its ground and its walls, those that come closer too. Everything on it is a child of its root
//! and counts in cells from its middle, y up; the root's transform does the rest.

use super::Draw;
use super::way::middle;
use crate::stage::Stage;
use crate::view::{Arrangement, OnStage};
use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::snake::{CLOSES_STEPS, Cell, Field as Cells, Snakes, State};
use couchpad_theme::colour::{GROUND, PRESSED, QUIET, RAISED, Swatch, WARNING};

/// What lies over what, as z.
pub(super) mod layer {
    pub(crate) const GROUND: f32 = 0.0;
    pub(crate) const RINGS: f32 = 0.5;
    pub(crate) const FRUIT: f32 = 1.0;
    pub(crate) const SNAKE: f32 = 2.0;
    pub(crate) const HEAD: f32 = 3.0;
    pub(crate) const WALL: f32 = 5.0;
    pub(crate) const SPARK: f32 = 6.0;
    pub(crate) const NAME: f32 = 7.0;
}

/// Thickness of the walls, in cells.
const WALL: f32 = 0.5;
/// Steps from one picture of a ring that becomes wall to the next.
const GRAIN: u16 = 4;

/// The root of everything on the field.
#[derive(Component)]
pub(super) struct Field;

/// What the ground and the walls were drawn from.
#[derive(Component, Clone, Copy, PartialEq)]
struct Ground(Cells);

/// The cells that are wall by now or soon, and what they were drawn from.
#[derive(Component, Default, PartialEq)]
struct Rings {
    closed: u8,
    soon: u16,
    size: (u8, u8),
}

/// Units per cell.
pub(super) fn scale(arrangement: &Arrangement, cells: &Cells) -> f32 {
    let size = Vec2::new(f32::from(cells.columns), f32::from(cells.rows)) + 2.0 * WALL;
    (arrangement.game.size() / size).min_element()
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (raise, fit, draw_ground, draw_rings)
            .chain()
            .in_set(Draw::Field),
    );
}

fn raise(
    mut commands: Commands,
    fields: Query<(), With<Field>>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<ColorMaterial>>,
) {
    if !fields.is_empty() {
        return;
    }
    let root = (
        Field,
        Transform::default(),
        Visibility::default(),
        DespawnOnExit(OnStage),
    );
    let rings = (
        Rings::default(),
        Mesh2d(meshes.add(Tiles::default().mesh())),
        MeshMaterial2d(materials.add(ColorMaterial::default())),
        Transform::from_xyz(0.0, 0.0, layer::RINGS),
        NoFrustumCulling,
    );
    commands.spawn(root).with_child(rings);
}

/// Keeps the field in the middle of its area and as large as fits.
fn fit(
    stage: Res<Stage>,
    arrangement: Res<Arrangement>,
    mut fields: Query<&mut Transform, With<Field>>,
) {
    let Some(running) = stage.running::<Snakes>() else {
        return;
    };
    let scale = scale(&arrangement, &running.game.state().field);
    let at = arrangement.game_in_world().extend(0.0);
    for mut transform in &mut fields {
        let wanted = Transform::from_translation(at).with_scale(Vec3::new(scale, scale, 1.0));
        transform.set_if_neq(wanted);
    }
}

fn draw_ground(
    mut commands: Commands,
    stage: Res<Stage>,
    fields: Query<Entity, With<Field>>,
    grounds: Query<(Entity, &Ground)>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<ColorMaterial>>,
) {
    let (Some(running), Ok(root)) = (stage.running::<Snakes>(), fields.single()) else {
        return;
    };
    let cells = Cells {
        closed: 0,
        ..running.game.state().field
    };
    match grounds.single() {
        Ok((_, ground)) if ground.0 == cells => return,
        Ok((old, _)) => commands.entity(old).despawn(),
        Err(_) => {}
    }
    let tiles = (
        Ground(cells),
        Mesh2d(meshes.add(ground(&cells).mesh())),
        MeshMaterial2d(materials.add(ColorMaterial::default())),
        Transform::from_xyz(0.0, 0.0, layer::GROUND),
        ChildOf(root),
    );
    commands
        .spawn(tiles)
        .with_children(|ground| walls(ground, &cells));
}

/// A faint board, so that one sees where the cells are.
fn ground(cells: &Cells) -> Tiles {
    let mut tiles = Tiles::default();
    for y in 0..cells.rows {
        for x in 0..cells.columns {
            let share = if (x + y) % 2 == 0 { 0.55 } else { 0.75 };
            let at = middle(cells, Cell::new(x, y));
            tiles.add(at, Vec2::ONE, GROUND.towards(RAISED, share), 1.0);
        }
    }
    tiles
}

/// A wall that stands, or dashes where one can go through.
fn walls(ground: &mut ChildSpawnerCommands, cells: &Cells) {
    let size = Vec2::new(f32::from(cells.columns), f32::from(cells.rows));
    let middle = size / 2.0 + WALL / 2.0;
    let mut wall = |at: Vec2, size: Vec2, colour: Swatch| {
        let sprite = Sprite::from_color(colour.color(), size);
        let at = Transform::from_translation(at.extend(layer::WALL));
        ground.spawn((sprite, at));
    };
    for side in [-1.0, 1.0] {
        let (across, along) = (Vec2::Y * middle.y * side, Vec2::X * middle.x * side);
        // what sticks out of an open field is hidden, too
        let under = if cells.open {
            GROUND
        } else {
            QUIET.towards(PRESSED, 0.7)
        };
        wall(across, Vec2::new(size.x + 2.0 * WALL, WALL), under);
        wall(along, Vec2::new(WALL, size.y + 2.0 * WALL), under);
        if !cells.open {
            continue;
        }
        let dash = |count: u8, long: f32| {
            (0..count)
                .step_by(2)
                .map(move |n| f32::from(n) + 1.0 - long / 2.0)
        };
        for x in dash(cells.columns, size.x) {
            wall(across + Vec2::X * x, Vec2::new(0.9, WALL * 0.35), QUIET);
        }
        for y in dash(cells.rows, size.y) {
            wall(along + Vec2::Y * y, Vec2::new(WALL * 0.35, 0.9), QUIET);
        }
    }
}

fn draw_rings(
    stage: Res<Stage>,
    mut rings: Query<(&mut Rings, &Mesh2d)>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    let Some(running) = stage.running::<Snakes>() else {
        return;
    };
    let state = running.game.state();
    let wanted = Rings {
        closed: state.field.closed,
        soon: state.closes_in.map_or(0, |left| 1 + left / GRAIN),
        size: (state.field.columns, state.field.rows),
    };
    for (mut rings, mesh) in &mut rings {
        if *rings == wanted {
            continue;
        }
        if let Some(mut mesh) = meshes.get_mut(&mesh.0) {
            *mesh = closed(state).mesh();
        }
        *rings = Rings { ..wanted };
    }
}

/// Cells that are wall stand as blocks; those that are next light up until they are.
fn closed(state: &State) -> Tiles {
    let mut tiles = Tiles::default();
    let cells = &state.field;
    let near = state
        .closes_in
        .map(|left| 1.0 - f32::from(left) / f32::from(CLOSES_STEPS));
    for y in 0..cells.rows {
        for x in 0..cells.columns {
            let cell = Cell::new(x, y);
            let at = middle(cells, cell);
            if cells.is_closed(cell) {
                let block = QUIET.towards(PRESSED, 0.7);
                tiles.add(at, Vec2::splat(0.92), block, 1.0);
            } else if let Some(near) = near
                && cells.ring(cell) == cells.closed
            {
                let size = Vec2::splat(0.3 + 0.62 * near);
                tiles.add(at, size, WARNING, 0.25 + 0.5 * near);
            }
        }
    }
    tiles
}

/// Many rectangles in one mesh.
#[derive(Default)]
struct Tiles {
    positions: Vec<[f32; 3]>,
    colours: Vec<[f32; 4]>,
    indices: Vec<u32>,
}

impl Tiles {
    fn add(&mut self, middle: Vec2, size: Vec2, colour: Swatch, opacity: f32) {
        let first = self.positions.len() as u32;
        let half = size / 2.0;
        let colour = colour.faded(opacity).to_linear().to_f32_array();
        for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
            let at = middle + half * Vec2::new(x, y);
            self.positions.push([at.x, at.y, 0.0]);
            self.colours.push(colour);
        }
        self.indices
            .extend([0, 1, 2, 0, 2, 3].map(|corner| first + corner));
    }

    /// Without a tile, a triangle without area: a mesh without a point has no place on the graphics card.
    fn mesh(mut self) -> Mesh {
        if self.positions.is_empty() {
            self.positions.extend([[0.0; 3]; 3]);
            self.colours.extend([[0.0; 4]; 3]);
            self.indices.extend([0, 1, 2]);
        }
        let count = self.positions.len();
        Mesh::new(
            PrimitiveTopology::TriangleList,
            RenderAssetUsages::default(),
        )
        .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, vec![[0.0, 0.0, 1.0]; count])
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, vec![[0.0, 0.0]; count])
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, self.positions)
        .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, self.colours)
        .with_inserted_indices(Indices::U32(self.indices))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::snake::FIELDS;

    #[test]
    fn every_field_fits_its_area_at_any_shape() {
        for (_, columns, rows) in FIELDS {
            for aspect in [1.0, 4.0 / 3.0, 1.6, 16.0 / 9.0, 21.0 / 9.0] {
                let all = Arrangement::of(aspect);
                let cells = Cells {
                    columns,
                    rows,
                    open: false,
                    closed: 0,
                };
                let scale = scale(&all, &cells);
                let size = Vec2::new(f32::from(columns), f32::from(rows)) * scale;
                assert!(size.cmple(all.game.size()).all(), "{aspect}");
                let fills = size / all.game.size();
                assert!(fills.max_element() > 0.9, "{aspect}: {fills}");
            }
        }
    }
}
