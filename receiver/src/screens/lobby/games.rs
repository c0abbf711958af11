//! What to play: one big picture, the game's name and a sentence, and arrows to the other games if there are any.

use crate::flow::Intent;
use crate::screens::clicks::Wish;
use crate::screens::nodes::row;
use crate::view;
use bevy::prelude::*;
use couchpad_games::game::Manifest;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{Pill, PillLook, PillState, pill, strong, text};

pub(super) fn column(parent: &mut ChildSpawnerCommands, manifest: &'static Manifest, choice: bool) {
    parent.spawn(strong("Play", Step::Title, TEXT));
    view::emblem(manifest.id, parent);
    let title = Node {
        justify_content: JustifyContent::SpaceBetween,
        margin: UiRect::top(grid(1.0)),
        ..row(2.0)
    };
    parent.spawn(title).with_children(|line| {
        line.spawn(strong(manifest.title, Step::Heading, TEXT));
        if choice {
            line.spawn(row(1.5)).with_children(|arrows| {
                arrow(arrows, "←", -1);
                arrow(arrows, "→", 1);
            });
        }
    });
    parent.spawn(text(manifest.blurb, Step::Body, QUIET));
    parent.spawn(text(seats(manifest), Step::Small, QUIET));
}

fn arrow(parent: &mut ChildSpawnerCommands, sign: &str, by: i8) {
    let look = Pill {
        look: PillLook::Quiet,
        state: PillState::Rest,
    };
    let wish = Wish {
        intent: Intent::NextGame(by),
        rest: look.state,
    };
    parent.spawn((pill(sign, look, false), Button, wish));
}

fn seats(manifest: &Manifest) -> String {
    match manifest.seats.seats() {
        1 => "For one player".into(),
        n => format!("For up to {n} players"),
    }
}
