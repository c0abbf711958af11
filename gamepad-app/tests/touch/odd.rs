//! Touches that nobody meant: palms, fingers that the system lost, a glass that is turned under them; and as many at once as
//! a hand has.

use super::support::{LAUNCH, X, arkanoid, button};
use super::{HEIGHT, Pad, UNITS_A_DP, WIDTH, near};
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlKind, Orientation, PadLayout, Weight,
};
use couchpad_gamepad::place::{Glass, Plan};
use couchpad_gamepad::touch::Action;
use std::time::Duration;

/// Ten buttons in two rows of five.
fn keys() -> PadLayout {
    let mut layout = PadLayout::new("", Orientation::Landscape);
    for n in 0..10_u8 {
        let (column, row) = (u16::from(n % 5), u16::from(n / 5));
        let area = Area::new(column * 200, 100 + row * 450, 180, 400);
        layout = layout.with("", area, button(ButtonIndex(n), Weight::Quiet));
    }
    layout
}

#[test]
fn ten_fingers_hold_ten_buttons_and_each_lets_its_own_go() {
    let mut pad = Pad::new(&PadLayout::new("", Orientation::Any));
    let plan = Plan::new(&keys(), &Glass::plain(HEIGHT, WIDTH));
    pad.surface.set_plan(plan, &mut pad.out);
    for n in 0..10 {
        pad.at(5 * n);
        let (x, y) = pad.middle(n as usize);
        pad.down(n, x, y);
    }
    assert_eq!(pad.surface.held(), 0x3ff);
    for n in [3, 9, 0, 7, 1, 2, 8, 6, 4, 5] {
        pad.edges();
        pad.up(n);
        assert_eq!(pad.edges(), [Action::Release(ButtonIndex(n as u8))]);
    }
    assert!(!pad.surface.touching());
}

#[test]
fn an_eleventh_touch_ends_the_oldest_of_which_nothing_was_heard() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(0, x, y);
    for n in 1..10 {
        pad.at(1_000 * n);
        pad.down(n, 30.0 + 35.0 * n as f32, 200.0);
    }
    assert_eq!(pad.surface.held(), LAUNCH.bit());
    pad.at(20_000);
    pad.down(10, 20.0, 400.0);
    assert_eq!(pad.surface.held(), 0, "that one was lost");
    for n in 1..=10 {
        pad.up(n);
    }
    assert!(!pad.surface.touching());
}

#[test]
fn a_palm_presses_nothing_for_long_and_moves_nothing() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    for (n, (dx, dy)) in [(0.0, 0.0), (30.0, 10.0), (10.0, 40.0), (45.0, 30.0)]
        .into_iter()
        .enumerate()
    {
        pad.at(12 * n as u64);
        pad.down(n as u64, x + dx, y + dy);
    }
    assert_eq!(pad.surface.held(), 0);
    assert!(!pad.surface.touching(), "a palm is no finger");
    for n in 0..4 {
        pad.moved(n, 40.0, 200.0);
    }
    assert_eq!(pad.axis(), 0.0);
    pad.at(200);
    pad.down(7, 50.0, 500.0);
    pad.moved(7, 60.0, 500.0);
    assert!(
        near(pad.axis(), 10.0 * UNITS_A_DP),
        "a thumb plays beside it"
    );
    for n in [0, 1, 2, 3, 7] {
        pad.up(n);
    }
    let edges = pad.edges();
    let presses = edges.iter().filter(|e| matches!(e, Action::Press(_)));
    assert_eq!(presses.count() * 2, edges.len(), "each let go: {edges:?}");
}

#[test]
fn two_thumbs_side_by_side_are_no_palm() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    pad.down(2, x + 40.0, y);
    assert_eq!(pad.surface.held(), LAUNCH.bit());
    pad.at(300);
    pad.down(3, x - 40.0, y);
    pad.up(1);
    pad.up(2);
    assert_eq!(pad.surface.held(), LAUNCH.bit(), "one after another");
}

fn turned(pad: &mut Pad) {
    let plan = Plan::new(&arkanoid(), &Glass::plain(HEIGHT, WIDTH));
    pad.surface.set_plan(plan, &mut pad.out);
}

#[test]
fn a_swipe_goes_on_over_a_turn_of_the_glass_without_a_jump() {
    let mut pad = Pad::new(&arkanoid());
    pad.at(0);
    pad.down(1, 100.0, 300.0);
    pad.moved(1, 130.0, 300.0);
    let before = pad.axis();
    pad.at(16);
    // the same finger, on a glass that lies now: first where it was, then where it is
    pad.surface
        .turn(bevy::math::Vec2::new(HEIGHT, WIDTH), &mut pad.out);
    pad.moved(1, 131.0, 300.0);
    pad.moved(1, 300.0, 270.0);
    turned(&mut pad);
    assert_eq!(pad.axis(), before);
    pad.at(32);
    pad.moved(1, 302.0, 268.0);
    assert_eq!(pad.axis(), before, "here it begins");
    pad.moved(1, 350.0, 268.0);
    let way = 48.0 / (0.6 * HEIGHT) * 2.0 * 32_767.0;
    assert!(near(pad.axis(), before + way));
    pad.up(1);
    assert!(!pad.surface.touching());
}

#[test]
fn a_turn_of_the_glass_lets_go_of_what_was_held_and_presses_nothing() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x, y);
    pad.at(16);
    turned(&mut pad);
    assert_eq!(
        pad.edges(),
        [Action::Press(LAUNCH), Action::Release(LAUNCH)]
    );
    let (x, y) = pad.middle(1);
    pad.at(32);
    pad.moved(1, x, y);
    pad.up(1);
    assert_eq!(pad.edges(), [], "it never went down on that");
    pad.down(2, x, y);
    assert_eq!(pad.edges(), [Action::Press(LAUNCH)], "the next one does");
}

#[test]
fn a_stick_whose_thumb_the_system_takes_is_in_the_middle_at_once() {
    let stick = ControlKind::Stick {
        x: X,
        y: AxisIndex(1),
    };
    let layout = PadLayout::new("", Orientation::Any).with("", Area::ALL, stick);
    let mut pad = Pad::new(&layout);
    pad.down(1, 200.0, 400.0);
    pad.moved(1, 300.0, 400.0);
    assert_eq!(pad.surface.axes()[0], 32_767);
    pad.surface.cancel_all(&mut pad.out);
    assert_eq!(pad.surface.axes()[0], 0);
}

impl Pad {
    /// A frame begins, at this time in milliseconds.
    fn at(&mut self, millis: u64) {
        self.surface.begin_frame(Duration::from_millis(millis));
    }
}
