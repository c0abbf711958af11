//! The one glowing offer of a screen: go on with Intent::Start, on a controller, by key or by click.

use super::clicks::{Deed, Wish};
use super::nodes::one_line;
use crate::flow::Intent;
use bevy::prelude::*;
use couchpad_theme::colour::{GOOD, TEXT};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{Pill, PillLook, PillState, keycap, pill, text};

/// The offer in this word, which a controller's button shows as well.
pub(super) fn offer_start(line: &mut ChildSpawnerCommands, word: &str) {
    let look = Pill {
        look: PillLook::Filled(GOOD),
        state: PillState::Focused,
    };
    let wish = Wish {
        deed: Deed::Intend(Intent::Start),
        rest: look.state,
    };
    line.spawn((pill(word, look, true), Button, wish));
    line.spawn(one_line(text("on a controller, or", Step::Lead, TEXT)));
    line.spawn(keycap("Enter", Step::Lead));
}
