//! The few ways in which nodes lie on a screen: those that both glasses know, and those of the big screen alone.

pub(super) use couchpad_theme::lay::{column, cut, one_line, rest, row, spring};

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

/// Takes the height that is left above what has to be whole, however much is in it: what does not fit is cut off below.
pub(super) fn above_the_rest(node: Node) -> Node {
    Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_height: Val::Px(0.0),
        overflow: Overflow::clip_y(),
        ..node
    }
}

/// Lets the node be there or take no room; touches it only where that is new.
pub(super) fn show_if(node: &mut Mut<Node>, is_shown: bool) {
    let display = if is_shown {
        Display::Flex
    } else {
        Display::None
    };
    if node.display != display {
        node.display = display;
    }
}

/// The same width but for rounding: not worth laying anything out anew.
pub(super) fn is_near(one: Val, other: f32) -> bool {
    matches!(one, Val::Px(units) if (units - other).abs() < 0.5)
}
