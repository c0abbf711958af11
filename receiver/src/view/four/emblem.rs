//! The big picture for the lobby: a board on which three rise in line, and the fourth is on its way.

use super::Look;
use super::board::{OVERLAP, PLATE};
use super::coin::{Light, coin};
use bevy::prelude::*;
use couchpad_theme::colour::{GROUND, PRESSED, RAISED};
use couchpad_theme::lay::over;
use couchpad_theme::players::mark;
use couchpad_theme::space::CORNER;

/// Columns and rows of the board, and a cell's side in units.
const COLUMNS: usize = 5;
const ROWS: usize = 4;
const CELL: f32 = 60.0;
/// How high the board stands above the picture's lower edge, in units.
const ABOVE: f32 = 22.0;
/// Of each column, whose discs lie in it from the bottom up.
const DISCS: [&[usize]; COLUMNS] = [&[0], &[3, 0], &[0, 3, 0], &[3, 0, 3], &[0]];

pub(super) fn emblem(parent: &mut ChildSpawnerCommands) {
    let picture = Node {
        width: Val::Percent(100.0),
        aspect_ratio: Some(1.3),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        justify_content: JustifyContent::Center,
        align_items: AlignItems::FlexEnd,
        padding: UiRect::bottom(Val::Px(ABOVE)),
        overflow: Overflow::clip(),
        ..default()
    };
    let ground = BackgroundColor(GROUND.towards(RAISED, 0.75).color());
    let board = Node {
        width: Val::Px(COLUMNS as f32 * CELL),
        height: Val::Px(ROWS as f32 * CELL),
        flex_shrink: 0.0,
        ..default()
    };
    parent.spawn((picture, ground)).with_children(|picture| {
        picture.spawn(board).with_children(|board| {
            for (column, discs) in DISCS.iter().enumerate() {
                for (row, whose) in discs.iter().enumerate() {
                    let light = if column == row {
                        Light::Bright
                    } else {
                        Light::Usual
                    };
                    board.spawn(coin(Look::Mark(mark(*whose)), light, place(column, row)));
                }
            }
            // and one that falls already
            let falling = coin(Look::Mark(mark(0)), Light::Bright, place(3, ROWS));
            board.spawn(falling);
            for (column, row) in (0..COLUMNS).flat_map(|c| (0..ROWS).map(move |r| (c, r))) {
                let plate = ImageNode::new(PLATE).with_color(PRESSED.color());
                board.spawn((over(place(column, row).inflate(OVERLAP)), plate));
            }
        });
    });
}

fn place(column: usize, row: usize) -> Rect {
    let up = ROWS as f32 - 1.0 - row as f32;
    let at = Vec2::new(column as f32, up) * CELL;
    Rect::from_corners(at, at + CELL)
}
