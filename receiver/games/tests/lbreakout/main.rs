//! The level sets of LBreakout2, as Linux distributions package them: every one is read or refused with a reason, and what
//! is read can be played. Nothing of them is part of this project, so they are looked for on the system.
#![expect(
    clippy::disallowed_methods,
    reason = "the sets are files; the games read none"
)]

use couchpad_games::arkanoid::rounds::{ImportFault, Imported, Level, Pack, import};
use couchpad_games::arkanoid::{Arkanoid, BrickKind, Phase, STEPS_PER_SECOND};
use couchpad_games::game::{Game, Inputs, Outputs, SeatEvent, SeatIndex, Setup};
use std::path::{Path, PathBuf};

/// 1: what cannot be tried fails. Continuous integration sets it, where nobody reads what a test that passed has said.
const MUST: &str = "COUCHPAD_MUST_TEST";
/// 1: every level is played to its end, which takes minutes.
const ALL: &str = "COUCHPAD_ALL_LEVELS";
/// Where distributions keep them.
const PLACES: [&str; 3] = [
    "/usr/share/games/lbreakout2/levels",
    "/usr/share/lbreakout2/levels",
    "/usr/share/lbreakouthd/levels",
];
const BOTS: u16 = 2;
/// Without a hit a brick crumbles after so long; so no level takes longer than that for each hit that it takes, and the
/// balls' flights between.
const SECONDS_A_HIT: u32 = 30;

/// The sets that are there, by name; empty, and said aloud, where the system has none.
fn sets() -> Vec<(String, Vec<u8>)> {
    let Some(folder) = PLACES.map(Path::new).into_iter().find(|p| p.is_dir()) else {
        // elsewhere nobody packages them
        let must = cfg!(target_os = "linux") && std::env::var(MUST).is_ok_and(|v| v == "1");
        assert!(!must, "no level sets of LBreakout2: cargo xtask setup test");
        eprintln!("NOT TRIED: no level sets of LBreakout2 here (Debian: lbreakout2-data)");
        return Vec::new();
    };
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let set = |path: PathBuf| (name(&path), std::fs::read(&path).unwrap());
    files.into_iter().map(set).collect()
}

/// Those that can be read.
fn imported() -> Vec<(String, Imported)> {
    let read = |(name, bytes): (String, Vec<u8>)| Some((name.clone(), import(&name, &bytes).ok()?));
    sets().into_iter().filter_map(read).collect()
}

#[test]
fn every_set_is_read_or_refused_with_a_reason() {
    let sets = sets();
    let (mut levels, mut left_out) = (0, 0);
    for (name, bytes) in &sets {
        match import(name, bytes) {
            Ok(set) => {
                levels += set
                    .packs
                    .iter()
                    .map(|pack| pack.levels().len())
                    .sum::<usize>();
                left_out += set.left_out.len();
                for pack in &set.packs {
                    assert_eq!(Pack::parse(&pack.print()).as_ref(), Ok(pack), "{name}");
                }
            }
            Err(error) => {
                eprintln!("{name}: {error}");
                assert!(error.line <= bytes.len(), "{name}: {error}");
                assert_ne!(error.fault, ImportFault::NoLevel, "{name}: {error}");
            }
        }
    }
    eprintln!("{} sets, {levels} levels, {left_out} left out", sets.len());
    assert!(sets.is_empty() || levels >= 2_000, "{levels}");
}

#[test]
fn no_brick_of_a_set_is_lost_on_the_way() {
    for (name, bytes) in sets() {
        let text = String::from_utf8_lossy(&bytes);
        let Ok(set) = import(&name, &bytes) else {
            continue;
        };
        let mut is_bricks = false;
        let bricks = text.lines().filter(|line| {
            is_bricks = line.starts_with("Bricks:") || is_bricks && !line.starts_with("Bonus:");
            is_bricks && !line.starts_with("Bricks:")
        });
        let there: usize = bricks
            .map(|line| line.chars().take(14).filter(|c| *c != '.').count())
            .sum();
        let levels = set.packs.iter().flat_map(Pack::levels);
        let kept: usize = levels
            .map(|level| level.bricks.iter().flatten().flatten().count())
            .sum();
        // those of the levels without anything to break are left out
        let is_kept = if set.left_out.is_empty() {
            kept == there
        } else {
            kept <= there
        };
        assert!(is_kept, "{name}: {kept} of {there}");
    }
}

/// A game of one level with bots: steps that it took, and whether they cleared it. `None` if it was not over after `most`.
fn play(level: &Level, most: u32) -> Option<(u32, bool)> {
    let text = format!("couchpad-levels 1\nname: T\n\nround: T\n{}", rows(level));
    let setup = Setup {
        pack: Some(text),
        ..Setup::new(u64::from(most))
    };
    let mut game = Arkanoid::new(&setup);
    assert_eq!(
        game.state()
            .bricks
            .map(|row| row.map(|b| b.map(|b| b.kind))),
        kinds(level)
    );
    (0..BOTS).for_each(|seat| game.on_seat(SeatEvent::Taken(SeatIndex(seat))));
    let mut outputs = Outputs::default();
    for step in 1..=most {
        let seats = [0, 1].map(|seat| game.stand_in(SeatIndex(seat)));
        outputs.clear();
        let inputs = Inputs {
            seats: &seats,
            actions: &[],
        };
        game.step(&inputs, &mut outputs);
        if game.is_over() {
            return Some((step, game.state().phase == Phase::Won));
        }
    }
    None
}

fn kinds(level: &Level) -> [[Option<BrickKind>; 14]; 18] {
    level.bricks.map(|row| row.map(|b| b.map(|b| b.kind)))
}

fn rows(level: &Level) -> String {
    let sign = |kind: Option<BrickKind>| match kind {
        None => '.',
        Some(BrickKind::Plain) => '3',
        Some(BrickKind::Silver) => 'S',
        Some(BrickKind::Gold) => 'G',
    };
    let line =
        |row: [Option<BrickKind>; 14]| row.into_iter().map(sign).chain(['\n']).collect::<String>();
    kinds(level).into_iter().map(line).collect()
}

/// No game of the level takes more steps.
fn longest(level: &Level) -> u32 {
    let hits = |kind: BrickKind| match kind {
        BrickKind::Plain => 1,
        BrickKind::Silver => 2,
        BrickKind::Gold => 0,
    };
    let bricks = kinds(level).into_iter().flatten().flatten();
    let hits: u32 = bricks.map(hits).sum();
    (hits + 10) * SECONDS_A_HIT * STEPS_PER_SECOND
}

/// Where nobody asks for all, one level of each set is played to its end, another one each time that a set has more.
#[test]
fn bots_play_imported_levels_to_their_end() {
    let all = std::env::var(ALL).is_ok_and(|value| value == "1");
    let (mut played, mut cleared, mut longest_yet) = (0, 0, (0, String::new()));
    for (at, (name, set)) in imported().iter().enumerate() {
        let levels: Vec<_> = set.packs.iter().flat_map(Pack::levels).collect();
        for (number, level) in levels.iter().enumerate() {
            if !all && number != at % levels.len() {
                continue;
            }
            let place = format!("{name}, level {}", number + 1);
            let end = play(level, longest(level));
            let (steps, is_cleared) = end.unwrap_or_else(|| panic!("{place}: no end"));
            played += 1;
            cleared += u32::from(is_cleared);
            longest_yet = longest_yet.max((steps, place));
        }
    }
    eprintln!("{cleared} of {played} cleared, the longest: {longest_yet:?}");
    assert!(cleared * 4 >= played * 3, "{cleared} of {played}");
}

/// A pack that was imported is what the game is played with.
#[test]
fn every_imported_pack_is_played_as_it_is() {
    for (name, set) in imported() {
        for pack in &set.packs {
            let setup = Setup {
                pack: Some(pack.print()),
                ..Setup::new(1)
            };
            let game = Arkanoid::new(&setup);
            let (state, first) = (game.state(), &pack.levels()[0]);
            assert_eq!(
                state.rounds,
                u32::try_from(pack.levels().len()).ok(),
                "{name}"
            );
            assert_eq!(
                (&state.title, state.bricks),
                (&first.title, first.bricks),
                "{name}"
            );
        }
    }
}
