//! Layouts as receivers send them.

use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlKind, Orientation, PadLayout, Weight,
};

pub(crate) const X: AxisIndex = AxisIndex(0);
pub(crate) const LAUNCH: ButtonIndex = ButtonIndex(0);

pub(crate) fn button(button: ButtonIndex, weight: Weight) -> ControlKind {
    ControlKind::Button { button, weight }
}

pub(crate) fn swipe() -> ControlKind {
    ControlKind::SwipeArea {
        x: Some(X),
        y: None,
        travel: 600,
    }
}

/// Swipe anywhere, LAUNCH where the thumb rests, PAUSE out of its way.
pub(crate) fn arkanoid() -> PadLayout {
    PadLayout::new("Arkanoid", Orientation::Any)
        .with("", Area::ALL, swipe())
        .with(
            "LAUNCH",
            Area::new(340, 690, 320, 190),
            button(LAUNCH, Weight::Primary),
        )
        .with(
            "PAUSE",
            Area::new(720, 10, 280, 80),
            button(ButtonIndex::PAUSE, Weight::Quiet),
        )
}
