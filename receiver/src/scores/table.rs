//! High scores: which games are compared with each other, and who stands where. Pure: no file, no clock, no screen.

use super::day::Day;
use couchpad_core::protocol::clean_name;
use couchpad_games::checksum::Checksum;
use couchpad_games::game::{Manifest, Setup};

/// Places of a board.
pub const PLACES: usize = 10;
/// Boards that are kept; of more, the one that has had nothing new for longest goes.
pub(super) const BOARDS: usize = 64;
/// Boards of a day's draw that are kept besides, by the same rule: nobody can play an old day's any more.
pub(super) const DAYS: usize = 16;
/// Names of a place; of a crowd, those of the best.
pub(super) const NAMES: usize = 8;
/// Letters of a pack's title that are kept.
const TITLE: usize = 48;

/// Which games are compared with each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Class {
    /// The game's id.
    pub game: String,
    /// The way that it was played: [`League::id`](couchpad_games::game::League::id).
    pub league: String,
    /// What it was played with instead of its own.
    pub pack: Option<PackName>,
    /// The day whose draw it was, the same all over the world.
    pub day: Option<Day>,
    /// The most players that sat at once.
    pub players: u16,
}

/// Tells one pack from another: by what is in it, and not by what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PackName {
    /// What it is called.
    pub title: String,
    /// The checksum of its text.
    pub sum: u64,
}

/// What somebody made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// How many points, more than none.
    pub points: i64,
    /// Who; clean, the best first.
    pub names: Vec<String>,
    /// Whether the players won.
    pub won: bool,
    /// When, in unix seconds.
    pub when: u64,
}

/// The high scores of one class of games, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// Whose they are.
    pub class: Class,
    places: Vec<Place>,
}

/// All high scores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    boards: Vec<Board>,
}

impl Class {
    /// The class of a game that began like this and had so many players.
    #[must_use]
    pub fn of(manifest: &Manifest, league: &str, setup: &Setup, players: usize) -> Self {
        Self {
            game: manifest.id.to_owned(),
            league: league.to_owned(),
            pack: setup.pack.as_deref().and_then(|text| {
                let info = (manifest.packs?.check)(text).ok()?;
                Some(PackName::of(&info.title, text))
            }),
            day: None,
            players: u16::try_from(players).unwrap_or(u16::MAX).max(1),
        }
    }

    /// The same games of that day's draw alone.
    #[must_use]
    pub fn of_day(self, day: Option<Day>) -> Self {
        Self { day, ..self }
    }

    /// What these games are called, for people: "Arkanoid, Co-op, 4 players".
    #[must_use]
    pub fn words(&self) -> String {
        let manifest = couchpad_games::find(&self.game).map(|entry| entry.manifest);
        let title = manifest.map_or(self.game.as_str(), |manifest| manifest.title);
        [title.to_owned(), self.way()].join(", ")
    }

    /// The same without the game's name: "Co-op, 4 players".
    #[must_use]
    pub fn way(&self) -> String {
        let manifest = couchpad_games::find(&self.game).map(|entry| entry.manifest);
        let values = manifest.into_iter().flat_map(|m| m.options);
        let mut values = values.flat_map(|option| option.values);
        let league = values.find(|value| value.id == self.league);
        let league = league.map_or(self.league.as_str(), |value| value.title);
        let players = match self.players {
            1 => "1 player".to_owned(),
            n => format!("{n} players"),
        };
        let pack = self.pack.as_ref().map(|pack| pack.title.clone());
        let day = self.day.map(|day| format!("draw of {day}"));
        let parts = [pack, Some(league.to_owned()), day, Some(players)];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }
}

impl PackName {
    /// The name of a pack with this title and text.
    #[must_use]
    pub fn of(title: &str, text: &str) -> Self {
        let mut sum = Checksum::default();
        sum.bytes(text.as_bytes());
        Self {
            title: clean_title(title),
            sum: sum.finish(),
        }
    }
}

/// Titles come from anywhere, and stand on one line.
pub(super) fn clean_title(title: &str) -> String {
    let short: String = title.chars().take(TITLE).collect();
    clean_name(&short)
}

impl Place {
    /// Cleans what anybody may have written.
    #[must_use]
    pub fn new(points: i64, names: &[String], won: bool, when: u64) -> Self {
        let names = names.iter().take(NAMES);
        Self {
            points,
            names: names.map(|name| clean_name(name)).collect(),
            won,
            when,
        }
    }
}

impl Board {
    /// A board with these places, whatever their order and number.
    pub(super) fn of(class: Class, places: impl IntoIterator<Item = Place>) -> Self {
        let mut board = Self {
            class,
            places: Vec::new(),
        };
        for place in places {
            board.enter(place);
        }
        board
    }

    /// Best first.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Where so many points stand, counted from 1. Equal points share a place, and the next one is skipped.
    #[must_use]
    pub fn rank(&self, points: i64) -> usize {
        let better = self.places.iter().filter(|place| place.points > points);
        1 + better.count()
    }

    /// Puts a result where it belongs: below those of before that are as good. `false`: it is not among the best.
    fn enter(&mut self, place: Place) -> bool {
        if place.points <= 0 {
            return false;
        }
        let at = self
            .places
            .partition_point(|old| old.points >= place.points);
        if at >= PLACES {
            return false;
        }
        self.places.insert(at, place);
        self.places.truncate(PLACES);
        true
    }

    fn newest(&self) -> u64 {
        self.places
            .iter()
            .map(|place| place.when)
            .max()
            .unwrap_or(0)
    }
}

impl Table {
    /// A table of these boards; of two for the same games, the places of both.
    pub(super) fn of(boards: impl IntoIterator<Item = Board>) -> Self {
        let mut table = Self::default();
        for board in boards {
            for place in board.places {
                table.enter(&board.class, place);
            }
        }
        table
    }

    /// All boards, in the order in which they came to be.
    #[must_use]
    pub fn boards(&self) -> &[Board] {
        &self.boards
    }

    /// The board of a class of games.
    #[must_use]
    pub fn board(&self, class: &Class) -> Option<&Board> {
        self.boards.iter().find(|board| board.class == *class)
    }

    /// Puts a result where it belongs. Tells its place, counted from 1, if it is among the best.
    pub fn enter(&mut self, class: &Class, place: Place) -> Option<usize> {
        let points = place.points;
        let at = self.boards.iter().position(|board| board.class == *class);
        let mut board = match at {
            Some(at) => self.boards.remove(at),
            None => Board::of(class.clone(), []),
        };
        let rank = board.enter(place).then(|| board.rank(points));
        if !board.places.is_empty() {
            self.boards.insert(at.unwrap_or(self.boards.len()), board);
        }
        self.keep_within_bounds();
        rank
    }

    fn keep_within_bounds(&mut self) {
        self.keep(BOARDS, |class| class.day.is_none());
        self.keep(DAYS, |class| class.day.is_some());
    }

    /// Of the boards that are meant, no more than so many.
    fn keep(&mut self, most: usize, is_meant: impl Fn(&Class) -> bool) {
        loop {
            let boards = self.boards.iter().enumerate();
            let meant = boards.filter(|(_, board)| is_meant(&board.class));
            if meant.clone().count() <= most {
                return;
            }
            let Some((oldest, _)) = meant.min_by_key(|(_, board)| board.newest()) else {
                return;
            };
            self.boards.remove(oldest);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use couchpad_games::dice::Dice;

    pub(in crate::scores) fn class(players: u16) -> Class {
        Class {
            game: "arkanoid".into(),
            league: "coop".into(),
            pack: None,
            day: None,
            players,
        }
    }

    pub(in crate::scores) fn place(points: i64, name: &str) -> Place {
        Place::new(points, &[name.to_owned()], false, 7)
    }

    fn names(table: &Table, class: &Class) -> Vec<String> {
        let board = table.board(class).unwrap();
        let first = board
            .places()
            .iter()
            .filter_map(|place| place.names.first());
        first.cloned().collect()
    }

    #[test]
    fn the_best_stand_first_and_of_equals_the_one_that_was_there() {
        let mut table = Table::default();
        let mut enter = |points, name| table.enter(&class(2), place(points, name));
        assert_eq!(enter(500, "Ada"), Some(1));
        assert_eq!(enter(900, "Bo"), Some(1));
        assert_eq!(enter(500, "Cleo"), Some(2), "they share a place");
        assert_eq!(enter(100, "Dan"), Some(4), "and the next is skipped");
        assert_eq!(names(&table, &class(2)), ["Bo", "Ada", "Cleo", "Dan"]);
    }

    #[test]
    fn only_ten_are_kept_and_the_last_does_not_share_its_place() {
        let mut table = Table::default();
        for points in 1..=10 {
            assert!(table.enter(&class(1), place(points * 100, "Ada")).is_some());
        }
        assert_eq!(table.enter(&class(1), place(100, "Bo")), None);
        assert_eq!(table.enter(&class(1), place(101, "Bo")), Some(10));
        assert_eq!(table.board(&class(1)).map(|b| b.places().len()), Some(10));
    }

    #[test]
    fn nothing_is_no_high_score() {
        let mut table = Table::default();
        for points in [0, -1, i64::MIN] {
            assert_eq!(table.enter(&class(1), place(points, "Ada")), None);
        }
        assert!(table.boards().is_empty());
    }

    #[test]
    fn games_that_differ_in_anything_are_not_compared() {
        let pack = |title, text| Class {
            pack: Some(PackName::of(title, text)),
            ..class(2)
        };
        let endless = Class {
            league: "endless".into(),
            ..class(2)
        };
        let classes = [
            class(2),
            class(3),
            endless,
            pack("Hard", "a"),
            pack("Hard", "b"),
            class(2).of_day(Some(Day(7))),
            class(2).of_day(Some(Day(8))),
        ];
        let mut table = Table::default();
        for (points, class) in (1..).zip(&classes) {
            assert_eq!(table.enter(class, place(points, "Ada")), Some(1));
        }
        assert_eq!(table.boards().len(), classes.len());
    }

    #[test]
    fn names_from_anywhere_are_clean() {
        let many = vec!["\u{202e}Eve\n\u{7}".to_owned(); 99];
        let place = Place::new(5, &many, true, 0);
        assert_eq!(place.names, vec!["Eve"; NAMES]);
        assert_eq!(PackName::of("a\u{1b}[2J\nb", "").title, "a[2J b");
    }

    #[test]
    fn of_too_many_boards_the_oldest_goes() {
        let mut table = Table::default();
        for number in 0..=BOARDS {
            let when = if number == 3 { 1 } else { 100 };
            let place = Place::new(50, &[], false, when);
            table.enter(&class(u16::try_from(number).unwrap() + 1), place);
        }
        assert_eq!(table.boards().len(), BOARDS);
        assert_eq!(table.board(&class(4)), None);
    }

    #[test]
    fn the_days_push_out_no_other_board_and_each_other_by_age() {
        let mut table = Table::default();
        for number in 1..=BOARDS {
            let place = Place::new(50, &[], false, 1);
            table.enter(&class(u16::try_from(number).unwrap()), place);
        }
        let day = |day| class(2).of_day(Some(Day(day)));
        for number in 0..100 {
            table.enter(&day(number), Place::new(50, &[], false, 100 + number));
        }
        assert_eq!(table.boards().len(), BOARDS + DAYS);
        assert!(table.board(&class(1)).is_some() && table.board(&day(84)).is_some());
        assert_eq!(table.board(&day(83)), None);
    }

    #[test]
    fn a_class_is_told_in_words() {
        assert!(class(1).words().starts_with("Arkanoid, "));
        assert!(class(1).words().ends_with(", 1 player"));
        let unknown = Class {
            game: "chess".into(),
            league: String::new(),
            pack: None,
            day: None,
            players: 2,
        };
        assert_eq!(unknown.words(), "chess, 2 players");
        let daily = unknown.of_day(Some(Day(20_779)));
        assert_eq!(daily.way(), "draw of 2026-11-22, 2 players");
    }

    #[test]
    fn a_board_is_in_order_and_bounded_whatever_comes() {
        let mut dice = Dice::new(7);
        for count in 0..200 {
            // few different numbers, so that many are equal
            let points: Vec<_> = (0..count % 40)
                .map(|_| (dice.spread() * 12.0) as i64 + 9)
                .collect();
            let mut table = Table::default();
            for points in &points {
                let rank = table.enter(&class(1), place(*points, "Ada"));
                let kept = kept(&table);
                if let Some(rank) = rank {
                    assert_eq!(kept.get(rank - 1), Some(points));
                    assert!(
                        rank < 2 || kept[rank - 2] > *points,
                        "the first of its equals"
                    );
                }
            }
            let mut best: Vec<_> = points.into_iter().filter(|points| *points > 0).collect();
            best.sort_unstable_by(|a, b| b.cmp(a));
            best.truncate(PLACES);
            assert_eq!(kept(&table), best);
        }
    }

    fn kept(table: &Table) -> Vec<i64> {
        let places = table.board(&class(1)).map_or(&[][..], Board::places);
        places.iter().map(|place| place.points).collect()
    }
}
