//! Chance for games: a seeded generator whose whole state is its seed and how often it was asked.
//! Must not know any game; never asks the system for anything.

use crate::checksum::Checksum;
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg32;
use serde::{Deserialize, Serialize};

/// Seeded dice: the same seed rolls the same numbers on every machine. Written as what decides every later roll.
///
/// ```
/// use couchpad_games::dice::Dice;
///
/// let (mut one, mut other) = (Dice::new(5), Dice::new(5));
/// assert!((0..100).all(|_| one.below(6) == other.below(6)));
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "(u64, u64)", into = "(u64, u64)")]
pub struct Dice {
    generator: Pcg32,
    seed: u64,
    rolls: u64,
}

impl From<(u64, u64)> for Dice {
    fn from((seed, rolls): (u64, u64)) -> Self {
        let mut dice = Self::new(seed);
        dice.generator.advance(rolls);
        dice.rolls = rolls;
        dice
    }
}

impl From<Dice> for (u64, u64) {
    fn from(dice: Dice) -> Self {
        (dice.seed, dice.rolls)
    }
}

impl Dice {
    /// Dice that nobody has rolled yet.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            generator: Pcg32::seed_from_u64(seed),
            seed,
            rolls: 0,
        }
    }

    /// A number from -1.0 to below 1.0, evenly spread, in steps of 2^-23.
    pub fn spread(&mut self) -> f32 {
        self.rolls = self.rolls.wrapping_add(1);
        let bits = self.generator.next_u32() >> 8;
        bits as f32 / (1 << 23) as f32 - 1.0
    }

    /// Heads or tails.
    pub fn coin(&mut self) -> bool {
        self.spread() < 0.0
    }

    /// A whole number below `count`, each as likely as the others as far as 2^24 different rolls can be shared out; 0 if
    /// there is none below.
    pub fn below(&mut self, count: usize) -> usize {
        let share = (self.spread() + 1.0) / 2.0;
        // a share is below 1, but its product with a large count may be rounded up to the count itself
        ((share * count as f32) as usize).min(count.saturating_sub(1))
    }

    /// Mixes in what decides every later roll.
    pub const fn checksum(&self, sum: &mut Checksum) {
        sum.u64(self.seed);
        sum.u64(self.rolls);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rolls_are_golden_and_spread_evenly() {
        let mut dice = Dice::new(1);
        let mut mean = 0.0;
        for _ in 0..10_000 {
            let roll = dice.spread();
            assert!((-1.0..1.0).contains(&roll));
            mean += roll / 10_000.0;
        }
        assert!(mean.abs() < 0.05, "{mean}");
        assert_ne!(Dice::new(1).spread(), Dice::new(2).spread());
    }

    #[test]
    fn every_number_below_comes_as_often() {
        let mut dice = Dice::new(3);
        let mut seen = [0; 7];
        (0..7_000).for_each(|_| seen[dice.below(7)] += 1);
        assert!(seen.iter().all(|n| (880..1120).contains(n)), "{seen:?}");
        assert_eq!((dice.below(0), dice.below(1)), (0, 0));
        assert!((0..1_000).all(|_| dice.below(usize::MAX) < usize::MAX));
    }

    #[test]
    fn dice_that_were_put_away_roll_on() {
        let mut dice = Dice::new(9);
        for rolls in 0..100 {
            let mut again = Dice::from((9, rolls));
            assert_eq!(<(u64, u64)>::from(dice.clone()), (9, rolls));
            assert_eq!(dice.spread(), again.spread());
        }
        assert!((-1.0..1.0).contains(&Dice::from((9, u64::MAX)).spread()));
    }

    #[test]
    fn a_roll_changes_the_checksum() {
        let of = |dice: &Dice| {
            let mut sum = Checksum::default();
            dice.checksum(&mut sum);
            sum.finish()
        };
        let mut dice = Dice::new(7);
        let before = of(&dice);
        dice.coin();
        assert_ne!(before, of(&dice));
    }
}
