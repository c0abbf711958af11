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
const BARRELS: f32 = 0.32;

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
