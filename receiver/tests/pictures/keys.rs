//! Keys and clicks in the window.

use super::{card, roster, studio};
use bevy::input::ButtonState;
use bevy::prelude::*;
use bevy::ui::UiSystems;
use couchpad_pictures::Studio;
use couchpad_protocol::PadId;
use couchpad_receiver::flow::{Intent, Screen};
use couchpad_receiver::local_players::LocalPlayers;
use couchpad_receiver::screens::{Desk, Search};

/// Presses a key and lets it go.
pub(crate) fn press(studio: &mut Studio, key: KeyCode) {
    studio.key(key, ButtonState::Pressed);
    studio.key(key, ButtonState::Released);
    studio.step(1);
}

#[test]
fn keys_in_a_window_wish_and_join() {
    let mut studio = studio(320, 180, roster(Vec::new()), Screen::Lobby);
    studio.key(KeyCode::ArrowLeft, ButtonState::Pressed);
    studio.key(KeyCode::Enter, ButtonState::Pressed);
    studio.step(1);
    let world = studio.app().world_mut();
    let wishes: Vec<_> = world.resource_mut::<Messages<Intent>>().drain().collect();
    assert_eq!(wishes, [Intent::Start]);
    let players = world.resource::<LocalPlayers>();
    assert!(players.is_joined(couchpad_receiver::local_players::KeySet::Arrows));
}

/// The wishes since they were last asked for.
fn wishes(studio: &mut Studio) -> Vec<Intent> {
    let mut all = studio.app().world_mut().resource_mut::<Messages<Intent>>();
    all.drain().collect()
}

#[test]
fn keys_about_the_room_wish_in_the_lobby_and_not_in_play() {
    let two = || roster(vec![card(0), card(1)]);
    let mut lobby = studio(320, 180, two(), Screen::Lobby);
    let mut told = Vec::new();
    for key in [KeyCode::KeyO, KeyCode::KeyK, KeyCode::Digit2] {
        press(&mut lobby, key);
        told.extend(wishes(&mut lobby));
    }
    assert_eq!(told, [Intent::ToggleLock, Intent::Kick(PadId(2))]);
    let mut play = studio(320, 180, two(), Screen::Playing);
    for key in [KeyCode::KeyO, KeyCode::KeyK, KeyCode::Digit2] {
        press(&mut play, key);
        assert_eq!(wishes(&mut play), []);
    }
}

#[test]
fn escape_closes_a_question_before_it_leaves_the_results() {
    let mut results = studio(320, 180, roster(vec![card(0)]), Screen::Results);
    press(&mut results, KeyCode::KeyK);
    assert_eq!(
        *results.app().world().resource::<Desk>(),
        Desk::Whom(Search::default())
    );
    press(&mut results, KeyCode::Escape);
    assert_eq!(wishes(&mut results), []);
    press(&mut results, KeyCode::Escape);
    assert_eq!(wishes(&mut results), [Intent::ToLobby]);
}

/// The mouse on every part of the window that notices it, after the studio's own, which never comes, has been looked for.
fn mouse_everywhere(mut parts: Query<&mut Interaction>) {
    for mut part in &mut parts {
        part.set_if_neq(Interaction::Hovered);
    }
}

/// How many buttons with this one word are seen.
fn seen(studio: &mut Studio, word: &str) -> usize {
    let world = studio.app().world_mut();
    let mut words = world.query::<(&Text, &InheritedVisibility)>();
    let all = words.iter(world);
    all.filter(|(text, seen)| text.0 == word && seen.get())
        .count()
}

#[test]
fn the_cross_on_a_card_is_there_for_the_mouse_alone() {
    let mut keyboard = card(1);
    keyboard.local = true;
    let mut lobby = studio(640, 360, roster(vec![card(0), keyboard]), Screen::Lobby);
    lobby.step(2);
    assert_eq!(seen(&mut lobby, "\u{d7}"), 0);
    let hover = mouse_everywhere.after(UiSystems::Focus);
    lobby.app().add_systems(PreUpdate, hover);
    lobby.step(2);
    let crosses = seen(&mut lobby, "\u{d7}");
    assert_eq!(crosses, 1, "a keyboard player leaves by key");
}
