//! What to play: one big picture, the game's name and a sentence, and arrows to the other games if there are any.

use crate::flow::Intent;
use crate::screens::clicks::Wish;
use crate::view;
use bevy::prelude::*;
use couchpad_games::game::Manifest;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{Pill, PillLook, PillState, pill, strong, text};

pub(super) fn column(parent: &mut ChildSpawnerCommands, manifest: &'static Manifest, choice: bool) {
    parent.spawn(strong("Play", Step::Title, TEXT));
    parent.spawn(Node::default()).with_children(|picture| {
        view::emblem(manifest.id, picture);
        if choice {
            arrow(picture, "←", Intent::NextGame(-1), left());
            arrow(picture, "→", Intent::NextGame(1), right());
        }
    });
    let title = strong(manifest.title, Step::Heading, TEXT);
    let below = Node {
        margin: UiRect::top(grid(1.0)),
        ..default()
    };
    parent.spawn((title, below));
    parent.spawn(text(manifest.blurb, Step::Body, QUIET));
    parent.spawn(text(seats(manifest), Step::Small, QUIET));
}

/// A button at an edge of the picture.
fn arrow(parent: &mut ChildSpawnerCommands, sign: &str, intent: Intent, place: Node) {
    let look = Pill {
        look: PillLook::Quiet,
        state: PillState::Rest,
    };
    let rest = look.state;
    parent
        .spawn(place)
        .with_child((pill(sign, look, false), Button, Wish { intent, rest }));
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
