//! The same in a terminal: `script` gives it one of its own, and another program understands what it is sent.

use super::evening::{Evening, Started};
use super::{PATIENCE, play_all};
use std::num::NonZero;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const ROWS: u16 = 34;
const COLUMNS: u16 = 110;
/// What the terminal is sent.
const TYPESCRIPT: &str = "typescript";

/// The receiver in a terminal of that size, which writes all that it is sent to a file in this folder, at once.
pub(crate) fn command(program: &str, arguments: &[String], folder: &Path) -> Command {
    let quoted = |word: &str| format!("'{}'", word.replace('\'', r"'\''"));
    let words: Vec<_> = arguments.iter().map(|word| quoted(word)).collect();
    let pid = quoted(folder.join("pid").to_str().expect("a plain path"));
    let log = quoted(folder.join("log").to_str().expect("a plain path"));
    let (program, words) = (quoted(program), words.join(" "));
    let line =
        format!("stty rows {ROWS} cols {COLUMNS}; echo $$ >{pid}; exec {program} {words} 2>>{log}");
    let mut command = Command::new("script");
    command
        .args(["--quiet", "--flush", "--return", "--command", &line])
        .arg(folder.join(TYPESCRIPT))
        .env("TERM", "xterm-256color")
        .env("SHELL", "/bin/sh");
    command
}

/// What is on the terminal after all that it was sent.
fn screen(typescript: &Path) -> String {
    let bytes = std::fs::read(typescript).expect("what it was sent");
    let [rows, columns] = [ROWS, COLUMNS].map(|size| NonZero::new(size).expect("some"));
    let mut terminal = vt100::Parser::new(rows, columns, 0);
    terminal.process(&bytes);
    terminal.screen().contents()
}

#[test]
fn every_game_is_played_to_its_end_in_the_terminal() {
    let probe = Command::new("script")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    if !probe.is_ok_and(|status| status.success()) {
        println!("not tried, as there is no program `script`");
        return;
    }
    play_all(4, |id| {
        let mut evening = Evening::start(id, "terminal", Started::InTerminal);
        let mut screens = Vec::new();
        evening.play_to_the_end(PATIENCE, |evening, _| {
            std::thread::sleep(Duration::from_secs(1));
            screens.push(screen(&evening.file(TYPESCRIPT)));
        });
        let [play, results] = &screens[..] else {
            panic!("{id}: one of the game, and one of its results")
        };
        println!("{id}:\n{play}\n\n{results}\n");
        for name in ["Ada", "Bo", "Cleo"] {
            assert!(play.contains(name), "{id}: where is {name}?\n{play}");
        }
        assert!(!play.contains("COUCHPAD"), "{id} is in the lobby:\n{play}");
        let again = "Enter to play again";
        assert!(results.contains(again), "{id}: no results\n{results}");
        evening.close();
    });
}
