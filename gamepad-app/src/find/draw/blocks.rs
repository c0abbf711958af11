//! One thing on a page becomes nodes.

use super::{keypad, row};
use crate::find::page::{Block, Button, Ink};
use crate::find::press::Tap;
use crate::find::{Act, Hidden};
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_core::doctor::{Finding, Level};
use couchpad_theme::Mark;
use couchpad_theme::colour::{BAD, GOOD, QUIET, RAISED, Swatch, TEXT, WARNING};
use couchpad_theme::players::MARKS;
use couchpad_theme::space::{CORNER, GRID, TOUCH};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{
    Pill, PillLook, PillState, glow_image, mark_node, pill, strong, text,
};

/// Side of the lamp of a failure, in dp.
const LAMP: f32 = 6.0 * GRID;
/// How wide its light is, in dp.
const LIGHT: f32 = 36.0 * GRID;
/// The end of a long address that is shown, in letters.
const TAIL: usize = 120;

/// The node that holds a block.
pub(super) fn place(block: &Block, centred: bool) -> Node {
    let above = match block {
        Block::Label(_) => 1.5 * GRID,
        _ => 0.0,
    };
    let below = match block {
        Block::BadSign => 3.0 * GRID,
        _ => 0.0,
    };
    Node {
        width: Val::Percent(100.0),
        flex_direction: FlexDirection::Column,
        align_items: if centred {
            AlignItems::Center
        } else {
            AlignItems::Stretch
        },
        flex_shrink: 0.0,
        margin: UiRect::vertical(Val::Px(0.0))
            .with_top(Val::Px(above))
            .with_bottom(Val::Px(below)),
        ..default()
    }
}

pub(super) fn spawn(parent: &mut ChildSpawnerCommands, block: &Block, centred: bool) {
    let align = TextLayout::justify(if centred {
        Justify::Center
    } else {
        Justify::Left
    });
    match block {
        Block::BadSign => lamp(parent),
        Block::Back => back(parent),
        Block::Title(words) => {
            let step = if centred { Step::Lead } else { Step::Heading };
            parent.spawn((strong(words.clone(), step, TEXT), align));
        }
        Block::Words(words, ink) => {
            parent.spawn((
                text(words.clone(), step(*ink, centred), colour(*ink)),
                align,
            ));
        }
        Block::Label(words) => {
            parent.spawn((strong(words.clone(), Step::Small, QUIET), align));
        }
        Block::Row(row) => row::spawn(parent, row),
        Block::Digits { typed, open } => keypad::digits(parent, &typed.0, *open),
        Block::Field(typed) => field(parent, typed),
        Block::Keys { open, left, right } => keypad::keys(parent, *open, [*left, *right]),
        Block::Button(wanted) => button(parent, wanted),
        Block::Finding(found) => finding(parent, found),
    }
}

const fn colour(ink: Ink) -> Swatch {
    match ink {
        Ink::Plain => TEXT,
        Ink::Quiet => QUIET,
        Ink::Wrong => WARNING,
    }
}

const fn step(ink: Ink, centred: bool) -> Step {
    match (ink, centred) {
        (Ink::Quiet, false) => Step::Small,
        _ => Step::Body,
    }
}

fn lamp(parent: &mut ChildSpawnerCommands) {
    let room = Node {
        width: Val::Px(LAMP),
        height: Val::Px(LAMP),
        align_self: AlignSelf::Center,
        ..default()
    };
    let light = Node {
        position_type: PositionType::Absolute,
        left: Val::Px((LAMP - LIGHT) / 2.0),
        top: Val::Px((LAMP - LIGHT) / 2.0),
        width: Val::Px(LIGHT),
        height: Val::Px(LIGHT),
        ..default()
    };
    parent.spawn(room).with_children(|room| {
        room.spawn((
            light,
            ImageNode::new(glow_image()).with_color(BAD.faded(0.25)),
        ));
        room.spawn(mark_node(
            Mark {
                colour: BAD,
                ..MARKS[0]
            },
            LAMP,
        ));
    });
}

/// Unobtrusive, and as large as a finger.
fn back(parent: &mut ChildSpawnerCommands) {
    let node = Node {
        align_self: AlignSelf::FlexStart,
        min_height: Val::Px(TOUCH),
        min_width: Val::Px(2.0 * TOUCH),
        align_items: AlignItems::Center,
        ..default()
    };
    parent
        .spawn((node, Tap::new(Act::Back, true)))
        .with_child(strong("← Back", Step::Small, QUIET));
}

pub(super) fn button(parent: &mut ChildSpawnerCommands, wanted: &Button) {
    let look = if wanted.loud {
        PillLook::Filled(GOOD)
    } else {
        PillLook::Quiet
    };
    let state = if wanted.open {
        PillState::Rest
    } else {
        PillState::Disabled
    };
    parent.spawn((
        pill(wanted.words, Pill { look, state }, false),
        Tap::new(wanted.act.clone(), wanted.open),
    ));
}

/// The typed address with the key that takes the last letter back.
fn field(parent: &mut ChildSpawnerCommands, typed: &Hidden) {
    let line = Node {
        width: Val::Percent(100.0),
        column_gap: Val::Px(1.5 * GRID),
        align_items: AlignItems::Center,
        ..default()
    };
    let room = Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_height: Val::Px(8.0 * GRID),
        align_items: AlignItems::Center,
        padding: UiRect::axes(Val::Px(2.0 * GRID), Val::Px(GRID)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        overflow: Overflow::clip(),
        ..default()
    };
    let letters = typed.0.chars().count();
    let tail: String = typed.0.chars().skip(letters.saturating_sub(TAIL)).collect();
    let step = if letters > 22 {
        Step::Small
    } else {
        Step::Body
    };
    // the bar is where the next letter goes
    let words = text(format!("{tail}|"), step, TEXT);
    let breaks = TextLayout::new(Justify::Left, LineBreak::AnyCharacter);
    parent.spawn(line).with_children(|line| {
        line.spawn((room, BackgroundColor(RAISED.color())))
            .with_child((words, breaks));
        keypad::delete(line, 8.0 * GRID);
    });
}

/// A shape and words, so that nobody needs the colour.
fn finding(parent: &mut ChildSpawnerCommands, found: &Finding) {
    let (word, colour, mark) = match found.level {
        Level::Good => ("Good", GOOD, MARKS[0]),
        Level::Note => ("Note", QUIET, MARKS[3]),
        Level::Trouble => ("In the way", BAD, MARKS[6]),
    };
    let line = Node {
        width: Val::Percent(100.0),
        column_gap: Val::Px(1.5 * GRID),
        padding: UiRect::vertical(Val::Px(GRID / 2.0)),
        ..default()
    };
    let column = Node {
        flex_direction: FlexDirection::Column,
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        row_gap: Val::Px(GRID / 4.0),
        ..default()
    };
    parent.spawn(line).with_children(|line| {
        line.spawn(mark_node(Mark { colour, ..mark }, 2.5 * GRID));
        line.spawn(column).with_children(|column| {
            column.spawn(strong(word, Step::Small, colour));
            column.spawn(text(found.what.clone(), Step::Small, TEXT));
            if let Some(advice) = &found.advice {
                column.spawn(text(advice.clone(), Step::Small, QUIET));
            }
        });
    });
}
