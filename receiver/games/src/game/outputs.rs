//! What a game gives back: what every game can tell, and its own events. Must not know what becomes of it.

use couchpad_protocol::{SeatIndex, Shakes, Tint};

/// What goes back to one pad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rumble {
    /// Which pad.
    pub seat: SeatIndex,
    /// 0 to 255.
    pub strength: u8,
    /// Milliseconds, at most 2,000.
    pub millis: u16,
}

/// A glow of one pad's edge: light for what just happened to its player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glow {
    /// Which pad.
    pub seat: SeatIndex,
    /// In which colour.
    pub tint: Tint,
    /// Milliseconds, at most 2,000.
    pub millis: u16,
}

/// What every game can tell the receiver; its own matters go into [`Game::Event`](super::Game::Event).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GameEvent {
    /// A seat won (or lost) points.
    Score {
        /// Who.
        seat: SeatIndex,
        /// How many now; negative when points were lost.
        points: i32,
        /// The seat's total afterwards.
        total: i64,
    },
    /// A round, level or hand is done.
    RoundCleared {
        /// Counted from 1.
        round: u32,
    },
    /// The game is over; it will not change any more.
    GameOver {
        /// Whether the players won.
        won: bool,
    },
    /// A pad is to shake.
    Rumble(Rumble),
    /// A pad is to shake a few times in a row.
    Shakes {
        /// Which pad.
        seat: SeatIndex,
        /// How: its constructor keeps it within the bounds.
        shakes: Shakes,
    },
    /// A pad's edge is to glow. More than three a second are left out.
    Glow(Glow),
}

/// What a step tells of either kind, in the liveliest steps of the liveliest games.
const STEP_EVENTS: usize = 256;

/// What one step gives back. Reused from step to step, so that a steady step allocates nothing.
#[derive(Clone, Debug)]
pub struct Outputs<E> {
    /// What every game can tell.
    pub events: Vec<GameEvent>,
    /// The game's own events, for its presenters: sounds, particles.
    pub details: Vec<E>,
}

impl<E> Default for Outputs<E> {
    fn default() -> Self {
        Self {
            events: Vec::with_capacity(STEP_EVENTS),
            details: Vec::with_capacity(STEP_EVENTS),
        }
    }
}

impl<E> Outputs<E> {
    /// A seat won points, or lost them where `points` is negative, and has `total` now.
    pub fn score(&mut self, seat: SeatIndex, points: i32, total: i64) {
        self.events.push(GameEvent::Score {
            seat,
            points,
            total,
        });
    }

    /// A round, level or hand is done; counted from 1.
    pub fn round_cleared(&mut self, round: u32) {
        self.events.push(GameEvent::RoundCleared { round });
    }

    /// The game is over, and will not change any more. To be told once.
    pub fn game_over(&mut self, won: bool) {
        self.events.push(GameEvent::GameOver { won });
    }

    /// The edge of a pad glows for so many milliseconds, at most 2,000.
    pub fn glow(&mut self, seat: SeatIndex, tint: Tint, millis: u16) {
        self.events
            .push(GameEvent::Glow(Glow { seat, tint, millis }));
    }

    /// A pad shakes so strongly (0 to 255) for so many milliseconds, at most 2,000.
    pub fn rumble(&mut self, seat: SeatIndex, strength: u8, millis: u16) {
        self.events.push(GameEvent::Rumble(Rumble {
            seat,
            strength,
            millis,
        }));
    }

    /// A pad shakes a few times in a row.
    pub fn shakes(&mut self, seat: SeatIndex, shakes: Shakes) {
        self.events.push(GameEvent::Shakes { seat, shakes });
    }

    /// Something that only this game's presenters understand.
    pub fn detail(&mut self, event: E) {
        self.details.push(event);
    }

    /// Empties both lists and keeps their memory.
    pub fn clear(&mut self) {
        self.events.clear();
        self.details.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_short_is_told_in_order() {
        let seat = SeatIndex(3);
        let mut outputs = Outputs::default();
        outputs.score(seat, -2, 5);
        outputs.round_cleared(1);
        outputs.glow(seat, Tint::Bad, 300);
        outputs.rumble(seat, 200, 250);
        outputs.game_over(true);
        outputs.detail("hit");
        let (tint, millis) = (Tint::Bad, 300);
        let told = [
            GameEvent::Score {
                seat,
                points: -2,
                total: 5,
            },
            GameEvent::RoundCleared { round: 1 },
            GameEvent::Glow(Glow { seat, tint, millis }),
            GameEvent::Rumble(Rumble {
                seat,
                strength: 200,
                millis: 250,
            }),
            GameEvent::GameOver { won: true },
        ];
        assert_eq!(
            (&outputs.events[..], &outputs.details[..]),
            (&told[..], &["hit"][..])
        );
        outputs.clear();
        assert!(outputs.events.is_empty() && outputs.details.is_empty());
    }
}
