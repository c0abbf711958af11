//! The committed corpus of kept games, and changed copies of each seed. `fuzz/README.md` says how to look for more.
#![expect(
    clippy::disallowed_methods,
    reason = "the seeds are files; the games read none"
)]

#[path = "../../../fuzz/bodies/copies.rs"]
mod copies;
#[path = "../../../fuzz/bodies/games.rs"]
mod games;

use std::fs;
use std::path::Path;

#[test]
fn saved_game() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"saved_game\""));
    assert!(!copies::seeds(&fuzz, "saved_game").is_empty());
    copies::run(&fuzz, "saved_game", games::saved_game, 3_000);
}
