//! The machine that plays: it looks ahead as far as its strength and its budget go. The same position gives the same move, and no
//! move costs more than [`BUDGET`] positions. Must not know who else plays, nor how a move is made.

use super::board::{Board, COLUMNS, Discs, ROWS, STRIDE, bit};
use crate::dice::Dice;
use serde::{Deserialize, Serialize};

/// How well the machine plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strength {
    /// Sees what wins at once, and half of what loses at once.
    Gentle,
    /// Looks four moves ahead, and is not always of the same mind.
    #[default]
    Fair,
    /// Looks as far ahead as it may.
    Strong,
}

/// Positions that one move may cost at most.
pub const BUDGET: u32 = 60_000;
/// How far the strong one looks ahead at most: no game is longer.
const FARTHEST: u32 = 42;
/// How far the fair one looks ahead.
const NEAR: u32 = 4;
/// What a win is worth; one that comes later is worth less.
const WIN: i32 = 10_000;
/// The lowest cell of every column.
const FLOOR: Discs = {
    let (mut floor, mut column) = (0, 0);
    while column < COLUMNS {
        floor |= bit(column, 0);
        column += 1;
    }
    floor
};
/// All cells.
const ALL: Discs = FLOOR * ((1 << ROWS) - 1);
/// The columns from the middle outwards: what stands in the middle is part of more lines.
const OUTWARDS: [usize; COLUMNS] = [3, 2, 4, 1, 5, 0, 6];

/// The column that the machine plays here; `None` where no move can be made. Different seeds may choose differently among moves
/// that are as good as each other.
#[must_use]
pub fn choose(board: &Board, strength: Strength, seed: u64) -> Option<usize> {
    think(board, strength, seed).map(|thought| thought.column)
}

/// A move, and what it took to find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Thought {
    column: usize,
    /// Positions that were looked at.
    positions: u32,
}

pub(super) fn think(board: &Board, strength: Strength, seed: u64) -> Option<Thought> {
    let mut dice = Dice::new(seed ^ mixed(board));
    let open: Vec<usize> = OUTWARDS.into_iter().filter(|c| board.is_open(*c)).collect();
    let (own, all) = board.sight();
    let position = Position { own, all };
    let mut search = Search::default();
    let column = match strength {
        Strength::Gentle => gently(position, &open, &mut dice)?,
        Strength::Fair => {
            let values = search.values(position, &open, NEAR)?;
            of_the_best(&values, 3, &mut dice)?
        }
        Strength::Strong => search.deeper_and_deeper(position, &open, &mut dice)?,
    };
    Some(Thought {
        column,
        positions: search.positions,
    })
}

/// A number for a position, so that the machine is of another mind in another one.
fn mixed(board: &Board) -> u64 {
    let (own, all) = board.sight();
    (own ^ all.rotate_left(31)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Wins where it can; else defends itself every other time, and drops its disc somewhere near the middle.
fn gently(position: Position, open: &[usize], dice: &mut Dice) -> Option<usize> {
    let at = |cells: Discs| open.iter().copied().find(|c| cells & column(*c) != 0);
    let free = position.free();
    if let Some(winning) = at(wins(position.own, position.all) & free) {
        return Some(winning);
    }
    let danger = at(wins(position.other(), position.all) & free);
    if let (Some(danger), true) = (danger, dice.coin()) {
        return Some(danger);
    }
    let (one, two) = (dice.below(open.len()), dice.below(open.len()));
    open.get(one.min(two)).copied()
}

/// One of the moves that are at most so much worse than the best.
fn of_the_best(values: &[(usize, i32)], worse: i32, dice: &mut Dice) -> Option<usize> {
    let best = values.iter().map(|(_, value)| *value).max()?;
    let good = || values.iter().filter(|(_, value)| *value >= best - worse);
    good()
        .nth(dice.below(good().count()))
        .map(|(column, _)| *column)
}

/// All cells of a column.
const fn column(column: usize) -> Discs {
    ((1 << ROWS) - 1) << (column * STRIDE)
}

/// The free cells that would make four in line for these discs.
const fn wins(own: Discs, all: Discs) -> Discs {
    // three below each other
    let mut cells = (own << 1) & (own << 2) & (own << 3);
    let (mut way, ways) = (0, [STRIDE, STRIDE - 1, STRIDE + 1]);
    while way < ways.len() {
        let s = ways[way];
        let two_before = (own << s) & (own << (2 * s));
        let two_behind = (own >> s) & (own >> (2 * s));
        cells |= two_before & (own << (3 * s));
        cells |= two_before & (own >> s);
        cells |= two_behind & (own << s);
        cells |= two_behind & (own >> (3 * s));
        way += 1;
    }
    cells & ALL & !all
}

/// The board as whoever is to move sees it.
#[derive(Clone, Copy)]
struct Position {
    own: Discs,
    all: Discs,
}

impl Position {
    const fn other(self) -> Discs {
        self.own ^ self.all
    }

    /// The cells in which a disc can come to lie now.
    const fn free(self) -> Discs {
        (self.all + FLOOR) & ALL
    }

    /// After a disc in this cell, as the other one sees it.
    const fn with(self, cell: Discs) -> Self {
        Self {
            own: self.other(),
            all: self.all | cell,
        }
    }

    /// What there is to say for whoever is to move, where nothing is decided: cells that would win, above all those that come up
    /// when it is their own turn, and discs near the middle.
    fn value(self) -> i32 {
        const ODD: Discs = FLOOR << 2 | FLOOR << 4;
        const EVEN: Discs = FLOOR << 1 | FLOOR << 3 | FLOOR << 5;
        const MIDDLE: Discs = column(3);
        const INNER: Discs = column(2) | column(4);
        // rows count from 1: whoever began gets the odd ones of a column that nobody wants to open
        let is_first = self.all.count_ones().is_multiple_of(2);
        let (mine, theirs) = if is_first { (ODD, EVEN) } else { (EVEN, ODD) };
        let of = |discs: Discs, suits: Discs| {
            let wins = wins(discs, self.all);
            let (wins, suiting) = (wins.count_ones(), (wins & suits).count_ones());
            let middle = 2 * (discs & MIDDLE).count_ones() + (discs & INNER).count_ones();
            (12 * wins + 18 * suiting + middle) as i32
        };
        of(self.own, mine) - of(self.other(), theirs)
    }
}

/// A search, and what it has cost so far.
#[derive(Default)]
struct Search {
    positions: u32,
}

impl Search {
    /// Looks further and further ahead, as long as there is budget for all of it.
    fn deeper_and_deeper(
        &mut self,
        position: Position,
        open: &[usize],
        dice: &mut Dice,
    ) -> Option<usize> {
        let mut order = open.to_vec();
        let mut found = None;
        let left = (COLUMNS * ROWS) as u32 - position.all.count_ones();
        for depth in 2..=left.clamp(2, FARTHEST) {
            let Some(mut values) = self.values(position, &order, depth) else {
                break;
            };
            found = of_the_best(&values, 0, dice).or(found);
            // what looked best before is looked at first
            values.sort_by_key(|(_, value)| -value);
            order = values.iter().map(|(column, _)| *column).collect();
            if values.iter().all(|(_, value)| value.abs() > WIN / 2) {
                break;
            }
        }
        // the budget is enough for the first rounds from any position
        found.or_else(|| open.first().copied())
    }

    /// What each column is worth, so many moves ahead; `None` where the budget does not last.
    fn values(
        &mut self,
        position: Position,
        order: &[usize],
        depth: u32,
    ) -> Option<Vec<(usize, i32)>> {
        let winning = wins(position.own, position.all);
        let free = position.free();
        let mut best = -WIN;
        let mut values = Vec::with_capacity(order.len());
        for at in order {
            let cell = free & column(*at);
            let value = if cell & winning != 0 {
                WIN
            } else {
                // moves as good as the best are told from worse ones, so that chance can choose among them
                -self.look(position.with(cell), depth - 1, -WIN, -(best - 4))?
            };
            best = best.max(value);
            values.push((*at, value));
        }
        Some(values)
    }

    /// What a position is worth to whoever is to move; exact where it lies between the two bounds. `None`: out of budget.
    fn look(&mut self, position: Position, depth: u32, low: i32, high: i32) -> Option<i32> {
        self.positions += 1;
        if self.positions > BUDGET {
            return None;
        }
        let free = position.free();
        if free == 0 {
            return Some(0);
        }
        let later = position.all.count_ones() as i32;
        if wins(position.own, position.all) & free != 0 {
            return Some(WIN - later);
        }
        let danger = wins(position.other(), position.all);
        let forced = danger & free;
        // two to be held at once, or one under another: lost with the other one's next move
        let good = if forced == 0 { free } else { forced } & !(danger >> 1);
        if forced.count_ones() > 1 || good == 0 {
            return Some(later + 1 - WIN);
        }
        if depth == 0 {
            return Some(position.value());
        }
        let mut low = low;
        for at in OUTWARDS {
            let cell = good & column(at);
            if cell == 0 {
                continue;
            }
            let value = -self.look(position.with(cell), depth - 1, -high, -low)?;
            if value >= high {
                return Some(value);
            }
            low = low.max(value);
        }
        Some(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(cells: Discs) -> Vec<(usize, usize)> {
        let all = (0..COLUMNS).flat_map(|c| (0..ROWS).map(move |r| (c, r)));
        all.filter(|(c, r)| cells & bit(*c, *r) != 0).collect()
    }

    #[test]
    fn cells_that_would_win_are_seen_in_all_four_ways() {
        let discs = |at: &[(usize, usize)]| at.iter().fold(0, |all, (c, r)| all | bit(*c, *r));
        let upright = discs(&[(0, 0), (0, 1), (0, 2)]);
        assert_eq!(cells(wins(upright, upright)), [(0, 3)]);
        let with_a_gap = discs(&[(2, 0), (3, 0), (5, 0)]);
        assert_eq!(cells(wins(with_a_gap, with_a_gap)), [(4, 0)]);
        let rising = discs(&[(1, 1), (2, 2), (3, 3)]);
        assert_eq!(cells(wins(rising, rising)), [(0, 0), (4, 4)]);
        let falling = discs(&[(1, 5), (2, 4), (3, 3)]);
        assert_eq!(cells(wins(falling, falling)), [(4, 2)]);
        let taken = discs(&[(0, 3)]);
        assert_eq!(wins(upright, upright | taken), 0);
        // the top of one column and the bottom of the next are no line
        let around = discs(&[(0, 4), (0, 5), (1, 0)]);
        assert_eq!(cells(wins(around, around)), []);
    }

    #[test]
    fn no_move_costs_more_than_the_budget() {
        let mut dearest = 0;
        for seed in 0..12 {
            let mut board = Board::default();
            while let Some(thought) = think(&board, Strength::Strong, seed) {
                dearest = dearest.max(thought.positions);
                // the one over is where it notices
                assert!(thought.positions <= BUDGET + 1);
                let other = choose(&board, Strength::Gentle, seed).unwrap();
                board.drop_disc(if board.len() < 6 {
                    other
                } else {
                    thought.column
                });
            }
        }
        assert!(dearest > BUDGET / 2, "it looks as far as it may: {dearest}");
    }
}
