//! What a pad lets its player feel and see of the game: a few shakes in a row, a glow of the edge, whose turn it is. Bounded
//! wherever it comes from. Must not know how it is shown or felt.

use serde::{Deserialize, Serialize};

/// Most shakes in a row.
pub const SHAKES: usize = 8;
/// Longest single shake, in milliseconds.
pub const SHAKE_MILLIS: u16 = 2_000;
/// Longest that shakes in a row may take, pauses between them included, in milliseconds.
pub const SHAKES_MILLIS: u16 = 5_000;
/// Longest glow, in milliseconds.
pub const GLOW_MILLIS: u16 = 2_000;

/// One shake, and the rest after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shake {
    /// 0 (nothing is felt) to 255.
    pub strength: u8,
    /// How long it shakes, in milliseconds, at most [`SHAKE_MILLIS`].
    pub millis: u16,
    /// How long nothing shakes before the next one, in milliseconds.
    pub pause: u16,
}

impl Shake {
    /// A shake with nothing after it.
    #[must_use]
    pub const fn new(strength: u8, millis: u16) -> Self {
        Self {
            strength,
            millis,
            pause: 0,
        }
    }

    /// The same with a rest of so many milliseconds after it.
    #[must_use]
    pub const fn then(self, pause: u16) -> Self {
        Self { pause, ..self }
    }
}

/// Shakes in a row: one to [`SHAKES`] of them, [`SHAKES_MILLIS`] at most. Played in time by the pad, and cut short by newer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shakes {
    count: u8,
    list: [Shake; SHAKES],
}

impl Shakes {
    /// These, cut to the bounds: what is too long is shortened, and what comes after the end of the time or the list is left out.
    /// Of none it is one that nobody feels.
    #[must_use]
    pub const fn new(shakes: &[Shake]) -> Self {
        let mut list = [Shake::new(0, 0); SHAKES];
        let (mut at, mut left) = (0, SHAKES_MILLIS);
        while at < shakes.len() && at < SHAKES && left > 0 {
            let wanted = shakes[at];
            let millis = least(least(wanted.millis, SHAKE_MILLIS), left);
            left -= millis;
            let pause = least(wanted.pause, left);
            left -= pause;
            list[at] = Shake {
                strength: wanted.strength,
                millis,
                pause,
            };
            at += 1;
        }
        let count = if at == 0 { 1 } else { at as u8 };
        Self { count, list }
    }

    /// A single one.
    #[must_use]
    pub const fn once(strength: u8, millis: u16) -> Self {
        Self::new(&[Shake::new(strength, millis)])
    }

    /// As they came, if they keep to the bounds: at least one, and neither too many nor too long.
    #[must_use]
    pub fn checked(shakes: &[Shake]) -> Option<Self> {
        let kept = Self::new(shakes);
        (kept.as_slice() == shakes).then_some(kept)
    }

    /// All of them, in order; at least one.
    #[must_use]
    pub fn as_slice(&self) -> &[Shake] {
        self.list.get(..usize::from(self.count)).unwrap_or_default()
    }

    /// How long they take, in milliseconds, pauses included.
    #[must_use]
    pub fn millis(&self) -> u16 {
        let each = |shake: &Shake| shake.millis + shake.pause;
        self.as_slice().iter().map(each).sum()
    }
}

const fn least(a: u16, b: u16) -> u16 {
    if a < b { a } else { b }
}

/// In which colour a pad's edge glows. Append-only, as its numbers travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tint {
    /// The player's own.
    #[default]
    Own,
    /// Something went well.
    Good,
    /// Take care.
    Warning,
    /// Something was lost.
    Bad,
    /// The colour of this mark, from 0: another player's, say.
    Mark(u8),
}

/// Where the marks' numbers begin.
const MARKS: u8 = 16;

impl Tint {
    /// Its number on the wire. Marks beyond the 240th are taken for the last.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Own => 0,
            Self::Good => 1,
            Self::Warning => 2,
            Self::Bad => 3,
            Self::Mark(mark) => mark.saturating_add(MARKS),
        }
    }

    /// The tint with this number; the player's own for those of later versions.
    #[must_use]
    pub const fn from_code(code: u8) -> Self {
        match code {
            1 => Self::Good,
            2 => Self::Warning,
            3 => Self::Bad,
            MARKS.. => Self::Mark(code - MARKS),
            _ => Self::Own,
        }
    }
}

/// Whose turn it is, as one player needs to know it. Append-only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Turn {
    /// Nobody waits for this player.
    #[default]
    Free,
    /// The game waits for this player.
    Yours,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_too_much_is_cut_and_what_fits_is_kept() {
        let beat = Shake::new(200, 100).then(50);
        let two = Shakes::new(&[beat, beat]);
        assert_eq!((two.as_slice(), two.millis()), (&[beat, beat][..], 300));
        assert_eq!(Shakes::checked(&[beat, beat]), Some(two));
        assert_eq!(Shakes::new(&[beat; 20]).as_slice().len(), SHAKES);
        assert_eq!(Shakes::checked(&[beat; SHAKES + 1]), None);
        let long = Shake::new(1, u16::MAX).then(u16::MAX);
        assert_eq!(
            Shakes::new(&[long, long]).as_slice(),
            [Shake::new(1, SHAKE_MILLIS).then(SHAKES_MILLIS - SHAKE_MILLIS)]
        );
        assert_eq!(Shakes::new(&[]).as_slice(), [Shake::new(0, 0)]);
        assert_eq!(Shakes::checked(&[]), None);
    }

    #[test]
    fn every_tint_has_a_number_of_its_own() {
        let plain = [Tint::Own, Tint::Good, Tint::Warning, Tint::Bad];
        for (code, tint) in (0..).zip(plain) {
            assert_eq!((tint.code(), Tint::from_code(code)), (code, tint));
        }
        for mark in 0..=239 {
            let code = Tint::Mark(mark).code();
            assert!(code >= MARKS);
            assert_eq!(Tint::from_code(code), Tint::Mark(mark));
        }
        assert_eq!(Tint::Mark(255).code(), 255);
        assert_eq!(Tint::from_code(9), Tint::Own, "of a later version");
    }

    proptest! {
        #[test]
        fn any_shakes_keep_to_the_bounds(
            wanted in prop::collection::vec((any::<u8>(), any::<u16>(), any::<u16>()), 0..20)
        ) {
            let wanted: Vec<_> = wanted
                .into_iter()
                .map(|(strength, millis, pause)| Shake { strength, millis, pause })
                .collect();
            let kept = Shakes::new(&wanted);
            prop_assert!((1..=SHAKES).contains(&kept.as_slice().len()));
            prop_assert!(kept.millis() <= SHAKES_MILLIS);
            prop_assert!(kept.as_slice().iter().all(|shake| shake.millis <= SHAKE_MILLIS));
            prop_assert_eq!(Shakes::checked(kept.as_slice()), Some(kept));
        }
    }
}
