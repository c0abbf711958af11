//! What players feel and see of it on their phones beside the words: shakes and light. Decides nothing.

use super::state::{Ending, Event, Player, Side};
use crate::game::{GameEvent, Glow, Outputs, Rumble, SeatIndex, Shake, Shakes, Tint};

/// Milliseconds of the light for something small, and for a game.
const MOMENT: u16 = 400;
const LONG: u16 = 1_200;

/// Won: three knocks that rise.
const WON: Shakes = Shakes::new(&[
    Shake::new(90, 60).then(60),
    Shake::new(150, 80).then(60),
    Shake::new(230, 200),
]);
/// Somebody waits for this player: two knocks.
const WAITED_FOR: Shakes = Shakes::new(&[Shake::new(160, 60).then(80), Shake::new(160, 60)]);
/// Somebody is tired of waiting.
const URGED: Shakes = Shakes::new(&[
    Shake::new(255, 120).then(80),
    Shake::new(255, 120).then(80),
    Shake::new(255, 120),
]);

fn glow(seat: SeatIndex, tint: Tint, millis: u16, outputs: &mut Outputs<Event>) {
    let glow = Glow { seat, tint, millis };
    outputs.events.push(GameEvent::Glow(glow));
}

fn shake(seat: SeatIndex, shakes: Shakes, outputs: &mut Outputs<Event>) {
    outputs.events.push(GameEvent::Shakes { seat, shakes });
}

/// The game waits for this player from now on.
pub(super) fn waited_for(seat: SeatIndex, outputs: &mut Outputs<Event>) {
    shake(seat, WAITED_FOR, outputs);
}

/// It waits, and others with it.
pub(super) fn urged(seat: SeatIndex, outputs: &mut Outputs<Event>) {
    shake(seat, URGED, outputs);
    glow(seat, Tint::Warning, MOMENT, outputs);
}

/// That cannot be done.
pub(super) fn no(seat: SeatIndex, outputs: &mut Outputs<Event>) {
    let (strength, millis) = (200, 120);
    outputs.events.push(GameEvent::Rumble(Rumble {
        seat,
        strength,
        millis,
    }));
    glow(seat, Tint::Warning, MOMENT, outputs);
}

/// The other one said yes or no.
pub(super) fn answered(seat: SeatIndex, yes: bool, outputs: &mut Outputs<Event>) {
    let tint = if yes { Tint::Good } else { Tint::Bad };
    glow(seat, tint, MOMENT, outputs);
}

/// A game ended.
pub(super) fn ended(players: [Player; 2], ending: Ending, outputs: &mut Outputs<Event>) {
    for side in Side::BOTH {
        let Some(seat) = players[side.index()].seat() else {
            continue;
        };
        let is_won = ending.winner() == Some(side);
        if is_won {
            shake(seat, WON, outputs);
            glow(seat, Tint::Good, LONG, outputs);
        } else if ending.winner().is_some() {
            glow(seat, Tint::Bad, LONG, outputs);
        } else {
            glow(seat, Tint::Warning, LONG, outputs);
        }
    }
}
