//! Installs the system packages that a chore needs: says which and how first, and only what is missing.

mod manager;
mod needs;
mod probe;

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::Refusal;
use crate::cargo::spelled_out;
use crate::cli::{Purpose, Setup};
use crate::play::has_display;
use manager::Manager;
use needs::Need;
use probe::System;

/// `cargo xtask setup`.
pub(crate) fn run(options: &Setup) -> anyhow::Result<u8> {
    let install = if options.dry_run {
        Install::DryRun
    } else {
        Install::Yes
    };
    match options.purpose {
        Purpose::Test => for_tests(install)?,
        Purpose::Play => {
            for_building(install)?;
            if has_display() {
                for_window(install)?;
            } else {
                say("There is no display here: the game plays in the terminal.");
            }
        }
    }
    Ok(0)
}

/// Whether missing packages are installed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Install {
    /// They are.
    Yes,
    /// They are named, and how they would be installed.
    DryRun,
    /// The user said not to: nothing is looked for.
    No,
}

/// Makes ready for compiling the receiver.
pub(crate) fn for_building(install: Install) -> anyhow::Result<()> {
    prepare("building with sound", needs::building(), install)
}

/// Makes ready for a window on this machine's display.
pub(crate) fn for_window(install: Install) -> anyhow::Result<()> {
    prepare("the game's window", needs::window(), install)
}

/// Makes ready for all tests, those that draw included.
pub(crate) fn for_tests(install: Install) -> anyhow::Result<()> {
    prepare("the tests", needs::tests(), install)
}

/// The software Vulkan driver's description file: the rendering tests name it to the Vulkan loader, so that
/// their pictures are the same on every machine.
pub(crate) fn software_vulkan() -> Option<PathBuf> {
    probe::software_vulkan()
}

fn prepare(purpose: &str, needs: Vec<Need>, install: Install) -> anyhow::Result<()> {
    if install == Install::No {
        return Ok(());
    }
    if !cfg!(target_os = "linux") {
        say(&format!("Nothing to install for {purpose} on this system."));
        return Ok(());
    }
    let missing = missing(&needs, &System::look());
    if missing.is_empty() {
        say(&format!("Everything needed for {purpose} is installed."));
        return Ok(());
    }
    say(&format!("Missing for {purpose}: {}", names(&missing)));
    let Some(manager) = Manager::of_this_system() else {
        say(
            "No known package manager (apt, dnf, pacman, zypper): please install these yourself. Going on without.",
        );
        return Ok(());
    };
    let known = packaged(manager, missing);
    if known.is_empty() {
        return Ok(());
    }
    let packages = manager.packages(&known);
    install_packages(manager, &packages, install)?;
    if install == Install::Yes {
        let still = self::missing(&known, &System::look());
        if !still.is_empty() {
            say(&format!(
                "Installed, yet not found: {}. Going on without.",
                names(&still)
            ));
        }
    }
    Ok(())
}

fn missing(needs: &[Need], system: &System) -> Vec<Need> {
    needs
        .iter()
        .copied()
        .filter(|need| !system.has(need.probe))
        .collect()
}

/// Those that the system has packages for; the others are named.
fn packaged(manager: Manager, missing: Vec<Need>) -> Vec<Need> {
    let is_packaged = |need: &Need| !need.packages(manager).is_empty();
    let (known, unknown): (Vec<_>, Vec<_>) = missing.into_iter().partition(is_packaged);
    if !unknown.is_empty() {
        say(&format!(
            "This system has no package for: {}. Going on without.",
            names(&unknown)
        ));
    }
    known
}

fn names(needs: &[Need]) -> String {
    needs
        .iter()
        .map(|need| need.name)
        .collect::<Vec<_>>()
        .join(", ")
}

fn install_packages(manager: Manager, packages: &[&str], install: Install) -> anyhow::Result<()> {
    let right = Right::of_this_user();
    let commands = manager.commands(packages);
    let typed: Vec<Vec<String>> = commands.iter().map(|command| right.to(command)).collect();
    say(&format!("Packages to install: {}", packages.join(" ")));
    for command in &typed {
        say(&format!("    {}", spelled_out(command)));
    }
    if install == Install::DryRun {
        return Ok(());
    }
    if right == Right::Lacking {
        let text = "installing needs root, and there is no sudo: run the commands above as root, then try again \
                    (or go on without, with --no-install)";
        return Err(Refusal(text.into()).into());
    }
    let Some((last, before)) = typed.split_last() else {
        return Ok(());
    };
    for command in before {
        // One broken source of packages is no reason to give up: the rest may well do.
        if let Err(error) = run_installer(command) {
            say(&format!("{error:#}. Going on."));
        }
    }
    run_installer(last).map_err(|error| {
        let advice = "put it right and try again, or go on without (--no-install)";
        Refusal(format!("{error:#}; {advice}")).into()
    })
}

fn run_installer(words: &[String]) -> anyhow::Result<()> {
    let (program, arguments) = words.split_first().context("an empty command")?;
    let status = Command::new(program)
        .args(arguments)
        .status()
        .with_context(|| format!("cannot run {program}"))?;
    if status.success() {
        return Ok(());
    }
    bail!(
        "`{}` failed ({status}): see its message above",
        spelled_out(words)
    )
}

/// How this user may install packages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Right {
    Root,
    /// sudo, which may ask for a password.
    Sudo,
    /// sudo, with nobody there to type a password.
    SudoSilent,
    Lacking,
}

impl Right {
    fn of_this_user() -> Self {
        if probe::is_root() {
            Self::Root
        } else if !probe::has_program("sudo") {
            Self::Lacking
        } else if std::io::stdin().is_terminal() {
            Self::Sudo
        } else {
            Self::SudoSilent
        }
    }

    /// The command as this user has to type it.
    fn to(self, command: &[String]) -> Vec<String> {
        let prefix: &[&str] = match self {
            Self::Root | Self::Lacking => &[],
            Self::Sudo => &["sudo"],
            Self::SudoSilent => &["sudo", "--non-interactive"],
        };
        prefix
            .iter()
            .map(|&word| word.to_owned())
            .chain(command.iter().cloned())
            .collect()
    }
}

fn say(text: &str) {
    eprintln!("[setup] {text}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use needs::Probe;

    #[test]
    fn only_what_is_not_there_is_missing() {
        let system = System::with(&["libX11.so.6", "libvulkan.so.1"], &["Xvfb"]);
        let missing = missing(&needs::tests(), &system);
        assert!(!missing.is_empty());
        for gone in ["libX11.so.6", "libvulkan.so.1"] {
            assert!(
                missing
                    .iter()
                    .all(|need| need.probe != Probe::Library(gone)),
                "{gone}"
            );
        }
        assert!(
            missing
                .iter()
                .all(|need| need.probe != Probe::Program("Xvfb"))
        );
        assert!(
            missing
                .iter()
                .any(|need| need.probe == Probe::Library("libXcursor.so.1"))
        );
        assert!(
            missing
                .iter()
                .any(|need| need.probe == Probe::SoftwareVulkan)
        );
    }

    #[test]
    fn sudo_never_waits_for_a_password_that_nobody_types() {
        let command = ["pacman".to_owned(), "-S".to_owned()];
        assert_eq!(Right::Root.to(&command), ["pacman", "-S"]);
        assert_eq!(Right::Sudo.to(&command), ["sudo", "pacman", "-S"]);
        assert_eq!(
            Right::SudoSilent.to(&command),
            ["sudo", "--non-interactive", "pacman", "-S"]
        );
    }
}
