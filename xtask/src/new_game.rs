//! `cargo xtask new-game NAME`: makes a small complete game in this checkout, registered and drawn, to be changed into
//! another one. Knows where games live; all that it writes comes from `templates/game`.

mod edit;
mod name;
mod plan;

#[cfg(test)]
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
#[cfg(test)]
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::cargo;
use crate::cli::NewGame;
use name::Name;
use plan::{Change, plan};

/// `cargo xtask new-game`. Nothing is written unless all of it can be made.
pub(crate) fn run(options: &NewGame) -> anyhow::Result<u8> {
    let name = Name::parse(&options.name)?;
    let tree = cargo::root();
    let changes = made(tree, &name)?;
    for change in &changes {
        write(tree, change)?;
    }
    println!("{}", told(&name, &changes));
    Ok(0)
}

/// What a new game changes, formatted.
fn made(tree: &Path, name: &Name) -> anyhow::Result<Vec<Change>> {
    let mut changes = plan(tree, name)?;
    for change in &mut changes {
        if change.path.extension().is_some_and(|kind| kind == "rs") {
            change.after = formatted(tree, &change.after)
                .with_context(|| format!("formatting {}", change.path.display()))?;
        }
    }
    Ok(changes)
}

/// All files that a new game of that name would make or change in this checkout, as they would be.
#[cfg(test)]
pub(crate) fn files_of(typed: &str) -> anyhow::Result<BTreeMap<PathBuf, String>> {
    let changes = made(cargo::root(), &Name::parse(typed)?)?;
    Ok(changes.into_iter().map(|c| (c.path, c.after)).collect())
}

fn write(tree: &Path, change: &Change) -> anyhow::Result<()> {
    let path = tree.join(&change.path);
    let written = match path.parent() {
        Some(folder) => std::fs::create_dir_all(folder),
        None => Ok(()),
    };
    let written = written.and_then(|()| std::fs::write(&path, &change.after));
    written.with_context(|| format!("cannot write {}", path.display()))
}

/// A Rust file as rustfmt writes it: names are of different lengths.
pub(crate) fn formatted(tree: &Path, text: &str) -> anyhow::Result<String> {
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024"]).current_dir(tree);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut rustfmt = command
        .spawn()
        .context("cannot run rustfmt: `rustup component add rustfmt` brings it")?;
    let mut input = rustfmt.stdin.take().context("rustfmt reads nothing")?;
    let text = text.to_owned();
    // it may begin to write before it has read everything
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = rustfmt.wait_with_output().context("waiting for rustfmt")?;
    let written = writer.join();
    if !output.status.success() || !matches!(written, Ok(Ok(()))) {
        bail!("rustfmt refuses it: its message is above");
    }
    String::from_utf8(output.stdout).context("rustfmt wrote no text")
}

/// What was made, and what to do with it.
fn told(name: &Name, changes: &[Change]) -> String {
    let line = |change: &Change| {
        let verb = if change.before.is_none() {
            "made"
        } else {
            "changed"
        };
        format!("  {verb:8} {}", change.path.display())
    };
    let lines: Vec<_> = changes.iter().map(line).collect();
    let (title, id, lines) = (&name.title, &name.id, lines.join("\n"));
    format!(
        "{title} is on the list of games:\n{lines}\n\nPlay it:     cargo xtask play --dev --pads 2 -- --game {id}\nTest it:     cargo test -p couchpad-games\nChange it:   docs/tutorial.md, step by step; docs/new-game.md, part by part"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_formatted() {
        let name = Name::parse("a-game-with-a-long-name").expect("a name");
        let changes = plan(cargo::root(), &name).expect("a plan");
        for change in changes {
            if change.path.extension().is_some_and(|kind| kind == "rs") {
                let text = formatted(cargo::root(), &change.after).expect("Rust");
                assert!(text.lines().all(|line| line.trim_end() == line));
                assert_eq!(formatted(cargo::root(), &text).expect("Rust"), text);
            }
        }
        assert!(formatted(cargo::root(), "fn (").is_err());
    }

    #[test]
    fn it_says_what_to_do_next() {
        let name = Name::parse("stars").expect("a name");
        let changes = plan(cargo::root(), &name).expect("a plan");
        let words = told(&name, &changes);
        assert!(words.contains("--game stars"), "{words}");
        assert!(words.contains("made     receiver/games/src/stars/mod.rs"));
        assert!(words.contains("changed  receiver/games/src/lib.rs"));
    }
}
