//! A phone before play, drawn: touched, clicked and typed on as a system would, and what it wants done outside.

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
use couchpad_gamepad::find::{Act, Deed, Effect, Event, Finder, Happened, News, Proof, Screen};
use couchpad_gamepad::identity::Me;
use couchpad_gamepad::pad_plugin;
use couchpad_pictures::Studio;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

pub(crate) fn found(id: &str, name: &str, port: u16) -> Found {
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

pub(crate) struct Phone {
    pub(crate) studio: Studio,
    air: Air,
    pub(crate) done: Vec<Effect>,
}

impl Phone {
    pub(crate) fn new(width: u32, height: u32) -> Self {
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

    pub(crate) fn announce(&mut self, event: BrowseEvent) {
        self.air.0.lock().unwrap().push_back(event);
        self.step(3);
    }

    pub(crate) fn step(&mut self, frames: u32) {
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

    pub(crate) fn screen(&mut self) -> Screen {
        let world = self.studio.app().world();
        world.resource::<Finder>().screen().clone()
    }

    /// The middle of the words, where they are drawn; topmost first.
    pub(crate) fn middle(&mut self, words: &str) -> Vec2 {
        let world = self.studio.app().world_mut();
        let mut texts = world.query::<(&Text, &ComputedNode, &UiGlobalTransform)>();
        let mut at = texts.iter(world).filter(|(text, ..)| text.0 == words);
        let (_, node, place) = at
            .next()
            .unwrap_or_else(|| panic!("no `{words}` on the glass"));
        place.translation * node.inverse_scale_factor()
    }

    pub(crate) fn touch(&mut self, finger: u64, phase: TouchPhase, at: Vec2) {
        self.studio.touch(finger, phase, at);
    }

    pub(crate) fn tap(&mut self, words: &str) {
        let at = self.middle(words);
        self.touch(1, TouchPhase::Started, at);
        self.step(2);
        self.touch(1, TouchPhase::Ended, at);
        self.step(2);
    }

    pub(crate) fn digits(&mut self) -> String {
        match self.screen() {
            Screen::Code(entry) => entry.digits().to_owned(),
            other => panic!("no code is asked for: {other:?}"),
        }
    }

    pub(crate) fn code(&self) -> Option<String> {
        self.done.iter().rev().find_map(|effect| match effect {
            Effect::Connect(attempt) => match &attempt.proof {
                Proof::Code(code) => Some(code.reveal()),
                _ => None,
            },
            _ => None,
        })
    }

    pub(crate) fn mouse(&mut self, button: Option<ButtonState>, at: Vec2) {
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

    pub(crate) fn key(&mut self, key: Key, state: ButtonState, repeat: bool) {
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

    pub(crate) fn types(&mut self, key: Key) {
        self.key(key.clone(), ButtonState::Pressed, false);
        self.key(key, ButtonState::Released, false);
    }

    /// How far the page is pushed up.
    pub(crate) fn scrolled(&mut self) -> f32 {
        let world = self.studio.app().world_mut();
        let mut lists = world.query::<&ScrollPosition>();
        lists.iter(world).map(|list| list.y).fold(0.0, f32::max)
    }
}

/// In a game, with its sheet open.
pub(crate) fn at_the_sheet() -> Phone {
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
pub(crate) const HELD: u32 = 50;
pub(crate) const SHORT: u32 = 40;

pub(crate) fn left(phone: &Phone) -> bool {
    phone.done.contains(&Effect::Leave)
}
