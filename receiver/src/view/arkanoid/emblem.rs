//! Arkanoid's big picture for the lobby: the first round with two paddles and a ball, drawn still, so that a waiting lobby
//! costs nothing.

use super::art::{self, Piece};
use super::bricks;
use bevy::prelude::*;
use bevy::ui::widget::NodeImageMode;
use couchpad_games::arkanoid::{Arkanoid, Brick, Cell, FIELD_HEIGHT, FIELD_WIDTH, PADDLE_HEIGHT};
use couchpad_games::game::{Game, Setup};
use couchpad_theme::colour::TEXT;
use couchpad_theme::patterns::pattern_fill;
use couchpad_theme::players::mark;
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
    parent.spawn((picture, sky())).with_children(|picture| {
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

/// The upper part of the field's ground.
fn sky() -> ImageNode {
    let pixels = art::GROUND_PIXELS * Vec2::new(FIELD_WIDTH, HEIGHT);
    ImageNode {
        rect: Some(Rect::from_corners(Vec2::ZERO, pixels)),
        ..ImageNode::new(art::ground_image())
    }
}

fn paddle(picture: &mut ChildSpawnerCommands, x: f32, number: usize) {
    const WIDTH: f32 = 46.0;
    /// How much larger than on the field: the picture is small.
    const LARGER: f32 = 1.3;
    let mark = mark(number);
    let thick = PADDLE_HEIGHT * LARGER;
    let reach = (WIDTH - thick) / 2.0;
    let bar = Vec2::new(2.0 * reach, thick);
    picture.spawn((over(Vec2::new(x, LINE), bar), pattern_fill(mark)));
    let gloss = ImageNode {
        image_mode: NodeImageMode::Stretch,
        ..art::node(Piece::Gloss)
    };
    picture.spawn((over(Vec2::new(x, LINE), bar), gloss));
    let size = Piece::Cap.size() * LARGER;
    for side in [-1.0, 1.0] {
        let end = Vec2::new(x + side * (reach + size.x / 2.0 - 0.9 * LARGER), LINE);
        let cap = ImageNode {
            flip_x: side > 0.0,
            ..art::node(Piece::Cap).with_color(mark.colour.color())
        };
        picture.spawn((over(end, size), cap));
    }
}

fn ball(picture: &mut ChildSpawnerCommands, at: Vec2) {
    const SIZE: f32 = 9.5;
    let light = over(at, Vec2::splat(1.0));
    picture.spawn((light, children![glow_node(TEXT, 150.0, 0.45)]));
    for piece in [Piece::Rim, Piece::Ball] {
        picture.spawn((over(at, Vec2::splat(SIZE)), art::node(piece)));
    }
}
