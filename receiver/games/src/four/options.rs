//! What players choose before they begin. What differs between the choices stands here, and who plays whom in `evening`.

use super::machine::Strength;
use super::state::Mode;
use crate::game::{GameOption, OptionValue, Options};

/// In this order.
pub(super) const OPTIONS: &[GameOption] = &[
    GameOption {
        id: "mode",
        title: "Mode",
        values: &[
            OptionValue {
                id: "winner-stays",
                title: "Winner stays",
                blurb: "Whoever wins stays at the board, and the next in the queue comes.",
            },
            OptionValue {
                id: "tournament",
                title: "Tournament",
                blurb: "Pair by pair, and whoever loses is out, until one is left.",
            },
        ],
    },
    GameOption {
        id: "length",
        title: "Length",
        values: &[
            OptionValue {
                id: "usual",
                title: "Usual",
                blurb: "Winner stays: the first with three wins. Tournament: best of three.",
            },
            OptionValue {
                id: "short",
                title: "Short",
                blurb: "One game decides: the evening, or in a tournament the pairing.",
            },
            OptionValue {
                id: "long",
                title: "Long",
                blurb: "Winner stays: the first with five wins. Tournament: best of five.",
            },
        ],
    },
    GameOption {
        id: "machine",
        title: "Machine",
        values: &[
            OptionValue {
                id: "fair",
                title: "Fair",
                blurb: "Who plays alone plays the machine: it looks ahead, and can be beaten.",
            },
            OptionValue {
                id: "gentle",
                title: "Gentle",
                blurb: "Who plays alone plays the machine: it overlooks half of what you are up to.",
            },
            OptionValue {
                id: "strong",
                title: "Strong",
                blurb: "Who plays alone plays the machine: it looks far ahead.",
            },
        ],
    },
];

pub(super) fn mode(options: Options) -> Mode {
    match options.choice(0) {
        1 => Mode::Tournament,
        _ => Mode::WinnerStays,
    }
}

/// Wins that end the evening, or a pairing of the tournament.
pub(super) fn goal(options: Options) -> u32 {
    let evening = match options.choice(1) {
        1 => 1,
        2 => 5,
        _ => 3,
    };
    match mode(options) {
        Mode::WinnerStays => evening,
        Mode::Tournament => evening.div_ceil(2),
    }
}

pub(super) fn machine(options: Options) -> Strength {
    match options.choice(2) {
        1 => Strength::Gentle,
        2 => Strength::Strong,
        _ => Strength::Fair,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_blurbs_promise_is_played() {
        let chosen = |mode, length| Options::default().with(0, mode).with(1, length);
        assert_eq!([0, 1, 2].map(|length| goal(chosen(0, length))), [3, 1, 5]);
        // best of three is two wins, best of five three
        assert_eq!([0, 1, 2].map(|length| goal(chosen(1, length))), [2, 1, 3]);
        let strengths = [0, 1, 2].map(|n| machine(Options::default().with(2, n)));
        assert_eq!(
            strengths,
            [Strength::Fair, Strength::Gentle, Strength::Strong]
        );
    }
}
