//! One layout with every kind of control that Arkanoid does not have.

use crate::support::X;
use couchpad_core::protocol::{Area, AxisIndex, ButtonIndex, ControlKind, Orientation, PadLayout};

/// See the module.
pub(crate) fn every_other() -> PadLayout {
    let stick = ControlKind::Stick {
        x: AxisIndex(1),
        y: AxisIndex(2),
    };
    let cross = ControlKind::DPad {
        up: ButtonIndex(1),
        down: ButtonIndex(2),
        left: ButtonIndex(3),
        right: ButtonIndex(4),
    };
    let slider = ControlKind::Slider { axis: X };
    PadLayout::new("Quiz", Orientation::Any)
        .choices("", Area::new(0, 150, 1000, 230), ["Paris", "Rome", "Oslo"])
        .text_line("", Area::new(0, 400, 1000, 80), "Say something")
        .with("", Area::new(0, 510, 1000, 100), slider)
        .with("", Area::new(0, 650, 470, 300), stick)
        .with("", Area::new(530, 650, 470, 300), cross)
}
