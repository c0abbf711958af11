//! What a game shows one player, in words: a board row by row, with whose pieces stand where. Pure. Must not know where on the
//! glass it is.

use crate::pad::shown::Piece;
use crate::words::Words;
use couchpad_core::protocol::Shown;
use couchpad_theme::mark;
use std::ops::RangeInclusive;

/// The words for what is shown. `own`: the player's own mark.
pub(super) fn spoken(shown: &Shown, own: Option<u8>, words: &Words) -> String {
    match shown {
        Shown::Text(text) => text.clone(),
        Shown::Board { columns, cells } => board((*columns).into(), cells, own, words),
    }
}

fn board(columns: usize, cells: &[u8], own: Option<u8>, words: &Words) -> String {
    let columns = columns.max(1);
    let rows = cells.chunks(columns).enumerate();
    let all = [
        ("columns", columns.into()),
        ("rows", cells.len().div_ceil(columns).into()),
    ];
    let mut said = vec![words.with("spoken-board", &all)];
    let filled = rows.filter(|(_, row)| row.iter().any(|byte| named(*byte)));
    said.extend(filled.map(|(number, row)| {
        let values = [
            ("row", (number + 1).into()),
            ("pieces", pieces(row, own, words).into()),
        ];
        words.with("spoken-row", &values)
    }));
    if said.len() == 1 {
        said.push(words.say("spoken-board-empty"));
    }
    said.join("\n")
}

/// Whether anything is to be said of a cell.
fn named(byte: u8) -> bool {
    let (piece, bright) = Piece::read(byte);
    bright || piece != Piece::Empty
}

/// What stands in a row, alike neighbours in one.
fn pieces(row: &[u8], own: Option<u8>, words: &Words) -> String {
    let runs = row.chunk_by(|a, b| a == b);
    let mut from = 1;
    let mut said = Vec::new();
    for run in runs {
        let places = from..=from + run.len() - 1;
        from += run.len();
        let byte = run.first().copied().unwrap_or_default();
        if named(byte) {
            said.push(piece(byte, &places, own, words));
        }
    }
    said.join(", ")
}

fn piece(byte: u8, places: &RangeInclusive<usize>, own: Option<u8>, words: &Words) -> String {
    let (piece, bright) = Piece::read(byte);
    let what = match piece {
        Piece::Of(number) if own.map(usize::from) == Some(number) => words.say("spoken-piece-own"),
        Piece::Of(number) => words.mark(mark(number)),
        Piece::Solid => words.say("spoken-wall"),
        Piece::Prize => words.say("spoken-prize"),
        Piece::Empty => words.say("spoken-free"),
    };
    let what = match bright {
        true => words.with("spoken-piece-new", &[("what", what.into())]),
        false => what,
    };
    let (first, last) = (*places.start(), *places.end());
    let place = match last - first {
        0 => first.to_string(),
        _ => format!("{first}–{last}"),
    };
    format!("{place}: {what}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::cell;

    #[test]
    fn a_board_is_read_row_by_row_with_whose_pieces_stand_where() {
        let mut cells = vec![cell::EMPTY; 12];
        cells[4] = cell::of(0);
        cells[8..10].fill(cell::of(1));
        cells[11] = cell::of(0) + cell::BRIGHT;
        let shown = Shown::Board { columns: 4, cells };
        let said = spoken(&shown, Some(0), &Words::default());
        assert_eq!(
            said,
            "Board with 4 columns and 3 rows\nRow 2: 1: yours\nRow 3: 1–2: sky triangle, 4: yours, new"
        );
        let blank = Shown::Board {
            columns: 3,
            cells: vec![cell::EMPTY; 9],
        };
        assert!(spoken(&blank, None, &Words::default()).ends_with("Nothing on it"));
    }

    #[test]
    fn any_bytes_are_read() {
        for columns in [1, 7, 32] {
            let cells = (0..=u8::MAX).cycle().take(usize::from(columns) * 12);
            let shown = Shown::Board {
                columns,
                cells: cells.collect(),
            };
            assert!(!spoken(&shown, None, &Words::pseudo()).is_empty());
        }
    }
}
