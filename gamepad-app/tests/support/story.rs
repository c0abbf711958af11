//! How a player comes to a game, as events of the screens before it, and what a pad knows in one.

use crate::support::arkanoid;
use couchpad_core::discovery::Found;
use couchpad_core::protocol::control::VERSION;
use couchpad_core::protocol::{Phase, Place, PublicKey, SeatIndex};
use couchpad_gamepad::find::{Act, Event, Finder, News};
use couchpad_gamepad::model::{Connection, PadModel};
use std::time::Duration;

/// The same after these events, all of them at once.
pub(crate) fn then(
    mut finder: Finder,
    now: Duration,
    events: impl IntoIterator<Item = Event>,
) -> Finder {
    for event in events {
        finder.on(event, now);
    }
    finder
}

pub(crate) fn act(act: Act) -> Event {
    Event::Act(act)
}

pub(crate) fn news(news: News) -> Event {
    Event::News(news)
}

/// A big screen nearby, where two play.
pub(crate) fn couch(id: &str, name: &str, key: u8) -> Found {
    Found {
        id: id.into(),
        name: name.into(),
        addresses: vec![([192, 168, 0, 5], 4455).into()],
        fingerprint: PublicKey([key; 32]).fingerprint(),
        oldest: VERSION,
        newest: VERSION,
        players: 2,
        seats: 8,
        locked: false,
    }
}

/// The code's digits, one after the other.
pub(crate) fn digits(code: &str) -> impl Iterator<Item = Event> {
    code.chars().map(|digit| act(Act::Type(digit)))
}

/// In the middle of Arkanoid, with some points.
pub(crate) fn playing(mark: u8) -> PadModel {
    let mut axes = [0; 8];
    axes[0] = -9_000;
    PadModel {
        connection: Connection::Live,
        met: true,
        layout: Some(arkanoid().into()),
        place: Some(Place::Seated {
            seat: SeatIndex(mark.into()),
            mark,
        }),
        axes,
        axes_told: 1,
        phase: Phase::Playing,
        name: "Ada".into(),
        score: Some((1_250, 4_800)),
        rtt: Some(Duration::from_millis(4)),
        receiver: Some("Living room".into()),
        remembered: Some(false),
        ..PadModel::default()
    }
}
