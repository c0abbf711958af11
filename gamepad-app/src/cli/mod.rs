//! The command line of `couchpad-gamepad`: documents and parses it. What its words mean together is
//! decided in `options`, what each may be in `values`.

mod options;
mod values;

use crate::settings::Language;
use clap::Parser;
use couchpad_core::protocol::{JoinLink, RoomCode, Transport};
pub(crate) use options::any_seed;
pub use options::{CannotStart, Options, Who};
use std::time::Duration;
pub(crate) use values::USUAL_RATE;
pub use values::WindowSize;
use values::{
    parse_code, parse_language, parse_link, parse_profile, parse_rate, parse_seconds, parse_seed,
    parse_size,
};

const AFTER_HELP: &str = "\
Without --join it shows the receivers nearby to choose from. The mouse is a finger: hold the left button and swipe. Where
the system has touches, each finger counts for itself. Escape leads back.

A link that was copied whole from the big screen lets in by itself, and so does an earlier pairing. A bare address asks for
the six digits on the big screen.

Exit status:
  0  closed by the player, by --exit-after or by Ctrl-C, or the receiver closed while a bot played without a window
  1  something failed while it ran, or the receiver did not let a bot without a window in, or sent it away; standard
     error says why
  2  it could not start as asked, for instance because the profile is in use; standard error says what to do";

/// The environment variable that holds the link where the flag is not given: a link lets people in, and the flags of a
/// program can be read by every user of its machine.
pub const JOIN_VARIABLE: &str = "COUCHPAD_JOIN";

/// The pad of Couchpad: makes this device a controller of the game on the big screen.
#[derive(Parser, Clone, Debug)]
#[command(name = "couchpad-gamepad", version, about, after_help = AFTER_HELP)]
pub struct Cli {
    /// The receiver to join: its link, as couchpad://… or http://…, or its address as HOST or HOST:PORT. udp:// or tcp:// in
    /// place of couchpad:// forces the transport. In the environment other users of this machine cannot read it
    #[arg(long, value_name = "LINK", env = JOIN_VARIABLE, hide_env_values = true, value_parser = parse_link)]
    pub join: Option<JoinLink>,

    /// The six digits on the big screen, for an address that is joined for the first time
    #[arg(long, value_name = "DIGITS", value_parser = parse_code, requires = "join")]
    pub code: Option<RoomCode>,

    /// Which identity to be: each has its own key, pairings and name, and is one controller at a time [default: default;
    /// for a bot one that is thrown away]
    #[arg(long, value_name = "NAME", value_parser = parse_profile)]
    pub profile: Option<String>,

    /// What play travels on: auto takes UDP where it gets through and TCP where not. udp and tcp count more than what the
    /// link says; auto leaves it to the link
    #[arg(
        long,
        value_name = "udp|tcp|auto",
        default_value_t,
        hide_default_value = true
    )]
    pub transport: Transport,

    /// How often a moving finger is told of, at most: 60 to 240 times a second. Above 120 pays only where both screens are
    /// as quick, and costs a phone's battery
    #[arg(long, value_name = "HZ", value_parser = parse_rate, default_value_t = USUAL_RATE)]
    pub rate: u32,

    /// Do not search for receivers
    #[arg(long)]
    pub no_discovery: bool,

    /// The player's name, at most 24 characters [default: the profile's last one, else Player, or Bot]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// The language of the app: en, de, fr, es, pl or uk [default: the one in its settings, else the system's]
    #[arg(long, value_name = "LANGUAGE", value_parser = parse_language)]
    pub language: Option<Language>,

    /// Where to show the controller; auto takes a window where one can be opened
    #[arg(long, value_enum, value_name = "WHERE", default_value_t)]
    pub display: DisplayChoice,

    /// Play by itself
    #[arg(long)]
    pub bot: bool,

    /// Leave after so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub exit_after: Option<Duration>,

    /// Size of the window in dp, the unit of its controls [default: 412x915, or what fits the screen]
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    pub size: Option<WindowSize>,

    /// Put the window in this place, counted from 0 at the screen's right edge, so that several lie side by side
    #[arg(long, value_name = "N")]
    pub place: Option<u16>,

    /// Decides how the bot plays [default: another way each time]
    #[arg(long, value_name = "N", value_parser = parse_seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
}

/// Where the controller is asked to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum DisplayChoice {
    /// A window where one can be opened, else nowhere if a bot plays.
    #[default]
    Auto,
    /// In a window.
    Window,
    /// Nowhere: only with --bot.
    None,
}
