//! What is measured of a link and what is named as the cause, over links that are bad in one way each, in virtual time.

use crate::common::newcomer;
use couchpad_protocol::control::ResumeSecret;
use couchpad_protocol::{AxisIndex, Lane, LinkId, PadId, Phase};
use couchpad_session::{
    Cause, HostConfig, HostSession, LinkDown, Newcomer, PadConfig, PadEvent, PadSession, Time,
};
use std::collections::BTreeMap;

const LINK: LinkId = LinkId(1);

/// How long the nth frame from the pad takes, in milliseconds; `None`: it is lost.
type Way = fn(u64) -> Option<u64>;

/// One pad in play, a way for its frames, and a receiver that looks once a frame at what has arrived.
struct World {
    now: Time,
    host: HostSession,
    pad: PadSession,
    id: PadId,
    /// By arrival and by number.
    under_way: BTreeMap<(Time, u64), (Lane, Vec<u8>)>,
    sent: u64,
    way: Way,
    frame: u64,
}

impl World {
    fn new(newcomer: Newcomer) -> Self {
        let now = Time::from_secs(9);
        let mut host = HostSession::new(HostConfig::default(), 5);
        let secret = ResumeSecret([3; 16]);
        let admission = host.admit(now, newcomer, secret).unwrap();
        let mut pad = PadSession::new(PadConfig::default(), 6);
        host.link_up(now, LINK, &admission.secret).unwrap();
        pad.link_up(now, LINK);
        host.set_phase(now, Phase::Playing);
        Self {
            now,
            host,
            pad,
            id: admission.pad,
            under_way: BTreeMap::new(),
            sent: 0,
            way: |_| Some(3),
            frame: 16,
        }
    }

    fn run(&mut self, seconds: u64) {
        for _ in 0..seconds * 1_000 {
            self.now += Time::from_millis(1);
            let millis = self.now.as_millis() as u64;
            self.pad.tick(self.now);
            while let Some(transmit) = self.pad.poll_transmit() {
                self.send(transmit.lane, transmit.bytes);
            }
            if millis.is_multiple_of(self.frame) {
                self.look();
            }
        }
    }

    fn send(&mut self, lane: Lane, bytes: Vec<u8>) {
        self.sent += 1;
        let way = match lane {
            Lane::Ordered => Some(3),
            Lane::Latest => (self.way)(self.sent),
        };
        if let Some(way) = way {
            let at = self.now + Time::from_millis(way);
            self.under_way.insert((at, self.sent), (lane, bytes));
        }
    }

    fn look(&mut self) {
        while let Some(first) = self.under_way.first_entry() {
            let at = first.key().0;
            if at > self.now {
                break;
            }
            let (lane, bytes) = first.remove();
            self.host.receive(self.now, at, LINK, lane, &bytes);
        }
        self.host.tick(self.now);
        while let Some(transmit) = self.host.poll_transmit() {
            self.pad
                .receive(self.now, LINK, transmit.lane, &transmit.bytes);
        }
    }

    /// What both sides show.
    fn cause(&self) -> Option<Cause> {
        let cause = self.host.pad(self.id).unwrap().health.cause;
        assert_eq!(self.pad.health().cause, cause, "the pad is told");
        cause
    }
}

fn away_from_home() -> Newcomer {
    newcomer("Ada", None)
}

#[test]
fn a_good_link_has_ages_and_no_cause() {
    let mut world = World::new(away_from_home());
    world.run(10);
    let health = world.host.pad(world.id).unwrap().health;
    assert_eq!((health.cause, health.loss), (None, 0.0));
    let ages = [health.age_p50, health.age_p99].map(Option::unwrap);
    // 3 ms on the way, as far as half a round trip tells, and up to 16 ms until the frame
    assert!(
        ages[0] > Time::from_millis(4) && ages[0] < Time::from_millis(20),
        "{ages:?}"
    );
    assert!(
        ages[1] >= ages[0] && ages[1] < Time::from_millis(30),
        "{ages:?}"
    );
    let shown = world.pad.health();
    assert!(shown.age_p99.unwrap().abs_diff(ages[1]) < Time::from_millis(2));
    assert!(shown.rtt.unwrap().abs_diff(health.rtt.unwrap()) < Time::from_millis(2));
    assert!(shown.jitter > Time::ZERO);
}

#[test]
fn each_bad_link_has_its_word_and_recovers() {
    let cases: [(Way, u64, Cause); 4] = [
        (|n| Some(3 + n * 29 % 140), 16, Cause::WifiCongested),
        (|_| Some(260), 16, Cause::WifiCongested),
        (|n| (n % 6 != 0).then_some(3), 16, Cause::FarAway),
        (|_| Some(3), 110, Cause::ReceiverSlow),
    ];
    for (way, frame, cause) in cases {
        let mut world = World::new(away_from_home());
        world.run(8);
        assert_eq!(world.cause(), None);
        (world.way, world.frame) = (way, frame);
        world.run(14);
        assert_eq!(world.cause(), Some(cause));
        (world.way, world.frame) = (|_| Some(3), 16);
        world.run(16);
        assert_eq!(world.cause(), None, "{cause:?} is over");
    }
}

#[test]
fn a_keyboard_player_has_no_wifi() {
    let mut host = World::new(Newcomer::local(Default::default()));
    host.host.set_local(host.id, true);
    host.way = |n| (n % 3 != 0).then_some(3 + n * 31 % 200);
    host.run(20);
    assert_eq!(host.cause(), None);
}

#[test]
fn who_went_with_a_word_is_in_the_background() {
    let mut world = World::new(away_from_home());
    world.run(5);
    world.pad.away(world.now);
    world.run(1);
    let cause = |world: &World| world.host.pad(world.id).unwrap().health.cause;
    assert_eq!(cause(&world), Some(Cause::AppInBackground));
    world.pad.back(world.now);
    world.run(1);
    assert_eq!(cause(&world), None);
    world.host.link_down(world.now, LINK, LinkDown::Quit);
    assert_eq!(cause(&world), Some(Cause::AppInBackground));
}

#[test]
fn who_falls_silent_is_blamed_for_nothing() {
    let mut world = World::new(away_from_home());
    world.run(5);
    world.way = |n| (n % 6 != 0).then_some(3);
    world.run(12);
    assert_eq!(world.cause(), Some(Cause::FarAway));
    world.way = |_| None;
    world.run(3);
    let view = world.host.pad(world.id).unwrap();
    assert!(view.lost_since.is_some());
    assert_eq!(view.health.cause, None);
}

#[test]
fn the_pad_is_told_when_the_cause_changes_and_only_then() {
    let mut world = World::new(away_from_home());
    world.way = |n| (n % 6 != 0).then_some(3);
    world.run(30);
    let causes = |world: &mut World| -> Vec<Option<Cause>> {
        let events = std::iter::from_fn(|| world.pad.poll_event());
        let causes = events.filter_map(|event| match event {
            PadEvent::Cause(cause) => Some(cause),
            _ => None,
        });
        causes.collect()
    };
    assert_eq!(causes(&mut world), [Some(Cause::FarAway)]);
    world.way = |_| Some(3);
    world.run(20);
    assert_eq!(causes(&mut world), [None]);
}

#[test]
fn states_go_out_no_faster_than_asked() {
    let count = |config: PadConfig| {
        let mut world = World::new(away_from_home());
        world.pad = PadSession::new(config, 8);
        world.pad.link_up(world.now, LINK);
        world.run(1);
        let before = world.sent;
        for value in 0..1_000 {
            world.pad.set_axis(world.now, AxisIndex(0), value);
            world.now += Time::from_millis(1);
            world.pad.tick(world.now);
            while world.pad.poll_transmit().is_some() {
                world.sent += 1;
            }
        }
        world.sent - before
    };
    let usual = PadConfig::default();
    let greedy = PadConfig {
        shortest_gap: Time::ZERO,
        ..usual
    };
    // ticks come each millisecond: a gap of 8.3 ms is one of 9, and one of 4.2 ms one of 5
    assert!((110..=113).contains(&count(usual)), "{}", count(usual));
    assert!((199..=202).contains(&count(usual.at_rate(240))));
    assert_eq!(count(greedy), count(usual.at_rate(9_999)));
    assert_eq!(count(usual.at_rate(0)), count(usual.at_rate(20)));
}
