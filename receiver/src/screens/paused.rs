//! The paused game: the field goes dark, and there are two ways on.

use super::clicks::Wish;
use super::keycaps::keycap;
use super::nodes::{column, row};
use crate::flow::{Intent, Screen};
use crate::view::Arrangement;
use crate::view::area::node_over;
use bevy::prelude::*;
use couchpad_theme::colour::{GOOD, GROUND, QUIET, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{Pill, PillLook, PillState, pill, strong, text};

/// How dark the field gets.
const DARK: f32 = 0.82;

/// The overlay, and where it lies.
#[derive(Component, PartialEq)]
struct Overlay(Rect);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, show.run_if(in_state(Screen::Paused)));
}

fn show(mut commands: Commands, arrangement: Res<Arrangement>, shown: Query<(Entity, &Overlay)>) {
    let over = Overlay(arrangement.game);
    match shown.single() {
        Ok((_, old)) if *old == over => return,
        Ok((entity, _)) => commands.entity(entity).despawn(),
        Err(_) => {}
    }
    let node = Node {
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        row_gap: grid(4.0),
        flex_direction: FlexDirection::Column,
        ..node_over(over.0)
    };
    commands
        .spawn((
            node,
            over,
            BackgroundColor(GROUND.faded(DARK)),
            GlobalZIndex(10),
            DespawnOnExit(Screen::Paused),
        ))
        .with_children(|page| {
            page.spawn(strong("Paused", Step::Display, TEXT));
            page.spawn(column(2.0)).with_children(ways_on);
        });
}

fn ways_on(list: &mut ChildSpawnerCommands) {
    let go_on = Pill {
        look: PillLook::Filled(GOOD),
        state: PillState::Focused,
    };
    way(list, go_on, "Go on", "P", Intent::TogglePause);
    let leave = Pill {
        look: PillLook::Quiet,
        state: PillState::Rest,
    };
    way(list, leave, "To the lobby", "L", Intent::ToLobby);
    let words = text("RESUME on any controller goes on too", Step::Small, QUIET);
    list.spawn((
        words,
        Node {
            margin: UiRect::top(grid(1.0)),
            ..default()
        },
    ));
}

fn way(list: &mut ChildSpawnerCommands, look: Pill, words: &str, key: &str, intent: Intent) {
    let rest = look.state;
    list.spawn(Node {
        justify_content: JustifyContent::Center,
        ..row(2.0)
    })
    .with_children(|line| {
        // As much room before the button as the key takes behind it: the button stands in the middle.
        line.spawn(beside());
        line.spawn((pill(words, look, true), Button, Wish { intent, rest }));
        line.spawn(beside()).with_child(keycap(key, Step::Body));
    });
}

fn beside() -> Node {
    Node {
        width: grid(6.0),
        ..default()
    }
}
