//! What a game shows on one player's pad, beside its controls: short texts and small boards, for that player alone. It changes
//! without a new layout, so nothing that is held or typed is disturbed. Must not know where on the glass it stands, nor how
//! it travels.

use crate::ids::ControlId;
use crate::limits::{CONTROLS, SHOWN_CELLS, SHOWN_COLUMNS, SHOWN_TEXT_BYTES};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one [`ControlKind::Show`](crate::ControlKind::Show) shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// A text of at most [`SHOWN_TEXT_BYTES`]; it is wrapped, and `\n` begins a new line.
    Text(String),
    /// A board of cells, row by row from the top left.
    Board {
        /// Cells of one row, 1 to [`SHOWN_COLUMNS`].
        columns: u8,
        /// At most [`SHOWN_CELLS`], whole rows. See [`cell`].
        cells: Vec<u8>,
    },
}

/// What a cell of a [`Shown::Board`] can be.
pub mod cell {
    /// Nothing there.
    pub const EMPTY: u8 = 0;
    /// A wall, or what else belongs to nobody.
    pub const SOLID: u8 = 254;
    /// Something to reach: a fruit, a goal.
    pub const PRIZE: u8 = 255;
    /// Added to a cell: it matters now, such as the last move.
    pub const BRIGHT: u8 = 64;

    /// A piece of the player with this mark (0 to 31): its colour and shape.
    #[must_use]
    pub const fn of(mark: u8) -> u8 {
        1 + if mark < 32 { mark } else { 31 }
    }
}

impl Shown {
    /// A text, cut to the length that fits.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let mut text = text.into();
        text.truncate(text.floor_char_boundary(SHOWN_TEXT_BYTES));
        Self::Text(text)
    }

    /// Whether every number and length is in range.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        match self {
            Self::Text(text) => text.len() <= SHOWN_TEXT_BYTES,
            Self::Board { columns, cells } => {
                (1..=SHOWN_COLUMNS).contains(columns)
                    && cells.len() <= SHOWN_CELLS
                    && cells.len().is_multiple_of(usize::from(*columns))
            }
        }
    }
}

/// Everything that one pad shows beside its controls, by the control that shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Showing(BTreeMap<ControlId, Shown>);

impl Showing {
    /// Shows this from now on; what is out of range is not shown, nor what has no room on a layout of [`CONTROLS`].
    pub fn set(&mut self, control: ControlId, shown: Shown) {
        if shown.is_valid() && (self.0.len() < CONTROLS || self.0.contains_key(&control)) {
            self.0.insert(control, shown);
        }
    }

    /// Shows nothing there any more.
    pub fn remove(&mut self, control: ControlId) {
        self.0.remove(&control);
    }

    /// Shows a text there from now on, cut to the length that fits.
    pub fn text(&mut self, control: ControlId, text: impl Into<String>) {
        self.set(control, Shown::text(text));
    }

    /// What a control shows.
    #[must_use]
    pub fn get(&self, control: ControlId) -> Option<&Shown> {
        self.0.get(&control)
    }

    /// Everything, in the order of the controls.
    pub fn iter(&self) -> impl Iterator<Item = (ControlId, &Shown)> {
        self.0.iter().map(|(control, shown)| (*control, shown))
    }

    /// Everything, to be changed: what does not fit afterwards is taken out.
    pub fn change(&mut self, mut change: impl FnMut(&mut Shown)) {
        self.0.values_mut().for_each(&mut change);
        self.0.retain(|_, shown| shown.is_valid());
    }

    /// Whether nothing is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_cut_or_not_shown() {
        let mut showing = Showing::default();
        showing.text(ControlId(0), "ß".repeat(SHOWN_TEXT_BYTES));
        assert_eq!(
            showing.get(ControlId(0)),
            Some(&Shown::Text("ß".repeat(SHOWN_TEXT_BYTES / 2)))
        );
        let board = |columns, cells| Shown::Board {
            columns,
            cells: vec![cell::EMPTY; cells],
        };
        assert!(board(7, 42).is_valid());
        for wrong in [
            board(0, 0),
            board(7, 41),
            board(SHOWN_COLUMNS + 1, 0),
            board(1, SHOWN_CELLS + 1),
        ] {
            assert!(!wrong.is_valid());
            showing.set(ControlId(1), wrong);
        }
        assert_eq!(showing.get(ControlId(1)), None);
    }
}
