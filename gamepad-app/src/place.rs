//! Where each control of a layout lies on this glass: thousandths of the safe area become dp, and nothing becomes
//! too small for a thumb. Touch and paint both read the same [`Plan`], so that what is seen is what is pressed.
//! Must not know fingers, nor how a control is drawn.

use bevy::math::{Rect, Vec2};
use couchpad_core::protocol::{Area, Control, ControlId, ControlKind, PadLayout, Weight};
use couchpad_theme::space::{GRID, TOUCH, TOUCH_GAP, TOUCH_PLAY};

/// How much of each edge the system keeps for itself (notch, gesture bar), in dp.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Insets {
    /// At the left edge.
    pub left: f32,
    /// At the top edge.
    pub top: f32,
    /// At the right edge.
    pub right: f32,
    /// At the bottom edge.
    pub bottom: f32,
}

/// The glass: its size and what of it may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Glass {
    /// Width and height in dp.
    pub size: Vec2,
    /// What the system keeps.
    pub insets: Insets,
}

/// Room between a target and the safe area's edge, in dp: the edge shows whose pad it is.
const EDGE: f32 = 2.0 * GRID;
/// A character's width as a share of the font's size, on the safe side, for capitals of the bold face.
const CHARACTER: f32 = 0.74;

impl Glass {
    /// A glass of this size, all of it usable.
    #[must_use]
    pub fn plain(width: f32, height: f32) -> Self {
        Self {
            size: Vec2::new(width, height),
            insets: Insets::default(),
        }
    }

    /// What of it may be used, in dp from the top left. Never inside out, whatever the insets say.
    #[must_use]
    pub fn safe(&self) -> Rect {
        let Insets {
            left,
            top,
            right,
            bottom,
        } = self.insets;
        let min = Vec2::new(left, top).clamp(Vec2::ZERO, self.size);
        let max = (self.size - Vec2::new(right, bottom)).clamp(min, self.size.max(min));
        Rect { min, max }
    }

    /// Where targets may lie: the safe area less the edge.
    #[must_use]
    pub fn reach(&self) -> Rect {
        let safe = self.safe();
        let edge = Vec2::splat(EDGE).min(safe.size() / 2.0);
        Rect {
            min: safe.min + edge,
            max: safe.max - edge,
        }
    }
}

/// One control on this glass.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its name within the layout.
    pub id: ControlId,
    /// The word on it.
    pub label: String,
    /// What it is.
    pub kind: ControlKind,
    /// The area that the layout gave it, in dp: what travel is measured against.
    pub area: Rect,
    /// What is drawn and what a finger must meet, in dp.
    pub rect: Rect,
    /// The answers of a choices control, each with its own place; empty for every other control.
    pub options: Vec<Rect>,
}

/// All controls of a layout on one glass, back to front.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The controls.
    pub controls: Vec<Placed>,
}

impl Plan {
    /// Places every control of a layout.
    #[must_use]
    pub fn new(layout: &PadLayout, glass: &Glass) -> Self {
        Self {
            controls: layout.controls.iter().map(|c| place(c, glass)).collect(),
        }
    }

    /// The topmost control under a point, as an index into [`controls`](Self::controls).
    #[must_use]
    pub fn at(&self, point: Vec2) -> Option<usize> {
        self.controls.iter().rposition(|c| c.rect.contains(point))
    }

    /// One control.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Placed> {
        self.controls.get(index)
    }
}

fn place(control: &Control, glass: &Glass) -> Placed {
    let area = scale(control.area, glass.safe());
    let reach = glass.reach();
    let rect = match &control.kind {
        ControlKind::SwipeArea { .. } => area,
        ControlKind::Button { weight, .. } => {
            let bounds = button_bounds(*weight, &control.label);
            let out_of_the_way = *weight == Weight::Quiet;
            let area = if out_of_the_way {
                outwards(area, bounds[1], glass)
            } else {
                area
            };
            fit(area, bounds, reach)
        }
        ControlKind::Slider { .. } => slider(area, reach),
        ControlKind::Feel { .. } => area,
        ControlKind::Stick { .. } | ControlKind::DPad { .. } | ControlKind::Tilt { .. } => {
            let room = inside(area, reach);
            let side = room.size().min_element().clamp(3.0 * TOUCH, 240.0);
            fit(room, [Vec2::splat(side); 2], reach)
        }
        ControlKind::Choices { .. } => inside(area, reach),
        ControlKind::Text { .. } => fit(
            area,
            [Vec2::new(200.0, TOUCH_PLAY), Vec2::new(480.0, TOUCH_PLAY)],
            reach,
        ),
    };
    let (rect, options) = match &control.kind {
        ControlKind::Choices { options } => answers(rect, reach, options.len()),
        _ => (rect, Vec::new()),
    };
    Placed {
        id: control.id,
        label: control.label.clone(),
        kind: control.kind.clone(),
        area,
        rect,
        options,
    }
}

fn scale(area: Area, safe: Rect) -> Rect {
    let share = |x: u16, y: u16| Vec2::new(f32::from(x), f32::from(y)) / 1000.0 * safe.size();
    let min = safe.min + share(area.x, area.y);
    Rect {
        min,
        max: min + share(area.w, area.h),
    }
}

/// Smallest and largest size of a button, in dp.
fn button_bounds(weight: Weight, label: &str) -> [Vec2; 2] {
    let (low, high, text) = match weight {
        Weight::Primary => (Vec2::new(168.0, 88.0), Vec2::new(320.0, 112.0), 25.0),
        Weight::Secondary => (Vec2::new(112.0, TOUCH_PLAY), Vec2::new(240.0, 80.0), 20.0),
        Weight::Quiet => (Vec2::splat(TOUCH), Vec2::new(128.0, TOUCH), 20.0),
    };
    let words = label.chars().count() as f32 * text * CHARACTER + 4.0 * GRID;
    [low.max(Vec2::X * words), high.max(Vec2::X * words)]
}

/// The part of an area, of this size at most, that is nearest to the glass's edge on the side where the area lies.
fn outwards(area: Rect, most: Vec2, glass: &Glass) -> Rect {
    let size = area.size().min(most);
    // -1, 0 or 1: the left, middle or right third of the glass, and so downwards
    let third = ((area.center() / glass.size.max(Vec2::ONE)) * 3.0).floor() - 1.0;
    let slack = (area.size() - size) / 2.0;
    Rect::from_center_size(
        area.center() + third.clamp(Vec2::NEG_ONE, Vec2::ONE) * slack,
        size,
    )
}

/// The area's middle, with a size between the two bounds, pushed to where a thumb reaches.
fn fit(area: Rect, [low, high]: [Vec2; 2], reach: Rect) -> Rect {
    let size = area.size().min(high).max(low).min(reach.size());
    let half = size / 2.0;
    let centre = area.center().clamp(reach.min + half, reach.max - half);
    Rect {
        min: centre - half,
        max: centre + half,
    }
}

/// The part of the area within reach; the whole reach where they do not meet.
fn inside(area: Rect, reach: Rect) -> Rect {
    let part = area.intersect(reach);
    if part.is_empty() { reach } else { part }
}

/// As long as the area, and neither thinner than a thumb nor a wall.
fn slider(area: Rect, reach: Rect) -> Rect {
    let size = area.size();
    let (thin, thick) = (TOUCH_PLAY, 96.0);
    let bounds = if size.x >= size.y {
        [
            Vec2::new(3.0 * TOUCH, thin),
            Vec2::new(f32::INFINITY, thick),
        ]
    } else {
        [
            Vec2::new(thin, 3.0 * TOUCH),
            Vec2::new(thick, f32::INFINITY),
        ]
    };
    fit(area, bounds, reach)
}

/// Rows of answers, in as many columns as it takes; grows downwards and upwards where the area is too low for one
/// column, and only shrinks a row below a thumb's size where the glass itself is too small.
fn answers(rect: Rect, reach: Rect, count: usize) -> (Rect, Vec<Rect>) {
    let row = TOUCH + TOUCH_GAP;
    let fits = |height: f32| (((height + TOUCH_GAP) / row).floor() as usize).max(1);
    let most_columns = (((rect.width() + TOUCH_GAP) / (120.0 + TOUCH_GAP)) as usize).max(1);
    let columns = count.div_ceil(fits(rect.height())).clamp(1, most_columns);
    let rows = count.div_ceil(columns).max(1);
    let wanted = Vec2::new(rect.width(), rows as f32 * row - TOUCH_GAP);
    let rect = fit(rect, [wanted, wanted.max(rect.size())], reach);
    let gaps = Vec2::new((columns - 1) as f32, (rows - 1) as f32) * TOUCH_GAP;
    let cell = ((rect.size() - gaps) / Vec2::new(columns as f32, rows as f32)).max(Vec2::ONE);
    let cell = cell.min(Vec2::new(f32::INFINITY, 80.0));
    let option = |n: usize| {
        let at = Vec2::new((n % columns) as f32, (n / columns) as f32);
        let min = rect.min + at * (cell + TOUCH_GAP);
        Rect {
            min,
            max: min + cell,
        }
    };
    (rect, (0..count).map(option).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::{AxisIndex, ButtonIndex, Orientation};
    use proptest::prelude::*;

    fn button(weight: Weight) -> ControlKind {
        ControlKind::Button {
            button: ButtonIndex(0),
            weight,
        }
    }

    fn one(area: Area, kind: ControlKind, glass: &Glass) -> Placed {
        let layout = PadLayout::new("", Orientation::Any).with("LAUNCH", area, kind);
        Plan::new(&layout, glass).controls.remove(0)
    }

    #[test]
    fn a_swipe_area_is_the_whole_safe_area() {
        let mut glass = Glass::plain(360.0, 800.0);
        glass.insets.top = 40.0;
        let swipe = ControlKind::SwipeArea {
            x: Some(AxisIndex(0)),
            y: None,
            travel: 600,
        };
        let placed = one(Area::ALL, swipe, &glass);
        assert_eq!(placed.rect, Rect::new(0.0, 40.0, 360.0, 800.0));
    }

    #[test]
    fn the_topmost_control_is_met_first() {
        let layout = PadLayout::new("", Orientation::Any)
            .with("", Area::ALL, button(Weight::Quiet))
            .with("", Area::ALL, button(Weight::Quiet));
        let plan = Plan::new(&layout, &Glass::plain(360.0, 800.0));
        assert_eq!(plan.at(Vec2::new(180.0, 400.0)), Some(1));
        assert_eq!(plan.at(Vec2::new(1.0, 1.0)), None);
    }

    #[test]
    fn a_tiny_area_still_makes_a_target_for_a_thumb() {
        let glass = Glass::plain(360.0, 800.0);
        let speck = Area::new(999, 999, 1, 1);
        for (weight, least) in [(Weight::Primary, 64.0), (Weight::Quiet, 48.0)] {
            let rect = one(speck, button(weight), &glass).rect;
            assert!(rect.size().min_element() >= least, "{rect:?}");
            assert!(glass.reach().contains(rect.min) && glass.reach().contains(rect.max));
        }
    }

    #[test]
    fn a_quiet_button_keeps_to_its_corner() {
        let glass = Glass::plain(800.0, 360.0);
        let corner = Area::new(600, 0, 400, 300);
        let rect = one(corner, button(Weight::Quiet), &glass).rect;
        assert_eq!(
            Vec2::new(rect.max.x, rect.min.y),
            Vec2::new(glass.reach().max.x, glass.reach().min.y)
        );
    }

    #[test]
    fn answers_do_not_touch_each_other_and_are_all_there() {
        let glass = Glass::plain(360.0, 800.0);
        let options = vec![String::new(); 20];
        let placed = one(
            Area::new(0, 200, 1000, 400),
            ControlKind::Choices { options },
            &glass,
        );
        assert_eq!(placed.options.len(), 20);
        for (n, a) in placed.options.iter().enumerate() {
            assert!(a.height() >= TOUCH, "{a:?}");
            assert!(placed.rect.inflate(0.5).union(*a) == placed.rect.inflate(0.5));
            for b in &placed.options[n + 1..] {
                assert!(a.inflate(TOUCH_GAP / 2.0 - 0.01).intersect(*b).is_empty());
            }
        }
    }

    fn any_kind() -> impl Strategy<Value = ControlKind> {
        prop_oneof![
            Just(button(Weight::Primary)),
            Just(button(Weight::Secondary)),
            Just(button(Weight::Quiet)),
            Just(ControlKind::Slider { axis: AxisIndex(1) }),
            Just(ControlKind::Stick {
                x: AxisIndex(0),
                y: AxisIndex(1)
            }),
            (0_usize..33).prop_map(|n| ControlKind::Choices {
                options: vec!["x".into(); n]
            }),
            Just(ControlKind::Text {
                hint: String::new()
            }),
        ]
    }

    proptest! {
        #[test]
        fn every_control_stays_on_any_glass(
            (x, y, w, h) in (0_u16..1000, 0_u16..1000, 1_u16..=1000, 1_u16..=1000),
            (width, height) in (0.0_f32..3000.0, 0.0_f32..3000.0),
            inset in 0.0_f32..4000.0,
            kind in any_kind(),
        ) {
            let area = Area::new(x, y, w.min(1000 - x), h.min(1000 - y));
            let mut glass = Glass::plain(width, height);
            glass.insets = Insets { left: inset, top: 0.0, right: 0.0, bottom: inset / 7.0 };
            let placed = one(area, kind, &glass);
            let whole = Rect::new(0.0, 0.0, width, height).inflate(0.1);
            for rect in placed.options.iter().chain([&placed.rect]) {
                prop_assert!(rect.min.is_finite() && rect.max.is_finite());
                prop_assert!(rect.width() >= 0.0 && rect.height() >= 0.0);
            }
            prop_assert!(whole.contains(placed.rect.min) && whole.contains(placed.rect.max), "{:?}", placed.rect);
        }
    }
}
