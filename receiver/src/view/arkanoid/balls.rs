//! The balls: a bright disc with its owner's shape on it and a rim and a light in the owner's colour, a trail where it has
//! been, and over a ball that rests an arrow that asks for LAUNCH.

use super::art::{self, Piece};
use super::field::{Field, layer, place};
use super::memory::{Memory, WAY};
use super::{Draw, mark_of};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::Moving;
use crate::view::still::{move_to, show, tint};
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, Ball, MAX_BALLS};
use couchpad_games::game::{Game, SeatIndex};
use couchpad_theme::colour::{GROUND, TEXT};
use couchpad_theme::shapes::Shape;
use couchpad_theme::widgets::shape_sprite;
use couchpad_theme::{Mark, Motion};

/// Discs of a trail.
const TRAIL: usize = 12;
/// Steps from one disc of the trail to the next.
const TRAIL_STEPS: usize = 2;
/// Opacity of the trail's first disc.
const TRAIL_LIGHT: f32 = 0.32;
/// Diameter of the light around a ball, in field units.
const GLOW: f32 = 30.0;
/// Size of the owner's shape on the ball, in field units.
const BADGE: f32 = 3.1;
/// How far above its ball an arrow begins to breathe, in field units.
const ABOVE: f32 = 8.5;

const _: () = assert!(TRAIL * TRAIL_STEPS < WAY, "the way is remembered");

/// One of the balls that there may be, in the order of the game's list.
#[derive(Component)]
struct BallSprite {
    slot: usize,
    owner: Option<Mark>,
}

/// A part of a ball.
#[derive(Component, Clone, Copy)]
enum Part {
    Rim,
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
        (lay, fly, mark, trail, beckon).chain().in_set(Draw::Things),
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
                    let share = number as f32 / TRAIL as f32;
                    let disc = art::sprite(Piece::Rim, Color::WHITE);
                    let size = Vec3::new(1.0, 1.0, 0.0) * (0.95 - 0.7 * share) + Vec3::Z;
                    let at = Transform::from_scale(size);
                    field.spawn((TrailDisc { slot, number }, disc, at, Visibility::Hidden));
                }
            }
        });
    }
}

fn parts(ball: &mut ChildSpawnerCommands) {
    let at = |z: f32| Transform::from_xyz(0.0, 0.0, z);
    let glow = Vec3::splat(GLOW / Piece::Glow.size().x).with_z(1.0);
    let piece = |piece| art::sprite(piece, Color::WHITE);
    ball.spawn((Part::Glow, piece(Piece::Glow), at(-0.2).with_scale(glow)));
    ball.spawn((Part::Rim, piece(Piece::Rim), at(0.0)));
    ball.spawn((Part::Disc, piece(Piece::Ball), at(0.05)));
    let badge = shape_sprite(Shape::Circle, GROUND, BADGE);
    ball.spawn((Part::Badge, badge, at(0.1), Visibility::Hidden));
    let arrow = shape_sprite(Shape::Triangle, TEXT, 6.0);
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
        let ball = running.game.state().balls.get(sprite.slot);
        if let Some(ball) = ball {
            let z = layer::BALL + sprite.slot as f32 / 4.0;
            move_to(transform, place(memory.ball_at(ball, stage.alpha), z));
        }
        show(&mut visibility, ball.is_some());
    }
}

/// Whose ball it is: whoever touched it last, or on whose paddle it rests.
fn owner(ball: &Ball) -> Option<SeatIndex> {
    ball.resting.map(|resting| resting.seat).or(ball.owner)
}

/// Shows the owner as a colour around the ball and as a shape on it.
fn mark(
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
                Part::Rim | Part::Arrow => sprite.color = light.color(),
                Part::Disc => {}
                Part::Glow => sprite.color = light.faded(0.7),
                Part::Badge => {
                    show(&mut visibility, mark.is_some());
                    if let Some(mark) = mark {
                        sprite.image = mark.shape.plain_image();
                    }
                }
            }
        }
    }
}

/// The trail lies where the ball has been, so it bends where the ball bounced.
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
        let at = flying.and_then(|ball| memory.ball_was(ball.id, (disc.number + 1) * TRAIL_STEPS));
        show(&mut visibility, at.is_some());
        let (Some(ball), Some(at)) = (flying, at) else {
            continue;
        };
        let z = layer::TRAIL - disc.number as f32 / 16.0;
        move_to(transform, place(at, z));
        let light = owner(ball).map_or(TEXT, |seat| mark_of(&roster, seat).colour);
        let left = 1.0 - disc.number as f32 / TRAIL as f32;
        tint(sprite, light.faded(TRAIL_LIGHT * left * left));
    }
}

/// Breathes an arrow over each ball that rests; in a pause it holds its breath.
fn beckon(
    time: Res<Time>,
    moving: Option<Res<State<Moving>>>,
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
                show(&mut visibility, rests);
                if rests && moving.is_some() {
                    let at = transform.translation.with_y(ABOVE + 2.0 * breath);
                    move_to(transform, at);
                }
            }
        }
    }
}
