//! The ways to play: to the last one, or for the most fruit; how many rounds, and through which walls. What differs between
//! them stands here.

use super::state::STEPS_PER_SECOND;
use crate::game::{GameOption, OptionValue, Options};
use serde::{Deserialize, Serialize};

/// How it is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// Who is out is out, until one is left.
    Last,
    /// Who is out comes back, until the time is over.
    Feast,
}

/// What players choose before a game, in this order.
pub(super) const OPTIONS: &[GameOption] = &[
    GameOption {
        id: "mode",
        title: "Mode",
        values: &[
            OptionValue {
                id: "last",
                title: "Last one",
                blurb: "Who runs into something is out until the next round. The last one wins it.",
            },
            OptionValue {
                id: "feast",
                title: "Feast",
                blurb: "Who runs into something is back soon, but short. Most fruit wins the round.",
            },
        ],
    },
    GameOption {
        id: "rounds",
        title: "Rounds",
        values: &[
            OptionValue {
                id: "three",
                title: "Three",
                blurb: "Three rounds, two to four minutes.",
            },
            OptionValue {
                id: "five",
                title: "Five",
                blurb: "Five rounds, three to seven minutes.",
            },
            OptionValue {
                id: "quick",
                title: "Quick",
                blurb: "One short round, half a minute.",
            },
        ],
    },
    GameOption {
        id: "walls",
        title: "Walls",
        values: &[
            OptionValue {
                id: "solid",
                title: "Solid",
                blurb: "The edge of the field is a wall.",
            },
            OptionValue {
                id: "open",
                title: "Open",
                blurb: "Who leaves the field at one side comes back at the other.",
            },
        ],
    },
];

/// How long everything takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lengths {
    /// Rounds of a game.
    pub(super) rounds: u32,
    /// Steps until the walls begin to come closer.
    pub(super) close_after: u32,
    /// Steps from one ring to the next.
    pub(super) close_every: u32,
    /// Steps of a round that ends by time.
    pub(super) feast: u32,
}

pub(super) fn mode(options: Options) -> Mode {
    match options.choice(0) {
        1 => Mode::Feast,
        _ => Mode::Last,
    }
}

pub(super) fn is_open(options: Options) -> bool {
    options.choice(2) == 1
}

/// Whether the points may be compared with those of other games: only of so many rounds as is usual.
pub(super) fn is_usual(rounds: u32) -> bool {
    rounds == USUAL.rounds
}

const USUAL: Lengths = Lengths {
    rounds: 3,
    close_after: 60 * STEPS_PER_SECOND,
    close_every: 2 * STEPS_PER_SECOND,
    feast: 90 * STEPS_PER_SECOND,
};

/// Also for tests that play a whole game.
const QUICK: Lengths = Lengths {
    rounds: 1,
    close_after: 12 * STEPS_PER_SECOND,
    close_every: STEPS_PER_SECOND / 2,
    feast: 22 * STEPS_PER_SECOND,
};

pub(super) const fn lengths(choice: u8) -> Lengths {
    match choice {
        1 => Lengths { rounds: 5, ..USUAL },
        2 => QUICK,
        _ => USUAL,
    }
}

/// Steps of a round that ends by time; 0 where none does.
pub(super) fn feast_steps(mode: Mode, length: u8) -> u32 {
    match mode {
        Mode::Last => 0,
        Mode::Feast => lengths(length).feast,
    }
}

/// How many lengths there are.
pub(super) const LENGTHS: u8 = 3;

/// Which length was chosen.
pub(super) fn length(options: Options) -> u8 {
    Some(options.choice(1))
        .filter(|choice| *choice < LENGTHS)
        .unwrap_or(0)
}
