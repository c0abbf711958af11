//! The committed corpora as ordinary tests try them: every seed, and changed copies of each, the same every time.

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::path::Path;
use std::{fs, panic};

/// The seeds of a target, from the folder that cargo-fuzz works in.
pub(crate) fn seeds(fuzz: &Path, target: &str) -> Vec<Vec<u8>> {
    let folder = fuzz.join("corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Runs a target's seeds, and `copies` changed copies of each. A corpus has seeds of both kinds: those that get through, or
/// nothing of worth would be tried, and those that do not.
pub(crate) fn run(fuzz: &Path, target: &str, body: fn(&[u8]) -> bool, copies: u32) {
    let seeds = seeds(fuzz, target);
    let through = seeds.iter().filter(|seed| body(seed));
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
            if let Err(fault) = panic::catch_unwind(|| body(&copy)) {
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
