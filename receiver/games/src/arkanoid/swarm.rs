//! How many enemies there are at once, how soon the next one comes and how fast they are: by the round, and by how many play.

use super::state::{MAX_ENEMIES, STEPS_PER_SECOND};

/// No pause between two enemies is longer.
pub(super) const LONGEST_PAUSE: u32 = 10 * STEPS_PER_SECOND;
/// No enemy is faster, in any round.
pub(super) const FASTEST: f32 = 44.0;

/// Enemies at once at most: more in later rounds, and more for more players.
pub(super) fn most(round: u32, paddles: usize) -> usize {
    let by_round = 1 + (round as usize / 4).min(2);
    (by_round + paddles.saturating_sub(1) / 2).min(MAX_ENEMIES)
}

/// Steps until the next one may come: fewer in later rounds and for more players, and a little by chance.
pub(super) fn pause(round: u32, paddles: usize, chance: f32) -> u32 {
    let seconds = (9.0 - 0.2 * round.min(25) as f32) * 4.0 / (3.0 + paddles.max(1) as f32);
    let steps = (seconds + chance) * STEPS_PER_SECOND as f32;
    (steps as u32).clamp(STEPS_PER_SECOND / 2, LONGEST_PAUSE)
}

/// How fast enemies move in a round, in units per second.
pub(super) fn pace(round: u32) -> f32 {
    (24.0 + 0.8 * round.min(100) as f32).min(FASTEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_more_for_later_rounds_and_more_players_but_never_too_many() {
        assert_eq!(
            [most(1, 1), most(4, 1), most(8, 1), most(99, 1)],
            [1, 2, 3, 3]
        );
        assert_eq!([most(1, 2), most(1, 3), most(1, 8)], [1, 2, 4]);
        assert_eq!(
            [most(32, 8), most(u32::MAX, 99)],
            [MAX_ENEMIES, MAX_ENEMIES]
        );
        for round in [0, 1, 32, u32::MAX] {
            for paddles in 0..9 {
                let pause = |chance| pause(round, paddles, chance);
                assert!(pause(-1.0) < pause(1.0) && pause(1.0) <= LONGEST_PAUSE);
            }
        }
        assert!(pause(20, 1, 0.0) < pause(1, 1, 0.0) && pause(1, 8, 0.0) < pause(1, 1, 0.0));
    }
}
