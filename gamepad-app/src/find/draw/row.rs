//! A receiver in the list.

use crate::find::page::Row;
use crate::find::press::{Tap, Tint};
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_theme::Mark;
use couchpad_theme::colour::{GOOD, GROUND, QUIET, RAISED, Swatch, TEXT, WARNING};
use couchpad_theme::players::MARKS;
use couchpad_theme::space::{CORNER, GRID};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, strong, text};

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
            if row.locked {
                lock(line);
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
    if row.locked {
        // the lock beside it, in words
        words.spawn(text("Locked for newcomers", Step::Small, QUIET));
    }
    if let Some(word) = row.good {
        told(words, word, GOOD, MARKS[0]);
    }
    if let Some(word) = row.warning {
        told(words, word, WARNING, MARKS[3]);
    }
}

/// A word with a shape before it.
fn told(words: &mut ChildSpawnerCommands, word: &str, colour: Swatch, mark: Mark) {
    let line = Node {
        column_gap: Val::Px(GRID),
        align_items: AlignItems::Center,
        ..default()
    };
    words.spawn(line).with_children(|line| {
        line.spawn(mark_node(Mark { colour, ..mark }, 1.5 * GRID));
        line.spawn(text(word, Step::Small, colour));
    });
}

/// A padlock: a bow over a body.
fn lock(line: &mut ChildSpawnerCommands) {
    let column = Node {
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        flex_shrink: 0.0,
        ..default()
    };
    let thick = Val::Px(3.0);
    let bow = Node {
        width: Val::Px(14.0),
        height: Val::Px(11.0),
        border: UiRect {
            left: thick,
            right: thick,
            top: thick,
            bottom: Val::Px(0.0),
        },
        border_radius: BorderRadius::top(Val::Px(7.0)),
        ..default()
    };
    let body = Node {
        width: Val::Px(22.0),
        height: Val::Px(16.0),
        border_radius: BorderRadius::all(Val::Px(3.0)),
        ..default()
    };
    line.spawn(column).with_children(|column| {
        column.spawn((bow, BorderColor::all(QUIET.color())));
        column.spawn((body, BackgroundColor(QUIET.color())));
    });
}
