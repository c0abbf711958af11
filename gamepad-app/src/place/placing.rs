//! How the player wants controls placed: out of the settings, for one layout on one glass. Must not know what lies where.

use super::Glass;
use crate::settings::{Arrangements, Hand, Settings};
use couchpad_core::protocol::{Area, Control, ControlId, PadLayout, Showing, Shown};

/// How the player wants a layout's controls placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Placing {
    /// Left and right are swapped, for who presses with the left hand.
    pub mirrored: bool,
    /// What is pressed is larger than usual, as far as it finds room.
    pub large: bool,
    /// How much larger letters are than usual; 1 is the usual size.
    pub letters: f32,
    /// Leaning the phone is heard: what it steers needs no stick.
    pub tilts: bool,
    /// Controls that show a board: they want height.
    pub boards: Vec<ControlId>,
    /// Controls that the player put somewhere else: they lie there as they are, neither mirrored nor grown.
    pub moved: Vec<(ControlId, Area)>,
}

impl Default for Placing {
    /// As the layout has it, on a phone that cannot tell how it lies.
    fn default() -> Self {
        Self {
            mirrored: false,
            large: false,
            letters: 1.0,
            tilts: false,
            boards: Vec::new(),
            moved: Vec::new(),
        }
    }
}

impl Placing {
    /// What the settings say of this layout on this glass. How large letters are, what shows a board, and whether leaning the phone is heard is for
    /// the caller to say: the phone's own settings and its sensors have a part in it.
    #[must_use]
    pub fn of(settings: &Settings, layout: &PadLayout, glass: &Glass) -> Self {
        Self {
            mirrored: settings.hand == Hand::Left,
            large: settings.large_buttons,
            moved: Self::moved(&settings.arrangements, layout, glass),
            ..Self::default()
        }
    }

    /// The controls where a board is shown now.
    #[must_use]
    pub fn boards(showing: &Showing) -> Vec<ControlId> {
        let board = |(id, shown): (ControlId, &Shown)| {
            let is_board = matches!(shown, Shown::Board { .. });
            is_board.then_some(id)
        };
        showing.iter().filter_map(board).collect()
    }

    /// The controls of a layout that the player put somewhere on this glass.
    #[must_use]
    pub fn moved(
        arranged: &Arrangements,
        layout: &PadLayout,
        glass: &Glass,
    ) -> Vec<(ControlId, Area)> {
        if arranged.is_empty() {
            return Vec::new();
        }
        let shape = glass.shape(layout);
        let moved = |control: &Control| {
            let area = arranged.area(shape, control.id)?;
            Some((control.id, area))
        };
        layout.controls.iter().filter_map(moved).collect()
    }

    /// Where a control lies that has this place, and whether it is the player who put it elsewhere.
    pub(super) fn area(&self, control: ControlId, area: Area) -> (Area, bool) {
        if let Some((_, area)) = self.moved.iter().find(|(id, _)| *id == control) {
            return (*area, true);
        }
        let Area { x, y, w, h } = area;
        let x = if self.mirrored {
            1000_u16.saturating_sub(x).saturating_sub(w)
        } else {
            x
        };
        (Area { x, y, w, h }, false)
    }
}
