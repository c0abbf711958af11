//! Players at the receiver's own keyboard. They are pads like any other, joined by the in-memory link; this is their
//! hands: held keys become absolute axes, button presses and answers. Views tell it which keys are down; it knows no key itself.
//! There is nothing that they can write with: the keys are taken.

mod asked;
mod hand;
mod play;

pub use asked::Asked;
pub use play::{AskedHere, KeyboardName, Keyboards, KeyboardsBefore, plugin};

use bevy::prelude::*;
use std::time::Duration;

/// How many players fit one keyboard.
pub const SLOTS: usize = 2;

/// Which set of keys a player uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeySet {
    /// Arrow keys, and Space as the main one.
    Arrows,
    /// A, D, W and S, and E as the main one where W steers up.
    Letters,
}

impl KeySet {
    /// Both, in order.
    pub const ALL: [Self; SLOTS] = [Self::Arrows, Self::Letters];

    const fn index(self) -> usize {
        match self {
            Self::Arrows => 0,
            Self::Letters => 1,
        }
    }
}

/// The keyboard players. Views call these; they are carried out in the next frame.
#[derive(Resource, Default)]
pub struct LocalPlayers {
    wishes: [Wish; SLOTS],
}

/// What one key set's player wants.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Wish {
    joined: bool,
    /// To the sides, and up and down.
    ways: [Way; 2],
    /// Steps to the sides that nobody has gone yet, for answers.
    steps: i8,
    main_held: bool,
    main_taps: u8,
    /// Taps of the key that points up.
    up_taps: u8,
    /// An answer's number.
    picked: Option<u8>,
}

/// Where two opposite keys want to go.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Way {
    /// -1.0 to 1.0.
    direction: f32,
    /// Time after which the direction ends by itself.
    expires: Option<Duration>,
}

impl LocalPlayers {
    /// Joins a player for this key set; nothing happens if there is one. Call it at the first press of one of its keys.
    pub fn join(&mut self, keys: KeySet) {
        self.wishes[keys.index()].joined = true;
    }

    /// The player of this key set leaves for good; the seat is free.
    pub fn leave(&mut self, keys: KeySet) {
        self.wishes[keys.index()] = Wish::default();
    }

    /// Whether this key set has a player.
    #[must_use]
    pub fn is_joined(&self, keys: KeySet) -> bool {
        self.wishes[keys.index()].joined
    }

    /// Moves from now on towards -1.0 (left) or 1.0 (right); 0.0 stops. Call it when the held keys change.
    pub fn steer(&mut self, keys: KeySet, direction: f32) {
        let wish = &mut self.wishes[keys.index()];
        let [sides, _] = &mut wish.ways;
        if direction != sides.direction {
            wish.steps = wish.steps.saturating_add(step(direction));
        }
        *sides = Way::to(direction);
    }

    /// Like [`steer`](Self::steer), but stops by itself after `time` unless it is called again: for displays that see no
    /// key releases, only repeats.
    pub fn steer_for(&mut self, keys: KeySet, direction: f32, time: Duration) {
        let wish = &mut self.wishes[keys.index()];
        wish.steps = wish.steps.saturating_add(step(direction));
        let [sides, _] = &mut wish.ways;
        *sides = Way::to(direction);
        sides.expires = Some(time);
    }

    /// Moves from now on towards -1.0 (up) or 1.0 (down); 0.0 stops. Where nothing can be steered that way, up is the layout's
    /// main button.
    pub fn climb(&mut self, keys: KeySet, direction: f32) {
        let [_, climbs] = &mut self.wishes[keys.index()].ways;
        *climbs = Way::to(direction);
    }

    /// Like [`climb`](Self::climb), but stops by itself after `time`. See [`tap_up`](Self::tap_up).
    pub fn climb_for(&mut self, keys: KeySet, direction: f32, time: Duration) {
        let [_, climbs] = &mut self.wishes[keys.index()].ways;
        *climbs = Way::to(direction);
        climbs.expires = Some(time);
    }

    /// The key that points up was pressed once: a press of the main button where nothing can be steered up and down. For
    /// displays that see no key releases.
    pub fn tap_up(&mut self, keys: KeySet) {
        let wish = &mut self.wishes[keys.index()];
        wish.up_taps = wish.up_taps.saturating_add(1);
    }

    /// Gives the answer of this number, counted from 1, for the player of this key set, or for the other one if only that one
    /// is asked something.
    pub fn pick(&mut self, keys: KeySet, number: u8) {
        self.wishes[keys.index()].picked = Some(number);
    }

    /// Holds or releases the layout's main button (LAUNCH in Arkanoid). START and PAUSE are not pressed by it: write an
    /// [`Intent`](crate::flow::Intent) for them.
    pub fn hold_main(&mut self, keys: KeySet, held: bool) {
        self.wishes[keys.index()].main_held = held;
    }

    /// Presses and releases the main button once.
    pub fn tap_main(&mut self, keys: KeySet) {
        let wish = &mut self.wishes[keys.index()];
        wish.main_taps = wish.main_taps.saturating_add(1);
    }
}

#[cfg(test)]
impl LocalPlayers {
    /// Taps that no frame has carried out yet.
    pub(crate) fn waiting_taps(&self, keys: KeySet) -> u8 {
        self.wishes[keys.index()].main_taps
    }

    /// Where it goes, to the sides and up and down, and the number of an answer.
    pub(crate) fn wished(&self, keys: KeySet) -> ([f32; 2], Option<u8>) {
        let wish = &self.wishes[keys.index()];
        (wish.ways.map(|way| way.direction), wish.picked)
    }
}

/// A direction as one step.
fn step(direction: f32) -> i8 {
    i8::from(direction > 0.0) - i8::from(direction < 0.0)
}

impl Way {
    fn to(direction: f32) -> Self {
        Self {
            direction: direction.clamp(-1.0, 1.0),
            expires: None,
        }
    }

    /// The direction for the coming `time`, after which a steering for a time may end.
    fn go_on(&mut self, time: Duration) -> f32 {
        let direction = self.direction;
        if let Some(left) = self.expires {
            self.expires = left.checked_sub(time);
            if self.expires.is_none() {
                self.direction = 0.0;
            }
        }
        direction
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steering_for_a_time_ends_by_itself() {
        let mut players = LocalPlayers::default();
        let frame = Duration::from_millis(16);
        players.steer_for(KeySet::Letters, -2.0, Duration::from_millis(40));
        let [sides, _] = &mut players.wishes[KeySet::Letters.index()].ways;
        let moved = (0..10).map(|_| sides.go_on(frame)).collect::<Vec<_>>();
        assert_eq!(moved, [-1.0, -1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        players.steer(KeySet::Letters, 1.0);
        let [sides, _] = &mut players.wishes[KeySet::Letters.index()].ways;
        assert!((0..1000).all(|_| sides.go_on(frame) == 1.0));
    }

    #[test]
    fn a_key_that_is_held_is_one_step_and_its_repeats_are_more() {
        let steps = |players: &LocalPlayers| players.wishes[KeySet::Arrows.index()].steps;
        let mut players = LocalPlayers::default();
        for direction in [1.0, 1.0, 0.0, 1.0] {
            players.steer(KeySet::Arrows, direction);
        }
        assert_eq!(steps(&players), 2);
        for _ in 0..3 {
            players.steer_for(KeySet::Arrows, -1.0, Duration::from_millis(140));
        }
        assert_eq!(steps(&players), -1);
    }

    #[test]
    fn leaving_forgets_the_held_keys() {
        let mut players = LocalPlayers::default();
        players.join(KeySet::Arrows);
        players.steer(KeySet::Arrows, 1.0);
        players.hold_main(KeySet::Arrows, true);
        players.leave(KeySet::Arrows);
        assert!(!players.is_joined(KeySet::Arrows) && !players.is_joined(KeySet::Letters));
        assert_eq!(players.wishes[KeySet::Arrows.index()], Wish::default());
    }
}
