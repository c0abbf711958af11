//! Where a picture or a few words lie that are not pressed: in the widest band across the glass that no control takes. Pure.

use crate::place::{Glass, Placed, Plan};
use bevy::math::{Rect, Vec2};
use couchpad_core::protocol::ControlKind;
use couchpad_theme::Surface;
use couchpad_theme::space::GRID;
use couchpad_theme::type_scale::Step;

/// Height that the header takes, in dp.
const HEADER: f32 = 9.0 * GRID;
/// How far down in the band the middle lies: a thumb rests below.
const MIDDLE: f32 = 0.46;

/// A letter's width and a line's height as shares of the size, on the safe side, for the bold face.
const LETTER: f32 = 0.66;
const LINE: f32 = 1.25;

/// A piece of that band in its middle, so wide at most and so high; `None` where it is lower than that.
pub(super) fn place(plan: &Plan, glass: &Glass, size: Vec2) -> Option<Rect> {
    let (from, to) = band(plan, glass);
    let height = to - from;
    let reach = glass.reach();
    let middle = Vec2::new(reach.center().x, from + height * MIDDLE);
    let size = size.min(Vec2::new(reach.width(), f32::INFINITY));
    (height >= size.y).then(|| Rect::from_center_size(middle, size))
}

/// Where a few words lie in that band, and how large: in the first of these sizes in which they fit. `letters`: how many times
/// their usual size letters are. `None`: not even the last is low enough.
pub(super) fn line(
    (plan, glass, letters): (&Plan, &Glass, f32),
    words: &str,
    steps: &[Step],
) -> Option<(Rect, Step)> {
    let (from, to) = band(plan, glass);
    let width = glass.reach().width();
    let letter = |step: &Step| step.units(Surface::Pad) * letters;
    let count = words.chars().count() as f32;
    let is_low = |step: &&Step| letter(step) * LINE <= to - from;
    let is_short = |step: &&Step| count * letter(step) * LETTER <= width;
    let mut low = steps.iter().filter(is_low);
    let short = low.clone().find(is_short);
    let step = short.or_else(|| low.next_back())?;
    let at = place(plan, glass, Vec2::new(width, letter(step) * LINE))?;
    Some((at, *step))
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
        let flat = Glass::plain(640.0, 240.0);
        let plan = Plan::new(&layout(), &flat);
        assert_eq!(place(&plan, &flat, size), None);
    }

    #[test]
    fn words_are_as_large_as_they_fit_and_never_over_a_button() {
        let mut steps = Step::ALL;
        steps.reverse();
        let said = |glass: &Glass, letters: f32, words: &str| {
            let plan = Plan::new(&layout(), glass);
            let (at, step) = line((&plan, glass, letters), words, &steps)?;
            assert!(at.intersect(plan.controls[1].rect).is_empty());
            assert!(at.width() <= glass.reach().width());
            Some(step)
        };
        let upright = Glass::plain(360.0, 800.0);
        assert_eq!(said(&upright, 1.0, "3"), Some(Step::Code));
        assert_eq!(said(&upright, 1.0, "C’est parti !"), Some(Step::Heading));
        assert_eq!(said(&upright, 2.0, "C’est parti !"), Some(Step::Small));
        assert_eq!(said(&upright, 2.0, "3"), Some(Step::Code));
        let low = Glass::plain(800.0, 330.0);
        assert!(said(&low, 2.0, "3") > said(&low, 9.0, "3"));
        for side in [0.0, 1.0, 90.0, 4_000.0] {
            said(&Glass::plain(side, side), 1.0, "3");
        }
    }
}
