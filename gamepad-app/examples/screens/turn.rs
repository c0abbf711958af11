//! The arrow keys lead from screen to screen. The app never hears of them: there they lead over a page. Must not know what is
//! on a screen.

use crate::screens::SCREENS;
use crate::stage::Shown;
use bevy::ecs::message::MessageCursor;
use bevy::input::InputSystems;
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::prelude::*;

/// Listens to the arrow keys.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(PreUpdate, turn.before(InputSystems));
}

/// Takes its keys out of the stream and leaves the others, which nobody has read yet, in their order.
fn turn(
    mut keys: ResMut<Messages<KeyboardInput>>,
    mut heard: Local<MessageCursor<KeyboardInput>>,
    mut shown: ResMut<Shown>,
) {
    let news = heard.read(&keys).cloned();
    let (ours, others): (Vec<_>, Vec<_>) = news.partition(|key| is_ours(&key.logical_key));
    if ours.is_empty() {
        return;
    }
    keys.clear();
    keys.write_batch(others);
    heard.clear(&keys);
    for key in ours.iter().filter(|key| key.state.is_pressed()) {
        let forward = key.logical_key == Key::ArrowRight;
        shown.0 = beside(shown.0, forward);
    }
}

fn is_ours(key: &Key) -> bool {
    matches!(key, Key::ArrowLeft | Key::ArrowRight)
}

/// The next one or the one before, around the ends.
fn beside(at: usize, forward: bool) -> usize {
    let step = if forward { 1 } else { SCREENS.len() - 1 };
    (at + step) % SCREENS.len()
}
