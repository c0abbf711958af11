//! How large a text can be: the largest of the theme's sizes in which it fits. Knows sizes only.

use bevy::math::Vec2;
use couchpad_theme::Surface;
use couchpad_theme::measure::{Face, LINE};
use couchpad_theme::type_scale::Step;

/// Width that is kept free: what is measured leaves out how the renderer rounds.
const SPARE: f32 = 0.97;

/// The largest size, not above `most`, in which a bold text fits into so much room; the smallest, if it fits in none.
pub(super) fn fitting(text: &str, room: Vec2, most: Step) -> Step {
    let sizes = Step::ALL.into_iter().rev().filter(|step| *step <= most);
    sizes
        .into_iter()
        .find(|step| fits(text, room, *step))
        .unwrap_or(Step::Small)
}

fn fits(text: &str, room: Vec2, step: Step) -> bool {
    let size = step.units(Surface::Screen);
    let width = room.x * SPARE / size;
    let lines = Face::Bold.lines(text, width);
    // a word is not to be broken while a smaller size takes it whole
    let is_whole = text.split(' ').all(|word| Face::Bold.width(word) <= width);
    (is_whole || step == Step::Small) && lines.len() as f32 * LINE * size <= room.y
}

/// A name that fits on one line of that width, with an ellipsis where something is missing.
pub(super) fn cut(text: &str, width: f32, step: Step) -> String {
    let most = width * SPARE / step.units(Surface::Screen);
    if Face::Regular.width(text) <= most {
        return text.to_owned();
    }
    let mut cut = String::new();
    for letter in text.chars() {
        if Face::Regular.width(&cut) + 1.6 > most {
            break;
        }
        cut.push(letter);
    }
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_large_as_it_fits() {
        let room = Vec2::new(1_000.0, 200.0);
        assert_eq!(fitting("Short", room, Step::Display), Step::Display);
        assert_eq!(fitting("Short", room, Step::Lead), Step::Lead);
        let long = "word ".repeat(40);
        let step = fitting(&long, room, Step::Display);
        assert!((Step::Small..Step::Title).contains(&step), "{step:?}");
        assert_eq!(fitting(&long.repeat(9), room, Step::Display), Step::Small);
    }

    #[test]
    fn a_name_is_cut_only_where_it_must_be() {
        assert_eq!(cut("Ada", 400.0, Step::Body), "Ada");
        let cut = cut("Maximiliane von der Aa", 200.0, Step::Body);
        assert!(cut.ends_with('…') && cut.starts_with("Maxi"), "{cut}");
    }
}
