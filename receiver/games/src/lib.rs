//! The rules of Couchpad's games: pure and deterministic. No Bevy, no I/O, no clock, no global state.

pub mod arkanoid;
pub mod checksum;
pub mod dice;
pub mod game;
