//! Keys as they look on a keyboard, for hints: what to press stands out from what is said about it.

use super::words::{strong, text};
use crate::colour::{PRESSED, QUIET, TEXT};
use crate::lay::{one_line, row};
use crate::space::grid;
use crate::type_scale::Step;
use bevy::prelude::*;

/// One key.
pub fn keycap(key: &str, step: Step) -> impl Bundle {
    let node = Node {
        min_width: grid(5.0),
        justify_content: JustifyContent::Center,
        padding: UiRect::axes(grid(1.25), grid(0.25)),
        border_radius: BorderRadius::all(grid(1.0)),
        flex_shrink: 0.0,
        ..default()
    };
    (
        node,
        BackgroundColor(PRESSED.color()),
        children![one_line(strong(key, step, TEXT))],
    )
}

/// Keys, and what they do.
pub fn hint(parent: &mut ChildSpawnerCommands, keys: &[&str], does: &str) {
    parent.spawn(row(1.0)).with_children(|line| {
        for key in keys {
            line.spawn(keycap(key, Step::Small));
        }
        line.spawn(one_line(text(does, Step::Small, QUIET)));
    });
}
