//! The keyboard: keys that wish something of the receiver, and keys that play. What is played with is told by where a key
//! lies, so that A and D are neighbours on any keyboard; the rest by what is printed on it.

use super::desk::{Desk, Hall, Heard, Stroke};
use super::printed::printed;
use super::window::ToggleFullscreen;
use crate::flow::{Intent, Screen};
use crate::local_players::{KeySet, KeyboardsBefore, LocalPlayers};
use crate::room::Room;
use crate::roster::Roster;
use bevy::ecs::system::SystemParam;
use bevy::input::keyboard::KeyboardInput;
use bevy::prelude::*;

/// The keys about the room and what they do, in window and terminal; in the lobby, in pause and at the results, not in play.
/// Y and N answer whatever is asked.
pub const ROOM_KEYS: [(&str, &str); 8] = [
    ("C", "a new room code"),
    ("H", "hide or show the code and the picture"),
    ("O", "lock or unlock the room"),
    ("R", "a new link and picture; the old ones admit nobody"),
    ("K, then a seat's number", "send a controller away"),
    (
        "T, then a seat's number",
        "mute a controller, or hear it again",
    ),
    ("T twice", "mute everybody, or hear them again"),
    ("Y or N", "answer a question"),
];

/// What a key press asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    Wish(Intent),
    Fullscreen,
    /// The keyboard player who joined last leaves.
    Leave,
}

/// The keys of one keyboard player.
struct Keys {
    set: KeySet,
    left: KeyCode,
    right: KeyCode,
    up: KeyCode,
    down: KeyCode,
    main: KeyCode,
}

const PLAYERS: [Keys; 2] = [
    Keys {
        set: KeySet::Arrows,
        left: KeyCode::ArrowLeft,
        right: KeyCode::ArrowRight,
        up: KeyCode::ArrowUp,
        down: KeyCode::ArrowDown,
        main: KeyCode::Space,
    },
    Keys {
        set: KeySet::Letters,
        left: KeyCode::KeyA,
        right: KeyCode::KeyD,
        up: KeyCode::KeyW,
        down: KeyCode::KeyS,
        main: KeyCode::KeyE,
    },
];

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (command, play));
}

/// The desk, and all that it can see.
#[derive(SystemParam)]
struct Counter<'w> {
    screen: Res<'w, State<Screen>>,
    room: Res<'w, Room>,
    roster: Res<'w, Roster>,
    desk: ResMut<'w, Desk>,
}

impl Counter<'_> {
    /// Gives a key to the desk first; nothing is left of it where it was meant for that.
    fn heed(&mut self, key: &KeyboardInput, with: Modifiers) -> Heard {
        let stroke = match key.key_code {
            _ if with.alt || with.control => return Heard::NotMine,
            KeyCode::Escape => Stroke::Escape,
            KeyCode::Enter | KeyCode::NumpadEnter => Stroke::Enter,
            KeyCode::Tab => Stroke::Tab,
            KeyCode::Backspace => Stroke::Backspace,
            code if PLAYERS.iter().any(|keys| keys.uses(code)) => return Heard::NotMine,
            _ => match printed(key) {
                Some(letter) => Stroke::Printed(letter),
                None => return Heard::NotMine,
            },
        };
        let hall = Hall {
            screen: *self.screen.get(),
            room: &self.room,
            roster: &self.roster,
        };
        let mut desk = *self.desk;
        let heard = desk.heed(stroke, hall);
        self.desk.set_if_neq(desk);
        heard
    }
}

fn command(
    mut counter: Counter,
    held: Res<ButtonInput<KeyCode>>,
    mut keys: MessageReader<KeyboardInput>,
    mut intents: MessageWriter<Intent>,
    mut fullscreen: MessageWriter<ToggleFullscreen>,
    mut players: ResMut<LocalPlayers>,
) {
    let modifiers = Modifiers {
        alt: held.any_pressed([KeyCode::AltLeft, KeyCode::AltRight]),
        shift: held.any_pressed([KeyCode::ShiftLeft, KeyCode::ShiftRight]),
        control: held.any_pressed([KeyCode::ControlLeft, KeyCode::ControlRight]),
    };
    for key in keys
        .read()
        .filter(|key| key.state.is_pressed() && !key.repeat)
    {
        let command = match counter.heed(key, modifiers) {
            Heard::Done => continue,
            Heard::Wish(intent) => Some(Command::Wish(intent)),
            Heard::NotMine => command_of(key, modifiers, *counter.screen.get()),
        };
        match command {
            Some(Command::Wish(intent)) => {
                intents.write(intent);
            }
            Some(Command::Fullscreen) => {
                fullscreen.write(ToggleFullscreen);
            }
            Some(Command::Leave) => last_leaves(&mut players),
            None => {}
        }
    }
}

/// The keyboard player who joined last leaves.
fn last_leaves(players: &mut LocalPlayers) {
    let mut sets = KeySet::ALL.into_iter().rev();
    if let Some(set) = sets.find(|set| players.is_joined(*set)) {
        players.leave(set);
    }
}

#[derive(Clone, Copy, Default)]
struct Modifiers {
    alt: bool,
    shift: bool,
    control: bool,
}

fn command_of(key: &KeyboardInput, with: Modifiers, screen: Screen) -> Option<Command> {
    let wish = |intent| Some(Command::Wish(intent));
    match key.key_code {
        KeyCode::Enter if with.alt => return Some(Command::Fullscreen),
        KeyCode::F11 => return Some(Command::Fullscreen),
        KeyCode::Enter | KeyCode::NumpadEnter => return wish(Intent::Start),
        KeyCode::Escape => {
            return match screen {
                Screen::Results => wish(Intent::ToLobby),
                _ => wish(Intent::TogglePause),
            };
        }
        KeyCode::Tab if with.alt => return None,
        KeyCode::Tab => return wish(Intent::NextGame(if with.shift { -1 } else { 1 })),
        KeyCode::Backspace if screen == Screen::Lobby => return Some(Command::Leave),
        code if PLAYERS.iter().any(|keys| keys.uses(code)) => return None,
        _ => {}
    }
    match printed(key)? {
        'p' => wish(Intent::TogglePause),
        'l' if matches!(screen, Screen::Paused | Screen::Results) => wish(Intent::ToLobby),
        'q' if with.control || screen != Screen::Playing => wish(Intent::Quit),
        number @ '1'..='8' if screen == Screen::Lobby => {
            let by = if with.shift { -1 } else { 1 };
            let row = number.to_digit(9).and_then(|n| u8::try_from(n - 1).ok())?;
            wish(Intent::Choose { row, by })
        }
        '[' => wish(Intent::NextGame(-1)),
        ']' => wish(Intent::NextGame(1)),
        _ => None,
    }
}

impl Keys {
    const fn all(&self) -> [KeyCode; 5] {
        [self.left, self.right, self.up, self.down, self.main]
    }

    fn uses(&self, code: KeyCode) -> bool {
        self.all().contains(&code)
    }

    /// To the sides, and up and down: -1.0, 0.0 or 1.0.
    fn directions(&self, held: &ButtonInput<KeyCode>) -> [f32; 2] {
        let between = |less, more| i8::from(held.pressed(more)) - i8::from(held.pressed(less));
        [(self.left, self.right), (self.up, self.down)]
            .map(|(less, more)| f32::from(between(less, more)))
    }
}

/// What goes on from a pause.
const GO_ON: [KeyCode; 4] = [
    KeyCode::Enter,
    KeyCode::NumpadEnter,
    KeyCode::KeyP,
    KeyCode::Escape,
];

/// Moves the keyboard's players; the first press of one of their keys joins them. Who played here before the receiver was
/// killed is back with the key that goes on, too.
fn play(
    screen: Res<State<Screen>>,
    held: Res<ButtonInput<KeyCode>>,
    before: Option<Res<KeyboardsBefore>>,
    mut players: ResMut<LocalPlayers>,
) {
    let may_join = matches!(screen.get(), Screen::Lobby | Screen::Playing);
    for keys in &PLAYERS {
        let all = keys.all();
        let has_seat = before.as_ref().is_some_and(|before| before.has(keys.set));
        let returns = has_seat && *screen.get() == Screen::Paused;
        let comes = held.any_just_pressed(all) || returns && held.any_just_pressed(GO_ON);
        if (may_join || returns) && comes && !players.is_joined(keys.set) {
            players.join(keys.set);
            continue;
        }
        let changed = held.any_just_pressed(all) || all.iter().any(|key| held.just_released(*key));
        if changed && players.is_joined(keys.set) {
            let [sides, climbs] = keys.directions(&held);
            players.steer(keys.set, sides);
            players.climb(keys.set, climbs);
            players.hold_main(keys.set, held.pressed(keys.main));
            // up again before this frame saw it down: still a press
            let tapped = |key| held.just_pressed(key) && !held.pressed(key);
            if tapped(keys.main) {
                players.tap_main(keys.set);
            }
            if tapped(keys.up) {
                players.tap_up(keys.set);
            }
        }
    }
    if *screen.get() == Screen::Playing {
        pick(&held, &mut players);
    }
}

/// Answers by their numbers: of the row above the letters, and of the number pad, which is nearer to the arrows.
fn pick(held: &ButtonInput<KeyCode>, players: &mut LocalPlayers) {
    for key in held.get_just_pressed() {
        if let Some((keys, number)) = number_of(*key) {
            players.pick(keys, number);
        }
    }
}

const fn number_of(key: KeyCode) -> Option<(KeySet, u8)> {
    Some(match key {
        KeyCode::Digit1 => (KeySet::Letters, 1),
        KeyCode::Digit2 => (KeySet::Letters, 2),
        KeyCode::Digit3 => (KeySet::Letters, 3),
        KeyCode::Digit4 => (KeySet::Letters, 4),
        KeyCode::Digit5 => (KeySet::Letters, 5),
        KeyCode::Digit6 => (KeySet::Letters, 6),
        KeyCode::Digit7 => (KeySet::Letters, 7),
        KeyCode::Digit8 => (KeySet::Letters, 8),
        KeyCode::Digit9 => (KeySet::Letters, 9),
        KeyCode::Numpad1 => (KeySet::Arrows, 1),
        KeyCode::Numpad2 => (KeySet::Arrows, 2),
        KeyCode::Numpad3 => (KeySet::Arrows, 3),
        KeyCode::Numpad4 => (KeySet::Arrows, 4),
        KeyCode::Numpad5 => (KeySet::Arrows, 5),
        KeyCode::Numpad6 => (KeySet::Arrows, 6),
        KeyCode::Numpad7 => (KeySet::Arrows, 7),
        KeyCode::Numpad8 => (KeySet::Arrows, 8),
        KeyCode::Numpad9 => (KeySet::Arrows, 9),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
