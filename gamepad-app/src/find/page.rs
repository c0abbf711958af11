//! What each screen before play says and offers, as plain data: from the machine and the pad's model to a [`Page`]. Pure;
//! how a page looks is the drawing's business.

use super::hidden::Hidden;
use super::model::{Act, Finder, Screen};
use crate::model::PadModel;
use crate::screens::status;
use crate::settings::Settings;
use crate::words::Words;
use couchpad_core::doctor::Level;
use std::time::Duration;

mod choices;
mod entries;
mod faults;
mod findings;
mod list;
mod menu;
mod settings;

pub(super) use choices::marks;
pub use choices::{Choosable, OneOf, Stepper, Switch, Who};

/// The page that is only a small button over the pad.
pub(super) const OPENER: &str = "opener";

/// One screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Tells screens apart.
    pub name: &'static str,
    /// What is behind it.
    pub ground: Ground,
    /// From the top down; what does not fit is scrolled to.
    pub body: Vec<Block>,
    /// Where the thumb is: below the body, or to its right where the glass is wide.
    pub hand: Vec<Block>,
}

/// What is behind a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Nothing shines through; what there is begins at the top.
    Room,
    /// The same, with what there is in the middle.
    Centre,
    /// The pad shines through: a sheet at the bottom.
    Sheet,
    /// Another screen is there already; this adds its buttons.
    Clear,
    /// The pad shines through: a bar where nothing of it lies.
    Bar,
}

/// How something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// To be read.
    Plain,
    /// For who looks for it.
    Quiet,
    /// Something is wrong.
    Wrong,
}

/// One thing on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A large sign that something went wrong.
    BadSign,
    /// The way back, at the top, and what it says.
    Back(String),
    /// What the screen is about.
    Title(String),
    /// Sentences.
    Words(String, Ink),
    /// The name of what follows.
    Label(String),
    /// A receiver.
    Row(Row),
    /// The digits of the code.
    Digits {
        /// What was typed.
        typed: Hidden,
        /// Whether more can be typed.
        open: bool,
    },
    /// The typed address.
    Field(Hidden),
    /// A keypad: whether its keys do anything, and which are at the left and right of the 0.
    Keys {
        /// Whether its keys do anything.
        open: bool,
        /// Left of the 0.
        left: Option<char>,
        /// Right of the 0; else the key that takes the last one back.
        right: Option<char>,
    },
    /// A button.
    Button(Button),
    /// A button that has to be held for a moment.
    Hold(Button),
    /// Buttons side by side, as many as have room.
    Beside(Vec<Button>),
    /// The way to a page about the player.
    Who(Who),
    /// Something that is on or off.
    Switch(Switch),
    /// One of a few.
    OneOf(OneOf),
    /// A value with its neighbours.
    Stepper(Stepper),
    /// All colours and shapes, one of them chosen.
    Marks(Option<u8>),
    /// Something that the doctor found.
    Finding(Diagnosis),
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What it does.
    pub act: Act,
    /// What it says.
    pub words: String,
    /// Whether it is the one thing to do next.
    pub loud: bool,
    /// Whether it does anything now.
    pub open: bool,
}

/// Something that the doctor found, in the player's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// How good or bad it is.
    pub level: Level,
    /// The same in a word or two.
    pub word: String,
    /// One sentence.
    pub what: String,
    /// What to do; may hold a command to copy.
    pub advice: Option<String>,
}

/// A row that can be tapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it does.
    pub act: Act,
    /// Its name.
    pub name: String,
    /// A line below.
    pub detail: String,
    /// It admits no newcomers: what to say of that.
    pub locked: Option<String>,
    /// Something good about it, in one word.
    pub good: Option<String>,
    /// Something to look at first, in a few words.
    pub warning: Option<String>,
    /// Whether it does anything now.
    pub open: bool,
}

impl Block {
    fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into(), Ink::Plain)
    }

    fn quiet(words: impl Into<String>) -> Self {
        Self::Words(words.into(), Ink::Quiet)
    }

    fn wrong(words: impl Into<String>) -> Self {
        Self::Words(words.into(), Ink::Wrong)
    }

    fn back(words: &Words) -> Self {
        Self::Back(words.say("back"))
    }

    fn button(act: Act, words: String, loud: bool) -> Self {
        let open = true;
        Self::Button(Button {
            act,
            words,
            loud,
            open,
        })
    }

    /// What tapping it can do.
    #[must_use]
    pub fn acts(&self) -> Vec<Act> {
        match self {
            Self::Back(_) => vec![Act::Back],
            Self::Row(row) if row.open => vec![row.act.clone()],
            Self::Button(button) | Self::Hold(button) if button.open => vec![button.act.clone()],
            Self::Beside(buttons) => {
                let open = buttons.iter().filter(|button| button.open);
                open.map(|button| button.act.clone()).collect()
            }
            Self::Who(who) => vec![who.act.clone()],
            Self::Switch(switch) => vec![switch.act.clone()],
            Self::OneOf(one_of) => one_of.acts(),
            Self::Stepper(stepper) => stepper.acts(),
            Self::Marks(_) => choices::marks().map(Act::Mark).collect(),
            Self::Field(_) => vec![Act::Delete],
            Self::Keys {
                open: true,
                left,
                right,
            } => {
                let letters = ('0'..='9').chain(*left).chain(*right);
                let delete = right.is_none().then_some(Act::Delete);
                letters.map(Act::Type).chain(delete).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Page {
    /// What tapping it can do.
    #[must_use]
    pub fn acts(&self) -> Vec<Act> {
        let blocks = self.body.iter().chain(&self.hand);
        blocks.flat_map(Block::acts).collect()
    }
}

/// What does not work on this phone, if something does not.
fn snag(finder: &Finder, words: &Words) -> Option<Block> {
    let snag = finder.trouble.as_ref()?;
    Some(Block::wrong(snag.told(words)))
}

/// The page on the glass; none while only the pad itself is there.
#[must_use]
pub fn page(
    finder: &Finder,
    pad: &PadModel,
    settings: &Settings,
    words: &Words,
    now: Duration,
) -> Option<Page> {
    match &finder.screen {
        Screen::Find => {
            let player = (pad.name.as_str(), settings.mark);
            Some(list::find(finder, player, words, now))
        }
        Screen::Code(entry) => Some(entries::code(finder, entry, words, now)),
        Screen::Address(entry) => Some(entries::address(finder, entry, words)),
        Screen::Joining { trouble } => Some(faults::joining(*trouble, words)),
        Screen::Failure(fault) => Some(faults::failure(finder, fault, words)),
        Screen::Doctor { findings, .. } => Some(faults::doctor(finder, findings.as_deref(), words)),
        Screen::Player { entry, from } => {
            let who = (entry, from.is_none());
            Some(settings::player(finder, who, (pad, settings), words))
        }
        Screen::Settings { from } => Some(settings::settings(finder, from, settings, words)),
        Screen::Forget { what, .. } => Some(settings::forget(*what, words)),
        Screen::Arrange { .. } => Some(menu::arrange(finder.has_shell, words)),
        Screen::Play { menu: true } => Some(menu::sheet(finder, pad, words)),
        // a program that connects the pad by itself has nowhere to leave it for
        Screen::Play { menu: false } if !finder.has_menu() => None,
        Screen::Play { menu: false } => status(pad, words).map(|_| menu::opener(words)),
    }
}
