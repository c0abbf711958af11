//! The few ways in which nodes lie on a screen.

use bevy::prelude::*;
use couchpad_theme::space::{grid, outer_margin};

/// A whole screen within the outer margin, its parts one below the other.
pub(super) fn page() -> Node {
    Node {
        position_type: PositionType::Absolute,
        width: Val::Percent(100.0),
        height: Val::Percent(100.0),
        padding: outer_margin(),
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        ..default()
    }
}

/// Side by side, centred on one line, so many grid steps apart.
pub(super) fn row(gap: f32) -> Node {
    Node {
        align_items: AlignItems::Center,
        column_gap: grid(gap),
        ..default()
    }
}

/// One below the other, so many grid steps apart.
pub(super) fn column(gap: f32) -> Node {
    Node {
        flex_direction: FlexDirection::Column,
        row_gap: grid(gap),
        ..default()
    }
}

/// Takes what room is left.
pub(super) fn spring() -> Node {
    Node {
        flex_grow: 1.0,
        ..default()
    }
}

/// So wide a window can be that nothing more should spread out on it.
pub(super) const WIDEST: Val = Val::Px(1920.0);

/// Takes what room is left, and cuts off what does not fit into it.
pub(super) fn cut() -> Node {
    Node {
        min_width: Val::Px(0.0),
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        overflow: Overflow::clip(),
        ..default()
    }
}

/// Text that stays on one line, whatever room there is.
pub(super) fn one_line(words: impl Bundle) -> impl Bundle {
    (words, TextLayout::no_wrap())
}
