//! The board: seven columns of six, and what stands in them. Kept as the list of the moves, of which everything else follows, so
//! that one can be taken back and none that is against the rules can be read from a file. Must not know who plays.

use serde::{Deserialize, Serialize};

/// Columns of the board.
pub const COLUMNS: usize = 7;
/// Cells of a column.
pub const ROWS: usize = 6;
/// Cells of the board.
pub const CELLS: usize = COLUMNS * ROWS;
/// Bits of a column in a [`Discs`]: its cells from the bottom up, and one that is always empty.
pub(super) const STRIDE: usize = ROWS + 1;

/// A set of cells: bit `7 * column + row`, where row 0 is the lowest.
pub(super) type Discs = u64;

/// One cell: its column from the left and its row from the bottom, both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// From the left.
    pub column: usize,
    /// From the bottom.
    pub row: usize,
}

/// A game on the board. Discs are told apart by who began: 0 is whoever made the first move, 1 is the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub struct Board {
    moves: Vec<u8>,
    discs: [Discs; 2],
}

impl From<Board> for Vec<u8> {
    fn from(board: Board) -> Self {
        board.moves
    }
}

impl TryFrom<Vec<u8>> for Board {
    type Error = &'static str;

    fn try_from(moves: Vec<u8>) -> Result<Self, Self::Error> {
        let mut board = Self::default();
        for column in moves {
            board
                .drop_disc(usize::from(column))
                .ok_or("a move that cannot be made")?;
        }
        Ok(board)
    }
}

/// The one bit of a cell.
pub(super) const fn bit(column: usize, row: usize) -> Discs {
    1 << (column * STRIDE + row)
}

/// The ways in which four stand in line: up, to the right, falling and rising.
const WAYS: [usize; 4] = [1, STRIDE, STRIDE - 1, STRIDE + 1];

/// All cells that are part of four or more in line.
fn in_line(discs: Discs) -> Discs {
    WAYS.iter().fold(0, |all, way| {
        let pairs = discs & (discs >> way);
        let starts = pairs & (pairs >> (2 * way));
        all | starts | starts << way | starts << (2 * way) | starts << (3 * way)
    })
}

impl Board {
    /// How many moves have been made.
    #[must_use]
    pub fn len(&self) -> usize {
        self.moves.len()
    }

    /// Whether no move has been made.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// Whose move it is: 0 is whoever began.
    #[must_use]
    pub fn to_move(&self) -> usize {
        self.moves.len() % 2
    }

    /// Discs in a column; 0 for one that there is not.
    #[must_use]
    pub fn height(&self, column: usize) -> usize {
        let is_here = |other: &&u8| usize::from(**other) == column;
        self.moves.iter().filter(is_here).count()
    }

    /// Whether a disc can be dropped there: there is such a column, it has room, and nobody has won yet.
    #[must_use]
    pub fn is_open(&self, column: usize) -> bool {
        column < COLUMNS && self.height(column) < ROWS && !self.is_won()
    }

    /// Drops a disc of whoever's move it is, and says where it comes to lie; `None` where that [cannot be](Self::is_open).
    pub fn drop_disc(&mut self, column: usize) -> Option<Cell> {
        if !self.is_open(column) {
            return None;
        }
        let row = self.height(column);
        let whose = self.to_move();
        *self.discs.get_mut(whose)? |= bit(column, row);
        self.moves.push(u8::try_from(column).ok()?);
        Some(Cell { column, row })
    }

    /// Takes the last move back, and says what lies free now.
    pub fn take_back(&mut self) -> Option<Cell> {
        let cell = self.last()?;
        self.moves.pop();
        let free = !bit(cell.column, cell.row);
        self.discs = self.discs.map(|discs| discs & free);
        Some(cell)
    }

    /// Where the last disc lies.
    #[must_use]
    pub fn last(&self) -> Option<Cell> {
        let column = usize::from(*self.moves.last()?);
        let row = self.height(column).checked_sub(1)?;
        Some(Cell { column, row })
    }

    /// Whose disc lies in a cell; `None` where there is none.
    #[must_use]
    pub fn disc(&self, cell: Cell) -> Option<usize> {
        if cell.column >= COLUMNS || cell.row >= ROWS {
            return None;
        }
        let bit = bit(cell.column, cell.row);
        self.discs.iter().position(|discs| discs & bit != 0)
    }

    /// Whether four stand in line.
    #[must_use]
    pub fn is_won(&self) -> bool {
        self.discs.iter().any(|discs| in_line(*discs) != 0)
    }

    /// Whether a cell is part of four or more in line.
    #[must_use]
    pub fn is_in_line(&self, cell: Cell) -> bool {
        let all = self
            .discs
            .iter()
            .fold(0, |all, discs| all | in_line(*discs));
        cell.column < COLUMNS && cell.row < ROWS && all & bit(cell.column, cell.row) != 0
    }

    /// Whether all cells are taken.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.moves.len() >= CELLS
    }

    /// Every cell, row by row from the top left, as one reads.
    pub fn cells() -> impl Iterator<Item = Cell> {
        (0..ROWS)
            .rev()
            .flat_map(|row| (0..COLUMNS).map(move |column| Cell { column, row }))
    }

    /// The discs of whoever's move it is, and all discs.
    pub(super) fn sight(&self) -> (Discs, Discs) {
        let [first, second] = self.discs;
        let own = if self.to_move() == 0 { first } else { second };
        (own, first | second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn played(columns: &[usize]) -> Board {
        let mut board = Board::default();
        for column in columns {
            assert!(board.drop_disc(*column).is_some(), "{columns:?}");
        }
        board
    }

    /// Looks for four in line cell by cell, as a person does.
    fn slowly_won(board: &Board) -> bool {
        let disc = |column: i32, row: i32| {
            let (column, row) = (usize::try_from(column).ok()?, usize::try_from(row).ok()?);
            board.disc(Cell { column, row })
        };
        let starts = (0..COLUMNS as i32).flat_map(|c| (0..ROWS as i32).map(move |r| (c, r)));
        starts.into_iter().any(|(c, r)| {
            [(1, 0), (0, 1), (1, 1), (1, -1)].iter().any(|(x, y)| {
                let first = disc(c, r);
                first.is_some() && (1..4).all(|n| disc(c + n * x, r + n * y) == first)
            })
        })
    }

    #[test]
    fn discs_fall_to_the_lowest_free_cell() {
        let mut board = Board::default();
        for row in 0..ROWS {
            assert_eq!(board.drop_disc(3), Some(Cell { column: 3, row }));
        }
        assert_eq!(board.drop_disc(3), None, "the column is full");
        assert_eq!(board.drop_disc(COLUMNS), None, "there is no such column");
        assert_eq!(board.drop_disc(usize::MAX), None);
        assert_eq!(board.len(), ROWS);
    }

    #[test]
    fn four_in_line_win_in_all_four_ways() {
        for won in [
            &[0, 6, 0, 6, 0, 6, 0][..],
            &[0, 0, 1, 1, 2, 2, 3],
            &[0, 1, 1, 2, 2, 3, 2, 3, 3, 6, 3],
            &[6, 5, 5, 4, 4, 3, 4, 3, 3, 0, 3],
        ] {
            let mut board = played(won);
            assert!(board.is_won(), "{won:?}");
            let line = Board::cells()
                .filter(|cell| board.is_in_line(*cell))
                .count();
            assert_eq!(line, 4);
            assert_eq!(board.drop_disc(5), None, "nobody plays on");
            board.take_back();
            assert!(!board.is_won());
        }
    }

    #[test]
    fn lines_do_not_go_on_at_the_other_side() {
        // three at the top of one column and one at the bottom of the next are no four
        let board = played(&[0, 0, 1, 0, 1, 1, 0, 1, 0, 2, 0, 2, 1]);
        assert!(!board.is_won());
    }

    #[test]
    fn what_is_written_is_a_list_of_moves_that_can_be_made() {
        assert_eq!(Board::try_from(vec![3, 3, 2]), Ok(played(&[3, 3, 2])));
        for wrong in [vec![7], vec![0; 7], vec![0, 6, 0, 6, 0, 6, 0, 1]] {
            assert!(Board::try_from(wrong).is_err());
        }
    }

    proptest! {
        #[test]
        fn a_board_is_what_its_moves_make(columns in prop::collection::vec(0..8_usize, 0..60)) {
            let mut board = Board::default();
            let mut before = Vec::new();
            for column in columns {
                let open = board.is_open(column);
                let old = board.clone();
                let cell = board.drop_disc(column);
                prop_assert_eq!(cell.is_some(), open);
                if let Some(cell) = cell {
                    prop_assert_eq!(board.disc(cell), Some(old.to_move()));
                    prop_assert_eq!(board.last(), Some(cell));
                    before.push(old);
                }
                prop_assert_eq!(board.is_won(), slowly_won(&board));
                prop_assert_eq!(Board::try_from(Vec::from(board.clone())), Ok(board.clone()));
            }
            while let Some(old) = before.pop() {
                prop_assert!(board.take_back().is_some());
                prop_assert_eq!(&board, &old);
            }
            prop_assert_eq!(board.take_back(), None);
        }
    }
}
