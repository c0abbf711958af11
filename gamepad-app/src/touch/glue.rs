//! Bevy's window and touch messages to [`TouchSurface`](super::TouchSurface) and back to [`Action`]s.

use super::{Action, Covered, FingerId, Fingers, PadGlass, SafeInsets};
use crate::model::PadModel;
use crate::place::{Glass, Plan};
use bevy::input::ButtonState;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::window::{PrimaryWindow, WindowEvent, WindowFocused};

/// A window that is no longer in front gets no more news of its fingers: all are taken for lifted.
pub(super) fn cancel_lost(
    mut focus: MessageReader<WindowFocused>,
    mut fingers: ResMut<Fingers>,
    mut out: MessageWriter<Action>,
) {
    if focus.read().any(|change| !change.focused) {
        let mut actions = Vec::new();
        fingers.0.cancel_all(&mut actions);
        out.write_batch(actions);
    }
}

pub(super) fn read_touches(
    mut touches: MessageReader<TouchInput>,
    covered: Res<Covered>,
    mut fingers: ResMut<Fingers>,
    mut out: MessageWriter<Action>,
) {
    if covered.0 {
        // not kept for later: they were for what covers the controls
        touches.clear();
    }
    if touches.is_empty() {
        return;
    }
    let mut actions = Vec::new();
    let surface = &mut fingers.0;
    for touch in touches.read() {
        let id = FingerId::Touch(touch.id);
        match touch.phase {
            TouchPhase::Started => {
                surface.cancel(FingerId::Mouse, &mut actions);
                surface.down(id, touch.position, &mut actions);
            }
            TouchPhase::Moved => surface.moved(id, touch.position, &mut actions),
            TouchPhase::Ended => {
                // The last position may be news, too.
                surface.moved(id, touch.position, &mut actions);
                surface.up(id, &mut actions);
            }
            TouchPhase::Canceled => surface.cancel(id, &mut actions),
        }
    }
    out.write_batch(actions);
}

/// The left button of the mouse is a finger. Read from the one stream that keeps the order of motions and clicks.
pub(super) fn read_mouse(
    mut events: MessageReader<WindowEvent>,
    windows: Query<&Window>,
    mut at: Local<Option<Vec2>>,
    covered: Res<Covered>,
    mut fingers: ResMut<Fingers>,
    mut out: MessageWriter<Action>,
) {
    if covered.0 {
        events.clear();
    }
    if events.is_empty() {
        return;
    }
    let mut actions = Vec::new();
    let surface = &mut fingers.bypass_change_detection().0;
    for event in events.read() {
        match event {
            WindowEvent::CursorMoved(moved) => {
                *at = Some(moved.position);
                surface.moved(FingerId::Mouse, moved.position, &mut actions);
            }
            WindowEvent::CursorLeft(_) => {
                *at = None;
                surface.cancel(FingerId::Mouse, &mut actions);
            }
            WindowEvent::MouseButtonInput(click) if click.button == MouseButton::Left => {
                let cursor = || windows.get(click.window).ok()?.cursor_position();
                match (click.state, at.or_else(cursor)) {
                    (ButtonState::Pressed, Some(at)) if !surface.has_touch() => {
                        surface.down(FingerId::Mouse, at, &mut actions);
                    }
                    (ButtonState::Pressed, _) => {}
                    (ButtonState::Released, _) => surface.up(FingerId::Mouse, &mut actions),
                }
            }
            _ => {}
        }
    }
    if surface.touching() || !actions.is_empty() {
        fingers.set_changed();
    }
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
    model: Res<PadModel>,
    glass: Res<PadGlass>,
    mut fingers: ResMut<Fingers>,
    mut out: MessageWriter<Action>,
) {
    if !(model.is_changed() || glass.is_changed()) {
        return;
    }
    let plan = match &model.layout {
        Some(layout) if model.shows_controls() => Plan::new(layout, &glass.0),
        _ => Plan::default(),
    };
    if plan != *fingers.0.plan() {
        let mut actions = Vec::new();
        fingers.0.set_plan(plan, &mut actions);
        out.write_batch(actions);
    }
}
