//! What the player chose: places in place of motions, how much a motion counts, leaning the phone.

use super::support::{X, arkanoid, swipe};
use super::{Pad, UNITS_A_DP, near};
use bevy::math::Vec2;
use couchpad_core::protocol::{
    Area, AxisIndex, ControlKind, Gain, OneEuro, Orientation, PadLayout,
};
use couchpad_gamepad::place::{Glass, Placing, Plan};
use couchpad_gamepad::settings::Steering;
use couchpad_gamepad::touch::{Action, Ways};
use std::time::Duration;

fn ways(steering: Steering, sensitivity: u16) -> Ways {
    Ways {
        steering,
        sensitivity,
    }
}

fn slider() -> PadLayout {
    PadLayout::new("", Orientation::Any).with(
        "",
        Area::new(0, 800, 1000, 100),
        ControlKind::Slider { axis: X },
    )
}

#[test]
fn sensitivity_counts_each_motion_more_or_less() {
    for (sensitivity, times) in [(25, 0.25), (100, 1.0), (400, 4.0)] {
        let mut pad = Pad::new(&arkanoid());
        pad.want(ways(Steering::Relative, sensitivity));
        pad.down(1, 50.0, 300.0);
        pad.moved(1, 60.0, 300.0);
        assert!(near(pad.axis(), 10.0 * times * UNITS_A_DP), "{sensitivity}");
    }
}

#[test]
fn who_points_puts_the_axis_where_the_finger_is() {
    let mut pad = Pad::new(&arkanoid());
    pad.want(ways(Steering::Absolute, 100));
    pad.down(1, 260.0, 300.0);
    assert!(near(pad.axis(), 60.0 * UNITS_A_DP), "60 dp off the middle");
    pad.moved(1, 390.0, 300.0);
    assert_eq!(pad.axis(), 32_767.0);
    pad.up(1);
    assert_eq!(pad.axis(), 32_767.0, "it stays");
    pad.down(2, 200.0, 500.0);
    assert_eq!(pad.axis(), 0.0);
}

#[test]
fn pointing_reaches_both_ends_however_little_a_motion_counts() {
    for sensitivity in [25, 100, 400] {
        let mut pad = Pad::new(&PadLayout::new("", Orientation::Any).with("", Area::ALL, swipe()));
        pad.want(ways(Steering::Absolute, sensitivity));
        pad.down(1, 380.0, 300.0);
        assert_eq!(pad.axis(), 32_767.0, "{sensitivity}");
        pad.moved(1, 20.0, 300.0);
        assert_eq!(pad.axis(), -32_767.0, "{sensitivity}");
    }
}

#[test]
fn a_slider_goes_to_the_thumb_whatever_swipes_do() {
    for steering in [Steering::Relative, Steering::Absolute] {
        let mut pad = Pad::new(&slider());
        pad.want(ways(steering, 400));
        let (x, y) = pad.middle(0);
        pad.down(1, x + 100.0, y);
        let there = pad.axis();
        assert!(there > 10_000.0 && there < 25_000.0, "{there}");
        pad.moved(1, x + 50.0, y);
        assert!(near(2.0 * pad.axis(), there), "{} {there}", pad.axis());
        pad.up(1);
        assert!(near(2.0 * pad.axis(), there), "it stays where it was put");
    }
}

#[test]
fn a_change_of_mind_under_a_finger_moves_nothing() {
    let mut pad = Pad::new(&arkanoid());
    pad.down(1, 300.0, 300.0);
    pad.want(ways(Steering::Absolute, 100));
    assert_eq!(pad.axis(), 0.0);
    pad.moved(1, 310.0, 300.0);
    assert_eq!(pad.axis(), 0.0, "it begins with the next touch");
}

fn tilting(range: u16, gain: Gain) -> PadLayout {
    let tilt = ControlKind::Tilt {
        x: Some(X),
        y: Some(AxisIndex(1)),
        range,
    };
    let axis = X;
    let feel = ControlKind::Feel {
        axis,
        gain,
        smoothing: None,
    };
    PadLayout::new("", Orientation::Any)
        .with("", Area::new(0, 500, 1000, 500), tilt)
        .with("", Area::ALL, feel)
}

fn leaning(layout: &PadLayout) -> Pad {
    let mut pad = Pad::new(&PadLayout::new("", Orientation::Any));
    let how = Placing {
        tilts: true,
        ..Placing::default()
    };
    let plan = Plan::as_wanted(layout, &Glass::plain(super::WIDTH, super::HEIGHT), &how);
    pad.surface.set_plan(plan, &mut pad.out);
    pad
}

impl Pad {
    fn want(&mut self, ways: Ways) {
        self.surface.set_ways(ways, &mut self.out);
    }

    fn lean(&mut self, x: f32, y: f32) -> [i16; 2] {
        let to = Vec2::new(x.to_radians(), y.to_radians());
        self.surface.lean(to, &mut self.out);
        let axes = self.surface.axes();
        [axes[0], axes[1]]
    }
}

#[test]
fn leaning_goes_from_how_the_phone_was_held_to_the_range() {
    let mut pad = leaning(&tilting(30, Gain::Plain));
    assert_eq!(pad.lean(0.0, 40.0), [0, 0], "the middle");
    let [x, y] = pad.lean(15.0, 40.0);
    assert!((x - 16_384).abs() < 4 && y == 0, "{x} {y}");
    assert_eq!(pad.lean(-90.0, 100.0), [-32_767, 32_767]);
    assert_eq!(pad.lean(f32::NAN, 0.0), [-32_767, 32_767], "no reading");
    pad.surface.cancel_all(&mut pad.out);
    assert_eq!(pad.surface.axes()[..2], [0, 0], "nobody leans it now");
    assert_eq!(pad.lean(5.0, 70.0), [0, 0], "and that is the middle then");
}

#[test]
fn who_begins_on_their_side_is_not_steering_straight_ahead() {
    let mut pad = leaning(&tilting(30, Gain::Plain));
    let [x, _] = pad.lean(80.0, 0.0);
    assert_eq!(x, 32_767);
    let [x, _] = pad.lean(15.0, 0.0);
    assert!(x.abs() < 400, "{x}");
}

#[test]
fn a_dead_middle_is_dead_and_the_end_is_the_end() {
    let gain = Gain::ByDeflection {
        dead: 100,
        bend: 500,
    };
    let mut pad = leaning(&tilting(30, gain));
    pad.lean(0.0, 0.0);
    assert_eq!(pad.lean(2.9, 2.9)[0], 0);
    assert!(pad.lean(2.9, 2.9)[1] > 3_000, "the other axis feels plain");
    assert_eq!(pad.lean(30.0, 0.0)[0], 32_767);
}

#[test]
fn other_controls_end_what_leaning_did() {
    let mut pad = leaning(&tilting(30, Gain::Plain));
    pad.lean(0.0, 0.0);
    pad.lean(30.0, 0.0);
    pad.show(&arkanoid());
    assert_eq!(pad.surface.axes()[0], 0);
    assert_eq!(pad.lean(30.0, 0.0)[0], 0, "nothing is steered by it now");
}

#[test]
fn what_trembles_is_told_less_and_gets_there_all_the_same() {
    let feel = ControlKind::Feel {
        axis: X,
        gain: Gain::Plain,
        smoothing: Some(OneEuro {
            min_cutoff: 10,
            beta: 0,
        }),
    };
    let mut pad = Pad::new(&arkanoid().with("", Area::ALL, feel));
    let mut frames = 0;
    let mut frame = |pad: &mut Pad, x: Option<f32>| {
        frames += 1;
        pad.surface.begin_frame(Duration::from_millis(16 * frames));
        if let Some(x) = x {
            pad.moved(1, x, 300.0);
        }
        pad.surface.end_frame(&mut pad.out);
    };
    pad.down(1, 100.0, 300.0);
    let mut most = 0.0_f32;
    for n in 0..40 {
        frame(&mut pad, Some(if n % 2 == 0 { 101.0 } else { 100.0 }));
        most = most.max(pad.axis());
    }
    assert!(most < 0.7 * UNITS_A_DP, "{most}");
    frame(&mut pad, Some(150.0));
    pad.up(1);
    while !pad.surface.is_settled() {
        frame(&mut pad, None);
    }
    assert!(near(pad.axis(), 50.0 * UNITS_A_DP), "also without a finger");
    let told = pad.out.iter().filter(|a| matches!(a, Action::Axis(..)));
    assert!(told.count() > 20);
}
