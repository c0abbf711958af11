//! The terminal view: the same screens and games in a terminal.

use bevy::prelude::*;

/// Adds the terminal view to an app without a window.
pub fn plugin(_app: &mut App) {}
