//! What players say to each other from their phones, in words and in small pictures, wherever they are not busy playing: what
//! of it is shown, to whom it is denied, and for how long. It is for the room and for now: nothing of it is kept, and no log
//! has the words. Must not know how a bubble is drawn.
//!
//! `rules` decide and are pure; `layout` is what phones show for it; `hear` and `mute` do it in the app.

mod hear;
mod layout;
mod mute;
mod rules;

pub use mute::Silence;
pub use rules::{Bubble, EMOTES, LETTERS, LINES, Said, TEXTS};

pub(crate) use layout::talking;

use crate::room::Guest;
use bevy::prelude::*;
use couchpad_theme::emotes::Emote;

/// What is being said, for the views; the oldest first, and at most one of each player. Marked as changed only when it did.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub struct Chat {
    /// The bubbles; never more than [`LINES`].
    pub bubbles: Vec<Bubble>,
}

/// Somebody said something that is shown, for events and sounds.
#[derive(Message, Clone, Debug, PartialEq, Eq)]
pub struct ChatNews {
    /// Who.
    pub guest: Guest,
    /// What kind of thing. The words are the room's own.
    pub what: Told,
}

/// What kind of thing was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A text of so many letters.
    Text {
        /// How many, 1 to [`LETTERS`].
        letters: usize,
    },
    /// A picture.
    Emote(Emote),
}

impl Chat {
    /// What a player says at present.
    #[must_use]
    pub fn of(&self, pad: couchpad_core::protocol::PadId) -> Option<&Bubble> {
        self.bubbles.iter().find(|bubble| bubble.pad == pad)
    }
}

/// Lets players talk; wants [`Net`](crate::net::Net) and [`Room`](crate::room::Room).
pub fn plugin(app: &mut App) {
    app.init_resource::<Chat>().add_message::<ChatNews>();
    hear::plugin(app);
    mute::plugin(app);
}
