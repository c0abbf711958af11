//! The snakes' bodies: one mesh each, laid out anew when its snake has moved.

use super::field::{Field, layer};
use super::skin::{self, Band};
use super::way::{Piece, way};
use super::{Draw, Look, look};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::still::show;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::snake::{FADE_STEPS, Fate, SEATS, Snake, Snakes, State};

/// The lines that all snakes lie on in this frame, by seat.
#[derive(Resource, Default)]
pub(super) struct Ways {
    pub(super) of: [Option<Way>; SEATS],
}

/// One snake's line, and how much of it is to be seen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Way {
    pub(super) pieces: Vec<Piece>,
    pub(super) opacity: f32,
}

/// The body of the snake in a seat, and how it was drawn.
#[derive(Component)]
struct Body {
    seat: usize,
    drawn: Option<Way>,
    look: Option<Look>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Ways>()
        .add_systems(Update, (lay, go, draw, dress).chain().in_set(Draw::Things));
}

/// Where in the order of drawing a snake lies.
pub(super) fn height(base: f32, seat: usize) -> f32 {
    base + seat as f32 / 64.0
}

fn lay(
    mut commands: Commands,
    fields: Query<Entity, Added<Field>>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<ColorMaterial>>,
) {
    for field in &fields {
        for seat in 0..SEATS {
            let body = Body {
                seat,
                drawn: None,
                look: None,
            };
            commands.spawn((
                body,
                Mesh2d(meshes.add(skin::bare())),
                MeshMaterial2d(materials.add(ColorMaterial::default())),
                Transform::from_xyz(0.0, 0.0, height(layer::SNAKE, seat)),
                // its mesh is never where it was
                NoFrustumCulling,
                ChildOf(field),
            ));
        }
    }
}

/// Where every snake is now.
pub(super) fn go(stage: Res<Stage>, mut ways: ResMut<Ways>) {
    let Some(running) = stage.running::<Snakes>() else {
        return;
    };
    let state = running.game.state();
    let progress = state.progress(stage.alpha);
    for (own, player) in ways.of.iter_mut().zip(&state.players) {
        let now = way_of(state, &player.snake, progress);
        if *own != now {
            *own = now;
        }
    }
}

/// The line of a snake that is to be seen, and how well it is.
fn way_of(state: &State, snake: &Snake, progress: f32) -> Option<Way> {
    let (progress, opacity) = match snake.fate {
        Fate::None => return None,
        Fate::Alive => (progress, 1.0),
        // it stands where it was stopped
        Fate::Out(steps) => (1.0, 1.0 - f32::from(steps) / f32::from(FADE_STEPS)),
    };
    let pieces = way(snake, &state.field, progress);
    (!pieces.is_empty()).then_some(Way { pieces, opacity })
}

fn draw(
    ways: Res<Ways>,
    mut bodies: Query<(&mut Body, &Mesh2d, &mut Visibility)>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    for (mut body, mesh, mut visibility) in &mut bodies {
        let now = ways.of.get(body.seat).cloned().flatten();
        if body.drawn == now {
            continue;
        }
        show(&mut visibility, now.is_some());
        if let Some(way) = &now
            && let Some(mut mesh) = meshes.get_mut(&mesh.0)
        {
            let end = way.pieces.iter().flatten().last();
            let end = end.map_or(0.0, |point| point.along);
            Band::along(&way.pieces, end, way.opacity).fill(&mut mesh);
        }
        body.drawn = now;
    }
}

fn dress(
    stage: Res<Stage>,
    roster: Res<Roster>,
    mut bodies: Query<(&mut Body, &MeshMaterial2d<ColorMaterial>)>,
    mut materials: ResMut<Assets<ColorMaterial>>,
) {
    let Some(running) = stage.running::<Snakes>() else {
        return;
    };
    for (mut body, material) in &mut bodies {
        let own = look(running.game.state(), &roster, body.seat);
        if body.look == Some(own) {
            continue;
        }
        if let Some(mut material) = materials.get_mut(&material.0) {
            *material = ColorMaterial {
                color: own.colour.color(),
                texture: Some(own.pattern.tile_image()),
                ..ColorMaterial::default()
            };
            body.look = Some(own);
        }
    }
}
