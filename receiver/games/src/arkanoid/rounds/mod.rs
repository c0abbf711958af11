//! The rounds of a game, whichever they are: the game's own, those of a pack that a player brought along, or rounds without
//! end. Knows no ball.

mod own;
mod text;

pub use text::{HEADER, PACK_BYTES, PACK_ROUNDS, Pack, PackError, PackFault};

use super::state::{BrickKind, Grid, Mode, ROUNDS, Title};
use crate::checksum::Checksum;
use crate::game::{PackInfo, Setup};
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
            Source::Endless(_) => own::level((number.max(1) - 1) % ROUNDS + 1),
        };
        let hits = silver_hits(number);
        for brick in level.bricks.iter_mut().flatten().flatten() {
            if brick.kind == BrickKind::Silver {
                brick.hits_left = hits;
            }
        }
        level
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
pub(super) fn check(text: &str) -> Result<PackInfo, String> {
    let pack = Pack::parse(text).map_err(|error| error.to_string())?;
    Ok(PackInfo {
        title: pack.title.name,
        author: pack.title.author,
        count: pack.levels.len(),
    })
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
    use crate::arkanoid::state::{COLUMNS, ROWS};

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
        for Level { title, bricks, .. } in own() {
            let solid =
                |r: usize, c: usize| bricks[r][c].is_some_and(|b| b.kind == BrickKind::Gold);
            let mut open = [[false; COLUMNS]; ROWS];
            let mut edge: Vec<_> = (0..COLUMNS).map(|c| (ROWS - 1, c)).collect();
            while let Some((r, c)) = edge.pop() {
                if !solid(r, c) && !std::mem::replace(&mut open[r][c], true) {
                    edge.extend((r > 0).then(|| (r - 1, c)));
                    edge.extend((r + 1 < ROWS).then_some((r + 1, c)));
                    edge.extend((c > 0).then(|| (r, c - 1)));
                    edge.extend((c + 1 < COLUMNS).then_some((r, c + 1)));
                }
            }
            for (r, row) in open.iter().enumerate() {
                for (c, open) in row.iter().enumerate() {
                    assert!(*open || solid(r, c), "{}: {r} {c}", title.name);
                }
            }
        }
    }

    #[test]
    fn silver_takes_one_hit_more_every_eight_rounds() {
        let hits = [1, 8, 9, 16, 17, 25, 33, 1_000, u32::MAX].map(silver_hits);
        assert_eq!(hits, [2, 2, 3, 3, 4, 5, 6, 6, 6]);
    }
}
