//! Games are recorded as they are played, however often they are paused, left, joined late or restored; and what was recorded
//! is played again the same way.

use crate::process::{couchpad, run};
use crate::table::Table;
use couchpad_core::protocol::{AxisIndex, ButtonIndex};
use couchpad_games::game::SeatIndex;
use couchpad_games::replay::{End, Replay, ReplayError, Turn};
use couchpad_receiver::choices::{Choices, Pack};
use couchpad_receiver::flow::{Intent, Screen};
use couchpad_receiver::replay::{Recording, Target};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// A table whose games are recorded.
fn recorded() -> (Table, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut table = Table::new();
    let target = Target::new(&folder.path().join("party.replay")).unwrap();
    table.app.insert_resource(Recording::new(target));
    (table, folder)
}

fn open(folder: &Path, name: &str) -> Replay {
    let path = folder.join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    Replay::open(bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Somebody swipes to and fro and launches.
fn swipe(table: &mut Table, pad: usize, seconds: i16) {
    for second in 0..seconds {
        let to = if second % 2 == 0 { 9_000 } else { -9_000 };
        let now = table.now();
        table.pad(pad).session_mut().set_axis(now, AxisIndex(0), to);
        table.tap(pad, ButtonIndex(0));
        table.pass(Duration::from_millis(900));
    }
}

#[test]
fn a_game_is_recorded_from_its_first_step_to_its_last() {
    let (mut table, folder) = recorded();
    let ada = table.join("Ada");
    table.wish(Intent::Start);
    swipe(&mut table, ada, 5);
    let bo = table.join("Bo");
    swipe(&mut table, bo, 3);
    table.wish(Intent::Pause);
    table.pass(Duration::from_secs(2));
    table.wish(Intent::Start);
    table.pass(Duration::from_secs(5));
    // a dropped pad: a bot stands in, and its inputs are in the recording like anybody's
    table.pads[bo] = None;
    table.pass(Duration::from_secs(20));
    table.lose();
    let (steps, sum) = table
        .stage()
        .game
        .as_deref()
        .map(|game| (table.stage().steps, game.checksum()))
        .unwrap();
    table.wish(Intent::ToLobby);
    drop(table);
    let replay = open(folder.path(), "party.replay");
    assert_eq!((replay.steps(), replay.end()), (steps, Some(End::Over)));
    assert_eq!(replay.check().unwrap().checksum, sum);
    let (mut game, mut play) = replay.begin().unwrap();
    while play.steps() < steps / 4 && play.step(&mut *game) == Ok(Turn::Stepped) {}
    let names: Vec<_> = play.players().iter().map(|p| (p.seat, &*p.name)).collect();
    assert_eq!(names, [(SeatIndex(0), "Ada"), (SeatIndex(1), "Bo")]);
}

#[test]
fn what_was_chosen_is_what_is_played_and_recorded() {
    let (mut table, folder) = recorded();
    table.join("Ada");
    let manifest = table.stage().entry.manifest;
    let text = include_str!("../../games/levels/01-sunset.txt");
    let mut choices = table.app.world_mut().resource_mut::<Choices>();
    choices.choose(manifest, "mode", "versus").unwrap();
    choices.play_with(
        manifest,
        Pack {
            name: "Sunset".into(),
            text: text.into(),
        },
    );
    table.wish(Intent::Start);
    assert_eq!(table.screen(), Screen::Playing);
    table.wish(Intent::Choose { row: 0, by: 1 });
    table.pass(Duration::from_secs(3));
    table.wish(Intent::ToLobby);
    table.wish(Intent::Choose { row: 0, by: 1 });
    table.wish(Intent::Start);
    table.pass(Duration::from_secs(1));
    table.wish(Intent::ToLobby);
    drop(table);
    let mode = |name| {
        let replay = open(folder.path(), name);
        assert_eq!(replay.end(), Some(End::Stopped));
        replay.check().unwrap();
        let setup = &replay.head().setup;
        (setup.options.choice(0), setup.pack.as_deref() == Some(text))
    };
    // in play there is nothing to choose; in the lobby the row goes on to the next one, which needs no levels
    assert_eq!(mode("party.replay"), (1, true));
    assert_eq!(mode("party-2.replay"), (2, false));
}

#[test]
fn the_command_checks_a_recording_and_says_what_is_wrong_with_one() {
    let (mut table, folder) = recorded();
    let ada = table.join("Ada");
    table.wish(Intent::Start);
    swipe(&mut table, ada, 3);
    table.wish(Intent::ToLobby);
    drop(table);
    let path = folder.path().join("party.replay");
    let check = |path: &Path| {
        let (mut command, _folder) = couchpad(&["replay", "--check", path.to_str().unwrap()]);
        let ended = run(&mut command);
        (ended.code, ended.stdout + &ended.stderr)
    };
    let (status, said) = check(&path);
    assert_eq!(status, Some(0), "{said}");
    assert!(
        said.contains("Arkanoid") && said.contains("the same after"),
        "{said}"
    );
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let other = folder.path().join("damaged");
    std::fs::write(&other, &bytes).unwrap();
    let (status, said) = check(&other);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("damaged after step"), "{said}");
    std::fs::write(&other, "a letter").unwrap();
    let (status, said) = check(&other);
    assert!(said.contains(&ReplayError::NoReplay.to_string()), "{said}");
    assert_eq!(status, Some(1));
    let (status, said) = check(&folder.path().join("nothing"));
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("cannot be read"), "{said}");
}

#[test]
fn a_place_that_cannot_be_recorded_to_is_refused_at_the_start() {
    let (mut command, _folder) = couchpad(&["--display", "none", "--record", "/no/such/folder/x"]);
    let ended = run(&mut command);
    let said = ended.stderr;
    assert_eq!(ended.code, Some(2), "{said}");
    assert!(
        said.contains("--record") && said.contains("there is no folder"),
        "{said}"
    );
}
