//! The balls: a bright disc with its owner's shape cut into it, a light around it in the owner's colour, a short trail, and
//! over a ball that rests an arrow that asks for LAUNCH.

use super::field::{Field, layer, place, put};
use super::memory::Memory;
use super::{Draw, mark_of};
use crate::flow::Screen;
use crate::roster::Roster;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, BALL_RADIUS, Ball, MAX_BALLS};
use couchpad_games::game::{Game, SeatIndex};
use couchpad_theme::colour::{GROUND, TEXT};
use couchpad_theme::shapes::Shape;
use couchpad_theme::widgets::{glow_sprite, shape_sprite};
use couchpad_theme::{Mark, Motion};

/// Discs of a trail.
const TRAIL: usize = 14;
/// From one disc of the trail to the next, in field units.
const TRAIL_STEP: f32 = 1.0;
/// Opacity of the trail's first disc.
const TRAIL_LIGHT: f32 = 0.16;
/// Diameter of the light around a ball, in field units.
const GLOW: f32 = 26.0;
/// Size of the owner's shape on the ball, in field units.
const BADGE: f32 = 3.0;
/// The circle's picture has a little air around it.
const DISC: f32 = 2.0 * BALL_RADIUS / 0.9;

/// One of the balls that there may be, in the order of the game's list.
#[derive(Component)]
struct BallSprite {
    slot: usize,
    owner: Option<Mark>,
}

/// How far above its ball an arrow begins to breathe, in field units.
const ABOVE: f32 = 8.0;

/// A part of a ball.
#[derive(Component, Clone, Copy)]
enum Part {
    Disc,
    Badge,
    Glow,
    Arrow,
}

/// A disc of a ball's trail; 0 is next to the ball.
#[derive(Component)]
struct TrailDisc {
    slot: usize,
    number: usize,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (lay, fly, tint, trail, beckon).chain().in_set(Draw::Things),
    );
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        commands.entity(field).with_children(|field| {
            for slot in 0..MAX_BALLS {
                let ball = BallSprite { slot, owner: None };
                let hidden = (Transform::default(), Visibility::Hidden);
                field.spawn((ball, hidden)).with_children(parts);
                for number in 0..TRAIL {
                    let share = 1.0 - (number + 1) as f32 / (TRAIL + 1) as f32;
                    let disc = shape_sprite(Shape::Circle, TEXT, DISC * (0.3 + 0.6 * share));
                    field.spawn((TrailDisc { slot, number }, disc, hidden));
                }
            }
        });
    }
}

fn parts(ball: &mut ChildSpawnerCommands) {
    let at = |z: f32| Transform::from_xyz(0.0, 0.0, z);
    ball.spawn((Part::Glow, glow_sprite(TEXT, GLOW, 0.5), at(-0.2)));
    ball.spawn((Part::Disc, shape_sprite(Shape::Circle, TEXT, DISC), at(0.0)));
    let badge = shape_sprite(Shape::Circle, GROUND, BADGE);
    ball.spawn((Part::Badge, badge, at(0.1), Visibility::Hidden));
    let arrow = shape_sprite(Shape::Triangle, TEXT, 5.0);
    let above = Transform::from_xyz(0.0, ABOVE, 0.1);
    ball.spawn((Part::Arrow, arrow, above, Visibility::Hidden));
}

fn fly(
    stage: Res<Stage>,
    memory: Res<Memory>,
    mut balls: Query<(&BallSprite, &mut Transform, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (sprite, transform, mut visibility) in &mut balls {
        match running.game.state().balls.get(sprite.slot) {
            Some(ball) => {
                let z = layer::BALL + sprite.slot as f32 / 4.0;
                put(transform, place(memory.ball_at(ball, stage.alpha), z));
                visibility.set_if_neq(Visibility::Inherited);
            }
            None => {
                visibility.set_if_neq(Visibility::Hidden);
            }
        }
    }
}

/// Whose ball it is: whoever touched it last, or on whose paddle it rests.
fn owner(ball: &Ball) -> Option<SeatIndex> {
    ball.resting.map(|resting| resting.seat).or(ball.owner)
}

/// Shows the owner as a colour in the light and as a shape on the ball.
fn tint(
    stage: Res<Stage>,
    roster: Res<Roster>,
    mut balls: Query<(&mut BallSprite, &Children)>,
    mut parts: Query<(&Part, &mut Sprite, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (mut sprite, children) in &mut balls {
        let ball = running.game.state().balls.get(sprite.slot);
        let mark = ball.and_then(owner).map(|seat| mark_of(&roster, seat));
        if sprite.owner == mark {
            continue;
        }
        sprite.owner = mark;
        let light = mark.map_or(TEXT, |mark| mark.colour);
        for child in children {
            let Ok((part, mut sprite, mut visibility)) = parts.get_mut(*child) else {
                continue;
            };
            match part {
                Part::Disc => sprite.color = TEXT.towards(light, 0.22).color(),
                Part::Glow => sprite.color = light.faded(0.6),
                Part::Arrow => sprite.color = light.color(),
                Part::Badge => {
                    if let Some(mark) = mark {
                        sprite.image = mark.shape.plain_image();
                        *visibility = Visibility::Inherited;
                    } else {
                        *visibility = Visibility::Hidden;
                    }
                }
            }
        }
    }
}

/// The trail lies straight behind the ball, the longer the faster: it needs no memory, and bends where the ball bounced.
fn trail(
    stage: Res<Stage>,
    memory: Res<Memory>,
    motion: Res<Motion>,
    roster: Res<Roster>,
    mut discs: Query<(&TrailDisc, &mut Transform, &mut Sprite, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    for (disc, transform, sprite, mut visibility) in &mut discs {
        let ball = running.game.state().balls.get(disc.slot);
        let flying = ball.filter(|ball| ball.resting.is_none() && !motion.reduced);
        let Some(ball) = flying else {
            visibility.set_if_neq(Visibility::Hidden);
            continue;
        };
        let way = Vec2::new(ball.velocity.x, ball.velocity.y);
        let back =
            way.normalize_or_zero() * TRAIL_STEP * (disc.number + 1) as f32 * (ball.speed / 150.0);
        let at = memory.ball_at(ball, stage.alpha) - back;
        put(
            transform,
            place(at, layer::TRAIL - disc.number as f32 / 16.0),
        );
        let light = owner(ball).map_or(TEXT, |seat| mark_of(&roster, seat).colour);
        let left = 1.0 - disc.number as f32 / TRAIL as f32;
        sprite
            .map_unchanged(|sprite| &mut sprite.color)
            .set_if_neq(light.faded(TRAIL_LIGHT * left * left));
        visibility.set_if_neq(Visibility::Inherited);
    }
}

/// Breathes an arrow over each ball that rests; in a pause it holds its breath.
fn beckon(
    time: Res<Time>,
    screen: Res<State<Screen>>,
    motion: Res<Motion>,
    stage: Res<Stage>,
    balls: Query<(&BallSprite, &Children)>,
    mut parts: Query<(&Part, &mut Transform, &mut Visibility)>,
) {
    let Some(running) = stage.running::<Arkanoid>() else {
        return;
    };
    let breath = motion.breath(time.elapsed());
    for (sprite, children) in &balls {
        let ball = running.game.state().balls.get(sprite.slot);
        let rests = ball.is_some_and(|ball| ball.resting.is_some());
        for child in children {
            if let Ok((Part::Arrow, transform, mut visibility)) = parts.get_mut(*child) {
                visibility.set_if_neq(if rests {
                    Visibility::Inherited
                } else {
                    Visibility::Hidden
                });
                if rests && *screen.get() == Screen::Playing {
                    let at = transform.translation.with_y(ABOVE + 2.0 * breath);
                    put(transform, at);
                }
            }
        }
    }
}
