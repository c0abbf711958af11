//! The pad as it is drawn: each screen against the picture that was accepted.

mod before_play;
mod in_play;
#[path = "support/kinds.rs"]
mod kinds;
mod shown;
#[path = "support/story.rs"]
mod story;
mod support;

use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlKind, Orientation, PadLayout, Phase, Place, Weight,
};
use couchpad_core::session::Cause;
use couchpad_core::{LinkKind, PadLoss};
use couchpad_gamepad::model::{Connection, Notice, PadModel};
use couchpad_gamepad::{news, pad_plugin};
use couchpad_pictures::{Studio, Tolerance, compare};
use std::time::Duration;
use story::playing;
use support::button;

/// A word that differs must not pass for a rounding.
const WORD: Tolerance = Tolerance {
    channel: 8,
    pixels: 0.0003,
};

fn studio(width: u32, height: u32, model: PadModel) -> Studio {
    let mut studio = Studio::new(width, height, |app| {
        app.insert_resource(model).add_plugins(pad_plugin);
    })
    .expect("a software Vulkan driver");
    studio.step(30);
    studio
}

fn accept(studio: &mut Studio, accepted: &str) {
    let picture = studio.shoot().expect("a picture");
    compare(&picture, accepted, WORD).expect("the accepted picture");
}

fn look(width: u32, height: u32, model: PadModel, name: &str) {
    let accepted = format!("tests/pictures/{name}.png");
    accept(&mut studio(width, height, model), &accepted);
}

#[test]
fn play_upright() {
    look(360, 800, playing(0), "play-upright");
}

#[test]
fn narrow_glass_cuts_no_points() {
    let mut model = playing(0);
    model.score = Some((12_345, 67_890));
    look(300, 600, model, "narrow");
}

#[test]
fn the_narrowest_glass_cuts_no_points() {
    let mut model = playing(5);
    model.score = Some((12_345, 67_890));
    model.transport = Some(LinkKind::Tcp);
    look(240, 480, model, "narrowest");
}

#[test]
fn play_on_its_side_with_a_swipe_and_a_press() {
    let mut studio = studio(800, 360, playing(6));
    studio.touch(1, TouchPhase::Started, Vec2::new(150.0, 180.0));
    studio.touch(2, TouchPhase::Started, Vec2::new(400.0, 282.0));
    studio.step(2);
    studio.touch(1, TouchPhase::Moved, Vec2::new(230.0, 170.0));
    studio.step(30);
    // the README shows it
    accept(&mut studio, "../docs/pictures/pad.png");
}

#[test]
fn a_weak_link_says_so() {
    let mut model = playing(4);
    model.name = "Maximiliana Theodora Amalia".chars().take(24).collect();
    model.rtt = Some(Duration::from_millis(140));
    look(360, 800, model, "weak-link");
}

#[test]
fn play_over_tcp_says_so_quietly() {
    let mut model = playing(7);
    model.transport = Some(LinkKind::Tcp);
    model.rtt = Some(Duration::from_millis(70));
    look(360, 800, model, "over-tcp");
}

#[test]
fn a_crowded_wifi_is_named() {
    let mut model = playing(4);
    model.cause = Some(Cause::WifiCongested);
    look(360, 800, model, "crowded");
}

#[test]
fn a_narrow_glass_names_what_is_wrong_too() {
    let mut model = playing(2);
    model.cause = Some(Cause::ReceiverSlow);
    model.notice = Some(Notice {
        text: "Big screen is slow. Close other programs on its computer.".into(),
        cause: None,
        at: Duration::ZERO,
    });
    look(300, 600, model, "slow-receiver");
}

#[test]
fn who_looked_at_something_else_is_told_that_it_mattered() {
    let mut model = playing(3);
    news::came_back(&mut model, Duration::ZERO);
    look(360, 800, model, "came-back");
}

#[test]
fn lobby() {
    let mut model = playing(3);
    model.phase = Phase::Lobby;
    model.score = None;
    let start = button(ButtonIndex::START, Weight::Primary);
    let layout = PadLayout::new("Lobby", Orientation::Any).with(
        "START",
        Area::new(250, 660, 500, 160),
        start,
    );
    model.layout = Some(layout.into());
    look(360, 800, model, "lobby");
}

#[test]
fn connecting() {
    look(360, 800, PadModel::default(), "connecting");
}

#[test]
fn waiting_in_line() {
    let model = PadModel {
        connection: Connection::Live,
        met: true,
        place: Some(Place::Waiting { ahead: 2 }),
        name: "Ada".into(),
        ..PadModel::default()
    };
    look(360, 800, model, "waiting");
}

#[test]
fn lost_in_play() {
    let mut model = playing(1);
    model.connection = Connection::Lost {
        reason: PadLoss::Silent,
        attempt: 3,
    };
    look(360, 800, model, "lost");
}

/// The kinds of controls that Arkanoid does not have.
#[test]
fn every_other_control() {
    let mut model = playing(2);
    model.layout = Some(kinds::every_other().into());
    look(360, 800, model, "every-control");
}

/// A stick and a cross where thumbs came down, and not where they lie without them.
#[test]
fn a_stick_and_a_cross_come_to_the_thumbs() {
    let dpad = ControlKind::DPad {
        up: ButtonIndex(1),
        down: ButtonIndex(2),
        left: ButtonIndex(3),
        right: ButtonIndex(4),
    };
    let stick = ControlKind::Stick {
        x: AxisIndex(1),
        y: AxisIndex(2),
    };
    let layout = PadLayout::new("Maze", Orientation::Landscape)
        .with("", Area::new(0, 200, 500, 800), stick)
        .with("", Area::new(500, 200, 500, 800), dpad);
    let mut model = playing(1);
    model.layout = Some(layout.into());
    let mut studio = studio(800, 360, model);
    studio.touch(1, TouchPhase::Started, Vec2::new(110.0, 250.0));
    studio.touch(2, TouchPhase::Started, Vec2::new(735.0, 120.0));
    studio.step(2);
    studio.touch(1, TouchPhase::Moved, Vec2::new(150.0, 220.0));
    studio.touch(2, TouchPhase::Moved, Vec2::new(675.0, 120.0));
    studio.step(30);
    accept(&mut studio, "tests/pictures/come-to-thumbs.png");
}
