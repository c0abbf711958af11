//! Snake's big picture for the lobby: two snakes and a fruit between them, drawn still, so that a waiting lobby costs nothing.

use bevy::prelude::*;
use couchpad_theme::colour::{BAD, GOOD, GROUND, RAISED, TEXT};
use couchpad_theme::patterns::pattern_fill;
use couchpad_theme::players::mark;
use couchpad_theme::shapes::Shape;
use couchpad_theme::space::CORNER;
use couchpad_theme::widgets::glow_node;

/// Cells of the picture.
const COLUMNS: f32 = 13.0;
const ROWS: f32 = 10.0;
/// Width of a snake, in cells.
const WIDE: f32 = 0.8;

/// Where the snakes turn, from head to tail, in cells from the top left corner.
const SNAKES: [(usize, &[(f32, f32)]); 3] = [
    (0, &[(5.5, 4.5), (2.5, 4.5), (2.5, 7.5), (6.5, 7.5)]),
    (1, &[(9.5, 5.5), (9.5, 2.5), (5.5, 2.5), (5.5, 1.5)]),
    (6, &[(9.5, 7.5), (11.5, 7.5), (11.5, 3.5)]),
];
const FRUIT: (f32, f32) = (7.5, 4.5);

/// Spawns it, as a child that fills the width it gets.
pub(super) fn spawn(parent: &mut ChildSpawnerCommands) {
    let picture = Node {
        width: Val::Percent(100.0),
        aspect_ratio: Some(COLUMNS / ROWS),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        overflow: Overflow::clip(),
        ..default()
    };
    let ground = BackgroundColor(GROUND.towards(RAISED, 0.75).color());
    parent.spawn((picture, ground)).with_children(|picture| {
        fruit(picture);
        for (number, turns) in SNAKES {
            snake(picture, number, turns);
        }
    });
}

/// A node over a part of the picture, by its middle and size in cells.
fn over(middle: Vec2, size: Vec2) -> Node {
    let whole = Vec2::new(COLUMNS, ROWS);
    let (at, size) = ((middle - size / 2.0) / whole * 100.0, size / whole * 100.0);
    Node {
        position_type: PositionType::Absolute,
        left: Val::Percent(at.x),
        top: Val::Percent(at.y),
        width: Val::Percent(size.x),
        height: Val::Percent(size.y),
        ..default()
    }
}

fn fruit(picture: &mut ChildSpawnerCommands) {
    let at = Vec2::from(FRUIT);
    picture.spawn((over(at, Vec2::ZERO), children![glow_node(BAD, 170.0, 0.45)]));
    let mut disc = |middle: Vec2, size: Vec2, colour: Color| {
        let shape = ImageNode::new(Shape::Circle.plain_image());
        picture.spawn((over(middle, size), shape.with_color(colour)));
    };
    disc(at, Vec2::splat(0.9), BAD.color());
    disc(
        at + Vec2::new(0.15, -0.42),
        Vec2::new(0.42, 0.24),
        GOOD.color(),
    );
    disc(
        at + Vec2::new(-0.14, -0.16),
        Vec2::splat(0.22),
        TEXT.faded(0.7),
    );
}

fn snake(picture: &mut ChildSpawnerCommands, number: usize, turns: &[(f32, f32)]) {
    let own = mark(number);
    for pair in turns.windows(2) {
        let [a, b] = [Vec2::from(pair[0]), Vec2::from(pair[1])];
        let size = (b - a).abs() + WIDE;
        let band = Node {
            border_radius: BorderRadius::MAX,
            ..over((a + b) / 2.0, size)
        };
        picture.spawn((band, pattern_fill(own)));
    }
    let [head, neck] = [Vec2::from(turns[0]), Vec2::from(turns[1])];
    let ahead = (head - neck).normalize_or_zero();
    let mut part = |shape: Shape, middle: Vec2, size: f32, colour: Color| {
        let image = ImageNode::new(shape.plain_image());
        picture.spawn((over(middle, Vec2::splat(size)), image.with_color(colour)));
    };
    part(Shape::Circle, head, 1.25, own.colour.color());
    part(own.shape, head, 0.66, GROUND.color());
    for side in [-0.32, 0.32] {
        let eye = head + ahead * 0.4 + ahead.perp() * side;
        part(Shape::Circle, eye, 0.38, TEXT.color());
        part(Shape::Circle, eye + ahead * 0.05, 0.2, GROUND.color());
    }
}
