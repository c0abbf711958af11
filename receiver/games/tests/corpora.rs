//! The committed corpora of kept games, of levels and of replays, and changed copies of each seed. `fuzz/README.md` says how to look for more.
#![expect(
    clippy::disallowed_methods,
    reason = "the seeds are files; the games read none"
)]

#[path = "../../../fuzz/bodies/copies.rs"]
mod copies;
#[path = "../../../fuzz/bodies/games.rs"]
mod games;
#[path = "../../../fuzz/bodies/levels.rs"]
mod levels;
#[path = "../../../fuzz/bodies/replays.rs"]
mod replays;

use std::fs;
use std::path::Path;

#[test]
fn saved_game() {
    run("saved_game", games::saved_game, 3_000);
}

#[test]
fn levels_of_others() {
    run("levels", levels::levels, 3_000);
}

#[test]
fn recorded_games() {
    run("replay", replays::replay, 2_000);
}

fn run(target: &str, body: fn(&[u8]) -> bool, copies: u32) {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    assert!(manifest.contains(&format!("name = \"{target}\"")));
    assert!(!copies::seeds(&fuzz, target).is_empty());
    copies::run(&fuzz, target, body, copies);
}
