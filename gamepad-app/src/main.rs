//! The pad on a desktop: reads the command line, opens the log, runs. Everything else is the library's.

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use couchpad_gamepad::cli::{CannotStart, Cli};
use couchpad_gamepad::display;
use std::error::Error;
use std::fmt::Display;
use std::io::IsTerminal;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// What is worth reading unless `RUST_LOG` says otherwise. The transport's crates report every stranger's bad packet,
/// the graphics crates every adapter that they leave.
const FILTER: &str = "warn,renetcode=off,renet=off,wgpu=error,wgpu_hal=off,bevy_render=error,winit=error,calloop=error";

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return answer(&error),
    };
    let options = match cli.options(display::probe) {
        Ok(options) => options,
        Err(error) => return say(&error, 2),
    };
    open_log();
    match couchpad_gamepad::run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<CannotStart>() => say(&error, 2),
        Err(error) => say(&format!("{error:#}"), 1),
    }
}

/// Help and version in full; of what is wrong with the flags, one line that says what to do.
fn answer(error: &clap::Error) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // nobody to tell when standard output is gone
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if has_link(error) {
        return say(&"a link goes behind --join, or into COUCHPAD_JOIN", 2);
    }
    if let Some(ours) = error.source() {
        // our own words alone: what was given may be a link or a code, and lets people in
        return say(&format!("{}{ours}", flag(error)), 2);
    }
    let words = error.to_string();
    let paragraph = words.split("\n\n").next().unwrap_or_default();
    let line: Vec<_> = paragraph.lines().map(str::trim).collect();
    let line = line.join(" ");
    let line = line.strip_prefix("error: ").unwrap_or(&line);
    say(&format!("{line}; see couchpad-gamepad --help"), 2)
}

/// Whether a link was given where none belongs: it would be repeated.
fn has_link(error: &clap::Error) -> bool {
    let mut texts = error.context().filter_map(|(_, value)| match value {
        ContextValue::String(text) => Some(text),
        _ => None,
    });
    error.source().is_none() && texts.any(|text| text.contains("://"))
}

/// The flag that is wrong, and what divides it from why.
fn flag(error: &clap::Error) -> String {
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(flag)) => {
            let name = flag.split_whitespace().next().unwrap_or_default();
            format!("{name}: ")
        }
        _ => String::new(),
    }
}

fn say(words: &dyn Display, status: u8) -> ExitCode {
    eprintln!("couchpad-gamepad: {words}");
    ExitCode::from(status)
}

fn open_log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(FILTER));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}
