//! Reading questions line by line. Anything may be in the text; nothing of it is believed before all of it is read.

use super::pack::{HEADER, PACK_QUESTIONS, Pack, PackError, PackFault};
use super::{
    BLANK, LEAST_LIES, MOST_LIES, QUESTION_BYTES, QUESTION_GRAPHEMES, Question, TOPIC_BYTES,
    TOPIC_GRAPHEMES,
};
use crate::tales::words;
use couchpad_protocol::clean_line;

/// How the header of every version begins.
const FAMILY: &str = "couchpad-questions ";

/// What was read so far.
#[derive(Default)]
pub(super) struct Reader {
    line: usize,
    has_header: bool,
    name: Option<String>,
    author: Option<String>,
    topic: String,
    questions: Vec<Question>,
    draft: Option<Draft>,
}

/// A question that is being read.
struct Draft {
    line: usize,
    topic: String,
    text: String,
    truth: Option<String>,
    also: Option<Vec<String>>,
    lies: Option<Vec<String>>,
}

impl Reader {
    pub(super) fn read_all(mut self, text: &str) -> Result<Pack, PackError> {
        // some editors begin a file with a mark that nobody sees
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for line in text.lines() {
            self.line += 1;
            self.read(line.trim())?;
        }
        self.end_question()?;
        let fault = match (self.has_header, self.name, self.questions.is_empty()) {
            (true, Some(name), false) => {
                return Ok(Pack {
                    name,
                    author: self.author.unwrap_or_default(),
                    questions: self.questions,
                });
            }
            (true, ..) => PackFault::NoQuestions,
            (false, ..) => PackFault::NoHeader,
        };
        let line = self.line.max(1);
        Err(PackError { line, fault })
    }

    fn read(&mut self, line: &str) -> Result<(), PackError> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if !self.has_header {
            self.has_header = true;
            return match line {
                HEADER => Ok(()),
                other if other.starts_with(FAMILY) => Err(self.fail(PackFault::OtherVersion)),
                _ => Err(self.fail(PackFault::NoHeader)),
            };
        }
        let Some((key, value)) = line.split_once(':') else {
            return Err(self.fail(PackFault::NoKey));
        };
        let (key, value) = (key.trim(), value.trim());
        if key == "question" {
            self.end_question()?;
        }
        self.read_key(key, value).map_err(|fault| self.fail(fault))
    }

    const fn fail(&self, fault: PackFault) -> PackError {
        let line = self.line;
        PackError { line, fault }
    }

    fn read_key(&mut self, key: &str, value: &str) -> Result<(), PackFault> {
        match key {
            "name" => say_once(&mut self.name, "name", name(value)?),
            "author" => say_once(&mut self.author, "author", name(value)?),
            "topic" => {
                self.topic = name(value)?;
                Ok(())
            }
            "question" => self.begin_question(value),
            "truth" => {
                let answer = answer(value)?;
                say_once(&mut self.draft("truth")?.truth, "truth", answer)
            }
            "also" => {
                let answers = answers(value)?;
                say_once(&mut self.draft("also")?.also, "also", answers)
            }
            "lies" => {
                let answers = answers(value)?;
                say_once(&mut self.draft("lies")?.lies, "lies", answers)
            }
            other => {
                let shown = clean_line(other, TOPIC_GRAPHEMES, TOPIC_BYTES);
                Err(PackFault::UnknownKey(shown.unwrap_or_default()))
            }
        }
    }

    fn draft(&mut self, key: &'static str) -> Result<&mut Draft, PackFault> {
        self.draft.as_mut().ok_or(PackFault::Outside(key))
    }

    fn begin_question(&mut self, value: &str) -> Result<(), PackFault> {
        if self.name.is_none() {
            return Err(PackFault::NoName);
        }
        if self.questions.len() >= PACK_QUESTIONS {
            return Err(PackFault::TooMany);
        }
        self.draft = Some(Draft {
            line: self.line,
            topic: self.topic.clone(),
            text: question(value)?,
            truth: None,
            also: None,
            lies: None,
        });
        Ok(())
    }

    /// What is missing in a question is told with the line where it begins.
    fn end_question(&mut self) -> Result<(), PackError> {
        let Some(draft) = self.draft.take() else {
            return Ok(());
        };
        let line = draft.line;
        let question = draft.finish();
        self.questions
            .push(question.map_err(|fault| PackError { line, fault })?);
        Ok(())
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

fn say_once<T>(place: &mut Option<T>, key: &'static str, value: T) -> Result<(), PackFault> {
    if place.is_some() {
        return Err(PackFault::Twice(key));
    }
    *place = Some(value);
    Ok(())
}

/// Cut is refused: what is shown is what was written.
fn whole(value: &str, graphemes: usize, bytes: usize) -> Option<String> {
    let all = clean_line(value, usize::MAX, usize::MAX)?;
    clean_line(value, graphemes, bytes).filter(|line| *line == all)
}

fn name(value: &str) -> Result<String, PackFault> {
    whole(value, TOPIC_GRAPHEMES, TOPIC_BYTES).ok_or(PackFault::BadName)
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
