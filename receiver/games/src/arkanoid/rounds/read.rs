//! Reading levels line by line. Anything may be in the text; nothing of it is believed before all of it is read.

use super::pack::{HEADER, PACK_ROUNDS, Pack, PackError, PackFault};
use super::{Level, breakable};
use crate::arkanoid::state::{BRICK_COLOURS, Brick, COLUMNS, Grid, Title};
use couchpad_protocol::clean_name;

/// How the header of every version begins.
const FAMILY: &str = "couchpad-levels ";

/// What was read so far.
#[derive(Default)]
pub(super) struct Reader {
    line: usize,
    has_header: bool,
    name: Option<String>,
    author: Option<String>,
    levels: Vec<Level>,
    round: Option<Draft>,
}

/// A round that is being read.
struct Draft {
    line: usize,
    name: String,
    author: Option<String>,
    boss: Option<bool>,
    bricks: Grid,
    rows: usize,
}

impl Reader {
    pub(super) fn read_all(mut self, text: &str) -> Result<Pack, PackError> {
        // some editors begin a file with a mark that nobody sees
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for line in text.lines() {
            self.line += 1;
            self.read(line.trim()).map_err(|fault| self.fail(fault))?;
        }
        self.finish()
    }

    const fn fail(&self, fault: PackFault) -> PackError {
        let line = self.line;
        PackError { line, fault }
    }

    fn read(&mut self, line: &str) -> Result<(), PackFault> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if !self.has_header {
            self.has_header = true;
            return match line {
                HEADER => Ok(()),
                other if other.starts_with(FAMILY) => Err(PackFault::OtherVersion),
                _ => Err(PackFault::NoHeader),
            };
        }
        match line.split_once(':') {
            Some((key, value)) => self.read_key(key.trim(), value.trim()),
            None => self.read_row(line),
        }
    }

    fn read_key(&mut self, key: &str, value: &str) -> Result<(), PackFault> {
        let unknown = || Err(PackFault::UnknownKey(clean_name(key)));
        if key == "round" {
            return self.begin_round(value);
        }
        let Some(round) = &mut self.round else {
            return match key {
                "name" => say_once(&mut self.name, "name", name(value)?),
                "author" => say_once(&mut self.author, "author", name(value)?),
                _ => unknown(),
            };
        };
        match key {
            "author" if round.rows == 0 => say_once(&mut round.author, "author", name(value)?),
            "boss" if round.rows == 0 => {
                let boss = match value {
                    "yes" => true,
                    "no" => false,
                    _ => return Err(PackFault::BadBoss),
                };
                say_once(&mut round.boss, "boss", boss)
            }
            _ => unknown(),
        }
    }

    fn begin_round(&mut self, value: &str) -> Result<(), PackFault> {
        if self.name.is_none() {
            return Err(PackFault::NoName);
        }
        let name = name(value)?;
        self.end_round()?;
        if self.levels.len() >= PACK_ROUNDS {
            return Err(PackFault::TooManyRounds);
        }
        self.round = Some(Draft {
            line: self.line,
            name,
            author: None,
            boss: None,
            bricks: Grid::default(),
            rows: 0,
        });
        Ok(())
    }

    fn read_row(&mut self, line: &str) -> Result<(), PackFault> {
        let round = self.round.as_mut().ok_or(PackFault::RowOutside)?;
        let row = round.bricks.get_mut(round.rows);
        let row = row.ok_or(PackFault::TooManyRows)?;
        let count = line.chars().count();
        if count != COLUMNS {
            return Err(PackFault::RowLength(count));
        }
        for (place, sign) in row.iter_mut().zip(line.chars()) {
            *place = brick(sign).ok_or(PackFault::UnknownSign(sign))?;
        }
        round.rows += 1;
        Ok(())
    }

    /// Keeps the round that is being read, if there is one.
    fn end_round(&mut self) -> Result<(), PackFault> {
        let Some(round) = self.round.take() else {
            return Ok(());
        };
        let boss = round.boss.unwrap_or(false);
        if breakable(&round.bricks) == 0 && !boss {
            self.line = round.line;
            return Err(PackFault::NothingToBreak(round.name));
        }
        let author = round.author.or_else(|| self.author.clone());
        self.levels.push(Level {
            title: Title {
                name: round.name,
                author: author.unwrap_or_default(),
            },
            bricks: round.bricks,
            boss,
        });
        Ok(())
    }

    fn finish(mut self) -> Result<Pack, PackError> {
        self.end_round().map_err(|f| self.fail(f))?;
        let fault = match (self.has_header, self.levels.is_empty()) {
            (false, _) => Some(PackFault::NoHeader),
            (true, true) => Some(PackFault::NoRounds),
            (true, false) => None,
        };
        self.line = self.line.max(1);
        if let Some(fault) = fault {
            return Err(self.fail(fault));
        }
        Ok(Pack {
            title: Title {
                name: self.name.unwrap_or_default(),
                author: self.author.unwrap_or_default(),
            },
            levels: self.levels,
        })
    }
}

fn say_once<T>(place: &mut Option<T>, key: &'static str, value: T) -> Result<(), PackFault> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(PackFault::Twice(key)),
    }
}

fn name(value: &str) -> Result<String, PackFault> {
    let name = clean_name(value);
    if name == value {
        Ok(name)
    } else {
        Err(PackFault::BadName)
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
    use super::super::pack::PACK_BYTES;
    use super::*;
    use crate::arkanoid::state::{BrickKind, ROWS};
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
        assert_eq!(fault(""), (1, PackFault::NoHeader));
        assert_eq!(fault("\n\nBreakout"), (3, PackFault::NoHeader));
        assert_eq!(fault("couchpad-levels 2"), (1, PackFault::OtherVersion));
        assert_eq!(fault(HEADER), (1, PackFault::NoRounds));
        let head = "couchpad-levels 1\nname: N\n";
        assert_eq!(
            fault(&format!("{head}55555555555555")),
            (3, PackFault::RowOutside)
        );
        assert_eq!(fault("couchpad-levels 1\nround: R"), (2, PackFault::NoName));
        assert_eq!(
            fault(&format!("{head}name: M")),
            (3, PackFault::Twice("name"))
        );
        assert_eq!(
            fault(&format!("{head}boss: yes")),
            (3, PackFault::UnknownKey("boss".into()))
        );
        assert_eq!(with("boss: no"), (13, PackFault::Twice("boss")));
        assert_eq!(with("round:"), (13, PackFault::BadName));
        assert_eq!(with("round: a\u{1b}[2J"), (13, PackFault::BadName));
        assert_eq!(with("round: a  b"), (13, PackFault::BadName));
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
        assert_eq!(fault(&rounds(PACK_ROUNDS + 1)).1, PackFault::TooManyRounds);
        let note = format!("{GOOD}#{}", "x".repeat(PACK_BYTES));
        assert_eq!(fault(&note), (13, PackFault::TooLong));
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
