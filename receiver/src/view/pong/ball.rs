//! The ball: a bright disc with a light, a trail where it has been, and before a serve an arrow to where it will fly.

use super::Draw;
use super::court::{Court, layer, place};
use super::memory::{Memory, WAY};
use super::state;
use crate::stage::Stage;
use crate::view::Moving;
use crate::view::still::{put, show, tint};
use bevy::prelude::*;
use couchpad_games::pong::{BALL, Phase, Team};
use couchpad_theme::Motion;
use couchpad_theme::colour::TEXT;
use couchpad_theme::shapes::Shape;
use couchpad_theme::widgets::{glow_sprite, shape_sprite};
use std::f32::consts::FRAC_PI_2;

/// Discs of the trail.
const TRAIL: usize = 6;
/// How far from the ball the arrow points.
const AHEAD: f32 = 52.0;

#[derive(Component, Clone, Copy)]
enum Part {
    Ball,
    Glow,
    Arrow,
    Trail(usize),
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (lay, fly).chain().in_set(Draw::Things));
}

fn lay(mut commands: Commands, courts: Query<Entity, Added<Court>>) {
    for court in &courts {
        commands.entity(court).with_children(|court| {
            // a circle's picture is a tenth wider than the circle
            let disc = |size: f32| shape_sprite(Shape::Circle, TEXT, 2.0 * BALL * size / 0.9);
            court.spawn((Part::Glow, glow_sprite(TEXT, 15.0 * BALL, 0.4)));
            court.spawn((Part::Ball, disc(1.0)));
            let arrow = shape_sprite(Shape::Triangle, TEXT, 30.0);
            court.spawn((Part::Arrow, arrow, Visibility::Hidden));
            for n in 0..TRAIL {
                let size = 0.9 - 0.6 * n as f32 / TRAIL as f32;
                court.spawn((Part::Trail(n), disc(size), Visibility::Hidden));
            }
        });
    }
}

fn fly(
    (stage, memory, motion): (Res<Stage>, Res<Memory>, Res<Motion>),
    time: Res<Time>,
    moving: Option<Res<State<Moving>>>,
    mut parts: Query<(&Part, &mut Transform, &mut Sprite, &mut Visibility)>,
) {
    let Some(state) = state(&stage) else {
        return;
    };
    let ball = memory.ball(stage.alpha);
    let breath = moving.map_or(1.0, |_| motion.breath(time.elapsed()));
    for (part, transform, sprite, mut visibility) in &mut parts {
        let at = |at: Vec2, z: f32| Transform::from_translation(place(at, z));
        match *part {
            Part::Ball => put(transform, at(ball, layer::BALL)),
            Part::Glow => put(transform, at(ball, layer::LIGHT)),
            Part::Arrow => {
                let to = match state.phase {
                    Phase::Serve { to, .. } => Some(to),
                    _ => None,
                };
                show(&mut visibility, to.is_some());
                if let Some(to) = to {
                    put(transform, arrow(ball, to));
                    tint(sprite, TEXT.faded(0.35 + 0.5 * breath));
                }
            }
            Part::Trail(n) => {
                let was = memory.way().get((n + 1) * WAY / (TRAIL + 1));
                show(&mut visibility, was.is_some() && !motion.reduced);
                if let Some(was) = was {
                    put(transform, at(*was, layer::TRAIL));
                    let left = 1.0 - n as f32 / TRAIL as f32;
                    tint(sprite, TEXT.faded(0.34 * left * left));
                }
            }
        }
    }
}

fn arrow(ball: Vec2, to: Team) -> Transform {
    let at = ball - Vec2::X * to.ahead() * AHEAD;
    // the triangle points up
    let turn = Quat::from_rotation_z(FRAC_PI_2 * to.ahead());
    Transform::from_translation(place(at, layer::BALL)).with_rotation(turn)
}
