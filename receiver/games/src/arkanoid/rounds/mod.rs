//! The rounds of a game, whichever they are: the game's own, those of a pack that a player brought along, or rounds without
//! end. Knows no ball.

mod endless;
mod lbreakout;
mod own;
mod pack;
mod reach;
mod read;

pub use lbreakout::{ImportError, ImportFault, Imported, SET_BYTES, Tamed, import};
pub use pack::{HEADER, PACK_BYTES, PACK_ROUNDS, Pack, PackError, PackFault};

use super::state::{Brick, BrickKind, Grid, Mode, ROUNDS, Title};
use crate::checksum::Checksum;
use crate::game::{PackInfo, Setup};
use crate::packs;
use serde::{Deserialize, Serialize};

/// Hits that a silver brick takes in the first round.
pub const SILVER_HITS: u8 = 2;
/// It takes one more for each so many rounds that are cleared.
const SILVER_EVERY: u32 = 8;
/// But never more than this, however far the rounds go.
pub const SILVER_HITS_MOST: u8 = 6;

/// One round as it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// What it is called and who made it.
    pub title: Title,
    /// Its bricks, all whole.
    pub bricks: Grid,
    /// Whether the boss is in it: then it is over when the boss is.
    pub boss: bool,
}

impl Level {
    /// Bricks that no ball gets to because gold lies around them; those crumble after a while.
    #[must_use]
    pub fn shut_in(&self) -> u32 {
        reach::shut_in(&self.bricks, |brick| brick.kind == BrickKind::Gold)
    }
}

/// Which rounds a game has. Written as what decides every one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Levels {
    source: Source,
    /// A number that differs when a round of it differs.
    sum: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    Own,
    Pack(Pack),
    Endless(u64),
}

/// [`Levels`] in a file.
#[derive(Serialize, Deserialize)]
enum Written {
    Own,
    Pack(String),
    Endless(u64),
}

impl From<Levels> for Written {
    fn from(levels: Levels) -> Self {
        match levels.source {
            Source::Own => Self::Own,
            Source::Pack(pack) => Self::Pack(pack.print()),
            Source::Endless(seed) => Self::Endless(seed),
        }
    }
}

impl TryFrom<Written> for Levels {
    type Error = PackError;

    fn try_from(written: Written) -> Result<Self, PackError> {
        Ok(Self::new(match written {
            Written::Own => Source::Own,
            Written::Pack(text) => Source::Pack(Pack::parse(&text)?),
            Written::Endless(seed) => Source::Endless(seed),
        }))
    }
}

impl Levels {
    /// The rounds that a game has which begins so. A pack that cannot be read is as none, and in [`Mode::Endless`] there is
    /// none.
    #[must_use]
    pub fn of(setup: &Setup, mode: Mode) -> Self {
        let pack = setup.pack.as_deref().map(Pack::parse);
        Self::new(match (mode, pack) {
            (Mode::Endless, _) => Source::Endless(setup.seed),
            (_, Some(Ok(pack))) => Source::Pack(pack),
            (_, Some(Err(_)) | None) => Source::Own,
        })
    }

    fn new(source: Source) -> Self {
        let mut sum = Checksum::default();
        match &source {
            Source::Own => sum.u8(0),
            Source::Pack(pack) => sum.bytes(pack.print().as_bytes()),
            Source::Endless(seed) => sum.u64(*seed),
        }
        let sum = sum.finish();
        Self { source, sum }
    }

    /// How many rounds there are; `None`: without end.
    #[must_use]
    pub fn count(&self) -> Option<u32> {
        match &self.source {
            Source::Own => Some(ROUNDS),
            Source::Pack(pack) => u32::try_from(pack.levels.len()).ok(),
            Source::Endless(_) => None,
        }
    }

    /// The round with that number, counted from 1; the last one for every number beyond.
    #[must_use]
    pub fn level(&self, number: u32) -> Level {
        let mut level = match &self.source {
            Source::Own => own::level(number),
            Source::Pack(pack) => {
                let at = (number.max(1) as usize - 1).min(pack.levels.len().saturating_sub(1));
                pack.levels.get(at).cloned().unwrap_or_default()
            }
            Source::Endless(seed) => endless::level(*seed, number.max(1)),
        };
        let hits = silver_hits(number).min(self.silver_hits_most());
        for brick in level.bricks.iter_mut().flatten().flatten() {
            if brick.kind == BrickKind::Silver {
                brick.hits_left = hits;
            }
        }
        level
    }

    /// Hits that silver takes at most. Rounds without end are so full of it that they would take for ever with more.
    const fn silver_hits_most(&self) -> u8 {
        match self.source {
            Source::Own | Source::Pack(_) => SILVER_HITS_MOST,
            Source::Endless(_) => SILVER_HITS_MOST - 2,
        }
    }

    /// Mixes in which rounds these are.
    pub(super) const fn checksum(&self, sum: &mut Checksum) {
        sum.u64(self.sum);
    }
}

/// Hits that silver takes in the round with that number, counted from 1.
#[must_use]
pub fn silver_hits(number: u32) -> u8 {
    let more = number.saturating_sub(1) / SILVER_EVERY;
    let more = u8::try_from(more).unwrap_or(u8::MAX);
    SILVER_HITS.saturating_add(more).min(SILVER_HITS_MOST)
}

/// What [`Packs::check`](crate::game::Packs::check) says of a text of levels.
pub(super) fn check(text: &str) -> Result<PackInfo, Vec<String>> {
    let pack = Pack::read(text).map_err(|errors| packs::told(&errors))?;
    Ok(PackInfo {
        title: pack.title.name,
        author: pack.title.author,
        count: pack.levels.len(),
    })
}

const fn plain(colour: u8) -> Brick {
    Brick {
        kind: BrickKind::Plain,
        hits_left: 1,
        colour,
    }
}

/// A silver brick as in the first round.
const fn silver() -> Brick {
    Brick {
        kind: BrickKind::Silver,
        hits_left: SILVER_HITS,
        colour: 0,
    }
}

const fn gold() -> Brick {
    Brick {
        kind: BrickKind::Gold,
        hits_left: 0,
        colour: 0,
    }
}

/// Bricks that can still break.
pub(super) fn breakable(grid: &Grid) -> u32 {
    let left = grid
        .iter()
        .flatten()
        .flatten()
        .filter(|b| b.kind != BrickKind::Gold);
    u32::try_from(left.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> impl Iterator<Item = Level> {
        let levels = Levels::of(&Setup::new(1), Mode::Coop);
        (1..=ROUNDS).map(move |number| levels.level(number))
    }

    #[test]
    fn the_boss_is_in_the_last_round_and_no_two_rounds_are_alike() {
        let all: Vec<_> = own().collect();
        assert_eq!(all.len(), 33);
        for (at, level) in all.iter().enumerate() {
            assert_eq!(level.boss, at == 32, "{}", level.title.name);
            assert!(level.title.author.is_empty());
            for other in all.iter().skip(at + 1) {
                assert_ne!(level.title.name, other.title.name);
                assert_ne!(level.bricks, other.bricks, "{}", level.title.name);
            }
        }
    }

    #[test]
    fn every_round_is_a_round() {
        for level in own() {
            let left = breakable(&level.bricks);
            let wanted = if level.boss { 0..=0 } else { 60..=155 };
            assert!(wanted.contains(&left), "{}: {left}", level.title.name);
        }
    }

    /// A ball coming from below can get to every brick that must break, and out of every hole again.
    #[test]
    fn gold_walls_nothing_in() {
        for level in own() {
            assert!(!reach::has_hole(&level.bricks), "{}", level.title.name);
        }
    }

    #[test]
    fn silver_takes_one_hit_more_every_eight_rounds() {
        let hits = [1, 8, 9, 16, 17, 25, 33, 1_000, u32::MAX].map(silver_hits);
        assert_eq!(hits, [2, 2, 3, 3, 4, 5, 6, 6, 6]);
    }

    const TWO: &str = "couchpad-levels 1\nname: Two\nauthor: Ada\n\nround: One\n.3.S..........\n\nround: Other\nauthor: Bo\nS\
.............\n";

    fn with(pack: &str) -> Setup {
        Setup {
            pack: Some(pack.to_owned()),
            ..Setup::new(3)
        }
    }

    #[test]
    fn a_pack_is_played_instead_of_the_own_rounds() {
        let levels = Levels::of(&with(TWO), Mode::Versus);
        assert_eq!(levels.count(), Some(2));
        let (one, other) = (levels.level(1), levels.level(2));
        assert_eq!(
            (one.title.name.as_str(), one.title.author.as_str()),
            ("One", "Ada")
        );
        assert_eq!(
            (other.title.author.as_str(), breakable(&other.bricks)),
            ("Bo", 1)
        );
        // beyond what there is comes the last one, so that a damaged number does no harm
        assert_eq!(levels.level(9).title, other.title);
        assert_eq!(levels.level(0), one);
    }

    #[test]
    fn what_is_no_pack_is_as_none_and_without_end_there_is_none() {
        let own = Levels::of(&with("no levels"), Mode::Coop);
        assert_eq!(own, Levels::of(&Setup::new(3), Mode::Coop));
        assert_eq!(own.count(), Some(ROUNDS));
        let endless = Levels::of(&with(TWO), Mode::Endless);
        assert_eq!(endless, Levels::of(&Setup::new(3), Mode::Endless));
        assert_eq!(endless.count(), None);
        assert_ne!(endless.level(1), endless.level(2));
    }

    #[test]
    fn silver_is_as_hard_as_its_round() {
        let hits = |levels: &Levels, number: u32| {
            let bricks = levels.level(number).bricks.into_iter().flatten().flatten();
            bricks.map(|brick| brick.hits_left).max()
        };
        let own = Levels::of(&Setup::new(1), Mode::Coop);
        assert_eq!(
            [4, 16, 32].map(|n| hits(&own, n)),
            [Some(2), Some(3), Some(5)]
        );
        let endless = Levels::of(&Setup::new(1), Mode::Endless);
        assert_eq!(
            [1, 20, 900].map(|n| hits(&endless, n)),
            [Some(1), Some(4), Some(4)]
        );
    }

    #[test]
    fn a_saved_game_brings_its_rounds_along() {
        let of = |levels: &Levels| {
            let mut sum = Checksum::default();
            levels.checksum(&mut sum);
            sum.finish()
        };
        let all = [
            Levels::of(&Setup::new(3), Mode::Coop),
            Levels::of(&with(TWO), Mode::Coop),
            Levels::of(&Setup::new(3), Mode::Endless),
            Levels::of(&Setup::new(4), Mode::Endless),
        ];
        for (at, levels) in all.iter().enumerate() {
            let bytes = couchpad_protocol::encode(levels, PACK_BYTES).unwrap();
            let again: Levels = couchpad_protocol::decode(&bytes, PACK_BYTES).unwrap();
            assert_eq!(&again, levels);
            assert!(all.iter().skip(at + 1).all(|other| of(other) != of(levels)));
        }
        let no_pack = Written::Pack("couchpad-levels 1".to_owned());
        let bytes = couchpad_protocol::encode(&no_pack, PACK_BYTES).unwrap();
        assert!(couchpad_protocol::decode::<Levels>(&bytes, PACK_BYTES).is_err());
    }
}
