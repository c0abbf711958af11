//! The snakes' heads: a disc in the player's colour with the player's shape on it, and two eyes that look ahead.

use super::bodies::{Ways, height};
use super::field::{Field, layer};
use super::{Draw, look};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::still::show;
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::snake::{SEATS, Snakes};
use couchpad_theme::colour::{GROUND, QUIET, Swatch, TEXT};
use couchpad_theme::shapes::Shape;
use couchpad_theme::widgets::shape_sprite;

/// Width of a head, in cells; a circle's picture is a little smaller than its square.
const HEAD: f32 = 1.16;
/// Size of the shape on it.
const SHAPE: f32 = 0.62;
/// Where the eyes are: ahead, and to the side.
const EYES: Vec2 = Vec2::new(0.36, 0.3);
/// Size of an eye and of its pupil.
const EYE: f32 = 0.36;
const PUPIL: f32 = 0.19;
/// How far a pupil looks ahead.
const LOOKS: f32 = 0.05;

/// The head of the snake in a seat.
#[derive(Component)]
struct Head {
    seat: usize,
    heading: Vec2,
}

/// What of a head has the player's colour, or shape.
#[derive(Component)]
enum Part {
    Disc(usize),
    Sign(usize),
}

/// What of a head turns with it.
#[derive(Component)]
struct Face(usize);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (lay, go, turn, dress)
            .chain()
            .after(super::bodies::go)
            .in_set(Draw::Things),
    );
}

fn lay(mut commands: Commands, fields: Query<Entity, Added<Field>>) {
    for field in &fields {
        for seat in 0..SEATS {
            let head = Head {
                seat,
                heading: Vec2::X,
            };
            let at = Transform::from_xyz(0.0, 0.0, height(layer::HEAD, seat));
            commands
                .spawn((head, at, Visibility::Hidden, ChildOf(field)))
                .with_children(|head| {
                    let disc = shape_sprite(Shape::Circle, QUIET, HEAD);
                    head.spawn((Part::Disc(seat), disc, Transform::default()));
                    let sign = shape_sprite(Shape::Circle, GROUND, SHAPE);
                    head.spawn((Part::Sign(seat), sign, Transform::from_xyz(0.0, 0.0, 0.001)));
                    let face = (Face(seat), Transform::default(), Visibility::default());
                    head.spawn(face).with_children(eyes);
                });
        }
    }
}

fn eyes(face: &mut ChildSpawnerCommands) {
    for side in [-1.0, 1.0] {
        let at = Vec2::new(EYES.x, EYES.y * side);
        let mut part = |colour: Swatch, size: f32, ahead: f32, up: f32| {
            let place = Transform::from_translation((at + Vec2::X * ahead).extend(up));
            face.spawn((shape_sprite(Shape::Circle, colour, size), place));
        };
        part(TEXT, EYE, 0.0, 0.002);
        part(GROUND, PUPIL, LOOKS, 0.003);
    }
}

fn go(ways: Res<Ways>, mut heads: Query<(&mut Head, &mut Transform, &mut Visibility)>) {
    for (mut head, mut transform, mut visibility) in &mut heads {
        let way = ways.of.get(head.seat).and_then(Option::as_ref);
        // what is out has no head any more after a moment
        let way = way.filter(|way| way.opacity > 0.4);
        show(&mut visibility, way.is_some());
        let Some([first, second, ..]) = way.and_then(|way| way.pieces.first()).map(Vec::as_slice)
        else {
            continue;
        };
        let to = first.at.extend(transform.translation.z);
        if transform.translation != to {
            transform.translation = to;
        }
        let heading = (first.at - second.at).normalize_or_zero();
        if heading != Vec2::ZERO && heading != head.heading {
            head.heading = heading;
        }
    }
}

fn turn(heads: Query<&Head, Changed<Head>>, mut faces: Query<(&Face, &mut Transform)>) {
    for (face, mut transform) in &mut faces {
        let head = heads.iter().find(|head| head.seat == face.0);
        if let Some(head) = head {
            let turned = Transform {
                rotation: Quat::from_rotation_z(head.heading.to_angle()),
                ..*transform
            };
            transform.set_if_neq(turned);
        }
    }
}

/// Sprites carry no assets of their own to be changed, so whoever sits here is put on when it changes.
fn dress(stage: Res<Stage>, roster: Res<Roster>, mut parts: Query<(&Part, &mut Sprite)>) {
    let Some(running) = stage.running::<Snakes>() else {
        return;
    };
    for (part, mut sprite) in &mut parts {
        match *part {
            Part::Disc(seat) => {
                let colour = look(running.game.state(), &roster, seat).colour.color();
                if sprite.color != colour {
                    sprite.color = colour;
                }
            }
            Part::Sign(seat) => {
                let own = look(running.game.state(), &roster, seat).mark;
                let shape = own.map_or(Shape::Circle, |mark| mark.shape).plain_image();
                // a wild snake has no sign
                let colour = GROUND.faded(if own.is_some() { 1.0 } else { 0.0 });
                if sprite.image != shape || sprite.color != colour {
                    (sprite.image, sprite.color) = (shape, colour);
                }
            }
        }
    }
}
