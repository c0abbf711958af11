//! The pad's app without a renderer, and the receivers that it joins.

use bevy::app::App;
use bevy::input::InputPlugin;
use bevy::time::TimePlugin;
use bevy::window::WindowPlugin;
use couchpad_core::Host;
use couchpad_core::identity::{HostIdentity, MemoryStore, PadIdentity, SecureStore};
use couchpad_core::protocol::PublicKey;
use couchpad_core::session::{HostConfig, HostEventKind};
use couchpad_core::transport::{Bind, HostDriverConfig};
use couchpad_gamepad::find::outside::{self, Browse, Inbox, Outside};
use couchpad_gamepad::find::{self, Act, CodeTrouble, Event, Finder, Happened, Screen, Wish};
use couchpad_gamepad::identity::Me;
use couchpad_gamepad::link;
use couchpad_gamepad::model::{self, Connection, PadModel};
use couchpad_gamepad::redraw::Awake;
use couchpad_gamepad::touch;
use couchpad_theme::Motion;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A receiver of that name whose identity is kept in that store.
pub(crate) fn receiver(name: &str, store: &Arc<MemoryStore>, bind: Bind) -> Host {
    let store = Arc::clone(store) as Arc<dyn SecureStore>;
    let config = HostDriverConfig::loopback(HostConfig::default()).unwrap();
    Host::start(HostDriverConfig {
        bind,
        name: name.to_owned(),
        identity: HostIdentity::open(store, now()).unwrap().0,
        ..config
    })
    .unwrap()
}

fn now() -> u64 {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed();
    since.unwrap().as_secs()
}

pub(crate) fn any() -> Arc<MemoryStore> {
    Arc::new(MemoryStore::default())
}

pub(crate) fn key(host: &Host) -> PublicKey {
    host.join_link().pairing().expect("a whole link").key
}

/// How many pads have joined it since the last call.
pub(crate) fn joined(host: &Host) -> usize {
    std::iter::from_fn(|| host.poll())
        .filter(|event| event.kind == HostEventKind::Joined)
        .count()
}

/// The app without a renderer.
pub(crate) struct Phone(pub(crate) App);

impl Phone {
    /// Starts with this memory and this search, on the way to what was wished for.
    pub(crate) fn start(store: &Arc<MemoryStore>, browse: Browse, wish: Option<Wish>) -> Self {
        let store = Arc::clone(store) as Arc<dyn SecureStore>;
        let me = Me::new(Arc::new(PadIdentity::open(store).unwrap().0), "Ada");
        let wake: couchpad_core::transport::Wake = Arc::new(|| ());
        let outside = Outside {
            me,
            wake: Arc::clone(&wake),
            browse,
            examine: Arc::new(|_| Vec::new()),
            scanner: None,
        };
        let mut app = App::new();
        app.add_plugins((TimePlugin, InputPlugin, WindowPlugin::default()))
            .init_resource::<Awake>()
            .init_resource::<Motion>()
            .insert_resource(Inbox::new(wake))
            .insert_resource(outside)
            .add_plugins((model::plugin, touch::plugin, link::plugin))
            .add_plugins((find::plugin, outside::plugin));
        outside::begin(app.world_mut(), Finder::new(true, false), wish);
        let mut phone = Self(app);
        phone.0.update();
        phone.0.update();
        phone
    }

    pub(crate) fn screen(&self) -> &Screen {
        self.0.world().resource::<Finder>().screen()
    }

    pub(crate) fn model(&self) -> &PadModel {
        self.0.world().resource()
    }

    pub(crate) fn act(&mut self, act: Act) {
        self.0.world_mut().write_message(Happened(Event::Act(act)));
        self.0.update();
    }

    pub(crate) fn digits(&mut self, digits: &str) {
        digits.chars().for_each(|digit| self.act(Act::Type(digit)));
    }

    pub(crate) fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !done(self) {
            assert!(
                Instant::now() < end,
                "waited in vain for {what}: {:?}",
                self.screen()
            );
            self.0.update();
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    pub(crate) fn until_live(&mut self) {
        self.until("the game", |phone| {
            let plays = *phone.screen() == Screen::Play { menu: false };
            plays && phone.model().connection == Connection::Live
        });
    }

    pub(crate) fn trouble(&self) -> Option<CodeTrouble> {
        match self.screen() {
            Screen::Code(entry) => entry.trouble,
            _ => None,
        }
    }
}
