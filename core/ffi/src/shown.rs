//! What a game shows beside the controls, as it crosses the border. Values alone, checked before they come here. Must not know
//! how they are drawn.

use couchpad_core::protocol::{self, Showing};

/// What one control of the kind `Show` shows.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Shown {
    /// A text, to be wrapped; a line feed begins a new line.
    Text {
        /// The text, 512 bytes at most.
        text: String,
    },
    /// A board of cells.
    Board {
        /// Cells of one row, 1 to 32.
        columns: u8,
        /// Row by row from the top left, 512 at most. 0 is nothing, 1 to 32 a piece of the player with that mark (from 0), 254 what
        /// belongs to nobody, 255 something to reach; 64 more: it matters now.
        cells: Vec<u8>,
    },
}

/// What is shown, and where.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ShownControl {
    /// The control of the layout.
    pub control: u8,
    /// What it shows.
    pub shown: Shown,
}

impl Shown {
    fn weight(&self) -> usize {
        match self {
            Self::Text { text } => text.len(),
            Self::Board { cells, .. } => cells.len(),
        }
    }
}

impl From<&protocol::Shown> for Shown {
    fn from(shown: &protocol::Shown) -> Self {
        match shown {
            protocol::Shown::Text(text) => Self::Text { text: text.clone() },
            protocol::Shown::Board { columns, cells } => Self::Board {
                columns: *columns,
                cells: cells.clone(),
            },
        }
    }
}

/// Everything that is shown, in the order of the controls.
pub(crate) fn controls(showing: &Showing) -> Vec<ShownControl> {
    let shown = showing.iter().map(|(control, shown)| ShownControl {
        control: control.0,
        shown: shown.into(),
    });
    shown.collect()
}

/// Bytes that these hold beside themselves.
pub(crate) fn weight(shown: &[ShownControl]) -> usize {
    shown.iter().map(|one| one.shown.weight()).sum()
}
