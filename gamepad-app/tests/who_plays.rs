//! The app without a renderer against a real host, with records in a folder: who plays is said once and kept, the colour is
//! wished for and given where it is free, the seat is gone back to, and what is forgotten is gone.

use bevy::app::{App, AppExit};
use bevy::input::InputPlugin;
use bevy::prelude::*;
use bevy::time::TimePlugin;
use bevy::window::WindowPlugin;
use couchpad_core::easy::{Host, ListenConfig, Player};
use couchpad_core::identity::{FileStore, PadIdentity};
use couchpad_core::protocol::{JoinLink, Profile};
use couchpad_gamepad::find::outside::{self, Outside};
use couchpad_gamepad::find::{self, Act, Effect, Finder, Forgets, Screen, Tapped, settings_of};
use couchpad_gamepad::identity::Me;
use couchpad_gamepad::model::{self, Connection, PadModel};
use couchpad_gamepad::redraw::Awake;
use couchpad_gamepad::settings::{Choice, Hand, Settings};
use couchpad_gamepad::words::Words;
use couchpad_gamepad::{link, touch};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(20);

fn host() -> Host {
    let config = ListenConfig {
        announce: false,
        ..ListenConfig::default()
    };
    Host::listen("couchpad://127.0.0.1:0", config).unwrap()
}

/// The app from one start to its end.
struct Phone(App);

impl Phone {
    /// Started with what the folder holds, as the window does it.
    fn start(folder: &Path, join: Option<JoinLink>) -> Self {
        let store = Arc::new(FileStore::open(folder).unwrap());
        let (identity, _) = PadIdentity::open(store).unwrap();
        let name = identity.name().unwrap_or_else(|| "Player".into());
        let mut me = Me::new(Arc::new(identity), &name);
        let (settings, trouble) = settings_of(&mut me);
        let mut finder = Finder::new(true, false).for_player(&me.name);
        if me.is_new() {
            finder = finder.for_a_new_player(5);
        }
        if let Some(trouble) = trouble {
            finder.on(find::Event::Trouble(trouble), Duration::ZERO);
        }
        let outside = Outside {
            me,
            wake: Arc::new(|| ()),
            browse: Arc::new(|_| Err("nothing here searches".to_owned())),
            examine: Arc::new(|_| Vec::new()),
            scanner: None,
        };
        let mut app = App::new();
        app.add_plugins((TimePlugin, InputPlugin, WindowPlugin::default()))
            .init_resource::<Awake>()
            .insert_resource(settings)
            .insert_resource(outside)
            .add_plugins((model::plugin, touch::plugin, find::plugin))
            .add_plugins((outside::plugin, link::plugin));
        outside::begin(app.world_mut(), finder, join.map(|link| (link, None)));
        let mut phone = Self(app);
        phone.step();
        phone
    }

    fn step(&mut self) {
        self.0.update();
        self.0.update();
    }

    fn tap(&mut self, act: Act) {
        self.0.world_mut().write_message(Tapped(act));
        self.step();
    }

    fn screen(&self) -> Screen {
        self.0.world().resource::<Finder>().screen().clone()
    }

    fn model(&self) -> &PadModel {
        self.0.world().resource()
    }

    fn settings(&self) -> &Settings {
        self.0.world().resource()
    }

    fn flush(&self) {
        let outside = self.0.world().resource::<Outside>();
        outside.me.identity.flush().unwrap();
    }

    /// Runs until something is so.
    fn until(&mut self, what: &str, mut so: impl FnMut(&mut Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !so(self) {
            assert!(Instant::now() < end, "{what}: {:?}", self.screen());
            self.step();
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Joins, and says who plays.
    fn joined(folder: &Path, host: &Host, name: &str, mark: u8) -> Self {
        let mut phone = Self::start(folder, Some(host.join_link()));
        for _ in 0..40 {
            phone.tap(Act::Delete);
        }
        for letter in name.chars() {
            phone.tap(Act::Type(letter));
        }
        phone.tap(Act::Mark(mark));
        phone.tap(Act::GoOn);
        phone.until("it plays", |phone| phone.model().is_live());
        phone
    }

    /// By its player.
    fn gets_closed(mut self) {
        self.0.world_mut().write_message(AppExit::Success);
        // however long its good-bye takes
        for _ in 0..20 {
            self.step();
        }
    }

    /// As when the system kills it, once its seat is noted where it plays: nothing is said to anybody.
    fn gets_killed(mut self) {
        if self.model().is_live() {
            self.until("its seat is noted", |phone| {
                phone
                    .0
                    .world()
                    .resource::<Outside>()
                    .me
                    .comeback()
                    .is_some()
            });
        }
        self.flush();
        let link = self.0.world_mut().remove_resource::<link::Link>();
        std::mem::forget(link);
    }
}

fn of<'a>(players: &'a [Player], name: &str) -> Option<&'a Player> {
    players.iter().find(|player| player.name == name)
}

fn until_there(phone: &mut Phone, host: &Host, fits: impl Fn(&[Player]) -> bool) {
    phone.until("the host knows", |_| fits(&host.players()));
}

fn records(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

#[test]
fn who_is_new_says_who_plays_with_one_tap_on_the_way_in_and_is_not_asked_again() {
    let (host, folder) = (host(), TempDir::new().unwrap());
    let mut phone = Phone::start(folder.path(), Some(host.join_link()));
    assert!(matches!(phone.screen(), Screen::Player { from: None, .. }));
    assert!(host.players().is_empty(), "nobody joins without a name");
    phone.flush();
    assert_eq!(records(folder.path()), ["device.toml"]);
    phone.tap(Act::GoOn);
    phone.until("it plays", |phone| phone.model().is_live());
    let players = host.players();
    let player = players.first().expect("one");
    let wished = phone.settings().mark.expect("a colour");
    assert_eq!(player.mark, Some(wished));
    assert_eq!(phone.model().name, player.name);
    let name = player.name.clone();
    drop(phone);
    let again = Phone::start(folder.path(), None);
    assert!(!matches!(again.screen(), Screen::Player { .. }));
    assert_eq!(
        (again.model().name.as_str(), again.settings().mark),
        (name.as_str(), Some(wished))
    );
}

#[test]
fn a_colour_is_given_where_it_is_free_at_once_and_in_play() {
    let (host, folders) = (host(), [(); 2].map(|()| TempDir::new().unwrap()));
    let mut ada = Phone::joined(folders[0].path(), &host, "Ada", 6);
    until_there(&mut ada, &host, |all| {
        of(all, "Ada").is_some_and(|p| p.mark == Some(6))
    });
    let mut bo = Phone::joined(folders[1].path(), &host, "Bo", 6);
    until_there(&mut bo, &host, |all| of(all, "Bo").is_some());
    let of_bo = of(&host.players(), "Bo").and_then(|player| player.mark);
    assert!(of_bo.is_some_and(|mark| mark != 6), "taken: {of_bo:?}");
    assert_eq!(bo.settings().mark, Some(6), "and still wished for");

    ada.tap(Act::Menu);
    ada.tap(Act::Tune);
    ada.tap(Act::Player);
    ada.tap(Act::Mark(2));
    until_there(&mut ada, &host, |all| {
        of(all, "Ada").is_some_and(|p| p.mark == Some(2))
    });
    ada.until("it is told", |ada| {
        ada.model().mark() == Some(couchpad_theme::mark(2))
    });
    // a name, too
    ada.tap(Act::Type('!'));
    ada.tap(Act::GoOn);
    until_there(&mut ada, &host, |all| {
        of(all, "Ada!").is_some_and(|p| p.mark == Some(2))
    });
    // free now, and asked for once more
    bo.tap(Act::Menu);
    bo.tap(Act::Tune);
    bo.tap(Act::Player);
    bo.tap(Act::Mark(6));
    until_there(&mut bo, &host, |all| {
        of(all, "Bo").is_some_and(|p| p.mark == Some(6))
    });
}

#[test]
fn what_was_chosen_is_there_at_the_next_start_and_a_damaged_record_is_told() {
    let (host, folder) = (host(), TempDir::new().unwrap());
    let mut phone = Phone::joined(folder.path(), &host, "Ada", 3);
    phone.tap(Act::Menu);
    phone.tap(Act::Tune);
    phone.tap(Act::Choose(Choice::Hand(Hand::Left)));
    phone.tap(Act::Choose(Choice::Text(150)));
    let chosen = phone.settings().clone();
    assert_eq!((chosen.hand, chosen.text), (Hand::Left, 150));
    phone.gets_closed();
    let again = Phone::start(folder.path(), None);
    assert_eq!(*again.settings(), chosen);
    drop(again);

    let record = folder.path().join("app-settings.toml");
    std::fs::write(&record, b"version = 1\nhand = \"le").unwrap();
    let mut mended = Phone::start(folder.path(), None);
    let usual = Settings {
        mark: Some(3),
        ..Settings::default()
    };
    assert_eq!(
        *mended.settings(),
        usual,
        "the colour is kept with the name"
    );
    let page = find::page(
        mended.0.world().resource(),
        mended.model(),
        mended.settings(),
        &Words::default(),
        Duration::ZERO,
    );
    assert!(format!("{page:?}").contains("Your settings were damaged."));
    mended.tap(Act::Tune);
    mended.tap(Act::Choose(Choice::HighContrast(true)));
    drop(mended);
    assert!(Phone::start(folder.path(), None).settings().high_contrast);
    assert!(records(folder.path()).contains(&"app-settings.toml.corrupt-1".to_owned()));
}

#[test]
fn an_app_that_was_killed_is_in_its_seat_again_and_one_that_was_closed_is_not() {
    let (host, folder) = (host(), TempDir::new().unwrap());
    let other = TempDir::new().unwrap();
    let first = Phone::joined(other.path(), &host, "First", 0);
    let phone = Phone::joined(folder.path(), &host, "Ada", 4);
    let seat = of(&host.players(), "Ada").and_then(|player| player.seat);
    assert_eq!(seat, Some(1));
    phone.gets_killed();

    let mut back = Phone::start(folder.path(), None);
    assert_ne!(back.screen(), Screen::Find, "it goes back by itself");
    back.until("it is back", |back| back.model().is_live());
    let players = host.players();
    let ada = of(&players, "Ada").expect("she is there");
    assert_eq!((ada.seat, ada.mark, players.len()), (Some(1), Some(4), 2));

    // closed by its player, it leaves
    back.gets_closed();
    let again = Phone::start(folder.path(), None);
    assert_eq!(again.screen(), Screen::Find);
    drop(first);
}

#[test]
fn who_leaves_or_is_sent_away_is_not_sent_back_by_the_next_start() {
    let (host, folder) = (host(), TempDir::new().unwrap());
    let mut phone = Phone::joined(folder.path(), &host, "Ada", 4);
    phone.tap(Act::Menu);
    phone.tap(Act::Leave);
    phone.gets_killed();
    let mut phone = Phone::start(folder.path(), Some(host.join_link()));
    phone.until("it plays", |phone| phone.model().is_live());
    phone.flush();
    assert!(records(folder.path()).contains(&"app-seat.toml".to_owned()));
    let peer = of(&host.players(), "Ada").expect("she is there").peer;
    host.kick(peer);
    phone.until("it is over", |phone| {
        matches!(phone.screen(), Screen::Failure(_))
    });
    phone.gets_killed();
    assert_eq!(Phone::start(folder.path(), None).screen(), Screen::Find);
}

#[test]
fn a_seat_of_long_ago_is_not_gone_back_to() {
    let (host, folder) = (host(), TempDir::new().unwrap());
    Phone::joined(folder.path(), &host, "Ada", 4).gets_killed();
    let record = folder.path().join("app-seat.toml");
    let text = std::fs::read_to_string(&record).unwrap();
    let (before, seen) = text.split_once("seen = ").unwrap();
    let seen: u64 = seen.trim().parse().unwrap();
    std::fs::write(&record, format!("{before}seen = {}\n", seen - 3_600)).unwrap();
    assert_eq!(Phone::start(folder.path(), None).screen(), Screen::Find);
    std::fs::write(&record, b"\xff\x00nonsense").unwrap();
    assert_eq!(Phone::start(folder.path(), None).screen(), Screen::Find);
}

#[test]
fn what_is_forgotten_is_gone_from_the_folder_and_the_next_key_is_another() {
    let (host, folder) = (host(), TempDir::new().unwrap());
    let mut phone = Phone::joined(folder.path(), &host, "Ada", 4);
    let key = |phone: &Phone| {
        let me = &phone.0.world().resource::<Outside>().me;
        me.identity.device().public()
    };
    let old = key(&phone);
    phone.tap(Act::Menu);
    phone.tap(Act::Tune);
    phone.tap(Act::Choose(Choice::Hand(Hand::Left)));
    phone.tap(Act::Back);
    phone.tap(Act::Back);
    phone.tap(Act::Leave);
    phone.tap(Act::Tune);
    phone.tap(Act::Forget(Forgets::Receivers));
    phone.tap(Act::Confirm);
    phone.flush();
    let kept = records(folder.path());
    assert!(
        !kept.iter().any(|name| name.starts_with("receiver-")),
        "{kept:?}"
    );
    assert!(kept.contains(&"player.toml".to_owned()), "{kept:?}");

    phone.tap(Act::Forget(Forgets::Everything));
    phone.tap(Act::Confirm);
    assert!(matches!(phone.screen(), Screen::Player { from: None, .. }));
    assert_eq!(*phone.settings(), Settings::default());
    phone.step();
    phone.flush();
    assert_eq!(records(folder.path()), [""; 0], "nothing at all");
    assert_ne!(key(&phone), old);
    // and it goes on as a new one
    let new = key(&phone);
    phone.tap(Act::GoOn);
    drop(phone);
    let next = Phone::start(folder.path(), None);
    assert_eq!(key(&next), new);
    let player = Profile {
        name: next.model().name.clone(),
        mark: next.settings().mark,
    };
    let me = &next.0.world().resource::<Outside>().me;
    assert_eq!(me.identity.player(), Some(player));
}

#[test]
fn the_way_back_from_the_list_ends_the_app() {
    let folder = TempDir::new().unwrap();
    let mut phone = Phone::start(folder.path(), None);
    phone.tap(Act::GoOn);
    assert_eq!(phone.screen(), Screen::Find);
    phone.0.world_mut().write_message(Tapped(Act::Back));
    phone.0.update();
    let exits = phone.0.world().resource::<Messages<AppExit>>();
    assert_eq!(exits.len(), 1);
    // a way out of nowhere is none
    let deeds = phone.0.world().resource::<Messages<find::Deed>>();
    let mut deeds = deeds.iter_current_update_messages();
    assert!(deeds.any(|deed| deed.0 == Effect::Quit));
    let model = phone.model();
    assert!(matches!(model.connection, Connection::Connecting { .. }));
}
