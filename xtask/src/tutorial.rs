//! Follows `docs/tutorial.md` to the letter in a copy of this checkout: every block goes where the page says, every command is
//! run, and the game that comes of it is played by bots to its end. What cannot be followed, does not compile, or fails is an
//! error that names the step.

mod item;
mod page;
mod play;
mod tree;

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, ensure};

use crate::cargo;
use page::{Act, Step};

const PAGE: &str = "docs/tutorial.md";

/// Follows the whole page. Prints how long each step took.
pub(crate) fn follow() -> anyhow::Result<()> {
    let page = cargo::root().join(PAGE);
    let page = std::fs::read_to_string(&page).with_context(|| format!("reading {PAGE}"))?;
    let steps = page::read(&page)?;
    let place = Workplace::new()?;
    tree::copy(&place.tree)?;
    for (number, Step { title, acts }) in (1..).zip(&steps) {
        println!("\n=== tutorial: step {number} of {}: {title}", steps.len());
        let start = Instant::now();
        for act in acts {
            place
                .act(act)
                .with_context(|| format!("step {number} of {PAGE}, {title}"))?;
        }
        let seconds = start.elapsed().as_secs_f64();
        println!("=== tutorial: step {number} done in {seconds:.1} s");
    }
    place.look_over()
}

/// Where the page is followed.
struct Workplace {
    /// The copy of the checkout.
    tree: PathBuf,
    /// Programs that were built of it.
    programs: PathBuf,
    /// What it shares with this checkout: all crates of others.
    build: PathBuf,
}

impl Workplace {
    fn new() -> anyhow::Result<Self> {
        let build = cargo::target_folder()?;
        let own = build.join("tutorial");
        Ok(Self {
            tree: own.join("tree"),
            programs: own.join("target"),
            build,
        })
    }

    fn act(&self, act: &Act) -> anyhow::Result<()> {
        match act {
            Act::Run(line) => self.run(line),
            Act::Put { path, place, code } => {
                println!("=== tutorial: {path}, {place}");
                self.put(path, place, code)
                    .with_context(|| format!("the block for {path}"))
            }
        }
    }

    fn put(&self, path: &str, place: &page::Place, code: &str) -> anyhow::Result<()> {
        let path = self.tree.join(path);
        let text = std::fs::read_to_string(&path).context("it is not there to be changed")?;
        std::fs::write(&path, item::put(&text, place, code)?).context("writing it")
    }

    /// Runs a line of a console. Whoever reads the page sees the game and ends it; here nobody does.
    fn run(&self, line: &str) -> anyhow::Result<()> {
        println!("=== tutorial: {line}");
        let words: Vec<_> = line.split_whitespace().collect();
        let Some(("cargo", arguments)) = words.split_first().map(|(first, rest)| (*first, rest))
        else {
            anyhow::bail!("`{line}` is no cargo command");
        };
        let mut command = self.cargo(arguments);
        if let ["xtask", "play", ..] = arguments {
            let game = arguments
                .iter()
                .skip_while(|word| **word != "--game")
                .nth(1);
            let game = game.with_context(|| format!("`{line}` names no --game"))?;
            command.args(play::UNSEEN.split(' '));
            return play::to_the_end(command, game);
        }
        self.succeed(command, line)
    }

    fn succeed(&self, mut command: Command, line: &str) -> anyhow::Result<()> {
        let status = command.status().context("cannot run cargo")?;
        ensure!(status.success(), "`{line}` failed: its messages are above");
        Ok(())
    }

    /// A Cargo command in the copy, with folders of its own for what players leave behind.
    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = cargo::command(arguments);
        command.current_dir(&self.tree);
        command.env("CARGO_TARGET_DIR", &self.programs);
        command.env("CARGO_BUILD_BUILD_DIR", &self.build);
        for variable in ["DATA", "CONFIG", "STATE"] {
            let folder = self.programs.join("home");
            command.env(format!("COUCHPAD_{variable}_DIR"), folder);
        }
        command
    }

    /// What the page need not say: the code that it leads to is as tidy as the project's own.
    fn look_over(&self) -> anyhow::Result<()> {
        const CLIPPY: &str = "cargo clippy --workspace --lib --locked -- -D warnings";
        println!("\n=== tutorial: {CLIPPY}");
        let words: Vec<_> = CLIPPY.split(' ').skip(1).collect();
        self.succeed(self.cargo(&words), CLIPPY)
    }
}

/// The page against the files of this checkout, without building anything.
#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_block_has_its_place_and_is_formatted() {
        let page = std::fs::read_to_string(cargo::root().join(PAGE)).expect("the page");
        let steps = page::read(&page).expect("steps");
        let mut files = crate::new_game::files_of("star-catch").expect("a game");
        for Step { title, acts } in steps {
            for act in acts {
                let Act::Put { path, place, code } = act else {
                    continue;
                };
                let text = files.get_mut(Path::new(&path));
                let text = text.unwrap_or_else(|| panic!("{title}: no {path}"));
                *text = item::put(text, &place, &code)
                    .unwrap_or_else(|error| panic!("{title}, {path}: {error}"));
            }
        }
        for (path, text) in files {
            if path.extension().is_some_and(|kind| kind == "rs") {
                let formatted = crate::new_game::formatted(cargo::root(), &text);
                let formatted = formatted.expect("Rust");
                let different = text
                    .lines()
                    .zip(formatted.lines())
                    .find(|(one, other)| one != other);
                assert_eq!(different, None, "{}", path.display());
                assert_eq!(text.len(), formatted.len(), "{}", path.display());
            }
        }
    }
}
