//! What can be chosen on a page becomes nodes: switches, chips, steppers, colours.

use crate::a11y::Is;
use crate::find::model::Act;
use crate::find::page::{Choosable, OneOf, Stepper, Switch, Who, marks};
use crate::find::press::{Tap, Tint};
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_theme::colour::{GOOD, GROUND, PRESSED, QUIET, RAISED, TEXT};
use couchpad_theme::space::{CORNER, GRID, TOUCH, TOUCH_GAP, TOUCH_PLAY};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{mark_node, strong, text};

/// A switch's track and knob, in dp.
const TRACK: Vec2 = Vec2::new(6.5 * GRID, 4.0 * GRID);
const KNOB: f32 = 3.0 * GRID;
/// Around what is chosen, in dp.
const RING: f32 = 3.0;
/// Colours in a line.
const LINE: usize = 4;

fn surface() -> Node {
    Node {
        width: Val::Percent(100.0),
        min_height: Val::Px(TOUCH_PLAY),
        column_gap: Val::Px(2.0 * GRID),
        align_items: AlignItems::Center,
        padding: UiRect::axes(Val::Px(2.0 * GRID), Val::Px(GRID)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    }
}

/// Something to tap, whose ground follows the finger.
fn ground(act: &Act) -> impl Bundle {
    (
        BackgroundColor(RAISED.color()),
        Tint { rest: RAISED },
        Tap::new(act.clone(), true),
    )
}

/// A name with a line below it.
fn said(line: &mut ChildSpawnerCommands, name: &str, detail: &str) {
    let column = Node {
        flex_direction: FlexDirection::Column,
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        row_gap: Val::Px(GRID / 4.0),
        ..default()
    };
    let breaks = TextLayout::new(Justify::Left, LineBreak::WordOrCharacter);
    line.spawn(column).with_children(|column| {
        column.spawn((strong(name, Step::Body, TEXT), breaks));
        if !detail.is_empty() {
            column.spawn((text(detail, Step::Small, QUIET), breaks));
        }
    });
}

pub(super) fn who(parent: &mut ChildSpawnerCommands, who: &Who) {
    parent
        .spawn((surface(), ground(&who.act)))
        .with_children(|line| {
            if let Some(mark) = who.mark {
                line.spawn(mark_node(
                    couchpad_theme::mark(usize::from(mark)),
                    4.0 * GRID,
                ));
            }
            said(line, &who.name, &who.detail);
        });
}

pub(super) fn switch(parent: &mut ChildSpawnerCommands, switch: &Switch) {
    let track = Node {
        width: Val::Px(TRACK.x),
        height: Val::Px(TRACK.y),
        flex_shrink: 0.0,
        align_items: AlignItems::Center,
        justify_content: if switch.on {
            JustifyContent::FlexEnd
        } else {
            JustifyContent::FlexStart
        },
        padding: UiRect::horizontal(Val::Px((TRACK.y - KNOB) / 2.0)),
        border_radius: BorderRadius::MAX,
        ..default()
    };
    let knob = Node {
        width: Val::Px(KNOB),
        height: Val::Px(KNOB),
        border_radius: BorderRadius::MAX,
        ..default()
    };
    let (below, above) = if switch.on {
        (GOOD, GROUND)
    } else {
        (GROUND, QUIET)
    };
    parent
        .spawn((surface(), ground(&switch.act), Is::Switch(switch.on)))
        .with_children(|line| {
            said(line, &switch.name, &switch.detail);
            line.spawn((track, BackgroundColor(below.color())))
                .with_child((knob, BackgroundColor(above.color())));
        });
}

pub(super) fn one_of(parent: &mut ChildSpawnerCommands, one_of: &OneOf) {
    let chips = Node {
        width: Val::Percent(100.0),
        flex_wrap: FlexWrap::Wrap,
        column_gap: Val::Px(TOUCH_GAP),
        row_gap: Val::Px(TOUCH_GAP),
        margin: UiRect::top(Val::Px(GRID)),
        ..default()
    };
    parent.spawn(strong(one_of.name.clone(), Step::Body, TEXT));
    parent
        .spawn(chips)
        .with_children(|chips| one_of.all.iter().for_each(|one| chip(chips, one)));
}

fn chip(chips: &mut ChildSpawnerCommands, one: &Choosable) {
    let node = Node {
        min_width: Val::Px(TOUCH),
        max_width: Val::Percent(100.0),
        min_height: Val::Px(TOUCH),
        flex_grow: 1.0,
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        padding: UiRect::axes(
            Val::Px(1.5 * GRID + RING - ring(one.chosen)),
            Val::Px(GRID / 2.0 + RING - ring(one.chosen)),
        ),
        border: UiRect::all(Val::Px(ring(one.chosen))),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    let rest = if one.chosen { PRESSED } else { RAISED };
    let words = TextLayout::new(Justify::Center, LineBreak::WordOrCharacter);
    let mut chip = chips.spawn((
        node,
        BackgroundColor(rest.color()),
        BorderColor::all(GOOD.color()),
        Tint { rest },
        Tap::new(one.act.clone(), true),
        Is::Choice(one.chosen),
    ));
    // bold as well, for who does not see the ring
    if one.chosen {
        chip.with_child((strong(one.words.clone(), Step::Small, TEXT), words));
    } else {
        chip.with_child((text(one.words.clone(), Step::Small, TEXT), words));
    }
}

/// The ring's width: what is not chosen has none, and is as large as with it.
const fn ring(chosen: bool) -> f32 {
    if chosen { RING } else { 0.0 }
}

pub(super) fn stepper(parent: &mut ChildSpawnerCommands, stepper: &Stepper) {
    let line = Node {
        width: Val::Percent(100.0),
        column_gap: Val::Px(TOUCH_GAP),
        align_items: AlignItems::Center,
        margin: UiRect::top(Val::Px(GRID)),
        ..default()
    };
    let middle = Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        justify_content: JustifyContent::Center,
        ..default()
    };
    parent.spawn(strong(stepper.name.clone(), Step::Body, TEXT));
    parent.spawn(line).with_children(|line| {
        step(line, ("–", &stepper.name), stepper.less.as_ref());
        line.spawn(middle)
            .with_child(strong(stepper.value.clone(), Step::Body, TEXT));
        step(line, ("+", &stepper.name), stepper.more.as_ref());
    });
}

/// A key of a stepper; where there is no step, it only keeps its place.
fn step(line: &mut ChildSpawnerCommands, (sign, of): (&str, &str), act: Option<&Act>) {
    let node = Node {
        width: Val::Px(TOUCH_PLAY),
        min_height: Val::Px(TOUCH),
        flex_shrink: 0.0,
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    match act {
        Some(act) => {
            line.spawn((node, ground(act), Is::Named(format!("{of} {sign}"))))
                .with_child(strong(sign, Step::Lead, TEXT));
        }
        None => {
            let faint = GROUND.towards(RAISED, 0.6);
            line.spawn((node, BackgroundColor(faint.color())))
                .with_child(strong(sign, Step::Lead, QUIET.towards(RAISED, 0.35)));
        }
    }
}

/// All colours with their shapes, the chosen one in a ring.
pub(super) fn all_marks(parent: &mut ChildSpawnerCommands, chosen: Option<u8>) {
    let all: Vec<u8> = marks().collect();
    for rank in all.chunks(LINE) {
        let line = Node {
            width: Val::Percent(100.0),
            column_gap: Val::Px(TOUCH_GAP),
            margin: UiRect::bottom(Val::Px(TOUCH_GAP)),
            ..default()
        };
        parent.spawn(line).with_children(|line| {
            for mark in rank {
                one_mark(line, *mark, chosen == Some(*mark));
            }
        });
    }
}

fn one_mark(line: &mut ChildSpawnerCommands, number: u8, chosen: bool) {
    let mark = couchpad_theme::mark(usize::from(number));
    let node = Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        height: Val::Px(TOUCH_PLAY),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border: UiRect::all(Val::Px(ring(chosen))),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    let rest = if chosen { PRESSED } else { RAISED };
    line.spawn((
        node,
        BackgroundColor(rest.color()),
        BorderColor::all(mark.colour.color()),
        Tint { rest },
        Tap::new(Act::Mark(number), true),
        Is::Choice(chosen),
    ))
    .with_child(mark_node(mark, 4.0 * GRID));
}
