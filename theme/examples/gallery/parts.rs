//! What both pages show: the states of a button.

use bevy::prelude::*;
use couchpad_theme::colour::GOOD;
use couchpad_theme::lay::row;
use couchpad_theme::mark;
use couchpad_theme::widgets::{Pill, PillLook, PillState, pill};

/// Every look in a line of its own, in every state; `wrap` where a line is narrower than that.
pub(crate) fn buttons(parent: &mut ChildSpawnerCommands, wrap: FlexWrap) {
    let states = [
        ("Rest", PillState::Rest),
        ("Focused", PillState::Focused),
        ("Pressed", PillState::Pressed),
        ("Disabled", PillState::Disabled),
    ];
    for look in [
        PillLook::Filled(mark(0).colour),
        PillLook::Filled(GOOD),
        PillLook::Quiet,
    ] {
        let line = Node {
            flex_wrap: wrap,
            row_gap: Val::Px(12.0),
            ..row(1.0)
        };
        parent.spawn(line).with_children(|line| {
            for (word, state) in states {
                line.spawn(pill(word, Pill { look, state }, false));
            }
        });
    }
}
