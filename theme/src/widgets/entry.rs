//! What is typed: the places of a code's digits, and a line that grows.

use super::words::text;
use crate::colour::{GROUND, PRESSED, QUIET, RAISED, TEXT};
use crate::lay::rest;
use crate::space::{CORNER, GRID};
use crate::surface::Surface;
use crate::type_scale::Step;
use bevy::prelude::*;
use bevy::text::LineBreak;

/// Height of either, in units.
const HEIGHT: f32 = 8.0 * GRID;
/// Letters that fit a line in the larger size.
const FEW: usize = 22;
/// The end of a long line that is shown, in letters.
const TAIL: usize = 120;

/// The place of one digit on the pad, empty or filled. Shares the width of its row with its neighbours; `open`: more can be typed.
pub fn digit_box(digit: Option<char>, open: bool) -> impl Bundle {
    let ground = match (digit, open) {
        (Some(_), true) => PRESSED,
        (None, true) => RAISED,
        (_, false) => GROUND.towards(RAISED, 0.6),
    };
    let node = Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        height: Val::Px(HEIGHT + GRID),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border_radius: BorderRadius::all(Val::Px(GRID)),
        ..default()
    };
    let ink = if open { TEXT } else { QUIET };
    let digit = digit.into_iter().map(move |digit| {
        // large as it is, and its box does not grow with the letters
        let font = TextFont {
            font_size: FontSize::Px(Step::Title.units(Surface::Pad)),
            ..Step::Title.bold()
        };
        (Text::new(digit), font, TextColor(ink.color()))
    });
    (
        node,
        BackgroundColor(ground.color()),
        Children::spawn(SpawnIter(digit)),
    )
}

/// A line that is typed, with the bar where the next letter goes. Takes what room is left in its row.
pub fn typed_line(typed: &str) -> impl Bundle {
    let letters = typed.chars().count();
    let tail: String = typed.chars().skip(letters.saturating_sub(TAIL)).collect();
    let step = if letters > FEW {
        Step::Small
    } else {
        Step::Body
    };
    let node = Node {
        min_height: Val::Px(HEIGHT),
        align_items: AlignItems::Center,
        padding: UiRect::axes(Val::Px(2.0 * GRID), Val::Px(GRID)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        overflow: Overflow::clip(),
        ..rest()
    };
    (
        node,
        BackgroundColor(RAISED.color()),
        children![(
            text(format!("{tail}|"), step, TEXT),
            TextLayout::new(Justify::Left, LineBreak::AnyCharacter)
        )],
    )
}
