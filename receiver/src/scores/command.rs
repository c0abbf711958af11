//! `couchpad scores`: what the receivers of this machine keep, and clearing it. Works whether a receiver runs or not;
//! knows neither window nor network.

use super::class::Class;
use super::file::{RECORD, read};
use super::table::{Board, Place, Table};
use clap::Subcommand;
use couchpad_core::identity::{self, DATA_DIR_VARIABLE, FileStore, SecureStore as _, StoreError};
use std::cmp::Reverse;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to do with the high scores.
#[derive(Subcommand, Clone, Debug, PartialEq, Eq)]
pub enum ScoresCommand {
    /// List the high scores
    List,
    /// Forget all high scores
    Clear,
}

/// Why it cannot be done. Each says what to do.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
enum ScoresError {
    #[error("the system has no folder for your data: name one in {DATA_DIR_VARIABLE}")]
    NoFolder,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the user hears.
#[derive(Debug, Default, PartialEq, Eq)]
struct Answer {
    out: String,
    /// For standard error.
    notes: Vec<String>,
}

/// Does it, says so, and returns the exit status: 0, 2 where it cannot be done as asked, 1 where something failed.
#[must_use]
pub fn run(what: &ScoresCommand) -> ExitCode {
    let outcome = identity::data_dir()
        .ok_or(ScoresError::NoFolder)
        .and_then(|root| answer(what, &root));
    match outcome {
        Ok(answer) => {
            for note in &answer.notes {
                eprintln!("couchpad: {note}");
            }
            // a reader that has seen enough closes the pipe
            let _ = std::io::stdout().write_all(answer.out.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("couchpad: {error}");
            ExitCode::from(if error == ScoresError::NoFolder { 2 } else { 1 })
        }
    }
}

fn answer(what: &ScoresCommand, root: &Path) -> Result<Answer, ScoresError> {
    let places = identity::host_places(root);
    match what {
        ScoresCommand::List => list(&places),
        ScoresCommand::Clear => clear(&places),
    }
}

/// The high scores of all receivers of this machine as one: two at once are the same living room.
fn list(places: &[PathBuf]) -> Result<Answer, ScoresError> {
    let mut answer = Answer::default();
    let mut all = Table::default();
    for folder in places {
        match read(&FileStore::open(folder)?) {
            Ok(table) => all = Table::of([all.boards(), table.boards()].concat()),
            Err(fault) => answer.notes.push(format!(
                "{fault}, in {}: the receiver sets aside what it cannot read when it starts next",
                folder.display()
            )),
        }
    }
    let mut boards: Vec<_> = all.boards().iter().collect();
    boards.sort_by_key(|board| order(&board.class));
    let written: Vec<_> = boards.into_iter().map(words).collect();
    answer.out = written.join("\n");
    if answer.out.is_empty() {
        answer.out = "No high scores yet: play a game to its end.\n".into();
    }
    Ok(answer)
}

/// Of the days, the newest first.
fn order(class: &Class) -> impl Ord + use<> {
    let pack = class.pack.as_ref().map(|pack| pack.title.clone());
    let (game, league) = (class.game.clone(), class.league.clone());
    (game, league, pack, class.day.map(Reverse), class.players)
}

fn words(board: &Board) -> String {
    let mut out = format!("{}\n", board.class.words());
    for place in board.places() {
        let rank = board.rank(place.points);
        // writing to a string does not fail
        let _ = writeln!(out, "{rank:>3}  {:>9}  {}", place.points, line(place));
    }
    out
}

fn line(place: &Place) -> String {
    let names = place.names.join(", ");
    if place.won {
        format!("{names} (won)")
    } else {
        names
    }
}

/// A receiver that runs meanwhile keeps what is made from now on.
fn clear(places: &[PathBuf]) -> Result<Answer, ScoresError> {
    let mut cleared = 0;
    for folder in places {
        let store = FileStore::open(folder)?;
        if store.names()?.iter().any(|name| name == RECORD) {
            store.remove(RECORD)?;
            cleared += 1;
        }
    }
    let out = match cleared {
        0 => "There are no high scores: nothing to clear.\n",
        _ => "All high scores are cleared.\n",
    };
    Ok(Answer {
        out: out.into(),
        notes: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::day::Day;
    use super::super::file::write;
    use super::super::table::tests::{class, place};
    use super::*;

    fn furnished() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (place_name, points) in [("receiver", 500), ("receiver-2", 12_480)] {
            let store = FileStore::open(&root.path().join(place_name)).unwrap();
            let mut table = Table::default();
            table.enter(&class(2), place(points, "Ada"));
            write(&store, &table).unwrap();
        }
        root
    }

    fn out(what: &ScoresCommand, root: &Path) -> String {
        let answer = answer(what, root).unwrap();
        assert_eq!(answer.notes, [""; 0]);
        answer.out
    }

    #[test]
    fn all_receivers_of_a_machine_have_one_list() {
        let root = furnished();
        let list = out(&ScoresCommand::List, root.path());
        let lines: Vec<_> = list.lines().collect();
        assert!(
            lines[0].starts_with("Arkanoid, ") && lines[0].ends_with("2 players"),
            "{list}"
        );
        assert_eq!(lines[1..], ["  1      12480  Ada", "  2        500  Ada"]);
    }

    #[test]
    fn days_come_after_the_rest_and_the_newest_first() {
        let root = tempfile::tempdir().unwrap();
        let store = FileStore::open(&root.path().join("receiver")).unwrap();
        let mut table = Table::default();
        for day in [Some(Day(7)), None, Some(Day(8))] {
            table.enter(&class(2).of_day(day), place(500, "Ada"));
        }
        write(&store, &table).unwrap();
        let list = out(&ScoresCommand::List, root.path());
        let heads = list.lines().filter(|line| line.starts_with("Arkanoid"));
        let days: Vec<_> = heads.map(|head| head.contains("1970-01-09")).collect();
        assert_eq!(days, [false, true, false], "{list}");
    }

    #[test]
    fn clearing_leaves_nothing() {
        let root = furnished();
        assert!(out(&ScoresCommand::Clear, root.path()).starts_with("All high scores"));
        assert!(out(&ScoresCommand::List, root.path()).starts_with("No high scores yet"));
        assert!(out(&ScoresCommand::Clear, root.path()).contains("nothing to clear"));
    }

    #[test]
    fn damage_is_told_and_left_alone() {
        let root = furnished();
        let file = root.path().join("receiver").join(RECORD);
        std::fs::write(&file, "junk").unwrap();
        let answer = answer(&ScoresCommand::List, root.path()).unwrap();
        assert!(
            answer.out.contains("12480") && answer.notes[0].contains("damaged"),
            "{answer:?}"
        );
        assert_eq!(std::fs::read(file).unwrap(), b"junk");
    }
}
