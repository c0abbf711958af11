//! The door at the right end of the paddles' line: a Break capsule opens it, and whoever pushes against it goes through, which
//! ends the round.

use super::points;
use super::state::{FIELD_WIDTH, STEPS_PER_SECOND};
use super::{Arkanoid, Event, modes, paddles};
use crate::game::{Inputs, Outputs};

/// Steps that a paddle must push: nobody goes through by a swipe that only went too far.
pub(super) const PUSH_STEPS: u8 = (STEPS_PER_SECOND / 4) as u8;
/// How near to the wall a paddle's end must be, in units.
const NEAR: f32 = 0.5;
/// How far to the right an axis must be for a push.
const PUSH: f32 = 0.98;

impl Arkanoid {
    pub(super) fn open_door(&mut self, outputs: &mut Outputs<Event>) {
        if !self.state.door {
            self.state.door = true;
            outputs.details.push(Event::DoorOpened);
        }
    }

    /// Nobody has pushed yet, and there is nothing to push against.
    pub(super) fn shut_door(&mut self) {
        self.state.door = false;
        self.pushes = Default::default();
    }

    /// Whether somebody went through: the points for it are given then, and the round is over.
    pub(super) fn go_through_door(
        &mut self,
        inputs: &Inputs<'_>,
        outputs: &mut Outputs<Event>,
    ) -> bool {
        if !self.state.door {
            return false;
        }
        let mut through = None;
        for paddle in &self.state.paddles {
            let Some(pushed) = self.pushes.get_mut(paddle.seat.index()) else {
                continue;
            };
            let is_there = paddle.x + paddle.width / 2.0 >= FIELD_WIDTH - NEAR;
            let asks = inputs.seat(paddle.seat).axis(paddles::MOVE) >= PUSH;
            let pushes = is_there && asks && paddle.plays();
            *pushed = if pushes { *pushed + 1 } else { 0 };
            if *pushed >= PUSH_STEPS {
                through = Some(paddle.seat);
                break;
            }
        }
        let Some(seat) = through else {
            return false;
        };
        outputs.details.push(Event::WentThrough { seat });
        let points = modes::door_points(self.state.mode);
        points::score(&mut self.state, Some(seat), points, outputs);
        true
    }
}
