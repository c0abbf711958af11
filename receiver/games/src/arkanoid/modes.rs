//! The ways to play: together, against each other, without end; and when newcomers join in. What differs between them
//! stands here and nowhere else.

use super::points::FIRST_LIFE;
use super::state::{LIVES, Mode};
use crate::game::{GameOption, OptionValue, Options};

/// What players choose before a game, in this order.
pub(super) const OPTIONS: &[GameOption] = &[
    GameOption {
        id: "mode",
        title: "Mode",
        values: &[
            OptionValue {
                id: "coop",
                title: "Co-op",
                blurb: "All together against the bricks, with the team's lives.",
            },
            OptionValue {
                id: "versus",
                title: "Versus",
                blurb: "A race for points on the same field: eight rounds, no lives, and a lost ball costs points.",
            },
            OptionValue {
                id: "endless",
                title: "Endless",
                blurb: "Rounds without end, new in every game and ever faster. How far do you get?",
            },
        ],
    },
    GameOption {
        id: "join",
        title: "Newcomers",
        values: &[
            OptionValue {
                id: "at-once",
                title: "At once",
                blurb: "Who joins late plays at once.",
            },
            OptionValue {
                id: "next-round",
                title: "Next round",
                blurb: "Who joins late plays from the next round on.",
            },
        ],
    },
];

/// Rounds of a race at most.
const VERSUS_ROUNDS: u32 = 8;
/// What a lost ball costs in a race.
const VERSUS_LOSS: i32 = 200;

/// How it is played.
pub(super) fn mode(options: Options) -> Mode {
    match options.choice(0) {
        1 => Mode::Versus,
        2 => Mode::Endless,
        _ => Mode::Coop,
    }
}

/// Whether newcomers wait for the next round.
pub(super) fn makes_wait(options: Options) -> bool {
    options.choice(1) == 1
}

/// Rounds of a game whose levels are so many.
pub(super) fn rounds(mode: Mode, levels: Option<u32>) -> Option<u32> {
    match mode {
        Mode::Coop | Mode::Endless => levels,
        Mode::Versus => Some(levels.map_or(VERSUS_ROUNDS, |count| count.min(VERSUS_ROUNDS))),
    }
}

/// Lives at the start, where there are any.
pub(super) const fn lives(mode: Mode) -> Option<u32> {
    match mode {
        Mode::Coop | Mode::Endless => Some(LIVES),
        Mode::Versus => None,
    }
}

/// The team's points that bring the first life on top, where there are lives.
pub(super) const fn first_life(mode: Mode) -> Option<i64> {
    match mode {
        Mode::Coop | Mode::Endless => Some(FIRST_LIFE),
        Mode::Versus => None,
    }
}

/// What going through the door is worth.
pub(super) const fn door_points(mode: Mode) -> i32 {
    match mode {
        Mode::Coop | Mode::Endless => 10_000,
        Mode::Versus => 1_000,
    }
}

/// What a Player capsule is worth where there are no lives, on top of what every capsule is.
pub(super) const fn life_points(mode: Mode) -> Option<i32> {
    match mode {
        Mode::Coop | Mode::Endless => None,
        Mode::Versus => Some(1_000),
    }
}

/// What a lost ball costs who touched it last.
pub(super) const fn loss_points(mode: Mode) -> i32 {
    match mode {
        Mode::Coop | Mode::Endless => 0,
        Mode::Versus => -VERSUS_LOSS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_choices_are_the_usual_game() {
        let of = |mode, join| Options::default().with(0, mode).with(1, join);
        let modes = [0, 1, 2, 3, 255].map(|m| mode(of(m, 0)));
        let (coop, versus, endless) = (Mode::Coop, Mode::Versus, Mode::Endless);
        assert_eq!(modes, [coop, versus, endless, coop, coop]);
        assert_eq!(
            [0, 1, 2, 255].map(|j| makes_wait(of(0, j))),
            [false, true, false, false]
        );
    }

    #[test]
    fn a_race_ends_after_eight_rounds_or_with_its_levels() {
        assert_eq!(rounds(Mode::Versus, Some(33)), Some(8));
        assert_eq!(rounds(Mode::Versus, Some(3)), Some(3));
        assert_eq!(rounds(Mode::Versus, None), Some(8));
        assert_eq!(rounds(Mode::Endless, None), None);
        assert_eq!(rounds(Mode::Coop, Some(33)), Some(33));
    }
}
