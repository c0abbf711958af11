//! The marks of the seats, in the player's language: what a colour is called may hang on the shape.

use super::Words;
use couchpad_theme::Mark;

impl Words {
    /// A mark: "orange circle".
    #[must_use]
    pub fn mark(&self, mark: Mark) -> String {
        self.of_mark("mark", mark)
    }

    /// The player's own, in a sentence.
    #[must_use]
    pub fn own_mark(&self, mark: Mark) -> String {
        self.of_mark("mark-own", mark)
    }

    fn of_mark(&self, key: &str, mark: Mark) -> String {
        let shape = mark.shape.word();
        let values = [("colour", mark.colour_word.into()), ("shape", shape.into())];
        self.with(key, &values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use couchpad_theme::mark;
    use std::collections::HashSet;

    #[test]
    fn english_calls_marks_as_the_big_screen_does() {
        let words = Words::default();
        for number in 0..64 {
            assert_eq!(words.mark(mark(number)), mark(number).name());
            let own = format!("You are the {}", mark(number).name());
            assert_eq!(words.own_mark(mark(number)), own);
        }
    }

    #[test]
    fn every_language_tells_all_marks_apart() {
        for words in Language::ALL.map(Words::of) {
            let names: HashSet<_> = (0..64).map(|number| words.mark(mark(number))).collect();
            assert_eq!(names.len(), 64, "{words:?}");
        }
    }
}
