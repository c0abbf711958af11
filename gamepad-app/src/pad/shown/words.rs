//! A text that the game shows: as large as it is to be, and whole if it can be. Must not know boards.

use super::Spot;
use crate::pad::lies_on;
use crate::place::fit;
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_core::protocol::Weight;
use couchpad_theme::Surface;
use couchpad_theme::colour::{QUIET, Swatch, TEXT};
use couchpad_theme::measure::Face;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::measured;

/// So many lines of the game's own are a list: they begin below each other.
const LIST: usize = 3;

/// How it is written.
fn style(weight: Weight) -> (&'static [Step], Face, Swatch) {
    match weight {
        Weight::Primary => (
            &[
                Step::Code,
                Step::Display,
                Step::Title,
                Step::Heading,
                Step::Lead,
                Step::Body,
                Step::Small,
            ],
            Face::Bold,
            TEXT,
        ),
        Weight::Secondary => (&[Step::Body, Step::Small], Face::Regular, TEXT),
        Weight::Quiet => (&[Step::Small], Face::Regular, QUIET),
    }
}

/// Writes a text into this part of its spot.
pub(super) fn write(
    commands: &mut Commands,
    root: Entity,
    (text, room): (&str, Rect),
    spot: &Spot,
) {
    let (steps, face, ink) = style(spot.weight);
    let fitted = fit(text, face, room.size(), &sizes(steps, spot.letters));
    let is_list = text.trim_end().split('\n').count() >= LIST;
    let justify = if is_list {
        Justify::Left
    } else {
        Justify::Center
    };
    let words = measured(fitted.text(), fitted.size, face, ink);
    let layout = TextLayout::new(justify, LineBreak::NoWrap);
    commands
        .spawn((lies_on(room), ChildOf(root)))
        .with_child((words, layout));
}

/// In dp, largest first; the last one is the smallest there is, for who wants large letters where there is no room for them.
fn sizes(steps: &[Step], letters: f32) -> Vec<f32> {
    let units = |step: &Step| step.units(Surface::Pad);
    let wanted = steps.iter().map(|step| units(step) * letters);
    wanted.chain([units(&Step::Small)]).collect()
}
