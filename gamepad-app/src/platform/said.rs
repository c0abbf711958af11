//! What the shell says, out of the app's own texts: they change with the app's language, also where the system speaks another.
//! Must not know when anything is said.

use super::Device;
use super::shell::ShellWords;
use crate::words::Words;
use bevy::prelude::*;

impl ShellWords {
    /// In the language of these.
    #[must_use]
    pub fn of(words: &Words) -> Self {
        Self {
            done: words.say("shell-done"),
            cancel: words.say("shell-cancel"),
            close: words.say("shell-close"),
            scan: words.say("shell-scan"),
            scan_other: words.say("shell-scan-other"),
            camera_none: words.say("shell-camera-none"),
            camera_refused: words.say("shell-camera-refused"),
            camera_kept: words.say("shell-camera-kept"),
            camera_failed: words.say("shell-camera-failed"),
            search_off: words.say("shell-search-off"),
            search_refused: words.say("shell-search-refused"),
            share_log: words.say("doctor-share"),
        }
    }
}

/// Leaves them where the shell finds them.
pub(super) fn follow(device: Res<Device>, words: Res<Words>) {
    if words.is_changed() || device.is_changed() {
        device.0.set_words(ShellWords::of(&words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Language;

    #[test]
    fn what_stands_on_a_dialogs_button_is_short_in_every_language() {
        for language in Language::ALL {
            let said = ShellWords::of(&Words::of(language));
            for word in [&said.done, &said.cancel, &said.close] {
                let letters = word.chars().count();
                assert!((2..=12).contains(&letters), "{language:?}: {word}");
            }
        }
    }
}
