//! `settings.toml`: found, read once at the start, never written. A setting that cannot be read costs itself, not the
//! evening: the player is told the line and the reason, and its default is used. Only who can reach the receiver is never
//! more than was asked for: where that cannot be read, it is this machine alone.

mod read;

use crate::cli::{BindWish, Display, OptionWish, WindowSize};
use directories::ProjectDirs;
use std::fmt;
use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

/// The environment variable that names the folder of `settings.toml` instead of the system's own.
pub const CONFIG_DIR_VARIABLE: &str = "COUCHPAD_CONFIG_DIR";
/// The environment variable that names the folder of the log file instead of the system's own.
pub const STATE_DIR_VARIABLE: &str = "COUCHPAD_STATE_DIR";

/// The longest that a seat waits for its pad, in seconds.
pub const MAX_SEAT_HOLD: u64 = 3_600;
/// The longest that a lobby is still before bots play in it, in seconds.
pub const MAX_ATTRACT: u64 = 86_400;

/// What the file may say; what it leaves out is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where the game is shown.
    pub display: Option<Display>,
    /// Where to listen.
    pub bind: Option<BindWish>,
    /// What controllers call this receiver; clean.
    pub receiver_name: Option<String>,
    /// Announce the receiver in the local network.
    pub discovery: Option<bool>,
    /// The game to begin with; there is such a game.
    pub game: Option<String>,
    /// The most pads that are admitted, 1 to [`MAX_CAP`](crate::cli::MAX_CAP).
    pub cap: Option<u64>,
    /// How long the seat of a pad that dropped waits for it, in seconds, 1 to [`MAX_SEAT_HOLD`].
    pub seat_hold: Option<u64>,
    /// Pause when a pad drops.
    pub pause_on_drop: Option<bool>,
    /// Still versions of everything that moves for show.
    pub reduced_motion: Option<bool>,
    /// Let blows shake the field.
    pub screen_shake: Option<bool>,
    /// Seconds after which a lobby without anybody shows a demonstration; 0: never. At most [`MAX_ATTRACT`].
    pub attract: Option<u64>,
    /// The levels to play with: the name of those that are kept, or "own".
    pub levels: Option<String>,
    /// The name of a player at the keyboard.
    pub name: Option<String>,
    /// The window.
    pub window: WindowSettings,
    /// What is heard.
    pub sound: SoundSettings,
    /// How games are played: there is a game that has this option and value.
    pub options: Vec<OptionWish>,
}

/// The file's `[window]` table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WindowSettings {
    /// `size = [1280, 720]`, in pixels.
    pub size: Option<WindowSize>,
    /// Fill the screen.
    pub fullscreen: Option<bool>,
}

/// The file's `[sound]` table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoundSettings {
    /// Everything together, 0 to 100.
    pub volume: Option<u8>,
    /// Effects beside that, 0 to 100.
    pub effects: Option<u8>,
    /// Music beside that, 0 to 100.
    pub music: Option<u8>,
    /// Nothing is heard until somebody presses M.
    pub muted: Option<bool>,
}

impl Settings {
    /// Where nobody knows what the file says: the defaults, on this machine alone. It may have asked for just that.
    fn unread() -> Self {
        Self {
            bind: Some(this_machine()),
            discovery: Some(false),
            ..Self::default()
        }
    }
}

fn this_machine() -> BindWish {
    BindWish {
        ip: Some(Ipv4Addr::LOCALHOST.into()),
        port: None,
    }
}

/// Something about the file that the player should know. Never fatal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsWarning {
    /// The file is there but cannot be read.
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file is not TOML: none of it is used.
    NoToml {
        /// Which file.
        path: PathBuf,
        /// The line of the fault, counted from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A setting that is not what it should be: it is not used, the others are.
    Bad {
        /// Which file.
        path: PathBuf,
        /// The line of the fault, counted from 1.
        line: usize,
        /// The setting's full name.
        key: String,
        /// What is wrong there.
        reason: String,
        /// What the receiver does instead.
        instead: Instead,
    },
    /// A setting that this version does not know: it is ignored, the others are used.
    Unknown {
        /// Which file.
        path: PathBuf,
        /// The setting's full name.
        key: String,
    },
}

/// What the receiver does where a setting cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// What it does without the setting.
    Default,
    /// It listens on this machine alone.
    ThisMachine,
    /// It is not announced.
    Unannounced,
}

impl Instead {
    const fn words(self) -> &'static str {
        match self {
            Self::Default => "the default is used",
            Self::ThisMachine => {
                "to be safe, the receiver listens on this machine only, unless --bind says where"
            }
            Self::Unannounced => "to be safe, the receiver is not announced",
        }
    }
}

/// What becomes of a whole file that cannot be read.
const UNREAD: &str = "to be safe, the receiver listens on this machine only, unless --bind says where, and is not announced; \
                      the defaults are used for all else";

impl fmt::Display for SettingsWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, reason } => write!(
                f,
                "{} cannot be read ({reason}): {UNREAD}. It must be a text file in UTF-8 that you may read.",
                path.display()
            ),
            Self::NoToml { path, line, reason } => write!(
                f,
                "{}, line {line}: {reason}: {UNREAD}. Correct the line or delete the file.",
                path.display()
            ),
            Self::Bad {
                path,
                line,
                key,
                reason,
                instead,
            } => write!(
                f,
                "{}, line {line}: `{key}`: {reason}; {}. Correct the line or delete it.",
                path.display(),
                instead.words()
            ),
            Self::Unknown { path, key } => write!(
                f,
                "{}: there is no setting `{key}`; it is ignored. docs/settings.md lists them.",
                path.display()
            ),
        }
    }
}

/// Where the file is, if the system has such a folder.
#[must_use]
pub fn path() -> Option<PathBuf> {
    folder(CONFIG_DIR_VARIABLE, |dirs| dirs.config_dir().to_owned())
        .map(|folder| folder.join("settings.toml"))
}

/// The folder for logs, if the system has such a folder.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    folder(STATE_DIR_VARIABLE, |dirs| {
        dirs.state_dir()
            .unwrap_or_else(|| dirs.data_local_dir())
            .to_owned()
    })
}

fn folder(variable: &str, system: impl FnOnce(&ProjectDirs) -> PathBuf) -> Option<PathBuf> {
    match std::env::var_os(variable).filter(|value| !value.is_empty()) {
        Some(folder) => Some(folder.into()),
        None => ProjectDirs::from("", "", "couchpad").map(|dirs| system(&dirs)),
    }
}

/// Reads the file. No file: nothing is set, and nothing is wrong.
#[must_use]
pub fn load(path: &Path) -> (Settings, Vec<SettingsWarning>) {
    match std::fs::read_to_string(path) {
        Ok(text) => read::parse(path, &text),
        Err(error) if error.kind() == ErrorKind::NotFound => Default::default(),
        Err(error) => {
            let warning = SettingsWarning::Unreadable {
                path: path.to_owned(),
                reason: error.to_string(),
            };
            (Settings::unread(), vec![warning])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_is_no_fault_and_a_folder_is() {
        let folder = tempfile::tempdir().unwrap();
        let missing = load(&folder.path().join("settings.toml"));
        assert_eq!(missing, (Settings::default(), vec![]));
        let (settings, warnings) = load(folder.path());
        assert_eq!(settings, Settings::unread());
        let [warning @ SettingsWarning::Unreadable { .. }] = warnings.as_slice() else {
            panic!("{warnings:?}");
        };
        assert!(
            warning.to_string().contains("on this machine only"),
            "{warning}"
        );
    }
}
