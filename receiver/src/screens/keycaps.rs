//! Keys as they look on a keyboard, for hints: what to press stands out from what is said about it.

use super::nodes::{one_line, row};
use bevy::prelude::*;
use couchpad_theme::colour::{PRESSED, QUIET, Swatch, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{strong, text};

/// One key.
pub(super) fn keycap(key: &str, step: Step) -> impl Bundle {
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
pub(super) fn hint(parent: &mut ChildSpawnerCommands, keys: &[&str], does: &str) {
    spoken(parent, keys, does, Step::Small, QUIET);
}

/// The same in another size and ink.
pub(super) fn spoken(
    parent: &mut ChildSpawnerCommands,
    keys: &[&str],
    does: &str,
    step: Step,
    ink: Swatch,
) {
    parent.spawn(row(1.0)).with_children(|line| {
        for key in keys {
            line.spawn(keycap(key, step));
        }
        line.spawn(one_line(text(does, step, ink)));
    });
}
