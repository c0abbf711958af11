//! What a player feels and sees: of the own fingers at once, and of the game, from a real host over loopback.

mod end_to_end;
mod instant;
#[path = "../support/mod.rs"]
mod support;
