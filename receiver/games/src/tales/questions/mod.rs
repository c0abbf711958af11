//! Questions: what one is, the game's own, and which of them a game asks. How they are written is in `pack`.

mod own;
pub mod pack;
mod read;

pub use pack::{Pack, PackError, PackFault};

use super::words;
use crate::checksum::Checksum;
use crate::dice::Dice;
use crate::game::Setup;
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

    /// A number by which it is known again: another question has another one, and so has a sentence that is put in other words.
    #[must_use]
    pub fn mark(&self) -> u64 {
        let mut sum = Checksum::default();
        sum.bytes(self.text.as_bytes());
        sum.finish()
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

/// So many questions for one game: of the pack as far as they go, then of the game's own. Chance chooses among those that were
/// not heard; the same topic comes again only where there is no other.
pub(super) fn choose(setup: &Setup, count: usize, dice: &mut Dice) -> Vec<Question> {
    let brought = setup
        .pack
        .as_deref()
        .and_then(|text| Pack::parse(text).ok());
    let mut chosen = Vec::with_capacity(count);
    for pack in brought.into_iter().chain([own::pack()]) {
        let mut left = pack.questions().to_vec();
        while chosen.len() < count && !left.is_empty() {
            let fresh = fresh(&left, &setup.heard);
            let question = left.swap_remove(place(&left, &fresh, &chosen, dice));
            chosen.push(question);
        }
    }
    chosen
}

/// The places of those that may be asked: those that were not heard, and where all were, the half that was heard longest ago.
fn fresh(left: &[Question], heard: &[u64]) -> Vec<usize> {
    let last_heard = |question: &Question| {
        let mark = question.mark();
        heard.iter().rposition(|other| *other == mark)
    };
    let mut places: Vec<_> = left.iter().map(last_heard).zip(0..).collect();
    places.sort_unstable();
    let unheard = places.partition_point(|(heard, _)| heard.is_none());
    places.truncate(if unheard > 0 {
        unheard
    } else {
        places.len().div_ceil(2)
    });
    let mut places: Vec<usize> = places.into_iter().map(|(_, place)| place).collect();
    places.sort_unstable();
    places
}

/// Which of the fresh ones is next: any whose topic has come up least.
fn place(left: &[Question], fresh: &[usize], chosen: &[Question], dice: &mut Dice) -> usize {
    let times = |place: &usize| {
        let question = left.get(*place)?;
        let same = chosen.iter().filter(|c| c.topic == question.topic);
        Some(same.count())
    };
    let least = fresh.iter().filter_map(times).min();
    let next: Vec<_> = fresh.iter().filter(|at| times(at) == least).collect();
    next.get(dice.below(next.len())).map_or(0, |place| **place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const TWO: &str = "couchpad-questions 1\nname: Two\n
question: One is ____.\ntruth: one\nlies: two; three; four\n
question: Two is ____.\ntruth: two\nlies: one; three; four\n";

    fn setup(pack: Option<&str>, heard: &[u64]) -> Setup {
        Setup {
            pack: pack.map(str::to_owned),
            heard: heard.to_vec(),
            ..Setup::default()
        }
    }

    #[test]
    fn no_question_comes_again_before_all_of_the_pack_were_asked() {
        let all = own::pack().questions().len();
        let mut heard = Vec::new();
        for game in 0..all as u64 / 7 {
            let chosen = choose(&setup(None, &heard), 7, &mut Dice::new(game));
            heard.extend(chosen.iter().map(Question::mark));
        }
        let apart: BTreeSet<_> = heard.iter().collect();
        assert_eq!(apart.len(), all / 7 * 7);
        // the last ones that are left, and then those that were heard longest ago
        let last = choose(&setup(None, &heard), 7, &mut Dice::new(99));
        let marks: Vec<_> = last.iter().map(Question::mark).collect();
        assert!(marks[..all % 7].iter().all(|mark| !heard.contains(mark)));
        let lately = &heard[all / 2 + 7..];
        assert!(!marks.iter().any(|mark| lately.contains(mark)));
    }

    #[test]
    fn a_small_pack_comes_again_before_it_is_left_out() {
        let two = Pack::parse(TWO).unwrap();
        let heard: Vec<_> = two.questions().iter().map(Question::mark).collect();
        let chosen = choose(&setup(Some(TWO), &heard), 3, &mut Dice::new(4));
        assert_eq!(chosen[0], two.questions()[0], "heard longest ago");
        assert_eq!(chosen[1], two.questions()[1]);
    }

    #[test]
    fn a_small_pack_is_filled_up_with_our_own() {
        let chosen = choose(&setup(Some(TWO), &[]), 7, &mut Dice::new(4));
        let texts: BTreeSet<_> = chosen.iter().map(|q| &q.text[..]).collect();
        assert_eq!(texts.len(), 7);
        assert!(chosen[..2].iter().all(|q| q.text.ends_with("is ____.")));
        assert!(!chosen[2..].iter().any(|q| q.text == "One is ____."));
    }

    #[test]
    fn topics_change_and_games_differ() {
        let one = choose(&setup(None, &[]), 7, &mut Dice::new(1));
        let topics: BTreeSet<_> = one.iter().map(|q| &q.topic).collect();
        assert!(topics.len() >= 6, "{topics:?}");
        assert_ne!(one, choose(&setup(Some("junk"), &[]), 7, &mut Dice::new(2)));
        assert_eq!(one, choose(&setup(None, &[]), 7, &mut Dice::new(1)));
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
