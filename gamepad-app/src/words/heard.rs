//! What a phone's own side says in these texts: it was handed over as words, and the player's language may have changed since.
//! Must not know when it is said.

use super::{Language, Words};

/// What that side says when something of it does not work.
const TROUBLES: [&str; 7] = [
    "shell-scan-other",
    "shell-camera-none",
    "shell-camera-refused",
    "shell-camera-kept",
    "shell-camera-failed",
    "shell-search-off",
    "shell-search-refused",
];

impl Words {
    /// The same in this language, whatever language the phone's own side said it in. `usual` is the key of what is said
    /// instead of words that are none of these texts: a system's own, in whatever language, are for the log.
    #[must_use]
    pub fn heard(&self, said: &str, usual: &str) -> String {
        let is_said = |key: &str| {
            let said_by = |words: &Words| words.say(key) == said;
            said_by(self) || Language::ALL.map(Words::of).iter().any(said_by)
        };
        let key = TROUBLES.into_iter().find(|key| is_said(key));
        self.say(key.unwrap_or(usual))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_of_any_language_is_heard_in_every_other() {
        for there in Language::ALL.map(Words::of) {
            for here in Language::ALL.map(Words::of) {
                for key in TROUBLES {
                    let heard = here.heard(&there.say(key), "find-failed");
                    assert_eq!(heard, here.say(key), "{there:?} in {here:?}");
                }
            }
        }
    }

    #[test]
    fn words_of_a_system_are_never_repeated() {
        for words in Language::ALL.map(Words::of) {
            for said in ["", "Permission denied (os error 13)", "nsd: 0"] {
                assert_eq!(words.heard(said, "find-failed"), words.say("find-failed"));
            }
        }
    }
}
