//! `cargo xtask mobile`: the phones' side of the project. It checks the code for phones, writes the bindings, and calls the
//! tools that make the apps. Where tools are missing it says which, and how to get them, with exit status 2.

mod apps;
mod bindings;
mod check;
mod machine;

use std::process::Command;

use anyhow::Context as _;

use crate::Refusal;
use crate::cli::{Mobile, MobileChore};
use machine::Machine;

/// `cargo xtask mobile`. Exit status 1 where a step failed.
pub(crate) fn run(options: &Mobile) -> anyhow::Result<u8> {
    let machine = Machine::this();
    match &options.chore {
        MobileChore::Check => check::run(&machine),
        MobileChore::Bindings(options) => bindings::run(options),
        MobileChore::Android(options) => apps::android(&machine, options),
        MobileChore::Ios(options) => apps::ios(options),
    }
}

/// Something that is not there, and how to get it.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Missing {
    what: String,
    how: String,
}

impl Missing {
    fn new(what: impl Into<String>, how: impl Into<String>) -> Self {
        let (what, how) = (what.into(), how.into());
        Self { what, how }
    }
}

/// Goes on only where nothing is missing.
fn refuse_without(purpose: &str, missing: &[Missing]) -> anyhow::Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = missing
        .iter()
        .map(|one| format!("\n  {}: {}", one.what, one.how))
        .collect();
    Err(Refusal(format!("to {purpose}, this is missing:{}", lines.concat())).into())
}

/// Runs one step aloud. Whether it succeeded.
fn step(command: &mut Command) -> anyhow::Result<bool> {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let words = crate::cargo::spelled_out(&words);
    println!("\n=== {words}");
    let status = command
        .status()
        .with_context(|| format!("cannot run `{words}`"))?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_with_the_way_to_get_it() {
        assert!(refuse_without("dance", &[]).is_ok());
        let missing = [
            Missing::new("shoes", "buy some"),
            Missing::new("music", "sing"),
        ];
        let error = refuse_without("dance", &missing).expect_err("missing");
        assert!(error.is::<Refusal>(), "exit status 2");
        let words = "to dance, this is missing:\n  shoes: buy some\n  music: sing";
        assert_eq!(error.to_string(), words);
    }

    #[test]
    fn a_step_that_fails_is_told_from_one_that_cannot_run() {
        assert!(step(&mut Command::new("true")).expect("it runs"));
        assert!(!step(&mut Command::new("false")).expect("it runs"));
        assert!(step(&mut Command::new("a program that nobody has")).is_err());
    }
}
