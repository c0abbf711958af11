//! The high scores as a record: TOML, with a version and a checksum. Anything may be in the file; what is read is bounded
//! and clean. Must not know when it is written.

use super::class::{Class, PackName, clean_title};
use super::day::Day;
use super::table::{Board, Place, Table};
use couchpad_core::identity::{FileStore, SecureStore, StoreError};
use couchpad_games::checksum::Checksum;
use serde::{Deserialize, Serialize};

/// The record's name in the receiver's place of the data folder.
pub const RECORD: &str = "scores.toml";
/// Largest file, in bytes: more than a full table of long names takes.
const BYTES: usize = 2 * 1024 * 1024;
/// The version of its layout.
const VERSION: u32 = 1;
/// Letters of an id that are kept.
const ID: usize = 32;

/// Why high scores are not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// The file cannot be read.
    #[error("the high scores cannot be read ({0})")]
    Unreadable(StoreError),
    /// It is not what was written.
    #[error("the high scores are damaged")]
    Damaged,
    /// Another version wrote it.
    #[error("the high scores are another version's")]
    OtherVersion,
}

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    #[serde(default)]
    board: Vec<BoardFile>,
}

#[derive(Serialize, Deserialize)]
struct BoardFile {
    game: String,
    league: String,
    players: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pack: Option<PackFile>,
    /// In days since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<u32>,
    #[serde(default)]
    place: Vec<PlaceFile>,
}

#[derive(Serialize, Deserialize)]
struct PackFile {
    title: String,
    /// In hexadecimal: TOML's numbers have a sign.
    sum: String,
}

#[derive(Serialize, Deserialize)]
struct PlaceFile {
    points: i64,
    names: Vec<String>,
    won: bool,
    when: u64,
}

/// As the file's text.
#[must_use]
pub(super) fn encode(table: &Table) -> Option<String> {
    let file = File {
        version: VERSION,
        board: table.boards().iter().map(BoardFile::of).collect(),
    };
    let body = toml::to_string(&file).ok()?;
    Some(format!("check = \"{:016x}\"\n{body}", sum(&body)))
}

/// From the file's bytes. Anything may be in them.
///
/// # Errors
/// [`Fault`]: none of it is used.
pub(super) fn decode(bytes: &[u8]) -> Result<Table, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Damaged)?;
    let (check, body) = text.split_once('\n').ok_or(Fault::Damaged)?;
    if check.trim_end() != format!("check = \"{:016x}\"", sum(body)) {
        return Err(Fault::Damaged);
    }
    #[derive(Deserialize)]
    struct Any {
        version: u32,
    }
    let any: Any = toml::from_str(body).map_err(|_| Fault::Damaged)?;
    if any.version != VERSION {
        return Err(Fault::OtherVersion);
    }
    let file: File = toml::from_str(body).map_err(|_| Fault::Damaged)?;
    let boards = file.board.into_iter().map(BoardFile::board);
    Ok(Table::of(
        boards.collect::<Option<Vec<_>>>().ok_or(Fault::Damaged)?,
    ))
}

/// Reads the high scores of a place; none are an empty table.
///
/// # Errors
/// [`Fault`].
pub(super) fn read(store: &FileStore) -> Result<Table, Fault> {
    let bytes = store.load_long(RECORD, BYTES).map_err(Fault::Unreadable)?;
    bytes.map_or_else(|| Ok(Table::default()), |bytes| decode(&bytes))
}

/// Reads them; what is of no use is set aside, and the second value says so.
#[must_use]
pub(super) fn read_or_set_aside(store: &FileStore) -> (Table, Option<String>) {
    let fault = match read(store) {
        Ok(table) => return (table, None),
        Err(fault) => fault,
    };
    let place = match store.set_aside(RECORD) {
        Ok(place) => format!("they are in {place}"),
        Err(error) => error.to_string(),
    };
    let note = format!("{fault}, so new ones begin; {place}");
    (Table::default(), Some(note))
}

/// Writes them.
///
/// # Errors
/// [`StoreError`]: those of before are still there.
pub(super) fn write(store: &FileStore, table: &Table) -> Result<(), StoreError> {
    match encode(table) {
        Some(text) => store.save(RECORD, text.as_bytes()),
        // every table can be written: its numbers and texts are all that TOML has to take
        None => Ok(()),
    }
}

fn sum(body: &str) -> u64 {
    let mut sum = Checksum::default();
    sum.bytes(body.as_bytes());
    sum.finish()
}

impl BoardFile {
    fn of(board: &Board) -> Self {
        let class = &board.class;
        let place = |place: &Place| PlaceFile {
            points: place.points,
            names: place.names.clone(),
            won: place.won,
            // later than any calendar's end, TOML has no number for it
            when: place.when.min(i64::MAX.unsigned_abs()),
        };
        Self {
            game: class.game.clone(),
            league: class.league.clone(),
            players: class.players,
            // a clock that goes further does not tell the day
            day: class.day.and_then(|Day(day)| u32::try_from(day).ok()),
            pack: class.pack.as_ref().map(|pack| PackFile {
                title: pack.title.clone(),
                sum: format!("{:016x}", pack.sum),
            }),
            place: board.places().iter().map(place).collect(),
        }
    }

    /// `None`: no receiver writes such a thing.
    fn board(self) -> Option<Board> {
        let pack = match self.pack {
            Some(pack) => Some(PackName {
                title: clean_title(&pack.title),
                sum: u64::from_str_radix(&pack.sum, 16).ok()?,
            }),
            None => None,
        };
        let is_id = |id: &str| id.len() <= ID && id.bytes().all(|b| b.is_ascii_graphic());
        if !is_id(&self.game) || !is_id(&self.league) {
            return None;
        }
        let class = Class {
            game: self.game,
            league: self.league,
            pack,
            day: self.day.map(|day| Day(day.into())),
            players: self.players.max(1),
        };
        let place =
            |place: PlaceFile| Place::new(place.points, &place.names, place.won, place.when);
        Some(Board::of(class, self.place.into_iter().map(place)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::{class, place};
    use super::super::table::{BOARDS, DAYS, NAMES, PLACES};
    use super::*;

    fn table() -> Table {
        let mut table = Table::default();
        let hard = Class {
            pack: Some(PackName::of("Hard \"nuts\"\n", "Level")),
            ..class(4)
        };
        table.enter(&class(2), place(500, "Ωρίων \\ \"x\""));
        table.enter(&class(2), place(700, "Ada"));
        table.enter(&class(2).of_day(Some(Day(20_779))), place(800, "Bo"));
        table.enter(
            &hard,
            Place::new(9, &["A".into(), "B".into()], true, u64::MAX >> 1),
        );
        table
    }

    #[test]
    fn reads_what_it_wrote() {
        let text = encode(&table()).unwrap();
        assert_eq!(decode(text.as_bytes()), Ok(table()));
        assert_eq!(
            decode(encode(&Table::default()).unwrap().as_bytes()),
            Ok(Table::default())
        );
    }

    #[test]
    fn whatever_changes_is_noticed() {
        let bytes = encode(&table()).unwrap().into_bytes();
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 0x21;
            assert!(decode(&other).is_err(), "byte {at}");
            assert!(decode(&bytes[..at]).is_err(), "length {at}");
        }
    }

    fn signed(body: &str) -> Vec<u8> {
        format!("check = \"{:016x}\"\n{body}", sum(body)).into_bytes()
    }

    #[test]
    fn junk_with_the_right_sum_is_damaged_or_harmless() {
        let text = encode(&table()).unwrap();
        let (_, body) = text.split_once('\n').unwrap();
        for at in 0..body.len() {
            for junk in ["9", "\"", "\u{7}", "-", "\n[["] {
                let mut body = body.to_owned();
                if body.is_char_boundary(at) {
                    body.insert_str(at, junk);
                    if let Ok(table) = decode(&signed(&body)) {
                        assert!(table.boards().len() <= BOARDS);
                    }
                }
            }
        }
        assert_eq!(
            decode(&signed("version = 2\nother = 3\n")),
            Err(Fault::OtherVersion)
        );
        let bad = "version = 1\n[[board]]\ngame = \"a b\"\nleague = \"\"\nplayers = 1\n";
        assert_eq!(decode(&signed(bad)), Err(Fault::Damaged));
    }

    #[test]
    fn more_than_there_is_room_for_is_cut() {
        let place =
            "[[board.place]]\npoints = 5\nnames = [\"a\"]\nwon = true\nwhen = 1\n".repeat(50);
        let board = |n| format!("[[board]]\ngame = \"g{n}\"\nleague = \"\"\nplayers = 0\n{place}");
        let boards: String = (0..100).map(board).collect();
        let table = decode(&signed(&format!("version = 1\n{boards}"))).unwrap();
        assert_eq!(table.boards().len(), BOARDS);
        assert!(
            table
                .boards()
                .iter()
                .all(|board| board.places().len() == PLACES)
        );
    }

    #[test]
    fn a_full_table_of_the_longest_names_fits_the_file() {
        let long = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}".repeat(24);
        let names = vec![long; NAMES];
        let mut table = Table::default();
        for players in 1..=u16::try_from(BOARDS).unwrap() {
            for points in 1..=10 {
                table.enter(&class(players), Place::new(points, &names, true, 1 << 40));
                let of_day = class(players).of_day(Some(Day(players.into())));
                table.enter(&of_day, Place::new(points, &names, true, 1 << 40));
            }
        }
        assert_eq!(table.boards().len(), BOARDS + DAYS);
        let text = encode(&table).unwrap();
        assert!(text.len() < BYTES, "{}", text.len());
        assert_eq!(decode(text.as_bytes()), Ok(table));
    }

    #[test]
    fn damage_is_set_aside_and_told_and_new_ones_begin() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(folder.path()).unwrap();
        assert_eq!(read_or_set_aside(&store), (Table::default(), None));
        write(&store, &table()).unwrap();
        assert_eq!(read_or_set_aside(&store), (table(), None));
        std::fs::write(folder.path().join(RECORD), "junk").unwrap();
        let (table, note) = read_or_set_aside(&store);
        let note = note.unwrap();
        assert!(
            table.boards().is_empty() && note.contains("scores.toml.corrupt-1"),
            "{note}"
        );
        assert_eq!(read_or_set_aside(&store).1, None, "once");
    }
}
