//! `settings.toml`: read once at the start, never written. A bad file costs its settings, not the evening: the player is
//! told the line and the reason, and the defaults are used.

use crate::cli::{BindWish, Display, MAX_CAP, WindowSize, parse_game, parse_receiver_name};
use directories::ProjectDirs;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The environment variable that names the folder of `settings.toml` instead of the system's own.
pub const CONFIG_DIR_VARIABLE: &str = "COUCHPAD_CONFIG_DIR";
/// The environment variable that names the folder of the log file instead of the system's own.
pub const STATE_DIR_VARIABLE: &str = "COUCHPAD_STATE_DIR";

/// The longest that a seat waits for its pad, in seconds.
pub const MAX_SEAT_HOLD: u64 = 3_600;

/// What the file may say; what it leaves out is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Settings {
    /// Where the game is shown.
    pub display: Option<Display>,
    /// Where to listen.
    pub bind: Option<BindWish>,
    /// What controllers call this receiver; clean.
    #[serde(default, deserialize_with = "readable_name")]
    pub receiver_name: Option<String>,
    /// Announce the receiver in the local network.
    pub discovery: Option<bool>,
    /// The game to begin with; there is such a game.
    #[serde(default, deserialize_with = "known_game")]
    pub game: Option<String>,
    /// The most pads that are admitted, 1 to [`MAX_CAP`].
    #[serde(default, deserialize_with = "cap_in_range")]
    pub cap: Option<u64>,
    /// How long the seat of a pad that dropped waits for it, in seconds, 1 to [`MAX_SEAT_HOLD`].
    #[serde(default, deserialize_with = "hold_in_range")]
    pub seat_hold: Option<u64>,
    /// Pause when a pad drops.
    pub pause_on_drop: Option<bool>,
    /// Still versions of everything that moves for show.
    pub reduced_motion: Option<bool>,
    /// The name of a player at the keyboard.
    pub name: Option<String>,
    /// The window.
    #[serde(default)]
    pub window: WindowSettings,
}

/// The file's `[window]` table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct WindowSettings {
    /// `size = [1280, 720]`, in pixels.
    #[serde(default, deserialize_with = "sound_size")]
    pub size: Option<WindowSize>,
    /// Fill the screen.
    pub fullscreen: Option<bool>,
}

fn known_game<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let id = String::deserialize(from)?;
    let fault = |why| D::Error::custom(format!("`{id}`: {why}"));
    parse_game(&id).map(Some).map_err(fault)
}

fn readable_name<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let name = parse_receiver_name(&String::deserialize(from)?);
    name.map(Some)
        .map_err(|why| D::Error::custom(format!("receiver_name: {why}")))
}

fn cap_in_range<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    let cap = u64::deserialize(from)?;
    if (1..=MAX_CAP).contains(&cap) {
        Ok(Some(cap))
    } else {
        Err(D::Error::custom(format!("cap must be 1 to {MAX_CAP}")))
    }
}

fn hold_in_range<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    let seconds = u64::deserialize(from)?;
    if (1..=MAX_SEAT_HOLD).contains(&seconds) {
        Ok(Some(seconds))
    } else {
        Err(D::Error::custom(format!(
            "seat_hold must be 1 to {MAX_SEAT_HOLD} seconds"
        )))
    }
}

fn sound_size<'de, D: Deserializer<'de>>(from: D) -> Result<Option<WindowSize>, D::Error> {
    let (width, height) = Deserialize::deserialize(from)?;
    WindowSize::new(width, height)
        .map(Some)
        .map_err(D::Error::custom)
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
    /// The file is not what it should be: none of it is used.
    Bad {
        /// Which file.
        path: PathBuf,
        /// The line of the fault, counted from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A setting that this version does not know: it is ignored, the others are used.
    Unknown {
        /// Which file.
        path: PathBuf,
        /// The setting's full name.
        key: String,
    },
}

impl fmt::Display for SettingsWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, reason } => write!(
                f,
                "{} cannot be read ({reason}); the defaults are used. It must be a text file in UTF-8 that you may read.",
                path.display()
            ),
            Self::Bad { path, line, reason } => write!(
                f,
                "{}, line {line}: {reason}; the defaults are used. Correct the line or delete the file.",
                path.display()
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
        Ok(text) => parse(path, &text),
        Err(error) if error.kind() == ErrorKind::NotFound => Default::default(),
        Err(error) => {
            let warning = SettingsWarning::Unreadable {
                path: path.to_owned(),
                reason: error.to_string(),
            };
            (Settings::default(), vec![warning])
        }
    }
}

fn parse(path: &Path, text: &str) -> (Settings, Vec<SettingsWarning>) {
    let mut warnings = Vec::new();
    let parsed = toml::Deserializer::parse(text).and_then(|from| {
        serde_ignored::deserialize(from, |key| {
            warnings.push(SettingsWarning::Unknown {
                path: path.to_owned(),
                key: key.to_string(),
            });
        })
    });
    match parsed {
        Ok(settings) => (settings, warnings),
        Err(error) => {
            let before = error.span().and_then(|span| text.get(..span.start));
            let bad = SettingsWarning::Bad {
                path: path.to_owned(),
                line: before.unwrap_or_default().matches('\n').count() + 1,
                reason: error.message().trim().replace('\n', " "),
            };
            (Settings::default(), vec![bad])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_text(text: &str) -> (Settings, Vec<SettingsWarning>) {
        parse(Path::new("settings.toml"), text)
    }

    fn bad_line(text: &str) -> (usize, String) {
        let (settings, warnings) = parse_text(text);
        assert_eq!(settings, Settings::default(), "defaults are used");
        match warnings.as_slice() {
            [SettingsWarning::Bad { line, reason, .. }] => (*line, reason.clone()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_everything() {
        let game = couchpad_games::games()[0].manifest.id;
        let text = format!(
            "display = \"terminal\"\nbind = \"127.0.0.1:5000\"\nreceiver_name = \"Den\"\ndiscovery = false\ngame = \"{game}\"\ncap = 12\nseat_hold = 300\npause_on_drop = true\n\
             reduced_motion = true\nname = \"Ada\"\n[window]\nsize = [800, 600]\nfullscreen = true\n"
        );
        let (settings, warnings) = parse_text(&text);
        assert_eq!(warnings, []);
        assert_eq!(settings.display, Some(Display::Terminal));
        assert_eq!(settings.bind, Some("127.0.0.1:5000".parse().unwrap()));
        assert_eq!(settings.receiver_name.as_deref(), Some("Den"));
        assert_eq!(settings.discovery, Some(false));
        assert_eq!(settings.game.as_deref(), Some(game));
        assert_eq!(settings.cap, Some(12));
        assert_eq!(settings.seat_hold, Some(300));
        assert_eq!(settings.pause_on_drop, Some(true));
        assert_eq!(settings.reduced_motion, Some(true));
        assert_eq!(settings.name.as_deref(), Some("Ada"));
        let size = settings.window.size.unwrap();
        assert_eq!((size.width, size.height), (800, 600));
        assert_eq!(settings.window.fullscreen, Some(true));
    }

    #[test]
    fn the_port_alone_may_be_a_number() {
        let (settings, warnings) = parse_text("bind = 5000\n");
        assert_eq!(
            (settings.bind, warnings),
            (Some("5000".parse().unwrap()), vec![])
        );
    }

    #[test]
    fn a_bad_file_names_line_and_reason() {
        let cases = [
            ("cap = 5\nname = Ada\n", 2, ""),
            ("cap = 0\n", 1, "cap must be 1 to"),
            ("\n\ngame = \"chess2\"\n", 3, "chess2"),
            ("display = \"hologram\"\n", 1, "hologram"),
            ("bind = \"nowhere\"\n", 1, "address"),
            ("bind = 70000\n", 1, "70000"),
            ("receiver_name = \"\"\n", 1, "receiver_name"),
            ("discovery = \"no\"\n", 1, "bool"),
            ("[window]\nsize = [1, 1]\n", 2, "1x1"),
            ("[window]\nsize = \"big\"\n", 2, ""),
            ("pause_on_drop = 3\n", 1, "bool"),
        ];
        for (text, line, part) in cases {
            let (at, reason) = bad_line(text);
            assert_eq!(at, line, "{text}: {reason}");
            assert!(reason.contains(part), "{text}: {reason}");
            assert!(!reason.contains('\n'), "{reason}");
        }
    }

    #[test]
    fn an_unknown_setting_costs_only_itself() {
        let (settings, warnings) = parse_text("colour = \"red\"\ncap = 7\n[window]\ndepth = 3\n");
        assert_eq!(settings.cap, Some(7));
        let keys: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(keys.len(), 2, "{keys:?}");
        assert!(keys[0].contains("`colour`"), "{keys:?}");
        assert!(keys[1].contains("`window.depth`"), "{keys:?}");
    }

    #[test]
    fn no_file_is_no_fault_and_a_folder_is() {
        let folder = tempfile::tempdir().unwrap();
        let missing = load(&folder.path().join("settings.toml"));
        assert_eq!(missing, (Settings::default(), vec![]));
        let (settings, warnings) = load(folder.path());
        assert_eq!(settings, Settings::default());
        assert!(matches!(
            warnings.as_slice(),
            [SettingsWarning::Unreadable { .. }]
        ));
    }
}
