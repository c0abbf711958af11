//! Fingers on the screens before play, as the system's own touch messages: what they hit is where it is drawn.

use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use bevy::prelude::*;
use bevy::ui::{ComputedNode, UiGlobalTransform};
use couchpad_core::discovery::{BrowseEvent, Browser, Found};
use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::PublicKey;
use couchpad_core::protocol::control::VERSION;
use couchpad_gamepad::find::outside::{self, Inbox, Outside, Scanner};
use couchpad_gamepad::find::{Deed, Effect, Event, Finder, Happened, News, Proof, Screen};
use couchpad_gamepad::identity::Me;
use couchpad_gamepad::pad_plugin;
use couchpad_gamepad::redraw::Awake;
use couchpad_pictures::Studio;
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
