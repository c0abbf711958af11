//! Fingers on the screens before play, as the system's own touch messages: what they hit is where it is drawn.

use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, KeyCode, KeyboardInput, NativeKeyCode};
use bevy::input::mouse::MouseButtonInput;
use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use bevy::prelude::*;
use bevy::ui::{ComputedNode, UiGlobalTransform};
use bevy::window::{CursorMoved, PrimaryWindow, WindowEvent};
use couchpad_core::discovery::{BrowseEvent, Browser, Found};
use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::PublicKey;
use couchpad_core::protocol::control::VERSION;
use couchpad_gamepad::find::outside::{self, Inbox, Outside, Scanner};
use couchpad_gamepad::find::{
    Act, Deed, Effect, Event, Finder, Happened, News, Proof, Screen, Tapped,
};
use couchpad_gamepad::identity::Me;
use couchpad_gamepad::pad_plugin;
use couchpad_gamepad::redraw::Awake;
use couchpad_gamepad::settings::Settings;
use couchpad_pictures::Studio;
use couchpad_theme::widgets::{Pill, PillState};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

fn found(id: &str, name: &str, port: u16) -> Found {
    Found {
        id: id.into(),
        name: name.into(),
        addresses: vec![([127, 0, 0, 1], port).into()],
        fingerprint: PublicKey([port.to_le_bytes()[0]; 32]).fingerprint(),
        oldest: VERSION,
        newest: VERSION,
        players: 0,
        seats: 8,
        locked: false,
    }
}

/// A search whose finds the test decides.
#[derive(Clone, Default)]
struct Air(Arc<Mutex<VecDeque<BrowseEvent>>>);

impl Browser for Air {
    fn poll(&mut self) -> Option<BrowseEvent> {
        self.0.lock().unwrap().pop_front()
    }
}

/// A scanner that reads the same picture at once.
struct Reads(&'static str);

impl Scanner for Reads {
    fn scan(&self, inbox: Inbox) {
        inbox.bring(Event::Scanned(Some(self.0.to_owned())));
    }
}

struct Phone {
    studio: Studio,
    air: Air,
    done: Vec<Effect>,
}

impl Phone {
    fn new(width: u32, height: u32) -> Self {
        let air = Air::default();
        let searches = air.clone();
        let me = Me::new(Arc::new(PadIdentity::ephemeral().unwrap()), "Ada");
        let wake: couchpad_core::transport::Wake = Arc::new(|| ());
        let outside = Outside {
            me,
            wake: Arc::clone(&wake),
            browse: Arc::new(move |_| Ok(Box::new(searches.clone()))),
            examine: Arc::new(|_| Vec::new()),
            scanner: Some(Arc::new(Reads("couchpad://127.0.0.1:7"))),
        };
        let studio = Studio::new(width, height, |app| {
            app.insert_resource(Inbox::new(wake))
                .insert_resource(outside)
                .add_plugins((pad_plugin, outside::plugin));
            outside::begin(app.world_mut(), Finder::new(true, true), None);
        });
        let mut phone = Self {
            studio: studio.expect("a software Vulkan driver"),
            air,
            done: Vec::new(),
        };
        phone.step(3);
        phone
    }

    fn announce(&mut self, event: BrowseEvent) {
        self.air.0.lock().unwrap().push_back(event);
        self.step(3);
    }

    fn step(&mut self, frames: u32) {
        for _ in 0..frames {
            self.studio.step(1);
            let world = self.studio.app().world_mut();
            let deeds = world.resource_mut::<Messages<Deed>>();
            let mut cursor = deeds.get_cursor();
            // each frame's own: the messages of two frames are kept
            let new: Vec<_> = cursor.read(&deeds).map(|deed| deed.0.clone()).collect();
            for effect in new {
                if self.done.last() != Some(&effect) {
                    self.done.push(effect);
                }
            }
        }
    }

    fn screen(&mut self) -> Screen {
        let world = self.studio.app().world();
        world.resource::<Finder>().screen().clone()
    }

    /// The middle of the words, where they are drawn; topmost first.
    fn middle(&mut self, words: &str) -> Vec2 {
        let world = self.studio.app().world_mut();
        let mut texts = world.query::<(&Text, &ComputedNode, &UiGlobalTransform)>();
        let mut at = texts.iter(world).filter(|(text, ..)| text.0 == words);
        let (_, node, place) = at
            .next()
            .unwrap_or_else(|| panic!("no `{words}` on the glass"));
        place.translation * node.inverse_scale_factor()
    }

    fn touch(&mut self, finger: u64, phase: TouchPhase, at: Vec2) {
        self.studio.touch(finger, phase, at);
    }

    fn tap(&mut self, words: &str) {
        let at = self.middle(words);
        self.touch(1, TouchPhase::Started, at);
        self.step(2);
        self.touch(1, TouchPhase::Ended, at);
        self.step(2);
    }

    fn digits(&mut self) -> String {
        match self.screen() {
            Screen::Code(entry) => entry.digits().to_owned(),
            other => panic!("no code is asked for: {other:?}"),
        }
    }

    fn code(&self) -> Option<String> {
        self.done.iter().rev().find_map(|effect| match effect {
            Effect::Connect(attempt) => match &attempt.proof {
                Proof::Code(code) => Some(code.reveal()),
                _ => None,
            },
            _ => None,
        })
    }
}

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

/// In a game, with its sheet open.
fn at_the_sheet() -> Phone {
    let mut phone = Phone::new(412, 915);
    phone.announce(BrowseEvent::Found(found("a", "Living room", 4455)));
    phone.tap("Living room");
    for digit in ["0", "4", "2", "7", "7", "1"] {
        phone.tap(digit);
    }
    let happened = [Event::News(News::Live), Event::Act(Act::Menu)].map(Happened);
    phone.studio.app().world_mut().write_message_batch(happened);
    phone.step(3);
    assert_eq!(phone.screen(), Screen::Play { menu: true });
    phone
}

/// Frames in which a button that is held is done, and some fewer.
const HELD: u32 = 50;
const SHORT: u32 = 40;

fn left(phone: &Phone) -> bool {
    phone.done.contains(&Effect::Leave)
}

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

impl Phone {
    fn mouse(&mut self, button: Option<ButtonState>, at: Vec2) {
        let world = self.studio.app().world_mut();
        let mut windows = world.query_filtered::<Entity, With<PrimaryWindow>>();
        let window = windows.single(world).unwrap();
        world.write_message(WindowEvent::CursorMoved(CursorMoved {
            window,
            position: at,
            delta: None,
        }));
        if let Some(state) = button {
            world.write_message(WindowEvent::MouseButtonInput(MouseButtonInput {
                button: MouseButton::Left,
                state,
                window,
            }));
        }
        self.step(1);
    }

    fn key(&mut self, key: Key, state: ButtonState, repeat: bool) {
        let world = self.studio.app().world_mut();
        let mut windows = world.query_filtered::<Entity, With<PrimaryWindow>>();
        let window = windows.single(world).unwrap();
        world.write_message(KeyboardInput {
            key_code: KeyCode::Unidentified(NativeKeyCode::Unidentified),
            logical_key: key,
            state,
            text: None,
            repeat,
            window,
        });
        self.step(1);
    }

    fn types(&mut self, key: Key) {
        self.key(key.clone(), ButtonState::Pressed, false);
        self.key(key, ButtonState::Released, false);
    }
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

impl Phone {
    /// How far the page is pushed up.
    fn scrolled(&mut self) -> f32 {
        let world = self.studio.app().world_mut();
        let mut lists = world.query::<&ScrollPosition>();
        lists.iter(world).map(|list| list.y).fold(0.0, f32::max)
    }
}
