//! Where the header lies, and how large its letters are there: beside or below what is pressed at the top. Where that is too
//! much for the letters that the player likes, they shrink, and then lines are left out, rather than anything lies on a
//! control. Pure. Must not know what is said.

use crate::place::{Glass, Placed, Plan};
use bevy::math::{Rect, Vec2};
use couchpad_core::protocol::ControlKind;
use couchpad_theme::space::{GRID, TOUCH_GAP};

/// How high it is with so many lines below the name, in dp, where letters have their usual size.
const HEIGHTS: [f32; 3] = [4.0 * GRID, 6.0 * GRID, 9.0 * GRID];
/// Lines below the name, where there is room for all.
const ROWS: usize = 2;
/// Smaller sizes of letters that are tried, in times the usual one.
const SHRUNK: [f32; 3] = [1.5, 1.25, 1.0];

/// A place for the header.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) rect: Rect,
    /// Times the usual size of letters.
    pub(super) letters: f32,
    /// Lines that have room below the name.
    pub(super) rows: usize,
}

/// The best that there is. `beside` is what stands beside the words, and `words` how wide they are at least at their usual
/// size, in dp; `letters` is how many times that size the player likes them.
pub(super) fn find(glass: &Glass, plan: &Plan, (beside, words): (f32, f32), letters: f32) -> Place {
    let shrunk = SHRUNK.into_iter().filter(|size| *size < letters);
    let whole = std::iter::once(letters).chain(shrunk).map(|l| (l, ROWS));
    let least = letters.min(1.0);
    let poorer = (0..ROWS).rev().map(|rows| (least, rows));
    let free = whole.chain(poorer).find_map(|(letters, rows)| {
        let height = HEIGHTS.get(rows)? * letters;
        let rect = room(glass, plan, (beside + words * letters, height))?;
        Some(Place {
            rect,
            letters,
            rows,
        })
    });
    // on a glass full of controls the top is where nothing but their edge is covered
    free.unwrap_or_else(|| {
        let [name, ..] = HEIGHTS;
        Place {
            rect: top(glass, name * least),
            letters: least,
            rows: 0,
        }
    })
}

fn top(glass: &Glass, height: f32) -> Rect {
    let mut room = glass.reach();
    room.min.y += GRID;
    room.max.y = room.min.y + height;
    room
}

/// The top of the glass, as far as no control lies in it; below those controls where they leave too little, in dp. `None`: there
/// lie others.
fn room(glass: &Glass, plan: &Plan, (least, height): (f32, f32)) -> Option<Rect> {
    let top = top(glass, height);
    let (mut left, mut right, mut bottom) = (top.min.x, top.max.x, top.min.y);
    let in_the_way = pressed(plan).filter(|c| !c.rect.intersect(top).is_empty());
    for control in in_the_way {
        if control.rect.center().x > glass.size.x / 2.0 {
            right = right.min(control.rect.min.x - TOUCH_GAP);
        } else if control.rect.max.y < glass.size.y / 2.0 {
            // small, and on the left because a left hand presses it
            left = left.max(control.rect.max.x + TOUCH_GAP);
        } else {
            continue;
        }
        bottom = bottom.max(control.rect.max.y + TOUCH_GAP);
    }
    let beside = Rect {
        min: Vec2::new(left, top.min.y),
        max: Vec2::new(right, top.max.y),
    };
    let below = Rect {
        min: Vec2::new(top.min.x, bottom),
        max: Vec2::new(top.max.x, bottom + height),
    };
    let reach = glass.reach();
    let is_free = |rect: &Rect| pressed(plan).all(|c| c.rect.intersect(*rect).is_empty());
    let is_wide = |rect: &Rect| rect.max.x - rect.min.x >= least;
    let is_in_sight = |rect: &Rect| rect.max.y <= reach.max.y;
    let free = |rect: &Rect| is_wide(rect) && is_in_sight(rect) && is_free(rect);
    [beside, below].into_iter().find(free)
}

fn pressed(plan: &Plan) -> impl Iterator<Item = &Placed> {
    let is_glass = |c: &&Placed| matches!(c.kind, ControlKind::SwipeArea { .. });
    plan.controls.iter().filter(move |c| !is_glass(c))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::place::Placing;
    use crate::touch::PadGlass;
    use couchpad_core::protocol::{Area, AxisIndex, ButtonIndex, Orientation, PadLayout, Weight};

    /// What stands beside the words, and how wide they are at least.
    const LEAST: (f32, f32) = (44.0, 84.0);

    pub(in crate::pad::header) fn paused(width: f32) -> (PadGlass, Plan) {
        let pause = ControlKind::Button {
            button: ButtonIndex::PAUSE,
            weight: Weight::Quiet,
        };
        let layout =
            PadLayout::new("", Orientation::Any).with("PAUSE", Area::new(800, 10, 180, 60), pause);
        let glass = PadGlass(Glass::plain(width, 800.0));
        let plan = Plan::new(&layout, &glass.0);
        (glass, plan)
    }

    fn found(glass: &PadGlass, plan: &Plan) -> Place {
        find(&glass.0, plan, LEAST, 1.0)
    }

    #[test]
    fn words_have_room_on_the_narrowest_glass() {
        for glass_width in 240..420_u16 {
            let (glass, plan) = paused(glass_width.into());
            let place = found(&glass, &plan);
            assert!(place.rect.width() >= LEAST.0 + LEAST.1, "{glass_width} dp");
            assert_eq!((place.letters, place.rows), (1.0, ROWS));
            assert!(place.rect.intersect(plan.controls[0].rect).is_empty());
        }
    }

    #[test]
    fn the_name_makes_room_on_the_left_for_a_left_hand() {
        let (glass, plan) = paused(360.0);
        let mut mirrored = plan.clone();
        let rect = &mut mirrored.controls[0].rect;
        (rect.min.x, rect.max.x) = (360.0 - rect.max.x, 360.0 - rect.min.x);
        let [right, left] = [&plan, &mirrored].map(|plan| found(&glass, plan).rect);
        assert!(left.min.x >= mirrored.controls[0].rect.max.x + TOUCH_GAP);
        assert!((left.width() - right.width()).abs() < 0.01);
    }

    #[test]
    fn the_name_makes_room_for_what_can_be_pressed() {
        let (glass, plan) = paused(360.0);
        let room = found(&glass, &plan).rect;
        assert!(room.max.x + TOUCH_GAP <= plan.controls[0].rect.min.x);
        assert!(room.width() > 150.0);
    }

    /// A line to write and answers below it, from so far down, in thousandths.
    fn full(from: u16) -> PadLayout {
        let slider = ControlKind::Slider { axis: AxisIndex(0) };
        PadLayout::new("Quiz", Orientation::Any)
            .text_line("", Area::new(0, from, 1000, 80), "Say something")
            .with("", Area::new(0, from + 100, 1000, 100), slider)
            .choices("", Area::new(0, 400, 1000, 600), ["Paris", "Rome", "Oslo"])
    }

    #[test]
    fn large_letters_shrink_before_they_lie_on_a_control() {
        let glass = Glass::plain(360.0, 800.0);
        let mut sizes = Vec::new();
        for from in [220, 150, 120, 90] {
            let how = Placing {
                letters: 2.0,
                ..Placing::default()
            };
            let plan = Plan::as_wanted(&full(from), &glass, &how);
            let place = find(&glass, &plan, LEAST, 2.0);
            for control in &plan.controls {
                let covered = control.rect.intersect(place.rect);
                assert!(covered.is_empty(), "from {from}: {place:?}");
            }
            sizes.push((place.letters, place.rows));
        }
        assert_eq!(sizes.first(), Some(&(2.0, ROWS)), "there is room for all");
        assert!(sizes.is_sorted_by(|a, b| a.0 > b.0 || (a.0 == b.0 && a.1 >= b.1)));
        assert!(sizes.last().is_some_and(|last| last.0 <= 1.25), "{sizes:?}");
    }

    #[test]
    fn it_never_lies_below_the_glass() {
        let of = |from: u16| {
            let stick = ControlKind::Stick {
                x: AxisIndex(1),
                y: AxisIndex(2),
            };
            PadLayout::new("", Orientation::Landscape)
                .with("", Area::new(0, from, 500, 1000 - from), stick.clone())
                .with("", Area::new(500, from, 500, 1000 - from), stick)
        };
        let glass = Glass::plain(800.0, 360.0);
        for from in (0..500).step_by(10) {
            let plan = Plan::new(&of(from), &glass);
            let rect = find(&glass, &plan, LEAST, 1.0).rect;
            assert!(rect.max.y <= 360.0, "controls from {from}: {rect:?}");
        }
        let place = find(&glass, &Plan::new(&of(200), &glass), LEAST, 1.0);
        assert_eq!(place.rows, 1, "what has no room is left out");
    }

    #[test]
    fn a_glass_full_of_controls_shows_a_name_all_the_same() {
        let stick = ControlKind::Choices {
            options: vec!["Yes".into(); 8],
        };
        let layout = PadLayout::new("", Orientation::Any).with("", Area::ALL, stick);
        for (width, height) in [(360.0, 640.0), (240.0, 240.0), (0.0, 0.0)] {
            let glass = Glass::plain(width, height);
            let plan = Plan::new(&layout, &glass);
            let place = find(&glass, &plan, LEAST, 2.0);
            assert_eq!((place.letters, place.rows), (1.0, 0));
        }
    }
}
