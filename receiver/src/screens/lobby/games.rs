//! What to play: one big picture, the game's name and a sentence, and arrows to the other games if there are any; below, the
//! keys that play without a controller.

use super::ways::{self, Blurb, Spare};
use crate::flow::Intent;
use crate::roster::Roster;
use crate::screens::clicks::{Deed, Wish};
use crate::screens::nodes::{column as stacked, row, spring};
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

pub(super) fn offer_to_leave(roster: Res<Roster>, mut lines: Query<&mut Node, With<Leave>>) {
    let display = if roster.cards.iter().any(|card| card.local) {
        Display::Flex
    } else {
        Display::None
    };
    for mut line in &mut lines {
        if line.display != display {
            line.display = display;
        }
    }
}

/// A column of its own.
pub(super) fn column(parent: &mut ChildSpawnerCommands, manifest: &'static Manifest, choice: bool) {
    parent.spawn(strong("Play", Step::Title, TEXT));
    parent
        .spawn(Node::default())
        .with_children(|place| picture(place, manifest, choice));
    parent.spawn(stacked(1.0)).with_children(|words| {
        words.spawn(strong(manifest.title, Step::Heading, TEXT));
        words.spawn((text(manifest.blurb, Step::Body, QUIET), Blurb));
        words.spawn((Node::default(), Spare(3))).with_child(text(
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
            keys.spawn((Node::default(), Spare(4)))
                .with_children(|line| hint(line, &["Tab"], "next game"));
        }
        hint(keys, &["←", "→", "Space"], "play here");
        hint(keys, &["A", "D", "W"], "second player");
        leave(keys);
    });
}

/// The same in less height: the picture beside the words.
pub(super) fn line(parent: &mut ChildSpawnerCommands, manifest: &'static Manifest, choice: bool) {
    let node = Node {
        align_items: AlignItems::FlexStart,
        ..row(3.0)
    };
    parent.spawn(node).with_children(|line| {
        let place = Node {
            width: grid(30.0),
            flex_shrink: 0.0,
            ..default()
        };
        line.spawn(place)
            .with_children(|place| picture(place, manifest, false));
        let words = Node {
            min_width: Val::Px(0.0),
            ..stacked(0.5)
        };
        line.spawn(words).with_children(|words| {
            words.spawn(strong(manifest.title, Step::Lead, TEXT));
            words.spawn((text(manifest.blurb, Step::Small, QUIET), Blurb));
            if choice {
                hint(words, &["Tab"], "next game");
            }
            ways::wrapped(words);
        });
    });
    parent.spawn(spring());
    parent.spawn(row(2.5)).with_children(|keys| {
        hint(keys, &["←", "→", "Space"], "or");
        hint(keys, &["A", "D", "W"], "play here");
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
