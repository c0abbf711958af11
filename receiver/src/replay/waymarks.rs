//! How the game stood at some places of a replay, so that a jump need not play it from its beginning: kept as the replay
//! passes them, never more than so many and so much. Must not know why anybody jumps.

use couchpad_games::game::AnyGame;
use couchpad_games::replay::Play;
use couchpad_games::saved::SavedGame;

/// Steps between two marks, as long as there is room for all: about two seconds of Arkanoid.
const NEAR: u64 = 512;
/// Marks at most; of more, every other one goes.
const MOST: usize = 128;
/// Bytes of all marks together at most: a crowd's game is large.
const BYTES: usize = 32 * 1024 * 1024;

/// The marks of a replay, in the order of their steps.
#[derive(Debug)]
pub(super) struct Waymarks {
    marks: Vec<Mark>,
    /// Steps between two of them.
    apart: u64,
    bytes: usize,
    /// What they may take together.
    room: usize,
}

/// The game after so many steps of the replay, and the replay at the same place.
#[derive(Debug)]
struct Mark {
    game: SavedGame,
    play: Play,
}

impl Default for Waymarks {
    fn default() -> Self {
        Self::with_room(BYTES)
    }
}

impl Waymarks {
    fn with_room(room: usize) -> Self {
        Self {
            marks: Vec::new(),
            apart: NEAR,
            bytes: 0,
            room,
        }
    }

    /// The replay is here: keeps how it stands, if this is a place for a mark.
    pub(super) fn pass(&mut self, game: &dyn AnyGame, play: &Play) {
        let at = play.steps();
        let last = self.marks.last().map_or(0, |mark| mark.play.steps());
        if !at.is_multiple_of(self.apart) || at <= last {
            return;
        }
        // a game that is too large to be saved is played from the beginning
        let Some(game) = game.save() else {
            return;
        };
        self.bytes += game.state.len();
        let play = play.clone();
        self.marks.push(Mark { game, play });
        while self.marks.len() > MOST || self.bytes > self.room && !self.marks.is_empty() {
            self.thin_out();
        }
    }

    /// From now on they stand twice as far from each other.
    fn thin_out(&mut self) {
        self.apart = self.apart.saturating_mul(2);
        let apart = self.apart;
        self.marks
            .retain(|mark| mark.play.steps().is_multiple_of(apart));
        self.bytes = self.marks.iter().map(|mark| mark.game.state.len()).sum();
    }

    /// The last mark at this step or before it that is further than `from`: the game, and what plays it on.
    pub(super) fn before(&self, step: u64, from: Option<u64>) -> Option<(Box<dyn AnyGame>, Play)> {
        let beyond = self.marks.partition_point(|mark| mark.play.steps() <= step);
        let mark = self.marks.get(beyond.checked_sub(1)?)?;
        if from.is_some_and(|from| mark.play.steps() <= from) {
            return None;
        }
        let (_, game) = mark.game.load().ok()?;
        Some((game, mark.play.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::watch::tests::recorded;
    use super::*;
    use couchpad_games::replay::Turn;

    /// The marks of a replay that was passed from its beginning to its end.
    fn passed(room: usize, replays: &couchpad_games::replay::Replay) -> Waymarks {
        let mut marks = Waymarks::with_room(room);
        let (mut game, mut play) = replays.begin().unwrap();
        while play.step(&mut *game) == Ok(Turn::Stepped) {
            marks.pass(&*game, &play);
        }
        marks
    }

    fn steps(marks: &Waymarks) -> Vec<u64> {
        marks.marks.iter().map(|mark| mark.play.steps()).collect()
    }

    #[test]
    fn the_nearest_mark_is_the_game_as_it_was() {
        let (replay, sums) = recorded();
        let marks = passed(BYTES, &replay);
        assert_eq!(steps(&marks).len(), 30 * 240 / NEAR as usize);
        for to in [512, 513, 4_000, 7_200] {
            let (game, play) = marks.before(to, None).unwrap();
            assert!(play.steps() <= to && to - play.steps() < NEAR, "{to}");
            assert_eq!(
                game.checksum(),
                sums[usize::try_from(play.steps()).unwrap()]
            );
        }
        assert!(marks.before(NEAR - 1, None).is_none());
        assert!(
            marks.before(4_000, Some(3_584)).is_none(),
            "it is there already"
        );
        assert!(marks.before(4_000, Some(3_583)).is_some());
    }

    #[test]
    fn a_long_replay_has_no_more_marks_than_there_is_room_for() {
        let (replay, _) = recorded();
        let whole = passed(BYTES, &replay);
        let room = whole.bytes / 3;
        let few = passed(room, &replay);
        assert!(few.bytes <= room && !few.marks.is_empty());
        let sizes = few.marks.iter().map(|mark| mark.game.state.len());
        assert_eq!(few.bytes, sizes.sum::<usize>());
        assert!(steps(&few).iter().all(|at| at.is_multiple_of(few.apart)));
        assert!(few.apart > NEAR && few.before(7_200, None).is_some());
        assert!(passed(0, &replay).before(7_200, None).is_none());
    }

    #[test]
    fn what_was_passed_before_is_not_marked_twice() {
        let (replay, _) = recorded();
        let mut marks = passed(BYTES, &replay);
        let before = (steps(&marks), marks.bytes);
        let (mut game, mut play) = marks.before(2_000, None).unwrap();
        while play.step(&mut *game) == Ok(Turn::Stepped) {
            marks.pass(&*game, &play);
        }
        assert_eq!((steps(&marks), marks.bytes), before);
    }
}
