//! Text in the theme's sizes and inks.

use crate::colour::Swatch;
use crate::measure::{Face, LINE};
use crate::type_scale::Step;
use bevy::prelude::*;
use bevy::text::LineHeight;

/// Text of a size, in an ink. Spawn it as a UI node; change its `Text` and `TextColor` as with any.
pub fn text(words: impl Into<String>, step: Step, ink: Swatch) -> impl Bundle {
    set(words.into(), step.font(), ink)
}

/// The same in bold: names, numbers, the room code.
pub fn strong(words: impl Into<String>, step: Step, ink: Swatch) -> impl Bundle {
    set(words.into(), step.bold(), ink)
}

/// Text of exactly this size in units, in lines that are not broken again: what was measured before, see
/// [`Face`](crate::measure::Face).
pub fn measured(lines: impl Into<String>, size: f32, face: Face, ink: Swatch) -> impl Bundle {
    let font = match face {
        Face::Regular => Step::Body.font(),
        Face::Bold => Step::Body.bold(),
    };
    let font = TextFont {
        font_size: FontSize::Px(size),
        ..font
    };
    set(lines.into(), font, ink)
}

fn set(words: String, font: TextFont, ink: Swatch) -> impl Bundle {
    (
        Text::new(words),
        font,
        TextColor(ink.color()),
        LineHeight::RelativeToFont(LINE),
    )
}
