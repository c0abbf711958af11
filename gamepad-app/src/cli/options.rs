//! What the words of the command line mean together, and on this machine; so that nothing starts on a false word.

use super::{Cli, DisplayChoice, WindowSize};
use crate::display::{self, Display};
use crate::settings::Language;
use couchpad_core::identity::{IdentityError, ProfileError};
use couchpad_core::protocol::{JoinLink, RoomCode, Transport, clean_name};
use std::time::Duration;

/// The profile where none is named.
const DEFAULT_PROFILE: &str = "default";

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
    /// The app's language, if one was asked for.
    pub language: Option<Language>,
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
            language: self.language,
            display,
            bot: self.bot.then(seed),
            exit_after: self.exit_after,
            size: self.size,
            place: self.place,
        })
    }
}

/// Another one each time; nothing secret hangs on it.
pub(crate) fn any_seed() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::process::id())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
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
}
