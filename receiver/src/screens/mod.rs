//! The window's screens: lobby, playing, paused, results.

use bevy::prelude::*;

/// Adds the screens to a windowed app.
pub fn plugin(_app: &mut App) {}
