//! Draws a [`Status`] over the pad: one mark or light, one heading, one sentence, and air around them.

use super::room::{Band, Ground, SignRoom};
use super::status::{Status, Tone, status};
use crate::a11y::Announced;
use crate::find::{Finder, Scrolls};
use crate::model::PadModel;
use crate::pad::{Layer, edge_light, sheet};
use crate::redraw::Awake;
use crate::words::Words;
use bevy::prelude::*;
use bevy::ui::gradients::{BackgroundGradient, ColorStop, LinearGradient};
use couchpad_theme::colour::{BAD, GROUND, QUIET, Swatch, TEXT, WARNING};
use couchpad_theme::motion::BREATH;
use couchpad_theme::players::MARKS;
use couchpad_theme::space::GRID;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_image, mark_node, strong, text};
use couchpad_theme::{Mark, Motion};
use std::f32::consts::PI;
use std::time::Duration;

#[derive(Component)]
pub(super) struct CoverSheet;

/// The light behind the sign; it breathes while the pad waits.
#[derive(Component)]
struct Halo {
    colour: Swatch,
    breathes: bool,
}

/// Side of the sign, in dp.
const SIGN: f32 = 9.0 * GRID;
/// So often its light breathes before it rests at its brightest: 19 s.
const BREATHS: u32 = 12;
/// How wide its light is, in dp.
const HALO: f32 = 36.0 * GRID;
/// How bright the edge is around it.
const EDGE: f32 = 0.3;
/// Above and below what is said, in dp.
const AIR: f32 = 6.0 * GRID;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Cover), CoverSheet));
    })
    .add_systems(Update, (draw, breathe).chain());
}

pub(super) fn draw(
    mut commands: Commands,
    (model, finder, words): (Res<PadModel>, Res<Finder>, Res<Words>),
    sheet: Query<Entity, With<CoverSheet>>,
    mut shown: Local<Option<(Status, Option<Mark>)>>,
) {
    if !(model.is_changed() || finder.is_changed() || words.is_changed()) {
        return;
    }
    let status = status(&model, &words).filter(|_| !finder.covers());
    let now = status.map(|status| (status, model.mark()));
    if *shown == now {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    commands.entity(sheet).despawn_children();
    if let Some((status, mark)) = &now {
        commands
            .entity(sheet)
            .with_children(|sheet| cover(sheet, status, *mark));
    }
    *shown = now;
}

fn cover(sheet: &mut ChildSpawnerCommands, status: &Status, mark: Option<Mark>) {
    let ground = Node {
        width: Val::Percent(100.0),
        height: Val::Percent(100.0),
        flex_direction: FlexDirection::Column,
        // large letters on a small glass are pushed
        overflow: Overflow::scroll_y(),
        ..default()
    };
    let scrim = if status.see_through { 0.82 } else { 0.0 };
    sheet
        .spawn((
            ground,
            Ground,
            Scrolls,
            BackgroundColor(GROUND.faded(scrim)),
        ))
        .with_children(|page| {
            let mut band = page.spawn((words_room(), Band, Announced));
            if status.see_through {
                band.insert(dusk());
            }
            band.with_children(|band| write(band, status, mark));
            if status.see_through {
                // the one thing that is seen without looking
                edge_light(page, colour(status, mark), EDGE);
            }
        });
}

/// A band across the glass, with air above and below what is said.
fn words_room() -> Node {
    Node {
        width: Val::Percent(100.0),
        flex_direction: FlexDirection::Column,
        flex_shrink: 0.0,
        align_items: AlignItems::Center,
        row_gap: Val::Px(1.5 * GRID),
        padding: UiRect::axes(Val::Px(4.0 * GRID), Val::Px(AIR)),
        // in the middle, as long as there is room
        margin: UiRect::vertical(Val::Auto),
        ..default()
    }
}

/// Night behind the words, so that no button of the controls shines through between them; it fades where the air begins.
fn dusk() -> BackgroundGradient {
    let stop = |share, opacity| ColorStop::percent(GROUND.faded(opacity), share);
    let stops = vec![
        stop(0.0, 0.0),
        stop(14.0, 1.0),
        stop(86.0, 1.0),
        stop(100.0, 0.0),
    ];
    BackgroundGradient::from(LinearGradient::new(PI, stops))
}

fn write(band: &mut ChildSpawnerCommands, status: &Status, mark: Option<Mark>) {
    band.spawn((sign_room(), SignRoom))
        .with_children(|room| sign(room, status, mark));
    let width = Node {
        // as wide as there is room, since a node that shrinks to its words may break them anew
        width: Val::Percent(100.0),
        max_width: Val::Px(46.0 * GRID),
        ..default()
    };
    let heading = strong(status.heading.clone(), Step::Lead, TEXT);
    band.spawn((heading, centred(), width.clone()));
    band.spawn((
        text(status.words.clone(), Step::Body, TEXT),
        centred(),
        width.clone(),
    ));
    if !status.detail.is_empty() {
        let detail = text(status.detail.clone(), Step::Small, QUIET);
        band.spawn((detail, centred(), width));
    }
}

fn centred() -> TextLayout {
    TextLayout::justify(Justify::Center)
}

fn sign_room() -> Node {
    Node {
        width: Val::Px(SIGN),
        height: Val::Px(SIGN),
        margin: UiRect::bottom(Val::Px(3.0 * GRID)),
        flex_shrink: 0.0,
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        ..default()
    }
}

fn colour(status: &Status, mark: Option<Mark>) -> Swatch {
    match status.tone {
        Tone::Waiting | Tone::Calm => mark.map_or(QUIET, |mark| mark.colour),
        Tone::Worried => WARNING,
        Tone::Final => BAD,
    }
}

/// The player's own mark where there is one; else the circle, as a lamp of the status's colour.
fn sign(room: &mut ChildSpawnerCommands, status: &Status, mark: Option<Mark>) {
    let colour = colour(status, mark);
    let halo = Node {
        position_type: PositionType::Absolute,
        left: Val::Px((SIGN - HALO) / 2.0),
        top: Val::Px((SIGN - HALO) / 2.0),
        width: Val::Px(HALO),
        height: Val::Px(HALO),
        ..default()
    };
    let breathes = matches!(status.tone, Tone::Waiting | Tone::Worried);
    room.spawn((
        halo,
        ImageNode::new(glow_image()).with_color(colour.faded(0.3)),
        Halo { colour, breathes },
    ));
    match mark {
        Some(mark) => room.spawn(mark_node(mark, SIGN)),
        None => room.spawn(mark_node(Mark { colour, ..MARKS[0] }, SIGN * 0.6)),
    };
}

/// Breathes for a while and then shines on: a controller that waits half the night must not eat its battery for it.
fn breathe(
    (time, motion): (Res<Time>, Res<Motion>),
    mut awake: ResMut<Awake>,
    mut halos: Query<(&Halo, &mut ImageNode)>,
    mut since: Local<Option<Duration>>,
) {
    let now = time.elapsed();
    if !halos.iter().any(|(halo, _)| halo.breathes) {
        *since = None;
    }
    for (halo, mut image) in &mut halos {
        let share = if halo.breathes {
            let since = *since.get_or_insert(now);
            let rests = BREATH * BREATHS - BREATH / 2;
            let age = now.saturating_sub(since);
            if age < rests && !motion.reduced {
                // not up to its end: what it waits for may come before, and the light goes
                awake.breathe(now, BREATH / 8);
            }
            motion.breath(age.min(rests))
        } else {
            0.4
        };
        let colour = halo.colour.faded(0.14 + 0.26 * share);
        if image.color != colour {
            image.color = colour;
        }
    }
}
