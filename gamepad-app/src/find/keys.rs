//! The keyboard of a desktop, before play: what is typed, and Escape for the way back.

use super::focus::Focus;
use super::model::{Act, Event, Screen};
use crate::touch::Typing;
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::prelude::*;

/// What a key does on a screen; nothing for most.
fn event(key: &Key, screen: &Screen) -> Option<Event> {
    let types = matches!(
        screen,
        Screen::Code(_) | Screen::Address(_) | Screen::Player { .. }
    );
    match key {
        Key::Escape | Key::BrowserBack | Key::GoBack => Some(Event::Act(Act::Back)),
        Key::Enter => enter(screen),
        Key::Backspace if types => Some(Event::Act(Act::Delete)),
        Key::Character(text) if types => Some(Event::Typed(text.to_string())),
        Key::Space if matches!(screen, Screen::Player { .. }) => Some(Event::Typed(" ".into())),
        _ => None,
    }
}

/// Whether a key that is held does it again and again.
const fn repeats(key: &Key) -> bool {
    matches!(key, Key::Backspace | Key::Character(_) | Key::Space)
}

/// Enter presses the loud button.
fn enter(screen: &Screen) -> Option<Event> {
    match screen {
        Screen::Address(_) => Some(Event::Act(Act::Join)),
        Screen::Failure(fault) => {
            use super::fault::Way;
            let act = match fault.ways().first()? {
                Way::TryAgain => Act::TryAgain,
                Way::EnterCode => Act::EnterCode,
                Way::Why => Act::Why,
                Way::Find => Act::Find,
            };
            Some(Event::Act(act))
        }
        Screen::Play { menu: true } | Screen::Forget { .. } => Some(Event::Act(Act::Back)),
        Screen::Player { .. } => Some(Event::Act(Act::GoOn)),
        Screen::Arrange { .. } => Some(Event::Act(Act::Arranged)),
        _ => None,
    }
}

/// Keys in the order in which they came. None while a text control of the pad is being typed into.
pub(super) fn read(
    mut keys: MessageReader<KeyboardInput>,
    (typing, focus): (Res<Typing>, Res<Focus>),
    finder: Res<super::Finder>,
    mut out: MessageWriter<super::Happened>,
) {
    if typing.control().is_some() {
        keys.clear();
        return;
    }
    for key in keys.read().filter(|key| key.state.is_pressed()) {
        // a key that is held leads back by one screen, and not out of the app
        let again = key.repeat && !repeats(&key.logical_key);
        // what the keys have reached is pressed by them
        let reached = key.logical_key == Key::Enter && focus.is_set();
        if again || reached {
            continue;
        }
        out.write_batch(event(&key.logical_key, finder.screen()).map(super::Happened));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::{AddressEntry, CodeEntry, Fault};
    use couchpad_core::protocol::control::Refusal;

    #[test]
    fn letters_are_typed_only_where_something_is_typed() {
        let letter = Key::Character("7".into());
        let typed = Some(Event::Typed("7".into()));
        assert_eq!(event(&letter, &Screen::Code(CodeEntry::default())), typed);
        assert_eq!(
            event(&letter, &Screen::Address(AddressEntry::default())),
            typed
        );
        assert_eq!(event(&letter, &Screen::Find), None);
        assert_eq!(event(&letter, &Screen::Play { menu: false }), None);
    }

    #[test]
    fn escape_leads_back_everywhere_and_enter_does_the_next_thing() {
        let failure = Screen::Failure(Fault::Refused(Refusal::WrongLink));
        for screen in [Screen::Find, failure.clone(), Screen::Play { menu: false }] {
            assert_eq!(event(&Key::Escape, &screen), Some(Event::Act(Act::Back)));
        }
        assert_eq!(
            event(&Key::Enter, &failure),
            Some(Event::Act(Act::EnterCode))
        );
        assert_eq!(event(&Key::Enter, &Screen::Play { menu: false }), None);
    }
}
