//! Sticks and crosses that come to the thumb, and go along with it.

use super::support::X;
use super::{HEIGHT, Pad, WIDTH};
use bevy::math::Vec2;
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlId, ControlKind, Orientation, PadLayout,
};
use couchpad_gamepad::touch::Action;
use proptest::prelude::*;

fn stick() -> PadLayout {
    let stick = ControlKind::Stick {
        x: X,
        y: AxisIndex(1),
    };
    PadLayout::new("", Orientation::Any).with("", Area::new(0, 400, 1000, 600), stick)
}

fn cross() -> PadLayout {
    let cross = ControlKind::DPad {
        up: ButtonIndex(1),
        down: ButtonIndex(2),
        left: ButtonIndex(3),
        right: ButtonIndex(4),
    };
    PadLayout::new("", Orientation::Any).with("", Area::new(0, 400, 1000, 600), cross)
}

#[test]
fn a_stick_is_in_the_middle_wherever_the_thumb_lands() {
    let mut pad = Pad::new(&stick());
    for (x, y) in [(30.0, 350.0), (380.0, 780.0), (200.0, 560.0)] {
        pad.down(1, x, y);
        assert_eq!(pad.surface.axes()[..2], [0, 0], "at {x}, {y}");
        let middle = pad.surface.plan().controls[0].rect.center();
        let drift = pad.surface.drift(ControlId(0));
        assert!((middle + drift - Vec2::new(x, y)).length() < 1e-3);
        pad.moved(1, x - 20.0, y);
        assert!(pad.surface.axes()[0] < -5_000);
        pad.up(1);
        assert_eq!(pad.surface.axes()[..2], [0, 0]);
        assert_eq!(pad.surface.drift(ControlId(0)), Vec2::ZERO, "back again");
    }
}

#[test]
fn a_thumb_that_goes_too_far_takes_the_stick_along_and_turns_at_once() {
    let mut pad = Pad::new(&stick());
    pad.down(1, 50.0, 600.0);
    pad.moved(1, 350.0, 600.0);
    assert_eq!(pad.surface.axes()[0], 32_767);
    pad.moved(1, 330.0, 600.0);
    let back = pad.surface.axes()[0];
    assert!(back < 28_000, "20 dp back are felt: {back}");
}

#[test]
fn a_cross_is_hit_where_it_is_drawn_and_comes_elsewhere() {
    let mut pad = Pad::new(&cross());
    let drawn = pad.surface.plan().controls[0].rect;
    pad.down(1, drawn.center().x, drawn.min.y + 20.0);
    assert_eq!(pad.edges(), [Action::Press(ButtonIndex(1))], "an arrow");
    pad.up(1);
    pad.edges();
    let beside = Vec2::new(40.0, 340.0);
    assert!(!drawn.contains(beside));
    pad.down(2, beside.x, beside.y);
    assert_eq!(pad.edges(), [], "its middle is under the thumb");
    pad.moved(2, beside.x + 60.0, beside.y);
    assert_eq!(pad.edges(), [Action::Press(ButtonIndex(4))]);
    pad.up(2);
    assert_eq!(pad.edges(), [Action::Release(ButtonIndex(4))]);
}

proptest! {
    /// Wherever a thumb goes: the stick is under it or follows it, never turned the wrong way, and in the middle at the end.
    #[test]
    fn a_stick_points_where_the_thumb_went(
        (x, y) in (0.0_f32..WIDTH, 330.0_f32..HEIGHT),
        moves in prop::collection::vec((-400.0_f32..400.0, -400.0_f32..400.0), 1..20),
    ) {
        let mut pad = Pad::new(&stick());
        pad.down(1, x, y);
        let mut at = Vec2::new(x, y);
        for (dx, dy) in moves {
            at += Vec2::new(dx, dy);
            pad.moved(1, at.x, at.y);
            let axes = pad.surface.axes();
            let tilt = Vec2::new(axes[0].into(), axes[1].into()) / 32_767.0;
            prop_assert!(tilt.length() <= 1.0001);
            let centre = pad.surface.plan().controls[0].rect.center()
                + pad.surface.drift(ControlId(0));
            prop_assert!((at - centre).dot(tilt) >= -0.01);
        }
        pad.up(1);
        prop_assert_eq!(&pad.surface.axes()[..2], &[0, 0]);
    }
}
