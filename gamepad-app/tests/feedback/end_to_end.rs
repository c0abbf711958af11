//! Every kind of feedback from a real host on loopback: into the model, and out to the phone's motor.

use crate::support::arkanoid;
use bevy::app::App;
use bevy::input::InputPlugin;
use bevy::time::TimePlugin;
use bevy::window::WindowPlugin;
use couchpad_core::Host;
use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::{PadId, Phase, SeatIndex, Shake, Shakes, Tint, ToPad, Turn};
use couchpad_core::session::{Audience, HostConfig};
use couchpad_core::transport::Bind;
use couchpad_gamepad::find::{Goal, Receivers};
use couchpad_gamepad::identity::Me;
use couchpad_gamepad::link::{self, Link};
use couchpad_gamepad::model::{self, PadModel};
use couchpad_gamepad::touch;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);
const SEAT: SeatIndex = SeatIndex(0);
const BEAT: Shakes = Shakes::new(&[Shake::new(200, 60).then(40), Shake::new(90, 30)]);

/// The app without a renderer, seated at a host in play.
struct Couch {
    host: Host,
    app: App,
}

impl Couch {
    fn new() -> Self {
        let config = HostConfig {
            seats: 1,
            ..HostConfig::default()
        };
        let host = Host::listen(Bind::loopback(0), config).unwrap();
        let play = host.with(|now, session| {
            session.set_phase(now, Phase::Playing);
            session.set_layout(now, Audience::All, arkanoid(), |_| [0; 8])
        });
        play.unwrap();
        let mut app = App::new();
        app.add_plugins((TimePlugin, InputPlugin, WindowPlugin::default()));
        let me = Me::new(Arc::new(PadIdentity::ephemeral().unwrap()), "Ada");
        let goal = Goal::link(&host.join_link(), &Receivers::default());
        let attempt = goal.with(goal.proof().expect("the screen's link"));
        let link = Link::open(&attempt, &me, Arc::new(|| ())).unwrap();
        app.insert_resource(link)
            .add_plugins((model::plugin, touch::plugin, link::plugin));
        let mut couch = Self { host, app };
        couch.until("a seat and its controls", |model| {
            model.is_seated() && model.layout.is_some() && model.phase == Phase::Playing
        });
        couch
    }

    fn model(&self) -> &PadModel {
        self.app.world().resource()
    }

    fn until(&mut self, what: &str, is_so: impl Fn(&PadModel) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so(self.model()) {
            assert!(Instant::now() < end, "no {what}: {:?}", self.model());
            std::thread::sleep(Duration::from_millis(2));
            self.app.update();
        }
    }
}

#[test]
fn shakes_glows_turns_points_lines_and_the_countdown_arrive() {
    let mut couch = Couch::new();
    let shaken = |couch: &Couch, shakes: Shakes| {
        couch.host.with(|now, host| host.shake(now, SEAT, &shakes));
    };
    shaken(&couch, BEAT);
    couch.until("shakes", |m| m.rumble.is_some_and(|r| r.shakes == BEAT));
    let one = Shakes::once(9, 40);
    shaken(&couch, one);
    couch.until("a shake", |m| m.rumble.is_some_and(|r| r.shakes == one));

    let tint = Tint::Mark(3);
    couch.host.with(|now, host| host.glow(now, SEAT, tint, 300));
    couch.until("a glow", |m| {
        m.glow
            .is_some_and(|g| (g.tint, g.length) == (tint, Duration::from_millis(300)))
    });

    let turn = |couch: &Couch, turn| couch.host.with(|now, host| host.set_turn(now, SEAT, turn));
    turn(&couch, Turn::Yours);
    couch.until("a turn", PadModel::is_turn);
    turn(&couch, Turn::Free);
    couch.until("the end of it", |m| m.turn.is_none());

    couch.host.with(|now, host| host.set_score(now, SEAT, 5, 9));
    couch.until("points", |m| m.score == Some((5, 9)));

    let notice = ToPad::Notice("Round 2".into());
    assert!(couch.host.send(PadId(1), &notice) || couch.host.send(PadId(0), &notice));
    couch.until("a line", |m| {
        m.notice.as_ref().is_some_and(|n| n.text == "Round 2")
    });

    for seconds in [3, 2, 1, 0] {
        couch
            .host
            .with(|now, host| host.set_countdown(now, seconds));
        couch.until("a number", |m| {
            m.count.is_some_and(|c| c.seconds == seconds)
        });
    }
}

#[test]
fn a_pause_ends_the_countdown_without_a_word() {
    let mut couch = Couch::new();
    couch.host.with(|now, host| host.set_countdown(now, 2));
    couch.until("a number", |m| m.count.is_some());
    couch.host.with(|now, host| {
        host.set_phase(now, Phase::Paused);
        host.set_countdown(now, 0);
    });
    couch.until("the pause", |m| m.phase == Phase::Paused);
    assert_eq!(couch.model().count, None);
    couch
        .host
        .with(|now, host| host.set_phase(now, Phase::Playing));
    couch.until("play", |m| m.phase == Phase::Playing);
    assert_eq!(couch.model().count, None, "it was over by then");
}
