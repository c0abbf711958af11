//! Who plays here and how it stands: mark, name, points; the link in bars and milliseconds only where it is not well. Must not
//! know where there is room for it, nor what is left out where there is little.

mod place;
mod said;

use super::{Layer, sheet};
use crate::find::{Act, Finder, Tap};
use crate::model::PadModel;
use crate::touch::{Fingers, PadGlass};
use crate::words::Words;
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_theme::colour::{QUIET, TEXT, WARNING};
use couchpad_theme::measure::Face;
use couchpad_theme::space::{GRID, TOUCH};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{link_bars, mark_node, measured};
use couchpad_theme::{Surface, TextSize};
use said::{Said, said};

/// A dot of the sign that there is more, in dp.
const DOT: f32 = GRID / 2.0;

#[derive(Component)]
struct HeaderSheet;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Header), HeaderSheet));
    })
    .add_systems(Update, draw);
}

fn draw(
    mut commands: Commands,
    (model, finder, words): (Res<PadModel>, Res<Finder>, Res<Words>),
    (glass, letters): (Res<PadGlass>, Res<TextSize>),
    fingers: Res<Fingers>,
    sheet: Query<Entity, With<HeaderSheet>>,
    mut shown: Local<Option<Said>>,
) {
    let changed = model.is_changed() || finder.is_changed() || words.is_changed();
    let placed = glass.is_changed() || letters.is_changed() || fingers.is_changed();
    if !(changed || placed) {
        return;
    }
    let on = (&*glass, fingers.0.plan(), letters.times());
    let now = said(&model, on, finder.has_menu(), &words);
    if *shown == now {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    commands.entity(sheet).despawn_children();
    if let Some(said) = &now {
        commands
            .entity(sheet)
            .with_children(|sheet| write(sheet, said));
    }
    *shown = now;
}

fn write(sheet: &mut ChildSpawnerCommands, said: &Said) {
    let row = Node {
        position_type: PositionType::Absolute,
        left: Val::Px(said.room.min.x),
        top: Val::Px(said.room.min.y),
        width: Val::Px(said.room.width().max(0.0)),
        column_gap: Val::Px(1.5 * GRID),
        overflow: Overflow::clip(),
        ..default()
    };
    sheet.spawn(row).with_children(|row| {
        if said.opens {
            let mut who = row.spawn((who_node(), Tap::new(Act::Menu, true)));
            who.with_children(|who| write_who(who, said));
        } else {
            write_who(row, said);
        }
    });
}

/// As large as a finger, and no larger than what it holds: the rest is for swiping.
fn who_node() -> Node {
    Node {
        column_gap: Val::Px(1.5 * GRID),
        min_height: Val::Px(TOUCH),
        min_width: Val::Px(TOUCH),
        ..default()
    }
}

fn write_who(row: &mut ChildSpawnerCommands, said: &Said) {
    if let Some(mark) = said.mark {
        row.spawn(mark_node(mark, 4.0 * GRID));
    }
    let column = Node {
        flex_direction: FlexDirection::Column,
        row_gap: Val::Px(GRID / 4.0),
        ..default()
    };
    let one_line = || TextLayout::new(Justify::Left, LineBreak::NoWrap);
    let of = |words: String, step: Step, face, ink| {
        measured(words, step.units(Surface::Pad) * said.letters, face, ink)
    };
    row.spawn(column).with_children(|words| {
        let name = Node {
            column_gap: Val::Px(GRID),
            align_items: AlignItems::Center,
            ..default()
        };
        words.spawn(name).with_children(|line| {
            line.spawn((
                of(said.name.clone(), Step::Body, Face::Bold, TEXT),
                one_line(),
            ));
            if said.opens {
                dots(line);
            }
            if said.tcp {
                line.spawn((
                    of("TCP".into(), Step::Small, Face::Regular, QUIET),
                    one_line(),
                ));
            }
        });
        for line in &said.lines {
            words.spawn((
                of(line.clone(), Step::Small, Face::Regular, QUIET),
                one_line(),
            ));
        }
        match (&said.trouble, said.weak) {
            (Some(trouble), _) => {
                words.spawn((
                    of(trouble.clone(), Step::Small, Face::Regular, WARNING),
                    one_line(),
                ));
            }
            (None, Some(weak)) if said.usual => {
                words.spawn(link_bars(weak, Step::Small));
            }
            (None, Some(weak)) => {
                words.spawn((
                    of(weak.word(), Step::Small, Face::Regular, WARNING),
                    one_line(),
                ));
            }
            (None, None) => {}
        }
    });
}

/// Three dots: there is more behind the name.
fn dots(line: &mut ChildSpawnerCommands) {
    let row = Node {
        column_gap: Val::Px(DOT),
        flex_shrink: 0.0,
        ..default()
    };
    let dot = Node {
        width: Val::Px(DOT),
        height: Val::Px(DOT),
        border_radius: BorderRadius::MAX,
        ..default()
    };
    line.spawn(row).with_children(|row| {
        for _ in 0..3 {
            row.spawn((dot.clone(), BackgroundColor(QUIET.color())));
        }
    });
}
