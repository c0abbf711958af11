//! The one glowing offer of a screen: go on with Intent::Start, on a controller, by key or by click.

use super::clicks::{Deed, Wish};
use super::nodes::one_line;
use crate::flow::Intent;
use bevy::prelude::*;
use couchpad_theme::colour::{GOOD, TEXT};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{Pill, PillLook, PillState, keycap, pill, text};

/// How much room the offer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// For all of it, to be read from afar.
    Full,
    /// For all of it in smaller words.
    Less,
    /// For the button and the key alone.
    Least,
}

impl Room {
    /// What there is in so many units of width.
    pub(super) fn of(units: f32) -> Self {
        match units {
            640.0.. => Self::Full,
            552.0.. => Self::Less,
            _ => Self::Least,
        }
    }
}

/// The offer in this word, which a controller's button shows as well.
pub(super) fn offer_start(line: &mut ChildSpawnerCommands, word: &str, room: Room) {
    let look = Pill {
        look: PillLook::Filled(GOOD),
        state: PillState::Focused,
    };
    let wish = Wish {
        deed: Deed::Intend(Intent::Start),
        rest: look.state,
    };
    let step = match room {
        Room::Full => Step::Lead,
        Room::Less | Room::Least => Step::Body,
    };
    line.spawn((pill(word, look, true), Button, wish));
    if room != Room::Least {
        line.spawn(one_line(text("on a controller, or", step, TEXT)));
    }
    line.spawn(keycap("Enter", step));
}
