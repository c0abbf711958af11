//! Space: the grid of 8, margins and touch targets, in units (see the crate's page).

use bevy::prelude::*;

/// The grid, in units: 8 dp on the pad, 1/135 of the height on the screen.
pub const GRID: f32 = 8.0;
/// Smallest side of anything that can be touched, in units.
pub const TOUCH: f32 = 48.0;
/// Smallest side of what is pressed in play, in units.
pub const TOUCH_PLAY: f32 = 64.0;
/// Least gap between two touch targets, in units.
pub const TOUCH_GAP: f32 = 12.0;
/// Corner radius of a raised surface, in units.
pub const CORNER: f32 = 2.0 * GRID;
/// Outer margin of the big screen, in percent of each side: televisions crop.
pub const MARGIN_PERCENT: f32 = 5.0;

/// So many steps of the grid; halves are allowed.
pub fn grid(steps: f32) -> Val {
    Val::Px(steps * GRID)
}

/// The big screen's outer margin: 5 % of its width left and right, of its height above and below.
pub fn outer_margin() -> UiRect {
    UiRect::axes(Val::Vw(MARGIN_PERCENT), Val::Vh(MARGIN_PERCENT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touch_targets_keep_their_order_and_the_grid() {
        assert_eq!(grid(1.5), Val::Px(12.0));
        assert_eq!(TOUCH % GRID, 0.0);
        assert_eq!(TOUCH_PLAY % GRID, 0.0);
    }
}
