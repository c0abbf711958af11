//! How loud it is, and the keys for it, where the receiver has sound.

use super::keys::press;
use super::{SETTLED, four, looks_like, studio};
use bevy::prelude::*;
use couchpad_pictures::Studio;
use couchpad_receiver::flow::Screen;
use couchpad_receiver::sound::Volume;

/// A screen after the sound was turned softer.
fn softer(screen: Screen, volume: Volume) -> Studio {
    let mut studio = studio(1280, 720, four(), screen);
    studio.app().insert_resource(volume);
    studio.step(SETTLED);
    press(&mut studio, KeyCode::NumpadSubtract);
    studio.step(4);
    studio
}

#[test]
fn a_key_that_turns_the_sound_shows_how_loud_it_is() {
    let volume = Volume {
        all: 60,
        ..Volume::default()
    };
    let mut studio = softer(Screen::Lobby, volume);
    looks_like(&mut studio, "tests/pictures/lobby_sound.png");
}

#[test]
fn a_pause_names_the_keys_for_the_sound() {
    let muted = Volume {
        muted: true,
        ..Volume::default()
    };
    let mut studio = softer(Screen::Paused, muted);
    looks_like(&mut studio, "tests/pictures/paused_sound.png");
}
