//! Games in the middle of play, set up by hand for unit tests.

use super::geometry::Vec2;
use super::state::{Ball, Brick, BrickKind, Cell, Grid, Phase};
use super::{Arkanoid, Event};
use crate::game::{Game, Inputs, Outputs, SeatEvent, SeatIndex, SeatInput, Setup};

/// A game in play with so many paddles on the first seats, no brick and no ball.
pub(super) fn empty(paddles: u16) -> Arkanoid {
    let mut game = Arkanoid::new(&Setup::new(1));
    (0..paddles).for_each(|seat| game.on_seat(SeatEvent::Taken(SeatIndex(seat))));
    game.state.phase = Phase::Playing;
    game.state.bricks = Grid::default();
    // one out of anybody's reach, so that the round is not over
    game.state.bricks_left = 1;
    game.state.balls.clear();
    game
}

/// Puts a ball in flight into the game, which seat 0 touched last.
pub(super) fn throw(game: &mut Arkanoid, at: Vec2, velocity: Vec2) {
    let ball = Ball {
        id: 1_000 + game.state.balls.len() as u32,
        at,
        velocity,
        owner: Some(SeatIndex(0)),
        resting: None,
        helper: None,
        speed: velocity.length(),
        hits: 0,
        combo: 0,
        idle_bounces: 0,
    };
    game.state.balls.push(ball);
}

/// One step of the whole game in which nobody touches a controller's button and all paddles stay where they are.
pub(super) fn step(game: &mut Arkanoid, outputs: &mut Outputs<Event>) {
    step_with(game, outputs, |_| {});
}

/// The same, but for what some do with their controllers.
pub(super) fn step_with(
    game: &mut Arkanoid,
    outputs: &mut Outputs<Event>,
    change: impl FnOnce(&mut [SeatInput; 8]),
) {
    let mut seats = [SeatInput::default(); 8];
    for (seat, input) in seats.iter_mut().enumerate() {
        input.axes = game.axes(SeatIndex(seat as u16));
    }
    change(&mut seats);
    outputs.clear();
    let inputs = Inputs {
        seats: &seats,
        actions: &[],
    };
    game.step(&inputs, outputs);
}

/// Puts a brick into an empty place.
pub(super) fn lay(game: &mut Arkanoid, cell: Cell, kind: BrickKind, hits_left: u8) {
    let place = &mut game.state.bricks[cell.row][cell.column];
    assert!(place.is_none(), "{cell:?}");
    let colour = if kind == BrickKind::Plain { 3 } else { 0 };
    *place = Some(Brick {
        kind,
        hits_left,
        colour,
    });
    game.state.bricks_left += u32::from(kind != BrickKind::Gold);
}
