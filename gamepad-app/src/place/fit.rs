//! How large a text is in a box, and where its lines break. Pure. Must not know what the text is for, nor who draws it.

use bevy::math::Vec2;
use couchpad_theme::measure::{Face, LINE};

/// What a text that is cut ends with.
const CUT: char = '…';
/// What is left free at the end of a line, as a share of a letter: glyphs reach a little beyond their own width.
const SPARE: f32 = 0.05;

/// A text as it lies in a box.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Its lines: none is to be broken again.
    pub lines: Vec<String>,
    /// Size of its letters, in dp.
    pub size: f32,
}

impl Fitted {
    /// The room that it takes, in dp.
    #[must_use]
    pub fn room(&self, face: Face) -> Vec2 {
        let wide = self.lines.iter().map(|line| face.width(line));
        let wide = wide.fold(0.0, f32::max) + SPARE;
        Vec2::new(wide, self.lines.len() as f32 * LINE) * self.size
    }

    /// The lines in one text.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }
}

/// A text in a box of this size, in dp, in the first of these sizes in which it fits whole and no word is broken, else in the
/// first in which it fits at all. Where it does not, it is cut in the last of them. No size: no line.
#[must_use]
pub fn fit(text: &str, face: Face, room: Vec2, sizes: &[f32]) -> Fitted {
    let at = |size: &f32| Fitted {
        lines: lines(text, face, room.x, *size),
        size: *size,
    };
    let is_low = |fitted: &Fitted| height(fitted.lines.len(), fitted.size) <= room.y;
    let whole = |size: &&f32| keeps_words(text, face, room.x, **size);
    let kept = sizes.iter().filter(whole).map(at).find(is_low);
    kept.or_else(|| sizes.iter().map(at).find(is_low))
        .unwrap_or_else(|| {
            let size = sizes.last().copied().unwrap_or_default();
            cut(at(&size), face, room)
        })
}

/// The first of these sizes, in dp, in which all of these texts fit their boxes whole, none with a word broken; the last where
/// there is no such size.
#[must_use]
pub(super) fn common<'a>(
    texts: impl Iterator<Item = (&'a str, Vec2)> + Clone,
    face: Face,
    sizes: &[f32],
) -> f32 {
    let fits = |size: &&f32| {
        texts.clone().all(|(text, room)| {
            let count = lines(text, face, room.x, **size).len();
            keeps_words(text, face, room.x, **size) && height(count, **size) <= room.y
        })
    };
    let size = sizes.iter().find(fits).or(sizes.last());
    size.copied().unwrap_or_default()
}

/// How high a text is whose lines are as wide as this, in dp.
#[must_use]
pub(super) fn height_of(text: &str, face: Face, width: f32, size: f32) -> f32 {
    height(lines(text, face, width, size).len(), size)
}

/// Whether every word has room in a line, in dp.
#[must_use]
pub(super) fn keeps_words(text: &str, face: Face, width: f32, size: f32) -> bool {
    let room = in_letters(width, size);
    text.split_whitespace().all(|word| face.width(word) <= room)
}

fn height(lines: usize, size: f32) -> f32 {
    lines as f32 * size * LINE
}

fn in_letters(width: f32, size: f32) -> f32 {
    width / size.max(1.0) - SPARE
}

fn lines(text: &str, face: Face, width: f32, size: f32) -> Vec<String> {
    face.lines(text, in_letters(width, size))
}

/// As many lines as there is room for, one at least; the last says that there is more.
fn cut(mut fitted: Fitted, face: Face, room: Vec2) -> Fitted {
    let most = (room.y / (fitted.size.max(1.0) * LINE)) as usize;
    if fitted.lines.len() <= most.max(1) {
        return fitted;
    }
    fitted.lines.truncate(most.max(1));
    let width = in_letters(room.x, fitted.size);
    if let Some(last) = fitted.lines.last_mut() {
        let sign = face.width(CUT.encode_utf8(&mut [0; 4]));
        while !last.is_empty() && face.width(last) + sign > width {
            last.pop();
        }
        last.truncate(last.trim_end().len());
        last.push(CUT);
    }
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIZES: [f32; 4] = [61.0, 31.0, 20.0, 16.0];

    #[test]
    fn a_few_words_are_large_and_many_are_small() {
        let room = Vec2::new(328.0, 200.0);
        let size = |text: &str| fit(text, Face::Regular, room, &SIZES).size;
        assert_eq!(size("Out!"), 61.0);
        assert_eq!(
            size("The town of Bielefeld once offered a prize for the proof that it is not there."),
            31.0
        );
        assert_eq!(size(&"word ".repeat(70)), 16.0);
    }

    #[test]
    fn a_word_is_rather_small_than_broken() {
        let room = Vec2::new(200.0, 400.0);
        let fitted = fit("Unsinkbarkeit", Face::Bold, room, &SIZES);
        assert_eq!((fitted.size, fitted.lines.len()), (20.0, 1));
    }

    #[test]
    fn what_does_not_fit_is_cut_and_says_so() {
        let room = Vec2::new(100.0, 40.0);
        let fitted = fit(&"word ".repeat(40), Face::Regular, room, &SIZES);
        assert_eq!(fitted.lines.len(), 2);
        assert!(fitted.text().ends_with('…'));
        assert_eq!(fit("a", Face::Regular, room, &[]).size, 0.0);
    }

    #[test]
    fn texts_that_belong_together_have_one_size() {
        let room = Vec2::new(200.0, 30.0);
        let texts = ["Oslo", "A rather long answer"].map(|text| (text, room));
        let size = common(texts.into_iter(), Face::Bold, &[25.0, 20.0, 16.0]);
        assert_eq!(size, 16.0);
    }

    proptest! {
        #[test]
        fn nothing_leaves_a_box_that_has_room_for_a_letter(
            text in "[a-zA-Zа-яλ0-9 \n👍W-]{0,200}",
            width in 60.0_f32..800.0,
            height in 20.0_f32..800.0,
        ) {
            let room = Vec2::new(width, height);
            for face in [Face::Regular, Face::Bold] {
                let fitted = fit(&text, face, room, &SIZES);
                let taken = fitted.room(face);
                prop_assert!(taken.x <= room.x + 0.01 && taken.y <= room.y + 0.01, "{taken} in {room}");
            }
        }
    }
}
