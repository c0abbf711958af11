//! The command line of `couchpad-gamepad`: parses, documents and checks it, so that nothing starts on a false word.

use crate::display::{self, Display};
use clap::Parser;
use couchpad_core::protocol::{JoinLink, NAMELESS, clean_name};
use std::time::Duration;

const AFTER_HELP: &str = "\
The mouse is a finger: hold the left button and swipe. Where the system has touches, each finger counts for itself.

Exit status:
  0  closed by the player, by --exit-after or by Ctrl-C, or the receiver closed while a bot played without a window
  1  something failed while it ran
  2  it could not start as asked; standard error says what to do";

/// The pad of Couchpad: makes this device a controller of the game on the big screen.
#[derive(Parser, Clone, Debug)]
#[command(name = "couchpad-gamepad", version, about, after_help = AFTER_HELP)]
pub struct Cli {
    /// The receiver to join, as its screen shows it
    #[arg(long, value_name = "couchpad://HOST:PORT", value_parser = parse_link)]
    pub join: Option<JoinLink>,

    /// The player's name, at most 24 characters [default: Player, or Bot]
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
    #[arg(long, value_name = "N")]
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
    /// The receiver to join.
    pub join: JoinLink,
    /// The player's name, clean.
    pub name: String,
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

/// Why it cannot start as asked. Each says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotStart {
    /// No `--join`.
    #[error(
        "which receiver? Copy the link from the big screen: couchpad-gamepad --join couchpad://127.0.0.1:4455"
    )]
    NoLink,
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
        let join = self.join.ok_or(CannotStart::NoLink)?;
        let display = match (self.display, self.bot) {
            (DisplayChoice::None, false) => return Err(CannotStart::NobodyPlays),
            (DisplayChoice::None, true) => Display::None,
            (choice, bot) => match probe() {
                Ok(()) => Display::Window,
                Err(_) if bot && choice == DisplayChoice::Auto => Display::None,
                Err(fault) => return Err(CannotStart::NoDisplay(fault)),
            },
        };
        let nameless = if self.bot { "Bot" } else { NAMELESS };
        let name = self.name.as_deref().unwrap_or(nameless);
        let seed = || self.seed.unwrap_or_else(any_seed);
        Ok(Options {
            join,
            name: clean_name(name),
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
    text.parse().map_err(|fault| format!("{fault}"))
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
        assert_eq!(options(&[], Ok(())), Err(CannotStart::NoLink));
        let blind = ["--join", LINK, "--display", "none"];
        assert_eq!(options(&blind, Ok(())), Err(CannotStart::NobodyPlays));
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
        assert_eq!((options.name.as_str(), options.bot), ("Ada", Some(9)));
    }

    #[test]
    fn bad_values_say_what_to_give() {
        for (flag, value, part) in [
            (
                "--join",
                "http://127.0.0.1:80",
                "must begin with couchpad://",
            ),
            ("--size", "412", "like 412x915"),
            ("--size", "1x1", "like 412x915"),
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
