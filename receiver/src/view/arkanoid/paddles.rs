//! The paddles: round ends in the player's colour, the player's pattern between them, the mark below. A paddle that a bot
//! drives for an absent player is faint.

use super::field::{Field, layer, place, put};
use super::memory::Memory;
use super::{Draw, mark_of};
use crate::roster::{Presence, Roster};
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::arkanoid::{
    Arkanoid, FIELD_HEIGHT, MAX_PADDLES, PADDLE_HEIGHT, PADDLE_Y, Paddle,
};
use couchpad_games::game::{Game, SeatIndex};
use couchpad_theme::Mark;
use couchpad_theme::colour::GROUND;
use couchpad_theme::patterns::{TILE, pattern_sprite};
use couchpad_theme::shapes::Shape;
use couchpad_theme::widgets::{mark_sprite, shape_sprite};

/// Size of the mark below a paddle, in field units: it fills the space down to the field's end.
const MARK: f32 = 6.6;
/// How far a paddle fades into the room while its player is not there. Not by opacity: paddles overlap.
const FAINT: f32 = 0.55;

/// One seat's paddle, and how it looks now.
#[derive(Component)]
struct PaddleSprite {
    seat: SeatIndex,
    look: Option<Look>,
}

/// What a paddle is drawn from, save its place.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    mark: Mark,
    width: f32,
    there: bool,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (lay, dress, drive).chain().in_set(Draw::Things));
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        commands.entity(field).with_children(|field| {
            for seat in (0..).map(SeatIndex).take(MAX_PADDLES) {
                let z = layer::PADDLE + f32::from(seat.0) / 8.0;
                let at = Transform::from_translation(place(Vec2::new(0.0, PADDLE_Y), z));
                let paddle = PaddleSprite { seat, look: None };
                field.spawn((paddle, at, Visibility::Hidden));
            }
        });
    }
}

/// Gives each paddle the looks of its player; makes it anew when they change, which is seldom.
fn dress(
    mut commands: Commands,
    stage: Res<Stage>,
    roster: Res<Roster>,
    mut paddles: Query<(Entity, &mut PaddleSprite, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (entity, mut sprite, mut visibility) in &mut paddles {
        let paddle = running.game.state().paddle(sprite.seat);
        let look = paddle.map(|paddle| look(paddle, &roster));
        if sprite.look == look {
            continue;
        }
        sprite.look = look;
        let mut entity = commands.entity(entity);
        entity.despawn_children();
        *visibility = Visibility::Hidden;
        if let Some(look) = look {
            entity.with_children(|parts| body(parts, look));
            *visibility = Visibility::Inherited;
        }
    }
}

fn look(paddle: &Paddle, roster: &Roster) -> Look {
    let card = roster.seat(paddle.seat);
    Look {
        mark: mark_of(roster, paddle.seat),
        width: paddle.width,
        there: card.is_none_or(|card| !card.standing_in && card.presence != Presence::Offline),
    }
}

fn body(parts: &mut ChildSpawnerCommands, look: Look) {
    let Look { mark, width, there } = look;
    let colour = if there {
        mark.colour
    } else {
        mark.colour.towards(GROUND, FAINT)
    };
    let mark = Mark { colour, ..mark };
    // The circle's picture has a little air around it.
    let end = PADDLE_HEIGHT / 0.9;
    let reach = (width - PADDLE_HEIGHT) / 2.0;
    for x in [-reach, reach] {
        let cap = shape_sprite(Shape::Circle, mark.colour, end);
        parts.spawn((cap, Transform::from_xyz(x, 0.0, 0.0)));
    }
    let mut bar = pattern_sprite(mark, Vec2::new(2.0 * reach, PADDLE_HEIGHT));
    if let SpriteImageMode::Tiled { stretch_value, .. } = &mut bar.image_mode {
        // One tile is as high as the paddle.
        *stretch_value = PADDLE_HEIGHT / TILE as f32;
    }
    parts.spawn((bar, Transform::from_xyz(0.0, 0.0, 0.02)));
    let below = (PADDLE_HEIGHT / 2.0 + FIELD_HEIGHT - PADDLE_Y) / 2.0;
    let badge = mark_sprite(mark, MARK);
    parts.spawn((badge, Transform::from_xyz(0.0, -below, 0.04)));
}

fn drive(
    stage: Res<Stage>,
    memory: Res<Memory>,
    mut paddles: Query<(&PaddleSprite, &mut Transform)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (sprite, transform) in &mut paddles {
        if let Some(paddle) = running.game.state().paddle(sprite.seat) {
            let x = memory.paddle_x(paddle, stage.alpha);
            let x = place(Vec2::X * x, 0.0).x;
            let at = transform.translation.with_x(x);
            put(transform, at);
        }
    }
}
