//! The few ways in which nodes lie on either glass. Lengths in units, gaps in steps of the grid.

use crate::space::{CORNER, grid};
use bevy::prelude::*;

/// Side by side, centred on one line, so many grid steps apart.
pub fn row(gap: f32) -> Node {
    Node {
        align_items: AlignItems::Center,
        column_gap: grid(gap),
        ..default()
    }
}

/// One below the other, so many grid steps apart.
pub fn column(gap: f32) -> Node {
    Node {
        flex_direction: FlexDirection::Column,
        row_gap: grid(gap),
        ..default()
    }
}

/// Takes what room is left.
pub fn spring() -> Node {
    Node {
        flex_grow: 1.0,
        ..default()
    }
}

/// Takes what room is left in a row, however little its content leaves: words in it break into lines.
pub fn rest() -> Node {
    Node {
        flex_grow: 1.0,
        flex_basis: Val::Px(0.0),
        min_width: Val::Px(0.0),
        ..default()
    }
}

/// The same, and cuts off what does not fit into it.
pub fn cut() -> Node {
    Node {
        overflow: Overflow::clip(),
        ..rest()
    }
}

/// Exactly over a rectangle of its parent.
pub fn over(place: Rect) -> Node {
    Node {
        position_type: PositionType::Absolute,
        left: Val::Px(place.min.x),
        top: Val::Px(place.min.y),
        width: Val::Px(place.width()),
        height: Val::Px(place.height()),
        ..default()
    }
}

/// The corners of a surface that lies in the room: give the node a ground of its own.
pub fn card(sides: f32, above: f32) -> Node {
    Node {
        padding: UiRect::axes(grid(sides), grid(above)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    }
}

/// Text that stays on one line, whatever room there is.
pub fn one_line(words: impl Bundle) -> impl Bundle {
    (words, TextLayout::no_wrap())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_over_a_rectangle_has_its_place_and_size() {
        let node = over(Rect::new(10.0, 20.0, 110.0, 60.0));
        assert_eq!((node.left, node.top), (Val::Px(10.0), Val::Px(20.0)));
        assert_eq!((node.width, node.height), (Val::Px(100.0), Val::Px(40.0)));
    }
}
