//! What to play: one big picture, the game's name and a sentence, and arrows to the other games if there are any; below, the
//! keys that play without a controller.

use super::ways::{self, Blurb, Spare};
use crate::flow::Intent;
use crate::roster::Roster;
use crate::screens::clicks::{Deed, Wish};
use crate::screens::nodes::{column as stacked, is_near, row, show_if, spring};
use crate::view;
use bevy::prelude::*;
use couchpad_games::game::Manifest;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{Pill, PillLook, PillState, hint, pill, strong, text};

/// The key with which a keyboard player leaves; there while there is one.
#[derive(Component)]
pub(super) struct Leave;

/// What the picture of a game has of a column: its whole width where there is height for that, else as much as there is.
#[derive(Component)]
pub(super) struct Frame;

/// The picture in its frame.
#[derive(Component)]
pub(super) struct Canvas;

/// The frame's least height, in steps of the grid.
const LEAST: f32 = 15.0;
/// It takes what is free before a spring does.
const FIRST: f32 = 1_000.0;

pub(super) fn offer_to_leave(roster: Res<Roster>, mut lines: Query<&mut Node, With<Leave>>) {
    let is_local = roster.cards.iter().any(|card| card.local);
    for mut line in &mut lines {
        show_if(&mut line, is_local);
    }
}

/// A column of its own.
pub(super) fn column(parent: &mut ChildSpawnerCommands, manifest: &'static Manifest, choice: bool) {
    parent.spawn(strong("Play", Step::Title, TEXT));
    framed(parent, manifest, choice);
    parent.spawn(stacked(1.0)).with_children(|words| {
        words.spawn(strong(manifest.title, Step::Heading, TEXT));
        words.spawn((text(manifest.blurb, Step::Body, QUIET), Blurb, Spare(260.0)));
        words.spawn((Node::default(), Spare(80.0))).with_child(text(
            seats(manifest),
            Step::Small,
            QUIET,
        ));
    });
    ways::lines(parent);
    parent.spawn(spring());
    parent.spawn(stacked(1.0)).with_children(|keys| {
        if choice {
            // the arrows on the picture say it, too
            keys.spawn((Node::default(), Spare(120.0)))
                .with_children(|line| hint(line, &["Tab"], "next game"));
        }
        hint(keys, &["←", "→", "Space"], "play here");
        hint(keys, &["A", "D", "W"], "second player");
        leave(keys);
    });
}

/// The picture, and what it is as wide as the column for.
fn framed(parent: &mut ChildSpawnerCommands, manifest: &'static Manifest, choice: bool) {
    let frame = Node {
        flex_grow: FIRST,
        flex_basis: Val::Px(0.0),
        min_height: grid(LEAST),
        align_items: AlignItems::FlexStart,
        overflow: Overflow::clip(),
        ..default()
    };
    let canvas = Node {
        width: Val::Percent(100.0),
        flex_shrink: 0.0,
        ..default()
    };
    parent.spawn((frame, Frame)).with_children(|frame| {
        frame
            .spawn((canvas, Canvas))
            .with_children(|place| picture(place, manifest, choice));
    });
}

type Canvases = (&'static ComputedNode, &'static mut Node);

/// Keeps the picture whole in its frame, and the frame no higher than the picture.
pub(super) fn fit(
    mut frames: Query<(&ComputedNode, &mut Node, &Children), With<Frame>>,
    mut canvases: Query<Canvases, (With<Canvas>, Without<Frame>)>,
) {
    for (frame, mut frame_node, children) in &mut frames {
        let mut canvases = canvases.iter_many_mut(children);
        while let Some((canvas, mut node)) = canvases.fetch_next() {
            let (room, size) = (frame.size(), canvas.size());
            if room.min_element() < 1.0 || size.min_element() < 1.0 {
                continue;
            }
            let aspect = size.x / size.y;
            let units = frame.inverse_scale_factor();
            let most = room.x / aspect * units;
            if !is_near(frame_node.max_height, most) {
                frame_node.max_height = Val::Px(most);
            }
            let width = room.x.min(room.y * aspect) * units;
            if !is_near(node.width, width) {
                node.width = Val::Px(width);
            }
        }
    }
}

/// The same in less height: the picture, where there is room for it, beside the words.
pub(super) fn line(
    parent: &mut ChildSpawnerCommands,
    manifest: &'static Manifest,
    choice: bool,
    pictures: bool,
) {
    let node = Node {
        align_items: AlignItems::FlexStart,
        ..row(3.0)
    };
    parent.spawn(node).with_children(|line| {
        if pictures {
            let place = Node {
                width: grid(26.0),
                flex_shrink: 0.0,
                ..default()
            };
            line.spawn((place, Spare(80.0)))
                .with_children(|place| picture(place, manifest, false));
        }
        let words = Node {
            min_width: Val::Px(0.0),
            ..stacked(0.5)
        };
        line.spawn(words).with_children(|words| {
            words.spawn(strong(manifest.title, Step::Lead, TEXT));
            words.spawn((text(manifest.blurb, Step::Small, QUIET), Blurb, Spare(66.0)));
            if choice {
                words
                    .spawn((Node::default(), Spare(190.0)))
                    .with_children(|line| hint(line, &["Tab"], "next game"));
            }
        });
    });
    ways::wrapped(parent);
    parent.spawn(spring());
    let keys = Node {
        flex_wrap: FlexWrap::Wrap,
        row_gap: grid(0.5),
        ..row(1.5)
    };
    parent.spawn((keys, Spare(120.0))).with_children(|keys| {
        hint(keys, &["←", "→", "Space"], "or");
        hint(keys, &["A", "D", "W"], "play");
        hint(keys, &["Q"], "quit");
    });
}

fn leave(keys: &mut ChildSpawnerCommands) {
    let node = Node {
        display: Display::None,
        ..default()
    };
    keys.spawn((node, Leave))
        .with_children(|line| hint(line, &["Backspace"], "leave the keyboard"));
}

fn picture(place: &mut ChildSpawnerCommands, manifest: &'static Manifest, choice: bool) {
    view::emblem(manifest.id, place);
    if choice {
        arrow(place, "←", Intent::NextGame(-1), left());
        arrow(place, "→", Intent::NextGame(1), right());
    }
}

/// A button at an edge of the picture.
fn arrow(parent: &mut ChildSpawnerCommands, sign: &str, intent: Intent, place: Node) {
    let look = Pill {
        look: PillLook::Quiet,
        state: PillState::Rest,
    };
    let wish = Wish {
        deed: Deed::Intend(intent),
        rest: look.state,
    };
    parent
        .spawn(place)
        .with_child((pill(sign, look, false), Button, wish));
}

fn left() -> Node {
    Node {
        left: grid(1.5),
        ..middle()
    }
}

fn right() -> Node {
    Node {
        right: grid(1.5),
        ..middle()
    }
}

fn middle() -> Node {
    Node {
        position_type: PositionType::Absolute,
        // Below the middle, where a picture of a game is mostly empty.
        top: Val::Percent(14.0),
        height: Val::Percent(100.0),
        align_items: AlignItems::Center,
        ..default()
    }
}

fn seats(manifest: &Manifest) -> String {
    match manifest.seats.seats() {
        1 => "For one player".into(),
        n => format!("For up to {n} players"),
    }
}
