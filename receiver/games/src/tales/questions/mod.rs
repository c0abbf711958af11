//! Questions: what one is, the game's own, and which of them a game asks. How they are written is in `pack`.

mod own;
pub mod pack;
mod read;

pub use pack::{Pack, PackError, PackFault};

use super::words;
use crate::dice::Dice;
use couchpad_protocol::clean_line;
use serde::{Deserialize, Serialize};

/// What stands for the missing words.
pub const BLANK: &str = "____";
/// Longest question, in graphemes.
pub const QUESTION_GRAPHEMES: usize = 160;
/// Longest question, in bytes: with the rest of what a controller shows it has to fit in one text.
pub const QUESTION_BYTES: usize = 400;
/// Longest topic, in graphemes.
pub const TOPIC_GRAPHEMES: usize = 24;
/// Longest topic, in bytes.
pub const TOPIC_BYTES: usize = 64;
/// Lies that a question brings along, at least: so many are told where nobody wrote one.
pub const LEAST_LIES: usize = 3;
/// Lies, and other ways to write the truth, at most.
pub const MOST_LIES: usize = 12;

/// Something true with a gap in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What it is about; may be empty.
    pub topic: String,
    /// The sentence, with [`BLANK`] for what is missing.
    pub text: String,
    /// What is missing, as [`words::answer`] writes it.
    pub truth: String,
    /// Other ways to write the truth.
    pub also: Vec<String>,
    /// Lies that somebody could believe, for those who write none.
    pub lies: Vec<String>,
}

impl Question {
    /// Whether this is the truth.
    #[must_use]
    pub fn is_truth(&self, answer: &str) -> bool {
        let truths = [&self.truth].into_iter().chain(&self.also);
        truths
            .into_iter()
            .any(|truth| words::are_same(truth, answer))
    }

    /// The sentence with this in its gap.
    #[must_use]
    pub fn with(&self, answer: &str) -> String {
        self.text.replacen(BLANK, answer, 1)
    }

    /// Whether all of it is as a pack could have brought it.
    pub(super) fn is_sound(&self) -> bool {
        let is_line = |text: &str, graphemes, bytes| {
            clean_line(text, graphemes, bytes).as_deref() == Some(text)
        };
        let is_answer = |text: &String| words::answer(text).as_deref() == Some(text);
        (self.topic.is_empty() || is_line(&self.topic, TOPIC_GRAPHEMES, TOPIC_BYTES))
            && is_line(&self.text, QUESTION_GRAPHEMES, QUESTION_BYTES)
            && self.text.matches(BLANK).count() == 1
            && is_answer(&self.truth)
            && self.also.len() <= MOST_LIES
            && self.also.iter().all(is_answer)
            && (LEAST_LIES..=MOST_LIES).contains(&self.lies.len())
            && self
                .lies
                .iter()
                .all(|lie| is_answer(lie) && !self.is_truth(lie))
    }
}

/// So many questions for one game: of the pack as far as they go, then of the game's own. Chance chooses; the same topic comes
/// again only where there is no other.
pub(super) fn choose(pack: Option<&str>, count: usize, dice: &mut Dice) -> Vec<Question> {
    let brought = pack.and_then(|text| Pack::parse(text).ok());
    let mut chosen = Vec::with_capacity(count);
    for pack in brought.into_iter().chain([own::pack()]) {
        let mut left = pack.questions().to_vec();
        while chosen.len() < count && !left.is_empty() {
            let question = left.swap_remove(place(&left, &chosen, dice));
            chosen.push(question);
        }
    }
    chosen
}

/// Which is next: any whose topic has come up least.
fn place(left: &[Question], chosen: &[Question], dice: &mut Dice) -> usize {
    let times = |question: &Question| {
        let same = chosen.iter().filter(|c| c.topic == question.topic);
        same.count()
    };
    let least = left.iter().map(times).min().unwrap_or(0);
    let fresh: Vec<_> = (0..left.len())
        .filter(|at| left.get(*at).map(times) == Some(least))
        .collect();
    fresh.get(dice.below(fresh.len())).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const TWO: &str = "couchpad-questions 1\nname: Two\n
question: One is ____.\ntruth: one\nlies: two; three; four\n
question: Two is ____.\ntruth: two\nlies: one; three; four\n";

    #[test]
    fn a_small_pack_is_filled_up_with_our_own() {
        let chosen = choose(Some(TWO), 7, &mut Dice::new(4));
        let texts: BTreeSet<_> = chosen.iter().map(|q| &q.text[..]).collect();
        assert_eq!(texts.len(), 7);
        assert!(chosen[..2].iter().all(|q| q.text.ends_with("is ____.")));
        assert!(!chosen[2..].iter().any(|q| q.text == "One is ____."));
    }

    #[test]
    fn topics_change_and_games_differ() {
        let one = choose(None, 7, &mut Dice::new(1));
        let topics: BTreeSet<_> = one.iter().map(|q| &q.topic).collect();
        assert!(topics.len() >= 6, "{topics:?}");
        assert_ne!(one, choose(Some("junk"), 7, &mut Dice::new(2)));
        assert_eq!(one, choose(None, 7, &mut Dice::new(1)));
    }

    #[test]
    fn every_question_of_our_own_is_sound_and_told_once() {
        let pack = own::pack();
        assert!(pack.questions().len() >= 80, "{}", pack.questions().len());
        let mut texts = BTreeSet::new();
        for question in pack.questions() {
            assert!(question.is_sound(), "{question:?}");
            assert!(question.lies.len() >= 5, "{question:?}");
            assert!(texts.insert(&question.text), "{question:?} twice");
            for (at, lie) in question.lies.iter().enumerate() {
                let again = question.lies[..at].iter().any(|l| words::are_same(l, lie));
                assert!(!again, "{lie} twice: {question:?}");
            }
        }
    }
}
