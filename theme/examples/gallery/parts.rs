//! What both pages show: the states of a button.

use bevy::prelude::*;
use couchpad_theme::colour::GOOD;
use couchpad_theme::lay::row;
use couchpad_theme::mark;
use couchpad_theme::widgets::{Pill, PillLook, PillState, pill};

/// Every look in a line of its own, in every state.
pub(crate) fn buttons(parent: &mut ChildSpawnerCommands) {
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
            flex_wrap: FlexWrap::Wrap,
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
