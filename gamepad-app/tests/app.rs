//! The app's own plugins against a real host on loopback: touches go in as the system's messages, and what they did
//! arrives at the seat.

mod support;

use bevy::app::App;
use bevy::ecs::entity::Entity;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::input::{ButtonState, InputPlugin};
use bevy::prelude::*;
use bevy::time::TimePlugin;
use bevy::window::{
    AppLifecycle, CursorMoved, PrimaryWindow, WindowEvent, WindowFocused, WindowResolution,
};
use couchpad_core::Host;
use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::{PadLayout, Phase, SeatInput};
use couchpad_core::session::{Audience, Cause, HostConfig};
use couchpad_core::transport::Bind;
use couchpad_ffi::Session;
use couchpad_gamepad::find::{Goal, Receivers};
use couchpad_gamepad::identity::Me;
use couchpad_gamepad::link::{self, Link};
use couchpad_gamepad::model::{self, Connection, PadModel};
use couchpad_gamepad::touch::{self, Fingers};
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::{LAUNCH, X, arkanoid};

const PATIENCE: Duration = Duration::from_secs(20);

/// The app without a renderer, and the host that it joins.
struct Couch {
    host: Host,
    app: App,
    session: Arc<Session>,
    window: Entity,
    /// What the seat did since the last look.
    pressed: u32,
    released: u32,
}

impl Couch {
    fn new() -> Self {
        let config = HostConfig {
            seats: 2,
            ..HostConfig::default()
        };
        let host = Host::listen(Bind::loopback(0), config).unwrap();
        host.with(|now, session| {
            session.set_phase(now, Phase::Playing);
            session.set_layout(now, Audience::All, arkanoid(), |_| {
                [5_000, 0, 0, 0, 0, 0, 0, 0]
            })
        })
        .unwrap();
        let mut app = App::new();
        app.add_plugins((
            TimePlugin,
            InputPlugin,
            bevy::window::WindowPlugin::default(),
        ));
        let me = Me::new(Arc::new(PadIdentity::ephemeral().unwrap()), "Ada");
        let goal = Goal::link(&host.join_link(), &Receivers::default());
        let attempt = goal.with(goal.proof().expect("the screen's link"));
        let session = me.session();
        let link = Link::open(&attempt, &me, Arc::new(|| ())).unwrap();
        app.insert_resource(link)
            .add_plugins((model::plugin, touch::plugin, link::plugin));
        let world = app.world_mut();
        let mut windows = world.query_filtered::<(Entity, &mut Window), With<PrimaryWindow>>();
        let (window, mut shown) = windows.single_mut(world).unwrap();
        shown.resolution = WindowResolution::new(400, 800);
        let (pressed, released) = (0, 0);
        let mut couch = Self {
            host,
            app,
            session,
            window,
            pressed,
            released,
        };
        couch.until("a seat and its controls", |couch| {
            couch.model().is_seated() && !couch.fingers().0.plan().controls.is_empty()
        });
        couch
    }

    fn model(&self) -> &PadModel {
        self.app.world().resource()
    }

    fn fingers(&self) -> &Fingers {
        self.app.world().resource()
    }

    fn input(&mut self) -> SeatInput {
        let input = self.host.inputs()[0];
        self.pressed |= input.pressed;
        self.released |= input.released;
        input
    }

    fn until(&mut self, what: &str, done: impl Fn(&mut Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            self.app.update();
            if done(self) {
                return;
            }
            assert!(Instant::now() < end, "waited in vain for {what}");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn touch(&mut self, id: u64, phase: TouchPhase, x: f32, y: f32) {
        let window = self.window;
        let position = Vec2::new(x, y);
        self.app.world_mut().write_message(TouchInput {
            phase,
            position,
            window,
            force: None,
            id,
        });
    }

    fn turn(&mut self, turn: AppLifecycle) {
        self.app.world_mut().write_message(turn);
    }

    fn mouse(&mut self, event: WindowEvent) {
        self.app.world_mut().write_message(event);
    }

    fn mouse_to(&mut self, x: f32, y: f32) {
        let moved = CursorMoved {
            window: self.window,
            position: Vec2::new(x, y),
            delta: None,
        };
        self.mouse(WindowEvent::CursorMoved(moved));
    }

    fn click(&mut self, state: ButtonState) {
        let click = bevy::input::mouse::MouseButtonInput {
            button: MouseButton::Left,
            state,
            window: self.window,
        };
        self.mouse(WindowEvent::MouseButtonInput(click));
    }

    fn is_told_to_stay_in_front(&self) {
        let said = self.model().notice.as_ref().map(|n| n.text.clone());
        let words = "The app was in the background. Keep it in front while you play.";
        assert_eq!(said.as_deref(), Some(words));
        assert!(self.model().is_seated());
    }

    fn launch(&self) -> Vec2 {
        self.fingers().0.plan().controls[1].rect.center()
    }
}

#[test]
fn a_swipe_goes_on_from_the_receivers_value_and_arrives() {
    let mut couch = Couch::new();
    assert_eq!(couch.fingers().0.axes()[0], 5_000, "nothing jumps");
    couch.touch(7, TouchPhase::Started, 100.0, 300.0);
    couch.touch(7, TouchPhase::Moved, 130.0, 300.0);
    couch.touch(7, TouchPhase::Moved, 160.0, 310.0);
    couch.app.update();
    let expected = couch.fingers().0.axes()[0];
    assert!(
        (21_000..22_000).contains(&expected),
        "60 of 240 dp: {expected}"
    );
    couch.until("the axis at the seat", |c| {
        c.input().axes[usize::from(X.0)] == expected
    });
    assert_eq!(couch.pressed, 0);
}

#[test]
fn a_tap_within_one_frame_arrives_as_both_edges() {
    let mut couch = Couch::new();
    let at = couch.launch();
    couch.touch(1, TouchPhase::Started, at.x, at.y);
    couch.touch(1, TouchPhase::Ended, at.x, at.y);
    couch.until("both edges", |c| {
        c.input();
        c.pressed & c.released & LAUNCH.bit() != 0
    });
}

#[test]
fn a_window_that_loses_the_focus_lets_go() {
    let mut couch = Couch::new();
    let at = couch.launch();
    couch.touch(1, TouchPhase::Started, at.x, at.y);
    couch.until("the hold", |c| c.input().held == LAUNCH.bit());
    let window = couch.window;
    couch.app.world_mut().write_message(WindowFocused {
        window,
        focused: false,
    });
    couch.app.update();
    assert!(!couch.fingers().0.touching());
    couch.until("the release", |c| {
        c.input();
        c.released & LAUNCH.bit() != 0
    });
}

/// What the receiver says of the only pad there.
fn cause(couch: &Couch) -> Option<Cause> {
    couch.host.with(|_, session| {
        let pad = session.pads().next();
        pad.and_then(|pad| pad.health.cause)
    })
}

#[test]
fn a_phone_that_lets_the_app_sleep_says_so_before_and_after() {
    let mut couch = Couch::new();
    couch.turn(AppLifecycle::Running);
    couch.app.update();
    assert_eq!(couch.model().notice, None, "it has not slept");
    couch.turn(AppLifecycle::WillSuspend);
    couch.until("the receiver to know", |couch| {
        cause(couch) == Some(Cause::AppInBackground)
    });
    couch.turn(AppLifecycle::Running);
    couch.until("the controller to be back", |couch| cause(couch).is_none());
    couch.until("the notice", |couch| couch.model().notice.is_some());
    couch.is_told_to_stay_in_front();
}

/// So it is on an iPhone: the shell alone tells the session, and Bevy gets no frame meanwhile.
#[test]
fn a_phone_whose_shell_alone_tells_of_its_sleep_says_so_too() {
    let mut couch = Couch::new();
    assert!(couch.session.suspend(), "the receiver heard it");
    couch.session.resume();
    couch.until("the notice", |couch| couch.model().notice.is_some());
    couch.is_told_to_stay_in_front();
    couch.until("the controller to be back", |couch| cause(couch).is_none());
}

#[test]
fn the_mouse_is_a_finger_unless_real_ones_are_down() {
    let mut couch = Couch::new();
    couch.mouse_to(100.0, 300.0);
    couch.click(ButtonState::Pressed);
    couch.mouse_to(130.0, 300.0);
    couch.click(ButtonState::Released);
    couch.mouse_to(300.0, 300.0);
    couch.app.update();
    let swiped = couch.fingers().0.axes()[0];
    assert!((13_000..13_400).contains(&swiped), "30 of 240 dp: {swiped}");
    couch.until("the axis at the seat", |c| c.input().axes[0] == swiped);

    couch.touch(1, TouchPhase::Started, 50.0, 300.0);
    couch.app.update();
    let at = couch.launch();
    couch.mouse_to(at.x, at.y);
    couch.click(ButtonState::Pressed);
    couch.app.update();
    assert_eq!(couch.fingers().0.held(), 0);
}

#[test]
fn the_game_moves_the_axis_and_the_layout_changes_under_a_finger() {
    let mut couch = Couch::new();
    let seat = couch_seat();
    couch
        .host
        .with(|now, session| session.set_axes(now, seat, [-9_000, 0, 0, 0, 0, 0, 0, 0]));
    couch.until("the new value", |c| c.fingers().0.axes()[0] == -9_000);
    let at = couch.launch();
    couch.touch(1, TouchPhase::Started, at.x, at.y);
    couch.until("the hold", |c| c.input().held == LAUNCH.bit());
    let blank = PadLayout::new("Paused", Default::default());
    couch
        .host
        .with(|now, session| session.set_layout(now, Audience::All, blank, |_| [0; 8]))
        .unwrap();
    couch.until("no controls", |c| c.fingers().0.plan().controls.is_empty());
    assert_eq!(couch.fingers().0.held(), 0);
    couch.until("nothing held at the seat", |c| c.input().held == 0);
}

#[test]
fn being_sent_away_is_known() {
    let mut couch = Couch::new();
    let pad = couch.host.poll().expect("joined").pad;
    couch.host.with(|now, session| session.kick(now, pad));
    couch.until("the end", |c| {
        matches!(c.model().connection, Connection::Ended(_))
    });
    assert!(couch.fingers().0.plan().controls.is_empty());
}

const fn couch_seat() -> couchpad_core::protocol::SeatIndex {
    couchpad_core::protocol::SeatIndex(0)
}
