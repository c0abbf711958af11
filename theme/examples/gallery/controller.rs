//! The controller's page of the gallery: what is told, typed, pressed and lit on a phone, in every state.

use crate::parts::buttons;
use bevy::prelude::*;
use couchpad_theme::colour::{BAD, GOOD, QUIET, RAISED, TEXT, WARNING};
use couchpad_theme::lay::{card, column, rest, row};
use couchpad_theme::mark;
use couchpad_theme::patterns::pattern_fill;
use couchpad_theme::players::MARKS;
use couchpad_theme::shapes::Shape;
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{
    LinkHealth, Pill, PillLook, PillState, Tone, digit_box, edge_glow, finding, glow_node,
    link_bars, mark_node, padlock, pill, sign, strong, text, told, typed_line,
};
use std::time::Duration;

/// Width and height of the page in dp: three phones side by side.
pub(crate) const SIZE: UVec2 = UVec2::new(1236, 915);

/// Adds the theme and the page.
pub(crate) fn plugin(app: &mut App) {
    app.add_plugins(couchpad_theme::pad_plugin)
        .add_systems(Startup, page);
}

fn page(mut commands: Commands) {
    commands.spawn((Camera2d, Msaa::Off));
    let page = Node {
        width: Val::Percent(100.0),
        height: Val::Percent(100.0),
        padding: UiRect::all(grid(3.0)),
        column_gap: grid(4.0),
        ..default()
    };
    commands.spawn(page).with_children(|page| {
        for part in [told_and_typed, pressed, lit] {
            page.spawn(Node {
                flex_direction: FlexDirection::Column,
                row_gap: grid(2.0),
                ..rest()
            })
            .with_children(part);
        }
    });
}

fn told_and_typed(parent: &mut ChildSpawnerCommands) {
    parent.spawn(strong("Told and typed", Step::Heading, TEXT));
    for (tone, words) in [
        (Tone::Good, "Paired"),
        (Tone::Warning, "Update this app to join"),
        (Tone::Bad, "In the way"),
        (Tone::Note, "Note"),
    ] {
        parent.spawn(told(tone, words));
    }
    let what = "Nothing answers to a search for devices.";
    let advice = "The Wi-Fi may keep its devices apart: join its main network.";
    finding(parent, Tone::Bad, "In the way", what, Some(advice));
    finding(
        parent,
        Tone::Good,
        "Good",
        "This phone is in a local network.",
        None,
    );
    for (typed, open) in [("042", true), ("042719", false)] {
        parent.spawn(digits()).with_children(|line| {
            let mut typed = typed.chars();
            for _ in 0..6 {
                line.spawn(digit_box(typed.next(), open));
            }
        });
    }
    for typed in ["", "192.168.0.5:4455", "[fd5e:8a3c:91d2:1:2:3:4:21]:4455"] {
        parent.spawn(row(1.5)).with_child(typed_line(typed));
    }
}

fn digits() -> Node {
    Node {
        column_gap: grid(1.0),
        ..default()
    }
}

fn pressed(parent: &mut ChildSpawnerCommands) {
    parent.spawn(strong("Pressed", Step::Heading, TEXT));
    buttons(parent, FlexWrap::Wrap);
    for (word, state) in [("LAUNCH", PillState::Rest), ("LAUNCH", PillState::Pressed)] {
        let look = PillLook::Filled(mark(4).colour);
        parent.spawn(pill(word, Pill { look, state }, true));
    }
    parent.spawn((
        Node {
            width: Val::Percent(100.0),
            ..card(2.0, 1.25)
        },
        BackgroundColor(RAISED.color()),
        children![
            (
                Node {
                    row_gap: grid(0.25),
                    flex_direction: FlexDirection::Column,
                    ..rest()
                },
                children![
                    strong("Living room", Step::Body, TEXT),
                    text("2 of 8 seats taken", Step::Small, QUIET),
                ]
            ),
            padlock(QUIET, 28.0),
        ],
    ));
}

fn lit(parent: &mut ChildSpawnerCommands) {
    parent.spawn(strong("Lit", Step::Heading, TEXT));
    let live = |ms, loss| LinkHealth::live(Duration::from_millis(ms), loss);
    let links = [
        live(4, 0.0),
        live(58, 0.0),
        live(140, 0.2),
        LinkHealth::Away,
        LinkHealth::Offline,
    ];
    for (seat, link) in links.into_iter().enumerate() {
        edge(parent, seat, link);
    }
    parent.spawn(signs()).with_children(|line| {
        for colour in [QUIET, WARNING, BAD, GOOD] {
            line.spawn(sign(Shape::Circle, colour, 43.0))
                .with_child(glow_node(colour, 200.0, 0.3));
        }
    });
    parent.spawn(row(2.0)).with_children(|line| {
        for mark in MARKS {
            line.spawn(mark_node(mark, 32.0));
        }
    });
}

fn signs() -> Node {
    Node {
        height: grid(12.0),
        justify_content: JustifyContent::SpaceAround,
        ..row(2.0)
    }
}

/// The edge of the glass in a link's colour, the player's paddle on it, and who plays.
fn edge(parent: &mut ChildSpawnerCommands, seat: usize, link: LinkHealth) {
    let mark = mark(seat);
    let glass = Node {
        padding: UiRect::all(grid(2.0)),
        ..column(1.0)
    };
    let paddle = Node {
        position_type: PositionType::Absolute,
        left: Val::Percent(12.0 * seat as f32),
        top: Val::ZERO,
        width: Val::Percent(26.0),
        height: grid(1.0),
        ..default()
    };
    let light = edge_glow(link.colour(), 0.36, 48.0, std::f32::consts::PI);
    parent.spawn((glass, light)).with_children(|glass| {
        glass.spawn((paddle, pattern_fill(mark)));
        glass.spawn(row(1.5)).with_children(|who| {
            who.spawn(mark_node(mark, 32.0));
            who.spawn(column(0.25)).with_children(|words| {
                words.spawn(strong("Ada", Step::Body, TEXT));
                words.spawn(link_bars(link, Step::Small));
            });
        });
    });
}
