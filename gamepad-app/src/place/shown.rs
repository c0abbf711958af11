//! Where a game shows something: below who plays, and beside whatever is pressed, so that nothing lies on what is to be read.
//! Must not know what is shown.

use super::size::Size;
use super::{Glass, Placed};
use bevy::math::{Rect, Vec2};
use couchpad_core::protocol::ControlKind;
use couchpad_theme::space::{GRID, TOUCH_GAP};

/// What stands at the top of the glass: who plays and how many points that is, in dp.
const STRIP: f32 = 10.0 * GRID;
/// How far from the left it reaches, in dp.
const NAME: f32 = 24.0 * GRID;
/// As small as the player may make it, in dp.
pub(super) const LEAST: Vec2 = Vec2::new(12.0 * GRID, 6.0 * GRID);
/// Less than this share of it is no help: then it lies under what is pressed.
const ENOUGH: f32 = 0.4;

/// Its place in this part of the glass.
pub(super) fn place(area: Rect, glass: &Glass, size: Size) -> Rect {
    let reach = glass.reach();
    let within = area.intersect(reach);
    let rect = if within.is_empty() { reach } else { within };
    if size.own {
        return rect;
    }
    let name = Vec2::new(NAME, STRIP) * size.letters;
    let name = Rect::from_corners(reach.min, reach.min + name);
    enough(rect, beside(rect, name, 0.0))
}

/// Takes out of everything that is shown what is pressed there.
pub(super) fn make_way(controls: &mut [Placed]) {
    let pressed: Vec<Rect> = controls.iter().flat_map(pressed).collect();
    let shown = controls.iter_mut().filter(|c| shows(&c.kind));
    for control in shown {
        let whole = control.rect;
        let rest = pressed
            .iter()
            .fold(whole, |rest, other| beside(rest, *other, TOUCH_GAP));
        let rest = enough(whole, rest);
        (control.rect, control.zone) = (rest, rest);
    }
}

/// Whether it takes no input: a finger goes through to what is under it.
pub(super) const fn shows(kind: &ControlKind) -> bool {
    matches!(kind, ControlKind::Show { .. })
}

/// What of a control is in the way: all of it, but for answers, which need not fill their place.
fn pressed(control: &Placed) -> Vec<Rect> {
    match control.kind {
        ControlKind::SwipeArea { .. } | ControlKind::Feel { .. } | ControlKind::Show { .. } => {
            Vec::new()
        }
        ControlKind::Choices { .. } => control.options.clone(),
        _ => vec![control.rect],
    }
}

/// The rest of it, if that is enough.
fn enough(whole: Rect, rest: Rect) -> Rect {
    let left = area(rest);
    if left > 0.0 && left >= area(whole) * ENOUGH {
        rest
    } else {
        whole
    }
}

/// The largest part of a rectangle beside another one, so far away from it.
fn beside(rect: Rect, other: Rect, gap: f32) -> Rect {
    if rect.intersect(other).is_empty() {
        return rect;
    }
    let away = other.inflate(gap);
    let (mut left, mut right, mut above, mut below) = (rect, rect, rect, rect);
    left.max.x = left.max.x.min(away.min.x);
    right.min.x = right.min.x.max(away.max.x);
    above.max.y = above.max.y.min(away.min.y);
    below.min.y = below.min.y.max(away.max.y);
    let parts = [above, below, left, right].into_iter();
    let largest = parts.max_by(|a, b| area(*a).total_cmp(&area(*b)));
    largest.unwrap_or(rect)
}

/// In square dp; nothing where it is inside out.
fn area(rect: Rect) -> f32 {
    let size = (rect.max - rect.min).max(Vec2::ZERO);
    size.x * size.y
}

#[cfg(test)]
mod tests {
    use super::super::{Placing, Plan};
    use super::*;
    use couchpad_core::protocol::{Area, AxisIndex, ButtonIndex, Orientation, PadLayout, Weight};
    use proptest::prelude::*;

    fn layout() -> PadLayout {
        PadLayout::new("", Orientation::Any)
            .swipe_sideways(Area::ALL, AxisIndex(0))
            .shows("", Area::new(0, 0, 1000, 700), Weight::Primary)
            .button(
                "PAUSE",
                Area::new(820, 20, 160, 110),
                ButtonIndex::PAUSE,
                Weight::Quiet,
            )
            .button(
                "GO",
                Area::new(300, 600, 400, 200),
                ButtonIndex(0),
                Weight::Primary,
            )
    }

    #[test]
    fn it_lies_below_the_name_and_beside_what_is_pressed() {
        for (width, height) in [(360.0, 800.0), (800.0, 360.0)] {
            let glass = Glass::plain(width, height);
            let plan = Plan::new(&layout(), &glass);
            let shown = plan.controls[1].rect;
            let name = glass.reach().min + Vec2::new(NAME, STRIP) / 2.0;
            assert!(!shown.contains(name), "{shown:?}");
            for pressed in &plan.controls[2..] {
                assert!(shown.intersect(pressed.rect).is_empty(), "{shown:?}");
            }
            assert!(area(shown) > 0.2 * width * height, "{shown:?}");
        }
    }

    #[test]
    fn a_finger_goes_through_it() {
        let plan = Plan::new(&layout(), &Glass::plain(360.0, 800.0));
        assert_eq!(plan.at(plan.controls[1].rect.center()), Some(0));
        let alone = PadLayout::new("", Orientation::Any).shows("", Area::ALL, Weight::Quiet);
        let plan = Plan::new(&alone, &Glass::plain(360.0, 800.0));
        assert_eq!(plan.at(Vec2::new(180.0, 400.0)), None);
    }

    #[test]
    fn where_the_player_puts_it_there_it_is() {
        let glass = Glass::plain(360.0, 800.0);
        let layout = PadLayout::new("", Orientation::Any).shows("", Area::ALL, Weight::Primary);
        let own = Area::new(100, 100, 600, 300);
        let how = Placing {
            moved: vec![(layout.controls[0].id, own)],
            ..Placing::default()
        };
        let rect = Plan::as_wanted(&layout, &glass, &how).controls[0].rect;
        let wanted = Rect::new(36.0, 80.0, 252.0, 320.0);
        assert!((rect.min - wanted.min).length() + (rect.max - wanted.max).length() < 0.01);
    }

    proptest! {
        #[test]
        fn it_is_never_inside_out(
            (x, y, w, h) in (0_u16..999, 0_u16..999, 1_u16..1000, 1_u16..1000),
            (bx, by, bw, bh) in (0_u16..900, 0_u16..900, 1_u16..1000, 1_u16..1000),
            (width, height) in (200.0_f32..1200.0, 200.0_f32..1200.0),
            letters in 1.0_f32..2.0,
        ) {
            let button = Area::new(bx, by, bw.min(1000 - bx), bh.min(1000 - by));
            let layout = PadLayout::new("", Orientation::Any)
                .shows("", Area::new(x, y, w.min(1000 - x), h.min(1000 - y)), Weight::Primary)
                .button("GO", button, ButtonIndex(0), Weight::Secondary);
            let glass = Glass::plain(width, height);
            let how = Placing { letters, ..Placing::default() };
            let rect = Plan::as_wanted(&layout, &glass, &how).controls[0].rect;
            prop_assert!(rect.size().min_element() >= 0.0);
            prop_assert!(glass.reach().inflate(0.01).contains(rect.min));
            prop_assert!(glass.reach().inflate(0.01).contains(rect.max));
        }
    }
}
