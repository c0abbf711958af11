//! The laser: when a paddle shoots, and what its shots hit on their way up. Leaves enemies and the boss to their own rooms.

use super::geometry::Vec2;
use super::play::STEP;
use super::state::{
    BRICK_HEIGHT, BRICK_WIDTH, BRICKS_TOP, COLUMNS, Cell, FIELD_HEIGHT, FIELD_WIDTH, MAX_PADDLES,
    MAX_SHOTS, PADDLE_HEIGHT, PADDLE_Y, Power, ROWS, STEPS_PER_SECOND, Shot, State,
};
use super::{Arkanoid, Event, LAUNCH, Striker};
use crate::game::{Inputs, Outputs, SeatIndex};

/// How fast shots fly, in units per second: well below a brick's height in a step.
const SPEED: f32 = 260.0;
/// Steps from one shot to the next, however fast the thumb is.
pub(super) const COOLDOWN: u32 = STEPS_PER_SECOND / 4;
/// Shots of one paddle under way at most: two from each barrel, so that eight paddles never fill the list.
const SHOTS_EACH: usize = MAX_SHOTS / MAX_PADDLES;
/// How far from its middle a paddle's barrels are, in parts of its width.
pub(super) const BARRELS: f32 = 0.32;

impl Arkanoid {
    /// Lets every paddle shoot that can and whose player asks for it.
    pub(super) fn fire_lasers(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<Event>) {
        for index in 0..self.state.paddles.len() {
            let Some(paddle) = self.state.paddles.get_mut(index) else {
                return;
            };
            paddle.cooldown = paddle.cooldown.saturating_sub(1);
            let paddle = *paddle;
            let input = inputs.seat(paddle.seat);
            let asks = input.pressed(LAUNCH) || input.held(LAUNCH);
            let is_ready = paddle.power == Power::Laser && paddle.plays() && paddle.cooldown == 0;
            if asks && is_ready && self.has_free_hands(paddle.seat) {
                let at = Vec2::new(paddle.x, PADDLE_Y - PADDLE_HEIGHT / 2.0);
                self.fire(index, at, paddle.width * BARRELS, outputs);
            }
        }
    }

    /// Whether the button has nothing better to do: no ball rests there, and not too many shots are under way.
    fn has_free_hands(&self, seat: SeatIndex) -> bool {
        let mut rests = self.state.balls.iter().filter_map(|ball| ball.resting);
        let shots = self.state.shots.iter().filter(|shot| shot.seat == seat);
        rests.all(|rest| rest.seat != seat) && shots.count() + 2 <= SHOTS_EACH
    }

    fn fire(&mut self, index: usize, at: Vec2, off: f32, outputs: &mut Outputs<Event>) {
        let Some(paddle) = self.state.paddles.get_mut(index) else {
            return;
        };
        paddle.cooldown = COOLDOWN;
        let seat = paddle.seat;
        outputs.details.push(Event::ShotsFired { seat, at });
        for x in [at.x - off, at.x + off] {
            let id = self.next_id;
            self.next_id = self.next_id.wrapping_add(1);
            let at = Vec2::new(x, at.y);
            self.state.shots.push(Shot { id, seat, at });
        }
    }

    /// Moves all shots; those that hit something are gone.
    pub(super) fn move_shots(&mut self, outputs: &mut Outputs<Event>) {
        let mut index = 0;
        while let Some(shot) = self.state.shots.get_mut(index) {
            shot.at.y -= SPEED * STEP;
            let shot = *shot;
            if self.strikes(&shot, outputs) {
                self.state.shots.remove(index);
            } else {
                index += 1;
            }
        }
    }

    /// Whether the shot hits something where it is now, and what follows from that.
    fn strikes(&mut self, shot: &Shot, outputs: &mut Outputs<Event>) -> bool {
        let by = Striker::Shot(shot.id);
        if self.strike_enemy_at(shot.at, by, shot.seat, outputs)
            || self.strike_boss_at(shot.at, shot.seat, outputs)
        {
            return true;
        }
        if let Some(cell) = cell_at(shot.at)
            && self.has_brick(cell)
        {
            self.strike_brick(cell, by, Some(shot.seat), shot.at, outputs);
            return true;
        }
        shot.at.y <= 0.0
    }

    fn has_brick(&self, cell: Cell) -> bool {
        let row = self.state.bricks.get(cell.row);
        row.and_then(|row| row.get(cell.column))
            .is_some_and(Option::is_some)
    }
}

/// The place for a brick there.
fn cell_at(at: Vec2) -> Option<Cell> {
    let (x, y) = (at.x / BRICK_WIDTH, (at.y - BRICKS_TOP) / BRICK_HEIGHT);
    if x < 0.0 || y < 0.0 {
        return None;
    }
    let (column, row) = (x as usize, y as usize);
    (column < COLUMNS && row < ROWS).then_some(Cell { column, row })
}

/// Whether these can be the shots of a game that is read from a file.
pub(super) fn are_sound(state: &State) -> bool {
    let of = |seat| state.shots.iter().filter(|s| s.seat == seat).count();
    let is_alone = |id: u32| state.shots.iter().filter(|s| s.id == id).count() == 1;
    let is_sound = |shot: &Shot| {
        shot.seat.index() < MAX_PADDLES
            && of(shot.seat) <= SHOTS_EACH
            && (0.0..=FIELD_WIDTH).contains(&shot.at.x)
            && (0.0..=FIELD_HEIGHT).contains(&shot.at.y)
            && is_alone(shot.id)
    };
    state.shots.len() <= MAX_SHOTS && state.shots.iter().all(is_sound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::staged::{empty, lay, step, step_with, throw};
    use crate::arkanoid::state::{Boss, BrickKind, Enemy, EnemyKind};
    use crate::arkanoid::{Phase, Resting};

    /// A game whose first paddle has a laser, with a ball far away.
    fn armed(paddles: u16) -> Arkanoid {
        let mut game = empty(paddles);
        throw(&mut game, Vec2::new(276.0, 150.0), Vec2::new(0.0, -0.01));
        game.give_power(SeatIndex(0), Power::Laser);
        game
    }

    fn press(game: &mut Arkanoid, outputs: &mut Outputs<Event>) {
        step_with(game, outputs, |seats| seats[0].pressed = LAUNCH.bit());
    }

    /// Steps until no shot is left, and gives the hits on bricks: broken or not.
    fn hits(game: &mut Arkanoid, outputs: &mut Outputs<Event>) -> Vec<bool> {
        let mut hits = Vec::new();
        while !game.state.shots.is_empty() {
            step(game, outputs);
            hits.extend(outputs.details.iter().filter_map(|e| match e {
                Event::BrickHit {
                    by: Striker::Shot(_),
                    broken,
                    ..
                } => Some(*broken),
                _ => None,
            }));
        }
        hits
    }

    #[test]
    fn the_button_shoots_from_both_barrels_and_not_too_often() {
        let mut game = armed(2);
        let mut outputs = Outputs::default();
        press(&mut game, &mut outputs);
        let x = game.state.paddles[0].x;
        let off: Vec<_> = game.state.shots.iter().map(|s| s.at.x - x).collect();
        assert!(
            off.len() == 2 && off[0] == -off[1] && off[0] < -5.0,
            "{off:?}"
        );
        let fired = |e: &Event| {
            matches!(
                e,
                Event::ShotsFired {
                    seat: SeatIndex(0),
                    ..
                }
            )
        };
        assert!(outputs.details.iter().any(fired));
        for _ in 1..COOLDOWN {
            press(&mut game, &mut outputs);
            assert_eq!(game.state.shots.len(), 2);
        }
        press(&mut game, &mut outputs);
        assert_eq!(game.state.shots.len(), 4);
        // two pairs are under way until one has hit something
        for _ in 0..COOLDOWN {
            press(&mut game, &mut outputs);
            assert!(game.state.shots.len() <= SHOTS_EACH);
        }
    }

    #[test]
    fn a_held_button_goes_on_shooting_and_nobody_without_a_laser_shoots() {
        let mut game = armed(2);
        let mut outputs = Outputs::default();
        let mut fired = [0; 2];
        for _ in 0..4 * STEPS_PER_SECOND {
            let hold = |seats: &mut [crate::game::SeatInput; 8]| {
                seats.iter_mut().for_each(|input| input.held = LAUNCH.bit());
            };
            step_with(&mut game, &mut outputs, hold);
            for event in &outputs.details {
                if let Event::ShotsFired { seat, .. } = event {
                    fired[seat.index()] += 1;
                }
            }
        }
        assert!((8..=16).contains(&fired[0]) && fired[1] == 0, "{fired:?}");
    }

    #[test]
    fn the_press_that_launches_a_ball_shoots_nothing() {
        let mut game = armed(1);
        let mut outputs = Outputs::default();
        game.state.balls[0].speed = 150.0;
        game.state.balls[0].resting = Some(Resting {
            seat: SeatIndex(0),
            offset: 0.0,
            steps_left: 500,
        });
        press(&mut game, &mut outputs);
        assert!(game.state.balls[0].resting.is_none() && game.state.shots.is_empty());
        press(&mut game, &mut outputs);
        assert_eq!(game.state.shots.len(), 2);
    }

    #[test]
    fn a_paddle_that_is_out_shoots_nothing() {
        let mut game = armed(2);
        let mut outputs = Outputs::default();
        game.state.paddles[0].out = 100;
        press(&mut game, &mut outputs);
        assert!(game.state.shots.is_empty());
    }

    #[test]
    fn shots_break_plain_bricks_crack_silver_and_stop_at_gold() {
        let mut game = armed(1);
        let mut outputs = Outputs::default();
        game.state.paddles[0].x = 150.0;
        // both barrels are under one brick, 20 wide and 12 to each side of a barrel in the middle
        let columns: Vec<_> = [-1.0, 1.0]
            .map(|side| ((150.0 + side * game.state.paddles[0].width * BARRELS) / 20.0) as usize)
            .to_vec();
        let (left, right) = (columns[0], columns[1]);
        lay(
            &mut game,
            Cell {
                column: left,
                row: 17,
            },
            BrickKind::Silver,
            2,
        );
        lay(
            &mut game,
            Cell {
                column: right,
                row: 17,
            },
            BrickKind::Gold,
            0,
        );
        lay(
            &mut game,
            Cell {
                column: left,
                row: 16,
            },
            BrickKind::Plain,
            1,
        );
        let mut shoot = || {
            game.state.paddles[0].cooldown = 0;
            press(&mut game, &mut outputs);
            let hits = hits(&mut game, &mut outputs);
            (hits, game.state.team_score)
        };
        assert_eq!(shoot(), (vec![false, false], 0));
        assert_eq!(shoot(), (vec![true, false], 50));
        // the plain one's row is a step later than the gold's
        assert_eq!(shoot(), (vec![false, true], 130));
        assert_eq!(shoot(), (vec![false], 130));
        assert_eq!(game.state.tallies[0].bricks, 2);
        assert_eq!(game.state.bricks_left, 1);
    }

    #[test]
    fn shots_hit_enemies_and_the_boss() {
        let mut game = armed(1);
        let mut outputs = Outputs::default();
        let x = game.state.paddles[0].x + game.state.paddles[0].width * BARRELS;
        game.state.enemies.push(Enemy {
            id: 7,
            kind: EnemyKind::Drifter,
            at: Vec2::new(x, 150.0),
            velocity: Vec2::default(),
            age: 0,
        });
        press(&mut game, &mut outputs);
        hits(&mut game, &mut outputs);
        assert!(game.state.enemies.is_empty() && game.state.tallies[0].enemies == 1);

        game.state.boss = Some(Boss::against(1));
        game.state.paddles[0].cooldown = 0;
        press(&mut game, &mut outputs);
        hits(&mut game, &mut outputs);
        // both shots hit it at once, and it only feels one of them
        assert_eq!(game.state.boss.map(|b| b.hits_left), Some(15));
        assert_eq!(game.state.phase, Phase::Playing);
    }

    #[test]
    fn places_for_bricks_are_found_and_beyond_them_there_is_none() {
        for cell in [
            Cell { column: 0, row: 0 },
            Cell {
                column: 13,
                row: 17,
            },
        ] {
            assert_eq!(cell_at(cell.centre()), Some(cell));
        }
        for (x, y) in [(-0.1, 50.0), (280.0, 50.0), (50.0, 19.9), (50.0, 164.0)] {
            assert_eq!(cell_at(Vec2::new(x, y)), None, "{x} {y}");
        }
    }
}
