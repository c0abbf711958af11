//! Swiping: relative, summed, and taken over by the newest finger.

use super::support::arkanoid;
use super::{Pad, UNITS_A_DP, near};
use couchpad_gamepad::touch::Action;

#[test]
fn a_swipe_moves_relative_to_where_the_finger_went_down() {
    let mut pad = Pad::new(&arkanoid());
    pad.down(1, 50.0, 300.0);
    assert_eq!(pad.axis(), 0.0, "going down moves nothing");
    pad.moved(1, 90.0, 310.0);
    assert!(near(pad.axis(), 40.0 * UNITS_A_DP));
    pad.up(1);
    pad.down(1, 300.0, 500.0);
    pad.moved(1, 280.0, 500.0);
    assert!(
        near(pad.axis(), 20.0 * UNITS_A_DP),
        "it adds up over swipes"
    );
    assert_eq!(pad.out.first(), Some(&Action::Touching(true)));
}

#[test]
fn turning_back_at_the_end_moves_at_once() {
    let mut pad = Pad::new(&arkanoid());
    pad.down(1, 10.0, 300.0);
    pad.moved(1, 390.0, 300.0);
    assert_eq!(pad.axis(), 32_767.0);
    pad.moved(1, 380.0, 300.0);
    assert!(near(pad.axis(), 32_767.0 - 10.0 * UNITS_A_DP));
}

#[test]
fn the_receivers_start_values_are_where_a_swipe_goes_on_from() {
    let mut pad = Pad::new(&arkanoid());
    pad.surface.set_axes([10_000, 0, 0, 0, 0, 0, 0, 0]);
    pad.down(1, 100.0, 300.0);
    pad.moved(1, 101.0, 300.0);
    assert!(near(pad.axis(), 10_000.0 + UNITS_A_DP));
}

#[test]
fn a_swipe_that_passes_over_a_button_presses_nothing() {
    let mut pad = Pad::new(&arkanoid());
    let (x, y) = pad.middle(1);
    pad.down(1, x - 190.0, y);
    pad.moved(1, x, y);
    pad.moved(1, x + 100.0, y);
    assert_eq!(pad.edges(), []);
    assert!(pad.axis() > 0.0);
}

#[test]
fn the_newest_finger_swipes_and_hands_back_without_a_jump() {
    let mut pad = Pad::new(&arkanoid());
    pad.down(1, 50.0, 300.0);
    pad.moved(1, 60.0, 300.0);
    pad.down(2, 200.0, 400.0);
    pad.moved(1, 160.0, 300.0);
    assert!(
        near(pad.axis(), 10.0 * UNITS_A_DP),
        "the older finger rests"
    );
    pad.moved(2, 210.0, 400.0);
    assert!(near(pad.axis(), 20.0 * UNITS_A_DP));
    pad.up(2);
    assert!(near(pad.axis(), 20.0 * UNITS_A_DP));
    pad.moved(1, 165.0, 300.0);
    assert!(near(pad.axis(), 25.0 * UNITS_A_DP), "from where it is now");
}
