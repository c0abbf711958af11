//! The paddles: round ends in the player's colour, the player's pattern between them, the mark below, and what the last
//! capsule made of it: barrels, claws or a longer body. A paddle that a bot drives for an absent player is faint; one that
//! is out is a shadow in which its time runs back.

use super::art::{self, Piece};
use super::field::{Field, layer, place};
use super::memory::Memory;
use super::{Draw, mark_of};
use crate::roster::{Presence, Roster};
use crate::stage::Stage;
use crate::view::Moving;
use crate::view::shown::Happened;
use crate::view::still::move_to;
use bevy::prelude::*;
use couchpad_games::arkanoid::{
    Arkanoid, CapsuleKind, Event, FIELD_HEIGHT, MAX_PADDLES, PADDLE_HEIGHT, PADDLE_Y, Paddle,
    Power, STEPS_PER_SECOND,
};
use couchpad_games::game::{Game, SeatIndex};
use couchpad_theme::colour::{GROUND, Swatch};
use couchpad_theme::patterns::{TILE, pattern_sprite};
use couchpad_theme::widgets::mark_sprite;
use couchpad_theme::{Mark, Motion};

/// Size of the mark below a paddle, in field units: it fills the space down to the field's end.
const MARK: f32 = 7.4;
/// How far a paddle fades into the room while its player is not there, and while it is out. Not by opacity: paddles
/// overlap.
const FAINT: f32 = 0.55;
const OUT: f32 = 0.78;
/// Steps that a paddle is out at most: the bar is full that many before it is back.
const OUT_STEPS: f32 = 3.0 * STEPS_PER_SECOND as f32;
/// How far a ball presses a paddle down, in field units, and how long until it is up again, in seconds.
const DIP: f32 = 1.5;
const RISE: f32 = 0.14;
/// How fast a paddle grows or shrinks, in field units per second.
const GROW: f32 = 110.0;

/// One seat's paddle, and how it looks now.
#[derive(Component)]
struct PaddleSprite {
    seat: SeatIndex,
    look: Option<Look>,
    /// As wide as it is shown.
    width: f32,
    /// How far it is pressed down: 1 to 0.
    dip: f32,
}

/// What a paddle is drawn from, save its place and its width.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    mark: Mark,
    power: Power,
    there: bool,
    out: bool,
}

/// A part of a paddle, and on which side: -1 left, 1 right.
#[derive(Component, Clone, Copy)]
enum Part {
    Cap(f32),
    Bar,
    Gloss,
    Tool(f32),
    Light,
    /// How much of its time out is over.
    Back,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (
            feel.in_set(Draw::Events),
            spring.before(Draw::Events).run_if(in_state(Moving)),
            (lay, dress, drive, fit).chain().in_set(Draw::Things),
        ),
    );
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        commands.entity(field).with_children(|field| {
            for seat in (0..).map(SeatIndex).take(MAX_PADDLES) {
                let z = layer::PADDLE + f32::from(seat.0) / 8.0;
                let at = Transform::from_translation(place(Vec2::new(0.0, PADDLE_Y), z));
                let paddle = PaddleSprite {
                    seat,
                    look: None,
                    width: 0.0,
                    dip: 0.0,
                };
                field.spawn((paddle, at, Visibility::Hidden));
            }
        });
    }
}

/// A ball presses a paddle down a little.
fn feel(
    happened: Res<Happened<Arkanoid>>,
    motion: Res<Motion>,
    mut paddles: Query<&mut PaddleSprite>,
) {
    if motion.reduced {
        return;
    }
    for event in happened.events() {
        let hit = match event {
            Event::PaddleHit { seat, .. } | Event::BallCaught { seat, .. } => Some(*seat),
            _ => None,
        };
        for mut paddle in paddles.iter_mut().filter(|paddle| Some(paddle.seat) == hit) {
            paddle.dip = 1.0;
        }
    }
}

/// Lets paddles rise again, and grow to the width that they have.
fn spring(
    time: Res<Time>,
    stage: Res<Stage>,
    motion: Res<Motion>,
    mut paddles: Query<&mut PaddleSprite>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for mut sprite in &mut paddles {
        let Some(paddle) = running.game.state().paddle(sprite.seat) else {
            continue;
        };
        let far = paddle.width - sprite.width;
        let by = GROW * time.delta_secs();
        let width = if motion.reduced || sprite.width <= 0.0 {
            paddle.width
        } else {
            sprite.width + far.clamp(-by, by)
        };
        let dip = (sprite.dip - time.delta_secs() / RISE).max(0.0);
        if width.to_bits() != sprite.width.to_bits() || dip.to_bits() != sprite.dip.to_bits() {
            (sprite.width, sprite.dip) = (width, dip);
        }
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
        if let Some(paddle) = paddle.filter(|_| sprite.width <= 0.0) {
            sprite.width = paddle.width;
        } else if paddle.is_none() {
            sprite.width = 0.0;
        }
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
        power: paddle.power,
        there: card.is_none_or(|card| !card.standing_in && card.presence != Presence::Offline),
        out: paddle.out > 0,
    }
}

/// What carries the look of a power: its tool, and the colour of its light.
fn tool(power: Power) -> Option<(Piece, Swatch)> {
    let (piece, kind) = match power {
        Power::None => return None,
        Power::Wide => (Piece::Winglet, CapsuleKind::Enlarge),
        Power::Catch => (Piece::Hook, CapsuleKind::Catch),
        Power::Laser => (Piece::Barrel, CapsuleKind::Laser),
    };
    Some((piece, art::capsule_colour(kind)))
}

fn body(parts: &mut ChildSpawnerCommands, look: Look) {
    let colour = match look {
        Look { out: true, .. } => look.mark.colour.towards(GROUND, OUT),
        Look { there: false, .. } => look.mark.colour.towards(GROUND, FAINT),
        _ => look.mark.colour,
    };
    let mark = Mark {
        colour,
        ..look.mark
    };
    let at = |z: f32| Transform::from_xyz(0.0, 0.0, z);
    for side in [-1.0, 1.0] {
        let cap = Sprite {
            flip_x: side > 0.0,
            ..art::sprite(Piece::Cap, mark.colour.color())
        };
        parts.spawn((Part::Cap(side), cap, at(0.0)));
    }
    let mut bar = pattern_sprite(mark, Vec2::new(1.0, PADDLE_HEIGHT));
    if let SpriteImageMode::Tiled { stretch_value, .. } = &mut bar.image_mode {
        // One tile is as high as the paddle.
        *stretch_value = PADDLE_HEIGHT / TILE as f32;
    }
    parts.spawn((Part::Bar, bar, at(0.02)));
    if !look.out {
        let gloss = art::sprite(Piece::Gloss, Color::WHITE);
        parts.spawn((Part::Gloss, gloss, at(0.03)));
    }
    if look.out {
        let back = Sprite::from_color(look.mark.colour.color(), Vec2::new(1.0, 1.8));
        parts.spawn((Part::Back, back, at(0.05)));
    } else if let Some((piece, light)) = tool(look.power) {
        armour(parts, piece, light);
    }
    let below = (PADDLE_HEIGHT / 2.0 + FIELD_HEIGHT - PADDLE_Y) / 2.0;
    let badge = mark_sprite(mark, MARK);
    parts.spawn((badge, Transform::from_xyz(0.0, -below, 0.04)));
}

fn armour(parts: &mut ChildSpawnerCommands, piece: Piece, light: Swatch) {
    let at = |z: f32| Transform::from_xyz(0.0, 0.0, z);
    for side in [-1.0, 1.0] {
        let tool = Sprite {
            flip_x: side > 0.0,
            ..art::sprite(piece, Color::WHITE)
        };
        // a little larger than a paddle's own parts: seen from a couch
        let large = at(0.06).with_scale(Vec3::new(1.2, 1.2, 1.0));
        parts.spawn((Part::Tool(side), tool, large));
    }
    let glow = art::sprite(Piece::Glow, light.faded(0.75));
    parts.spawn((Part::Light, glow, at(-0.05)));
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
            let y = PADDLE_Y + DIP * sprite.dip * sprite.dip;
            let at = place(Vec2::new(x, y), transform.translation.z);
            move_to(transform, at);
        }
    }
}

/// Puts every part where it belongs on a paddle of that width.
fn fit(
    stage: Res<Stage>,
    paddles: Query<(&PaddleSprite, &Children)>,
    mut parts: Query<(&Part, &mut Transform, &mut Sprite), Without<PaddleSprite>>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (sprite, children) in &paddles {
        let Some(paddle) = running.game.state().paddle(sprite.seat) else {
            continue;
        };
        for child in children {
            if let Ok((part, transform, sprite_of_part)) = parts.get_mut(*child) {
                fit_part(*part, paddle, sprite.width, transform, sprite_of_part);
            }
        }
    }
}

fn fit_part(
    part: Part,
    paddle: &Paddle,
    width: f32,
    transform: Mut<'_, Transform>,
    sprite: Mut<'_, Sprite>,
) {
    let z = transform.translation.z;
    let reach = (width / 2.0 - PADDLE_HEIGHT / 2.0).max(0.0);
    let size = |sprite: Mut<'_, Sprite>, size: Vec2| {
        sprite
            .map_unchanged(|sprite| &mut sprite.custom_size)
            .set_if_neq(Some(size));
    };
    match part {
        // the cap's picture ends a little within the bar
        Part::Cap(side) => {
            let out = Piece::Cap.size().x / 2.0 - 0.9;
            move_to(transform, Vec3::new(side * (reach + out), 0.0, z));
        }
        Part::Bar => size(sprite, Vec2::new(2.0 * reach, PADDLE_HEIGHT)),
        Part::Gloss => size(sprite, Vec2::new(2.0 * reach + 0.4, PADDLE_HEIGHT)),
        Part::Tool(side) => move_to(transform, tool_at(paddle, reach, side, z)),
        Part::Light => size(sprite, Vec2::new(width * 1.5, 26.0)),
        Part::Back => {
            let share = (1.0 - paddle.out as f32 / OUT_STEPS).clamp(0.02, 1.0);
            size(sprite, Vec2::new(2.0 * reach * share, 1.8));
        }
    }
}

/// Where a tool sits; a barrel that has just shot is pushed down.
fn tool_at(paddle: &Paddle, reach: f32, side: f32, z: f32) -> Vec3 {
    match paddle.power {
        Power::Laser => {
            let kick = (paddle.cooldown as f32 / 24.0).min(1.0);
            Vec3::new(side * reach, 4.4 - 1.4 * kick, z)
        }
        Power::Catch => Vec3::new(side * (reach + 1.6), 2.4, z),
        Power::Wide | Power::None => Vec3::new(side * (reach + 5.0), 0.0, z),
    }
}
