//! How hard the field is: how many balls there are, how fast they fly and how wide paddles are. By the round, and by how many
//! play, so that each of them has the same to do. The figures behind it are in `docs/arkanoid.md`.

use super::state::Mode;

/// Hits of paddles and bricks after which a ball flies faster.
pub(super) const HITS_A_STEP: u32 = 12;
/// How much faster, in units per second.
pub(super) const FASTER: f32 = 8.0;
/// The fastest that a ball gets by steps, anywhere.
pub(super) const FASTEST: f32 = 340.0;
/// The round after which the start gets no faster.
const LAST_FASTER_START: u32 = 33;

/// How fast balls fly in a round, in units per second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pace {
    /// From the paddle.
    pub(super) start: f32,
    /// At least from the first meeting with the top wall on.
    pub(super) top: f32,
    /// No steps lead beyond this.
    pub(super) fastest: f32,
}

/// The pace of a round. Endless rounds begin slower, gain more from one to the next and go further.
pub(super) fn pace(mode: Mode, round: u32) -> Pace {
    let cleared = round.max(1) - 1;
    let (start, fastest) = match mode {
        Mode::Coop | Mode::Versus => {
            let cleared = cleared.min(LAST_FASTER_START - 1) as f32;
            (110.0 + 2.0 * cleared, 240.0)
        }
        Mode::Endless => {
            let cleared = cleared.min(40) as f32;
            (104.0 + 3.0 * cleared, 220.0 + 3.0 * cleared)
        }
    };
    Pace {
        start,
        top: start * 1.15,
        fastest,
    }
}

/// The more players, the more balls.
pub(super) const fn balls_for(paddles: usize) -> usize {
    match paddles {
        0 => 0,
        1..=2 => 1,
        3..=5 => 2,
        _ => 3,
    }
}

/// The more paddles, the narrower each.
pub(super) const fn width_for(paddles: usize) -> f32 {
    match paddles {
        0..=2 => 36.0,
        3..=5 => 30.0,
        _ => 25.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_rounds_are_faster_and_none_beyond_the_fastest() {
        for mode in [Mode::Coop, Mode::Versus, Mode::Endless] {
            for round in 0..200 {
                let (now, next) = (pace(mode, round), pace(mode, round + 1));
                assert!(next.start >= now.start && next.fastest >= now.fastest);
                assert!(now.start < now.top && now.top < now.fastest, "{now:?}");
                assert!(now.fastest <= FASTEST);
            }
            assert_eq!(pace(mode, u32::MAX), pace(mode, 500));
        }
    }
}
