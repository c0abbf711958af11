//! High scores: who stands where, and what is kept. Which games are compared with each other is `class`'s business. Pure: no
//! file, no clock, no screen.

use super::class::Class;
use couchpad_core::protocol::clean_name;

/// Places of a board.
pub const PLACES: usize = 10;
/// Boards that are kept; of more, the one that has had nothing new for longest goes.
pub(super) const BOARDS: usize = 64;
/// Boards of a day's draw that are kept besides, by the same rule: nobody can play an old day's any more.
pub(super) const DAYS: usize = 16;
/// Names of a place; of a crowd, those of the best.
pub(super) const NAMES: usize = 8;

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
    use super::super::class::PackName;
    use super::super::day::Day;
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
