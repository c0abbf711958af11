//! Whether a window can be opened here, asked before anything else starts: the window library itself would panic.

use std::env;
use std::path::PathBuf;

/// Where the controller is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    /// In a window.
    Window,
    /// Nowhere.
    None,
}

/// Why no window can be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDisplay {
    /// Neither `DISPLAY` nor `WAYLAND_DISPLAY` is set.
    #[error("there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)")]
    Unset,
    /// One is set, and nothing answers there.
    #[error("no display answers at {0}")]
    Silent(String),
}

/// Asks for a display. macOS and Windows always have one.
///
/// # Errors
/// [`NoDisplay`].
pub fn probe() -> Result<(), NoDisplay> {
    if cfg!(any(target_os = "macos", windows)) {
        return Ok(());
    }
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    probe_unix(
        set("WAYLAND_DISPLAY"),
        set("XDG_RUNTIME_DIR"),
        set("DISPLAY"),
    )
}

fn probe_unix(
    wayland: Option<String>,
    runtime: Option<String>,
    x11: Option<String>,
) -> Result<(), NoDisplay> {
    let mut silent = None;
    if let Some(name) = wayland {
        let socket = PathBuf::from(runtime.unwrap_or_default()).join(&name);
        if socket.exists() {
            return Ok(());
        }
        silent = Some(name);
    }
    if let Some(name) = x11 {
        if x11_answers(&name) {
            return Ok(());
        }
        silent = Some(name);
    }
    Err(silent.map_or(NoDisplay::Unset, NoDisplay::Silent))
}

/// `:0` and `unix:0.0` are sockets on this machine; any other host is believed.
fn x11_answers(name: &str) -> bool {
    let Some((host, rest)) = name.rsplit_once(':') else {
        return false;
    };
    let number = rest.split('.').next().unwrap_or_default();
    if number.is_empty() || number.parse::<u16>().is_err() {
        return false;
    }
    !(host.is_empty() || host == "unix") || local_x11_answers(number)
}

#[cfg(target_os = "linux")]
fn local_x11_answers(number: &str) -> bool {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixStream};
    let path = format!("/tmp/.X11-unix/X{number}");
    UnixStream::connect(&path).is_ok()
        || SocketAddr::from_abstract_name(&path)
            .and_then(|address| UnixStream::connect_addr(&address))
            .is_ok()
}

#[cfg(not(target_os = "linux"))]
fn local_x11_answers(number: &str) -> bool {
    PathBuf::from(format!("/tmp/.X11-unix/X{number}")).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_set_is_no_display() {
        assert_eq!(probe_unix(None, None, None), Err(NoDisplay::Unset));
    }

    #[test]
    fn a_name_that_leads_nowhere_is_said() {
        let silent = |name: &str| Err(NoDisplay::Silent(name.to_owned()));
        for name in [":65535", "nonsense", ":", ":x"] {
            assert_eq!(probe_unix(None, None, Some(name.into())), silent(name));
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let runtime = folder.path().to_str().map(str::to_owned);
        assert_eq!(
            probe_unix(Some("wayland-0".into()), runtime.clone(), None),
            silent("wayland-0")
        );
        std::fs::write(folder.path().join("wayland-0"), "").expect("written");
        assert_eq!(probe_unix(Some("wayland-0".into()), runtime, None), Ok(()));
    }

    #[test]
    fn a_display_on_another_machine_is_believed() {
        assert_eq!(probe_unix(None, None, Some("couch:10.0".into())), Ok(()));
    }
}
