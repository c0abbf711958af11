//! Where the log goes: to standard error, or to a file while the terminal shows the game. Never to standard output,
//! which belongs to the events.

use crate::options::Shown;
use crate::settings;
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

/// Logs where what is shown leaves room: to a file beside the terminal view, which is returned, else to standard error.
///
/// # Errors
/// The file cannot be written, or there is a log already.
pub fn open(shown: Shown) -> anyhow::Result<Option<PathBuf>> {
    if shown == Shown::Terminal {
        let folder = settings::state_folder().unwrap_or_else(std::env::temp_dir);
        return to_file(&folder).map(Some);
    }
    to_stderr()?;
    Ok(None)
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
    let file = create_private(&path).with_context(cannot)?;
    tracing_subscriber::fmt()
        .with_env_filter(filter())
        .with_writer(Mutex::new(file))
        .with_ansi(false)
        .try_init()
        .map_err(|error| anyhow::anyhow!("the log could not be opened: {error}"))?;
    Ok(path)
}

/// An empty file for this user alone: names and addresses may come to stand in it.
#[cfg(unix)]
fn create_private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
    let mut how = File::options();
    let file = how
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    // one that an earlier version made may be open to others
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    Ok(file)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> std::io::Result<File> {
    File::create(path)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn the_log_is_for_this_user_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("couchpad.log");
        fs::write(&path, "of an earlier run").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let file = create_private(&path).unwrap();
        let about = file.metadata().unwrap();
        assert_eq!(
            (about.permissions().mode() & 0o777, about.len()),
            (0o600, 0)
        );
    }
}
