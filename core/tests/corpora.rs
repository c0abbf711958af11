//! The fuzz targets' committed corpora, and thousands of changed copies of each seed, as an ordinary test: the same every
//! time. `fuzz/README.md` says how to look for more.

#[path = "../../fuzz/bodies/mod.rs"]
mod bodies;

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::path::{Path, PathBuf};
use std::{fs, panic};

/// The folder that cargo-fuzz works in.
fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = fuzz().join("corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Runs a target's seeds, and `copies` changed copies of each. A corpus has seeds of both kinds: those that get through, or
/// nothing of worth would be tried, and those that do not.
fn run(target: &str, copies: u32) {
    let seeds = seeds(target);
    let through = seeds.iter().filter(|seed| bodies::run(target, seed));
    let through = through.count();
    assert!(
        (1..seeds.len()).contains(&through),
        "{through} of {}",
        seeds.len()
    );
    let mut random = Pcg64Mcg::seed_from_u64(0xc0c);
    for _ in 0..copies {
        for seed in &seeds {
            let other = &seeds[random.next_u32() as usize % seeds.len()];
            let copy = change(seed, other, &mut random);
            if let Err(fault) = panic::catch_unwind(|| bodies::run(target, &copy)) {
                eprintln!("{target} fails with {copy:?}");
                panic::resume_unwind(fault);
            }
        }
    }
}

/// A copy with one to four changes, as fuzzers make them.
fn change(seed: &[u8], other: &[u8], random: &mut Pcg64Mcg) -> Vec<u8> {
    let mut copy = seed.to_vec();
    for _ in 0..=random.next_u32() % 4 {
        let byte = random.next_u32() as u8;
        let mut place = |len: usize| random.next_u32() as usize % len.max(1);
        let (at, to) = (place(copy.len()), place(copy.len()));
        let (from, until) = (at.min(to), at.max(to));
        match place(7) {
            0 if !copy.is_empty() => copy[at] ^= 1 << (byte % 8),
            1 if !copy.is_empty() => copy[at] = byte,
            2 => copy.insert(at, byte),
            3 => copy.truncate(at),
            4 => drop(copy.drain(from..until)),
            5 => {
                let piece = copy[from..until].to_vec();
                copy.splice(to..to, piece);
            }
            _ => {
                let cut = place(other.len());
                copy.truncate(at);
                copy.extend_from_slice(&other[cut..]);
            }
        }
    }
    copy
}

#[test]
fn every_target_has_a_program_and_a_corpus() {
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for (target, _) in bodies::BODIES {
        let program = fs::read_to_string(fuzz().join(format!("fuzz_targets/{target}.rs")));
        assert!(program.unwrap().contains(&format!("\"{target}\"")));
        assert!(manifest.contains(&format!("name = \"{target}\"")));
        assert!(!seeds(target).is_empty());
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
fn state_files() {
    run("state_files", 500);
}

#[test]
fn txt_record() {
    run("txt_record", 3_000);
}
