//! The bricks of a level set that do more in LBreakout2 than here, for whoever brings it. Must not know what they become.

use super::bricks::Signs;
use std::fmt;
use std::ops::AddAssign;

/// How many bricks of a set do something in LBreakout2 that no brick does here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tamed {
    /// They explode, and take their neighbours with them.
    pub exploding: usize,
    /// They let others grow beside them.
    pub growing: usize,
    /// They heal after a while.
    pub healing: usize,
    /// They turn balls anywhere.
    pub turning: usize,
}

impl Tamed {
    /// Those of one level.
    pub(super) fn of(signs: &Signs) -> Self {
        let mut tamed = Self::default();
        for sign in signs.iter().flatten() {
            match sign {
                '*' => tamed.exploding += 1,
                '!' => tamed.growing += 1,
                'x' | 'y' | 'z' => tamed.healing += 1,
                '@' => tamed.turning += 1,
                _ => {}
            }
        }
        tamed
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl AddAssign for Tamed {
    fn add_assign(&mut self, other: Self) {
        self.exploding += other.exploding;
        self.growing += other.growing;
        self.healing += other.healing;
        self.turning += other.turning;
    }
}

impl fmt::Display for Tamed {
    /// In words: "12 bricks that explode, 1 that heals".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            (self.exploding, "explodes", "explode"),
            (self.growing, "lets others grow", "let others grow"),
            (self.healing, "heals", "heal"),
            (self.turning, "turns balls anywhere", "turn balls anywhere"),
        ];
        let some = kinds.into_iter().filter(|(count, ..)| *count > 0);
        for (at, (count, one, many)) in some.enumerate() {
            let what = match (at, count) {
                (0, 1) => " brick",
                (0, _) => " bricks",
                _ => "",
            };
            let comma = if at > 0 { ", " } else { "" };
            let does = if count == 1 { one } else { many };
            write!(f, "{comma}{count}{what} that {does}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_each_kind_that_there_is() {
        let some = Tamed {
            exploding: 12,
            healing: 1,
            ..Tamed::default()
        };
        assert_eq!(some.to_string(), "12 bricks that explode, 1 that heals");
        let one = Tamed {
            growing: 1,
            turning: 2,
            ..Tamed::default()
        };
        assert_eq!(
            one.to_string(),
            "1 brick that lets others grow, 2 that turn balls anywhere"
        );
        assert!(Tamed::default().is_empty() && Tamed::default().to_string().is_empty());
    }
}
