//! The big picture for the lobby: a sentence with a gap, and three who would fill it. Knows no game.

use super::parts::part;
use bevy::prelude::*;
use couchpad_theme::colour::{GOOD, GROUND, PRESSED, QUIET, RAISED, Swatch, TEXT};
use couchpad_theme::players::mark;
use couchpad_theme::space::CORNER;
use couchpad_theme::widgets::glow_node;

/// Where the sentence's words begin and end, in percent: line by line, with the gap in the second.
const WORDS: [(f32, f32, f32); 5] = [
    (12.0, 18.0, 30.0),
    (45.0, 18.0, 18.0),
    (66.0, 18.0, 22.0),
    (12.0, 32.0, 22.0),
    (74.0, 32.0, 14.0),
];

pub(super) fn emblem(parent: &mut ChildSpawnerCommands) {
    let picture = Node {
        width: Val::Percent(100.0),
        aspect_ratio: Some(1.3),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    let ground = BackgroundColor(GROUND.towards(RAISED, 0.75).color());
    parent.spawn((picture, ground)).with_children(|picture| {
        for (left, top, width) in WORDS {
            picture.spawn(bar(left, top, width, 5.0, QUIET));
        }
        picture.spawn(bar(37.0, 37.5, 34.0, 1.4, TEXT));
        // the lower corners are free for the lobby's arrows
        for (at, number) in [(0, 0), (1, 1), (2, 4)] {
            let (left, is_true) = (15.0 + 25.0 * at as f32, at == 1);
            let paper = Node {
                border_radius: BorderRadius::all(Val::Px(CORNER)),
                ..part(left, 54.0, 21.0, 26.0)
            };
            let colour = if is_true { PRESSED } else { RAISED };
            picture
                .spawn((paper, BackgroundColor(colour.color())))
                .with_children(|paper| {
                    if is_true {
                        paper.spawn(glow_node(GOOD, 260.0, 0.45));
                    }
                    let mark = mark(number);
                    let shape = ImageNode::new(mark.shape.filled_image());
                    let place = part(31.0, 22.0, 38.0, 42.0);
                    paper.spawn((place, shape.with_color(mark.colour.color())));
                    let ink = if is_true { GOOD } else { QUIET };
                    paper.spawn(bar(20.0, 77.0, 60.0, 7.0, ink));
                });
        }
    });
}

fn bar(left: f32, top: f32, width: f32, height: f32, ink: Swatch) -> impl Bundle {
    let node = Node {
        border_radius: BorderRadius::MAX,
        ..part(left, top, width, height)
    };
    (node, BackgroundColor(ink.color()))
}
