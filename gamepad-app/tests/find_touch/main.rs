//! Fingers on the screens before play, as the system's own touch messages: what they hit is where it is drawn.

mod hold;
mod keys;
mod phone;

use bevy::input::keyboard::Key;
use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use couchpad_core::discovery::BrowseEvent;
use couchpad_gamepad::find::{Act, Effect, Event, Finder, Happened, News, Screen, Tapped};
use couchpad_gamepad::redraw::Awake;
use phone::{Phone, found};

#[test]
fn two_receivers_fill_the_list_and_the_tapped_one_is_joined_by_its_digits() {
    let mut phone = Phone::new(412, 915);
    phone.announce(BrowseEvent::Found(found("a", "Living room", 4455)));
    phone.announce(BrowseEvent::Found(found("b", "Kitchen", 4456)));
    phone.middle("Living room");
    phone.tap("Kitchen");
    assert_eq!(phone.digits(), "");
    for digit in ["0", "4", "2", "7", "7", "⌫", "1"] {
        phone.tap(digit);
    }
    assert_eq!(phone.digits(), "04271");
    assert_eq!(phone.code(), None);
    phone.tap("9");
    assert_eq!(phone.code().as_deref(), Some("042719"));
    let to_the_kitchen = |effect: &Effect| match effect {
        Effect::Connect(attempt) => attempt.addresses == ["127.0.0.1:4456".parse().unwrap()],
        _ => false,
    };
    assert!(phone.done.iter().any(to_the_kitchen));
    phone
        .studio
        .app()
        .world_mut()
        .write_message(Happened(Event::News(News::Refused(
            couchpad_core::protocol::control::Refusal::WrongCode,
        ))));
    phone.step(2);
    assert_eq!(phone.digits(), "", "cleared for the next try");
}

#[test]
fn quick_thumbs_overlap_and_every_digit_counts_once() {
    let mut phone = Phone::new(800, 360);
    phone.announce(BrowseEvent::Found(found("a", "Living room", 4455)));
    phone.tap("Living room");
    let (one, two) = (phone.middle("1"), phone.middle("2"));
    phone.touch(1, TouchPhase::Started, one);
    phone.step(1);
    phone.touch(2, TouchPhase::Started, two);
    phone.step(1);
    phone.touch(1, TouchPhase::Ended, one);
    phone.touch(1, TouchPhase::Started, one);
    phone.touch(1, TouchPhase::Ended, one);
    phone.touch(2, TouchPhase::Ended, two);
    phone.step(2);
    assert_eq!(phone.digits(), "121");
}

#[test]
fn a_finger_that_pushes_the_list_chooses_nothing() {
    let mut phone = Phone::new(360, 640);
    for number in 0..9 {
        let name = format!("Screen {number}");
        phone.announce(BrowseEvent::Found(found(&name, &name, 5_000 + number)));
    }
    let at = phone.middle("Screen 3");
    phone.touch(1, TouchPhase::Started, at);
    for step in 1..=10 {
        let by = Vec2::new(0.0, -20.0 * step as f32);
        phone.touch(1, TouchPhase::Moved, at + by);
        phone.step(1);
    }
    phone.touch(1, TouchPhase::Ended, at - Vec2::new(0.0, 200.0));
    phone.step(2);
    assert_eq!(phone.screen(), Screen::Find);
    let pushed = at.y - phone.middle("Screen 3").y;
    assert!((170.0..=200.0).contains(&pushed), "{pushed}");
    phone.announce(BrowseEvent::Gone("Screen 8".into()));
    let kept = at.y - phone.middle("Screen 3").y;
    assert!(kept > 100.0, "the list stays where it was pushed: {kept}");
    // what is scrolled out of sight, under the buttons, is not hit
    let hidden = phone.middle("Enter address");
    phone.touch(1, TouchPhase::Started, hidden);
    phone.touch(1, TouchPhase::Ended, hidden);
    phone.step(2);
    assert!(matches!(phone.screen(), Screen::Address(_)));
}

#[test]
fn a_finger_that_slides_off_or_is_cancelled_chooses_nothing() {
    let mut phone = Phone::new(412, 915);
    let at = phone.middle("Enter address");
    phone.touch(1, TouchPhase::Started, at);
    phone.step(1);
    phone.touch(1, TouchPhase::Ended, at - Vec2::new(0.0, 200.0));
    phone.touch(2, TouchPhase::Started, at);
    phone.touch(2, TouchPhase::Canceled, at);
    phone.step(2);
    assert_eq!(phone.screen(), Screen::Find);
    phone.tap("Scan the picture");
    assert!(
        matches!(phone.screen(), Screen::Code(_)),
        "a bare address was read"
    );
}

#[test]
fn the_list_sleeps_while_nothing_happens() {
    let mut phone = Phone::new(412, 915);
    phone.announce(BrowseEvent::Found(found("a", "Living room", 4455)));
    phone.step(30);
    let app = phone.studio.app();
    let awake = *app.world().resource::<Awake>();
    let tick = app.world().resource_ref::<Finder>().last_changed();
    phone.step(120);
    let app = phone.studio.app();
    assert_eq!(
        *app.world().resource::<Awake>(),
        awake,
        "nothing asked for a frame"
    );
    assert_eq!(app.world().resource_ref::<Finder>().last_changed(), tick);
}

#[test]
fn a_list_stays_where_it_was_when_the_phone_is_turned() {
    let mut phone = Phone::new(412, 640);
    phone.tap("Enter address");
    phone.types(Key::Escape);
    phone
        .studio
        .app()
        .world_mut()
        .write_message(Tapped(Act::Tune));
    phone.step(3);
    let at = Vec2::new(200.0, 400.0);
    phone.touch(1, TouchPhase::Started, at);
    for step in 1..=10 {
        phone.touch(
            1,
            TouchPhase::Moved,
            at - Vec2::new(0.0, 30.0 * step as f32),
        );
        phone.step(1);
    }
    phone.touch(1, TouchPhase::Ended, at - Vec2::new(0.0, 300.0));
    phone.step(2);
    let before = phone.scrolled();
    assert!(before > 200.0, "{before}");
    let world = phone.studio.app().world_mut();
    let mut windows = world.query_filtered::<&mut Window, With<PrimaryWindow>>();
    let mut window = windows.single_mut(world).unwrap();
    window.resolution.set(640.0, 412.0);
    phone.step(3);
    assert_eq!(phone.scrolled(), before);
}
