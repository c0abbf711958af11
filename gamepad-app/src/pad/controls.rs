//! The controls of the layout, spawned anew whenever they, their places, or whose pad it is changed; that is rare. What
//! fingers do to them is painted by their own rooms, every frame.

use super::{Layer, answers, button, field, ink, lies_on, sheet, steering};
use crate::a11y::Unspoken;
use crate::model::PadModel;
use crate::place::{Placed, Plan, title};
use crate::touch::Fingers;
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_core::protocol::ControlKind;
use couchpad_theme::TextSize;
use couchpad_theme::colour::{QUIET, Swatch};
use couchpad_theme::measure::Face;
use couchpad_theme::widgets::measured;

/// The controls are on the glass: what is painted on them comes after.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ControlsLaid;

#[derive(Component)]
struct ControlsSheet;

/// What decides the nodes.
#[derive(Debug, Clone, PartialEq)]
struct Laid {
    plan: Plan,
    look: Look,
}

/// What every control needs to know beside its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// The player's colour.
    pub(super) ink: Swatch,
    /// Whether touching it does anything now.
    pub(super) live: bool,
    /// Times the usual size of letters.
    pub(super) letters: f32,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Controls), ControlsSheet, Unspoken));
    })
    .add_systems(Update, lay.in_set(ControlsLaid));
    button::plugin(app);
    steering::plugin(app);
    answers::plugin(app);
    field::plugin(app);
}

fn lay(
    mut commands: Commands,
    model: Res<PadModel>,
    (fingers, letters): (Res<Fingers>, Res<TextSize>),
    sheet: Query<Entity, With<ControlsSheet>>,
    mut laid: Local<Option<Laid>>,
) {
    if !(model.is_changed() || fingers.is_changed() || letters.is_changed()) {
        return;
    }
    let look = Look {
        ink: ink(&model),
        live: model.is_live(),
        letters: letters.times(),
    };
    let plan = fingers.0.plan();
    if laid
        .as_ref()
        .is_some_and(|l| l.look == look && l.plan == *plan)
    {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    commands.entity(sheet).despawn_children();
    commands.entity(sheet).with_children(|sheet| {
        for placed in &plan.controls {
            spawn(sheet, placed, look);
        }
    });
    *laid = Some(Laid {
        plan: plan.clone(),
        look,
    });
}

/// The word for a control that it is not written on.
fn spawn_title(sheet: &mut ChildSpawnerCommands, placed: &Placed, look: Look) {
    let Some(place) = placed.title else {
        return;
    };
    let words = title(&placed.label, place.width(), look.letters);
    let layout = TextLayout::new(Justify::Center, LineBreak::NoWrap);
    let words = measured(words.text(), words.size, Face::Regular, QUIET);
    sheet.spawn(lies_on(place)).with_child((words, layout));
}

fn spawn(sheet: &mut ChildSpawnerCommands, placed: &Placed, look: Look) {
    spawn_title(sheet, placed, look);
    match &placed.kind {
        // The rest of the glass: nothing to draw but the hint and the light. A feel is nothing to see, and what is shown has
        // a room of its own.
        ControlKind::SwipeArea { .. } | ControlKind::Feel { .. } | ControlKind::Show { .. } => {}
        ControlKind::Button { button, weight } => {
            button::spawn(sheet, placed, (*button, *weight), look);
        }
        ControlKind::Slider { axis } => steering::spawn_slider(sheet, placed, *axis, look),
        ControlKind::Stick { x, y } => {
            steering::spawn_stick(sheet, placed, [Some(*x), Some(*y)], look);
        }
        ControlKind::Tilt { x, y, .. } => steering::spawn_stick(sheet, placed, [*x, *y], look),
        ControlKind::DPad {
            up,
            down,
            left,
            right,
        } => steering::spawn_dpad(sheet, placed, [*up, *down, *left, *right], look),
        ControlKind::Choices { options } => answers::spawn(sheet, placed, options, look),
        ControlKind::Text { hint } => field::spawn(sheet, placed, hint, look),
    }
}
