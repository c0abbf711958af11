//! The window itself: filling the screen, and no mouse pointer over a game.

use crate::view::OnStage;
use bevy::prelude::*;
use bevy::window::{CursorOptions, MonitorSelection, PrimaryWindow, WindowMode};

/// Fill the screen, or stop filling it.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ToggleFullscreen;

pub(super) fn plugin(app: &mut App) {
    app.add_message::<ToggleFullscreen>()
        .add_systems(Update, toggle_fullscreen)
        .add_systems(OnEnter(OnStage), show_pointer::<false>)
        .add_systems(OnExit(OnStage), show_pointer::<true>);
}

fn toggle_fullscreen(
    mut wishes: MessageReader<ToggleFullscreen>,
    mut windows: Query<&mut Window, With<PrimaryWindow>>,
) {
    if wishes.read().count().is_multiple_of(2) {
        return;
    }
    for mut window in &mut windows {
        window.mode = match window.mode {
            WindowMode::Windowed => WindowMode::BorderlessFullscreen(MonitorSelection::Current),
            _ => WindowMode::Windowed,
        };
    }
}

fn show_pointer<const SHOWN: bool>(mut pointers: Query<&mut CursorOptions, With<PrimaryWindow>>) {
    for mut pointer in &mut pointers {
        pointer.visible = SHOWN;
    }
}
