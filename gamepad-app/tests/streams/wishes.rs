//! Settings, the phone's sensor, and an app that leaves the front, as they reach the controls of a running app.

use super::arkanoid;
use super::stream::{Heard, Phone};
use super::support::{LAUNCH, X};
use super::taps;
use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use couchpad_core::protocol::{Area, ControlId, ControlKind, Orientation, PadLayout};
use couchpad_gamepad::settings::{Hand, LayoutShape, Settings};
use couchpad_gamepad::touch::TiltNow;
use couchpad_theme::TextSize;
use std::f32::consts::FRAC_PI_6;

fn upright(layout: &PadLayout, settings: Settings) -> Phone {
    let mut phone = Phone::new(layout.clone(), settings);
    phone.play(&[(0.0, Heard::Glass(360.0, 800.0))], |_| ());
    phone
}

/// Where the middles of all controls lie, by their ids.
fn middles(phone: &Phone) -> Vec<Vec2> {
    let controls = &phone.fingers().0.plan().controls;
    controls.iter().map(|c| c.rect.center()).collect()
}

#[test]
fn the_other_hand_and_moved_controls_are_there_in_the_next_frame() {
    let layout = arkanoid();
    let mut phone = upright(&layout, Settings::default());
    let before = middles(&phone);
    phone.world().resource_mut::<Settings>().hand = Hand::Left;
    phone.frame();
    for (there, here) in middles(&phone).iter().zip(&before) {
        assert!((there.x - (360.0 - here.x)).abs() < 0.01 && there.y == here.y);
    }
    let shape = LayoutShape::of(&layout, true);
    let own = Area::new(0, 300, 500, 200);
    let mut settings = phone.world().resource_mut::<Settings>();
    assert!(settings.arrangements.put(shape, ControlId(1), own));
    phone.frame();
    let launch = phone.fingers().0.plan().controls[1].rect;
    assert!((launch.center().y - 320.0).abs() < 0.01, "{launch:?}");
    assert!(
        (launch.width() - 180.0).abs() < 0.01,
        "as wide as it was put"
    );
    assert!(launch.center().x < 180.0, "and not mirrored");
}

#[test]
fn larger_letters_and_larger_buttons_are_there_in_the_next_frame() {
    let mut phone = upright(&arkanoid(), Settings::default());
    let size = |phone: &Phone| phone.fingers().0.plan().controls[1].rect.size();
    let usual = size(&phone);
    phone.world().insert_resource(TextSize::times_usual(2.0));
    phone.frame();
    let lettered = size(&phone);
    assert!(lettered.x > usual.x, "{lettered} {usual}");
    phone.world().resource_mut::<Settings>().large_buttons = true;
    phone.frame();
    assert!(size(&phone).y > usual.y, "{} {usual}", size(&phone));
}

#[test]
fn leaning_steers_while_it_is_wanted_and_heard_and_else_a_stick_does() {
    let tilt = ControlKind::Tilt {
        x: Some(X),
        y: None,
        range: 60,
    };
    let layout = PadLayout::new("", Orientation::Any).with("", Area::new(0, 500, 1000, 500), tilt);
    let mut phone = upright(&layout, Settings::default());
    let lean = |phone: &mut Phone, to: Option<f32>| {
        let to = to.map(|x| Vec2::new(x, 0.6));
        phone.world().insert_resource(TiltNow(to));
        phone.frame();
        phone.frame();
        phone.fingers().0.axes()[0]
    };
    assert_eq!(lean(&mut phone, Some(0.5)), 0, "nobody wants it");
    assert_eq!(phone.fingers().0.plan().controls.len(), 1, "a stick");
    phone.world().resource_mut::<Settings>().tilt = true;
    assert_eq!(lean(&mut phone, Some(0.0)), 0, "the middle");
    assert!(phone.fingers().0.plan().controls.is_empty());
    let half = lean(&mut phone, Some(FRAC_PI_6));
    assert!((half - 16_384).abs() < 4, "{half}");
    assert_eq!(lean(&mut phone, None), 0, "the sensor is gone");
    assert_eq!(phone.fingers().0.plan().controls.len(), 1, "a stick again");
}

#[test]
fn an_app_that_leaves_the_front_lets_go_in_that_frame_whatever_was_heard_before() {
    for leaves in [Heard::Focus(false), Heard::Hidden, Heard::Sleep] {
        let mut phone = upright(&arkanoid(), Settings::default());
        let at = middles(&phone)[1];
        let down = Heard::Touch(TouchPhase::Started, 1, at);
        phone.told();
        phone.play(&[(0.0, down), (100.0, leaves)], |_| ());
        assert_eq!(super::edges(&phone.told()), taps(1), "{leaves:?}");
        // in one frame: which came first is not known
        phone.play(&[(0.0, leaves), (0.0, down)], |_| ());
        assert_eq!(phone.fingers().0.held() & LAUNCH.bit(), 0, "{leaves:?}");
        assert!(!phone.fingers().0.touching());
    }
}
