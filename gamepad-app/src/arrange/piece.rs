//! One control that can be moved, and which kinds can. Must not know where it may go.

use crate::place::Placed;
use bevy::math::Rect;
use couchpad_core::protocol::{ControlId, ControlKind};

/// One control that can be moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Which one.
    pub id: ControlId,
    /// Where it lies, in dp.
    pub rect: Rect,
    /// What it is.
    pub kind: ControlKind,
    /// The word on it.
    pub label: String,
}

/// Whether a control of this kind can be moved. An area for swiping is where nothing else is.
#[must_use]
pub const fn can_move(kind: &ControlKind) -> bool {
    !matches!(
        kind,
        ControlKind::SwipeArea { .. } | ControlKind::Feel { .. } | ControlKind::Show { .. }
    )
}

/// Whether a control of this kind is as wide as it is high.
pub(super) const fn is_even(kind: &ControlKind) -> bool {
    matches!(
        kind,
        ControlKind::Stick { .. } | ControlKind::DPad { .. } | ControlKind::Tilt { .. }
    )
}

impl Piece {
    pub(super) fn of(placed: &Placed) -> Self {
        // answers lie in the upper part of their box where it is higher than they are
        let answers = placed.options.iter().copied();
        let all = answers.reduce(|all, one| all.union(one));
        Self {
            id: placed.id,
            rect: all.unwrap_or(placed.rect),
            kind: placed.kind.clone(),
            label: placed.label.clone(),
        }
    }
}
