//! What the command line's values are read as, one by one, and what is said of a bad one.

use crate::settings::Language;
use couchpad_core::identity::profile_name;
use couchpad_core::protocol::{JoinLink, KeyError, RoomCode};
use std::time::Duration;

/// Positions a second, at most, where nothing is said.
pub(crate) const USUAL_RATE: u32 = 120;
/// What may be asked for.
const RATES: std::ops::RangeInclusive<u32> = 60..=240;

/// The size of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowSize {
    /// dp, 240 to 8192.
    pub width: u32,
    /// dp, 240 to 8192.
    pub height: u32,
}

pub(super) fn parse_link(text: &str) -> Result<JoinLink, String> {
    JoinLink::from_typed(text).map_err(|fault| fault.to_string())
}

pub(super) fn parse_code(text: &str) -> Result<RoomCode, String> {
    text.parse().map_err(|fault: KeyError| fault.to_string())
}

pub(super) fn parse_profile(text: &str) -> Result<String, String> {
    profile_name(text).map_err(|fault| fault.to_string())
}

pub(super) fn parse_rate(text: &str) -> Result<u32, String> {
    let rate = text.parse().ok().filter(|rate| RATES.contains(rate));
    rate.ok_or_else(|| "give a whole number of times a second from 60 to 240, like 120".to_owned())
}

pub(super) fn parse_seed(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("write a whole number from 0 to {}, like 7", u64::MAX))
}

pub(super) fn parse_seconds(text: &str) -> Result<Duration, String> {
    let wrong = || "give a number of seconds above 0, like 30 or 2.5".to_owned();
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|d| !d.is_zero())
        .ok_or_else(wrong)
}

pub(super) fn parse_language(text: &str) -> Result<Language, String> {
    let wrong = || {
        let all = Language::ALL.map(Language::tag).join(", ");
        format!("the app speaks no such language: give one of {all}")
    };
    Language::of_tag(text).ok_or_else(wrong)
}

pub(super) fn parse_size(text: &str) -> Result<WindowSize, String> {
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
    use crate::cli::Cli;
    use clap::Parser;

    #[test]
    fn bad_values_say_what_to_give() {
        for (flag, value, part) in [
            ("--join", "http://127.0.0.1:80", "is not a join link"),
            ("--join", "my television", "is not an IP address"),
            ("--code", "12345", "six digits"),
            ("--profile", "a/b", "no name for a profile"),
            ("--size", "412", "like 412x915"),
            ("--size", "1x1", "like 412x915"),
            ("--language", "Klingon", "one of en, de, fr, es, pl, uk"),
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
