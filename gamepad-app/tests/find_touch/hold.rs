//! A button that is held for a moment before anything happens, by a finger or the mouse.

use crate::phone::{HELD, SHORT, at_the_sheet, left};
use bevy::input::ButtonState;
use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use couchpad_gamepad::find::Screen;

#[test]
fn a_game_is_left_by_a_finger_that_stays_and_by_no_other() {
    let mut phone = at_the_sheet();
    let at = phone.middle("Hold to leave the game");
    phone.tap("Hold to leave the game");
    phone.touch(1, TouchPhase::Started, at);
    phone.step(SHORT);
    phone.touch(1, TouchPhase::Ended, at);
    phone.step(HELD);
    phone.touch(1, TouchPhase::Started, at);
    phone.step(SHORT);
    phone.touch(1, TouchPhase::Canceled, at);
    phone.step(HELD);
    // one that slides off, though it comes back
    phone.touch(1, TouchPhase::Started, at);
    phone.step(2);
    phone.touch(1, TouchPhase::Moved, at - Vec2::new(0.0, 150.0));
    phone.step(2);
    phone.touch(1, TouchPhase::Moved, at);
    phone.step(HELD);
    phone.touch(1, TouchPhase::Ended, at);
    phone.step(2);
    assert!(!left(&phone));

    phone.touch(2, TouchPhase::Started, at);
    phone.step(HELD);
    assert!(left(&phone), "while the finger is still there");
    assert_eq!(phone.screen(), Screen::Find);
    // its lifting hits nothing of what has come under it
    phone.touch(2, TouchPhase::Ended, at);
    phone.step(2);
    assert_eq!(phone.screen(), Screen::Find);
}

#[test]
fn a_button_that_is_held_fills_while_it_is() {
    let mut phone = at_the_sheet();
    let at = phone.middle("Hold to leave the game");
    phone.touch(1, TouchPhase::Started, at);
    phone.step(SHORT);
    let held = phone.studio.shoot().expect("a picture");
    // most of its time is over, and the rest of the line is as any pressed button's
    let share = |from: u32, to: u32| {
        let steps = (from..to).step_by(4);
        let reds = steps.filter(|x| {
            let [red, _, blue, _] = held.get_pixel(*x, at.y as u32 + 18).0;
            red > blue
        });
        reds.count() as f32 / ((to - from) as f32 / 4.0)
    };
    assert!(share(40, 200) > 0.95 && share(360, 390) < 0.05);
    phone.touch(1, TouchPhase::Ended, at);
    phone.step(30);
    let after = phone.studio.shoot().expect("a picture");
    let red = |x: u32| {
        let [red, _, blue, _] = after.get_pixel(x, at.y as u32 + 18).0;
        red > blue
    };
    assert!(!(40..390).any(red), "and empties when it is not");
}

#[test]
fn a_game_is_left_with_the_mouse_too() {
    let mut phone = at_the_sheet();
    let at = phone.middle("Hold to leave the game");
    phone.mouse(Some(ButtonState::Pressed), at);
    phone.step(SHORT);
    phone.mouse(Some(ButtonState::Released), at);
    phone.step(HELD);
    assert!(!left(&phone));
    phone.mouse(Some(ButtonState::Pressed), at);
    phone.step(HELD);
    assert!(left(&phone));
}
