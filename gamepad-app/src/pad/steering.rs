//! Sliders, sticks and D-pads: a quiet ground with the player's colour where the thumb has it. Sticks and D-pads come to the
//! thumb while it holds them.

use super::button::spawn_face;
use super::controls::Look;
use super::lies_on;
use crate::place::Placed;
use crate::touch::Fingers;
use bevy::prelude::*;
use couchpad_core::protocol::{AxisIndex, ButtonIndex, ControlId};
use couchpad_theme::colour::{PRESSED, RAISED};
use couchpad_theme::space::{GRID, TOUCH};
use couchpad_theme::widgets::PillLook;

/// Something that stands where one or two axes are.
#[derive(Component)]
struct Knob {
    x: Option<AxisIndex>,
    y: Option<AxisIndex>,
    /// From the middle to either end, in dp.
    reach: Vec2,
}

/// What comes to the thumb that holds it.
#[derive(Component)]
struct Comes(ControlId);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        PostUpdate,
        (move_knobs, come).before(bevy::ui::UiSystems::Propagate),
    );
}

pub(super) fn spawn_slider(
    sheet: &mut ChildSpawnerCommands,
    placed: &Placed,
    axis: AxisIndex,
    look: Look,
) {
    let size = placed.rect.size();
    let groove = 1.5 * GRID;
    let (knob, groove) = if size.x >= size.y {
        let reach = Vec2::new((size.x - TOUCH) / 2.0, 0.0);
        (
            Knob {
                x: Some(axis),
                y: None,
                reach,
            },
            Vec2::new(size.x, groove),
        )
    } else {
        let reach = Vec2::new(0.0, (size.y - TOUCH) / 2.0);
        (
            Knob {
                x: None,
                y: Some(axis),
                reach,
            },
            Vec2::new(groove, size.y),
        )
    };
    let groove = Rect::from_center_size(size / 2.0, groove);
    sheet.spawn(lies_on(placed.rect)).with_children(|slider| {
        slider.spawn((round(groove), BackgroundColor(RAISED.color())));
        spawn_knob(slider, size / 2.0, knob, look);
    });
}

pub(super) fn spawn_stick(
    sheet: &mut ChildSpawnerCommands,
    placed: &Placed,
    [x, y]: [Option<AxisIndex>; 2],
    look: Look,
) {
    let size = placed.rect.size();
    let knob = Knob {
        x,
        y,
        reach: Vec2::splat((size.min_element() - TOUCH) / 2.0),
    };
    let ground = (round(placed.rect), BackgroundColor(RAISED.color()));
    sheet
        .spawn((ground, Comes(placed.id)))
        .with_children(|stick| spawn_knob(stick, size / 2.0, knob, look));
}

/// Four pills around a middle that presses nothing. A finger may slide from one to the next: touch reads angles.
pub(super) fn spawn_dpad(
    sheet: &mut ChildSpawnerCommands,
    placed: &Placed,
    buttons: [ButtonIndex; 4],
    look: Look,
) {
    let (rect, side) = (placed.rect, placed.rect.size().min_element());
    let offset = side / 2.0 - side * 0.18;
    let places = [Vec2::NEG_Y, Vec2::Y, Vec2::NEG_X, Vec2::X];
    let arrows = ["↑", "↓", "←", "→"];
    let cross = (lies_on(rect), Comes(placed.id));
    sheet.spawn(cross).with_children(|cross| {
        for ((place, arrow), button) in places.into_iter().zip(arrows).zip(buttons) {
            let middle = rect.size() / 2.0 + place * offset;
            let key = Rect::from_center_size(middle, Vec2::splat(side * 0.36));
            spawn_face(cross, key, (arrow, PillLook::Quiet, true), (button, look));
        }
    });
}

fn round(rect: Rect) -> Node {
    Node {
        border_radius: BorderRadius::MAX,
        ..lies_on(rect)
    }
}

fn spawn_knob(parent: &mut ChildSpawnerCommands, middle: Vec2, knob: Knob, look: Look) {
    let rect = Rect::from_center_size(middle, Vec2::splat(TOUCH));
    let ink = if look.live { look.ink } else { PRESSED };
    parent.spawn((round(rect), BackgroundColor(ink.color()), knob));
}

fn move_knobs(fingers: Res<Fingers>, mut knobs: Query<(&Knob, &mut UiTransform)>) {
    let axes = fingers.0.axes();
    let share = |axis: Option<AxisIndex>| {
        let value = axis.and_then(|axis| axes.get(usize::from(axis.0)));
        value.map_or(0.0, |value| f32::from(*value) / f32::from(i16::MAX))
    };
    for (knob, mut transform) in &mut knobs {
        let at = Vec2::new(share(knob.x), share(knob.y)) * knob.reach;
        let translation = Val2::px(at.x, at.y);
        if transform.translation != translation {
            transform.translation = translation;
        }
    }
}

fn come(fingers: Res<Fingers>, mut grounds: Query<(&Comes, &mut UiTransform)>) {
    if !fingers.is_changed() {
        return;
    }
    for (comes, mut transform) in &mut grounds {
        let drift = fingers.0.drift(comes.0);
        let translation = Val2::px(drift.x, drift.y);
        if transform.translation != translation {
            transform.translation = translation;
        }
    }
}
