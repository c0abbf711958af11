//! Questions as text that a person edits: what a pack is, and what can be wrong with one. `read` reads it; `docs/tales.md`
//! describes it. Knows no game and no file.

use super::read::Asked;
use super::{BLANK, LEAST_LIES, MOST_LIES, QUESTION_GRAPHEMES, Question, TOPIC_GRAPHEMES};
use crate::packs::{self, HeadFault, Kind, PackTitle};
use crate::tales::words::ANSWER_GRAPHEMES;

/// How a text of questions begins; the number is the version of the format.
pub const HEADER: &str = "couchpad-questions 1";
/// Longest text, in bytes.
pub const PACK_BYTES: usize = 64 * 1024;
/// Most questions in one text.
pub const PACK_QUESTIONS: usize = 200;

/// What a text of questions is like.
pub(super) const KIND: Kind = Kind {
    header: HEADER,
    name: "questions",
    unit: "question",
    example: "question: The sky is ____.",
    units: PACK_QUESTIONS,
    bytes: PACK_BYTES,
};

/// Questions that belong together, as they were written. Never empty, once parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    title: PackTitle,
    questions: Vec<Question>,
}

/// What is wrong with a text of questions, and where.
pub type PackError = crate::packs::PackError<PackFault>;

/// Why a line of questions is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackFault {
    /// As with every kind of text.
    #[error(transparent)]
    Head(#[from] HeadFault),
    /// A word before a colon that means nothing here.
    #[error(
        "`{0}:` means nothing here; there are `name:`, `author:`, `topic:`, `question:`, `truth:`, `also:` and `lies:`"
    )]
    UnknownKey(String),
    /// No word before a colon.
    #[error("a line begins with a word and a colon, like `truth:`")]
    NoKey,
    /// Something that belongs to a question, before the first one.
    #[error("`{0}:` comes after a line like `question: The sky is {BLANK}.`")]
    Outside(&'static str),
    /// A topic that is none.
    #[error("a topic has 1 to {TOPIC_GRAPHEMES} signs that can be shown")]
    BadTopic,
    /// A question that is too long or empty.
    #[error("a question has 1 to {QUESTION_GRAPHEMES} signs that can be shown")]
    BadQuestion,
    /// None, or more than one.
    #[error("a question has one gap, written `{BLANK}`")]
    NoBlank,
    /// An answer that is too long or empty.
    #[error(
        "`{0}` is no answer: one has 1 to {ANSWER_GRAPHEMES} signs, a letter or digit among them"
    )]
    BadAnswer(String),
    /// A question without its truth.
    #[error("this question has no `truth:`")]
    NoTruth,
    /// Too few or too many.
    #[error(
        "a question has {LEAST_LIES} to {MOST_LIES} lies, with `;` between them; this one has {0}"
    )]
    LieCount(usize),
    /// Too many other ways to write the truth.
    #[error("after `also:` there are at most {MOST_LIES} answers")]
    TooManyAlso,
    /// One of the lies is the truth.
    #[error("`{0}` is no lie: it is the truth")]
    TrueLie(String),
}

impl Pack {
    /// Reads a text of questions.
    ///
    /// # Errors
    /// [`PackError`]: the first line that is wrong. Nothing of the text is used then.
    pub fn parse(text: &str) -> Result<Self, PackError> {
        packs::first(Self::read(text), KIND)
    }

    /// The same.
    ///
    /// # Errors
    /// All that is wrong, by line, up to [`MOST_FAULTS`](packs::MOST_FAULTS); never empty.
    pub fn read(text: &str) -> Result<Self, Vec<PackError>> {
        let (title, questions) = packs::read::<Asked>(text)?;
        Ok(Self { title, questions })
    }

    /// What the pack is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.title.name
    }

    /// Who wrote it; empty if that is not said.
    #[must_use]
    pub fn author(&self) -> &str {
        &self.title.author
    }

    /// Its questions in order.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GOOD: &str = "\u{feff}# mine\ncouchpad-questions 1\nname: Mine\nauthor: Ada\n
topic: Sky
question: The sky   is _______.\ntruth: Blue.\nalso: azure; sky blue\nlies: green; red;  PLAID
question: At night it is ____.
truth: dark
lies: loud; green; late\n";

    fn fault(text: &str) -> (usize, PackFault) {
        let error = Pack::parse(text).unwrap_err();
        (error.line, error.fault)
    }

    fn after_header(rest: &str) -> (usize, PackFault) {
        fault(&format!("{HEADER}\nname: N\n{rest}"))
    }

    #[test]
    fn a_pack_is_read_with_its_topics() {
        let pack = Pack::parse(GOOD).unwrap();
        assert_eq!((pack.name(), pack.author()), ("Mine", "Ada"));
        let [sky, night] = pack.questions() else {
            panic!("{pack:?}");
        };
        assert_eq!(
            (&sky.text[..], &sky.truth[..]),
            ("The sky is ____.", "BLUE")
        );
        assert_eq!(sky.also, ["AZURE", "SKY BLUE"]);
        assert_eq!(sky.lies, ["GREEN", "RED", "PLAID"]);
        assert!(sky.is_truth("Sky-blue") && !sky.is_truth("red") && sky.is_sound());
        assert_eq!(sky.with("RED"), "The sky is RED.");
        assert_eq!(night.topic, "Sky");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        assert_eq!(fault("levels"), (1, HeadFault::NoHeader(KIND).into()));
        assert_eq!(
            fault("couchpad-questions 2"),
            (1, HeadFault::OtherVersion(KIND).into())
        );
        assert_eq!(fault(HEADER), (1, HeadFault::Nothing(KIND).into()));
        assert_eq!(
            fault(&format!("{HEADER}\nquestion: A ____")),
            (2, HeadFault::NoName(KIND).into())
        );
        assert_eq!(after_header("truth: x"), (3, PackFault::Outside("truth")));
        assert_eq!(
            after_header("colour: x"),
            (3, PackFault::UnknownKey("colour".into()))
        );
        assert_eq!(after_header("blue"), (3, PackFault::NoKey));
        assert_eq!(
            after_header("name: M"),
            (3, HeadFault::Twice("name").into())
        );
        assert_eq!(after_header("question: A b"), (3, PackFault::NoBlank));
        assert_eq!(
            after_header("question: ____ is ____"),
            (3, PackFault::NoBlank)
        );
        let truth = "question: A ____\ntruth: b\n";
        assert_eq!(
            after_header("question: A ____\n\n"),
            (3, PackFault::NoTruth)
        );
        assert_eq!(after_header(truth), (3, PackFault::LieCount(0)));
        let lies = |lies: &str| after_header(&format!("{truth}lies: {lies}"));
        assert_eq!(lies("c; d"), (3, PackFault::LieCount(2)));
        assert_eq!(lies("c; d; B."), (3, PackFault::TrueLie("B".into())));
        assert_eq!(lies("c; ; e"), (5, PackFault::BadAnswer(String::new())));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(couchpad-questions 1\nname: N\n)?(.{0,30}\n|question: .{0,9}____\n|truth: .{0,9}\n|lies: .{0,20};.{0,9};.{0,9}\n){0,12}") {
            if let Ok(pack) = Pack::parse(&text) {
                prop_assert!(pack.questions().iter().all(Question::is_sound));
                prop_assert!(!pack.questions().is_empty());
            }
        }
    }
}
