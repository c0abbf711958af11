//! The few ways in which nodes lie on a screen: those that both glasses know, and those of the big screen alone.

pub(super) use couchpad_theme::lay::{column, cut, one_line, row, spring};

use bevy::prelude::*;
use couchpad_theme::space::outer_margin;

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

/// So wide a window can be that nothing more should spread out on it.
pub(super) const WIDEST: Val = Val::Px(1920.0);
