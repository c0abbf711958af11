//! `couchpad levels`: what it does and says.

use super::folder::{Folder, Kept, spoilt};
use super::import::{import, left_out, tamed};
use super::set::{self, Found};
use super::{LevelsError, shown, texts};
use crate::pads::laid_out;
use clap::Subcommand;
use couchpad_core::protocol::clean_name;
use couchpad_games::arkanoid::rounds::Pack;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to do with levels.
#[derive(Subcommand, Clone, Debug, PartialEq, Eq)]
pub enum LevelsCommand {
    /// Bring levels here: files of levels, level sets of LBreakout2 and LBreakoutHD, or folders of them
    Import {
        /// What to import; of a folder, the files that lie in it
        #[arg(required = true, value_name = "FILE|FOLDER")]
        paths: Vec<PathBuf>,
        /// Replace levels that are called the same
        #[arg(long)]
        force: bool,
    },
    /// List the levels that are here
    List,
    /// Find out whether a file can be imported, and what to look at in it
    ///
    /// Changes nothing. Exit status 0: it can; 1: it cannot.
    Check {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Remove levels that were imported
    Remove {
        /// Their name, as `couchpad levels list` shows it
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// What the user hears.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) out: String,
    /// For standard error.
    pub(super) notes: Vec<String>,
    /// Whether something that was asked for was not done.
    pub(super) is_refused: bool,
}

/// Does it, says so, and returns the exit status: 0, 2 where it cannot be done as asked, 1 where something was refused or
/// failed.
#[must_use]
pub fn run(what: &LevelsCommand) -> ExitCode {
    match Folder::find().and_then(|folder| answer(what, &folder)) {
        Ok(answer) => {
            // a reader that has seen enough closes the pipe
            let _ = std::io::stdout().write_all(answer.out.as_bytes());
            for note in &answer.notes {
                eprintln!("couchpad: {note}");
            }
            ExitCode::from(u8::from(answer.is_refused))
        }
        Err(error) => {
            eprintln!("couchpad: {error}");
            ExitCode::from(match error {
                LevelsError::Store(_)
                | LevelsError::Set { .. }
                | LevelsError::Text { .. }
                | LevelsError::Spoilt { .. } => 1,
                LevelsError::NoFolder
                | LevelsError::Unknown { .. }
                | LevelsError::UnknownText { .. }
                | LevelsError::OtherGame { .. } => 2,
            })
        }
    }
}

fn answer(what: &LevelsCommand, folder: &Folder) -> Result<Answer, LevelsError> {
    match what {
        LevelsCommand::Import { paths, force } => import(folder, paths, *force),
        LevelsCommand::List => Ok(list(&folder.all()?)),
        LevelsCommand::Check { file } => check(file),
        LevelsCommand::Remove { name } => remove(folder, name),
    }
}

fn list(all: &[Kept]) -> Answer {
    let mut answer = Answer::default();
    let mut rows = vec![["NAME", "ROUNDS", "TITLE", "AUTHOR"].map(str::to_owned)];
    for Kept { name, pack, .. } in all {
        match pack {
            Ok(pack) => {
                let (title, rounds) = (pack.title().clone(), pack.levels().len());
                rows.push([name.clone(), rounds.to_string(), title.name, title.author]);
            }
            Err(reason) => answer.notes.push(spoilt(name, reason).to_string()),
        }
    }
    answer.out = if rows.len() > 1 {
        let rows: Vec<_> = rows.iter().map(|row| row.iter()).collect();
        laid_out(&rows)
    } else {
        "No levels are here yet, beside the game's own: `couchpad levels import FILE` brings some.\n".into()
    };
    answer
}

fn check(file: &Path) -> Result<Answer, LevelsError> {
    if let Some(text) = texts::check(file) {
        let out = text?;
        return Ok(Answer {
            out,
            ..Answer::default()
        });
    }
    let found = set::read(file).map_err(|fault| LevelsError::Set {
        file: shown(file),
        fault,
    })?;
    let mut answer = Answer::default();
    let Found {
        packs,
        left_out: lines,
        tamed: bricks,
    } = &found;
    for named in packs {
        // a string takes everything
        let _ = write!(answer.out, "{}", described(&named.pack));
    }
    if !lines.is_empty() {
        answer.notes.push(left_out(file, lines));
    }
    answer.notes.extend(tamed(file, *bricks));
    Ok(answer)
}

fn described(pack: &Pack) -> String {
    let (title, levels) = (pack.title(), pack.levels());
    let by = if title.author.is_empty() {
        String::new()
    } else {
        format!(" by {}", title.author)
    };
    let rounds = if levels.len() == 1 { "round" } else { "rounds" };
    let mut out = format!(
        "{}{by}: {} {rounds}, fit to play.\n",
        title.name,
        levels.len()
    );
    for (number, level) in (1..).zip(levels) {
        let count = level.shut_in();
        if count > 0 {
            let bricks = if count == 1 {
                "a brick".into()
            } else {
                format!("{count} bricks")
            };
            let name = &level.title.name;
            let _ = writeln!(
                out,
                "  Round {number}, {name}: gold shuts in {bricks}; nothing gets there until they crumble."
            );
        }
    }
    out
}

fn remove(folder: &Folder, name: &str) -> Result<Answer, LevelsError> {
    let names = folder.names()?;
    let lower = name.to_ascii_lowercase();
    let Some(found) = names.iter().find(|known| **known == lower) else {
        return Err(LevelsError::Unknown {
            name: clean_name(name),
            known: names,
        });
    };
    folder.remove(found)?;
    Ok(Answer {
        out: format!("Removed {found}.\n"),
        ..Answer::default()
    })
}

#[cfg(test)]
mod tests;
