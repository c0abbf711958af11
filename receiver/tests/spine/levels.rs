//! Levels of the players' own, from the file to the game: imported by the program, played by the receiver, and still there
//! when it was killed.

use crate::process::{Ended, PATIENCE, Receiver, couchpad, run};
use couchpad_core::identity::FileStore;
use couchpad_core::protocol::JoinLink;
use couchpad_core::{Pad, PadOptions, Target};
use couchpad_games::arkanoid::Arkanoid;
use couchpad_games::game::{Game as _, Running};
use couchpad_receiver::kept;
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const ROOMS: &str = "couchpad-levels 1\nname: Two Rooms\nauthor: Ada\n\nround: Hall\n55555555555555\n\nround: Attic\n.3.G..........\n";

/// Runs `couchpad levels` on a data folder.
fn levels(data: &Path, args: &[&str]) -> Ended {
    let (mut command, _folder) = couchpad(&[&["levels"], args].concat());
    run(command.env("COUCHPAD_DATA_DIR", data))
}

fn file(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_program_imports_lists_checks_and_removes_levels() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let good = file(&folder, "good", ROOMS);
    let bad = file(&folder, "bad", &ROOMS.replace("G....", "X...."));
    let done = levels(&data, &["import", &good]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    let listed = levels(&data, &[]).stdout;
    assert!(
        listed.contains("two-rooms  Arkanoid  2 rounds  Two Rooms  Ada"),
        "{listed}"
    );
    for what in ["check", "import"] {
        let refused = levels(&data, &[what, &bad]);
        assert_eq!(refused.code, Some(1), "{what}");
        let reason = "bad: line 9: `X` is no brick; there are . for none";
        assert!(
            refused.stderr.contains(reason),
            "{what}: {}",
            refused.stderr
        );
    }
    assert_eq!(levels(&data, &["list"]).stdout, listed);
    assert_eq!(levels(&data, &["remove", "nobody"]).code, Some(2));
    assert_eq!(levels(&data, &["remove", "two-rooms"]).code, Some(0));
    assert!(
        levels(&data, &["list"])
            .stdout
            .starts_with("Nothing is here yet")
    );
}

/// The same commands serve questions, and every mistake in a file is told at once.
#[test]
fn the_program_imports_questions_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let text = "couchpad-questions 1\nname: Sky\nquestion: It is ____.\ntruth: blue\nlies: red; green; plaid\n";
    let good = file(&folder, "good", text);
    assert_eq!(levels(&data, &["import", &good]).code, Some(0));
    let listed = levels(&data, &["list"]).stdout;
    assert!(
        listed.contains("sky   Tall Tales  1 question  Sky"),
        "{listed}"
    );
    assert!(data.join("questions/sky.txt").is_file());
    let wrong = text.replace("name:", "title:").replace("green;", ";");
    let bad = file(&folder, "bad", &wrong);
    let refused = levels(&data, &["import", &bad]);
    let lines: Vec<_> = refused.stderr.lines().collect();
    assert_eq!((refused.code, lines.len()), (Some(1), 3), "{lines:?}");
    for (line, number) in lines.iter().zip([2, 3, 5]) {
        assert!(line.contains(&format!("bad: line {number}: ")), "{lines:?}");
    }
    assert_eq!(levels(&data, &["remove", "sky"]).code, Some(0));
}

#[test]
fn levels_that_nobody_has_are_refused_before_anything_is_shown() {
    let args = [
        "--display",
        "none",
        "--bind",
        "127.0.0.1:0",
        "--no-discovery",
    ];
    let (mut command, _folder) = couchpad(&[&args[..], &["--levels", "moon"]].concat());
    let ended = run(&mut command);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    let reason = "couchpad: there are no levels called `moon` here, and no such file; bring some";
    assert!(ended.stderr.contains(reason), "{}", ended.stderr);
}

fn joined(receiver: &mut Receiver) -> Pad {
    let listening = receiver.next("listening");
    let link: JoinLink = listening["join"].as_str().unwrap().parse().unwrap();
    let target = Target::of_link(&link).expect("the whole link");
    Pad::connect(target, PadOptions::default()).expect("a pad")
}

#[test]
fn a_game_with_levels_goes_on_where_nobody_has_them_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = file(&folder, "good", ROOMS);
    let args = ["--bind", "127.0.0.1:0", "--levels", &file];
    let mut receiver = Receiver::start_in(&data, &args);
    let _pad = joined(&mut receiver);
    let started = receiver.next("game_started");
    assert_eq!(started["pack"], "Two Rooms", "{started}");
    let store = FileStore::open(&data.join("receiver")).unwrap();
    let end = Instant::now() + PATIENCE;
    let kept = loop {
        assert!(Instant::now() < end, "the game is not kept");
        let kept = kept::read(&store).expect("it is whole");
        if let Some(game) = kept.and_then(|kept| kept.game) {
            break game;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    receiver.kill();
    let (_, game) = kept.saved.load().expect("it goes on");
    let running = game.as_any().downcast_ref::<Running<Arkanoid>>().unwrap();
    let state = running.game.state();
    assert_eq!((&*state.title.name, state.rounds), ("Hall", Some(2)));
    std::fs::remove_file(&file).unwrap();
    let mut again = Receiver::start_in(&data, &["--bind", "127.0.0.1:0"]);
    let restored: Value = again.next("game_restored");
    assert_eq!(restored["seed"], started["seed"]);
}
