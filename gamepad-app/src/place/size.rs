//! How large each kind of control is, and where in its area it lies. Must not know other controls.

use super::{Glass, Placed, answers, shown, title};
use bevy::math::{Rect, Vec2};
use couchpad_core::protocol::{Area, Control, ControlKind, Weight};
use couchpad_theme::space::{GRID, TOUCH, TOUCH_PLAY};

/// A character's width as a share of the font's size, on the safe side, for capitals of the bold face.
const CHARACTER: f32 = 0.74;
/// A line's height as a share of the font's size.
const LINE: f32 = 1.4;
/// Size of the letters on what is pressed all the time, and on all else, in dp.
const LETTERS: [f32; 2] = [25.0, 20.0];

/// How large a control is to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// Times the usual size; the letters do not grow with it.
    pub(super) grow: f32,
    /// Times the usual size of letters.
    pub(super) letters: f32,
    /// The player gave it its size.
    pub(super) own: bool,
}

impl Size {
    fn grown(self, length: f32) -> f32 {
        length * self.grow
    }

    fn line(self) -> f32 {
        LETTERS[1] * self.letters * LINE
    }
}

/// Places one control in an area of the glass.
pub(super) fn place(control: &Control, area: Area, glass: &Glass, size: Size) -> Placed {
    let area = scale(area, glass.safe());
    let reach = glass.reach();
    let whole = area;
    let title = title::height(control, area.intersect(reach), size);
    let area = if size.own { area } else { below(area, title) };
    let rect = match &control.kind {
        ControlKind::SwipeArea { .. } | ControlKind::Feel { .. } => area,
        ControlKind::Show { .. } => shown::place(area, glass, size),
        ControlKind::Stick { .. } | ControlKind::DPad { .. } | ControlKind::Tilt { .. } => {
            round(area, reach, size)
        }
        ControlKind::Choices { .. } => inside(area, reach),
        kind if size.own => {
            let least = least(kind, &control.label, size.letters, area.size());
            fit(area, [least, Vec2::INFINITY], reach)
        }
        ControlKind::Button { weight, .. } => {
            let bounds = button_bounds(*weight, &control.label, (size, area.size()));
            let out_of_the_way = *weight == Weight::Quiet;
            let area = if out_of_the_way {
                outwards(area, bounds[1], glass)
            } else {
                area
            };
            fit(area, bounds, reach)
        }
        ControlKind::Slider { .. } => slider(area, reach, size),
        ControlKind::Text { .. } => {
            let low = size.grown(TOUCH_PLAY).max(size.line());
            // a second and a third line where the layout has room for them
            let high = 1.5 * low;
            fit(area, [Vec2::new(200.0, low), Vec2::new(480.0, high)], reach)
        }
    };
    let (rect, options) = match &control.kind {
        ControlKind::Choices { options } => answers::place(rect, reach, options, size),
        _ => (rect, Vec::new()),
    };
    let zone = match &control.kind {
        ControlKind::Stick { .. } | ControlKind::DPad { .. } | ControlKind::Tilt { .. } => {
            // where the player put it, it comes to a thumb that is near
            let wide = if size.own { rect.inflate(TOUCH) } else { area };
            let room = wide.intersect(reach);
            if room.is_empty() {
                rect
            } else {
                rect.union(room)
            }
        }
        _ => rect,
    };
    Placed {
        id: control.id,
        label: control.label.clone(),
        kind: control.kind.clone(),
        area: whole,
        rect,
        zone,
        title: title::place(whole.intersect(reach), rect, title),
        options,
    }
}

/// The rest of it, below so much.
fn below(area: Rect, height: f32) -> Rect {
    let min = Vec2::new(area.min.x, area.min.y + height);
    Rect { min, ..area }
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
fn button_bounds(weight: Weight, label: &str, (size, room): (Size, Vec2)) -> [Vec2; 2] {
    let (low, high, letters) = match weight {
        Weight::Primary => (Vec2::new(168.0, 88.0), Vec2::new(320.0, 112.0), LETTERS[0]),
        Weight::Secondary => (
            Vec2::new(112.0, TOUCH_PLAY),
            Vec2::new(240.0, 80.0),
            LETTERS[1],
        ),
        Weight::Quiet => (Vec2::splat(TOUCH), Vec2::new(128.0, TOUCH), LETTERS[1]),
    };
    let words = words(label, letters * size.letters, room);
    [low, high].map(|bound| (bound * size.grow).max(words))
}

/// The space that the words on a button want, in dp: one line, or more of them where there is room for that alone.
fn words(label: &str, letters: f32, room: Vec2) -> Vec2 {
    let wide = |words: &str| words.chars().count() as f32 * letters * CHARACTER + 4.0 * GRID;
    let line = letters * LINE;
    let one = Vec2::new(wide(label), line);
    let widest = label.split(' ').map(wide).fold(0.0, f32::max);
    let count = label.split(' ').count() as f32;
    let all = Vec2::new(widest, count * line + GRID);
    if one.x > room.x && all.y <= room.y {
        all
    } else {
        one
    }
}

/// As small as the player may make a control that is about so large now, in dp: a thumb still meets it, and its words still
/// have room. `letters`: times their usual size.
pub fn least(kind: &ControlKind, label: &str, letters: f32, size: Vec2) -> Vec2 {
    let line = LETTERS[1] * letters * LINE;
    match kind {
        ControlKind::SwipeArea { .. } | ControlKind::Feel { .. } => Vec2::ZERO,
        ControlKind::Show { .. } => shown::LEAST,
        ControlKind::Stick { .. } | ControlKind::DPad { .. } | ControlKind::Tilt { .. } => {
            Vec2::splat(3.0 * TOUCH)
        }
        ControlKind::Button { weight, .. } => {
            let (side, high) = match weight {
                Weight::Primary => (TOUCH_PLAY, LETTERS[0]),
                Weight::Secondary => (TOUCH_PLAY, LETTERS[1]),
                Weight::Quiet => (TOUCH, LETTERS[1]),
            };
            Vec2::splat(side).max(words(label, high * letters, size))
        }
        ControlKind::Slider { .. } if size.x >= size.y => Vec2::new(3.0 * TOUCH, TOUCH_PLAY),
        ControlKind::Slider { .. } => Vec2::new(TOUCH_PLAY, 3.0 * TOUCH),
        ControlKind::Text { .. } => Vec2::new(200.0, TOUCH_PLAY.max(line)),
        ControlKind::Choices { options } => answers::least(options, letters, size.x),
    }
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
pub(super) fn fit(area: Rect, [low, high]: [Vec2; 2], reach: Rect) -> Rect {
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

/// A circle in the area's middle, as large as a thumb's reach at most.
fn round(area: Rect, reach: Rect, size: Size) -> Rect {
    let room = inside(area, reach);
    let most = if size.own {
        f32::INFINITY
    } else {
        size.grown(240.0)
    };
    let side = room.size().min_element();
    let side = side.clamp(size.grown(3.0 * TOUCH), most);
    fit(room, [Vec2::splat(side); 2], reach)
}

/// As long as the area, and neither thinner than a thumb nor a wall.
fn slider(area: Rect, reach: Rect, size: Size) -> Rect {
    let lies = area.width() >= area.height();
    let [thin, thick, short] = [TOUCH_PLAY, 96.0, 3.0 * TOUCH].map(|side| size.grown(side));
    let bounds = if lies {
        [Vec2::new(short, thin), Vec2::new(f32::INFINITY, thick)]
    } else {
        [Vec2::new(thin, short), Vec2::new(thick, f32::INFINITY)]
    };
    fit(area, bounds, reach)
}
