//! What players feel and see on their controllers. Decides nothing but how often a small thing is felt.

use super::{Arkanoid, Event};
use crate::game::{GameEvent, Glow, Outputs, Rumble, SeatIndex, Shake, Shakes, Tint};

/// What a ball that was lost feels like: a blow, and its echo.
const LOSS: Shakes = Shakes::new(&[Shake::new(220, 180).then(90), Shake::new(120, 90)]);
/// And a round that was cleared: up, up and away.
const FANFARE: Shakes = Shakes::new(&[
    Shake::new(90, 60).then(60),
    Shake::new(140, 60).then(60),
    Shake::new(220, 160),
]);
/// A capsule that was caught: two quick taps.
const CAPSULE: Shakes = Shakes::new(&[Shake::new(120, 40).then(50), Shake::new(160, 50)]);
/// A paddle that was shot down: as long and strong as anything gets here.
const DOWN: Shakes = Shakes::new(&[Shake::new(255, 300).then(60), Shake::new(140, 150)]);
/// How long the edge glows with it, in milliseconds.
const GLOW_MILLIS: u16 = 600;
/// Steps from one brick to the next that the same player feels: ten a second, so that a row of them is a patter and no hum.
pub(super) const PATTER: u8 = 24;

fn shakes(seat: SeatIndex, shakes: Shakes) -> GameEvent {
    GameEvent::Shakes { seat, shakes }
}

fn glow(seat: SeatIndex, tint: Tint) -> GameEvent {
    GameEvent::Glow(Glow {
        seat,
        tint,
        millis: GLOW_MILLIS,
    })
}

fn rumble(seat: SeatIndex, strength: u8, millis: u16) -> GameEvent {
    GameEvent::Rumble(Rumble {
        seat,
        strength,
        millis,
    })
}

/// A ball met the player's paddle.
pub(super) fn touch(seat: SeatIndex, outputs: &mut Outputs<Event>) {
    outputs.events.push(rumble(seat, 90, 30));
}

/// The ball that the player touched last fell out of the field.
pub(super) fn loss(seat: SeatIndex, outputs: &mut Outputs<Event>) {
    outputs.events.push(shakes(seat, LOSS));
    outputs.events.push(glow(seat, Tint::Bad));
}

/// The round is cleared.
pub(super) fn fanfare(seat: SeatIndex, outputs: &mut Outputs<Event>) {
    outputs.events.push(shakes(seat, FANFARE));
    outputs.events.push(glow(seat, Tint::Good));
}

/// The player caught a capsule.
pub(super) fn capsule(seat: SeatIndex, outputs: &mut Outputs<Event>) {
    outputs.events.push(shakes(seat, CAPSULE));
    outputs.events.push(glow(seat, Tint::Good));
}

/// The player's paddle was shot down.
pub(super) fn down(seat: SeatIndex, outputs: &mut Outputs<Event>) {
    outputs.events.push(shakes(seat, DOWN));
    outputs.events.push(glow(seat, Tint::Bad));
}

impl Arkanoid {
    /// A brick that the player's own ball or shot hit: very lightly, and not every one of many.
    pub(super) fn feel_brick(&mut self, seat: SeatIndex, outputs: &mut Outputs<Event>) {
        if let Some(left) = self.patter.get_mut(seat.index())
            && *left == 0
        {
            *left = PATTER;
            outputs.events.push(rumble(seat, 35, 12));
        }
    }

    /// A step's time goes by.
    pub(super) fn calm_down(&mut self) {
        for left in &mut self.patter {
            *left = left.saturating_sub(1);
        }
    }
}
