//! The command line of `couchpad-gamepad`: parses, documents and checks it, so that nothing starts on a false word.

use crate::display::{self, Display};
use clap::Parser;
use couchpad_core::identity::{IdentityError, ProfileError, profile_name};
use couchpad_core::protocol::{JoinLink, KeyError, RoomCode, Transport, clean_name};
use std::time::Duration;

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

/// Positions a second, at most, where nothing is said.
const USUAL_RATE: u32 = 120;
/// What may be asked for.
const RATES: std::ops::RangeInclusive<u32> = 60..=240;

/// The profile where none is named.
const DEFAULT_PROFILE: &str = "default";

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

/// The size of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowSize {
    /// dp, 240 to 8192.
    pub width: u32,
    /// dp, 240 to 8192.
    pub height: u32,
}

/// Everything that a run needs to know, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The receiver to join; without one the player chooses.
    pub join: Option<JoinLink>,
    /// The digits on its screen, where they are known.
    pub code: Option<RoomCode>,
    /// What play may travel on, whatever the link says.
    pub transport: Transport,
    /// How many positions a second are sent, at most.
    pub rate: u32,
    /// Which identity to be.
    pub identity: Who,
    /// Whether to search for receivers.
    pub discovery: bool,
    /// The player's name, clean, if one was given.
    pub name: Option<String>,
    /// Window or not.
    pub display: Display,
    /// The bot's seed, if a bot plays.
    pub bot: Option<u64>,
    /// When to leave.
    pub exit_after: Option<Duration>,
    /// The window's size, where the player wants a certain one.
    pub size: Option<WindowSize>,
    /// The window's place beside others, from 0 at the right edge, if it has one.
    pub place: Option<u16>,
}

/// An identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A kept one.
    Profile {
        /// Its name.
        name: String,
        /// Whether the player named it: then it has to be this one.
        asked: bool,
    },
    /// A new one, forgotten at the end.
    Nobody,
}

/// Why it cannot start as asked. Each says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotStart {
    /// No `--join`, and no window to choose in.
    #[error(
        "which receiver? Copy the link from the big screen: couchpad-gamepad --bot --display none --join LINK"
    )]
    NoLink,
    /// A bare address, and nobody who could type the digits.
    #[error(
        "the bot has nothing that lets it in: give it the whole link from the big screen, or add --code DIGITS"
    )]
    NoCode,
    /// The profile cannot be had.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// The profile's records cannot be used.
    #[error("{0}; or take another profile with --profile NAME")]
    Identity(#[from] IdentityError),
    /// `--display none` without `--bot`.
    #[error("with --display none nobody can play; add --bot, or take --display window")]
    NobodyPlays,
    /// A window was asked for and there is no display.
    #[error("{0}; use --display none --bot, or start it on a desktop")]
    NoDisplay(display::NoDisplay),
}

impl Cli {
    /// What to do, from what was said and what this machine has.
    ///
    /// # Errors
    /// [`CannotStart`].
    pub fn options(
        self,
        probe: impl FnOnce() -> Result<(), display::NoDisplay>,
    ) -> Result<Options, CannotStart> {
        let display = match (self.display, self.bot) {
            (DisplayChoice::None, false) => return Err(CannotStart::NobodyPlays),
            (DisplayChoice::None, true) => Display::None,
            (choice, bot) => match probe() {
                Ok(()) => Display::Window,
                Err(_) if bot && choice == DisplayChoice::Auto => Display::None,
                Err(fault) => return Err(CannotStart::NoDisplay(fault)),
            },
        };
        if display == Display::None && self.join.is_none() {
            return Err(CannotStart::NoLink);
        }
        let asked = self.profile.is_some();
        let identity = match self.profile {
            None if self.bot => Who::Nobody,
            named => Who::Profile {
                name: named.unwrap_or_else(|| DEFAULT_PROFILE.to_owned()),
                asked,
            },
        };
        let seed = || self.seed.unwrap_or_else(any_seed);
        Ok(Options {
            join: self.join,
            code: self.code,
            transport: self.transport,
            rate: self.rate,
            identity,
            discovery: !self.no_discovery,
            name: self.name.as_deref().map(clean_name),
            display,
            bot: self.bot.then(seed),
            exit_after: self.exit_after,
            size: self.size,
            place: self.place,
        })
    }
}

/// Another one each time; nothing secret hangs on it.
fn any_seed() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::process::id())
}

fn parse_link(text: &str) -> Result<JoinLink, String> {
    JoinLink::from_typed(text).map_err(|fault| fault.to_string())
}

fn parse_code(text: &str) -> Result<RoomCode, String> {
    text.parse().map_err(|fault: KeyError| fault.to_string())
}

fn parse_profile(text: &str) -> Result<String, String> {
    profile_name(text).map_err(|fault| fault.to_string())
}

fn parse_rate(text: &str) -> Result<u32, String> {
    let rate = text.parse().ok().filter(|rate| RATES.contains(rate));
    rate.ok_or_else(|| "give a whole number of times a second from 60 to 240, like 120".to_owned())
}

fn parse_seed(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("write a whole number from 0 to {}, like 7", u64::MAX))
}

fn parse_seconds(text: &str) -> Result<Duration, String> {
    let wrong = || "give a number of seconds above 0, like 30 or 2.5".to_owned();
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|d| !d.is_zero())
        .ok_or_else(wrong)
}

fn parse_size(text: &str) -> Result<WindowSize, String> {
    let wrong = || "give width and height from 240 to 8192, like 412x915".to_owned();
    let (width, height) = text.split_once(['x', 'X']).ok_or_else(wrong)?;
    let side = |side: &str| match side.trim().parse() {
        Ok(side) if (240..=8192).contains(&side) => Ok(side),
        _ => Err(wrong()),
    };
    Ok(WindowSize {
        width: side(width)?,
        height: side(height)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use display::NoDisplay;

    const LINK: &str = "couchpad://127.0.0.1:4455";

    fn options(args: &[&str], there: Result<(), NoDisplay>) -> Result<Options, CannotStart> {
        let all = ["couchpad-gamepad"].iter().chain(args);
        Cli::try_parse_from(all)
            .expect("these parse")
            .options(|| there)
    }

    fn gone() -> Result<(), NoDisplay> {
        Err(NoDisplay::Unset)
    }

    #[test]
    fn a_window_where_there_is_one_else_a_bot_plays_blind() {
        let display = |args: &[&str], there| options(args, there).map(|o| o.display);
        assert_eq!(display(&["--join", LINK], Ok(())), Ok(Display::Window));
        assert_eq!(
            display(&["--join", LINK, "--bot"], Ok(())),
            Ok(Display::Window)
        );
        assert_eq!(
            display(&["--join", LINK, "--bot"], gone()),
            Ok(Display::None)
        );
        let no_display = Err(CannotStart::NoDisplay(NoDisplay::Unset));
        assert_eq!(display(&["--join", LINK], gone()), no_display);
        assert_eq!(
            display(&["--join", LINK, "--bot", "--display", "window"], gone()),
            no_display
        );
    }

    #[test]
    fn what_is_missing_is_asked_for() {
        let blind = ["--join", LINK, "--display", "none"];
        assert_eq!(options(&blind, Ok(())), Err(CannotStart::NobodyPlays));
        let lost = ["--bot", "--display", "none"];
        assert_eq!(options(&lost, Ok(())), Err(CannotStart::NoLink));
        let chooses = options(&[], Ok(())).expect("a window shows the list");
        assert!(chooses.join.is_none() && chooses.discovery);
    }

    #[test]
    fn a_person_is_the_default_profile_and_a_bot_is_nobody() {
        let who = |args: &[&str]| options(args, Ok(())).expect("fine").identity;
        let profile = |name: &str, asked| Who::Profile {
            name: name.into(),
            asked,
        };
        assert_eq!(who(&[]), profile("default", false));
        assert_eq!(who(&["--profile", "Ada"]), profile("ada", true));
        assert_eq!(who(&["--bot", "--join", LINK]), Who::Nobody);
        let kept = ["--bot", "--join", LINK, "--profile", "bot-1"];
        assert_eq!(who(&kept), profile("bot-1", true));
    }

    #[test]
    fn every_form_of_an_address_is_a_link() {
        let page = "http://127.0.0.1:4455/j#s=AQEBAQEBAQEBAQEBAQEBAQ&k=AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI";
        for (text, whole) in [(LINK, false), ("127.0.0.1", false), (page, true)] {
            let join = options(&["--join", text], Ok(())).expect("fine").join;
            let join = join.expect("a link");
            assert_eq!(join.pairing().is_some(), whole);
            assert_eq!(join.addresses().next().map(|at| at.port()), Some(4455));
        }
        let code = options(&["--join", LINK, "--code", "012 345"], Ok(()));
        assert_eq!(code.expect("fine").code, "012345".parse().ok());
    }

    #[test]
    fn a_transport_can_be_forced_by_the_flag_or_by_the_link() {
        let tcp_link = LINK.replace("couchpad", "tcp");
        for (args, transport) in [
            (vec!["--join", LINK], Transport::Auto),
            (vec!["--join", &tcp_link], Transport::Tcp),
            (
                vec!["--join", &tcp_link, "--transport", "auto"],
                Transport::Tcp,
            ),
            (
                vec!["--join", &tcp_link, "--transport", "udp"],
                Transport::Udp,
            ),
            (vec!["--join", LINK, "--transport", "tcp"], Transport::Tcp),
        ] {
            let options = options(&args, Ok(())).expect("fine");
            let link = options.join.expect("a link");
            assert_eq!(
                options.transport.or(link.transport()),
                transport,
                "{args:?}"
            );
        }
        let wrong = Cli::try_parse_from(["couchpad-gamepad", "--transport", "sctp"]);
        assert_eq!(wrong.map_err(|e| e.exit_code()).err(), Some(2));
    }

    #[test]
    fn the_rate_is_120_unless_asked_otherwise() {
        let rate = |args: &[&str]| options(args, Ok(())).expect("fine").rate;
        assert_eq!(rate(&[]), 120);
        assert_eq!(rate(&["--rate", "240"]), 240);
        assert_eq!(rate(&["--rate", "60"]), 60);
    }

    #[test]
    fn names_are_cleaned_and_seeds_kept() {
        let args = [
            "--join",
            LINK,
            "--bot",
            "--seed",
            "9",
            "--name",
            " A\u{202e}da\n",
        ];
        let options = options(&args, Ok(())).expect("fine");
        assert_eq!(
            (options.name.as_deref(), options.bot),
            (Some("Ada"), Some(9))
        );
    }

    #[test]
    fn bad_values_say_what_to_give() {
        for (flag, value, part) in [
            ("--join", "http://127.0.0.1:80", "is not a join link"),
            ("--join", "my television", "is not an IP address"),
            ("--code", "12345", "six digits"),
            ("--profile", "a/b", "no name for a profile"),
            ("--size", "412", "like 412x915"),
            ("--size", "1x1", "like 412x915"),
            ("--rate", "59", "from 60 to 240"),
            ("--rate", "241", "from 60 to 240"),
            ("--rate", "fast", "from 60 to 240"),
            ("--exit-after", "-1", "number of seconds"),
            ("--exit-after", "1e400", "number of seconds"),
        ] {
            let args = ["couchpad-gamepad".to_owned(), format!("{flag}={value}")];
            let error = Cli::try_parse_from(args).expect_err("refused");
            assert_eq!(error.exit_code(), 2);
            assert!(error.to_string().contains(part), "{error}");
        }
    }
}
