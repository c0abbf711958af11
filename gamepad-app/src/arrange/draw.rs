//! Draws an outline and a grip on every control that can be moved, and names them for who cannot see them. Reads what is
//! moved, writes none of it.

use super::piece::Piece;
use super::{Arranging, board};
use crate::model::PadModel;
use crate::pad::{Layer, ink, lies_on, sheet};
use crate::touch::{Fingers, PadGlass};
use crate::words::Words;
use accesskit::{Node as Spoken, Role};
use bevy::a11y::AccessibilityNode;
use bevy::prelude::*;
use couchpad_core::protocol::ControlKind;
use couchpad_theme::TextSize;
use couchpad_theme::colour::{GROUND, Swatch, TEXT};
use couchpad_theme::space::{CORNER, GRID};

/// How thick the outline is, in dp.
const LINE: f32 = GRID / 4.0;
/// How far around its control it lies, in dp.
const AROUND: f32 = GRID / 2.0;
/// The disc of a grip, in dp: what a finger meets is larger.
const DISC: f32 = 3.0 * GRID;

#[derive(Component)]
struct ArrangeSheet;

/// One control with what is drawn on it.
#[derive(Debug, Clone, PartialEq)]
struct Frame {
    rect: Rect,
    grip: Vec2,
    /// A finger is on it, or the keys have chosen it.
    taken: bool,
    ink: Swatch,
    name: String,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Cover), ArrangeSheet));
    })
    .add_systems(Update, draw);
}

fn draw(
    mut commands: Commands,
    (arranging, fingers): (Res<Arranging>, Res<Fingers>),
    (glass, letters): (Res<PadGlass>, Res<TextSize>),
    (model, words): (Res<PadModel>, Res<Words>),
    sheet: Query<Entity, With<ArrangeSheet>>,
    mut shown: Local<Vec<Frame>>,
) {
    if arranging.draft.is_none() && shown.is_empty() {
        return;
    }
    let board = board(&fingers, &glass, &letters);
    let dragged = arranging.drag.as_ref().map(|drag| drag.control);
    let taken = dragged.or(arranging.chosen);
    let there = arranging.draft.is_some() && model.shows_controls();
    let pieces = board.pieces().iter().filter(|_| there);
    let now: Vec<_> = pieces
        .map(|piece| Frame {
            rect: piece.rect.inflate(AROUND),
            grip: board.grip(piece.rect),
            taken: taken == Some(piece.id),
            ink: ink(&model),
            name: words.with("spoken-move", &[("name", name(piece, &words).into())]),
        })
        .collect();
    if *shown == now {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    commands.entity(sheet).despawn_children();
    commands.entity(sheet).with_children(|sheet| {
        for frame in &now {
            spawn(sheet, frame);
        }
    });
    *shown = now;
}

/// The word on it, or what it is.
fn name(piece: &Piece, words: &Words) -> String {
    match &piece.kind {
        _ if !piece.label.is_empty() => piece.label.clone(),
        ControlKind::Slider { .. } => words.say("spoken-slider"),
        ControlKind::DPad { .. } => words.say("spoken-cross"),
        ControlKind::Choices { .. } => words.say("spoken-answers"),
        ControlKind::Text { hint } if !hint.is_empty() => hint.clone(),
        _ => words.say("spoken-stick"),
    }
}

fn spawn(sheet: &mut ChildSpawnerCommands, frame: &Frame) {
    let colour = if frame.taken { TEXT } else { frame.ink };
    let outline = Node {
        border: UiRect::all(Val::Px(LINE)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..lies_on(frame.rect)
    };
    let mut spoken = Spoken::new(Role::Group);
    spoken.set_label(frame.name.clone());
    sheet.spawn((
        outline,
        BorderColor::all(colour.color()),
        AccessibilityNode::from(spoken),
    ));
    let grip = Node {
        border: UiRect::all(Val::Px(LINE)),
        border_radius: BorderRadius::MAX,
        ..lies_on(Rect::from_center_size(frame.grip, Vec2::splat(DISC)))
    };
    let arrow = Node {
        width: Val::Px(GRID),
        height: Val::Px(GRID),
        border_radius: BorderRadius::MAX,
        ..default()
    };
    sheet
        .spawn((
            grip,
            BackgroundColor(colour.color()),
            BorderColor::all(GROUND.color()),
        ))
        .with_child((arrow, BackgroundColor(GROUND.color())));
}
