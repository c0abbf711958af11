//! The fuzz targets' committed corpora, and thousands of changed copies of each seed, as an ordinary test: the same every
//! time. `fuzz/README.md` says how to look for more.

#[path = "../../fuzz/bodies/mod.rs"]
mod bodies;

#[path = "../../fuzz/bodies/copies.rs"]
mod copies;

use std::fs;
use std::path::{Path, PathBuf};

/// The folder that cargo-fuzz works in.
fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

fn run(target: &str, copies: u32) {
    let body = bodies::BODIES.iter().find(|(name, _)| *name == target);
    copies::run(&fuzz(), target, body.unwrap().1, copies);
}

#[test]
fn every_target_has_a_program_and_a_corpus() {
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for (target, body) in bodies::BODIES {
        assert_eq!(bodies::run(target, &[]), body(&[]));
        let program = fs::read_to_string(fuzz().join(format!("fuzz_targets/{target}.rs")));
        assert!(program.unwrap().contains(&format!("\"{target}\"")));
        assert!(manifest.contains(&format!("name = \"{target}\"")));
        assert!(!copies::seeds(&fuzz(), target).is_empty());
    }
}

#[test]
fn handshake_host() {
    run("handshake_host", 200);
}

#[test]
fn handshake_pad() {
    run("handshake_pad", 200);
}

#[test]
fn control_frames() {
    run("control_frames", 3_000);
}

#[test]
fn join_link() {
    run("join_link", 3_000);
}

#[test]
fn play_frames() {
    run("play_frames", 600);
}

#[test]
fn saved_session() {
    run("saved_session", 5_000);
}

#[test]
fn shared_state() {
    run("shared_state", 3_000);
}

#[test]
fn state_files() {
    run("state_files", 500);
}

#[test]
fn txt_record() {
    run("txt_record", 3_000);
}
