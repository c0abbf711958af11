//! What is wrong with a link, in the player's language.

use super::Words;
use crate::model::Trouble;
use couchpad_core::session::Cause;

impl Words {
    /// What is wrong, in a few words that have room beside a name.
    #[must_use]
    pub fn cause(&self, cause: Cause) -> String {
        let [what, _] = keys(cause);
        self.say(what)
    }

    /// What is wrong, and what to do about it.
    #[must_use]
    pub fn advice(&self, trouble: Trouble) -> String {
        let keys = match trouble {
            Trouble::Named(cause) => keys(cause),
            Trouble::Unnamed => ["cause-unnamed", "cause-unnamed.advice"],
        };
        let [what, advice] = keys.map(|key| self.say(key).into());
        self.with("cause-notice", &[("what", what), ("advice", advice)])
    }
}

const fn keys(cause: Cause) -> [&'static str; 2] {
    match cause {
        Cause::ReceiverSlow => ["cause-receiver-slow", "cause-receiver-slow.advice"],
        Cause::WifiCongested => ["cause-wifi-congested", "cause-wifi-congested.advice"],
        Cause::FarAway => ["cause-far-away", "cause-far-away.advice"],
        Cause::AppInBackground => ["cause-in-background", "cause-in-background.advice"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn english_says_what_the_session_says() {
        let words = Words::default();
        for cause in Cause::ALL {
            assert_eq!(words.cause(cause), cause.on_pad());
            let notice = format!("{}. {}.", cause.on_pad(), cause.advice());
            assert_eq!(words.advice(Trouble::Named(cause)), notice);
        }
    }

    #[test]
    fn what_stands_beside_a_name_is_short_in_every_language() {
        for words in Language::ALL.map(Words::of) {
            for cause in Cause::ALL {
                // who reads this one has the app in front: it is never beside the name
                if cause != Cause::AppInBackground {
                    assert!(words.cause(cause).chars().count() <= 18, "{words:?}");
                }
            }
        }
    }
}
