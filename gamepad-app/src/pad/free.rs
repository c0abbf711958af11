//! Where a picture or a few words lie that are not pressed: in the widest band across the glass that no control takes. Pure.

use crate::place::{Glass, Placed, Plan};
use bevy::math::{Rect, Vec2};
use couchpad_core::protocol::ControlKind;
use couchpad_theme::space::GRID;

/// Height that the header takes, in dp.
const HEADER: f32 = 9.0 * GRID;
/// How far down in the band the middle lies: a thumb rests below.
const MIDDLE: f32 = 0.46;

/// A piece of that band in its middle, so wide at most and so high; `None` where it is lower than that.
pub(super) fn place(plan: &Plan, glass: &Glass, size: Vec2) -> Option<Rect> {
    let (from, to) = band(plan, glass);
    let height = to - from;
    let reach = glass.reach();
    let middle = Vec2::new(reach.center().x, from + height * MIDDLE);
    let size = size.min(Vec2::new(reach.width(), f32::INFINITY));
    (height >= size.y).then(|| Rect::from_center_size(middle, size))
}

/// How high the band is, in dp.
pub(super) fn height(plan: &Plan, glass: &Glass) -> f32 {
    let (from, to) = band(plan, glass);
    to - from
}

fn band(plan: &Plan, glass: &Glass) -> (f32, f32) {
    let reach = glass.reach();
    let top = reach.min.y + HEADER;
    let is_pressed = |c: &&Placed| {
        !matches!(
            c.kind,
            ControlKind::SwipeArea { .. } | ControlKind::Feel { .. }
        )
    };
    let of = |control: &Placed| (control.rect.min.y, control.rect.max.y);
    let mut taken: Vec<_> = plan.controls.iter().filter(is_pressed).map(of).collect();
    taken.push((reach.max.y, reach.max.y));
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut free, mut best) = (top, (top, top));
    for (from, to) in taken {
        if from - free > best.1 - best.0 {
            best = (free, from);
        }
        free = free.max(to);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::{Area, AxisIndex, ButtonIndex, Orientation, PadLayout, Weight};

    fn layout() -> PadLayout {
        let swipe = ControlKind::SwipeArea {
            x: Some(AxisIndex(0)),
            y: None,
            travel: 600,
        };
        let start = ControlKind::Button {
            button: ButtonIndex::START,
            weight: Weight::Primary,
        };
        PadLayout::new("", Orientation::Any)
            .with("", Area::ALL, swipe)
            .with("START", Area::new(250, 660, 500, 160), start)
    }

    #[test]
    fn it_keeps_clear_of_buttons_and_stays_away_where_it_is_tight() {
        let size = Vec2::new(272.0, 176.0);
        let upright = Glass::plain(360.0, 800.0);
        let plan = Plan::new(&layout(), &upright);
        let free = place(&plan, &upright, size).expect("there is room");
        assert!(free.intersect(plan.controls[1].rect).is_empty());
        assert!(height(&plan, &upright) >= size.y);
        let flat = Glass::plain(640.0, 240.0);
        let plan = Plan::new(&layout(), &flat);
        assert_eq!(place(&plan, &flat, size), None);
    }

    #[test]
    fn any_glass_has_a_height_that_is_none_or_more() {
        for side in [0.0, 1.0, 90.0, 4_000.0] {
            let glass = Glass::plain(side, side);
            assert!(height(&Plan::new(&layout(), &glass), &glass) >= 0.0);
        }
    }
}
