//! A receiver in the list.

use crate::find::page::Row;
use crate::find::press::{Tap, Tint};
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_theme::colour::{GROUND, QUIET, RAISED, TEXT};
use couchpad_theme::space::{CORNER, GRID};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{Tone, padlock, strong, text, told};

/// Height of the padlock, in dp.
const LOCK: f32 = 3.5 * GRID;

pub(super) fn spawn(parent: &mut ChildSpawnerCommands, row: &Row) {
    let node = Node {
        width: Val::Percent(100.0),
        min_height: Val::Px(9.0 * GRID),
        column_gap: Val::Px(1.5 * GRID),
        align_items: AlignItems::Center,
        padding: UiRect::axes(Val::Px(2.0 * GRID), Val::Px(1.25 * GRID)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    let ground = if row.open {
        RAISED
    } else {
        GROUND.towards(RAISED, 0.6)
    };
    parent
        .spawn((
            node,
            BackgroundColor(ground.color()),
            Tint { rest: ground },
            Tap::new(row.act.clone(), row.open),
        ))
        .with_children(|line| {
            line.spawn(words_node())
                .with_children(|words| say(words, row));
            if row.locked.is_some() {
                line.spawn(padlock(QUIET, LOCK));
            }
        });
}

fn words_node() -> Node {
    Node {
        flex_direction: FlexDirection::Column,
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        row_gap: Val::Px(GRID / 4.0),
        ..default()
    }
}

fn say(words: &mut ChildSpawnerCommands, row: &Row) {
    // a name is one word to whoever made it up, however long
    let breaks = TextLayout::new(Justify::Left, LineBreak::WordOrCharacter);
    words.spawn((strong(row.name.clone(), Step::Body, TEXT), breaks));
    words.spawn((text(row.detail.clone(), Step::Small, QUIET), breaks));
    if let Some(locked) = &row.locked {
        // the lock beside it, in words
        words.spawn(text(locked.clone(), Step::Small, QUIET));
    }
    if let Some(word) = &row.good {
        words.spawn(told(Tone::Good, word));
    }
    if let Some(word) = &row.warning {
        words.spawn(told(Tone::Warning, word));
    }
}
