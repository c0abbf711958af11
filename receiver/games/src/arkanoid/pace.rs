//! How hard the field is: how many balls there are, how fast they fly and how wide paddles are. By the round, and by how many
//! play, so that each of them has the same to do. The figures behind it are in `docs/arkanoid.md`.

use super::state::{MAX_PADDLES, Mode, State};

/// Hits of paddles and bricks after which a ball flies faster.
pub(super) const HITS_A_STEP: u32 = 12;
/// How much faster, in units per second.
pub(super) const FASTER: f32 = 8.0;
/// The fastest that a ball gets by steps, anywhere.
pub(super) const FASTEST: f32 = 400.0;
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

/// What each number of players, from one on, has before it.
struct Scale {
    /// Balls that are served.
    balls: usize,
    /// Width of a paddle.
    width: f32,
    /// What the speed of all balls is multiplied by.
    speed: f32,
}

const fn scale(balls: usize, width: f32, speed: f32) -> Scale {
    Scale {
        balls,
        width,
        speed,
    }
}

/// For one to eight players.
const SCALES: [Scale; MAX_PADDLES] = [
    scale(1, 36.0, 1.00),
    scale(1, 32.0, 1.10),
    scale(2, 25.0, 1.25),
    scale(2, 23.0, 1.35),
    scale(2, 22.0, 1.35),
    scale(2, 21.0, 1.40),
    scale(3, 18.0, 1.50),
    scale(3, 17.0, 1.55),
];

/// With nobody there it is as for the first who comes.
const fn scale_for(paddles: usize) -> &'static Scale {
    match paddles {
        0 | 1 => &SCALES[0],
        n if n < MAX_PADDLES => &SCALES[n - 1],
        _ => &SCALES[MAX_PADDLES - 1],
    }
}

/// The pace of the game as it stands.
pub(super) fn of(state: &State) -> Pace {
    pace(state.mode, state.round, state.paddles.len())
}

/// The pace of a round. Endless rounds begin slower, gain more from one to the next and go further.
fn pace(mode: Mode, round: u32, paddles: usize) -> Pace {
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
    let factor = scale_for(paddles).speed;
    Pace {
        start: start * factor,
        top: start * factor * 1.15,
        fastest: (fastest * factor).min(FASTEST),
    }
}

/// The more players, the more balls; none without anybody.
pub(super) const fn balls_for(paddles: usize) -> usize {
    match paddles {
        0 => 0,
        n => scale_for(n).balls,
    }
}

/// The more paddles, the narrower each.
pub(super) const fn width_for(paddles: usize) -> f32 {
    scale_for(paddles).width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_rounds_are_faster_and_none_beyond_the_fastest() {
        for mode in [Mode::Coop, Mode::Versus, Mode::Endless] {
            for paddles in 0..=MAX_PADDLES {
                for round in 0..200 {
                    let pace = |round| pace(mode, round, paddles);
                    let (now, next) = (pace(round), pace(round + 1));
                    assert!(next.start >= now.start && next.fastest >= now.fastest);
                    assert!(now.start < now.top && now.top < now.fastest, "{now:?}");
                    assert!(now.fastest <= FASTEST);
                }
                assert_eq!(pace(mode, u32::MAX, paddles), pace(mode, 500, paddles));
            }
        }
    }

    #[test]
    fn more_players_have_no_fewer_balls_nor_slower_ones_nor_wider_paddles() {
        for paddles in 1..MAX_PADDLES {
            let (few, more) = (scale_for(paddles), scale_for(paddles + 1));
            assert!(few.balls <= more.balls && few.speed <= more.speed);
            assert!(few.width >= more.width);
        }
        assert_eq!(balls_for(0), 0);
    }
}
