//! Capsules: when a brick that breaks lets one fall, how it falls, and who catches it. What is in one, `powers` does.

use super::geometry::Vec2;
use super::pace::balls_for;
use super::play::STEP;
use super::points::{self, CAPSULE_POINTS};
use super::state::{
    CAPSULE_SIZE, Capsule, CapsuleKind, Cell, FIELD_HEIGHT, FIELD_WIDTH, MAX_CAPSULES,
    PADDLE_HEIGHT, PADDLE_Y, Paddle, State,
};
use super::{Arkanoid, Event, feel, paddles};
use crate::game::{Outputs, SeatIndex};

/// How fast they fall, in units per second.
pub(super) const FALL: f32 = 52.0;
/// One plain brick in so many lets one fall, where one may.
const BRICKS_A_CAPSULE: usize = 6;
/// How often each kind comes, of all of these together, in the order of [`CapsuleKind::ALL`].
const OFTEN: [usize; CapsuleKind::ALL.len()] = [5, 6, 5, 5, 6, 1, 1];

impl Arkanoid {
    /// A plain brick broke: perhaps a capsule falls from there.
    pub(super) fn drop_capsule(&mut self, from: Cell, outputs: &mut Outputs<Event>) {
        if !may_fall(&self.state) || self.dice.below(BRICKS_A_CAPSULE) > 0 {
            return;
        }
        let kind = self.pick_capsule();
        self.last_capsule = Some(kind);
        let (id, at) = (self.next_id, from.centre());
        self.next_id = self.next_id.wrapping_add(1);
        self.state.capsules.push(Capsule { id, kind, at });
        let dropped = Event::CapsuleDropped { id, kind, at };
        outputs.details.push(dropped);
    }

    /// Any kind but that of the last one, and no second door while one is open.
    fn pick_capsule(&mut self) -> CapsuleKind {
        let (last, door) = (self.last_capsule, self.state.door);
        let may_be =
            |kind: &CapsuleKind| Some(*kind) != last && !(door && *kind == CapsuleKind::Break);
        let kinds = CapsuleKind::ALL.into_iter().zip(OFTEN);
        let kinds = kinds.filter(|(kind, _)| may_be(kind));
        let mut roll = self.dice.below(kinds.clone().map(|(_, often)| often).sum());
        for (kind, often) in kinds {
            match roll.checked_sub(often) {
                Some(rest) => roll = rest,
                None => return kind,
            }
        }
        // not to be reached: a roll is below the sum of all
        CapsuleKind::Slow
    }

    /// Lets all fall for a step; those that meet a paddle are caught, those that leave the field are gone.
    pub(super) fn move_capsules(&mut self, outputs: &mut Outputs<Event>) {
        let mut index = 0;
        while let Some(capsule) = self.state.capsules.get_mut(index) {
            capsule.at.y += FALL * STEP;
            let capsule = *capsule;
            let catcher = catcher(&self.state.paddles, capsule.at);
            if let Some(seat) = catcher {
                self.state.capsules.remove(index);
                self.catch_capsule(seat, &capsule, outputs);
            } else if capsule.at.y > FIELD_HEIGHT + CAPSULE_SIZE.y {
                self.state.capsules.remove(index);
            } else {
                index += 1;
            }
        }
    }

    fn catch_capsule(&mut self, seat: SeatIndex, capsule: &Capsule, outputs: &mut Outputs<Event>) {
        let (kind, at) = (capsule.kind, capsule.at);
        outputs
            .details
            .push(Event::CapsuleCaught { seat, kind, at });
        feel::capsule(seat, outputs);
        points::note(&mut self.state, Some(seat), |tally| {
            tally.capsules = tally.capsules.saturating_add(1);
        });
        points::score(&mut self.state, Some(seat), CAPSULE_POINTS, outputs);
        self.empower(seat, kind, outputs);
    }
}

/// Whether there is room for one more: never in the boss's round nor while more balls fly than were served, and at most one
/// for each paddle in play.
fn may_fall(state: &State) -> bool {
    let catchers = state.paddles.iter().filter(|p| p.plays()).count();
    state.boss.is_none()
        && state.balls.len() <= balls_for(state.paddles.len())
        && state.capsules.len() < catchers.min(MAX_CAPSULES)
}

/// Whose paddle a capsule there touches; of several the one whose middle is nearest.
fn catcher(paddles: &[Paddle], at: Vec2) -> Option<SeatIndex> {
    if (at.y - PADDLE_Y).abs() > (PADDLE_HEIGHT + CAPSULE_SIZE.y) / 2.0 {
        return None;
    }
    let off = |paddle: &Paddle| (paddle.x - at.x).abs();
    let touching = paddles
        .iter()
        .filter(|paddle| paddle.plays() && off(paddle) <= (paddle.width + CAPSULE_SIZE.x) / 2.0);
    paddles::nearest(touching, at.x).map(|paddle| paddle.seat)
}

/// Whether these can be the capsules of a game that is read from a file.
pub(super) fn are_sound(state: &State) -> bool {
    let is_alone = |id: u32| state.capsules.iter().filter(|c| c.id == id).count() == 1;
    let is_sound = |capsule: &Capsule| {
        (0.0..=FIELD_WIDTH).contains(&capsule.at.x)
            && (0.0..=FIELD_HEIGHT + CAPSULE_SIZE.y).contains(&capsule.at.y)
            && is_alone(capsule.id)
    };
    state.capsules.len() <= MAX_CAPSULES && state.capsules.iter().all(is_sound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::staged::{empty, lay, step, throw};
    use crate::arkanoid::state::{BrickKind, Power};
    use crate::arkanoid::{Boss, Striker};

    const HIGH: Vec2 = Vec2::new(20.0, 100.0);

    /// Capsules that so many bricks of a kind let fall, each with nothing else about.
    fn dropped(game: &mut Arkanoid, kind: BrickKind, bricks: u32) -> u32 {
        let mut outputs = Outputs::default();
        let cell = Cell { column: 4, row: 5 };
        for _ in 0..bricks {
            lay(game, cell, kind, 1);
            let (by, at) = (Striker::Ball(0), cell.centre());
            game.strike_brick(cell, by, Some(SeatIndex(0)), at, &mut outputs);
            game.state.capsules.truncate(1);
            game.state.capsules.clear();
        }
        let is_drop = |e: &&Event| matches!(e, Event::CapsuleDropped { .. });
        outputs.details.iter().filter(is_drop).count() as u32
    }

    fn hang(game: &mut Arkanoid, kind: CapsuleKind, at: Vec2) {
        let id = 500 + game.state.capsules.len() as u32;
        game.state.capsules.push(Capsule { id, kind, at });
    }

    #[test]
    fn capsules_fall_from_plain_bricks_only() {
        let mut game = empty(1);
        throw(&mut game, HIGH, Vec2::new(0.0, -100.0));
        let drops = dropped(&mut game, BrickKind::Plain, 1_200);
        assert!((150..250).contains(&drops), "{drops}");
        assert_eq!(dropped(&mut game, BrickKind::Silver, 1_200), 0);
        assert_eq!(dropped(&mut game, BrickKind::Plain, 0), 0);
    }

    #[test]
    fn none_falls_while_more_balls_fly_than_were_served() {
        let mut game = empty(3);
        for _ in 0..3 {
            throw(&mut game, HIGH, Vec2::new(0.0, -100.0));
        }
        assert_eq!(dropped(&mut game, BrickKind::Plain, 300), 0);
        game.state.balls.pop();
        assert!(dropped(&mut game, BrickKind::Plain, 300) > 20);
    }

    #[test]
    fn none_falls_in_the_round_of_the_boss() {
        let mut game = empty(1);
        game.state.boss = Some(Boss::against(1));
        assert_eq!(dropped(&mut game, BrickKind::Plain, 300), 0);
    }

    #[test]
    fn at_most_one_falls_for_each_paddle_that_plays() {
        let mut game = empty(4);
        let mut outputs = Outputs::default();
        let cell = Cell { column: 4, row: 5 };
        for (out, most) in [(0, 4), (2, 2), (4, 0)] {
            game.state.capsules.clear();
            for paddle in game.state.paddles.iter_mut().take(out) {
                paddle.out = 9;
            }
            (0..300).for_each(|_| game.drop_capsule(cell, &mut outputs));
            assert_eq!(game.state.capsules.len(), most);
        }
    }

    #[test]
    fn never_two_of_one_kind_in_a_row_and_every_kind_some_time() {
        let mut game = empty(1);
        let mut seen = [0; CapsuleKind::ALL.len()];
        for _ in 0..4_000 {
            let kind = game.pick_capsule();
            assert_ne!(Some(kind), game.last_capsule);
            game.last_capsule = Some(kind);
            seen[kind as usize] += 1;
        }
        let rare = |kind: CapsuleKind| seen[kind as usize];
        assert!(seen.iter().all(|count| *count > 60), "{seen:?}");
        assert!(rare(CapsuleKind::Player) < 250 && rare(CapsuleKind::Break) < 250);
        game.state.door = true;
        assert!((0..500).all(|_| game.pick_capsule() != CapsuleKind::Break));
    }

    #[test]
    fn the_nearest_paddle_that_plays_catches_it_and_has_a_thousand_points() {
        let mut game = empty(3);
        let mut outputs = Outputs::default();
        for (paddle, x) in game.state.paddles.iter_mut().zip([100.0, 106.0, 240.0]) {
            paddle.x = x;
        }
        game.state.paddles[0].out = 100;
        let over = Vec2::new(101.0, PADDLE_Y - 7.0);
        hang(&mut game, CapsuleKind::Laser, over);
        for _ in 0..60 {
            game.move_capsules(&mut outputs);
        }
        let powers: Vec<_> = game.state.paddles.iter().map(|p| p.power).collect();
        assert_eq!(powers, [Power::None, Power::Laser, Power::None]);
        assert_eq!(game.state.scores[..3], [0, 1_000, 0]);
        assert_eq!(game.state.tallies[1].capsules, 1);
        assert!(game.state.capsules.is_empty());
        let caught = |e: &&Event| matches!(e, Event::CapsuleCaught { seat, .. } if seat.0 == 1);
        assert_eq!(outputs.details.iter().filter(caught).count(), 1);
    }

    #[test]
    fn what_nobody_catches_falls_out_of_the_field() {
        let mut game = empty(1);
        throw(&mut game, HIGH, Vec2::new(0.0, -1.0));
        let mut outputs = Outputs::default();
        let aside = game.state.paddles[0].width / 2.0 + CAPSULE_SIZE.x / 2.0 + 0.1;
        let x = game.state.paddles[0].x + aside;
        hang(&mut game, CapsuleKind::Player, Vec2::new(x, 150.0));
        for _ in 0..400 {
            step(&mut game, &mut outputs);
        }
        assert!(game.state.capsules.is_empty() && game.state.team_score == 0);
    }
}
