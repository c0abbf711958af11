//! Places all controls of a glass, and makes those larger that are to be: as far as none comes closer to another than it
//! would lie anyway. Must not know how large any kind is.

use super::aside;
use super::shown;
use super::size::{self, Size};
use super::{Glass, Placed, Placing};
use bevy::math::Rect;
use couchpad_core::protocol::{Area, Control, ControlKind};
use couchpad_theme::space::TOUCH_GAP;

/// Times the usual size that something large is tried at, largest first.
const TRIES: [f32; 4] = [1.5, 1.35, 1.2, 1.0];

/// Places these, in their order.
pub(super) fn place(controls: &[&Control], glass: &Glass, how: &Placing) -> Vec<Placed> {
    let mut placed = grown(controls, glass, how);
    shown::make_way(&mut placed);
    placed
}

fn grown(controls: &[&Control], glass: &Glass, how: &Placing) -> Vec<Placed> {
    let aside = aside::lay(controls, glass, (&how.boards, &how.moved));
    let aside = aside.unwrap_or_else(|| controls.iter().map(|c| c.area).collect());
    let laid: Vec<_> = controls.iter().copied().zip(aside).collect();
    let at = |(control, area): (&Control, Area), grow: f32| {
        let (area, own) = how.area(control.id, area);
        let grow = if own { 1.0 } else { grow };
        let letters = how.letters;
        size::place(control, area, glass, Size { grow, letters, own })
    };
    let usual: Vec<_> = laid.iter().map(|c| at(*c, 1.0)).collect();
    if !how.large {
        return usual;
    }
    let mut tries = vec![0_usize; controls.len()];
    loop {
        let grows = tries.iter().map(|t| TRIES.get(*t).copied().unwrap_or(1.0));
        let grown: Vec<_> = laid.iter().zip(grows).map(|(c, g)| at(*c, g)).collect();
        let tight = crowded(&grown, &usual);
        let mut any = false;
        for (tried, tight) in tries.iter_mut().zip(tight) {
            if tight && *tried + 1 < TRIES.len() {
                *tried += 1;
                any = true;
            }
        }
        if !any {
            return grown;
        }
    }
}

/// Which of them come too close to another.
fn crowded(grown: &[Placed], usual: &[Placed]) -> Vec<bool> {
    let mut tight = vec![false; grown.len()];
    let all = || grown.iter().zip(usual).enumerate();
    for (one, (a, a_before)) in all() {
        for (two, (b, b_before)) in all().skip(one + 1) {
            let least = gap(a_before.rect, b_before.rect).min(TOUCH_GAP);
            if is_pressed(a) && is_pressed(b) && gap(a.rect, b.rect) < least - 0.01 {
                for index in [one, two] {
                    if let Some(tight) = tight.get_mut(index) {
                        *tight = true;
                    }
                }
            }
        }
    }
    tight
}

fn is_pressed(placed: &Placed) -> bool {
    !matches!(
        placed.kind,
        ControlKind::SwipeArea { .. } | ControlKind::Show { .. }
    )
}

/// How far two rectangles are apart; negative where one lies on the other.
fn gap(a: Rect, b: Rect) -> f32 {
    let beside = (a.min - b.max).max(b.min - a.max);
    beside.max_element()
}

#[cfg(test)]
mod tests {
    use super::super::Plan;
    use super::*;
    use couchpad_core::protocol::{ButtonIndex, Orientation, PadLayout, Weight};
    use proptest::prelude::*;

    fn button(weight: Weight) -> ControlKind {
        ControlKind::Button {
            button: ButtonIndex(0),
            weight,
        }
    }

    fn large() -> Placing {
        Placing {
            large: true,
            ..Placing::default()
        }
    }

    #[test]
    fn what_has_room_grows_by_half() {
        let layout = PadLayout::new("", Orientation::Any).with(
            "A",
            Area::new(400, 400, 100, 50),
            button(Weight::Primary),
        );
        let glass = Glass::plain(400.0, 800.0);
        let size = |plan: Plan| plan.controls[0].rect.size();
        let usual = size(Plan::new(&layout, &glass));
        let grown = size(Plan::as_wanted(&layout, &glass, &large()));
        assert!((grown - usual * 1.5).abs().max_element() < 0.1, "{grown}");
    }

    #[test]
    fn rectangles_know_how_far_they_are_apart() {
        let a = Rect::new(0.0, 0.0, 10.0, 10.0);
        assert_eq!(gap(a, Rect::new(15.0, 0.0, 20.0, 10.0)), 5.0);
        assert_eq!(gap(Rect::new(15.0, 13.0, 20.0, 20.0), a), 5.0);
        assert_eq!(gap(a, Rect::new(8.0, 0.0, 20.0, 10.0)), -2.0);
    }

    proptest! {
        /// Larger, or as it was; and never closer to a neighbour than a thumb tells apart, unless it was so before.
        #[test]
        fn growing_crowds_nobody(
            places in prop::collection::vec((0_u16..900, 0_u16..900, 1_u16..500, 1_u16..500, 0_usize..3), 1..7),
            (width, height) in (240.0_f32..1200.0, 240.0_f32..1200.0),
        ) {
            let weights = [Weight::Primary, Weight::Secondary, Weight::Quiet];
            let mut layout = PadLayout::new("", Orientation::Any);
            for (x, y, w, h, weight) in places {
                let area = Area::new(x, y, w.min(1000 - x), h.min(1000 - y));
                layout = layout.with("GO", area, button(weights[weight]));
            }
            let glass = Glass::plain(width, height);
            let usual = Plan::new(&layout, &glass).controls;
            let grown = Plan::as_wanted(&layout, &glass, &large()).controls;
            for (a, a_before) in grown.iter().zip(&usual) {
                let more = a.rect.size() - a_before.rect.size();
                prop_assert!(more.min_element() > -0.01, "{more}");
            }
            prop_assert!(!crowded(&grown, &usual).contains(&true));
        }
    }
}
