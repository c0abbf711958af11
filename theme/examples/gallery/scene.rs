//! The big screen's page of the gallery: built from the theme's public face alone, as an app would.

use crate::parts::buttons;
use bevy::prelude::*;
use couchpad_theme::colour::{BAD, GOOD, GROUND, PRESSED, QUIET, RAISED, Swatch, TEXT, WARNING};
use couchpad_theme::lay::{column, one_line, row, spring};
use couchpad_theme::patterns::{pattern_fill, pattern_sprite};
use couchpad_theme::players::{MARKS, Mark, mark};
use couchpad_theme::shapes::Shape;
use couchpad_theme::space::{CORNER, grid, outer_margin};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{
    LinkHealth, Pill, PillLook, PillState, Tone, edge_glow, glow_node, glow_sprite, hint, keycap,
    link_bars, mark_node, mark_sprite, padlock, pill, shape_sprite, strong, text, told,
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
        row_gap: grid(2.0),
        ..default()
    };
    commands.spawn(page).with_children(|page| {
        page.spawn(row(4.0)).with_children(|top| {
            top.spawn(wide(76.0, 1.0)).with_children(how_to_join);
            top.spawn(wide(49.0, 2.0)).with_children(who_is_here);
            let whole = Node {
                flex_shrink: 0.0,
                ..column(2.0)
            };
            top.spawn(whole).with_children(pressed);
        });
        page.spawn(row(1.5)).with_children(fills);
        page.spawn(row(4.0)).with_children(inks);
        page.spawn(row(4.0)).with_children(keys);
        page.spawn(row(4.0)).with_children(sizes);
        page.spawn(text(
            "AaBbGg ÄÖß Łódź · ΑαΒβΓγΩω · АаБбЖжЯя ЇїҐґ · 0123456789 · → ← ↑ ↓ × …",
            Step::Body,
            QUIET,
        ));
    });
}

fn how_to_join(parent: &mut ChildSpawnerCommands) {
    parent.spawn(text("Join with this code", Step::Lead, QUIET));
    parent.spawn(one_line(strong("481 902", Step::Code, TEXT)));
    parent.spawn(text(
        "Open Couchpad on your phone, type it in.",
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
            card.spawn(spring());
            card.spawn(link_bars(link, Step::Small));
        });
}

fn pressed(parent: &mut ChildSpawnerCommands) {
    buttons(parent, FlexWrap::NoWrap);
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
            width: grid(22.0),
            height: grid(3.0),
            ..default()
        };
        parent.spawn(wide(24.0, 1.0)).with_children(|seat| {
            seat.spawn(row(1.0)).with_children(|sizes| {
                for size in [80.0, 40.0, 20.0] {
                    sizes.spawn(mark_node(mark, size));
                }
            });
            seat.spawn((fill, pattern_fill(mark)));
            seat.spawn(text(mark.colour_word, Step::Small, QUIET));
        });
    }
}

/// Keys and what they do, the room's lock, what is told, what is asked.
fn keys(parent: &mut ChildSpawnerCommands) {
    parent.spawn(padlock(QUIET, 48.0));
    hint(parent, &["P"], "pause");
    hint(parent, &["←", "→"], "another game");
    parent.spawn(keycap("Space", Step::Lead));
    for (tone, words) in [
        (Tone::Good, "Remembered"),
        (Tone::Note, "Note"),
        (Tone::Warning, "Wi-Fi is crowded"),
        (Tone::Bad, "In the way"),
    ] {
        parent.spawn(told(tone, words));
    }
}

fn sizes(parent: &mut ChildSpawnerCommands) {
    for step in [
        Step::Small,
        Step::Body,
        Step::Lead,
        Step::Heading,
        Step::Title,
    ] {
        parent.spawn(text(format!("{step:?}"), step, TEXT));
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

/// A strip of the field along the bottom: marks, paddles and a ball, as world sprites, and the shapes as meshes.
fn field(mut commands: Commands, mut materials: ResMut<Assets<ColorMaterial>>) {
    for (seat, mark) in MARKS.into_iter().enumerate() {
        let x = -760.0 + 217.0 * seat as f32;
        let paddle = pattern_sprite(mark, Vec2::new(144.0, 24.0));
        commands.spawn((paddle, Transform::from_xyz(x, -450.0, 0.0)));
        let shape = mark_sprite(mark, 40.0);
        commands.spawn((shape, Transform::from_xyz(x - 24.0, -400.0, 0.0)));
        commands.spawn((
            Mesh2d(mark.shape.mesh_handle()),
            MeshMaterial2d(materials.add(mark.colour.color())),
            Transform::from_xyz(x + 24.0, -400.0, 0.0).with_scale(Vec3::splat(32.0)),
        ));
    }
    let at = Vec3::new(-651.0, -410.0, 1.0);
    let light = glow_sprite(TEXT, 200.0, 0.4);
    commands.spawn((light, Transform::from_translation(at)));
    let ball = shape_sprite(Shape::Circle, TEXT, 22.0);
    commands.spawn((ball, Transform::from_translation(at + Vec3::Z)));
}

fn wide(width: f32, gap: f32) -> Node {
    Node {
        width: grid(width),
        flex_shrink: 0.0,
        ..column(gap)
    }
}
