//! What is asked for on the command line, and what it means to the app. Must not know nodes or windows.

use crate::screens::SCREENS;
use crate::stage::Shown;
use bevy::math::UVec2;
use clap::Parser;
use couchpad_gamepad::settings::{Hand, Language, Settings};
use couchpad_gamepad::words::Words;
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// What a side of the glass may be, in dp.
const SIDES: RangeInclusive<u32> = 240..=8192;
/// What a language is called that is none.
const PSEUDO: &str = "pseudo";

/// Shows every screen of the controller, in every state.
#[derive(Parser)]
#[command(name = "screens")]
pub(crate) struct Options {
    /// The screen to begin with, by its name or a part of it [default: the first]
    #[arg(long, value_name = "NAME", value_parser = parse_screen)]
    screen: Option<usize>,
    /// Print the names of all screens, and end
    #[arg(long)]
    pub(crate) list: bool,
    /// Size of the glass in dp
    #[arg(long, value_name = "WxH", default_value = "412x915", value_parser = parse_size)]
    pub(crate) size: UVec2,
    /// The language: en, de, fr, es, pl, uk; or pseudo, which is longer than any [default: en]
    #[arg(long, value_name = "LANGUAGE", value_parser = parse_words)]
    language: Option<Words>,
    /// Size of letters in per cent: 100, 125, 150 or 200, else the nearest of them
    #[arg(long, value_name = "PERCENT", default_value_t = 100)]
    text: u16,
    /// With high contrast
    #[arg(long)]
    contrast: bool,
    /// For a left hand
    #[arg(long)]
    left: bool,
    /// With large buttons
    #[arg(long)]
    large: bool,
    /// Draw the screen into this PNG, without a window, and end
    #[arg(long, value_name = "FILE")]
    pub(crate) shot: Option<PathBuf>,
}

impl Options {
    pub(crate) fn shown(&self) -> Shown {
        Shown(self.screen.unwrap_or_default())
    }

    pub(crate) fn words(&self) -> Words {
        self.language.clone().unwrap_or_default()
    }

    pub(crate) fn settings(&self) -> Settings {
        let words = self.language.as_ref().filter(|words| !words.is_pseudo());
        let settings = Settings {
            hand: if self.left { Hand::Left } else { Hand::Right },
            text: self.text,
            high_contrast: self.contrast,
            large_buttons: self.large,
            language: words.map(Words::language),
            ..Settings::default()
        };
        settings.bounded()
    }
}

/// The whole name counts before a part of one.
fn parse_screen(text: &str) -> Result<usize, String> {
    let asked = text.to_lowercase();
    let names = || SCREENS.iter().map(|(name, _)| name.to_lowercase());
    let whole = names().position(|name| name == asked);
    whole
        .or_else(|| names().position(|name| name.contains(&asked)))
        .ok_or_else(|| "there is no such screen; --list names them all".to_owned())
}

fn parse_size(text: &str) -> Result<UVec2, String> {
    let side = |side: &str| side.parse().ok().filter(|side| SIDES.contains(side));
    let sides = text.split_once(['x', 'X']);
    sides
        .and_then(|(width, height)| Some(UVec2::new(side(width)?, side(height)?)))
        .ok_or_else(|| "give width and height from 240 to 8192, like 412x915".to_owned())
}

fn parse_words(text: &str) -> Result<Words, String> {
    if text == PSEUDO {
        return Ok(Words::pseudo());
    }
    let wrong = || {
        let all = Language::ALL.map(Language::tag).join(", ");
        format!("the app speaks no such language: give one of {all}, or {PSEUDO}")
    };
    Language::of_tag(text).map(Words::of).ok_or_else(wrong)
}
