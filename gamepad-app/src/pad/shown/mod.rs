//! What the game shows this player alone, beside the controls: texts and boards. Drawn anew only where it changed. Reads the
//! model and the plan, writes neither. Must not know what a finger does, nor any game.

mod board;
mod words;

pub(crate) use board::Piece;

use super::{Layer, lies_on, sheet};
use crate::a11y::Unspoken;
use crate::model::PadModel;
use crate::place::{Placed, fit};
use crate::touch::Fingers;
use bevy::prelude::*;
use board::Drawn;
use couchpad_core::protocol::{ControlId, ControlKind, Shown, Weight};
use couchpad_theme::TextSize;
use couchpad_theme::colour::QUIET;
use couchpad_theme::measure::{Face, LINE};
use couchpad_theme::space::GRID;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::measured;

#[derive(Component)]
struct ShownSheet;

/// One place where something is shown.
#[derive(Debug, Clone, PartialEq)]
struct Spot {
    control: ControlId,
    rect: Rect,
    weight: Weight,
    label: String,
    /// Times the usual size of letters.
    letters: f32,
}

/// What is on the glass.
struct Painted {
    spot: Spot,
    shown: Shown,
    root: Entity,
    /// Where it is a board.
    board: Option<Drawn>,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Controls), ShownSheet, Unspoken));
    })
    .add_systems(Update, draw);
}

fn draw(
    mut commands: Commands,
    model: Res<PadModel>,
    (fingers, letters): (Res<Fingers>, Res<TextSize>),
    sheet: Query<Entity, With<ShownSheet>>,
    mut painted: Local<Vec<Painted>>,
) {
    if !(model.is_changed() || fingers.is_changed() || letters.is_changed()) {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    let mut before = std::mem::take(&mut *painted);
    let controls = &fingers.0.plan().controls;
    for (spot, shown) in controls
        .iter()
        .filter_map(|c| spot(c, &model, letters.times()))
    {
        let known = before.iter().position(|old| old.spot == spot);
        let known = known.map(|index| before.swap_remove(index));
        painted.push(keep(&mut commands, sheet, known, (spot, shown)));
    }
    for old in before {
        commands.entity(old.root).despawn();
    }
}

fn spot<'a>(placed: &Placed, model: &'a PadModel, letters: f32) -> Option<(Spot, &'a Shown)> {
    let ControlKind::Show { weight } = placed.kind else {
        return None;
    };
    let shown = model.showing.get(placed.id)?;
    let spot = Spot {
        control: placed.id,
        rect: placed.rect,
        weight,
        label: placed.label.clone(),
        letters,
    };
    Some((spot, shown))
}

/// Changes as little as it takes: nothing, some cells of a board, or all of it.
fn keep(
    commands: &mut Commands,
    sheet: Entity,
    known: Option<Painted>,
    (spot, shown): (Spot, &Shown),
) -> Painted {
    let Some(mut old) = known else {
        return paint(commands, sheet, spot, shown);
    };
    if old.shown == *shown {
        return old;
    }
    if let (Shown::Board { columns, cells }, Some(board)) = (shown, &mut old.board)
        && board.is_like(*columns, cells.len())
    {
        board.change(commands, cells);
        old.shown = shown.clone();
        return old;
    }
    commands.entity(old.root).despawn();
    paint(commands, sheet, spot, shown)
}

fn paint(commands: &mut Commands, sheet: Entity, spot: Spot, shown: &Shown) -> Painted {
    let size = spot.rect.size();
    let node = Node {
        overflow: Overflow::clip(),
        ..lies_on(spot.rect)
    };
    let root = commands.spawn((node, ChildOf(sheet))).id();
    let label = label(commands, root, &spot);
    let room = Rect::from_corners(Vec2::new(0.0, label), size.max(Vec2::new(0.0, label)));
    let board = match shown {
        Shown::Text(text) => {
            words::write(commands, root, (text, room), &spot);
            None
        }
        Shown::Board { columns, cells } => {
            Some(Drawn::spawn(commands, root, room, (*columns, cells)))
        }
    };
    Painted {
        spot,
        shown: shown.clone(),
        root,
        board,
    }
}

/// The layout's word for it, small above it. Gives how high that is, in dp.
fn label(commands: &mut Commands, root: Entity, spot: &Spot) -> f32 {
    let size = Step::Small.units(couchpad_theme::Surface::Pad);
    let sizes = [size * spot.letters, size];
    let high = sizes[0] * LINE;
    let room = Vec2::new(spot.rect.width(), high);
    if spot.label.is_empty() || spot.rect.height() < 3.0 * high {
        return 0.0;
    }
    let fitted = fit(&spot.label, Face::Regular, room, &sizes);
    let place = lies_on(Rect::from_corners(Vec2::ZERO, room));
    let words = measured(fitted.text(), fitted.size, Face::Regular, QUIET);
    commands
        .spawn((place, ChildOf(root)))
        .with_child((words, TextLayout::no_wrap()));
    high + GRID / 2.0
}
