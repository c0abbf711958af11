//! A line of text for a text control: opened by a tap, typed on a keyboard, sent with Enter, dropped with Escape.

use super::{Action, Covered, Fingers};
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::prelude::*;
use couchpad_core::protocol::limits::TEXT_BYTES;
use couchpad_core::protocol::{ControlId, ControlKind};

/// The line being typed, if any.
#[derive(Resource, Debug, Default, Clone, PartialEq, Eq)]
pub struct Typing {
    open: Option<ControlId>,
    line: String,
}

impl Typing {
    /// The text control that is being typed into.
    #[must_use]
    pub const fn control(&self) -> Option<ControlId> {
        self.open
    }

    /// What has been typed so far.
    #[must_use]
    pub fn line(&self) -> &str {
        &self.line
    }

    /// How many more letters fit, if they are plain ones.
    #[must_use]
    pub fn left(&self) -> usize {
        TEXT_BYTES.saturating_sub(self.line.len())
    }

    /// Nothing is being typed any more.
    pub(crate) fn close(&mut self) {
        *self = Self::default();
    }

    fn open(&mut self, control: ControlId) {
        *self = Self {
            open: Some(control),
            line: String::new(),
        };
    }

    /// One key. Gives the line when it is to be sent.
    fn key(&mut self, key: &Key) -> Option<Action> {
        let control = self.open?;
        match key {
            Key::Enter => {
                let text = std::mem::take(self).line;
                return (!text.trim().is_empty()).then_some(Action::Text { control, text });
            }
            Key::Escape => *self = Self::default(),
            Key::Backspace => {
                self.line.pop();
            }
            Key::Space => self.add(" "),
            Key::Character(typed) => self.add(typed),
            _ => {}
        }
        None
    }

    /// Adds what still fits, and nothing that is not to be seen.
    fn add(&mut self, typed: &str) {
        let fits = self.line.len() + typed.len() <= TEXT_BYTES;
        if fits && !typed.chars().any(char::is_control) {
            self.line.push_str(typed);
        }
    }
}

/// Opens the field that was tapped and closes one that is no longer on the glass, or has a screen over it.
pub(super) fn open_field(
    mut actions: MessageReader<Action>,
    (fingers, covered): (Res<Fingers>, Res<Covered>),
    mut typing: ResMut<Typing>,
) {
    for action in actions.read() {
        if let Action::Edit(control) = action {
            typing.open(*control);
        }
    }
    let takes_text = |kind: &ControlKind| matches!(kind, ControlKind::Text { .. });
    let controls = &fingers.0.plan().controls;
    let gone = |open| !controls.iter().any(|c| c.id == open && takes_text(&c.kind));
    if typing.open.is_some_and(|open| covered.0 || gone(open)) {
        *typing = Typing::default();
    }
}

pub(super) fn read_keys(
    mut keys: MessageReader<KeyboardInput>,
    mut typing: ResMut<Typing>,
    mut out: MessageWriter<Action>,
) {
    if typing.open.is_none() {
        keys.clear();
        return;
    }
    for key in keys.read().filter(|key| key.state.is_pressed()) {
        out.write_batch(typing.key(&key.logical_key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[Key]) -> (Typing, Option<Action>) {
        let mut typing = Typing::default();
        typing.open(ControlId(4));
        let sent = keys.iter().fold(None, |sent, key| sent.or(typing.key(key)));
        (typing, sent)
    }

    fn character(c: &str) -> Key {
        Key::Character(c.into())
    }

    #[test]
    fn a_line_is_typed_mended_and_sent_once() {
        let keys = [
            character("h"),
            character("o"),
            Key::Backspace,
            character("i"),
            Key::Space,
            Key::Enter,
        ];
        let (typing, sent) = typed(&keys);
        let control = ControlId(4);
        let text = "hi ".to_owned();
        assert_eq!(sent, Some(Action::Text { control, text }));
        assert_eq!(typing, Typing::default(), "closed and empty");
    }

    #[test]
    fn nothing_is_sent_without_words_or_after_escape() {
        assert_eq!(typed(&[Key::Space, Key::Enter]).1, None);
        assert_eq!(typed(&[character("a"), Key::Escape, Key::Enter]).1, None);
    }

    #[test]
    fn a_line_never_grows_beyond_what_the_wire_takes() {
        let (typing, _) = typed(&vec![character("é"); TEXT_BYTES]);
        assert_eq!(typing.line().len(), TEXT_BYTES);
        assert_eq!(typed(&[character("\u{7}")]).0.line(), "");
    }
}
