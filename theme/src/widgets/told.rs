//! A state in a shape and a word, so that nobody needs its colour.

use super::{square, strong, text};
use crate::colour::{BAD, GOOD, QUIET, Swatch, TEXT, WARNING};
use crate::lay::{column, rest, row};
use crate::shapes::Shape;
use crate::space::{GRID, grid};
use crate::type_scale::Step;
use bevy::prelude::*;
use bevy::text::LineBreak;

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// All is well: a circle.
    Good,
    /// To be known: a diamond.
    Note,
    /// To be looked at soon: a diamond, too.
    Warning,
    /// Broken, in the way: a cross.
    Bad,
}

impl Tone {
    /// Its colour.
    pub const fn colour(self) -> Swatch {
        match self {
            Self::Good => GOOD,
            Self::Note => QUIET,
            Self::Warning => WARNING,
            Self::Bad => BAD,
        }
    }

    /// Its shape.
    pub const fn shape(self) -> Shape {
        match self {
            Self::Good => Shape::Circle,
            Self::Note | Self::Warning => Shape::Diamond,
            Self::Bad => Shape::Cross,
        }
    }
}

/// A shape in any colour, of this size in units: what stands for a state, not for a player.
pub fn sign(shape: Shape, colour: Swatch, size: f32) -> impl Bundle {
    let image = ImageNode::new(shape.filled_image()).with_color(colour.color());
    (square(size), image)
}

/// A word or two, after their shape.
pub fn told(tone: Tone, words: impl Into<String>) -> impl Bundle {
    (
        row(1.0),
        children![
            sign(tone.shape(), tone.colour(), 1.5 * GRID),
            text(words, Step::Small, tone.colour()),
        ],
    )
}

/// Something that was found: its shape, the tone in a word, what it is, and what to do about it.
pub fn finding(
    parent: &mut ChildSpawnerCommands,
    tone: Tone,
    word: &str,
    what: &str,
    advice: Option<&str>,
) {
    let line = Node {
        width: Val::Percent(100.0),
        align_items: AlignItems::Start,
        padding: UiRect::vertical(grid(0.5)),
        ..row(1.5)
    };
    let words = Node {
        flex_direction: FlexDirection::Column,
        row_gap: column(0.25).row_gap,
        ..rest()
    };
    // an address is one word, and may be longer than a line
    let breaks = TextLayout::new(Justify::Left, LineBreak::WordOrCharacter);
    parent.spawn(line).with_children(|line| {
        line.spawn(sign(tone.shape(), tone.colour(), 2.5 * GRID));
        line.spawn(words).with_children(|words| {
            words.spawn(strong(word, Step::Small, tone.colour()));
            words.spawn((text(what, Step::Small, TEXT), breaks));
            if let Some(advice) = advice {
                words.spawn((text(advice, Step::Small, QUIET), breaks));
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_and_bad_differ_in_their_shape_too() {
        let shapes = [Tone::Good, Tone::Warning, Tone::Bad].map(Tone::shape);
        assert!(shapes[0] != shapes[1] && shapes[1] != shapes[2] && shapes[0] != shapes[2]);
    }
}
