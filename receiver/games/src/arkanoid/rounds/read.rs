//! Reading levels line by line. Anything may be in the text; nothing of it is believed before all of it is read.

use super::breakable;
use super::pack::{KIND, PackFault};
use crate::arkanoid::state::{BRICK_COLOURS, Brick, COLUMNS, Grid};
use crate::packs::{self, Body, Kind, say_once};
use couchpad_protocol::clean_name;

/// What comes after the head of a text of levels.
#[derive(Default)]
pub(super) struct Rounds {
    round: Option<Draft>,
}

/// A round as it is written.
pub(super) struct Round {
    pub(super) name: String,
    pub(super) author: Option<String>,
    pub(super) boss: bool,
    pub(super) bricks: Grid,
}

/// A round that is being read.
#[derive(Default)]
struct Draft {
    name: String,
    author: Option<String>,
    boss: Option<bool>,
    bricks: Grid,
    rows: usize,
}

impl Body for Rounds {
    const KIND: Kind = KIND;
    type Unit = Round;
    type Fault = PackFault;

    fn begin(&mut self, value: &str) -> Result<(), PackFault> {
        let round = self.round.insert(Draft::default());
        round.name = packs::name(value)?;
        Ok(())
    }

    fn line(&mut self, line: &str) -> Result<(), PackFault> {
        match line.split_once(':') {
            Some((key, value)) => self.key(key.trim(), value.trim()),
            None => {
                let round = self.round.as_mut().ok_or(PackFault::RowOutside)?;
                round.read_row(line)
            }
        }
    }

    fn end(&mut self) -> Result<Round, PackFault> {
        let round = self.round.take().ok_or(PackFault::RowOutside)?;
        let boss = round.boss.unwrap_or(false);
        if breakable(&round.bricks) == 0 && !boss {
            return Err(PackFault::NothingToBreak(round.name));
        }
        Ok(Round {
            name: round.name,
            author: round.author,
            boss,
            bricks: round.bricks,
        })
    }
}

impl Rounds {
    fn key(&mut self, key: &str, value: &str) -> Result<(), PackFault> {
        match (key, &mut self.round) {
            ("author", Some(round)) if round.rows == 0 => {
                let name = packs::name(value)?;
                Ok(say_once(&mut round.author, "author", name)?)
            }
            ("boss", Some(round)) if round.rows == 0 => {
                let boss = match value {
                    "yes" => true,
                    "no" => false,
                    _ => return Err(PackFault::BadBoss),
                };
                Ok(say_once(&mut round.boss, "boss", boss)?)
            }
            _ => Err(PackFault::UnknownKey(clean_name(key))),
        }
    }
}

impl Draft {
    fn read_row(&mut self, line: &str) -> Result<(), PackFault> {
        let at = self.rows;
        self.rows += 1;
        let Some(row) = self.bricks.get_mut(at) else {
            // told once, however many there are
            let is_first = at == self.bricks.len();
            return if is_first {
                Err(PackFault::TooManyRows)
            } else {
                Ok(())
            };
        };
        let count = line.chars().count();
        if count != COLUMNS {
            return Err(PackFault::RowLength(count));
        }
        for (place, sign) in row.iter_mut().zip(line.chars()) {
            *place = brick(sign).ok_or(PackFault::UnknownSign(sign))?;
        }
        Ok(())
    }
}

/// The brick that a sign means; `None` if it means nothing. Silver has no hits yet: the round tells how many.
fn brick(sign: char) -> Option<Option<Brick>> {
    match sign {
        '.' => Some(None),
        'S' => Some(Some(super::silver())),
        'G' => Some(Some(super::gold())),
        _ => {
            let colour = u8::try_from(sign.to_digit(10)?).ok()?;
            (colour < BRICK_COLOURS).then(|| Some(super::plain(colour)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pack::{HEADER, PACK_BYTES, PACK_ROUNDS, Pack};
    use super::*;
    use crate::arkanoid::state::{BrickKind, ROWS};
    use crate::packs::HeadFault;
    use proptest::prelude::*;

    const GOOD: &str = "\u{feff}# a note\r\n\ncouchpad-levels 1\nname:  Mine \nauthor: Ada\n\nround: One\n0123\
4567.SG...\n\nround: Two\nauthor: Bo\nboss: yes\n";

    fn fault(text: &str) -> (usize, PackFault) {
        let error = Pack::parse(text).unwrap_err();
        (error.line, error.fault)
    }

    /// A good pack with a line more.
    fn with(line: &str) -> (usize, PackFault) {
        fault(&format!("{GOOD}{line}\n"))
    }

    #[test]
    fn reads_names_authors_notes_bosses_and_bricks() {
        let pack = Pack::parse(GOOD).unwrap();
        assert_eq!(pack.title().name, "Mine");
        let [one, two] = pack.levels() else {
            panic!("{pack:?}");
        };
        assert_eq!((one.title.author.as_str(), one.boss), ("Ada", false));
        assert_eq!((two.title.author.as_str(), two.boss), ("Bo", true));
        let kinds = one.bricks[0].map(|place| place.map(|b| (b.kind, b.colour)));
        assert_eq!(kinds[7], Some((BrickKind::Plain, 7)));
        assert_eq!(&kinds[8..10], [None, Some((BrickKind::Silver, 0))]);
        assert_eq!(kinds[10], Some((BrickKind::Gold, 0)));
        assert!(one.bricks[1..].iter().flatten().all(Option::is_none));
    }

    #[test]
    fn says_which_line_is_wrong_and_why() {
        assert_eq!(fault(""), (1, HeadFault::NoHeader(KIND).into()));
        assert_eq!(fault("\n\nBreakout"), (3, HeadFault::NoHeader(KIND).into()));
        assert_eq!(
            fault("couchpad-levels 2"),
            (1, HeadFault::OtherVersion(KIND).into())
        );
        assert_eq!(fault(HEADER), (1, HeadFault::Nothing(KIND).into()));
        let head = "couchpad-levels 1\nname: N\n";
        assert_eq!(
            fault(&format!("{head}55555555555555")),
            (3, PackFault::RowOutside)
        );
        assert_eq!(
            fault("couchpad-levels 1\nround: R"),
            (2, HeadFault::NoName(KIND).into())
        );
        assert_eq!(
            fault(&format!("{head}name: M")),
            (3, HeadFault::Twice("name").into())
        );
        assert_eq!(
            fault(&format!("{head}boss: yes")),
            (3, PackFault::UnknownKey("boss".into()))
        );
        assert_eq!(with("boss: no"), (13, HeadFault::Twice("boss").into()));
        assert_eq!(with("round:"), (13, HeadFault::BadName.into()));
        assert_eq!(with("round: a\u{1b}[2J"), (13, HeadFault::BadName.into()));
        assert_eq!(with("round: a  b"), (13, HeadFault::BadName.into()));
        assert_eq!(
            with("lives: 3"),
            (13, PackFault::UnknownKey("lives".into()))
        );
        assert_eq!(with("...."), (13, PackFault::RowLength(4)));
        assert_eq!(with(".............8"), (13, PackFault::UnknownSign('8')));
        assert_eq!(
            with(".............\u{e9}"),
            (13, PackFault::UnknownSign('\u{e9}'))
        );
        let rows = "..............\n".repeat(ROWS);
        assert_eq!(
            with(&format!("{rows}..............")),
            (13 + ROWS, PackFault::TooManyRows)
        );
        assert_eq!(with("round: T\nboss: maybe"), (14, PackFault::BadBoss));
    }

    #[test]
    fn a_round_that_is_over_before_it_begins_is_refused_where_it_begins() {
        let dull = with("round: Dull\n\n.....GG.......");
        assert_eq!(dull, (13, PackFault::NothingToBreak("Dull".into())));
        let last = with("round: Dull\n\nround: Next\n5.............");
        assert_eq!(last, (13, PackFault::NothingToBreak("Dull".into())));
    }

    #[test]
    fn no_more_than_so_many_rounds_and_bytes() {
        let rounds = |count: usize| {
            let round = "round: R\n3.............\n";
            format!("couchpad-levels 1\nname: N\n{}", round.repeat(count))
        };
        let most = Pack::parse(&rounds(PACK_ROUNDS)).unwrap();
        assert_eq!(most.levels().len(), PACK_ROUNDS);
        assert_eq!(
            fault(&rounds(PACK_ROUNDS + 1)).1,
            HeadFault::TooMany(KIND).into()
        );
        let note = format!("{GOOD}#{}", "x".repeat(PACK_BYTES));
        assert_eq!(fault(&note), (13, HeadFault::TooLong(KIND).into()));
    }

    /// Lines that are nearly right.
    fn any_line() -> impl Strategy<Value = String> {
        prop_oneof![
            Just(HEADER.to_owned()),
            "(name|author|round|boss|#|): ?(yes|no|[a-z ]{0,30})",
            "[.0-9SG]{14}",
            "[.0-7SGx]{12,15}",
            any::<String>(),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn whatever_is_read_is_sound_or_refused_at_a_line_that_is_there(
            lines in prop::collection::vec(any_line(), 0..60),
            headed: bool,
        ) {
            let head = if headed { "couchpad-levels 1\nname: N\n" } else { "" };
            let text = format!("{head}{}", lines.join("\n"));
            match Pack::parse(&text) {
                Ok(pack) => {
                    prop_assert!((1..=PACK_ROUNDS).contains(&pack.levels().len()));
                    prop_assert_eq!(Pack::parse(&pack.print()), Ok(pack));
                }
                Err(error) => prop_assert!((1..=text.lines().count().max(1)).contains(&error.line)),
            }
        }
    }
}
