//! Ways in and out: the two gates in the top wall that enemies come through, and the door in the right wall that leads to
//! the next round.

use super::Draw;
use super::art::{self, Piece};
use super::field::{Field, WALL, layer, place};
use crate::stage::Stage;
use crate::view::Moving;
use crate::view::still::{move_to, show, tint};
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, FIELD_WIDTH, GATE_PLACES, GATES, PADDLE_Y};
use couchpad_games::game::Game;
use couchpad_theme::Motion;
use couchpad_theme::colour::{BAD, GOOD, GROUND};

/// How long a gate takes to open or to shut, in seconds.
const SWING: f32 = 0.18;
/// Width of an open gate, in field units.
const WIDE: f32 = 22.0;
/// Height of the door.
const DOOR: f32 = 24.0;
/// Signs before the door, and from one to the next.
const SIGNS: u8 = 3;
const SIGNS_APART: f32 = 7.5;
/// How far above the paddles' line they are, where no paddle hides them.
const SIGNS_ABOVE: f32 = 19.0;

/// How far each gate is open, 0 to 1, and the door.
#[derive(Resource, Default)]
struct Open {
    gates: [f32; GATES],
    door: f32,
}

/// Half of a gate: which, and on which side.
#[derive(Component)]
struct Leaf(usize, f32);

/// The light in an open gate.
#[derive(Component)]
struct GateLight(usize);

/// Something that is there while the door is open.
#[derive(Component, Clone, Copy)]
enum Door {
    Hole,
    Light,
    Sign(u8),
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Open>().add_systems(
        Update,
        (
            swing.before(Draw::Events).run_if(in_state(Moving)),
            (lay, (move_leaves, light_gates, show_door))
                .chain()
                .in_set(Draw::Things),
        ),
    );
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        commands.entity(field).with_children(|field| {
            for (gate, x) in GATE_PLACES.into_iter().enumerate() {
                lay_gate(field, gate, x);
            }
            lay_door(field);
        });
    }
}

fn lay_gate(field: &mut ChildSpawnerCommands, gate: usize, x: f32) {
    let at = |z: f32| Transform::from_translation(place(Vec2::new(x, -WALL / 2.0), z));
    let hole = Sprite::from_color(GROUND.towards(BAD, 0.12), Vec2::new(WIDE + 2.0, WALL));
    field.spawn((hole, at(layer::GATE)));
    for side in [-1.0, 1.0] {
        let leaf = Sprite {
            flip_x: side > 0.0,
            ..art::sprite(Piece::Leaf, Color::WHITE)
        };
        field.spawn((Leaf(gate, side), leaf, at(layer::GATE + 0.04)));
    }
    let light = art::sprite(Piece::Glow, BAD.color());
    let below = place(Vec2::new(x, 1.0), layer::GATE + 0.02);
    let stretched = Transform::from_translation(below).with_scale(Vec3::new(2.0, 1.1, 1.0));
    field.spawn((GateLight(gate), light, stretched, Visibility::Hidden));
}

fn lay_door(field: &mut ChildSpawnerCommands) {
    let at = |x: f32, z: f32| Transform::from_translation(place(Vec2::new(x, PADDLE_Y), z));
    let hole = Sprite::from_color(GROUND.towards(GOOD, 0.35), Vec2::new(WALL, DOOR));
    let middle = FIELD_WIDTH + WALL / 2.0;
    field.spawn((
        Door::Hole,
        hole,
        at(middle, layer::GATE),
        Visibility::Hidden,
    ));
    let light = art::sprite(Piece::Glow, GOOD.faded(0.8));
    let tall = at(FIELD_WIDTH, layer::GATE + 0.02).with_scale(Vec3::new(2.6, 2.8, 1.0));
    field.spawn((Door::Light, light, tall, Visibility::Hidden));
    for sign in 0..SIGNS {
        let chevron = art::sprite(Piece::Chevron, GOOD.color());
        let at = at(FIELD_WIDTH, layer::GATE + 0.06);
        field.spawn((Door::Sign(sign), chevron, at, Visibility::Hidden));
    }
}

/// Gates open and shut smoothly; while they stand, nothing changes.
fn swing(time: Res<Time>, stage: Res<Stage>, motion: Res<Motion>, mut open: ResMut<Open>) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    let state = running.game.state();
    let by = if motion.reduced {
        1.0
    } else {
        time.delta_secs() / SWING
    };
    let towards = |now: f32, wanted: bool| {
        let goal = f32::from(u8::from(wanted));
        now + (goal - now).clamp(-by, by)
    };
    let next = Open {
        gates: std::array::from_fn(|gate| towards(open.gates[gate], state.gates[gate] > 0)),
        door: towards(open.door, state.door),
    };
    if next.gates != open.gates || next.door != open.door {
        *open = next;
    }
}

fn move_leaves(open: Res<Open>, mut leaves: Query<(&Leaf, &mut Transform)>) {
    for (Leaf(gate, side), mut transform) in &mut leaves {
        let (Some(open), Some(x)) = (open.gates.get(*gate), GATE_PLACES.get(*gate)) else {
            continue;
        };
        // a leaf slides into the wall: it grows narrow
        let wide = 1.0 - 0.8 * open;
        let x = x + side * (WIDE / 2.0 - WIDE / 4.0 * wide);
        let z = transform.translation.z;
        let now = Transform::from_translation(place(Vec2::new(x, -WALL / 2.0), z))
            .with_scale(Vec3::new(wide, 1.0, 1.0));
        transform.set_if_neq(now);
    }
}

fn light_gates(open: Res<Open>, mut lights: Query<(&GateLight, &mut Sprite, &mut Visibility)>) {
    for (GateLight(gate), sprite, mut visibility) in &mut lights {
        let open = open.gates.get(*gate).copied().unwrap_or(0.0);
        show(&mut visibility, open > 0.0);
        tint(sprite, BAD.faded(0.9 * open));
    }
}

/// The signs run towards the door; a pause holds them.
fn show_door(
    time: Res<Time>,
    moving: Option<Res<State<Moving>>>,
    motion: Res<Motion>,
    open: Res<Open>,
    mut parts: Query<(&Door, &mut Transform, &mut Sprite, &mut Visibility)>,
) {
    let run = if motion.reduced {
        0.5
    } else {
        (time.elapsed_secs() * 1.1).fract()
    };
    for (part, transform, sprite, mut visibility) in &mut parts {
        show(&mut visibility, open.door > 0.0);
        if open.door <= 0.0 {
            continue;
        }
        match part {
            Door::Hole => tint(sprite, GROUND.towards(GOOD, 0.35).faded(open.door)),
            Door::Light => tint(sprite, GOOD.faded(0.85 * open.door)),
            Door::Sign(sign) if moving.is_some() => {
                let share = (f32::from(*sign) + run) / f32::from(SIGNS);
                let x = FIELD_WIDTH - 4.0 - SIGNS_APART * f32::from(SIGNS) * (1.0 - share);
                let at = Vec2::new(x, PADDLE_Y - SIGNS_ABOVE);
                move_to(transform, place(at, layer::GATE + 0.06));
                let seen = (share * std::f32::consts::PI).sin();
                tint(sprite, GOOD.faded(seen * open.door));
            }
            Door::Sign(_) => {}
        }
    }
}
