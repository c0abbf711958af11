//! Notices that somebody is at the window: a key, a click, a moved mouse, a finger. Must not know what it means.

use crate::attract::Touched;
use bevy::input::InputSystems;
use bevy::input::keyboard::KeyboardInput;
use bevy::input::mouse::{MouseButtonInput, MouseWheel};
use bevy::input::touch::TouchInput;
use bevy::prelude::*;
use bevy::window::CursorMoved;

pub(super) fn plugin(app: &mut App) {
    app.add_message::<Touched>().add_systems(
        PreUpdate,
        notice.after(InputSystems).before(crate::net::NetSet::Local),
    );
}

fn notice(
    mut keys: MessageReader<KeyboardInput>,
    mut buttons: MessageReader<MouseButtonInput>,
    mut wheel: MessageReader<MouseWheel>,
    mut moves: MessageReader<CursorMoved>,
    mut fingers: MessageReader<TouchInput>,
    mut touched: MessageWriter<Touched>,
) {
    // a window that comes under a mouse that rests is told where the mouse is, too
    let is_moved = |event: &CursorMoved| event.delta.is_some_and(|way| way != Vec2::ZERO);
    let events = keys.read().count() + buttons.read().count() + wheel.read().count();
    let events = events + fingers.read().count() + moves.read().filter(|e| is_moved(e)).count();
    if events > 0 {
        touched.write(Touched);
    }
}
