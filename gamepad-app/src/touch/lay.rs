//! Where the controls lie now: the glass, the layout and the settings make a plan, and the fingers read it. Must not know
//! what fingers do.

use super::surface::Ways;
use super::tilt::TiltNow;
use super::{Action, Fingers, PadGlass, SafeInsets};
use crate::arrange::Arranging;
use crate::model::PadModel;
use crate::place::{Glass, Placing, Plan};
use crate::settings::Settings;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use couchpad_theme::TextSize;

/// A glass that was turned since the last frame: what is heard in this one may be of before and of after.
pub(super) fn notice_turn(
    windows: Query<&Window, With<PrimaryWindow>>,
    mut fingers: ResMut<Fingers>,
    mut out: MessageWriter<Action>,
) {
    let Ok(window) = windows.single() else {
        return;
    };
    let size = window.resolution.size();
    if size == fingers.0.plan().size {
        return;
    }
    let mut actions = Vec::new();
    fingers.0.turn(size, &mut actions);
    out.write_batch(actions);
}

pub(super) fn measure_glass(
    windows: Query<&Window, With<PrimaryWindow>>,
    insets: Res<SafeInsets>,
    mut glass: ResMut<PadGlass>,
) {
    let Ok(window) = windows.single() else {
        return;
    };
    let now = Glass {
        size: window.resolution.size(),
        insets: insets.0,
    };
    glass.set_if_neq(PadGlass(now));
}

/// Start values from the receiver: told once each, by their count.
pub(super) fn take_axes(model: Res<PadModel>, mut seen: Local<u64>, mut fingers: ResMut<Fingers>) {
    if std::mem::replace(&mut *seen, model.axes_told) != model.axes_told {
        fingers.0.set_axes(model.axes);
    }
}

pub(super) fn place_controls(
    (model, glass, settings): (Res<PadModel>, Res<PadGlass>, Res<Settings>),
    (tilt, text, arranging): (Res<TiltNow>, Res<TextSize>, Res<Arranging>),
    mut leant: Local<bool>,
    mut fingers: ResMut<Fingers>,
    mut out: MessageWriter<Action>,
) {
    let leans = tilt.0.is_some();
    let sensor_changed = std::mem::replace(&mut *leant, leans) != leans;
    let wish_changed = settings.is_changed() || text.is_changed() || sensor_changed;
    let arranged = arranging.is_changed();
    if !(model.is_changed() || glass.is_changed() || wish_changed || arranged) {
        return;
    }
    let plan = match &model.layout {
        Some(layout) if model.shows_controls() => {
            let how = Placing {
                letters: text.times(),
                tilts: leans && settings.tilt,
                boards: Placing::boards(&model.showing),
                moved: Placing::moved(arranging.shown(&settings), layout, &glass.0),
                ..Placing::of(&settings, layout, &glass.0)
            };
            Plan::as_wanted(layout, &glass.0, &how)
        }
        _ => Plan::blank(&glass.0),
    };
    let mut actions = Vec::new();
    if plan != *fingers.0.plan() {
        fingers.0.set_plan(plan, &mut actions);
    }
    let ways = Ways::of(&settings);
    if ways != fingers.0.ways() {
        fingers.0.set_ways(ways, &mut actions);
    }
    out.write_batch(actions);
}
