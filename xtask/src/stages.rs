//! `cargo xtask test`: every check in order, stopped by the first that fails, summed up at the end.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::cargo;
use crate::cli::{Stage, Test};
use crate::setup::{self, Install};
use crate::tutorial;

/// Where Cargo is told to build, so that the two workspaces share what they can.
const TARGET: &str = "CARGO_TARGET_DIR";

const ALL: [Stage; 6] = [
    Stage::Format,
    Stage::Clippy,
    Stage::Test,
    Stage::Replays,
    Stage::Doc,
    Stage::Tutorial,
];

/// `cargo xtask test`. Exit status 1 where a stage failed.
pub(crate) fn run(options: &Test) -> anyhow::Result<u8> {
    let stages = options
        .only
        .map_or_else(|| ALL.to_vec(), |stage| vec![stage]);
    let install = if options.no_install {
        Install::No
    } else {
        Install::Yes
    };
    if stages.contains(&Stage::Test) {
        setup::for_tests(install)?;
    } else if stages.iter().any(|stage| *stage != Stage::Format) {
        setup::for_building(install)?;
    }
    let total = Instant::now();
    let reports = run_in_order(&stages, run_stage)?;
    println!("\n{}", summary(&reports, total.elapsed()));
    if let Some(failed) = reports
        .iter()
        .find(|report| report.outcome == Outcome::Failed)
    {
        let name = failed.stage.name();
        println!(
            "\n{name} failed: its messages are above. `cargo xtask test --only {name}` runs it alone."
        );
        return Ok(1);
    }
    Ok(0)
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Outcome {
    Passed,
    Failed,
    NotRun,
}

#[derive(Clone, Copy, Debug)]
struct Report {
    stage: Stage,
    outcome: Outcome,
    time: Duration,
}

/// Runs the stages until one fails; those after it are reported as not run.
fn run_in_order(
    stages: &[Stage],
    mut run_stage: impl FnMut(Stage) -> anyhow::Result<bool>,
) -> anyhow::Result<Vec<Report>> {
    let mut reports = Vec::with_capacity(stages.len());
    let mut failed = false;
    for &stage in stages {
        let start = Instant::now();
        let outcome = match failed {
            true => Outcome::NotRun,
            false if run_stage(stage)? => Outcome::Passed,
            false => Outcome::Failed,
        };
        failed |= outcome == Outcome::Failed;
        reports.push(Report {
            stage,
            outcome,
            time: start.elapsed(),
        });
    }
    Ok(reports)
}

/// A stage in both workspaces; the second only where the first passed.
fn run_stage(stage: Stage) -> anyhow::Result<bool> {
    let Some(arguments) = stage.arguments() else {
        return Ok(follow_tutorial());
    };
    let both = [Some(arguments.to_vec()), stage.bindings()];
    for arguments in both.into_iter().flatten() {
        if !run_cargo(stage, &arguments)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn follow_tutorial() -> bool {
    match tutorial::follow() {
        Ok(()) => true,
        Err(error) => {
            eprintln!("\n=== tutorial FAILED: {error:#}");
            false
        }
    }
}

fn run_cargo(stage: Stage, arguments: &[&str]) -> anyhow::Result<bool> {
    let mut command = cargo::command(arguments);
    stage.environment(&mut command)?;
    println!(
        "\n=== {}: cargo {}",
        stage.name(),
        cargo::spelled_out(arguments)
    );
    let start = Instant::now();
    let status = command.status().context("cannot run cargo")?;
    let result = if status.success() { "passed" } else { "FAILED" };
    println!(
        "=== {} {result} in {}",
        stage.name(),
        seconds(start.elapsed())
    );
    Ok(status.success())
}

impl Stage {
    const fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy",
            Self::Test => "test",
            Self::Replays => "replays",
            Self::Doc => "doc",
            Self::Tutorial => "tutorial",
        }
    }

    /// Always the whole workspace: so that features are the same in every stage and Bevy is checked once and
    /// built once. But for the games' release build, which knows no Bevy.
    /// `None`: it is more than one command, see [`tutorial`].
    const fn arguments(self) -> Option<&'static [&'static str]> {
        Some(match self {
            Self::Tutorial => return None,
            Self::Format => &["fmt", "--all", "--check"],
            Self::Clippy => &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--locked",
                "--",
                "-D",
                "warnings",
            ],
            Self::Test => &["test", "--workspace", "--locked"],
            Self::Replays => &[
                "test",
                "--release",
                "--package",
                "couchpad-games",
                "--test",
                "replays",
                "--locked",
            ],
            Self::Doc => &["doc", "--workspace", "--no-deps", "--locked"],
        })
    }

    /// The same in the workspace of what writes and tries the bindings for other languages, which shares the target folder;
    /// `None`: it has nothing of its own there.
    fn bindings(self) -> Option<Vec<&'static str>> {
        const WORKSPACE: [&str; 2] = ["--manifest-path", "core/ffi/host/Cargo.toml"];
        if matches!(self, Self::Replays | Self::Doc | Self::Tutorial) {
            return None;
        }
        let mut arguments = self.arguments()?.to_vec();
        arguments.splice(1..1, WORKSPACE);
        Some(arguments)
    }

    fn environment(self, command: &mut Command) -> anyhow::Result<()> {
        match self {
            Self::Format | Self::Replays | Self::Tutorial => {}
            Self::Clippy => {
                command.env(TARGET, cargo::target_folder()?);
            }
            Self::Test => {
                let target = cargo::target_folder()?;
                draw_in_software(command);
                keep_apart(command, &target);
                command.env(TARGET, target);
            }
            Self::Doc => {
                command.env("RUSTDOCFLAGS", "-D warnings");
            }
        }
        Ok(())
    }
}

/// Pictures are compared byte for byte, so that they are drawn by the same driver on every Linux machine,
/// whatever its graphics card. The second name is for Vulkan loaders before 1.3.207.
fn draw_in_software(command: &mut Command) {
    if let Some(driver) = setup::software_vulkan() {
        command
            .env("VK_DRIVER_FILES", &driver)
            .env("VK_ICD_FILENAMES", &driver);
    }
}

/// Tests that start programs give each its own folders. One that forgets to must not touch the user's identities and
/// settings all the same.
fn keep_apart(command: &mut Command, target: &Path) {
    let folder = target.join("tests-home");
    for variable in [
        "COUCHPAD_DATA_DIR",
        "COUCHPAD_CONFIG_DIR",
        "COUCHPAD_STATE_DIR",
    ] {
        command.env(variable, &folder);
    }
}

fn summary(reports: &[Report], total: Duration) -> String {
    let line = |report: &Report| match report.outcome {
        Outcome::Passed => format!(
            "  {:8} passed  {:>9}",
            report.stage.name(),
            seconds(report.time)
        ),
        Outcome::Failed => format!(
            "  {:8} FAILED  {:>9}",
            report.stage.name(),
            seconds(report.time)
        ),
        Outcome::NotRun => format!("  {:8} not run", report.stage.name()),
    };
    let all = format!("  {:8}         {:>9}", "all", seconds(total));
    reports
        .iter()
        .map(line)
        .chain([all])
        .collect::<Vec<_>>()
        .join("\n")
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(reports: &[Report]) -> Vec<Outcome> {
        reports.iter().map(|report| report.outcome).collect()
    }

    #[test]
    fn the_first_failure_stops_the_rest() {
        let mut ran = Vec::new();
        let reports = run_in_order(&ALL, |stage| {
            ran.push(stage);
            Ok(stage != Stage::Clippy)
        })
        .expect("no error");
        assert_eq!(ran, [Stage::Format, Stage::Clippy]);
        let expected = [
            Outcome::Passed,
            Outcome::Failed,
            Outcome::NotRun,
            Outcome::NotRun,
            Outcome::NotRun,
            Outcome::NotRun,
        ];
        assert_eq!(outcomes(&reports), expected);
    }

    #[test]
    fn all_pass_when_all_pass() {
        let reports = run_in_order(&ALL, |_| Ok(true)).expect("no error");
        assert_eq!(outcomes(&reports), [Outcome::Passed; 6]);
    }

    #[test]
    fn tests_are_kept_from_the_users_own_folders() {
        let mut command = Command::new("cargo");
        let environment = Stage::Test.environment(&mut command);
        environment.expect("a target folder");
        let set: Vec<_> = command
            .get_envs()
            .filter(|(_, value)| value.is_some())
            .map(|(name, _)| name.to_string_lossy().into_owned())
            .collect();
        for variable in [
            "COUCHPAD_CONFIG_DIR",
            "COUCHPAD_DATA_DIR",
            "COUCHPAD_STATE_DIR",
        ] {
            assert!(set.iter().any(|name| name == variable), "{set:?}");
        }
    }

    #[test]
    fn the_workspace_of_the_bindings_is_checked_as_the_other() {
        let words = |stage: Stage| stage.bindings().map(|words| words.join(" "));
        let test = words(Stage::Test).expect("it has tests");
        let expected = "test --manifest-path core/ffi/host/Cargo.toml --workspace --locked";
        assert_eq!(test, expected);
        let clippy = words(Stage::Clippy).expect("it is checked");
        assert!(clippy.ends_with("-- -D warnings") && clippy.contains("--all-targets"));
        assert_eq!(words(Stage::Doc), None);
        assert!(cargo::root().join("core/ffi/host/Cargo.toml").is_file());
    }

    #[test]
    fn a_stage_that_cannot_start_is_an_error() {
        assert!(run_in_order(&ALL, |_| anyhow::bail!("no cargo")).is_err());
    }

    #[test]
    fn the_summary_has_a_line_for_each_stage() {
        let time = Duration::from_millis(1_250);
        let report = |stage, outcome| Report {
            stage,
            outcome,
            time,
        };
        let reports = [
            report(Stage::Format, Outcome::Passed),
            report(Stage::Clippy, Outcome::Failed),
            report(Stage::Test, Outcome::NotRun),
        ];
        let expected = "  format   passed      1.2 s\n  clippy   FAILED      1.2 s\n  test     not run\n  all                  2.5 s";
        assert_eq!(summary(&reports, time * 2), expected);
    }
}
