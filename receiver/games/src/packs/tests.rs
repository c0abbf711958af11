//! Reading a text of a kind that only these tests know.

use super::*;

/// Words, each with a number.
#[derive(Default)]
struct Words(Option<(String, Option<u32>)>);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Head(#[from] HeadFault),
    #[error("no number")]
    NoNumber,
    #[error("outside")]
    Outside,
}

const KIND: Kind = Kind {
    header: "couchpad-words 1",
    name: "words",
    unit: "word",
    example: "word: sun",
    units: 30,
    bytes: 1_000,
};

impl Body for Words {
    const KIND: Kind = KIND;
    type Unit = (String, u32);
    type Fault = Fault;

    fn begin(&mut self, value: &str) -> Result<(), Fault> {
        self.0 = Some((value.to_owned(), None));
        if value.is_empty() {
            return Err(HeadFault::BadName.into());
        }
        Ok(())
    }
    fn line(&mut self, line: &str) -> Result<(), Fault> {
        let (_, number) = self.0.as_mut().ok_or(Fault::Outside)?;
        let read = line.parse().map_err(|_| Fault::NoNumber)?;
        Ok(say_once(number, "number", read)?)
    }
    fn end(&mut self) -> Result<(String, u32), Fault> {
        let (word, number) = self.0.take().ok_or(Fault::Outside)?;
        Ok((word, number.ok_or(Fault::NoNumber)?))
    }
}

fn words(text: &str) -> Result<Read<Words>, Vec<PackError<Fault>>> {
    read::<Words>(text)
}

fn faults(text: &str) -> Vec<(usize, Fault)> {
    let errors = words(text).unwrap_err().into_iter();
    errors.map(|error| (error.line, error.fault)).collect()
}

#[test]
fn a_head_and_units_are_read() {
    let text =
        "\u{feff}# note\n\ncouchpad-words 1\nname: Mine\nauthor: Ada\nword: a\n 1 \nword: b\n2";
    let (title, units) = words(text).unwrap();
    assert_eq!((&title.name[..], &title.author[..]), ("Mine", "Ada"));
    assert_eq!(units, [("a".into(), 1), ("b".into(), 2)]);
}

#[test]
fn every_mistake_is_told_and_nothing_that_follows_from_one() {
    let text = "couchpad-words 1\n7\nauthor: \nword: a\nx\nword:\nword: c\nword: d\n1\n2\n";
    assert_eq!(
        faults(text),
        [
            (2, Fault::Outside),
            (3, HeadFault::BadName.into()),
            (4, HeadFault::NoName(KIND).into()),
            (5, Fault::NoNumber),
            (6, HeadFault::BadName.into()),
            (7, Fault::NoNumber),
            (10, HeadFault::Twice("number").into()),
        ]
    );
}

#[test]
fn something_else_is_no_list_of_mistakes() {
    assert_eq!(
        faults("hello\nyou"),
        [(1, HeadFault::NoHeader(KIND).into())]
    );
    assert_eq!(faults(""), [(1, HeadFault::NoHeader(KIND).into())]);
    let other = [(1, HeadFault::OtherVersion(KIND).into())];
    assert_eq!(faults("couchpad-words 12\nx"), other);
    let head = "couchpad-words 1\nname: N\n";
    assert_eq!(faults(head), [(2, HeadFault::Nothing(KIND).into())]);
    let long = format!("{head}{}", "#".repeat(1_000));
    assert_eq!(faults(&long), [(3, HeadFault::TooLong(KIND).into())]);
}

#[test]
fn no_more_is_told_than_a_person_reads() {
    let head = "couchpad-words 1\nname: N\n";
    let errors = words(&format!("{head}{}", "x\n".repeat(200))).unwrap_err();
    assert_eq!(errors.len(), MOST_FAULTS);
    assert_eq!(told(&errors).len(), MOST_FAULTS + 1);
    let many = format!("{head}{}", "word: a\n1\n".repeat(31));
    assert_eq!(faults(&many), [(63, HeadFault::TooMany(KIND).into())]);
}

#[test]
fn a_mistake_is_told_in_words() {
    let errors = words("couchpad-words 1\nword: a\n1\n").unwrap_err();
    assert_eq!(
        told(&errors),
        [
            "line 2: the words have no name; write a line like `name: My words` before the first word"
        ]
    );
}
