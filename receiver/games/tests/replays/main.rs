//! Recorded games that must go the very same way again on every machine and in every build profile: bots have played all
//! modes, a pack and the boss, alone and up to eight, some of whom came late or left.
//!
//! Where the rules have changed, and a game's `rules` were counted up with them:
//! `COUCHPAD_REPLAYS=record cargo test -p couchpad-games --test replays` plays and writes them anew; with the id of a game
//! instead of `record`, those of that game.
#![expect(
    clippy::disallowed_methods,
    reason = "the recordings are files; the games read none"
)]

mod cases;
mod record;

use cases::CASES;
use couchpad_games::arkanoid::{self, Arkanoid};
use couchpad_games::game::{Game, Pacing, Running};
use couchpad_games::replay::{Replay, Turn};
use record::folder;
use std::collections::BTreeSet;
use std::sync::Once;

/// Before any of them is read.
fn make_anew_if_wanted() {
    static MADE: Once = Once::new();
    MADE.call_once(|| {
        let Ok(wish) = std::env::var("COUCHPAD_REPLAYS") else {
            return;
        };
        let is_wanted = |case: &&cases::Case| wish == "record" || wish == case.game;
        for case in CASES.iter().filter(is_wanted) {
            std::fs::write(case.path(), case.record()).unwrap();
        }
    });
}

#[test]
fn every_recorded_game_goes_the_same_way_again() {
    make_anew_if_wanted();
    assert_eq!(files(), CASES.iter().map(|case| case.name.into()).collect());
    for case in CASES {
        let path = case.path();
        let shown = path.display();
        let bytes = std::fs::read(&path).unwrap();
        let verdict = Replay::open(bytes).and_then(|replay| {
            assert_eq!(replay.head(), &case.head(), "{shown}: it is another game");
            replay.check()
        });
        let verdict = verdict.unwrap_or_else(|error| {
            panic!(
                "{shown}: {error}\nIf the rules have changed on purpose, count up the game's `rules` and set COUCHPAD_REPLAYS=record"
            )
        });
        // of what waits for events there are fewer steps, and so fewer checksums
        let least = match case.entry().manifest.pacing {
            Pacing::Fixed(_) => 10,
            Pacing::OnEvent => 1,
        };
        assert!(verdict.end.is_some() && verdict.checks >= least, "{shown}");
        assert!(verdict.team != 0, "{shown}: nothing happens in it");
        println!("{shown}: {verdict:?}");
    }
}

/// The recordings that lie there.
fn files() -> BTreeSet<String> {
    let paths = std::fs::read_dir(folder()).unwrap();
    paths
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "replay"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn all_that_can_be_chosen_is_played() {
    for entry in couchpad_games::games() {
        let cases = || CASES.iter().filter(|case| case.game == entry.manifest.id);
        if cases().count() == 0 {
            // a game that is being written changes too often for one
            println!("{}: nothing is recorded of it yet", entry.manifest.id);
            continue;
        }
        for option in entry.manifest.options {
            for value in option.values {
                let wanted = (option.id, value.id);
                let is_played = cases().any(|case| case.options.contains(&wanted));
                assert!(is_played, "{wanted:?}");
            }
        }
        let has_pack = cases().any(|case| case.pack.is_some());
        assert_eq!(has_pack, entry.manifest.packs.is_some());
    }
    let arkanoid = CASES.iter().filter(|case| case.game == "arkanoid");
    let players: BTreeSet<_> = arkanoid.map(|case| case.players.len()).collect();
    assert_eq!(players, (1..=8).collect());
}

/// What there can be in a game of Arkanoid beside paddles, balls and bricks.
fn seen(state: &arkanoid::State) -> impl Iterator<Item = String> {
    let is = |name: &str, is: bool| is.then(|| name.to_owned());
    let powers = state.paddles.iter();
    let powers = powers.map(|paddle| format!("{:?}", paddle.power));
    let kinds = state.capsules.iter();
    let kinds = kinds.map(|capsule| format!("{:?}", capsule.kind));
    [
        is("shots", !state.shots.is_empty()),
        is("enemies", !state.enemies.is_empty()),
        is("boss", state.boss.is_some()),
        is("bolts", !state.bolts.is_empty()),
        is("door", state.door),
        is("out", state.paddles.iter().any(|paddle| paddle.out > 0)),
        is("waiting", !state.waiting.is_empty()),
        is("won", state.phase == arkanoid::Phase::Won),
        is("lost", state.phase == arkanoid::Phase::Lost),
    ]
    .into_iter()
    .flatten()
    .chain(powers)
    .chain(kinds)
    .collect::<Vec<_>>()
    .into_iter()
}

#[test]
fn all_that_there_is_comes_up() {
    make_anew_if_wanted();
    let mut all = BTreeSet::new();
    for case in CASES.iter().filter(|case| case.game == "arkanoid") {
        let replay = Replay::open(std::fs::read(case.path()).unwrap()).unwrap();
        let (mut game, mut play) = replay.begin().unwrap();
        while play.step(&mut *game) == Ok(Turn::Stepped) {
            let running = game.as_any().downcast_ref::<Running<Arkanoid>>();
            all.extend(seen(running.unwrap().game.state()));
        }
    }
    let powers = ["None", "Wide", "Catch", "Laser"];
    let others = [
        "shots", "enemies", "boss", "bolts", "door", "out", "waiting", "won", "lost",
    ];
    let kinds = arkanoid::CapsuleKind::ALL.map(|kind| format!("{kind:?}"));
    let wanted = powers.iter().chain(&others).map(|name| (*name).to_owned());
    let missing: Vec<_> = wanted.chain(kinds).filter(|w| !all.contains(w)).collect();
    assert!(missing.is_empty(), "{missing:?} come up nowhere");
}
