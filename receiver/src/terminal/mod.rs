//! The terminal view: the same screens and games in a terminal.
//!
//! `console` owns the terminal itself, `keys` says what a key means (those about the room are the window's) and `doers`
//! carry it out, `hands` what held keys do, `colours` what the terminal can show, `sights` find what there is to show,
//! `screens` draw everything but the game, `presenters` find who draws the game. Like the window it reads the stage and
//! the roster and writes wishes alone.

mod arkanoid;
mod canvas;
mod colours;
mod console;
mod digits;
mod doers;
mod four;
mod hands;
mod inbox;
mod keys;
mod notes;
mod pong;
mod presenters;
mod qr;
mod screens;
mod sights;
mod snake;
mod systems;
mod tales;
mod tug;

pub use colours::{Colours, Depth};
pub use console::{MIN_COLUMNS, MIN_ROWS, Unfit, check_size};
pub use notes::{About, Note, Notes};
pub use presenters::{Scene, TerminalPresenter};
pub use screens::{Idle, Reel, Shown, draw};

use bevy::prelude::*;

/// Adds the terminal view to an app without a window. The terminal is taken when the app starts and given back when the
/// app is dropped or panics; call [`check_size`] before.
pub fn plugin(app: &mut App) {
    systems::plugin(app);
}
