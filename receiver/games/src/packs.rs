//! Texts that players write for a game, like levels and questions: how every one of them begins, how it is read line by line,
//! and how all its mistakes are told. What is in one, its game knows alone.
//!
//! A text is a head (a line with the format and its version, a name, an author) and then units: rounds, questions. A reader
//! says with `Body` what a unit is. Anything may be in the text; nothing of it is used before all of it is read.

use couchpad_protocol::clean_name;

/// Mistakes that are told of one text at most: whoever mends those sees the next.
pub const MOST_FAULTS: usize = 20;

/// A kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// How it begins; the number at the end is the version of the format.
    pub header: &'static str,
    /// What such a text is called, in the plural: "levels".
    pub name: &'static str,
    /// The word before the colon with which a unit begins: "round".
    pub unit: &'static str,
    /// A line with which a unit begins.
    pub example: &'static str,
    /// Most units.
    pub units: usize,
    /// Longest text, in bytes.
    pub bytes: usize,
}

impl Kind {
    /// How the header of every version begins.
    fn family(&self) -> &'static str {
        self.header.trim_end_matches(|sign: char| sign != ' ')
    }
}

/// What a text is called and who wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackTitle {
    /// Its name.
    pub name: String,
    /// Empty if that is not said.
    pub author: String,
}

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct PackError<Fault> {
    /// Counted from 1.
    pub line: usize,
    /// Why it is refused.
    pub fault: Fault,
}

/// What can be wrong with every kind of text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeadFault {
    /// More than [`Kind::bytes`].
    #[error("the {} are larger than {} KiB; make two files of them", .0.name, .0.bytes / 1024)]
    TooLong(Kind),
    /// More than [`Kind::units`].
    #[error("there are more than {} {}s; make two files of them", .0.units, .0.unit)]
    TooMany(Kind),
    /// It is something else.
    #[error("a file of {} begins with the line `{}`", .0.name, .0.header)]
    NoHeader(Kind),
    /// A later version wrote it.
    #[error("these {} are written for another version of Couchpad; this one reads `{}`", .0.name, .0.header)]
    OtherVersion(Kind),
    /// There is no name before the first unit.
    #[error(
        "the {} have no name; write a line like `name: My {}` before the first {}",
        .0.name, .0.name, .0.unit
    )]
    NoName(Kind),
    /// Nothing follows the head.
    #[error("there is no {} in it; one begins with a line like `{}`", .0.unit, .0.example)]
    Nothing(Kind),
    /// A name that is no name.
    #[error("a name has 1 to 24 signs that can be shown, and single spaces")]
    BadName,
    /// The same said twice.
    #[error("`{0}:` stands here twice")]
    Twice(&'static str),
}

/// What comes after the head. A reader asks it for one line after the other; of a unit in which a line was wrong it does not
/// hear what else is: that follows from it.
pub(crate) trait Body: Default {
    /// Which kind of text it is.
    const KIND: Kind;
    /// A round, a question.
    type Unit;
    /// What can be wrong with a line.
    type Fault: From<HeadFault>;

    /// A unit begins, with this after the colon. It has begun also where that is wrong.
    fn begin(&mut self, value: &str) -> Result<(), Self::Fault>;
    /// A line that begins no unit: empty lines and notes are none.
    fn line(&mut self, line: &str) -> Result<(), Self::Fault>;
    /// The unit that has begun is complete.
    fn end(&mut self) -> Result<Self::Unit, Self::Fault>;
}

/// A text as it was read.
pub(crate) type Read<B> = (PackTitle, Vec<<B as Body>::Unit>);

/// Reads a text; otherwise all that is wrong with it, by line, up to [`MOST_FAULTS`].
pub(crate) fn read<B: Body>(text: &str) -> Result<Read<B>, Vec<PackError<B::Fault>>> {
    let mut reader = Reader::<B>::default();
    // some editors begin a file with a mark that nobody sees
    let lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines();
    if text.len() > B::KIND.bytes {
        reader.line = lines.count().max(1);
        reader.tell(HeadFault::TooLong(B::KIND));
        return Err(reader.errors);
    }
    for line in lines {
        reader.line += 1;
        if !reader.read(line.trim()) || reader.errors.len() >= MOST_FAULTS {
            reader.errors.truncate(MOST_FAULTS);
            return Err(reader.errors);
        }
    }
    reader.finish()
}

/// What is wrong with a text, a sentence each; where there may be more than is told, the last one says so.
pub(crate) fn told<Fault: std::fmt::Display>(errors: &[PackError<Fault>]) -> Vec<String> {
    let mut told: Vec<_> = errors
        .iter()
        .map(|error| format!("line {}: {}", error.line, error.fault))
        .collect();
    if told.len() >= MOST_FAULTS {
        told.push("there may be more; mend these first".into());
    }
    told
}

/// The error that comes first.
pub(crate) fn first<T, Fault: From<HeadFault>>(
    read: Result<T, Vec<PackError<Fault>>>,
    kind: Kind,
) -> Result<T, PackError<Fault>> {
    read.map_err(|errors| {
        let nothing = || PackError {
            line: 1,
            fault: HeadFault::Nothing(kind).into(),
        };
        errors.into_iter().next().unwrap_or_else(nothing)
    })
}

/// Keeps what a line says, if none before it has said it.
pub(crate) fn say_once<T>(
    place: &mut Option<T>,
    key: &'static str,
    value: T,
) -> Result<(), HeadFault> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(HeadFault::Twice(key)),
    }
}

/// A name as it is written; one that would have to be cut or cleaned is refused.
pub(crate) fn name(value: &str) -> Result<String, HeadFault> {
    let name = clean_name(value);
    if name == value {
        Ok(name)
    } else {
        Err(HeadFault::BadName)
    }
}

struct Reader<B: Body> {
    line: usize,
    has_header: bool,
    name: Option<String>,
    author: Option<String>,
    /// The line where the present unit began.
    began: Option<usize>,
    /// Whether a line of the present unit was wrong.
    is_spoilt: bool,
    body: B,
    units: Vec<B::Unit>,
    errors: Vec<PackError<B::Fault>>,
}

impl<B: Body> Default for Reader<B> {
    fn default() -> Self {
        Self {
            line: 0,
            has_header: false,
            name: None,
            author: None,
            began: None,
            is_spoilt: false,
            body: B::default(),
            units: Vec::new(),
            errors: Vec::new(),
        }
    }
}

impl<B: Body> Reader<B> {
    fn tell(&mut self, fault: impl Into<B::Fault>) {
        let (line, fault) = (self.line, fault.into());
        self.errors.push(PackError { line, fault });
        self.is_spoilt = true;
    }

    /// Takes a line; `false`: nothing that follows could be understood.
    fn read(&mut self, line: &str) -> bool {
        if line.is_empty() || line.starts_with('#') {
            return true;
        }
        if !self.has_header {
            return self.read_header(line);
        }
        let pair = line
            .split_once(':')
            .map(|(key, value)| (key.trim(), value.trim()));
        match pair {
            Some((key, value)) if key == B::KIND.unit => return self.begin(value),
            Some(("name", value)) if self.began.is_none() => {
                let said = name(value).and_then(|name| say_once(&mut self.name, "name", name));
                // what is no name is named all the same
                self.name.get_or_insert_default();
                self.take(said.map_err(Into::into));
            }
            Some(("author", value)) if self.began.is_none() => {
                let said = name(value).and_then(|name| say_once(&mut self.author, "author", name));
                self.take(said.map_err(Into::into));
            }
            _ => {
                let read = self.body.line(line);
                self.take(read);
            }
        }
        true
    }

    fn read_header(&mut self, line: &str) -> bool {
        self.has_header = line == B::KIND.header;
        if !self.has_header {
            let is_other = line.starts_with(B::KIND.family());
            self.tell(if is_other {
                HeadFault::OtherVersion(B::KIND)
            } else {
                HeadFault::NoHeader(B::KIND)
            });
        }
        self.has_header
    }

    fn take(&mut self, read: Result<(), B::Fault>) {
        if let Err(fault) = read {
            self.tell(fault);
        }
    }

    fn begin(&mut self, value: &str) -> bool {
        self.end_unit();
        if self.units.len() >= B::KIND.units {
            self.tell(HeadFault::TooMany(B::KIND));
            return false;
        }
        if self.began.is_none() && self.name.is_none() {
            self.tell(HeadFault::NoName(B::KIND));
        }
        self.began = Some(self.line);
        self.is_spoilt = false;
        let begun = self.body.begin(value);
        self.take(begun);
        true
    }

    /// What is missing in a unit is told with the line where it begins.
    fn end_unit(&mut self) {
        let Some(line) = self.began else {
            return;
        };
        match self.body.end() {
            Ok(unit) => self.units.push(unit),
            Err(fault) if !self.is_spoilt => self.errors.push(PackError { line, fault }),
            Err(_) => {}
        }
    }

    fn finish(mut self) -> Result<Read<B>, Vec<PackError<B::Fault>>> {
        self.end_unit();
        self.line = self.line.max(1);
        if !self.has_header {
            self.tell(HeadFault::NoHeader(B::KIND));
        } else if self.began.is_none() {
            self.tell(HeadFault::Nothing(B::KIND));
        }
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        let title = PackTitle {
            name: self.name.unwrap_or_default(),
            author: self.author.unwrap_or_default(),
        };
        Ok((title, self.units))
    }
}

#[cfg(test)]
mod tests;
