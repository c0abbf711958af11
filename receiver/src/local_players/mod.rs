//! Players at the receiver's own keyboard. They are pads like any other, joined by the in-memory link; this is their
//! hands: held keys become absolute axes and button presses. Views tell it which keys are down; it knows no key itself.

mod hand;
mod play;

pub use play::{KeyboardName, Keyboards, KeyboardsBefore, plugin};

use bevy::prelude::*;
use std::time::Duration;

/// How many players fit one keyboard.
pub const SLOTS: usize = 2;

/// Which set of keys a player uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeySet {
    /// Arrow keys and Space.
    Arrows,
    /// A, D and W.
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
    direction: f32,
    /// Time after which the direction ends by itself.
    expires: Option<Duration>,
    main_held: bool,
    main_taps: u8,
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
        wish.direction = direction.clamp(-1.0, 1.0);
        wish.expires = None;
    }

    /// Like [`steer`](Self::steer), but stops by itself after `time` unless it is called again: for displays that see no
    /// key releases, only repeats.
    pub fn steer_for(&mut self, keys: KeySet, direction: f32, time: Duration) {
        self.steer(keys, direction);
        self.wishes[keys.index()].expires = Some(time);
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
}

impl Wish {
    /// The direction for the coming `time`, after which a steering for a time may end.
    fn steer_on(&mut self, time: Duration) -> f32 {
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
        let wish = &mut players.wishes[KeySet::Letters.index()];
        let moved = (0..10).map(|_| wish.steer_on(frame)).collect::<Vec<_>>();
        assert_eq!(moved, [-1.0, -1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        players.steer(KeySet::Letters, 1.0);
        let wish = &mut players.wishes[KeySet::Letters.index()];
        assert!((0..1000).all(|_| wish.steer_on(frame) == 1.0));
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
