//! Where the log goes: to standard error, or to a file while the terminal shows the game. Never to standard output,
//! which belongs to the events.

use anyhow::Context;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tracing_subscriber::EnvFilter;

/// What is worth reading unless `RUST_LOG` says otherwise. The transport's crates report every stranger's bad packet,
/// the graphics crates every adapter that they leave.
const FILTER: &str = "warn,couchpad=info,couchpad_receiver=info,couchpad_core=info,couchpad_session=info,\
    renetcode=off,renet=off,bevy_renet=warn,wgpu=error,wgpu_hal=off,naga=warn,bevy_render=warn,calloop=error,winit=error";

fn filter() -> EnvFilter {
    EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(FILTER))
}

/// Logs to standard error from now on.
///
/// # Errors
/// Something logs already.
pub fn to_stderr() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(filter())
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .try_init()
        .map_err(|error| anyhow::anyhow!("the log could not be opened: {error}"))
}

/// Logs to `couchpad.log` in this folder from now on, in place of an earlier run's.
///
/// # Errors
/// The folder cannot be made, the file cannot be written, or something logs already.
pub fn to_file(folder: &Path) -> anyhow::Result<PathBuf> {
    let path = folder.join("couchpad.log");
    let cannot = || format!("the log file {} cannot be written", path.display());
    fs::create_dir_all(folder).with_context(cannot)?;
    let file = File::create(&path).with_context(cannot)?;
    tracing_subscriber::fmt()
        .with_env_filter(filter())
        .with_writer(Mutex::new(file))
        .with_ansi(false)
        .try_init()
        .map_err(|error| anyhow::anyhow!("the log could not be opened: {error}"))?;
    Ok(path)
}
