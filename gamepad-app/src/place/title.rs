//! The word for a control that it is not written on: a slider's, or that of answers. It lies above, and the control makes room for
//! it. Must not know how it is written.

use super::fit::{Fitted, fit};
use super::size::Size;
use bevy::math::{Rect, Vec2};
use couchpad_core::protocol::{Control, ControlKind};
use couchpad_theme::measure::Face;
use couchpad_theme::space::{GRID, TOUCH_PLAY};

/// Size of its letters, in dp.
const LETTERS: f32 = 16.0;
/// Room between it and its control, in dp.
const GAP: f32 = GRID / 2.0;

/// How it is written in this width: in two lines at most. `letters`: times their usual size.
pub(crate) fn written(label: &str, width: f32, letters: f32) -> Fitted {
    let sizes = [LETTERS * letters, LETTERS];
    let room = Vec2::new(width, 2.0 * sizes[0] * couchpad_theme::measure::LINE);
    fit(label, Face::Regular, room, &sizes)
}

/// The height that it takes, with the gap, in dp. Nothing where the control is too low, or has its word on it.
pub(super) fn height(control: &Control, area: Rect, size: Size) -> f32 {
    let is_beside = match &control.kind {
        ControlKind::Slider { .. } | ControlKind::Choices { .. } => true,
        // else it stands in the field
        ControlKind::Text { hint } => !hint.is_empty(),
        _ => false,
    };
    if !is_beside || control.label.is_empty() {
        return 0.0;
    }
    let words = written(&control.label, area.width(), size.letters);
    let high = words.room(Face::Regular).y + GAP;
    if area.height() - high < TOUCH_PLAY {
        0.0
    } else {
        high
    }
}

/// Where it lies, above its control.
pub(super) fn place(area: Rect, control: Rect, height: f32) -> Option<Rect> {
    let wide = Rect {
        min: Vec2::new(area.min.x.min(control.min.x), control.min.y - height),
        max: Vec2::new(area.max.x.max(control.max.x), control.min.y - GAP),
    };
    (height > 0.0).then_some(wide)
}

#[cfg(test)]
mod tests {
    use super::super::{Glass, Plan};
    use couchpad_core::protocol::{Area, AxisIndex, Orientation, PadLayout};

    #[test]
    fn a_slider_and_answers_make_room_for_their_word() {
        let area = Area::new(150, 230, 700, 700);
        let glass = Glass::plain(360.0, 800.0);
        let rects = |label: &str| {
            let layout = PadLayout::new("", Orientation::Any)
                .slider(label, area, AxisIndex(0))
                .choices(label, area, ["Paris", "Rome"]);
            Plan::new(&layout, &glass).controls
        };
        let (plain, titled) = (rects(""), rects("WIGGLE: YOUR MARK FLASHES"));
        for (plain, titled) in plain.iter().zip(&titled) {
            assert_eq!(plain.title, None);
            let title = titled.title.expect("a title");
            assert!(title.height() >= 20.0, "a line of its own");
            assert!(titled.rect.min.y >= plain.rect.min.y + 20.0);
            assert!(title.max.y < titled.rect.min.y);
            assert!(glass.reach().contains(title.min));
        }
    }
}
