//! Rounds without end: patterns that are the same on both sides, drawn by dice from a seed and the round's number, with
//! more rows, silver and gold the further they go. The same on every machine. Knows no ball.

use super::{Level, breakable, reach};
use crate::arkanoid::state::{BRICK_COLOURS, Brick, COLUMNS, Grid, ROWS, Title};
use crate::dice::Dice;

/// Fewer bricks than this are no round.
const FEWEST: u32 = 28;
/// The rows of the first round, and of the last that grows.
const FEW_ROWS: usize = 5;
const MANY_ROWS: usize = 15;
/// A row more every so many rounds.
const GROWS_EVERY: usize = 2;
/// Layers of a pattern that look different.
const SLOTS: usize = 5;
/// From which round on the first layer is silver, and how many layers may be.
const SILVER_FROM: u32 = 4;
const SILVER_EVERY: u32 = 6;
const SILVER_SLOTS: u32 = 2;
/// A pair of gold bricks more every so many rounds, up to so many.
const GOLD_EVERY: u32 = 3;
const GOLD_PAIRS: u32 = 8;

/// A way to lay bricks: for a place, counted from the middle and from the top, the layer that it belongs to, if it has a
/// brick at all.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    noun: &'static str,
    layer: fn(x: usize, y: usize) -> Option<usize>,
}

const PATTERNS: [Pattern; 9] = [
    Pattern {
        noun: "Terraces",
        layer: |_, y| (y % 3 != 2).then_some(y / 3),
    },
    Pattern {
        noun: "Chequers",
        layer: |x, y| (x + y).is_multiple_of(2).then_some(y / 2),
    },
    Pattern {
        noun: "Chevrons",
        layer: |x, y| ((x + y) % 4 != 3).then_some((x + y) / 4),
    },
    Pattern {
        noun: "Peaks",
        layer: |x, y| ((x + 20 - y) % 4 != 3).then_some((x + 20 - y) / 4),
    },
    Pattern {
        noun: "Columns",
        layer: |x, y| (x % 3 != 2 || y % 5 == 4).then_some(x),
    },
    Pattern {
        noun: "Waves",
        layer: |x, y| {
            let crest = (x % 6).abs_diff(3);
            ((y + crest) % 4 != 3).then_some((y + crest) / 4)
        },
    },
    Pattern {
        noun: "Lace",
        layer: |x, y| (x & (y % 8) == 0).then_some(x.max(y) / 2),
    },
    Pattern {
        noun: "Windows",
        layer: |x, y| {
            (x % 4 < 2 || y % 4 < 2).then_some((x / 4 + y / 4) * 2 + usize::from(x % 4 < 2))
        },
    },
    Pattern {
        noun: "Nets",
        layer: |x, y| ((x + y) % 3 != 1 || (x + 18 - y) % 3 == 0).then_some(y / 2 + x / 2),
    },
];

const ADJECTIVES: [&str; 12] = [
    "Amber", "Quiet", "Northern", "Silent", "Hidden", "Crimson", "Winding", "Midnight", "Hollow",
    "Restless", "Glass", "Distant",
];

/// The round with that number, counted from 1, of the rounds that come from this seed.
pub(super) fn level(seed: u64, number: u32) -> Level {
    let mut dice = Dice::new(seed ^ u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let pattern = pick(&mut dice, &PATTERNS);
    let adjective = pick(&mut dice, &ADJECTIVES);
    let mut bricks = lay(&mut dice, pattern, number);
    while breakable(&bricks) < FEWEST {
        fill(&mut dice, &mut bricks);
    }
    gild(&mut dice, &mut bricks, number);
    Level {
        title: Title {
            name: format!("{adjective} {}", pattern.noun),
            author: String::new(),
        },
        bricks,
        boss: false,
    }
}

fn pick<T: Copy, const N: usize>(dice: &mut Dice, from: &[T; N]) -> T {
    const { assert!(N > 0) };
    from[dice.below(N)]
}

fn lay(dice: &mut Dice, pattern: Pattern, number: u32) -> Grid {
    let grown = usize::try_from(number).unwrap_or(usize::MAX) / GROWS_EVERY;
    let rows = FEW_ROWS.saturating_add(grown).min(MANY_ROWS);
    let top = dice.below((ROWS - rows).min(4));
    let (right, down) = (dice.below(4), dice.below(4));
    let slots = slots(dice, number);
    let mut bricks = Grid::default();
    for (y, line) in bricks.iter_mut().skip(top).take(rows).enumerate() {
        for (column, place) in line.iter_mut().enumerate() {
            let layer = (pattern.layer)(from_middle(column) + right, y + down);
            *place = layer.map(|layer| slots[layer % SLOTS]);
        }
    }
    bricks
}

/// How a layer looks: every colour at most once, silver where the round is far enough.
fn slots(dice: &mut Dice, number: u32) -> [Brick; SLOTS] {
    let first = dice.below(usize::from(BRICK_COLOURS));
    // 3 and 5 have no factor in common with the number of colours, so none comes twice
    let stride = if dice.coin() { 3 } else { 5 };
    let mut slots = [0, 1, 2, 3, 4].map(|at| {
        let colour = (first + at * stride) % usize::from(BRICK_COLOURS);
        super::plain(colour as u8)
    });
    let far = number.checked_sub(SILVER_FROM);
    let silver = far.map_or(0, |far| (far / SILVER_EVERY + 1).min(SILVER_SLOTS));
    // every other layer, so that silver never lies on silver
    for slot in slots.iter_mut().step_by(2).take(silver as usize) {
        *slot = super::silver();
    }
    slots
}

/// A row of one colour below the others, for a pattern that came out thin.
fn fill(dice: &mut Dice, bricks: &mut Grid) {
    let colour = dice.below(usize::from(BRICK_COLOURS)) as u8;
    let is_thin = |line: &&mut [Option<Brick>; COLUMNS]| line.iter().any(Option::is_none);
    if let Some(line) = bricks.iter_mut().find(is_thin) {
        for place in line.iter_mut() {
            place.get_or_insert(super::plain(colour));
        }
    }
}

/// Turns bricks to gold, a pair at a time, as long as none shuts anything in.
fn gild(dice: &mut Dice, bricks: &mut Grid, number: u32) {
    for _ in 0..(number / GOLD_EVERY).min(GOLD_PAIRS) {
        let before = *bricks;
        let (row, column) = (dice.below(ROWS), dice.below(COLUMNS / 2));
        for column in [column, COLUMNS - 1 - column] {
            if let Some(brick) = &mut bricks[row][column] {
                *brick = super::gold();
            }
        }
        if reach::has_hole(bricks) || breakable(bricks) < FEWEST {
            *bricks = before;
        }
    }
}

const fn from_middle(column: usize) -> usize {
    let half = COLUMNS / 2;
    if column < half {
        half - 1 - column
    } else {
        column - half
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::BrickKind;
    use crate::checksum::Checksum;
    use proptest::prelude::*;

    #[test]
    fn rounds_get_fuller_and_harder() {
        let over = |numbers: std::ops::Range<u32>, kind: BrickKind| {
            let rounds = numbers.flat_map(|n| (0..20).map(move |seed| level(seed, n)));
            let bricks = rounds.flat_map(|level| level.bricks.into_iter().flatten().flatten());
            bricks.filter(|brick| brick.kind == kind).count()
        };
        assert_eq!(over(1..3, BrickKind::Silver), 0);
        assert_eq!(over(1..3, BrickKind::Gold), 0);
        for kind in [BrickKind::Plain, BrickKind::Silver, BrickKind::Gold] {
            let (early, late) = (over(1..7, kind), over(25..31, kind));
            assert!(late > early + early / 2, "{kind:?}: {early} {late}");
        }
    }

    #[test]
    fn a_seed_brings_the_same_rounds_on_every_machine_and_another_one_others() {
        let sum = |seed: u64| {
            let mut sum = Checksum::default();
            for number in (1..=60).chain([1_000, u32::MAX]) {
                let level = level(seed, number);
                sum.bytes(level.title.name.as_bytes());
                for brick in level.bricks.iter().flatten() {
                    let kind = brick.map_or(9, |b| b.kind as u8 * 10 + b.colour);
                    sum.u8(kind);
                }
            }
            sum.finish()
        };
        assert_eq!(sum(1), 0xc075_d66a_7fae_81eb, "now {:#x}", sum(1));
        assert_ne!(sum(1), sum(2));
    }

    #[test]
    fn rounds_of_one_game_differ() {
        let rounds: Vec<_> = (1..=40).map(|number| level(7, number)).collect();
        for (at, one) in rounds.iter().enumerate() {
            assert!(
                rounds
                    .iter()
                    .skip(at + 1)
                    .all(|other| one.bricks != other.bricks)
            );
        }
    }

    proptest! {
        #[test]
        fn every_round_can_be_played(seed: u64, number: u32) {
            for number in [number % 60, number] {
                let level = level(seed, number);
                let left = breakable(&level.bricks);
                prop_assert!((FEWEST..=210).contains(&left), "{left}");
                prop_assert!(!reach::has_hole(&level.bricks));
                for line in &level.bricks {
                    let mut mirrored = *line;
                    mirrored.reverse();
                    prop_assert_eq!(line, &mirrored);
                }
            }
        }
    }
}
