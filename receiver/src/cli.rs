//! The command line of `couchpad`. Parses and documents; what follows from the flags together with the settings is
//! [`options`](crate::options)' business.

use clap::{Parser, ValueEnum};
use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

/// The port that a receiver listens on unless told otherwise, the same for UDP and TCP.
pub const DEFAULT_PORT: u16 = 4455;
/// Where a receiver listens unless told otherwise.
pub const DEFAULT_BIND: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), DEFAULT_PORT);
/// The most pads that a receiver can be told to admit.
pub const MAX_CAP: u64 = 1_000;

const AFTER_HELP: &str = "\
Keys (window and terminal):
  Enter        start, go on, play again
  P, Esc       pause and go on; Esc in the results: to the lobby
  L            in the pause and in the results: to the lobby
  Q            quit, but not in play; Ctrl-C in the terminal: quit
  Tab, [ ]     in the lobby: choose the game
  Arrows+Space, A/D+W   two players at this keyboard: move and launch; the first press joins

Events (--events json): one JSON object a line on standard output, and nothing else there:
  listening      udp, join
  pad_joined     pad, name, seat           a controller is here (seat null: it waits for one)
  pad_left       pad, name, seat, reason, seat_kept
  pad_resumed    pad, name, seat           it is back in its seat
  pad_seated     pad, name, seat           it waited and now has a seat
  pad_unseated   pad, name, seat           the chosen game has fewer seats: it waits again
  pad_expired    pad, name, seat, reason   it did not come back: its seat is free
  pad_renamed    pad, name, seat
  pad_rejected   pad, name, seat, reason   it was not admitted
  game_started   game, seed
  game_paused, game_resumed
  score          seat, points, total
  round_cleared  round
  game_over      won, total, scores
  game_aborted   total                     ended from the outside before it was over
  Seats are counted from 0. All of it is described in docs/events.md.

Settings are read from settings.toml in the system's configuration folder; flags win.

Exit status:
  0  closed by a player, by --exit-after, by Ctrl-C or because nobody reads the events any more
  1  something failed while it ran
  2  it could not start as asked; standard error says what to do";

/// The receiver of Couchpad: shows the game on this screen, with phones as controllers.
#[derive(Parser, Clone, Debug, Default)]
#[command(name = "couchpad", version, about, after_help = AFTER_HELP)]
pub struct Cli {
    /// Where to show the game: a window, this terminal, nowhere; auto takes the first that is there
    #[arg(long, value_enum, value_name = "WHERE")]
    pub display: Option<Display>,

    /// Address to listen on, the same port for UDP and TCP; port 0 takes any [default: 127.0.0.1:4455]
    #[arg(long, value_name = "IP:PORT", value_parser = parse_bind)]
    pub bind: Option<SocketAddr>,

    /// The game to begin with
    #[arg(long, value_name = "GAME", value_parser = parse_game)]
    pub game: Option<String>,

    /// Decides everything random in the games, so that one can be played again [default: another one each time]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// How to write what happens to standard output
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub events: Option<EventFormat>,

    /// Close after so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds, allow_negative_numbers = true)]
    pub exit_after: Option<Duration>,

    /// The most controllers that are admitted, those that wait for a seat included [default: 1000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=MAX_CAP))]
    pub cap: Option<u64>,

    /// Pause the game when a controller drops, instead of letting a bot stand in after 5 s
    #[arg(long)]
    pub pause_on_drop: bool,

    /// The name of a player at this keyboard
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Size of the window in pixels [default: 1280x720]
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    pub size: Option<WindowSize>,

    /// Fill the screen with the window
    #[arg(long, conflicts_with = "windowed")]
    pub fullscreen: bool,

    /// Do not fill the screen, whatever the settings say
    #[arg(long)]
    pub windowed: bool,

    /// Show still versions of everything that moves for show
    #[arg(long)]
    pub reduced_motion: bool,
}

/// Where the game is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Display {
    /// The first of the others that is there.
    #[default]
    Auto,
    /// In a window.
    Window,
    /// In the terminal that it was started from.
    Terminal,
    /// Nowhere: it says where it listens and writes what happens.
    None,
}

/// How events are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EventFormat {
    /// Lines for people; only with --display none.
    Text,
    /// One JSON object a line.
    Json,
}

/// The size of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowSize {
    /// Pixels, 320 to 16384.
    pub width: u32,
    /// Pixels, 240 to 16384.
    pub height: u32,
}

impl Default for WindowSize {
    fn default() -> Self {
        Self {
            width: 1280,
            height: 720,
        }
    }
}

impl WindowSize {
    /// A size that a window can have and the screens can be laid out in.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn new(width: u32, height: u32) -> Result<Self, String> {
        if (320..=16_384).contains(&width) && (240..=16_384).contains(&height) {
            Ok(Self { width, height })
        } else {
            Err(format!(
                "{width}x{height} is no size for the window: take 320x240 to 16384x16384"
            ))
        }
    }
}

fn parse_size(text: &str) -> Result<WindowSize, String> {
    let (width, height) = text
        .split_once(['x', 'X'])
        .and_then(|(w, h)| Some((w.trim().parse().ok()?, h.trim().parse().ok()?)))
        .ok_or("write width and height in pixels, like 1280x720")?;
    WindowSize::new(width, height)
}

fn parse_bind(text: &str) -> Result<SocketAddr, String> {
    if let Some(port) = text.strip_prefix("localhost:")
        && let Ok(port) = port.parse()
    {
        return Ok(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port));
    }
    text.parse()
        .map_err(|_| "write an IP address and a port, like 127.0.0.1:4455 or [::1]:4455".into())
}

fn parse_seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| "write seconds as a number, like 30 or 1.5")?;
    Duration::try_from_secs_f64(seconds)
        .map_err(|_| "write seconds as a number from 0 on, like 30 or 1.5".into())
}

/// Checks that there is such a game.
///
/// # Errors
/// A sentence that names the games that there are.
pub fn parse_game(id: &str) -> Result<String, String> {
    if couchpad_games::find(id).is_some() {
        return Ok(id.to_owned());
    }
    let known: Vec<_> = couchpad_games::games()
        .iter()
        .map(|game| game.manifest.id)
        .collect();
    Err(format!(
        "there is no such game; choose one of: {}",
        known.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn reads_addresses() {
        let address = |text: &str| parse_bind(text).map(|a| a.to_string());
        assert_eq!(address("127.0.0.1:0"), Ok("127.0.0.1:0".into()));
        assert_eq!(address("localhost:80"), Ok("127.0.0.1:80".into()));
        assert_eq!(address("[::1]:4455"), Ok("[::1]:4455".into()));
        for bad in [
            "",
            "127.0.0.1",
            ":4455",
            "example.org:80",
            "127.0.0.1:99999",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn reads_sizes_and_seconds() {
        let size = parse_size("1920x1080").map(|s| (s.width, s.height));
        assert_eq!(size, Ok((1920, 1080)));
        for bad in ["", "1920", "x", "1x1", "99999x99999", "-5x5"] {
            assert!(parse_size(bad).is_err(), "{bad}");
        }
        assert_eq!(parse_seconds("1.5"), Ok(Duration::from_millis(1500)));
        for bad in ["", "-1", "NaN", "inf", "soon", "1e300"] {
            assert!(parse_seconds(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_unknown_game_lists_the_known() {
        let complaint = parse_game("chess2").unwrap_err();
        for game in couchpad_games::games() {
            assert!(complaint.contains(game.manifest.id), "{complaint}");
        }
    }
}
