//! The app with a shell that writes down what it is asked: what each side hears of the other.

mod lean;
mod posture;
mod questions;

use super::*;
use crate::find::outside::{self, Inbox, Outside};
use crate::find::{self, Ask, Deed, Effect, Event, Finder, Screen};
use crate::identity::Me;
use crate::model::{self, Connection, PadModel, Rumble};
use crate::redraw::Awake;
use crate::settings::{Language, Settings};
use crate::touch::{self, Action, Fingers, SafeInsets, Typing};
use crate::words::Words;
use bevy::input::InputPlugin;
use bevy::prelude::*;
use bevy::time::TimePlugin;
use bevy::window::{PrimaryWindow, WindowPlugin, WindowResolution};
use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::{
    Area, ButtonIndex, ControlId, ControlKind, Orientation, PadLayout, Weight,
};
use couchpad_theme::Motion;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What the shell was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Asked {
    Haptic(Haptic),
    Awake(bool),
    Playing(bool),
    Turn(ScreenOrientation),
    Tilt(bool),
    Scan(u64),
    Permission(u64, Permission),
    Edit(u64, TextField),
    Cancel(u64),
    Settings,
    Log(String),
}

/// As strongly as the phone does it usually.
const TICK: Haptic = Haptic::Tick { strength: 255 };

#[derive(Default)]
struct Fake {
    asked: Mutex<Vec<Asked>>,
    /// Whether it throws whatever it is asked.
    broken: bool,
}

impl Fake {
    fn note(&self, asked: Asked) -> Result<(), ShellError> {
        self.asked.lock().unwrap().push(asked);
        if self.broken {
            let reason = "No camera here.".to_owned();
            return Err(ShellError::Failed { reason });
        }
        Ok(())
    }
}

impl Shell for Fake {
    fn haptic(&self, haptic: Haptic) -> Result<(), ShellError> {
        self.note(Asked::Haptic(haptic))
    }
    fn keep_awake(&self, on: bool) -> Result<(), ShellError> {
        self.note(Asked::Awake(on))
    }
    fn set_playing(&self, on: bool) -> Result<(), ShellError> {
        self.note(Asked::Playing(on))
    }
    fn set_orientation(&self, orientation: ScreenOrientation) -> Result<(), ShellError> {
        self.note(Asked::Turn(orientation))
    }
    fn set_tilt(&self, on: bool) -> Result<(), ShellError> {
        self.note(Asked::Tilt(on))
    }
    fn scan(&self, request: u64) -> Result<(), ShellError> {
        self.note(Asked::Scan(request))
    }
    fn ask_permission(&self, request: u64, permission: Permission) -> Result<(), ShellError> {
        self.note(Asked::Permission(request, permission))
    }
    fn edit_text(&self, request: u64, field: TextField) -> Result<(), ShellError> {
        self.note(Asked::Edit(request, field))
    }
    fn cancel(&self, request: u64) -> Result<(), ShellError> {
        self.note(Asked::Cancel(request))
    }
    fn open_settings(&self) -> Result<(), ShellError> {
        self.note(Asked::Settings)
    }
    fn share_log(&self, text: String) -> Result<(), ShellError> {
        self.note(Asked::Log(text))
    }
}

struct Phone {
    app: App,
    shell: Arc<Fake>,
    platform: Arc<Platform>,
    woken: Arc<AtomicUsize>,
}

impl Phone {
    /// In a shell, with the first screen on the glass.
    fn new(broken: bool) -> Self {
        let asked = Mutex::default();
        let shell = Arc::new(Fake { asked, broken });
        let platform = Arc::<Platform>::default();
        let about = ShellAbout {
            platform: "Android 16".into(),
            version: "0.1.0".into(),
            has_tilt: true,
        };
        platform.set_wishes(SystemWishes {
            locale: "fr-CH".into(),
            ..SystemWishes::default()
        });
        platform
            .attach(Arc::clone(&shell) as Arc<dyn Shell>, about)
            .expect("the first shell");
        let woken = Arc::<AtomicUsize>::default();
        let app = app(&platform, Arc::clone(&woken));
        let mut phone = Self {
            app,
            shell,
            platform,
            woken,
        };
        phone.step();
        phone
    }

    fn step(&mut self) {
        self.app.update();
        self.app.update();
    }

    fn asked(&mut self) -> Vec<Asked> {
        self.step();
        std::mem::take(&mut *self.shell.asked.lock().unwrap())
    }

    /// The numbers of the questions that were asked.
    fn questions(&mut self) -> Vec<u64> {
        let asked = self.asked().into_iter();
        asked
            .filter_map(|asked| match asked {
                Asked::Scan(n) | Asked::Permission(n, _) | Asked::Edit(n, _) => Some(n),
                _ => None,
            })
            .collect()
    }

    fn tap(&mut self, act: find::Act) {
        self.app.world_mut().write_message(find::Tapped(act));
        self.step();
    }

    fn finder(&self) -> &Finder {
        self.app.world().resource()
    }

    /// In the middle of a game with these controls.
    fn play(&mut self, layout: PadLayout) {
        let mut finder = self.app.world_mut().resource_mut::<Finder>();
        *finder = Finder::default().in_a_shell();
        let mut model = self.app.world_mut().resource_mut::<PadModel>();
        model.connection = Connection::Live;
        model.met = true;
        model.layout = Some(Arc::new(layout));
        self.step();
    }

    fn page(&self) -> find::Page {
        let (finder, model) = (self.finder(), self.app.world().resource());
        find::page(
            finder,
            model,
            &Settings::default(),
            &Words::default(),
            Duration::ZERO,
        )
        .expect("a page")
    }
}

fn app(platform: &Arc<Platform>, woken: Arc<AtomicUsize>) -> App {
    let wake: couchpad_core::transport::Wake = Arc::new(move || {
        woken.fetch_add(1, Ordering::Relaxed);
    });
    let inbox = Inbox::new(Arc::clone(&wake));
    let device = Device(Arc::clone(platform));
    let identity = Arc::new(PadIdentity::ephemeral().unwrap());
    let outside = Outside {
        me: Me::new(identity, "Ada"),
        wake,
        browse: Arc::new(|_| Err("nothing here searches".to_owned())),
        examine: Arc::new(|_| Vec::new()),
        scanner: Some(Arc::new(device.clone())),
    };
    let mut app = App::new();
    app.add_plugins((TimePlugin, InputPlugin, WindowPlugin::default()))
        .init_resource::<Awake>()
        .init_resource::<Motion>()
        .insert_resource(device)
        .insert_resource(inbox.clone())
        .insert_resource(outside)
        .add_plugins((model::plugin, touch::plugin, find::plugin))
        .add_plugins((outside::plugin, plugin));
    outside::begin(app.world_mut(), Finder::new(true, false).in_a_shell(), None);
    platform.run(inbox);
    let world = app.world_mut();
    let mut windows = world.query_filtered::<&mut Window, With<PrimaryWindow>>();
    let mut window = windows.single_mut(world).unwrap();
    window.resolution = WindowResolution::new(1200, 2400);
    window.resolution.set_scale_factor(3.0);
    app
}

fn text_control() -> PadLayout {
    let hint = ControlKind::Text {
        hint: "Say hello".into(),
    };
    PadLayout::new("", Orientation::Any).with("CHAT", Area::ALL, hint)
}

fn button() -> PadLayout {
    let launch = ControlKind::Button {
        button: ButtonIndex(0),
        weight: Weight::Primary,
    };
    PadLayout::new("", Orientation::Any).with("LAUNCH", Area::ALL, launch)
}

fn control(phone: &Phone) -> ControlId {
    let fingers = phone.app.world().resource::<Fingers>();
    fingers.0.plan().controls[0].id
}

#[test]
fn the_search_begins_once_the_network_is_allowed() {
    let mut phone = Phone::new(false);
    let asked = phone.asked();
    assert_eq!(asked, [Asked::Permission(1, Permission::LocalNetwork)]);
    assert!(matches!(
        phone.finder().search,
        find::Search::Running { .. }
    ));
    phone
        .platform
        .permission_answered(1, PermissionAnswer::Granted);
    phone.step();
    let failed = find::Search::Failed("nothing here searches".into());
    assert_eq!(phone.finder().search, failed, "it was begun");
}

#[test]
fn who_does_not_allow_the_search_is_led_to_the_settings() {
    let mut phone = Phone::new(false);
    let request = phone.questions()[0];
    phone
        .platform
        .permission_answered(request, PermissionAnswer::DeniedForever);
    phone.step();
    assert_eq!(phone.finder().search, find::Search::Forbidden);
    assert!(phone.page().acts().contains(&find::Act::Settings));
    phone.tap(find::Act::Settings);
    assert_eq!(phone.asked(), [Asked::Settings, Asked::Haptic(TICK)]);
    phone.tap(find::Act::Find);
    let again = phone.asked();
    assert!(again.contains(&Asked::Permission(2, Permission::LocalNetwork)));
}

#[test]
fn what_was_scanned_is_joined_and_the_loop_is_woken() {
    let mut phone = Phone::new(false);
    phone.questions();
    phone.tap(find::Act::Scan);
    let request = phone.questions()[0];
    let before = phone.woken.load(Ordering::Relaxed);
    let platform = Arc::clone(&phone.platform);
    let link = Some("couchpad://127.0.0.1:7".to_owned());
    let answer = std::thread::spawn(move || platform.scanned(request, link, None));
    answer.join().expect("it does not wait");
    assert!(phone.woken.load(Ordering::Relaxed) > before);
    phone.step();
    assert!(matches!(phone.finder().screen(), Screen::Code(_)));
}

/// What the system says is for the log; what is one of the app's texts is said in the player's language.
#[test]
fn a_scanner_that_does_not_work_says_why_until_the_next_tap() {
    let mut phone = Phone::new(true);
    let says = |phone: &Phone, key: &str| {
        let page = format!("{:?}", phone.page());
        assert!(!page.contains("No camera here."), "{page}");
        page.contains(&Words::default().say(key))
    };
    phone.tap(find::Act::Scan);
    phone.step();
    assert!(says(&phone, "shell-camera-failed"));
    phone.tap(find::Act::Find);
    assert!(!says(&phone, "shell-camera-failed"));
    let said = Words::of(Language::German).say("shell-camera-refused");
    let event = Event::Trouble(find::Snag::Scanner(said));
    phone.app.world_mut().write_message(find::Happened(event));
    phone.step();
    assert!(says(&phone, "shell-camera-refused"));
}

#[test]
fn links_and_ways_back_reach_the_app_also_from_before_it_ran() {
    let platform = Platform::default();
    platform.open_link("couchpad://127.0.0.1:1".into());
    platform.open_link("couchpad://127.0.0.1:2".into());
    platform.open_link("x".repeat(5_000));
    let woken = Arc::<AtomicUsize>::default();
    let early = Inbox::new(Arc::new({
        let woken = Arc::clone(&woken);
        move || {
            woken.fetch_add(1, Ordering::Relaxed);
        }
    }));
    platform.run(early);
    assert_eq!(woken.load(Ordering::Relaxed), 1, "only the newest link");

    let mut phone = Phone::new(false);
    phone.platform.open_link("192.168.0".into());
    phone.step();
    assert!(matches!(phone.finder().screen(), Screen::Address(_)));
    phone.platform.back_pressed();
    phone.step();
    assert_eq!(phone.finder().screen(), &Screen::Find);
}

#[test]
fn edges_are_told_in_pixels_and_kept_in_dp() {
    let mut phone = Phone::new(false);
    phone.platform.set_insets(Insets {
        left: -4.0,
        top: 90.0,
        right: f32::NAN,
        bottom: 60.0,
    });
    phone.step();
    let insets = phone.app.world().resource::<SafeInsets>().0;
    let edges = [insets.left, insets.top, insets.right, insets.bottom];
    assert_eq!(edges, [0.0, 30.0, 0.0, 20.0]);
}

#[test]
fn a_shared_log_names_the_phone() {
    let mut phone = Phone::new(false);
    phone.questions();
    let deed = Deed(Effect::Ask(Ask::Log));
    phone.app.world_mut().write_message(deed);
    let asked = phone.asked();
    let [Asked::Log(text)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert!(text.starts_with("Couchpad 0.1.0 on Android 16, fr-CH"));
}

#[test]
fn without_a_shell_nothing_is_offered_that_only_one_can_do() {
    let mut finder = Finder::new(true, false);
    let effects = finder.start(None, Duration::ZERO);
    assert!(effects.contains(&Effect::Search));
    let acts = find::page(
        &finder,
        &PadModel::default(),
        &Settings::default(),
        &Words::default(),
        Duration::ZERO,
    )
    .expect("a page")
    .acts();
    for act in [find::Act::Name, find::Act::Scan, find::Act::Settings] {
        assert!(!acts.contains(&act), "{act:?}");
    }
    let none = finder.on(Event::Act(find::Act::ShareLog), Duration::ZERO);
    assert_eq!(none, []);
}
