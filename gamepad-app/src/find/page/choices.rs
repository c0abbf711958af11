//! What a page offers to choose from, as plain data: on or off, one of a few, a little more or less, a colour.

use crate::find::model::Act;
use couchpad_theme::players::MARKS;

/// Something that is on or off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// Turns it over.
    pub act: Act,
    /// Its name.
    pub name: String,
    /// A line below; may be empty.
    pub detail: String,
    /// Whether it is on.
    pub on: bool,
}

/// One of a few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOf {
    /// What is chosen.
    pub name: String,
    /// What there is, and what each does.
    pub all: Vec<Choosable>,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choosable {
    /// Chooses it.
    pub act: Act,
    /// Its name.
    pub words: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A value with its neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stepper {
    /// What it is.
    pub name: String,
    /// How much it is now.
    pub value: String,
    /// To the next smaller, if there is one.
    pub less: Option<Act>,
    /// To the next larger, if there is one.
    pub more: Option<Act>,
}

/// The way to a page about the player.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Opens it.
    pub act: Act,
    /// What the player is called.
    pub name: String,
    /// A line below.
    pub detail: String,
    /// The colour and shape that the player wishes for.
    pub mark: Option<u8>,
}

impl OneOf {
    pub(super) fn acts(&self) -> Vec<Act> {
        self.all.iter().map(|one| one.act.clone()).collect()
    }
}

impl Stepper {
    pub(super) fn acts(&self) -> Vec<Act> {
        self.less.iter().chain(&self.more).cloned().collect()
    }
}

/// The numbers of all colours that there are.
pub(in crate::find) fn marks() -> impl Iterator<Item = u8> {
    (0_u8..).take(MARKS.len())
}
