//! A player moves the controls: with real touches, from the sheet over play until they press what they moved.

mod keys;
#[path = "../support/kinds.rs"]
mod kinds;
mod phone;
mod pictures;
#[path = "../support/story.rs"]
mod story;
#[path = "../support/mod.rs"]
mod support;

use bevy::input::ButtonState;
use bevy::input::keyboard::Key;
use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use bevy::prelude::*;
use bevy::ui::{ComputedNode, UiGlobalTransform};
use couchpad_core::protocol::Area;
use couchpad_gamepad::arrange::Bar;
use couchpad_gamepad::find::Screen;
use couchpad_gamepad::settings::{Hand, LayoutShape, Settings, record};
use couchpad_gamepad::touch::Action;
use phone::Phone;
use support::{LAUNCH, arkanoid};

/// Controls of Arkanoid, by their order.
const SWIPES: u8 = 0;
const LAUNCHES: u8 = 1;
const PAUSES: u8 = 2;

/// In play, with the sheet opened and the controls to be moved.
fn arranging(settings: Settings) -> Phone {
    let mut phone = Phone::playing(settings);
    open(&mut phone);
    phone
}

fn open(phone: &mut Phone) {
    phone.tap_words("Ada");
    assert_eq!(phone.screen(), Screen::Play { menu: true });
    phone.tap_words("Move the buttons");
    assert!(matches!(phone.screen(), Screen::Arrange { .. }));
    phone.told();
}

fn edges(actions: &[Action]) -> Vec<Action> {
    let is_edge = |a: &&Action| matches!(a, Action::Press(_) | Action::Release(_));
    actions.iter().filter(is_edge).cloned().collect()
}

/// Whether LAUNCH is pressed by a tap there.
fn launches(phone: &mut Phone, at: Vec2) -> bool {
    phone.told();
    phone.tap(at);
    let told = edges(&phone.told());
    assert!(told.is_empty() || told == [Action::Press(LAUNCH), Action::Release(LAUNCH)]);
    !told.is_empty()
}

fn near(one: Rect, two: Rect) -> bool {
    (one.min - two.min).abs().max_element() < 1.0 && (one.max - two.max).abs().max_element() < 1.0
}

#[test]
fn a_button_that_was_moved_is_pressed_where_it_lies_now() {
    let mut phone = arranging(Settings::default());
    let before = phone.rect(LAUNCHES);
    let pause = phone.rect(PAUSES);
    phone.drag(before.center(), before.center() - Vec2::new(40.0, 240.0));
    assert_eq!(phone.told(), [], "the receiver heard nothing of it");
    phone.tap_words("Done");
    assert_eq!(phone.screen(), Screen::Play { menu: false });
    let after = phone.rect(LAUNCHES);
    assert!((after.center() - before.center() + Vec2::new(40.0, 240.0)).length() < 8.0);
    assert!((after.size() - before.size()).length() < 1.0);
    assert!(near(phone.rect(PAUSES), pause));
    assert!(launches(&mut phone, after.center()));
    assert!(!launches(&mut phone, before.center()));
}

#[test]
fn it_is_kept_over_a_restart_and_the_other_hand_changes_nothing() {
    let mut phone = arranging(Settings::default());
    let before = phone.rect(LAUNCHES);
    phone.drag(before.center(), before.center() - Vec2::new(60.0, 200.0));
    phone.tap_words("Done");
    let (launch, pause) = (phone.rect(LAUNCHES), phone.rect(PAUSES));
    let kept = record::read(&record::write(&phone.settings())).expect("a record");
    let other_hand = Settings {
        hand: Hand::Left,
        large_buttons: true,
        ..kept.clone()
    };
    for settings in [kept, other_hand] {
        let mut again = Phone::playing(settings);
        assert!(near(again.rect(LAUNCHES), launch));
        assert!(near(again.rect(PAUSES), pause));
        assert!(launches(&mut again, launch.center()));
    }
}

#[test]
fn what_is_held_is_let_go_and_nothing_reaches_the_game_meanwhile() {
    let mut phone = Phone::playing(Settings::default());
    let launch = phone.rect(LAUNCHES).center();
    phone.touch(7, TouchPhase::Started, launch);
    assert_eq!(phone.held(), LAUNCH.bit());
    phone.tap_words("Ada");
    phone.tap_words("Move the buttons");
    assert_eq!(phone.held(), 0);
    let told = phone.told();
    assert_eq!(
        edges(&told),
        [Action::Press(LAUNCH), Action::Release(LAUNCH)]
    );
    phone.touch(7, TouchPhase::Ended, launch);
    phone.tap(launch);
    phone.drag(Vec2::new(60.0, 420.0), Vec2::new(300.0, 420.0));
    phone.drag(launch, launch + Vec2::new(0.0, 40.0));
    assert_eq!(phone.told(), [], "no press, no swipe");
}

#[test]
fn the_grip_makes_it_larger_and_never_too_small() {
    let mut phone = arranging(Settings::default());
    let before = phone.rect(LAUNCHES);
    phone.drag(before.max, before.max + Vec2::new(48.0, 32.0));
    let larger = phone.rect(LAUNCHES);
    assert!((larger.min - before.min).length() < 1.5);
    assert!((larger.size() - before.size() - Vec2::new(48.0, 32.0)).length() < 10.0);
    phone.drag(larger.max, larger.min - 100.0);
    let least = phone.rect(LAUNCHES).size();
    assert!((least.y - 64.0).abs() < 1.0, "{least}");
    assert!(least.x > 120.0, "and LAUNCH can be read: {least}");
}

#[test]
fn cancel_back_and_escape_leave_everything_as_it_lay() {
    let mut settings = Settings::default();
    let shape = LayoutShape::of(&arkanoid(), true);
    let own = Area::new(100, 300, 500, 200);
    for control in arkanoid().controls.iter().skip(1).take(1) {
        assert!(settings.arrangements.put(shape, control.id, own));
    }
    let mut phone = Phone::playing(settings.clone());
    let before = phone.rect(LAUNCHES);
    type End = fn(&mut Phone);
    let ends: [End; 3] = [
        |phone| phone.tap_words("Cancel"),
        |phone| phone.key(&Key::Escape),
        |phone| phone.key(&Key::GoBack),
    ];
    for end in ends {
        open(&mut phone);
        phone.drag(before.center(), before.center() + Vec2::new(80.0, 160.0));
        assert!(!near(phone.rect(LAUNCHES), before));
        end(&mut phone);
        assert_eq!(phone.screen(), Screen::Play { menu: false });
        assert!(near(phone.rect(LAUNCHES), before));
        assert_eq!(phone.settings(), settings);
    }
}

#[test]
fn as_it_was_is_as_the_game_has_it() {
    let usual = Phone::playing(Settings::default()).rect(LAUNCHES);
    let mut phone = arranging(Settings::default());
    phone.drag(usual.center(), usual.center() - Vec2::new(0.0, 200.0));
    phone.tap_words("Done");
    open(&mut phone);
    assert!(!near(phone.rect(LAUNCHES), usual));
    phone.tap_words("Reset");
    assert!(matches!(phone.screen(), Screen::Arrange { .. }));
    assert!(near(phone.rect(LAUNCHES), usual), "it is seen at once");
    phone.key(&Key::Enter);
    assert!(near(phone.rect(LAUNCHES), usual));
    assert!(phone.settings().arrangements.is_empty());
}

#[test]
fn upright_and_sideways_are_arranged_apart() {
    let mut phone = Phone::playing(Settings::default());
    phone.turn(800, 360);
    let sideways = phone.rect(LAUNCHES);
    phone.turn(360, 800);
    open(&mut phone);
    let upright = phone.rect(LAUNCHES);
    phone.drag(upright.center(), upright.center() - Vec2::new(0.0, 240.0));
    let moved = phone.rect(LAUNCHES);
    // turned while the controls are moved, and with a finger on one
    phone.touch(1, TouchPhase::Started, moved.center());
    phone.turn(800, 360);
    assert!(near(phone.rect(LAUNCHES), sideways));
    phone.touch(1, TouchPhase::Moved, Vec2::new(60.0, 60.0));
    assert!(near(phone.rect(LAUNCHES), sideways), "its place is void");
    phone.touch(1, TouchPhase::Ended, Vec2::new(60.0, 60.0));
    let to = sideways.center() - Vec2::new(160.0, 0.0);
    phone.drag(sideways.center(), to);
    let moved_sideways = phone.rect(LAUNCHES);
    assert!((moved_sideways.center() - to).length() < 8.0);
    phone.tap_words("Done");
    assert!(near(phone.rect(LAUNCHES), moved_sideways));
    phone.turn(360, 800);
    assert!(near(phone.rect(LAUNCHES), moved));
}

#[test]
fn the_mouse_moves_them_too() {
    let mut phone = arranging(Settings::default());
    let before = phone.rect(LAUNCHES).center();
    phone.mouse_to(before);
    phone.mouse(ButtonState::Pressed);
    phone.mouse_to(before - Vec2::new(0.0, 100.0));
    phone.mouse_to(before - Vec2::new(0.0, 160.0));
    phone.mouse(ButtonState::Released);
    phone.mouse_to(before);
    let after = phone.rect(LAUNCHES).center();
    assert!((before.y - 160.0 - after.y).abs() < 5.0, "{after}");
    assert_eq!(phone.told(), []);
}

#[test]
fn one_finger_moves_one_control_until_it_is_lost() {
    let mut phone = arranging(Settings::default());
    let (launch, pause) = (phone.rect(LAUNCHES), phone.rect(PAUSES));
    phone.touch(1, TouchPhase::Started, launch.center());
    phone.touch(2, TouchPhase::Started, pause.center());
    phone.touch(2, TouchPhase::Moved, pause.center() + Vec2::new(0.0, 300.0));
    assert!(near(phone.rect(PAUSES), pause), "the second waits");
    phone.touch(1, TouchPhase::Moved, launch.center() - Vec2::new(0.0, 80.0));
    let moved = phone.rect(LAUNCHES);
    assert!(!near(moved, launch));
    phone.lose_focus();
    phone.touch(
        1,
        TouchPhase::Moved,
        launch.center() - Vec2::new(0.0, 300.0),
    );
    assert!(near(phone.rect(LAUNCHES), moved), "it was let go");
}

#[test]
fn it_stays_on_the_glass_and_hides_nothing() {
    let mut phone = arranging(Settings::default());
    let pause = phone.rect(PAUSES);
    for to in [
        pause.center(),
        Vec2::new(-500.0, -500.0),
        Vec2::new(900.0, 2_000.0),
        Vec2::new(900.0, -100.0),
    ] {
        let launch = phone.rect(LAUNCHES);
        phone.drag(launch.center(), to);
        let launch = phone.rect(LAUNCHES);
        assert!(launch.min.min_element() >= 15.9, "{launch:?}");
        assert!(launch.max.x <= 344.1 && launch.max.y <= 784.1, "{launch:?}");
        assert!(!(launch.contains(pause.min) && launch.contains(pause.max)));
    }
    let all = phone.rect(SWIPES);
    assert_eq!(all, Rect::new(0.0, 0.0, 360.0, 800.0), "and is not moved");
}

#[test]
fn the_bar_is_in_nobodys_way_and_gone_while_a_control_is_moved() {
    let mut phone = arranging(Settings::default());
    let bar = |phone: &mut Phone| {
        let world = phone.world();
        let mut bars = world.query_filtered::<(&ComputedNode, &UiGlobalTransform), With<Bar>>();
        let (node, place) = bars.single(world).expect("a bar");
        Rect::from_center_size(place.translation, node.size())
    };
    for by in [-180.0, -180.0, 330.0] {
        let launch = phone.rect(LAUNCHES);
        phone.touch(1, TouchPhase::Started, launch.center());
        phone.touch(1, TouchPhase::Moved, launch.center() + Vec2::new(0.0, by));
        phone.frames(2);
        assert_eq!(
            phone.find("Done"),
            None,
            "nothing is between finger and place"
        );
        let to = launch.center() + Vec2::new(0.0, by);
        phone.touch(1, TouchPhase::Ended, to);
        phone.frames(5);
        let bar = bar(&mut phone);
        assert!(bar.height() > 90.0, "{bar:?}");
        for control in [LAUNCHES, PAUSES] {
            let rect = phone.rect(control);
            assert!(rect.intersect(bar).is_empty(), "{rect:?} under {bar:?}");
        }
    }
}
