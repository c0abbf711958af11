//! How wide a text is in the family's two faces, and where its lines break: known before anything is laid out, so that a text
//! can be made as large as it fits. Pure. Must not know what a text is for, nor on which glass it is.

use crate::type_scale::{BOLD_DATA, REGULAR_DATA};
use std::sync::LazyLock;
use ttf_parser::Face as Font;

/// Height of a line of any of the theme's texts, as a share of the font's size.
pub const LINE: f32 = 1.25;
/// Width of a figure: those of one width are no glyphs that a letter finds.
const FIGURE: f32 = 0.65;
/// Width of what the family has no glyph for.
const STRANGE: f32 = 1.0;

/// One of the family's weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// What is read.
    Regular,
    /// What is seen first.
    Bold,
}

/// Both fonts, if they can be read: the crate's own files, so that they can.
static FONTS: LazyLock<[Option<Font<'static>>; 2]> =
    LazyLock::new(|| [REGULAR_DATA, BOLD_DATA].map(|data| Font::parse(data, 0).ok()));

impl Face {
    fn font(self) -> Option<&'static Font<'static>> {
        let [regular, bold] = &*FONTS;
        match self {
            Self::Regular => regular.as_ref(),
            Self::Bold => bold.as_ref(),
        }
    }

    /// Width of a letter, as a share of the font's size.
    fn letter(self, letter: char) -> f32 {
        if letter.is_ascii_digit() {
            return FIGURE;
        }
        if letter.is_control() {
            return 0.0;
        }
        let wide = self.font().and_then(|font| {
            let advance = font.glyph_hor_advance(font.glyph_index(letter)?)?;
            Some(f32::from(advance) / f32::from(font.units_per_em()))
        });
        wide.unwrap_or(STRANGE)
    }

    /// Width of a line, as a share of the font's size. Kerning, which mostly makes it less, is left out.
    ///
    /// ```
    /// use couchpad_theme::measure::Face;
    ///
    /// let ems = Face::Regular.width("Hamburg");
    /// assert!((4.0..5.0).contains(&ems), "{ems} times the size of its letters");
    /// ```
    #[must_use]
    pub fn width(self, line: &str) -> f32 {
        line.chars().map(|letter| self.letter(letter)).sum()
    }

    /// The lines of a text, none wider than this as a share of the font's size: broken at spaces and where the text says so, and
    /// within a word where that alone is wider. Not even a single letter is left out, however narrow it is.
    #[must_use]
    pub fn lines(self, text: &str, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            self.wrap(paragraph.trim_end(), width, &mut lines);
        }
        lines
    }

    fn wrap(self, paragraph: &str, width: f32, lines: &mut Vec<String>) {
        let space = self.letter(' ');
        let (mut line, mut reached) = (String::new(), 0.0);
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let wide = self.width(word);
            if !line.is_empty() && reached + space + wide > width {
                lines.push(std::mem::take(&mut line));
                reached = 0.0;
            }
            if !line.is_empty() {
                line.push(' ');
                reached += space;
            }
            if wide <= width {
                line.push_str(word);
                reached += wide;
                continue;
            }
            for letter in word.chars() {
                let wide = self.letter(letter);
                // what lies on the letter before it stays with it
                if wide > 0.0 && reached + wide > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    reached = 0.0;
                }
                line.push(letter);
                reached += wide;
            }
        }
        lines.push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_both_faces_has_a_width() {
        for face in [Face::Regular, Face::Bold] {
            assert!(face.font().is_some());
            assert!(face.width("W") > face.width("i"));
            assert_eq!(face.width("1"), face.width("0"), "figures of one width");
            assert!(face.width("Ж") > 0.5 && face.width("Ω") > 0.5);
        }
        assert!(Face::Bold.width("answer") > Face::Regular.width("answer"));
    }

    #[test]
    fn lines_break_at_spaces_and_where_the_text_says_so() {
        let lines = |text: &str, width| Face::Regular.lines(text, width);
        assert_eq!(lines("one two three", 4.5), ["one two", "three"]);
        assert_eq!(lines("one\n\ntwo ", 9.0), ["one", "", "two"]);
        assert_eq!(lines("", 9.0), [""]);
    }

    #[test]
    fn a_word_that_is_too_long_is_broken_and_nothing_is_lost() {
        for width in [0.0, 0.9, 3.0, 7.5] {
            let lines = Face::Bold.lines("a Donaudampfschifffahrtsgesellschaft", width);
            let all: String = lines.concat().replace(' ', "");
            assert_eq!(all, "aDonaudampfschifffahrtsgesellschaft");
            let widest = lines.iter().map(|line| Face::Bold.width(line));
            assert!(widest.fold(0.0, f32::max) <= width.max(Face::Bold.letter('m')));
        }
    }
}
