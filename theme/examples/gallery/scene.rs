//! The gallery's page: built from the theme's public face alone, as an app would.

use bevy::prelude::*;
use couchpad_theme::colour::{BAD, GOOD, GROUND, PRESSED, QUIET, RAISED, Swatch, TEXT, WARNING};
use couchpad_theme::patterns::{pattern_fill, pattern_sprite};
use couchpad_theme::players::{MARKS, Mark, mark};
use couchpad_theme::space::{CORNER, grid, outer_margin};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{
    LinkHealth, Pill, PillLook, PillState, edge_glow, glow_node, glow_sprite, link_bars, mark_node,
    pill, strong, text,
};
use std::time::Duration;

/// Adds the theme and the page.
pub(crate) fn plugin(app: &mut App) {
    app.add_plugins(couchpad_theme::screen_plugin)
        .add_systems(Startup, (room, page, field));
}

fn room(mut commands: Commands) {
    let projection = Projection::Orthographic(OrthographicProjection {
        scaling_mode: bevy::camera::ScalingMode::FixedVertical {
            viewport_height: 1080.0,
        },
        ..OrthographicProjection::default_2d()
    });
    commands.spawn((Camera2d, projection));
}

fn page(mut commands: Commands) {
    let page = Node {
        width: Val::Percent(100.0),
        height: Val::Percent(100.0),
        padding: outer_margin(),
        flex_direction: FlexDirection::Column,
        row_gap: grid(4.0),
        ..default()
    };
    commands.spawn(page).with_children(|page| {
        page.spawn(row(8.0)).with_children(|top| {
            top.spawn(column(1.0)).with_children(how_to_join);
            top.spawn(column(2.0)).with_children(who_is_here);
            top.spawn(column(2.0)).with_children(buttons);
        });
        page.spawn(row(3.0)).with_children(fills);
        page.spawn(row(4.0)).with_children(inks);
        page.spawn(text(
            "AaBbGg ÄÖß Łódź · ΑαΒβΓγΩω · АаБбЖжЯя ЇїҐґ · 0123456789 · → ← ↑ ↓ × …",
            Step::Body,
            QUIET,
        ));
    });
}

fn how_to_join(parent: &mut ChildSpawnerCommands) {
    parent.spawn(text("Join with this code", Step::Lead, QUIET));
    parent.spawn(strong("481 902", Step::Code, TEXT));
    parent.spawn(text(
        "Open Couchpad on your phone and type it in.",
        Step::Body,
        TEXT,
    ));
    parent.spawn(text("Everyone on this Wi-Fi can join.", Step::Small, QUIET));
}

fn who_is_here(parent: &mut ChildSpawnerCommands) {
    let names = ["Ada", "Łukasz", "Ωρίων", "Женя"];
    let live = |ms, loss| LinkHealth::live(Duration::from_millis(ms), loss);
    let links = [
        live(4, 0.0),
        live(58, 0.0),
        live(120, 0.2),
        LinkHealth::Away,
    ];
    for (seat, (name, link)) in names.into_iter().zip(links).enumerate() {
        card(parent, mark(seat), name, link, seat == 0);
    }
}

fn card(parent: &mut ChildSpawnerCommands, mark: Mark, name: &str, link: LinkHealth, turn: bool) {
    let node = Node {
        align_items: AlignItems::Center,
        column_gap: grid(2.0),
        padding: UiRect::axes(grid(3.0), grid(1.5)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    parent
        .spawn((node, BackgroundColor(RAISED.color())))
        .with_children(|card| {
            card.spawn(mark_node(mark, 48.0)).with_children(|shape| {
                if turn {
                    shape.spawn(glow_node(mark.colour, 160.0, 0.5));
                }
            });
            card.spawn(strong(name, Step::Lead, TEXT));
            card.spawn(Node {
                flex_grow: 1.0,
                ..default()
            });
            card.spawn(link_bars(link, Step::Small));
        });
}

fn buttons(parent: &mut ChildSpawnerCommands) {
    let states = [
        ("Rest", PillState::Rest),
        ("Focused", PillState::Focused),
        ("Pressed", PillState::Pressed),
        ("Disabled", PillState::Disabled),
    ];
    for look in [
        PillLook::Filled(mark(0).colour),
        PillLook::Filled(GOOD),
        PillLook::Quiet,
    ] {
        parent.spawn(row(2.0)).with_children(|line| {
            for (word, state) in states {
                line.spawn(pill(word, Pill { look, state }, false));
            }
        });
    }
    let node = Node {
        width: grid(40.0),
        height: grid(14.0),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    let launch = Pill {
        look: PillLook::Filled(mark(1).colour),
        state: PillState::Focused,
    };
    let edge = edge_glow(GOOD, 0.5, 64.0, 0.0);
    parent.spawn((node, edge, children![pill("LAUNCH", launch, true)]));
}

fn fills(parent: &mut ChildSpawnerCommands) {
    for mark in MARKS {
        let fill = Node {
            width: grid(20.0),
            height: grid(3.0),
            ..default()
        };
        parent.spawn(column(1.0)).with_children(|seat| {
            seat.spawn(row(1.0)).with_children(|sizes| {
                for size in [64.0, 32.0, 16.0] {
                    sizes.spawn(mark_node(mark, size));
                }
            });
            seat.spawn((fill, pattern_fill(mark)));
            seat.spawn(text(mark.name(), Step::Small, QUIET));
        });
    }
}

fn inks(parent: &mut ChildSpawnerCommands) {
    let swatches: [(&str, Swatch); 8] = [
        ("ground", GROUND),
        ("raised", RAISED),
        ("pressed", PRESSED),
        ("text", TEXT),
        ("quiet", QUIET),
        ("good", GOOD),
        ("warning", WARNING),
        ("bad", BAD),
    ];
    for (word, swatch) in swatches {
        let dot = Node {
            width: grid(4.0),
            height: grid(4.0),
            border_radius: BorderRadius::MAX,
            ..default()
        };
        parent.spawn(row(1.0)).with_children(|pair| {
            pair.spawn((dot, BackgroundColor(swatch.color())));
            pair.spawn(text(word, Step::Small, QUIET));
        });
    }
}

/// A strip of the field along the bottom: paddles, bricks and a ball, as world sprites.
fn field(mut commands: Commands, mut materials: ResMut<Assets<ColorMaterial>>) {
    for (seat, mark) in MARKS.into_iter().enumerate() {
        let x = -760.0 + 217.0 * seat as f32;
        commands.spawn((
            pattern_sprite(mark, Vec2::new(144.0, 24.0)),
            Transform::from_xyz(x, -460.0, 0.0),
        ));
        let material = materials.add(mark.colour.color());
        commands.spawn((
            Mesh2d(mark.shape.mesh_handle()),
            MeshMaterial2d(material),
            Transform::from_xyz(x, -410.0, 0.0).with_scale(Vec3::splat(40.0)),
        ));
    }
    commands.spawn((
        glow_sprite(TEXT, 120.0, 0.55),
        Transform::from_xyz(-640.0, -420.0, 1.0),
    ));
    let ball = materials.add(TEXT.color());
    commands.spawn((
        Mesh2d(couchpad_theme::shapes::Shape::Circle.mesh_handle()),
        MeshMaterial2d(ball),
        Transform::from_xyz(-640.0, -420.0, 2.0).with_scale(Vec3::splat(20.0)),
    ));
}

fn row(gap: f32) -> Node {
    Node {
        align_items: AlignItems::Center,
        column_gap: grid(gap),
        ..default()
    }
}

fn column(gap: f32) -> Node {
    Node {
        flex_direction: FlexDirection::Column,
        row_gap: grid(gap),
        ..default()
    }
}
