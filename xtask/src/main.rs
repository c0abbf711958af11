//! `cargo xtask`: the project's own chores. It sets a machine up, plays the game and runs every check.
//!
//! It knows the names of the programs, their command lines and the receiver's event lines; it links none of
//! their code, so that it builds in seconds on a machine that has nothing yet.

mod cargo;
mod cli;
mod play;
mod setup;
mod stages;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Chore, Cli};

/// Something the user has to change first: told in one line, exit status 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Refusal(String);

fn main() -> ExitCode {
    let outcome = match Cli::parse().chore {
        Chore::Play(options) => play::run(&options),
        Chore::Test(options) => stages::run(&options),
        Chore::Setup(options) => setup::run(&options),
    };
    match outcome {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(if error.is::<Refusal>() { 2 } else { 1 })
        }
    }
}
