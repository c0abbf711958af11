//! From the list to the game through the screens' own machine, against real receivers on loopback: the code, wrong first,
//! then right; the pairing that is kept; the way back.

use bevy::app::App;
use bevy::input::InputPlugin;
use bevy::time::TimePlugin;
use bevy::window::WindowPlugin;
use couchpad_core::Host;
use couchpad_core::discovery::{BrowseEvent, Browser, Found};
use couchpad_core::identity::{HostIdentity, MemoryStore, PadIdentity, SecureStore};
use couchpad_core::protocol::control::VERSION;
use couchpad_core::protocol::{PublicKey, RoomCode};
use couchpad_core::session::{HostConfig, HostEventKind};
use couchpad_core::transport::{Bind, DoorNews, HostDriverConfig};
use couchpad_gamepad::find::outside::{self, Inbox, Outside};
use couchpad_gamepad::find::{
    self, Act, CodeTrouble, Event, Fault, Finder, Happened, Screen, Unreached, Wish,
};
use couchpad_gamepad::identity::Me;
use couchpad_gamepad::link;
use couchpad_gamepad::model::{self, Connection, PadModel};
use couchpad_gamepad::redraw::Awake;
use couchpad_gamepad::touch;
use couchpad_theme::Motion;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);

/// A receiver of that name whose identity is kept in that store.
fn receiver(name: &str, store: &Arc<MemoryStore>, bind: Bind) -> Host {
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

fn any() -> Arc<MemoryStore> {
    Arc::new(MemoryStore::default())
}

fn key(host: &Host) -> PublicKey {
    host.join_link().pairing().expect("a whole link").key
}

/// As its announcement would say it.
fn announced(id: &str, host: &Host) -> BrowseEvent {
    BrowseEvent::Found(Found {
        id: id.into(),
        name: id.into(),
        addresses: vec![host.listening().tcp],
        fingerprint: key(host).fingerprint(),
        oldest: VERSION,
        newest: VERSION,
        players: 0,
        seats: 8,
        locked: false,
    })
}

/// Other than this one.
fn wrong(code: RoomCode) -> String {
    let number: u32 = code.reveal().parse().unwrap();
    let other = RoomCode::new((number + 1) % RoomCode::COUNT);
    other.unwrap().reveal()
}

struct Air(VecDeque<BrowseEvent>);

impl Browser for Air {
    fn poll(&mut self) -> Option<BrowseEvent> {
        self.0.pop_front()
    }
}

/// The app without a renderer.
struct Phone(App);

impl Phone {
    fn start(store: &Arc<MemoryStore>, air: Vec<BrowseEvent>, wish: Option<Wish>) -> Self {
        let store = Arc::clone(store) as Arc<dyn SecureStore>;
        let me = Me {
            identity: Arc::new(PadIdentity::open(store).unwrap().0),
            name: "Ada".into(),
        };
        let wake: couchpad_core::transport::Wake = Arc::new(|| ());
        let outside = Outside {
            me,
            wake: Arc::clone(&wake),
            browse: Arc::new(move |_| Ok(Box::new(Air(air.clone().into())))),
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

    fn screen(&self) -> &Screen {
        self.0.world().resource::<Finder>().screen()
    }

    fn model(&self) -> &PadModel {
        self.0.world().resource()
    }

    fn act(&mut self, act: Act) {
        self.0.world_mut().write_message(Happened(Event::Act(act)));
        self.0.update();
    }

    fn digits(&mut self, digits: &str) {
        digits.chars().for_each(|digit| self.act(Act::Type(digit)));
    }

    fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
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

    fn until_live(&mut self) {
        self.until("the game", |phone| {
            let plays = *phone.screen() == Screen::Play { menu: false };
            plays && phone.model().connection == Connection::Live
        });
    }

    fn trouble(&self) -> Option<CodeTrouble> {
        match self.screen() {
            Screen::Code(entry) => entry.trouble,
            _ => None,
        }
    }
}

fn joined(host: &Host) -> usize {
    std::iter::from_fn(|| host.poll())
        .filter(|event| event.kind == HostEventKind::Joined)
        .count()
}

#[test]
fn two_receivers_are_told_apart_and_each_admits_with_its_own_code_only() {
    let (den, attic) = (
        receiver("Den", &any(), Bind::loopback(0)),
        receiver("Attic", &any(), Bind::loopback(0)),
    );
    let air = vec![announced("den", &den), announced("attic", &attic)];
    let mut phone = Phone::start(&any(), air, None);
    assert_eq!(*phone.screen(), Screen::Find);
    phone.act(Act::Nearby("attic".into()));
    // the chance that both show the same digits is one in a million
    phone.digits(&wrong(attic.code()));
    phone.until("the refusal", |p| p.trouble() == Some(CodeTrouble::Wrong));
    phone.digits(&attic.code().reveal());
    phone.until_live();
    assert_eq!(phone.model().receiver.as_deref(), Some("Attic"));
    assert_eq!((joined(&den), joined(&attic)), (0, 1));
}

#[test]
fn three_wrong_codes_close_the_keypad_for_the_time_that_the_receiver_says() {
    let host = receiver("Den", &any(), Bind::loopback(0));
    let mut phone = Phone::start(&any(), vec![announced("den", &host)], None);
    phone.act(Act::Nearby("den".into()));
    let code = wrong(host.code());
    for _ in 0..3 {
        phone.digits(&code);
        phone.until("an answer", |p| p.trouble().is_some());
    }
    if phone.trouble() == Some(CodeTrouble::Wrong) {
        phone.digits(&code);
    }
    phone.until("the lock-out", |p| {
        matches!(p.trouble(), Some(CodeTrouble::LockedOut { .. }))
    });
    let Screen::Code(entry) = phone.screen() else {
        panic!("the code is asked for")
    };
    let left = entry.closed_for(Duration::ZERO);
    assert!(left > Duration::from_secs(10), "{left:?}");
}

#[test]
fn a_restarted_app_returns_without_a_code_until_it_is_forgotten() {
    let (pad, tv) = (any(), any());
    let host = receiver("Den", &tv, Bind::loopback(0));
    let at = host.listening().tcp;
    let mut first = Phone::start(&pad, vec![announced("den", &host)], None);
    first.act(Act::Nearby("den".into()));
    first.digits(&host.code().reveal());
    first.until_live();
    first.until("the pairing", |p| p.model().remembered == Some(false));
    first.act(Act::Menu);
    first.act(Act::Leave);
    assert_eq!(*first.screen(), Screen::Find);
    drop(first);

    // nobody announces anything: it is in the list because it was paired
    let mut again = Phone::start(&pad, Vec::new(), None);
    again.act(Act::Recent(key(&host)));
    again.until_live();
    drop(again);
    let link = format!("couchpad://{at}").parse().unwrap();
    let mut typed = Phone::start(&pad, Vec::new(), Some((link, None)));
    typed.until_live();
    drop(typed);

    // another evening, another memory: the code is asked for again
    let bind = Bind::loopback(at.port());
    let known = key(&host);
    drop(host);
    let host = receiver("Den", &tv, bind);
    assert_eq!(key(&host), known);
    let forgotten = host.driver(|_, driver| driver.identity_mut().forget_all());
    assert_eq!(forgotten, 1);
    let mut stranger = Phone::start(&pad, Vec::new(), None);
    stranger.act(Act::Recent(known));
    stranger.until("the code", |p| p.trouble() == Some(CodeTrouble::Forgotten));
    stranger.digits(&host.code().reveal());
    stranger.until_live();
    drop((stranger, host));

    // another receiver at the address of the one that is known
    let host = receiver("Somebody", &any(), bind);
    let mut wary = Phone::start(&pad, Vec::new(), None);
    wary.act(Act::Recent(known));
    wary.until("the warning", |p| {
        *p.screen() == Screen::Failure(Fault::Impostor)
    });
    wary.act(Act::EnterCode);
    wary.digits(&host.code().reveal());
    wary.until_live();
}

#[test]
fn a_controller_that_asks_to_be_remembered_hears_the_answer() {
    let host = receiver("Den", &any(), Bind::loopback(0));
    let mut phone = Phone::start(&any(), Vec::new(), Some((host.join_link(), None)));
    phone.until_live();
    phone.until("the pairing", |p| p.model().remembered == Some(false));
    phone.act(Act::Menu);
    phone.act(Act::Remember);
    let mut asks = None;
    let end = Instant::now() + PATIENCE;
    while asks.is_none() {
        assert!(Instant::now() < end, "nobody asked");
        phone.0.update();
        asks = host
            .take_door_news()
            .into_iter()
            .find_map(|news| match news {
                DoorNews::WantsRemembering { pad, .. } => Some(pad),
                _ => None,
            });
    }
    let pad = asks.unwrap();
    assert!(host.driver(|_, driver| driver.remember(pad, true)));
    phone.until("the answer", |p| p.model().remembered == Some(true));
}

#[test]
fn one_that_is_sent_away_finds_its_way_back() {
    let host = receiver("Den", &any(), Bind::loopback(0));
    let mut phone = Phone::start(&any(), Vec::new(), Some((host.join_link(), None)));
    phone.until_live();
    let pad = host.poll().expect("joined").pad;
    host.with(|now, session| session.kick(now, pad));
    phone.until("the end", |p| {
        matches!(p.screen(), Screen::Failure(Fault::Ended(_)))
    });
    phone.act(Act::TryAgain);
    phone.until_live();
    phone.act(Act::Menu);
    phone.act(Act::Leave);
    assert_eq!(*phone.screen(), Screen::Find);
}

#[test]
fn nobody_there_is_said_and_a_late_receiver_is_joined() {
    let tv = any();
    let host = receiver("Den", &tv, Bind::loopback(0));
    let (link, at) = (host.join_link(), host.listening().tcp);
    drop(host);
    let mut phone = Phone::start(&any(), Vec::new(), Some((link, None)));
    phone.until("the reason", |p| {
        let trouble = Some(Unreached::Refused);
        *p.screen() == Screen::Joining { trouble }
    });
    let host = receiver("Den", &tv, Bind::loopback(at.port()));
    phone.until_live();
    assert_eq!(joined(&host), 1);
}
