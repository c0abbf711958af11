//! Fingers and the mouse on the controls while these are moved. One finger at a time; what it does is for the draft alone.

use super::bar::BarAt;
use super::board::Board;
use super::drag::{Drag, put};
use super::{Arranging, board};
use crate::model::PadModel;
use crate::place::Glass;
use crate::redraw::Awake;
use crate::settings::LayoutShape;
use crate::touch::{FingerId, Fingers, PadGlass};
use bevy::input::ButtonState;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::window::{AppLifecycle, WindowEvent, WindowFocused};
use couchpad_theme::TextSize;
use std::time::Duration;

/// How long a frame is drawn after a finger did something.
const TAIL: Duration = Duration::from_millis(300);

/// What is heard of a finger.
#[derive(Debug, Clone, Copy)]
enum Heard {
    Down(Vec2),
    Moved(Vec2),
    Up,
    /// The system took it away.
    Gone,
}

/// All that fingers do, in order.
pub(super) fn read(
    (mut touches, mut events): (MessageReader<TouchInput>, MessageReader<WindowEvent>),
    (mut turns, mut focus): (MessageReader<AppLifecycle>, MessageReader<WindowFocused>),
    (model, fingers, glass): (Res<PadModel>, Res<Fingers>, Res<PadGlass>),
    (letters, bar): (Res<TextSize>, Res<BarAt>),
    mut mouse: Local<Option<Vec2>>,
    mut arranging: ResMut<Arranging>,
    (time, mut awake): (Res<Time>, ResMut<Awake>),
) {
    let mut heard = Vec::new();
    for touch in touches.read() {
        heard.extend(of_touch(touch).map(|what| (FingerId::Touch(touch.id), what)));
    }
    for event in events.read() {
        heard.extend(of_window(event, &mut mouse).map(|what| (FingerId::Mouse, what)));
    }
    let unfocused = focus.read().filter(|change| !change.focused).count();
    let sleeps = turns.read().count() + unfocused > 0;
    let now = arranging.bypass_change_detection();
    let Some(layout) = model.layout.as_ref().filter(|_| model.shows_controls()) else {
        now.drag = None;
        return;
    };
    if now.draft.is_none() || heard.is_empty() && !sleeps {
        return;
    }
    let board = board(&fingers, &glass, &letters);
    let on = (glass.0.shape(layout), glass.0);
    let mut happened = false;
    if sleeps || now.drag.as_ref().is_some_and(|drag| drag.on != on) {
        now.drag = None;
        happened = true;
    }
    for (finger, what) in heard {
        let meant = !matches!(what, Heard::Down(at) if bar.0.contains(at));
        happened |= meant && hear(now, (finger, what), &board, on);
    }
    if happened {
        arranging.set_changed();
        awake.stay(time.elapsed(), TAIL);
    }
}

/// One thing that one finger did. Tells whether it did anything.
fn hear(
    arranging: &mut Arranging,
    (finger, what): (FingerId, Heard),
    board: &Board,
    (shape, glass): (LayoutShape, Glass),
) -> bool {
    let Arranging {
        draft,
        drag,
        chosen,
    } = arranging;
    match (what, &mut *drag) {
        (Heard::Down(at), None) => {
            // whoever touches has no need of the keys
            *chosen = None;
            *drag = Drag::begin(board, (finger, at), (shape, glass));
            drag.is_some()
        }
        (Heard::Moved(at), Some(moving)) if moving.finger == finger => {
            if let (Some(to), Some(draft)) = (moving.to(board, at), draft) {
                let area = |rect| glass.area(rect);
                put(draft, shape, board, (moving.control, area), to);
            }
            true
        }
        (Heard::Up | Heard::Gone, Some(moving)) if moving.finger == finger => {
            *drag = None;
            true
        }
        _ => false,
    }
}

fn of_touch(touch: &TouchInput) -> Option<Heard> {
    Some(match touch.phase {
        TouchPhase::Started => Heard::Down(touch.position),
        TouchPhase::Moved => Heard::Moved(touch.position),
        TouchPhase::Ended => Heard::Up,
        TouchPhase::Canceled => Heard::Gone,
    })
}

/// The left button of the mouse is a finger.
fn of_window(event: &WindowEvent, mouse: &mut Option<Vec2>) -> Option<Heard> {
    match event {
        WindowEvent::CursorMoved(moved) => {
            *mouse = Some(moved.position);
            Some(Heard::Moved(moved.position))
        }
        WindowEvent::MouseButtonInput(click) if click.button == MouseButton::Left => {
            match click.state {
                ButtonState::Pressed => mouse.map(Heard::Down),
                ButtonState::Released => Some(Heard::Up),
            }
        }
        _ => None,
    }
}
