use super::*;
use bevy::ecs::system::RunSystemOnce as _;
use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, NativeKey};
use couchpad_core::protocol::PadId;

fn key(key_code: KeyCode, logical_key: Key) -> KeyboardInput {
    KeyboardInput {
        key_code,
        logical_key,
        state: ButtonState::Pressed,
        text: None,
        repeat: false,
        window: Entity::PLACEHOLDER,
    }
}

fn asks(key_code: KeyCode, text: &str, screen: Screen) -> Option<Command> {
    let logical = match text {
        "" => Key::Unidentified(NativeKey::Unidentified),
        text => Key::Character(text.into()),
    };
    command_of(&key(key_code, logical), Modifiers::default(), screen)
}

#[test]
fn a_key_that_is_up_again_within_a_frame_was_pressed() {
    let mut world = World::new();
    world.insert_resource(State::new(Screen::Playing));
    let mut players = LocalPlayers::default();
    players.join(KeySet::Arrows);
    world.insert_resource(players);
    let taps = |world: &mut World, acts: &[bool]| {
        let mut held = ButtonInput::<KeyCode>::default();
        for down in acts {
            if *down {
                held.press(KeyCode::Space);
            } else {
                held.release(KeyCode::Space);
            }
        }
        world.insert_resource(held);
        world.run_system_once(play).unwrap();
        world
            .resource::<LocalPlayers>()
            .waiting_taps(KeySet::Arrows)
    };
    assert_eq!(taps(&mut world, &[true]), 0, "it is held");
    assert_eq!(taps(&mut world, &[false]), 0);
    assert_eq!(taps(&mut world, &[true, false]), 1);
}

#[test]
fn who_played_here_before_a_crash_is_back_with_the_key_that_goes_on() {
    let back = |screen, key| {
        let mut world = World::new();
        world.insert_resource(State::new(screen));
        world.insert_resource(KeyboardsBefore([Some(PadId(3)), None]));
        world.init_resource::<LocalPlayers>();
        let mut held = ButtonInput::<KeyCode>::default();
        held.press(key);
        world.insert_resource(held);
        world.run_system_once(play).unwrap();
        let players = world.resource::<LocalPlayers>();
        KeySet::ALL.map(|keys| players.is_joined(keys))
    };
    for key in [KeyCode::Enter, KeyCode::KeyP, KeyCode::Space] {
        assert_eq!(back(Screen::Paused, key), [true, false]);
    }
    assert_eq!(back(Screen::Paused, KeyCode::KeyW), [false, false]);
    assert_eq!(back(Screen::Lobby, KeyCode::Enter), [false, false]);
}

#[test]
fn keys_ask_for_what_the_screens_say() {
    let wish = |intent| Some(Command::Wish(intent));
    assert_eq!(asks(KeyCode::Enter, "", Screen::Lobby), wish(Intent::Start));
    assert_eq!(
        asks(KeyCode::KeyP, "P", Screen::Playing),
        wish(Intent::TogglePause)
    );
    assert_eq!(
        asks(KeyCode::Escape, "", Screen::Playing),
        wish(Intent::TogglePause)
    );
    assert_eq!(
        asks(KeyCode::Escape, "", Screen::Results),
        wish(Intent::ToLobby)
    );
    assert_eq!(
        asks(KeyCode::KeyL, "l", Screen::Paused),
        wish(Intent::ToLobby)
    );
    assert_eq!(asks(KeyCode::KeyL, "l", Screen::Playing), None);
    assert_eq!(
        asks(KeyCode::Tab, "", Screen::Lobby),
        wish(Intent::NextGame(1))
    );
    assert_eq!(
        asks(KeyCode::BracketLeft, "[", Screen::Lobby),
        wish(Intent::NextGame(-1))
    );
}

#[test]
fn numbers_turn_what_is_chosen_in_the_lobby_alone() {
    let wish = |row, by| Some(Command::Wish(Intent::Choose { row, by }));
    assert_eq!(asks(KeyCode::Digit1, "1", Screen::Lobby), wish(0, 1));
    // French keyboards have a sign there
    assert_eq!(asks(KeyCode::Digit2, "é", Screen::Lobby), wish(1, 1));
    let shift = Modifiers {
        shift: true,
        ..default()
    };
    let key = key(KeyCode::Digit3, Key::Character("#".into()));
    assert_eq!(command_of(&key, shift, Screen::Lobby), wish(2, -1));
    assert_eq!(asks(KeyCode::Digit1, "1", Screen::Playing), None);
}

#[test]
fn quitting_is_not_beside_the_second_players_keys() {
    let quit = Some(Command::Wish(Intent::Quit));
    assert_eq!(asks(KeyCode::KeyQ, "q", Screen::Lobby), quit);
    assert_eq!(asks(KeyCode::KeyQ, "q", Screen::Playing), None);
    // French keyboards have Q where others have A: there it moves a paddle.
    assert_eq!(asks(KeyCode::KeyA, "q", Screen::Lobby), None);
    let control = Modifiers {
        control: true,
        ..default()
    };
    let pressed = key(KeyCode::KeyQ, Key::Character("q".into()));
    assert_eq!(command_of(&pressed, control, Screen::Playing), quit);
}

#[test]
fn alt_enter_fills_the_screen_and_does_not_start() {
    let alt = Modifiers {
        alt: true,
        ..default()
    };
    let enter = key(KeyCode::Enter, Key::Enter);
    assert_eq!(
        command_of(&enter, alt, Screen::Lobby),
        Some(Command::Fullscreen)
    );
    assert_eq!(
        asks(KeyCode::F11, "", Screen::Playing),
        Some(Command::Fullscreen)
    );
}

#[test]
fn every_documented_key_of_the_room_means_something() {
    use crate::room::Ask;
    use clap::CommandFactory;
    let room = Room {
        asks: vec![Ask {
            pad: couchpad_protocol::PadId(1),
            name: "Ada".into(),
        }],
        ..Room::default()
    };
    let roster = Roster {
        cards: vec![crate::screens::player::test_card()],
        ..Roster::default()
    };
    let hall = Hall {
        screen: Screen::Lobby,
        room: &room,
        roster: &roster,
    };
    let help = crate::cli::Cli::command().render_long_help().to_string();
    for (key, does) in ROOM_KEYS {
        let line = format!("\n  {}", key.get(..1).unwrap_or_default());
        assert!(help.contains(&line), "{key} is not in --help");
        let letter = key.to_lowercase().chars().next().unwrap_or_default();
        let heard = Desk::Clear.heed(Stroke::Printed(letter), hall);
        assert_ne!(heard, Heard::NotMine, "{key}: {does}");
    }
}

fn app(screen: Screen) -> App {
    let mut app = App::new();
    app.add_plugins(bevy::state::app::StatesPlugin)
        .insert_state(screen)
        .init_resource::<LocalPlayers>()
        .init_resource::<ButtonInput<KeyCode>>()
        .add_systems(Update, play);
    app
}

fn press(app: &mut App, key: KeyCode) {
    let mut held = app.world_mut().resource_mut::<ButtonInput<KeyCode>>();
    held.clear();
    held.press(key);
    app.update();
}

#[test]
fn the_first_press_joins_and_only_where_there_are_seats_to_take() {
    let mut lobby = app(Screen::Lobby);
    press(&mut lobby, KeyCode::ArrowLeft);
    let players = lobby.world().resource::<LocalPlayers>();
    assert!(players.is_joined(KeySet::Arrows) && !players.is_joined(KeySet::Letters));
    let mut results = app(Screen::Results);
    press(&mut results, KeyCode::KeyA);
    assert!(
        !results
            .world()
            .resource::<LocalPlayers>()
            .is_joined(KeySet::Letters)
    );
}

#[test]
fn all_four_directions_and_digits_reach_whose_keys_they_are() {
    let mut world = World::new();
    world.insert_resource(State::new(Screen::Playing));
    let mut players = LocalPlayers::default();
    KeySet::ALL.into_iter().for_each(|keys| players.join(keys));
    world.insert_resource(players);
    let mut held = ButtonInput::<KeyCode>::default();
    for key in [
        KeyCode::ArrowDown,
        KeyCode::KeyA,
        KeyCode::Digit4,
        KeyCode::Numpad7,
    ] {
        held.press(key);
    }
    world.insert_resource(held);
    world.run_system_once(play).unwrap();
    let players = world.resource::<LocalPlayers>();
    assert_eq!(players.wished(KeySet::Arrows), ([0.0, 1.0], Some(7)));
    assert_eq!(players.wished(KeySet::Letters), ([-1.0, 0.0], Some(4)));
}
