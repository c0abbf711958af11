//! The court itself: its scale, its ground and its walls. Everything on it is a child of its root and counts in the game's
//! units with y turned up; the root's transform does the rest.

use super::memory::Memory;
use super::{Draw, banner, state};
use crate::stage::Stage;
use crate::view::{Arrangement, OnStage};
use bevy::prelude::*;
use couchpad_games::pong::{HEIGHT, Team, WIDTH};
use couchpad_theme::colour::{GROUND, QUIET, RAISED};

/// What lies over what, as z.
pub(super) mod layer {
    pub(crate) const GROUND: f32 = 0.0;
    pub(crate) const LINE: f32 = 0.5;
    pub(crate) const LIGHT: f32 = 1.0;
    pub(crate) const SWARM: f32 = 2.0;
    pub(crate) const PADDLE: f32 = 4.0;
    pub(crate) const TRAIL: f32 = 5.0;
    pub(crate) const BALL: f32 = 6.0;
    pub(crate) const LABEL: f32 = 8.0;
}

/// Room beside the court, behind either paddle, for the swarm.
pub(super) const SIDE: f32 = 150.0;
/// Room above the court for the points, in units of the window: words are of one size, however large the court.
const HEAD: f32 = 112.0;
/// The walls' thickness.
const WALL: f32 = 10.0;
/// Dashes of the middle line.
const DASHES: u32 = 16;

/// The root of everything on the court.
#[derive(Component)]
pub(super) struct Court;

/// Where the court lies in a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plan {
    /// Units per unit of the game.
    pub(super) scale: f32,
    /// The court's middle in the world, y up.
    pub(super) middle: Vec2,
    /// The line above it, in units from the window's top left corner.
    pub(super) head: Rect,
}

impl Plan {
    /// As large as fits.
    pub(super) fn of(arrangement: &Arrangement) -> Self {
        let whole = Vec2::new(WIDTH + 2.0 * SIDE, HEIGHT + 2.0 * WALL);
        let above = Vec2::Y * HEAD;
        let scale = ((arrangement.game.size() - above) / whole).min_element();
        let area = Rect::from_center_size(arrangement.game.center(), whole * scale + above);
        let head = Rect {
            max: area.max.with_y(area.min.y + HEAD),
            ..area
        };
        let middle = arrangement.game_in_world() - above / 2.0;
        Self {
            scale,
            middle,
            head,
        }
    }
}

/// A place of the game as a place under the root.
pub(super) fn place(at: Vec2, z: f32) -> Vec3 {
    Vec3::new(at.x - WIDTH / 2.0, HEIGHT / 2.0 - at.y, z)
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (look, raise, fit).chain().in_set(Draw::Court));
}

fn look(stage: Res<Stage>, mut memory: ResMut<Memory>) {
    if let Some(state) = state(&stage) {
        memory.bypass_change_detection().look(state);
    }
}

fn raise(mut commands: Commands, courts: Query<(), With<Court>>) {
    if !courts.is_empty() {
        return;
    }
    let root = (
        Court,
        Transform::default(),
        Visibility::default(),
        DespawnOnExit(OnStage),
    );
    commands.spawn(root).with_children(ground);
}

fn ground(court: &mut ChildSpawnerCommands) {
    let block = |size: Vec2, colour: Color| Sprite::from_color(colour, size);
    let at = |x: f32, y: f32, z: f32| Transform::from_translation(place(Vec2::new(x, y), z));
    let deep = GROUND.towards(RAISED, 0.55).color();
    let floor = block(Vec2::new(WIDTH, HEIGHT), deep);
    court.spawn((floor, at(WIDTH / 2.0, HEIGHT / 2.0, layer::GROUND)));
    for y in [-WALL / 2.0, HEIGHT + WALL / 2.0] {
        let wall = block(Vec2::new(WIDTH, WALL), QUIET.faded(0.7));
        court.spawn((wall, at(WIDTH / 2.0, y, layer::LINE)));
    }
    let step = HEIGHT / DASHES as f32;
    for n in 0..DASHES {
        let dash = block(Vec2::new(6.0, step * 0.5), QUIET.faded(0.35));
        let y = (n as f32 + 0.5) * step;
        court.spawn((dash, at(WIDTH / 2.0, y, layer::LINE)));
    }
    for team in Team::ALL {
        let x = WIDTH / 2.0 - team.ahead() * WIDTH / 2.0;
        let edge = block(Vec2::new(5.0, HEIGHT), banner(team).colour.faded(0.5));
        court.spawn((edge, at(x, HEIGHT / 2.0, layer::LINE)));
    }
}

/// Keeps the court in the middle of its area and as large as fits.
fn fit(arrangement: Res<Arrangement>, mut courts: Query<&mut Transform, With<Court>>) {
    let plan = Plan::of(&arrangement);
    for mut transform in &mut courts {
        let scale = Vec3::new(plan.scale, plan.scale, 1.0);
        transform
            .set_if_neq(Transform::from_translation(plan.middle.extend(0.0)).with_scale(scale));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn court_swarm_and_points_fit_their_area_at_any_shape() {
        for aspect in [1.0, 4.0 / 3.0, 1.6, 16.0 / 9.0, 21.0 / 9.0] {
            let all = Arrangement::of(aspect);
            let plan = Plan::of(&all);
            let half = Vec2::new(WIDTH + 2.0 * SIDE, HEIGHT + 2.0 * WALL) / 2.0 * plan.scale;
            let top_left = plan.middle - half * Vec2::new(1.0, -1.0);
            let from_corner = Vec2::new(all.width / 2.0 + top_left.x, 540.0 - top_left.y);
            assert!(
                (from_corner.y - plan.head.max.y).abs() < 0.5,
                "{aspect}: {plan:?}"
            );
            assert!(
                from_corner.x >= all.game.min.x - 0.5 && plan.head.min.y >= all.game.min.y - 0.5
            );
            assert!(
                from_corner.y + 2.0 * half.y <= all.game.max.y + 0.5,
                "{aspect}"
            );
        }
    }
}
