//! Bevy's window and touch messages to [`TouchSurface`](super::TouchSurface) and back to [`Action`]s.

use super::{Action, Covered, FingerId, Fingers};
use bevy::input::ButtonState;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::window::{AppLifecycle, WindowEvent, WindowFocused, WindowOccluded};

/// What is heard from now on came now.
pub(super) fn begin_frame(time: Res<Time>, mut fingers: ResMut<Fingers>) {
    let surface = &mut fingers.bypass_change_detection().0;
    surface.begin_frame(time.elapsed());
}

/// What moves smoothly moves on, and is drawn until it is there.
pub(super) fn end_frame(mut fingers: ResMut<Fingers>, mut out: MessageWriter<Action>) {
    let mut actions = Vec::new();
    let surface = &mut fingers.bypass_change_detection().0;
    surface.end_frame(&mut actions);
    if !(actions.is_empty() && surface.is_settled()) {
        fingers.set_changed();
    }
    out.write_batch(actions);
}

/// A window that is no longer in front, or an app that the system lets sleep, gets no more news of its fingers: all are taken
/// for lifted. After what was read: which of the two came first is not known, and a press that nobody ends is worse than none.
pub(super) fn cancel_lost(
    mut focus: MessageReader<WindowFocused>,
    mut hidden: MessageReader<WindowOccluded>,
    mut turns: MessageReader<AppLifecycle>,
    mut fingers: ResMut<Fingers>,
    mut out: MessageWriter<Action>,
) {
    let unfocused = focus.read().filter(|change| !change.focused).count();
    let hidden = hidden.read().filter(|change| change.occluded).count();
    let sleeps =
        |turn: &&AppLifecycle| matches!(turn, AppLifecycle::WillSuspend | AppLifecycle::Suspended);
    let asleep = turns.read().filter(sleeps).count();
    if unfocused + hidden + asleep > 0 {
        let mut actions = Vec::new();
        fingers.0.cancel_all(&mut actions);
        out.write_batch(actions);
    }
}

pub(super) fn read_touches(
    time: Res<Time>,
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
        // in the form in which the tests read it again
        tracing::trace!(
            "touch {:.1} {:?} {} {:.1} {:.1}",
            time.elapsed_secs_f64() * 1000.0,
            touch.phase,
            touch.id,
            touch.position.x,
            touch.position.y
        );
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
