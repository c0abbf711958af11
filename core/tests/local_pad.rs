//! A keyboard player is a pad like any other, over a link inside the program.

mod support;

use couchpad_core::protocol::{Phase, Place, Profile, SeatIndex};
use couchpad_core::session::{Audience, HostEvent, HostEventKind, Time};
use couchpad_core::transport::{HostDriver, HostDriverConfig, LocalPad, connection_config};
use renet::RenetServer;
use support::{LAUNCH, X, layout};

struct Frames {
    driver: HostDriver,
    renet: RenetServer,
    now: Time,
}

impl Frames {
    fn new() -> Self {
        let config = HostDriverConfig::loopback(Default::default()).unwrap();
        let mut driver = HostDriver::bind(config).unwrap();
        let session = driver.session_mut();
        session
            .set_layout(Time::ZERO, Audience::All, layout(), |_| [0; 8])
            .unwrap();
        session.set_phase(Time::ZERO, Phase::Playing);
        Self {
            driver,
            renet: RenetServer::new(connection_config()),
            now: Time::ZERO,
        }
    }

    fn join(&mut self) -> LocalPad {
        self.driver
            .add_local_pad(self.now, Profile::default())
            .unwrap()
    }

    /// A few frames of a game, as a receiver runs them.
    fn run(&mut self, mut pad: Option<&mut LocalPad>) -> Vec<HostEvent> {
        let mut events = Vec::new();
        for _ in 0..5 {
            self.now += Time::from_millis(16);
            if let Some(pad) = pad.as_deref_mut() {
                pad.pump(self.now);
            }
            self.renet.update(Time::from_millis(16));
            self.driver.update(self.now, &mut self.renet);
            self.driver.flush(self.now, &mut self.renet);
            events.extend(std::iter::from_fn(|| {
                self.driver.session_mut().poll_event()
            }));
        }
        events
    }
}

#[test]
fn it_sits_and_plays() {
    let mut frames = Frames::new();
    let mut pad = frames.join();
    let events = frames.run(Some(&mut pad));
    assert_eq!(events[0].kind, HostEventKind::Joined);
    assert_eq!(events[0].pad, pad.pad());
    let seat = SeatIndex(0);
    assert_eq!(pad.session().place(), Some(Place::Seated { seat, mark: 0 }));
    assert!(pad.session().layout().is_some());
    assert!(frames.driver.session().pads().all(|pad| pad.local));
    pad.session_mut().set_axis(frames.now, X, 500);
    pad.session_mut().press(frames.now, LAUNCH);
    frames.run(Some(&mut pad));
    let input = frames.driver.session().inputs()[0];
    assert_eq!(input.axes[0], 500);
    assert!(input.pressed(LAUNCH) && input.held(LAUNCH));
}

#[test]
fn dropping_it_frees_the_seat() {
    let mut frames = Frames::new();
    let mut pad = frames.join();
    frames.run(Some(&mut pad));
    drop(pad);
    let events = frames.run(None);
    assert!(
        matches!(events[0].kind, HostEventKind::Left { .. }),
        "{events:?}"
    );
    assert!(
        frames
            .driver
            .session()
            .seats()
            .iter()
            .all(|seat| seat.pad.is_none())
    );
}

#[test]
fn one_that_is_sent_away_is_told() {
    let mut frames = Frames::new();
    let mut pad = frames.join();
    frames.run(Some(&mut pad));
    frames.driver.session_mut().kick(frames.now, pad.pad());
    for _ in 0..20 {
        frames.run(Some(&mut pad));
    }
    assert!(pad.is_closed());
}
