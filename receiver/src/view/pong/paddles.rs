//! The two paddles: in their team's colour and pattern, with a light behind them when they have just returned the ball, and a thin
//! line where their team wants them.

use super::court::{Court, layer, place};
use super::memory::Memory;
use super::{Draw, banner, state};
use crate::stage::Stage;
use crate::view::still::{put, tint};
use bevy::prelude::*;
use couchpad_games::pong::{BALL, Team};
use couchpad_theme::colour::GROUND;
use couchpad_theme::shapes::Shape;
use couchpad_theme::widgets::shape_sprite;

/// A paddle's thickness.
const THICK: f32 = 22.0;

/// Part of a team's paddle.
#[derive(Component, Clone, Copy)]
struct Part {
    team: Team,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Bar,
    /// A round end: 1 is the upper one, -1 the lower one.
    End(i8),
    Wanted,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (lay, slide).chain().in_set(Draw::Things));
}

fn lay(mut commands: Commands, courts: Query<Entity, Added<Court>>) {
    for court in &courts {
        commands.entity(court).with_children(|court| {
            for team in Team::ALL {
                let mark = banner(team);
                let bar = Sprite {
                    image: mark.pattern.tile_image(),
                    color: mark.colour.color(),
                    custom_size: Some(Vec2::splat(THICK)),
                    image_mode: SpriteImageMode::Tiled {
                        tile_x: true,
                        tile_y: true,
                        stretch_value: 1.0,
                    },
                    ..default()
                };
                let of = |kind| (Part { team, kind }, Transform::default());
                court.spawn((of(Kind::Bar), bar));
                for end in [1, -1] {
                    let round = shape_sprite(Shape::Circle, mark.colour, THICK / 0.9);
                    court.spawn((of(Kind::End(end)), round));
                }
                let line = Sprite::from_color(
                    mark.colour.towards(GROUND, 0.2).faded(0.7),
                    Vec2::new(18.0, 4.0),
                );
                court.spawn((of(Kind::Wanted), line));
            }
        });
    }
}

/// The middle of a team's paddle, across the court.
fn line(team: Team) -> f32 {
    let behind = BALL + THICK / 2.0;
    team.plane() - team.ahead() * behind
}

fn slide(
    stage: Res<Stage>,
    memory: Res<Memory>,
    mut parts: Query<(&Part, &mut Transform, &mut Sprite)>,
) {
    let Some(state) = state(&stage) else {
        return;
    };
    for (part, transform, mut sprite) in &mut parts {
        let (y, half) = memory.paddle(part.team, stage.alpha);
        let x = line(part.team);
        let at = |y: f32, z: f32| Transform::from_translation(place(Vec2::new(x, y), z));
        match part.kind {
            Kind::Bar => {
                put(transform, at(y, layer::PADDLE));
                let size = Some(Vec2::new(THICK, 2.0 * (half - THICK / 2.0)));
                if sprite.custom_size != size {
                    sprite.custom_size = size;
                }
            }
            Kind::End(end) => {
                let reach = (half - THICK / 2.0) * f32::from(end);
                put(transform, at(y - reach, layer::PADDLE - 0.1));
            }
            Kind::Wanted => {
                let wanted = state.paddle(part.team).wanted;
                let aside = line(part.team) - part.team.ahead() * 24.0;
                let to = place(Vec2::new(aside, wanted), layer::PADDLE);
                put(transform, Transform::from_translation(to));
                tint(sprite, banner(part.team).colour.faded(0.7));
            }
        }
    }
}
