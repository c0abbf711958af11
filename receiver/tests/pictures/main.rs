//! The window's screens, drawn without a window and held against the accepted pictures. No network but in `join`: what the
//! spine would keep is put there by hand, and a game plays itself with the stand-ins of its seats.

mod arkanoid;
mod chat;
mod film;
mod fits;
mod four;
mod frame_time;
mod join;
mod keys;
mod lobby;
mod play;
mod pong;
mod reader;
mod replay;
mod scout;
mod snake;
mod sound;
mod tales;
mod tall_tales;

use bevy::prelude::*;
use couchpad_pictures::{Studio, Tolerance, compare};
use couchpad_protocol::{JoinLink, PadId, SeatIndex};
use couchpad_receiver::flow::{Intent, Screen};
use couchpad_receiver::local_players::LocalPlayers;
use couchpad_receiver::room::Room;
use couchpad_receiver::roster::{Card, Cause, Presence, Roster};
use couchpad_receiver::stage::{Stage, StepSet};
use couchpad_receiver::{screens, view};
use image::RgbaImage;
use std::time::Duration;

/// A word that differs must not pass for a rounding.
const WORD: Tolerance = Tolerance {
    channel: 8,
    pixels: 0.0003,
};

/// Long enough for everything to have come in.
const SETTLED: u32 = 40;

const NAMES: [&str; 8] = [
    "Ada",
    "Łukasz",
    "Ωρίων",
    "Maximiliane von der Aa",
    "Grace",
    "Женя",
    "Bo",
    "Noor",
];

/// A made-up room's key and secret: every byte the same.
const PAIRING: &str = "s=AQEBAQEBAQEBAQEBAQEBAQ&k=AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI";

fn studio(width: u32, height: u32, roster: Roster, screen: Screen) -> Studio {
    let entry = *couchpad_games::find("arkanoid").expect("Arkanoid is registered");
    studio_with(width, height, roster, screen, Stage::new(entry))
}

fn studio_with(width: u32, height: u32, roster: Roster, screen: Screen, stage: Stage) -> Studio {
    let studio = Studio::new(width, height, |app| {
        app.insert_state(screen)
            .add_message::<Intent>()
            .init_resource::<LocalPlayers>()
            .insert_resource(roster)
            .insert_resource(room())
            .insert_resource(stage)
            .insert_resource(Time::<Fixed>::from_hz(240.0))
            .configure_sets(FixedUpdate, (StepSet::Step, StepSet::Seen).chain())
            .add_systems(FixedUpdate, play::by_itself.in_set(StepSet::Step))
            .add_plugins((screens::plugin, view::plugin));
    });
    studio.unwrap_or_else(|error| panic!("{error}"))
}

fn card(seat: u16) -> Card {
    Card {
        pad: PadId(u32::from(seat) + 1),
        name: NAMES[usize::from(seat)].into(),
        seat: SeatIndex(seat),
        mark: u8::try_from(seat).expect("one of eight"),
        presence: Presence::Here,
        rtt: Some(Duration::from_millis(4 + 3 * u64::from(seat))),
        loss: 0.0,
        cause: None,
        tcp: false,
        local: false,
        standing_in: false,
    }
}

fn roster(cards: Vec<Card>) -> Roster {
    Roster {
        cards,
        waiting: 0,
        seats: 8,
    }
}

/// A room in a house with two networks.
fn room() -> Room {
    room_at(&["192.168.178.21", "[fd5e:8a3c:91d2::21]"])
}

fn room_at(hosts: &[&str]) -> Room {
    let link = format!("couchpad://{}:4455?{PAIRING}", hosts.join(","));
    let read: JoinLink = link.parse().expect("a join link");
    Room {
        name: "Living room".into(),
        code: "048213".into(),
        page: read.page(),
        addresses: read.addresses().map(|a| a.to_string()).collect(),
        link,
        ..Room::default()
    }
}

/// Four players: one with a bad link, one gone for a moment.
fn four() -> Roster {
    let bad = Card {
        rtt: Some(Duration::from_millis(143)),
        loss: 0.12,
        cause: Some(Cause::WifiCongested),
        ..card(1)
    };
    let away = Card {
        presence: Presence::Away,
        cause: Some(Cause::AppInBackground),
        ..card(2)
    };
    roster(vec![card(0), bad, away, card(3)])
}

/// Eight players: one over TCP, one at the keyboard, one gone, and the troubles that the four do not have.
fn eight() -> Roster {
    let mut cards: Vec<_> = (0..8).map(card).collect();
    cards[1].tcp = true;
    cards[4].local = true;
    cards[5].presence = Presence::Offline;
    cards[5].standing_in = true;
    cards[6].cause = Some(Cause::ReceiverSlow);
    cards[7].cause = Some(Cause::FarAway);
    Roster {
        waiting: 3,
        ..roster(cards)
    }
}

fn shoot(studio: &mut Studio) -> RgbaImage {
    studio.shoot().unwrap_or_else(|error| panic!("{error}"))
}

fn looks_like(studio: &mut Studio, accepted: &str) {
    let picture = shoot(studio);
    compare(&picture, accepted, WORD).unwrap_or_else(|error| panic!("{error}"));
}
