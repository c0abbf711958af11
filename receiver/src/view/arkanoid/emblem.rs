//! Arkanoid's big picture for the lobby: the first round with two paddles and a ball, drawn still, so that a waiting lobby
//! costs nothing.

use super::art;
use super::bricks;
use bevy::prelude::*;
use couchpad_games::arkanoid::{Arkanoid, Brick, Cell, FIELD_HEIGHT, FIELD_WIDTH};
use couchpad_games::game::{Game, Setup};
use couchpad_theme::colour::{GROUND, RAISED, TEXT};
use couchpad_theme::patterns::pattern_fill;
use couchpad_theme::players::mark;
use couchpad_theme::shapes::Shape;
use couchpad_theme::space::CORNER;
use couchpad_theme::widgets::glow_node;

/// The picture ends a little above the field's end, which is empty.
const HEIGHT: f32 = FIELD_HEIGHT * 0.8;
/// Where the paddles stand in the picture, in field units from its top.
const LINE: f32 = HEIGHT - 12.0;

pub(super) fn spawn(parent: &mut ChildSpawnerCommands) {
    let picture = Node {
        width: Val::Percent(100.0),
        aspect_ratio: Some(FIELD_WIDTH / HEIGHT),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    let ground = BackgroundColor(GROUND.towards(RAISED, 0.75).color());
    parent.spawn((picture, ground)).with_children(|picture| {
        let game = Arkanoid::new(&Setup::new(0));
        for (row, bricks) in game.state().bricks.iter().enumerate() {
            for (column, brick) in bricks.iter().enumerate() {
                if let Some(brick) = brick.filter(|_| !is_gone(row, column)) {
                    picture.spawn(brick_node(Cell { column, row }, brick));
                }
            }
        }
        paddle(picture, 92.0, 0);
        paddle(picture, 182.0, 1);
        ball(picture, Vec2::new(151.0, 112.0));
    });
}

/// A few bricks that the ball has already broken, so that the picture shows what the game is about.
const fn is_gone(row: usize, column: usize) -> bool {
    matches!((row, column), (7, 7) | (6, 8) | (5, 7) | (5, 8) | (7, 9))
}

fn over(middle: Vec2, size: Vec2) -> Node {
    let field = Vec2::new(FIELD_WIDTH, HEIGHT);
    let (at, size) = ((middle - size / 2.0) / field * 100.0, size / field * 100.0);
    Node {
        position_type: PositionType::Absolute,
        left: Val::Percent(at.x),
        top: Val::Percent(at.y),
        width: Val::Percent(size.x),
        height: Val::Percent(size.y),
        ..default()
    }
}

fn brick_node(cell: Cell, brick: Brick) -> impl Bundle {
    let at = cell.centre();
    let piece = bricks::look(brick);
    let node = over(Vec2::new(at.x, at.y - 10.0), piece.size());
    (node, art::node(piece))
}

fn paddle(picture: &mut ChildSpawnerCommands, x: f32, number: usize) {
    const WIDTH: f32 = 44.0;
    const THICK: f32 = 7.5;
    let mark = mark(number);
    let reach = (WIDTH - THICK) / 2.0;
    for end in [x - reach, x + reach] {
        picture.spawn(disc(Vec2::new(end, LINE), THICK / 0.9, mark.colour.color()));
    }
    let bar = over(Vec2::new(x, LINE), Vec2::new(2.0 * reach, THICK));
    picture.spawn((bar, pattern_fill(mark)));
}

fn ball(picture: &mut ChildSpawnerCommands, at: Vec2) {
    let light = over(at, Vec2::splat(1.0));
    picture.spawn((light, children![glow_node(TEXT, 150.0, 0.45)]));
    picture.spawn(disc(at, 7.0, TEXT.color()));
}

fn disc(at: Vec2, size: f32, colour: Color) -> impl Bundle {
    let image = ImageNode::new(Shape::Circle.plain_image()).with_color(colour);
    (over(at, Vec2::splat(size)), image)
}
