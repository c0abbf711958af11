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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::staged::{empty, step_with, throw};
    use crate::arkanoid::{CapsuleKind, Mode, Phase, Vec2};
    use crate::game::SeatIndex;

    /// Two paddles, the second one at the right wall, and a ball that goes nowhere.
    fn game() -> Arkanoid {
        let mut game = empty(2);
        throw(&mut game, Vec2::new(9.0, 150.0), Vec2::new(0.0, -0.01));
        game.state.paddles[1].x = FIELD_WIDTH - game.state.paddles[1].width / 2.0;
        game
    }

    /// The step in which somebody went through, if anyone did within a second.
    fn pushed(game: &mut Arkanoid, outputs: &mut Outputs<Event>) -> Option<u32> {
        (1..=STEPS_PER_SECOND).find(|_| {
            step_with(game, outputs, |seats| seats[1].axes[0] = i16::MAX);
            let through = Event::WentThrough { seat: SeatIndex(1) };
            outputs.details.contains(&through)
        })
    }

    #[test]
    fn break_opens_the_door_and_whoever_pushes_ends_the_round() {
        let mut game = game();
        let mut outputs = Outputs::default();
        assert_eq!(pushed(&mut game, &mut outputs), None);
        game.empower(SeatIndex(0), CapsuleKind::Break, &mut outputs);
        assert!(game.state.door && outputs.details.contains(&Event::DoorOpened));
        assert_eq!(pushed(&mut game, &mut outputs), Some(u32::from(PUSH_STEPS)));
        assert_eq!(game.state.scores[..2], [0, 10_000]);
        let cleared = Event::RoundCleared { round: 1 };
        assert!(outputs.details.contains(&cleared));
        assert_eq!(game.state.round, 2);
        assert!(matches!(game.state.phase, Phase::RoundIntro { .. }) && !game.state.door);
    }

    #[test]
    fn a_swipe_that_only_goes_too_far_leads_through_no_door() {
        let mut game = game();
        let mut outputs = Outputs::default();
        game.open_door(&mut outputs);
        for _ in 0..20 {
            for push in 0..PUSH_STEPS {
                step_with(&mut game, &mut outputs, |seats| {
                    let axis = &mut seats[1].axes[0];
                    *axis = if push > 0 { i16::MAX } else { i16::MAX / 2 };
                });
            }
        }
        assert_eq!(game.state.round, 1);
    }

    #[test]
    fn nobody_goes_through_who_is_out() {
        let mut game = game();
        let mut outputs = Outputs::default();
        game.open_door(&mut outputs);
        game.state.paddles[1].out = 3 * STEPS_PER_SECOND;
        assert_eq!(pushed(&mut game, &mut outputs), None);
    }

    #[test]
    fn in_a_race_the_door_is_worth_a_tenth() {
        let mut game = game();
        game.state.mode = Mode::Versus;
        game.state.lives = None;
        let mut outputs = Outputs::default();
        game.open_door(&mut outputs);
        assert!(pushed(&mut game, &mut outputs).is_some());
        assert_eq!(game.state.scores[1], 1_000);
    }
}
