//! What does not work on this phone, kept as what it is and not as a text, so that it follows the player's language. Must
//! not know where it is shown.

use crate::words::Words;

/// Something of this phone that does not work. Said on top of the screens before play, until the next tap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Snag {
    /// The scanner; what the phone's own side said of it.
    Scanner(String),
    /// Nothing was forgotten.
    NotForgotten,
    /// The records cannot be used: nothing is remembered this time.
    NothingKept,
    /// What was chosen cannot be read any more.
    ChoicesDamaged,
    /// A later version of this app wrote down what was chosen.
    ChoicesNewer,
}

impl Snag {
    /// In words, with what to do.
    #[must_use]
    pub fn told(&self, words: &Words) -> String {
        match self {
            Self::Scanner(said) => words.heard(said, "shell-camera-failed"),
            Self::NotForgotten => words.say("forget-failed"),
            Self::NothingKept => words.say("settings-unkept"),
            Self::ChoicesDamaged => words.say("settings-damaged"),
            Self::ChoicesNewer => words.say("settings-newer"),
        }
    }
}
