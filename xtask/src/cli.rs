//! The command line: which chores there are and what each takes. No behaviour.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Couchpad's own chores.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) chore: Chore,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Chore {
    /// Build and start the receiver: in a window, in the terminal, or with neither as a list of events
    Play(Play),
    /// Run every check: format, clippy, all tests (rendering too), documentation
    Test(Test),
    /// Measure what the design sets bars for, as far as that needs no screen, and print both
    Bench(Bench),
    /// Only install the system packages that a chore needs
    Setup(Setup),
    /// Make a game of your own: small, complete and on the list, to be changed into another one
    NewGame(NewGame),
    /// What phones need: checks, bindings, the apps themselves
    Mobile(Mobile),
}

#[derive(Debug, Args)]
pub(crate) struct Mobile {
    #[command(subcommand)]
    pub(crate) chore: MobileChore,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MobileChore {
    /// Check the code for Android and iOS, warnings denied; no phone, SDK or Mac needed
    Check,
    /// Write the bindings of the app's library for Kotlin, Swift and Python
    Bindings(Bindings),
    /// Build the Android app with Gradle
    Android(App),
    /// Build the iOS app's library and Swift faces, for Xcode
    Ios(App),
}

#[derive(Debug, Args)]
pub(crate) struct Bindings {
    /// Where to: a folder for each language is made there [default: target/bindings]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct App {
    /// As it is published: needs a key for signing
    #[arg(long)]
    pub(crate) release: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Play {
    /// Also start this many controllers on this machine: a window each, or bots where there is no display
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=64))]
    pub(crate) pads: u16,
    /// A quick build without optimisation, for work on the code
    #[arg(long)]
    pub(crate) dev: bool,
    /// Install no system packages, even if some seem to be missing
    #[arg(long)]
    pub(crate) no_install: bool,
    /// Handed on to the receiver, for example `-- --seed 7` (see `couchpad --help`)
    #[arg(last = true, value_name = "RECEIVER OPTIONS")]
    pub(crate) receiver: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Run this stage alone
    #[arg(long, value_name = "STAGE")]
    pub(crate) only: Option<Stage>,
    /// Install no system packages, even if some seem to be missing
    #[arg(long)]
    pub(crate) no_install: bool,
}

/// One stage of `cargo xtask test`, in the order in which they run: cheap ones first.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Stage {
    /// cargo fmt --check
    Format,
    /// cargo clippy, warnings denied
    Clippy,
    /// cargo test, the rendering tests included
    Test,
    /// the recorded games once more, in a release build of the games alone
    Replays,
    /// cargo doc, warnings denied
    Doc,
    /// docs/tutorial.md, followed to the letter in a copy of this checkout, and its game played by bots
    Tutorial,
}

#[derive(Debug, Args)]
pub(crate) struct NewGame {
    /// Its name: small letters, with dashes between words, for example star-catch
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Only what needs no optimised build: links in virtual time, sizes
    #[arg(long)]
    pub(crate) quick: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Setup {
    /// Which chore to make ready for
    #[arg(long = "for", value_name = "CHORE", default_value = "play")]
    pub(crate) purpose: Purpose,
    /// Only say what would be installed, and how
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Purpose {
    /// cargo xtask play
    Play,
    /// cargo xtask test
    Test,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_follows_two_dashes_goes_to_the_receiver() {
        let cli = Cli::parse_from(["xtask", "play", "--pads", "2", "--", "--display", "none"]);
        let Chore::Play(play) = cli.chore else {
            panic!("not play")
        };
        assert_eq!((play.pads, play.dev), (2, false));
        assert_eq!(play.receiver, ["--display", "none"]);
    }

    #[test]
    fn receiver_options_without_the_dashes_are_refused() {
        assert!(Cli::try_parse_from(["xtask", "play", "--display", "none"]).is_err());
        assert!(Cli::try_parse_from(["xtask", "play", "none"]).is_err());
    }
}
