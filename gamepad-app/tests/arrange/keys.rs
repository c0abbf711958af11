//! The controls, moved by a keyboard alone: as somebody at a desktop does, or who cannot drag.

use crate::phone::Phone;
use crate::{LAUNCHES, PAUSES, arranging};
use bevy::input::ButtonState;
use bevy::input::keyboard::Key;
use bevy::math::Rect;
use couchpad_gamepad::find::Screen;
use couchpad_gamepad::settings::Settings;

fn times(phone: &mut Phone, key: &Key, count: usize) {
    (0..count).for_each(|_| phone.key(key));
}

fn moved(from: Rect, to: Rect) -> (f32, f32) {
    let by = to.min - from.min;
    (by.x, by.y)
}

#[test]
fn one_is_chosen_moved_resized_and_kept() {
    let mut phone = arranging(Settings::default());
    let (launch, pause) = (phone.rect(LAUNCHES), phone.rect(PAUSES));
    phone.key(&Key::PageDown);
    times(&mut phone, &Key::ArrowUp, 4);
    let (x, y) = moved(launch, phone.rect(LAUNCHES));
    assert!(x.abs() < 5.0 && (-40.0..-24.0).contains(&y), "{x} {y}");
    let before = phone.rect(LAUNCHES).size();
    phone.press(&Key::Shift, ButtonState::Pressed);
    times(&mut phone, &Key::ArrowRight, 3);
    phone.press(&Key::Shift, ButtonState::Released);
    let wider = phone.rect(LAUNCHES).size() - before;
    assert!(wider.x > 12.0 && wider.y.abs() < 5.0, "{wider}");
    assert!(
        (phone.rect(PAUSES).min - pause.min).length() < 1.0,
        "it was not chosen"
    );
    phone.key(&Key::Enter);
    assert!(!matches!(phone.screen(), Screen::Arrange { .. }));
    let (_, kept) = moved(launch, phone.rect(LAUNCHES));
    assert!((kept - y).abs() < 5.0, "{kept}");
    assert!(!phone.settings().arrangements.is_empty());
}

#[test]
fn arrows_are_for_the_buttons_unless_a_control_is_chosen() {
    let mut phone = arranging(Settings::default());
    let launch = phone.rect(LAUNCHES);
    times(&mut phone, &Key::ArrowUp, 3);
    phone.key(&Key::PageDown);
    phone.key(&Key::Tab);
    times(&mut phone, &Key::ArrowDown, 3);
    assert_eq!(phone.rect(LAUNCHES), launch);
    assert!(phone.settings().arrangements.is_empty());
}
