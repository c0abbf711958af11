//! Reading questions line by line. Anything may be in the text; nothing of it is believed before all of it is read.

use super::pack::{KIND, PackFault};
use super::{
    BLANK, LEAST_LIES, MOST_LIES, QUESTION_BYTES, QUESTION_GRAPHEMES, Question, TOPIC_BYTES,
    TOPIC_GRAPHEMES,
};
use crate::packs::{Body, Kind, say_once};
use crate::tales::words;
use couchpad_protocol::clean_line;

/// What comes after the head of a text of questions.
#[derive(Default)]
pub(super) struct Asked {
    topic: String,
    draft: Option<Draft>,
}

/// A question that is being read.
#[derive(Default)]
struct Draft {
    topic: String,
    text: String,
    truth: Option<String>,
    also: Option<Vec<String>>,
    lies: Option<Vec<String>>,
}

impl Body for Asked {
    const KIND: Kind = KIND;
    type Unit = Question;
    type Fault = PackFault;

    fn begin(&mut self, value: &str) -> Result<(), PackFault> {
        let draft = self.draft.insert(Draft {
            topic: self.topic.clone(),
            ..Draft::default()
        });
        draft.text = question(value)?;
        Ok(())
    }

    fn line(&mut self, line: &str) -> Result<(), PackFault> {
        let (key, value) = line.split_once(':').ok_or(PackFault::NoKey)?;
        let (key, value) = (key.trim(), value.trim());
        match key {
            "topic" => {
                let topic = whole(value, TOPIC_GRAPHEMES, TOPIC_BYTES);
                self.topic = topic.ok_or(PackFault::BadTopic)?;
            }
            "truth" => {
                let answer = answer(value)?;
                say_once(&mut self.draft("truth")?.truth, "truth", answer)?;
            }
            "also" => {
                let answers = answers(value)?;
                say_once(&mut self.draft("also")?.also, "also", answers)?;
            }
            "lies" => {
                let answers = answers(value)?;
                say_once(&mut self.draft("lies")?.lies, "lies", answers)?;
            }
            other => {
                let shown = clean_line(other, TOPIC_GRAPHEMES, TOPIC_BYTES);
                return Err(PackFault::UnknownKey(shown.unwrap_or_default()));
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<Question, PackFault> {
        let draft = self.draft.take();
        draft.ok_or(PackFault::Outside("question"))?.finish()
    }
}

impl Asked {
    fn draft(&mut self, key: &'static str) -> Result<&mut Draft, PackFault> {
        self.draft.as_mut().ok_or(PackFault::Outside(key))
    }
}

impl Draft {
    fn finish(self) -> Result<Question, PackFault> {
        let question = Question {
            topic: self.topic,
            text: self.text,
            truth: self.truth.ok_or(PackFault::NoTruth)?,
            also: self.also.unwrap_or_default(),
            lies: self.lies.unwrap_or_default(),
        };
        if question.also.len() > MOST_LIES {
            return Err(PackFault::TooManyAlso);
        }
        if !(LEAST_LIES..=MOST_LIES).contains(&question.lies.len()) {
            return Err(PackFault::LieCount(question.lies.len()));
        }
        if let Some(lie) = question.lies.iter().find(|lie| question.is_truth(lie)) {
            return Err(PackFault::TrueLie(lie.clone()));
        }
        Ok(question)
    }
}

/// Cut is refused: what is shown is what was written.
fn whole(value: &str, graphemes: usize, bytes: usize) -> Option<String> {
    let all = clean_line(value, usize::MAX, usize::MAX)?;
    clean_line(value, graphemes, bytes).filter(|line| *line == all)
}

fn question(value: &str) -> Result<String, PackFault> {
    // a gap may be written as long as one likes
    let mut text = String::new();
    let mut gap = 0;
    let mut gaps = 0;
    for sign in value.chars().chain(['\n']) {
        if sign == '_' {
            gap += 1;
            continue;
        }
        if gap > 1 {
            text.push_str(BLANK);
            gaps += 1;
        } else if gap == 1 {
            text.push('_');
        }
        gap = 0;
        text.push(sign);
    }
    if gaps != 1 {
        return Err(PackFault::NoBlank);
    }
    whole(&text, QUESTION_GRAPHEMES, QUESTION_BYTES).ok_or(PackFault::BadQuestion)
}

fn answer(value: &str) -> Result<String, PackFault> {
    let fits = whole(value, words::ANSWER_GRAPHEMES, words::ANSWER_BYTES);
    let told = fits.as_deref().and_then(words::answer);
    told.ok_or_else(|| {
        let shown = clean_line(value, TOPIC_GRAPHEMES, TOPIC_BYTES);
        PackFault::BadAnswer(shown.unwrap_or_default())
    })
}

fn answers(value: &str) -> Result<Vec<String>, PackFault> {
    value.split(';').map(|one| answer(one.trim())).collect()
}
