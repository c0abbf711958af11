//! The rules of Couchpad's games: pure and deterministic. No Bevy, no I/O, no clock, no global state.
//!
//! `docs/tutorial.md` leads through a first one, `docs/new-game.md` has all parts. [`game::Game`] is what a game is.

pub mod arkanoid;
pub mod checksum;
pub mod dice;
pub mod four;
pub mod game;
mod manifest;
pub mod packs;
pub mod pong;
pub mod replay;
pub mod saved;
pub mod snake;
pub mod tales;
pub mod tug;

use game::GameEntry;

/// All games, one line each; the receiver offers them in this order.
static GAMES: &[GameEntry] = &[
    GameEntry::of::<arkanoid::Arkanoid>(),
    GameEntry::of::<tug::Tug>(),
    GameEntry::of::<snake::Snakes>(),
    GameEntry::of::<four::Four>(),
    GameEntry::of::<pong::Pong>(),
    GameEntry::of::<tales::Tales>(),
];

/// All games.
#[must_use]
pub fn games() -> &'static [GameEntry] {
    GAMES
}

/// The game with that id.
#[must_use]
pub fn find(id: &str) -> Option<&'static GameEntry> {
    GAMES.iter().find(|game| game.manifest.id == id)
}
