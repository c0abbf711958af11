//! `couchpad levels`: what it does and says.

use super::folder::{Folder, Kept};
use super::import::{import, left_out, tamed};
use super::set::{self, Found};
use super::{LevelsError, shown, unknown};
use crate::pads::laid_out;
use clap::Subcommand;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to do with levels, questions and whatever else games are played with.
#[derive(Subcommand, Clone, Debug, PartialEq, Eq)]
pub enum LevelsCommand {
    /// Bring levels or questions here: files of them, level sets of LBreakout2 and LBreakoutHD, or folders of such files
    Import {
        /// What to import; of a folder, the files that lie in it
        #[arg(required = true, value_name = "FILE|FOLDER")]
        paths: Vec<PathBuf>,
        /// Replace those that are called the same
        #[arg(long)]
        force: bool,
    },
    /// List what is here
    List,
    /// Find out whether a file can be imported, and what to look at in it
    ///
    /// Changes nothing. Exit status 0: it can; 1: it cannot.
    Check {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Remove levels or questions that were imported
    Remove {
        /// Their name, as `couchpad levels list` shows it; where two are called the same, levels/NAME or questions/NAME
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
                LevelsError::Store(_) | LevelsError::Set { .. } | LevelsError::Spoilt { .. } => 1,
                LevelsError::NoFolder
                | LevelsError::Unknown { .. }
                | LevelsError::Ambiguous { .. }
                | LevelsError::OtherKind { .. }
                | LevelsError::OtherGame { .. } => 2,
            })
        }
    }
}

fn answer(what: &LevelsCommand, folder: &Folder) -> Result<Answer, LevelsError> {
    match what {
        LevelsCommand::Import { paths, force } => import(folder, paths, *force),
        LevelsCommand::List => Ok(list(&folder.all()?)),
        LevelsCommand::Check { file } => Ok(check(file)),
        LevelsCommand::Remove { name } => remove(folder, name),
    }
}

fn list(all: &[Kept]) -> Answer {
    let mut answer = Answer::default();
    let mut rows = vec![["NAME", "GAME", "HOLDS", "TITLE", "AUTHOR"].map(str::to_owned)];
    for kept in all {
        if let Ok(pack) = &kept.pack {
            let (game, holds) = (kept.kind.game.title, kept.kind.count(pack.count));
            let (title, author) = (pack.title.clone(), pack.author.clone());
            rows.push([kept.name.clone(), game.to_owned(), holds, title, author]);
        }
    }
    let spoilt = all.iter().filter_map(Kept::spoilt);
    answer.notes = spoilt.map(|error| error.to_string()).collect();
    answer.out = if rows.len() > 1 {
        let rows: Vec<_> = rows.iter().map(|row| row.iter()).collect();
        laid_out(&rows)
    } else {
        "Nothing is here yet, beside the games' own: `couchpad levels import FILE` brings levels or questions.\n".into()
    };
    answer
}

fn check(file: &Path) -> Answer {
    let mut answer = Answer::default();
    let found = match set::read(file) {
        Ok(found) => found,
        Err(fault) => {
            let wrong = fault.lines().into_iter();
            answer.notes = wrong.map(|why| format!("{}: {why}", shown(file))).collect();
            answer.is_refused = true;
            return answer;
        }
    };
    let Found { kind, packs, .. } = &found;
    let told = packs
        .iter()
        .map(|named| kind.described(&named.info, &named.text));
    answer.out = told.collect();
    if !found.left_out.is_empty() {
        answer.notes.push(left_out(file, &found.left_out));
    }
    answer.notes.extend(tamed(file, found.tamed));
    answer
}

fn remove(folder: &Folder, name: &str) -> Result<Answer, LevelsError> {
    let all = folder.all()?;
    let lower = name.to_ascii_lowercase();
    let is_meant = |kept: &&Kept| kept.name == lower || kept.full_name() == lower;
    let meant: Vec<_> = all.iter().filter(is_meant).collect();
    let [found] = &meant[..] else {
        if meant.is_empty() {
            let known = all.into_iter().map(|kept| kept.name).collect();
            return Err(unknown(None, name, known));
        }
        return Err(LevelsError::Ambiguous {
            name: lower,
            known: meant.into_iter().map(Kept::full_name).collect(),
        });
    };
    folder.remove(found.kind, &found.name)?;
    Ok(Answer {
        out: format!("Removed {}.\n", found.name),
        ..Answer::default()
    })
}

#[cfg(test)]
mod tests;
