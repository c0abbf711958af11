//! The command line of `couchpad`. Parses and documents; what follows from the flags together with the settings is
//! [`options`](crate::options)' business.

mod bind;
mod help;

pub use bind::{BindWish, NoBind};

use crate::levels::LevelsCommand;
use crate::pads::PadsCommand;
use crate::replay::Speed;
use crate::scores::ScoresCommand;
use clap::{Args, Parser, Subcommand, ValueEnum};
use couchpad_core::protocol::{NAMELESS, clean_name};
use serde::Deserialize;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;
use std::time::Duration;

/// The most pads that a receiver can be told to admit.
pub const MAX_CAP: u64 = 1_000;

/// The receiver of Couchpad: shows the game on this screen, with phones as controllers.
#[derive(Parser, Clone, Debug, Default)]
#[command(name = "couchpad", version, about, after_help = help::AFTER_HELP, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// Something else than to run the receiver.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Where to show the game: a window, this terminal, nowhere; auto takes the first that is there
    #[arg(long, value_enum, value_name = "WHERE")]
    pub display: Option<Display>,

    /// Where to listen, the same port for UDP and TCP; port 0 takes any [default: every interface, the port of last time,
    /// at first 4455]
    #[arg(long, value_name = "[IP:]PORT")]
    pub bind: Option<BindWish>,

    /// What controllers call this receiver [default: the name of this machine]
    #[arg(long, value_name = "NAME", value_parser = parse_receiver_name)]
    pub receiver_name: Option<String>,

    /// Do not announce this receiver in the local network
    #[arg(long)]
    pub no_discovery: bool,

    /// The Android app, for phones that open the picture's page without having it
    #[arg(long, value_name = "FILE", value_parser = parse_package)]
    pub package: Option<PathBuf>,

    /// The game to begin with
    #[arg(long, value_name = "GAME", value_parser = parse_game)]
    pub game: Option<String>,

    /// How the game is played, like mode=versus; once for each option (a wrong one lists them)
    #[arg(long = "option", value_name = "NAME=VALUE", value_parser = parse_option)]
    pub options: Vec<OptionWish>,

    /// The levels or questions to play with: the name of some that are here, or a file of them; own: the game's own
    #[arg(long, value_name = "NAME|FILE", visible_alias = "questions")]
    pub levels: Option<String>,

    /// Decides everything random in the games, so that one can be played again; daily: the same all over the world today, and
    /// without --levels the game goes on for ever where it can [default: another one each time]
    #[arg(long, value_name = "N|daily", value_parser = parse_seed, allow_negative_numbers = true)]
    pub seed: Option<SeedWish>,

    /// Record each game, to be shown again with `couchpad replay FILE`; further games to FILE-2 and so on, and nothing is written
    /// over
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,

    /// How to write what happens to standard output
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub events: Option<EventFormat>,

    /// Write them to this file instead; also possible beside the terminal view
    #[arg(long, value_name = "FILE", requires = "events")]
    pub events_to: Option<PathBuf>,

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

    /// Be silent until somebody presses M
    #[arg(long, conflicts_with = "sound")]
    pub mute: bool,

    /// Play sound without a window, too
    #[arg(long)]
    pub sound: bool,
}

/// What `couchpad` does besides running the receiver.
#[derive(Subcommand, Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Show or forget the controllers that may come back to this receiver without link or code
    Pads {
        /// What to do with them; without it, they are listed.
        #[command(subcommand)]
        what: Option<PadsCommand>,
    },
    /// Show the high scores, or clear them
    Scores {
        /// What to do with them; without it, they are listed.
        #[command(subcommand)]
        what: Option<ScoresCommand>,
    },
    /// Import levels, of LBreakout2 too, or questions, list, check or remove them
    Levels {
        /// What to do with them; without it, they are listed.
        #[command(subcommand)]
        what: Option<LevelsCommand>,
    },
    /// Show a game that was recorded with --record, or check it
    Replay(ReplayArgs),
    /// Find out whether phones could join here, and what to do about it if not
    ///
    /// Changes nothing. Exit status 0: a controller could join; 1: none could.
    Doctor(DoctorArgs),
}

/// What `replay` shows, and how.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
pub struct ReplayArgs {
    /// The recording
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Show nothing: play it as fast as it goes, and tell whether the game goes the same way as it went
    ///
    /// Exit status 0: it does; 1: it does not, or the file is damaged or of another version.
    #[arg(long, conflicts_with_all = ["display", "speed", "size", "fullscreen", "reduced_motion"])]
    pub check: bool,

    /// Where to show it: a window or this terminal; auto takes the first that is there
    #[arg(long, value_enum, value_name = "WHERE")]
    pub display: Option<Display>,

    /// How fast to begin: 0.25, 0.5, 1, 2, 4 or 8 times
    #[arg(long, value_name = "TIMES", value_parser = parse_speed)]
    pub speed: Option<Speed>,

    /// Size of the window in pixels [default: 1280x720]
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    pub size: Option<WindowSize>,

    /// Fill the screen with the window
    #[arg(long)]
    pub fullscreen: bool,

    /// Show still versions of everything that moves for show
    #[arg(long)]
    pub reduced_motion: bool,
}

/// What `doctor` looks at.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct DoctorArgs {
    /// Where the receiver listens, or would [default: as it would without --bind]
    #[arg(long, value_name = "[IP:]PORT")]
    pub bind: Option<BindWish>,

    /// Its port, in place of that in --bind
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub port: Option<u16>,

    /// Do not try whether announcements come back
    #[arg(long)]
    pub no_discovery: bool,
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

/// A choice about how a game is played, by its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionWish {
    /// The option.
    pub option: String,
    /// What is chosen.
    pub value: String,
}

/// Where the games' seeds come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeedWish {
    /// The first game has this one; it decides the others'.
    Number(u64),
    /// That of the day.
    Daily,
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

/// A name that controllers can show.
///
/// # Errors
/// A sentence that says what is wrong.
pub fn parse_receiver_name(text: &str) -> Result<String, String> {
    let name = clean_name(text);
    // what is left of a text with nothing to show
    if name == NAMELESS && text.trim() != NAMELESS {
        return Err("there is nothing to read in this name; take one like \"Living room\"".into());
    }
    Ok(name)
}

/// How every Android package begins: it is a zip file.
const PACKAGE_BEGINS: &[u8] = b"PK\x03\x04";

fn parse_package(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let mut head = [0; PACKAGE_BEGINS.len()];
    let read = File::open(&path).and_then(|mut file| file.read_exact(&mut head));
    match read {
        Ok(()) if head == PACKAGE_BEGINS => Ok(path),
        Err(error) if error.kind() != ErrorKind::UnexpectedEof => Err(format!(
            "it cannot be read ({error}); give the path of couchpad's .apk file"
        )),
        _ => Err("it is no Android package; give the path of couchpad's .apk file".into()),
    }
}

fn parse_speed(text: &str) -> Result<Speed, String> {
    let speed = Speed::ALL.into_iter().find(|speed| speed.word() == text);
    speed.ok_or_else(|| {
        let words: Vec<_> = Speed::ALL.iter().map(|speed| speed.word()).collect();
        format!("choose one of: {}", words.join(", "))
    })
}

fn parse_option(text: &str) -> Result<OptionWish, String> {
    let (option, value) = text
        .split_once('=')
        .ok_or("write name and value, like mode=versus")?;
    Ok(OptionWish {
        option: option.trim().to_owned(),
        value: value.trim().to_owned(),
    })
}

fn parse_seed(text: &str) -> Result<SeedWish, String> {
    if text == "daily" {
        return Ok(SeedWish::Daily);
    }
    let number = text.parse().map(SeedWish::Number);
    number.map_err(|_| {
        let most = u64::MAX;
        format!("write a whole number from 0 to {most}, like 7, or daily")
    })
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
mod tests;
