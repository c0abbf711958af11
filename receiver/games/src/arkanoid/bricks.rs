//! What becomes of a brick: by a ball, by a shot, or by itself. Knows no flight.

use super::state::{BrickKind, Cell};
use super::{Arkanoid, DROUGHT_STEPS, Event, Striker, Vec2, points};
use crate::game::{Outputs, SeatIndex};

/// What became of a brick that was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Struck {
    /// Nothing: it is of gold, or not there.
    Nothing,
    /// It takes further hits.
    Cracked,
    /// It is gone.
    Broke {
        /// What it was worth.
        worth: i32,
    },
}

impl Arkanoid {
    /// A ball or a shot hits a brick: it takes the hit, and what it is worth goes to the seat.
    pub(super) fn strike_brick(
        &mut self,
        cell: Cell,
        by: Striker,
        seat: Option<SeatIndex>,
        at: Vec2,
        outputs: &mut Outputs<Event>,
    ) -> Struck {
        let places = self.state.bricks.get_mut(cell.row);
        let Some(place) = places.and_then(|row| row.get_mut(cell.column)) else {
            return Struck::Nothing;
        };
        let Some(brick) = place else {
            return Struck::Nothing;
        };
        brick.hits_left = brick.hits_left.saturating_sub(1);
        let brick = *brick;
        let is_gold = brick.kind == BrickKind::Gold;
        let broken = !is_gold && brick.hits_left == 0;
        if broken {
            *place = None;
        }
        outputs.details.push(Event::BrickHit {
            by,
            seat,
            cell,
            brick,
            broken,
            at,
        });
        if let Some(seat) = seat {
            self.feel_brick(seat, outputs);
        }
        if is_gold {
            return Struck::Nothing;
        }
        self.drought = 0;
        if !broken {
            return Struck::Cracked;
        }
        self.state.bricks_left = self.state.bricks_left.saturating_sub(1);
        let worth = points::worth(brick, self.state.round);
        points::score(&mut self.state, seat, worth, outputs);
        points::note(&mut self.state, seat, |tally| {
            tally.bricks = tally.bricks.saturating_add(1);
        });
        if brick.kind == BrickKind::Plain {
            self.drop_capsule(cell, outputs);
        }
        Struck::Broke { worth }
    }

    /// Lets the lowest brick that can break fall when nobody has hit one for long.
    pub(super) fn crumble(&mut self, outputs: &mut Outputs<Event>) {
        if self.state.balls.iter().all(|b| b.resting.is_some()) {
            return;
        }
        self.drought += 1;
        if self.drought < DROUGHT_STEPS {
            return;
        }
        self.drought = 0;
        if self.tire_boss(outputs) {
            return;
        }
        for (row, line) in self.state.bricks.iter_mut().enumerate().rev() {
            for (column, place) in line.iter_mut().enumerate() {
                if let Some(brick) = place.take_if(|b| b.kind != BrickKind::Gold) {
                    self.state.bricks_left = self.state.bricks_left.saturating_sub(1);
                    let cell = Cell { column, row };
                    outputs.details.push(Event::BrickCrumbled { cell, brick });
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::staged::{empty, lay};

    #[test]
    fn silver_takes_all_its_hits_and_is_worth_its_round() {
        let mut game = empty(1);
        game.state.round = 9;
        let cell = Cell { column: 2, row: 2 };
        lay(&mut game, cell, BrickKind::Silver, 3);
        let mut outputs = Outputs::default();
        let mut hit = || {
            let by = Striker::Ball(1);
            let struck =
                game.strike_brick(cell, by, Some(SeatIndex(0)), cell.centre(), &mut outputs);
            (struck, game.state.team_score)
        };
        assert_eq!(hit(), (Struck::Cracked, 0));
        assert_eq!(hit(), (Struck::Cracked, 0));
        assert_eq!(hit(), (Struck::Broke { worth: 450 }, 450));
        assert_eq!(hit(), (Struck::Nothing, 450));
    }
}
