//! Who plays, while it is being said: a name and a colour. A new player is met with both, good enough to go on with one tap.
//! Pure: chance comes in as a number.

use couchpad_core::protocol::limits::NAME_BYTES;
use couchpad_core::protocol::{NAMELESS, clean_name};
use couchpad_theme::players::MARKS;

/// First words of a name. They are the same in all the languages that the app speaks.
const FIRST: [&str; 16] = [
    "Turbo", "Mega", "Disco", "Retro", "Astro", "Super", "Cosmo", "Robo", "Ninja", "Mambo",
    "Ultra", "Domino", "Samba", "Hyper", "Mini", "Jumbo",
];
/// Second words of a name, the same.
const SECOND: [&str; 24] = [
    "Panda", "Kiwi", "Yeti", "Puma", "Mango", "Koala", "Gecko", "Lama", "Orca", "Zebra", "Banjo",
    "Bingo", "Taco", "Tornado", "Gorilla", "Bonsai", "Papaya", "Karma", "Salsa", "Tango", "Alpaka",
    "Limbo", "Pingu", "Sushi",
];

/// Chance that can be repeated (SplitMix64); nothing secret hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let sides = sides.max(1) as u64;
        usize::try_from(mixed % sides).unwrap_or_default()
    }

    /// A name that somebody could have.
    fn name(&mut self) -> String {
        let mut one = |words: &[&'static str]| {
            let at = self.roll(words.len());
            words.get(at).copied().unwrap_or(NAMELESS)
        };
        format!("{} {}", one(&FIRST), one(&SECOND))
    }

    fn mark(&mut self) -> u8 {
        u8::try_from(self.roll(MARKS.len())).unwrap_or_default()
    }
}

/// A name being said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayerEntry {
    text: String,
    /// Nobody has touched the name: the first letter takes its place.
    untouched: bool,
    /// The colour and shape, as far as nothing else knows it.
    pub mark: u8,
}

impl PlayerEntry {
    /// A stranger's, by chance.
    pub(super) fn suggested(dice: &mut Dice) -> Self {
        Self {
            text: dice.name(),
            untouched: true,
            mark: dice.mark(),
        }
    }

    /// That of who is known, to be changed.
    pub(super) fn known(name: &str) -> Self {
        Self {
            text: name.to_owned(),
            untouched: name == NAMELESS,
            mark: 0,
        }
    }

    /// The name as far as it was said.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name, if what was said is one.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        (!self.text.trim().is_empty()).then(|| clean_name(&self.text))
    }

    /// Another name, by chance.
    pub(super) fn suggest(&mut self, dice: &mut Dice) {
        let before = std::mem::take(&mut self.text);
        self.text = dice.name();
        while self.text == before {
            self.text = dice.name();
        }
        self.untouched = true;
    }

    /// Adds what is typed or pasted, as far as it can be seen and fits.
    pub(super) fn push(&mut self, typed: &str) {
        for letter in typed.chars().filter(|letter| !letter.is_control()) {
            if std::mem::take(&mut self.untouched) {
                self.text.clear();
            }
            if self.text.len() + letter.len_utf8() <= NAME_BYTES {
                self.text.push(letter);
            }
        }
    }

    /// Takes the last letter back, or all of a name that nobody typed.
    pub(super) fn delete(&mut self) {
        if std::mem::take(&mut self.untouched) {
            self.text.clear();
        } else {
            self.text.pop();
        }
    }

    /// The whole name was typed elsewhere.
    pub(super) fn set(&mut self, name: &str) {
        self.text = clean_name(name);
        self.untouched = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn everybody_gets_a_name_and_a_colour_of_their_own() {
        let entries = (0..200).map(|seed| PlayerEntry::suggested(&mut Dice::new(seed)));
        let entries: Vec<_> = entries.collect();
        let names: HashSet<_> = entries.iter().map(|entry| entry.text()).collect();
        assert!(names.len() > 120, "{} names for 200 players", names.len());
        let marks: HashSet<_> = entries.iter().map(|entry| entry.mark).collect();
        assert_eq!(marks.len(), MARKS.len());
        for entry in entries {
            assert_eq!(entry.name().as_deref(), Some(entry.text()), "shown whole");
        }
    }

    #[test]
    fn what_was_suggested_makes_room_for_what_is_typed() {
        let mut entry = PlayerEntry::suggested(&mut Dice::new(7));
        entry.push("A");
        entry.push("da\n");
        assert_eq!(entry.name().as_deref(), Some("Ada"));
        entry.delete();
        assert_eq!(entry.text(), "Ad");
        let mut other = PlayerEntry::suggested(&mut Dice::new(7));
        other.delete();
        assert_eq!((other.text(), other.name()), ("", None));
        other.suggest(&mut Dice::new(3));
        assert!(other.name().is_some());
        let mut known = PlayerEntry::known("Ada");
        known.push(" L");
        assert_eq!(known.text(), "Ada L");
    }

    #[test]
    fn another_name_is_another_one() {
        let mut dice = Dice::new(1);
        let mut entry = PlayerEntry::suggested(&mut dice);
        for _ in 0..100 {
            let before = entry.text().to_owned();
            entry.suggest(&mut dice);
            assert_ne!(entry.text(), before);
        }
    }

    proptest! {
        #[test]
        fn no_typing_makes_a_name_that_is_too_long(parts in proptest::collection::vec(".{0,60}", 0..8)) {
            let mut entry = PlayerEntry::known("");
            for part in parts {
                entry.push(&part);
                prop_assert!(entry.text().len() <= NAME_BYTES);
            }
            entry.name().into_iter().for_each(|name| assert_eq!(name, clean_name(&name)));
        }
    }
}
