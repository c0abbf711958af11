//! One thing on a page becomes nodes.

use super::{choices, hold, keypad, row};
use crate::find::page::{Block, Button, Diagnosis, Ink};
use crate::find::press::Tap;
use crate::find::{Act, Hidden};
use bevy::prelude::*;
use couchpad_core::doctor::Level;
use couchpad_theme::colour::{BAD, GOOD, QUIET, Swatch, TEXT, WARNING};
use couchpad_theme::lay::row as row_of;
use couchpad_theme::shapes::Shape;
use couchpad_theme::space::{GRID, TOUCH, TOUCH_GAP};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{
    self, Pill, PillLook, PillState, Tone, glow_node, pill, sign, strong, text, typed_line,
};

/// Side of the lamp of a failure, in dp.
const LAMP: f32 = 6.0 * GRID;
/// How wide its light is, in dp.
const LIGHT: f32 = 36.0 * GRID;

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
    let justify = if centred {
        Justify::Center
    } else {
        Justify::Left
    };
    // an address is one word, and may be longer than a line
    let align = TextLayout::new(justify, LineBreak::WordOrCharacter);
    match block {
        Block::BadSign => lamp(parent),
        Block::Back(words) => back(parent, words),
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
        Block::Button(wanted) => {
            button(parent, wanted);
        }
        Block::Hold(wanted) => hold::spawn(parent, wanted),
        Block::Beside(buttons) => beside(parent, buttons),
        Block::Who(who) => choices::who(parent, who),
        Block::Switch(switch) => choices::switch(parent, switch),
        Block::OneOf(one_of) => choices::one_of(parent, one_of),
        Block::Stepper(stepper) => choices::stepper(parent, stepper),
        Block::Marks(chosen) => choices::all_marks(parent, *chosen),
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
    let middle = Node {
        align_self: AlignSelf::Center,
        ..default()
    };
    parent.spawn(middle).with_children(|middle| {
        middle
            .spawn(sign(Shape::Circle, BAD, LAMP))
            .with_child(glow_node(BAD, LIGHT, 0.25));
    });
}

/// Unobtrusive, and as large as a finger.
fn back(parent: &mut ChildSpawnerCommands, words: &str) {
    let node = Node {
        align_self: AlignSelf::FlexStart,
        min_height: Val::Px(TOUCH),
        min_width: Val::Px(2.0 * TOUCH),
        align_items: AlignItems::Center,
        ..default()
    };
    parent
        .spawn((node, Tap::new(Act::Back, true)))
        .with_child(strong(words, Step::Small, QUIET));
}

pub(super) fn button<'a>(
    parent: &'a mut ChildSpawnerCommands,
    wanted: &Button,
) -> EntityCommands<'a> {
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
        pill(wanted.words.clone(), Pill { look, state }, false),
        Tap::new(wanted.act.clone(), wanted.open),
    ))
}

/// As many in a row as have room.
fn beside(parent: &mut ChildSpawnerCommands, buttons: &[Button]) {
    let row = Node {
        width: Val::Percent(100.0),
        flex_wrap: FlexWrap::Wrap,
        justify_content: JustifyContent::Center,
        column_gap: Val::Px(TOUCH_GAP),
        row_gap: Val::Px(TOUCH_GAP),
        ..default()
    };
    parent.spawn(row).with_children(|row| {
        for wanted in buttons {
            // narrower than a button of its own, so that more of them have room beside it
            let node = Node {
                flex_grow: 1.0,
                min_width: Val::Px(TOUCH),
                min_height: Val::Px(TOUCH * 1.25),
                padding: UiRect::axes(Val::Px(2.0 * GRID), Val::Px(GRID)),
                align_items: AlignItems::Center,
                justify_content: JustifyContent::Center,
                border_radius: BorderRadius::MAX,
                ..default()
            };
            button(row, wanted).insert(node);
        }
    });
}

/// The typed address with the key that takes the last letter back.
fn field(parent: &mut ChildSpawnerCommands, typed: &Hidden) {
    let line = Node {
        width: Val::Percent(100.0),
        ..row_of(1.5)
    };
    parent.spawn(line).with_children(|line| {
        line.spawn(typed_line(&typed.0));
        keypad::delete(line, 8.0 * GRID);
    });
}

fn finding(parent: &mut ChildSpawnerCommands, found: &Diagnosis) {
    let tone = match found.level {
        Level::Good => Tone::Good,
        Level::Note => Tone::Note,
        Level::Trouble => Tone::Bad,
    };
    let advice = found.advice.as_deref();
    widgets::finding(parent, tone, &found.word, &found.what, advice);
}
