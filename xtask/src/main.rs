//! `cargo xtask`: the project's own chores. It sets a machine up, plays the game, runs every check, measures, makes new games, and
//! what phones need.
//!
//! It knows the names of the programs, their command lines and the receiver's event lines; it links none of
//! their code, so that it builds in seconds on a machine that has nothing yet.

mod bench;
mod cargo;
mod cli;
mod mobile;
mod new_game;
mod play;
mod setup;
mod stages;
mod tutorial;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::cli::{Chore, Cli};

/// Something the user has to change first: told in one line, exit status 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Refusal(String);

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return answer(&error),
    };
    let outcome = match cli.chore {
        Chore::Play(options) => play::run(&options),
        Chore::Test(options) => stages::run(&options),
        Chore::Bench(options) => bench::run(&options),
        Chore::Setup(options) => setup::run(&options),
        Chore::NewGame(options) => new_game::run(&options),
        Chore::Mobile(options) => mobile::run(&options),
    };
    match outcome {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            let status = if error.is::<Refusal>() { 2 } else { 1 };
            say(&format!("{error:#}"), status)
        }
    }
}

/// Help in full; of what is wrong with the command line, one line.
fn answer(error: &clap::Error) -> ExitCode {
    let is_help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    if is_help {
        // Nobody to tell when the output is gone.
        let _ = error.print();
        return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    }
    say(&one_line(&error.to_string()), 2)
}

/// The first paragraph of clap's words: what is wrong. Usage and tips follow in others.
fn one_line(words: &str) -> String {
    let paragraph = words.split("\n\n").next().unwrap_or_default();
    let lines: Vec<_> = paragraph.lines().map(str::trim).collect();
    let line = lines.join(" ");
    line.strip_prefix("error: ").unwrap_or(&line).to_owned()
}

fn say(words: &str, status: u8) -> ExitCode {
    eprintln!("cargo xtask: {words}");
    ExitCode::from(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usage_error_is_one_line() {
        for words in [&["xtask", "play", "--pads", "65"][..], &["xtask", "dance"]] {
            let error = Cli::try_parse_from(words).expect_err("wrong");
            let line = one_line(&error.to_string());
            assert!(line.contains(words[words.len() - 1]), "{line}");
            assert!(!line.contains('\n') && !line.contains("Usage"), "{line}");
            assert!(!line.starts_with("error"), "{line}");
        }
    }
}
