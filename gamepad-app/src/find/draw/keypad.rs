//! The keypad that the app draws itself, and the digits that it makes.

use crate::find::entry::DIGITS;
use crate::find::model::Act;
use crate::find::press::Tap;
use bevy::prelude::*;
use couchpad_theme::lay::rest;
use couchpad_theme::space::{GRID, TOUCH_GAP, TOUCH_PLAY};
use couchpad_theme::widgets::{Pill, PillLook, PillState, digit_box, pill};

/// Takes the last one back.
const DELETE: &str = "⌫";

/// Six places, those typed filled.
pub(super) fn digits(parent: &mut ChildSpawnerCommands, typed: &str, open: bool) {
    let line = Node {
        width: Val::Percent(100.0),
        max_width: Val::Px(48.0 * GRID),
        column_gap: Val::Px(GRID),
        ..default()
    };
    parent.spawn(line).with_children(|line| {
        let mut typed = typed.chars();
        for at in 0..DIGITS {
            // as people read it out: three and three
            let gap = if at == DIGITS / 2 { 1.5 * GRID } else { 0.0 };
            let place = Node {
                margin: UiRect::left(Val::Px(gap)),
                ..rest()
            };
            line.spawn(place).with_child(digit_box(typed.next(), open));
        }
    });
}

/// Twelve keys; what is left and right of the 0 is the caller's, nothing at the left and delete at the right by default.
pub(super) fn keys(parent: &mut ChildSpawnerCommands, open: bool, sides: [Option<char>; 2]) {
    for rank in [['1', '2', '3'], ['4', '5', '6'], ['7', '8', '9']] {
        parent
            .spawn(rank_node(true))
            .with_children(|line| rank.into_iter().for_each(|letter| key(line, letter, open)));
    }
    parent.spawn(rank_node(false)).with_children(|line| {
        match sides[0] {
            Some(letter) => key(line, letter, open),
            None => {
                line.spawn(key_node());
            }
        }
        key(line, '0', open);
        match sides[1] {
            Some(letter) => key(line, letter, open),
            None => face(line, DELETE, Act::Delete, open),
        }
    });
}

/// The key that takes the last letter back, on its own.
pub(super) fn delete(parent: &mut ChildSpawnerCommands, side: f32) {
    let node = Node {
        width: Val::Px(side),
        flex_grow: 0.0,
        flex_basis: Val::Auto,
        ..key_node()
    };
    let pill_of = pill(DELETE, look(true), false);
    let tap = Tap::at_once(Act::Delete, true);
    parent.spawn((pill_of, tap)).insert(node);
}

fn rank_node(more: bool) -> Node {
    Node {
        width: Val::Percent(100.0),
        column_gap: Val::Px(TOUCH_GAP),
        margin: UiRect::bottom(Val::Px(if more { TOUCH_GAP } else { 0.0 })),
        ..default()
    }
}

fn key_node() -> Node {
    Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        height: Val::Px(TOUCH_PLAY),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border_radius: BorderRadius::all(Val::Px(2.0 * GRID)),
        ..default()
    }
}

const fn look(open: bool) -> Pill {
    Pill {
        look: PillLook::Quiet,
        state: if open {
            PillState::Rest
        } else {
            PillState::Disabled
        },
    }
}

fn key(line: &mut ChildSpawnerCommands, letter: char, open: bool) {
    face(line, &letter.to_string(), Act::Type(letter), open);
}

fn face(line: &mut ChildSpawnerCommands, words: &str, act: Act, open: bool) {
    // the pill brings its own size; a key has the line's
    line.spawn((pill(words, look(open), true), Tap::at_once(act, open)))
        .insert(key_node());
}
