//! A keyboard's way over the screens before play.

use crate::phone::{HELD, Phone, at_the_sheet, left};
use bevy::input::ButtonState;
use bevy::input::keyboard::Key;
use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use couchpad_gamepad::find::{Effect, Screen};
use couchpad_gamepad::settings::Settings;
use couchpad_theme::widgets::{Pill, PillState};

#[test]
fn keys_reach_everything_on_a_page_and_hold_as_fingers_do() {
    let mut phone = at_the_sheet();
    // back to the game, the settings, out
    for _ in 0..3 {
        phone.types(Key::Tab);
    }
    phone.types(Key::Enter);
    phone.step(HELD);
    assert!(!left(&phone), "a tap is no hold");
    phone.key(Key::Enter, ButtonState::Pressed, false);
    phone.step(HELD / 2);
    phone.key(Key::Enter, ButtonState::Pressed, true);
    phone.step(HELD / 2);
    assert!(left(&phone));
    phone.key(Key::Enter, ButtonState::Released, false);
    assert_eq!(phone.screen(), Screen::Find);

    // from the end of the list upwards: the address, the scanner, the settings
    for _ in 0..3 {
        phone.types(Key::ArrowUp);
    }
    phone.types(Key::Space);
    assert!(matches!(phone.screen(), Screen::Settings { .. }));
    // the way back, the player, two hands, two ways to swipe, slower, faster, large buttons, and on to the end of the page
    for _ in 0..9 {
        phone.types(Key::Tab);
    }
    phone.types(Key::Enter);
    phone.step(2);
    let world = phone.studio.app().world();
    assert!(world.resource::<Settings>().large_buttons);
    for _ in 0..12 {
        phone.types(Key::ArrowDown);
    }
    phone.step(2);
    assert!(phone.scrolled() > 100.0, "what is reached is in sight");
    phone.key(Key::Shift, ButtonState::Pressed, false);
    for _ in 0..20 {
        phone.types(Key::Tab);
    }
    phone.step(2);
    assert_eq!(phone.scrolled(), 0.0);
}

/// Who touches the glass takes over from the keys: one that comes up later presses nothing, and leaves nothing pressed.
#[test]
fn a_key_lets_go_of_what_a_finger_took_from_it() {
    let mut phone = at_the_sheet();
    phone.types(Key::Tab);
    phone.key(Key::Enter, ButtonState::Pressed, false);
    let pressed = |phone: &mut Phone| {
        let world = phone.studio.app().world_mut();
        let mut pills = world.query::<&Pill>();
        let held = pills.iter(world);
        held.filter(|pill| pill.state == PillState::Pressed).count()
    };
    assert_eq!(pressed(&mut phone), 1);
    let beside = Vec2::splat(5.0);
    phone.touch(1, TouchPhase::Started, beside);
    phone.touch(1, TouchPhase::Ended, beside);
    phone.step(2);
    phone.key(Key::Enter, ButtonState::Released, false);
    phone.step(2);
    assert_eq!(phone.screen(), Screen::Play { menu: true });
    assert_eq!(pressed(&mut phone), 0);
}

#[test]
fn escape_leads_back_by_one_screen_however_long_it_is_held() {
    let mut phone = at_the_sheet();
    phone.types(Key::Escape);
    assert_eq!(phone.screen(), Screen::Play { menu: false });
    phone.key(Key::Escape, ButtonState::Pressed, false);
    for _ in 0..9 {
        phone.key(Key::Escape, ButtonState::Pressed, true);
    }
    phone.key(Key::Escape, ButtonState::Released, false);
    assert_eq!(phone.screen(), Screen::Play { menu: true });
    assert!(!left(&phone));

    let mut list = Phone::new(412, 915);
    list.tap("Enter address");
    list.key(Key::Escape, ButtonState::Pressed, false);
    list.key(Key::Escape, ButtonState::Pressed, true);
    assert_eq!(list.screen(), Screen::Find);
    assert!(!list.done.contains(&Effect::Quit), "not with the same key");
    list.types(Key::Escape);
    assert!(list.done.contains(&Effect::Quit));
}
