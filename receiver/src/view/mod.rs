//! The window's presenters, one per game. They read the stage and never write it.

use bevy::prelude::*;

/// Adds the presenters to a windowed app.
pub fn plugin(_app: &mut App) {}
