//! Buttons, sliders, sticks, crosses and answers, alone and beside a swipe.

use super::support::{LAUNCH, X, arkanoid, button, swipe};
use super::{Pad, UNITS_A_DP, near};
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlId, ControlKind, Orientation, PadLayout, Weight,
};
use couchpad_gamepad::touch::Action;

#[test]
fn a_button_is_held_while_any_finger_is_on_it() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    assert_eq!(pad.edges(), [Action::Press(LAUNCH)]);
    pad.down(2, x + 5.0, y);
    pad.up(1);
    assert_eq!(pad.edges(), [], "the second finger holds it");
    pad.up(2);
    assert_eq!(pad.edges(), [Action::Release(LAUNCH)]);
}

#[test]
fn a_tap_within_one_frame_is_a_press_and_a_release() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    pad.up(1);
    assert_eq!(
        pad.edges(),
        [Action::Press(LAUNCH), Action::Release(LAUNCH)]
    );
}

#[test]
fn sliding_off_releases_and_coming_back_presses() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    pad.moved(1, x, y - 200.0);
    assert_eq!(
        pad.edges(),
        [Action::Press(LAUNCH), Action::Release(LAUNCH)]
    );
    assert_eq!(pad.axis(), 0.0, "it is no swipe either");
    pad.moved(1, x, y);
    assert_eq!(pad.edges(), [Action::Press(LAUNCH)]);
}

#[test]
fn swiping_and_pressing_at_once_do_not_disturb_each_other() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, 50.0, 300.0);
    pad.down(2, x, y);
    pad.moved(1, 80.0, 300.0);
    assert!(near(pad.axis(), 30.0 * UNITS_A_DP));
    assert_eq!(pad.edges(), [Action::Press(LAUNCH)]);
    pad.up(1);
    assert_eq!(pad.edges(), []);
}

#[test]
fn a_new_layout_lets_everything_go_and_a_resting_thumb_swipes_on() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    pad.down(2, 50.0, 300.0);
    pad.edges();
    let paused = PadLayout::new("", Orientation::Any)
        .with("", Area::ALL, swipe())
        .with(
            "GO ON",
            Area::new(340, 690, 320, 190),
            button(ButtonIndex(3), Weight::Primary),
        );
    pad.show(&paused);
    assert_eq!(
        pad.edges(),
        [Action::Release(LAUNCH)],
        "nothing under a finger is pressed"
    );
    pad.moved(1, x + 1.0, y);
    assert_eq!(pad.edges(), []);
    pad.moved(2, 60.0, 300.0);
    assert!(near(pad.axis(), 10.0 * UNITS_A_DP));
}

#[test]
fn losing_all_fingers_lets_everything_go() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    pad.out.clear();
    pad.surface.cancel_all(&mut pad.out);
    assert_eq!(pad.out, [Action::Release(LAUNCH), Action::Touching(false)]);
    pad.moved(1, x, y);
    pad.up(1);
    assert_eq!(pad.out.len(), 2, "a finger that is gone is not heard");
}

#[test]
fn a_slider_follows_the_finger_and_stays() {
    let layout = PadLayout::new("", Orientation::Any).with(
        "",
        Area::new(0, 800, 1000, 100),
        ControlKind::Slider { axis: AxisIndex(2) },
    );
    let mut pad = Pad::new(&layout);
    let (x, y) = pad.middle(0);
    pad.down(1, x, y);
    pad.moved(1, 9999.0, -50.0);
    pad.up(1);
    assert_eq!(pad.surface.axes()[2], 32_767);
}

#[test]
fn a_stick_springs_back() {
    let stick = ControlKind::Stick {
        x: X,
        y: AxisIndex(1),
    };
    let layout = PadLayout::new("", Orientation::Any).with("", Area::new(0, 500, 500, 300), stick);
    let mut pad = Pad::new(&layout);
    let (x, y) = pad.middle(0);
    pad.down(1, x, y);
    pad.moved(1, x, y - 500.0);
    assert_eq!(pad.surface.axes()[..2], [0, -32_767]);
    pad.up(1);
    assert_eq!(pad.surface.axes()[..2], [0, 0]);
    assert_eq!(
        pad.out.iter().rev().find(|a| matches!(a, Action::Axis(..))),
        Some(&Action::Axis(AxisIndex(1), 0))
    );
}

#[test]
fn a_dpad_slides_from_one_way_to_the_next() {
    let dpad = ControlKind::DPad {
        up: ButtonIndex(1),
        down: ButtonIndex(2),
        left: ButtonIndex(3),
        right: ButtonIndex(4),
    };
    let layout = PadLayout::new("", Orientation::Any).with("", Area::new(0, 500, 500, 300), dpad);
    let mut pad = Pad::new(&layout);
    let (x, y) = pad.middle(0);
    pad.down(1, x, y - 60.0);
    pad.moved(1, x + 60.0, y - 60.0);
    pad.moved(1, x + 60.0, y);
    pad.up(1);
    let (up, right) = (ButtonIndex(1), ButtonIndex(4));
    let edges = [
        Action::Press(up),
        Action::Press(right),
        Action::Release(up),
        Action::Release(right),
    ];
    assert_eq!(pad.edges(), edges);
}

#[test]
fn an_answer_is_chosen_by_a_tap_and_not_by_a_change_of_mind() {
    let options = ["Yes", "No", "Why?"].map(str::to_owned).to_vec();
    let layout = PadLayout::new("", Orientation::Any).with(
        "",
        Area::new(0, 300, 1000, 300),
        ControlKind::Choices { options },
    );
    let mut pad = Pad::new(&layout);
    let no = pad.surface.plan().controls[0].options[1].center();
    let tap = |pad: &mut Pad, to: f32| {
        pad.out.clear();
        pad.down(1, no.x, no.y);
        pad.moved(1, no.x, to);
        pad.up(1);
        pad.out.iter().any(|a| {
            matches!(
                a,
                Action::Choose {
                    option: 1,
                    control: ControlId(0)
                }
            )
        })
    };
    assert!(tap(&mut pad, no.y + 3.0));
    assert!(!tap(&mut pad, no.y + 200.0));
}
