//! What happens in a game of snake and is over in the same step, for its presenters.

use super::state::Cell;

/// Why a snake is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It ran into a wall, or a wall into it.
    Wall,
    /// It ran into itself.
    Itself,
    /// It ran into the body of this seat's snake.
    Body(usize),
    /// Head on into this seat's snake, which was at least as long.
    HeadOn(usize),
}

/// What only this game's presenters need to know. Seats are places in [`State::players`](super::State::players).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Snakes wait for a round to begin.
    Ready {
        /// Counted from 1.
        round: u32,
    },
    /// They crawl from now on.
    Started,
    /// A snake turned.
    Turned {
        /// Whose.
        seat: usize,
        /// Where its head is.
        at: Cell,
    },
    /// A snake ate a fruit.
    Eaten {
        /// Whose.
        seat: usize,
        /// Where.
        at: Cell,
    },
    /// A snake is out.
    Out {
        /// Whose.
        seat: usize,
        /// Where its head was.
        at: Cell,
        /// Why.
        cause: Cause,
    },
    /// A snake is back.
    Back {
        /// Whose.
        seat: usize,
        /// Where its head is.
        at: Cell,
    },
    /// The walls came a ring closer.
    Closed {
        /// Rings that are wall by now.
        rings: u8,
    },
    /// All go faster from now on.
    Faster,
    /// A round is decided.
    Decided {
        /// The seat of the winner, if there is one.
        winner: Option<usize>,
    },
}
