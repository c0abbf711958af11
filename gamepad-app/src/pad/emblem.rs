//! Who you are, before the game begins: the player's mark, large, where the swipe area will be. It is what to look for
//! on the big screen.

use super::{Layer, free, sheet};
use crate::model::PadModel;
use crate::touch::{Fingers, PadGlass};
use crate::words::Words;
use bevy::prelude::*;
use couchpad_core::protocol::Phase;
use couchpad_theme::colour::QUIET;
use couchpad_theme::space::GRID;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_node, mark_node, text};
use couchpad_theme::{Mark, TextSize};

/// Side of the mark, in dp.
const MARK: f32 = 15.0 * GRID;
/// Height of the words below it, with the gap between them, in dp.
const WORDS: f32 = 7.0 * GRID;
/// Width of the words, in dp.
const WIDTH: f32 = 42.0 * GRID;

#[derive(Component)]
struct EmblemSheet;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Light), EmblemSheet));
    })
    .add_systems(Update, draw);
}

fn draw(
    mut commands: Commands,
    (model, words): (Res<PadModel>, Res<Words>),
    glass: Res<PadGlass>,
    (fingers, letters): (Res<Fingers>, Res<TextSize>),
    sheet: Query<Entity, With<EmblemSheet>>,
    mut shown: Local<Option<(Mark, Rect, String)>>,
) {
    let changed = model.is_changed() || words.is_changed();
    let placed = glass.is_changed() || fingers.is_changed() || letters.is_changed();
    if !(changed || placed) {
        return;
    }
    let gathers = model.phase == Phase::Lobby && model.is_live() && model.shows_controls();
    let mark = model.mark().filter(|_| gathers);
    let size = Vec2::new(WIDTH, MARK + WORDS * letters.times());
    let place = free::place(fingers.0.plan(), &glass.0, size);
    let now = mark.zip(place);
    let now = now.map(|(mark, rect)| (mark, rect, words.own_mark(mark)));
    if *shown == now {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    commands.entity(sheet).despawn_children();
    if let Some((mark, rect, words)) = &now {
        commands
            .entity(sheet)
            .with_children(|sheet| emblem(sheet, *mark, *rect, words));
    }
    *shown = now;
}

fn emblem(sheet: &mut ChildSpawnerCommands, mark: Mark, rect: Rect, words: &str) {
    let column = Node {
        flex_direction: FlexDirection::Column,
        justify_content: JustifyContent::SpaceBetween,
        ..super::lies_on(rect)
    };
    sheet.spawn(column).with_children(|column| {
        let halo = Node {
            width: Val::Px(MARK),
            height: Val::Px(MARK),
            ..default()
        };
        column.spawn(halo).with_children(|halo| {
            halo.spawn(glow_node(mark.colour, MARK * 3.0, 0.28));
            halo.spawn(mark_node(mark, MARK));
        });
        // two lines have room below the mark
        let layout = TextLayout::justify(Justify::Center);
        column.spawn((text(words, Step::Body, QUIET), layout));
    });
}
