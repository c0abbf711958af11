//! What each screen before play says and offers, as plain data: from the machine and the pad's model to a [`Page`]. Pure;
//! how a page looks is the drawing's business.

use super::hidden::Hidden;
use super::model::{Act, Finder, Screen};
use crate::model::PadModel;
use crate::screens::status;
use couchpad_core::doctor::Finding;
use std::time::Duration;

mod entries;
mod faults;
mod list;
mod menu;

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
    /// The way back, at the top.
    Back,
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
    /// Something that the doctor found.
    Finding(Finding),
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What it does.
    pub act: Act,
    /// What it says.
    pub words: &'static str,
    /// Whether it is the one thing to do next.
    pub loud: bool,
    /// Whether it does anything now.
    pub open: bool,
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
    /// It admits no newcomers.
    pub locked: bool,
    /// Something good about it, in one word.
    pub good: Option<&'static str>,
    /// Something to look at first, in a few words.
    pub warning: Option<&'static str>,
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

    fn button(act: Act, words: &'static str, loud: bool) -> Self {
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
            Self::Back => vec![Act::Back],
            Self::Row(row) if row.open => vec![row.act.clone()],
            Self::Button(button) if button.open => vec![button.act.clone()],
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

/// The page on the glass; none while only the pad itself is there.
#[must_use]
pub fn page(finder: &Finder, pad: &PadModel, now: Duration) -> Option<Page> {
    match &finder.screen {
        Screen::Find => Some(list::find(finder, &pad.name, now)),
        Screen::Code(entry) => Some(entries::code(finder, entry, now)),
        Screen::Address(entry) => Some(entries::address(finder, entry)),
        Screen::Joining { trouble } => Some(faults::joining(*trouble)),
        Screen::Failure(fault) => Some(faults::failure(finder, fault)),
        Screen::Doctor { findings, .. } => Some(faults::doctor(finder, findings.as_deref())),
        Screen::Play { menu: true } => Some(menu::sheet(finder, pad)),
        // a program that connects the pad by itself has nowhere to leave it for
        Screen::Play { menu: false } if !finder.has_menu() => None,
        Screen::Play { menu: false } => status(pad).map(|_| menu::opener()),
    }
}
