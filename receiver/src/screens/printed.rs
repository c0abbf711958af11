//! What is printed on a key. Knows no screen.

use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::prelude::*;

/// What is printed on the key, in lower case; by its place where the system does not say, or where the keyboard writes
/// Greek or Cyrillic. Digits count wherever they are, without Shift as well: French keyboards want it.
pub(super) fn printed(key: &KeyboardInput) -> Option<char> {
    if let Some(digit) = digit(key.key_code) {
        return Some(digit);
    }
    let text = match &key.logical_key {
        Key::Character(text) => text.chars().next(),
        _ => None,
    };
    text.filter(char::is_ascii)
        .map(|letter| letter.to_ascii_lowercase())
        .or_else(|| by_place(key.key_code))
}

fn digit(code: KeyCode) -> Option<char> {
    Some(match code {
        KeyCode::Digit0 | KeyCode::Numpad0 => '0',
        KeyCode::Digit1 | KeyCode::Numpad1 => '1',
        KeyCode::Digit2 | KeyCode::Numpad2 => '2',
        KeyCode::Digit3 | KeyCode::Numpad3 => '3',
        KeyCode::Digit4 | KeyCode::Numpad4 => '4',
        KeyCode::Digit5 | KeyCode::Numpad5 => '5',
        KeyCode::Digit6 | KeyCode::Numpad6 => '6',
        KeyCode::Digit7 | KeyCode::Numpad7 => '7',
        KeyCode::Digit8 | KeyCode::Numpad8 => '8',
        KeyCode::Digit9 | KeyCode::Numpad9 => '9',
        _ => return None,
    })
}

fn by_place(code: KeyCode) -> Option<char> {
    Some(match code {
        KeyCode::KeyC => 'c',
        KeyCode::KeyH => 'h',
        KeyCode::KeyK => 'k',
        KeyCode::KeyL => 'l',
        KeyCode::KeyM => 'm',
        KeyCode::KeyN => 'n',
        KeyCode::KeyO => 'o',
        KeyCode::KeyP => 'p',
        KeyCode::KeyQ => 'q',
        KeyCode::KeyR => 'r',
        KeyCode::KeyT => 't',
        KeyCode::KeyY => 'y',
        KeyCode::BracketLeft => '[',
        KeyCode::BracketRight => ']',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::input::ButtonState;

    #[test]
    fn keyboards_that_write_other_letters_go_by_place() {
        let on = |key_code, text: &str| {
            printed(&KeyboardInput {
                key_code,
                logical_key: Key::Character(text.into()),
                state: ButtonState::Pressed,
                text: None,
                repeat: false,
                window: Entity::PLACEHOLDER,
            })
        };
        assert_eq!(on(KeyCode::KeyC, "с"), Some('c'), "a Cyrillic letter");
        assert_eq!(on(KeyCode::KeyO, "ο"), Some('o'), "a Greek letter");
        // Where Z and Y have changed places, what is printed counts.
        assert_eq!(on(KeyCode::KeyZ, "y"), Some('y'));
        assert_eq!(on(KeyCode::Digit3, "\""), Some('3'), "the French 3");
    }
}
