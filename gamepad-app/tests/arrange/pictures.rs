//! How it looks while controls are moved, against the pictures that were accepted.

use crate::kinds::every_other;
use crate::phone::{joined, model};
use crate::support::arkanoid;
use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use couchpad_core::protocol::PadLayout;
use couchpad_gamepad::find::{Act, Event, Finder};
use couchpad_gamepad::model::PadModel;
use couchpad_gamepad::pad_plugin;
use couchpad_pictures::{Studio, Tolerance, compare};
use std::time::Duration;

/// Time that the studio lets pass before the shot.
const FRAMES: u32 = 30;

fn arranging() -> Finder {
    let mut finder = joined();
    for act in [Act::Menu, Act::Arrange] {
        finder.on(Event::Act(act), Duration::ZERO);
    }
    finder
}

fn studio(width: u32, height: u32, layout: PadLayout) -> Studio {
    let pad = PadModel {
        layout: Some(layout.into()),
        ..model()
    };
    let studio = Studio::new(width, height, |app| {
        app.insert_resource(arranging())
            .insert_resource(pad)
            .add_plugins(pad_plugin);
    });
    let mut studio = studio.expect("a software Vulkan driver");
    studio.step(FRAMES);
    studio
}

fn look(studio: &mut Studio, name: &str) {
    let picture = studio.shoot().expect("a picture");
    let word = Tolerance {
        channel: 8,
        pixels: 0.0003,
    };
    let accepted = format!("tests/pictures/{name}.png");
    compare(&picture, accepted, word).expect("the accepted picture");
}

#[test]
fn the_controls_of_arkanoid_upright() {
    look(&mut studio(360, 800, arkanoid()), "arrange-upright");
}

#[test]
fn on_its_side() {
    look(&mut studio(800, 360, arkanoid()), "arrange-wide");
}

#[test]
fn all_other_kinds() {
    let mut studio = studio(360, 800, every_other());
    look(&mut studio, "arrange-every-control");
}

#[test]
fn a_finger_on_its_way() {
    let mut studio = studio(360, 800, arkanoid());
    let (from, to) = (Vec2::new(180.0, 628.0), Vec2::new(140.0, 440.0));
    studio.touch(1, TouchPhase::Started, from);
    studio.step(1);
    studio.touch(1, TouchPhase::Moved, to);
    studio.step(FRAMES);
    look(&mut studio, "arrange-moving");
}
