//! How an axis answers to what drives it: the hints that a layout may give with it. A pad applies them once, before it rounds a
//! value for the wire. Must not know what an axis moves, nor how a pad computes.

use serde::{Deserialize, Serialize};

/// How much of a motion, or of a deflection, reaches the axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gain {
    /// All of it, always.
    #[default]
    Plain,
    /// A motion counts by its speed: fine when slow, far when fast. For swipes and other motions; what has a place of its own
    /// (a stick, a tilt) is not changed. A finger that comes back at another speed does not bring the axis back.
    BySpeed {
        /// Per cent at speeds up to `from`, 10 to 1000.
        slow: u16,
        /// Per cent at speeds from `to` on, 10 to 1000. Between the two speeds it goes evenly from one to the other.
        fast: u16,
        /// Thousandths of the axis's whole way a second, before any gain: at most 19,999.
        from: u16,
        /// The same, above `from`, at most 20,000.
        to: u16,
    },
    /// A deflection from the middle counts by its size: for sticks and tilts; motions are not changed.
    ByDeflection {
        /// Thousandths of the way to the end that count as the middle, 0 to 500. Beyond them it begins at nothing.
        dead: u16,
        /// Thousandths of the answer that are the deflection's cube, 0 (straight) to 1000: gentle around the middle, and
        /// the ends stay where they are.
        bend: u16,
    },
}

impl Gain {
    /// Whether every number is in its range.
    #[must_use]
    pub fn is_sound(self) -> bool {
        match self {
            Self::Plain => true,
            Self::BySpeed {
                slow,
                fast,
                from,
                to,
            } => {
                let per_cent = 10..=1000;
                per_cent.contains(&slow) && per_cent.contains(&fast) && from < to && to <= 20_000
            }
            Self::ByDeflection { dead, bend } => dead <= 500 && bend <= 1000,
        }
    }
}

/// A low-pass filter that lets more through the faster the axis moves: steady at rest, prompt in motion. The 1€ filter of
/// Casiez, Roussel and Vogel (CHI 2012), whose third parameter, the cutoff for the speed itself, is their 1 Hz.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneEuro {
    /// Cutoff at rest, in tenths of a hertz, 1 to 1000: lower is steadier, and slower.
    pub min_cutoff: u16,
    /// By how many tenths of a hertz the cutoff rises for each whole way of the axis a second, 0 to 10,000.
    pub beta: u16,
}

impl OneEuro {
    /// Whether every number is in its range.
    #[must_use]
    pub fn is_sound(self) -> bool {
        (1..=1000).contains(&self.min_cutoff) && self.beta <= 10_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_out_of_range_are_unsound() {
        let speed = |slow, fast, from, to| Gain::BySpeed {
            slow,
            fast,
            from,
            to,
        };
        for sound in [
            Gain::Plain,
            speed(10, 1000, 0, 20_000),
            speed(100, 50, 1, 2),
            Gain::ByDeflection { dead: 0, bend: 0 },
            Gain::ByDeflection {
                dead: 500,
                bend: 1000,
            },
        ] {
            assert!(sound.is_sound(), "{sound:?}");
        }
        for unsound in [
            speed(9, 100, 0, 1),
            speed(100, 1001, 0, 1),
            speed(100, 100, 5, 5),
            speed(100, 100, 6, 5),
            speed(100, 100, 0, 20_001),
            Gain::ByDeflection { dead: 501, bend: 0 },
            Gain::ByDeflection {
                dead: 0,
                bend: 1001,
            },
        ] {
            assert!(!unsound.is_sound(), "{unsound:?}");
        }
        let filter = |min_cutoff, beta| OneEuro { min_cutoff, beta }.is_sound();
        assert!(filter(1, 0) && filter(1000, 10_000));
        assert!(!filter(0, 0) && !filter(1001, 0) && !filter(10, 10_001));
    }
}
