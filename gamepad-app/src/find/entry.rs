//! What is typed before play: the six digits of a room code, the address of a receiver. Rules only: which key does what,
//! when it is whole, what is wrong with it.

use super::hidden::Hidden;
use couchpad_core::protocol::{JoinLink, JoinLinkError, RoomCode};
use std::time::Duration;

/// Digits of a room code.
pub(super) const DIGITS: usize = 6;
/// Longest text that is kept as an address, in bytes: a whole link with all its addresses, and some room.
const ADDRESS_BYTES: usize = 1_024;

/// Why the code is asked for once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeTrouble {
    /// It was not the code on the screen.
    Wrong,
    /// The receiver knew this device once, and does not any more.
    Forgotten,
    /// The connection broke while it was checked.
    Interrupted,
    /// Too many were wrong: none is heard before this moment on the app's clock.
    LockedOut {
        /// When it ends.
        until: Duration,
    },
}

/// The code being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeEntry {
    digits: Hidden,
    /// Six are there, and the receiver is being asked.
    pub checking: bool,
    /// Why it is asked for once more.
    pub trouble: Option<CodeTrouble>,
}

impl CodeEntry {
    /// An empty one, and why.
    #[must_use]
    pub fn after(trouble: Option<CodeTrouble>) -> Self {
        Self {
            trouble,
            ..Self::default()
        }
    }

    /// What has been typed.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits.0
    }

    /// How long the keypad stays closed; zero when it is open.
    #[must_use]
    pub fn closed_for(&self, now: Duration) -> Duration {
        match self.trouble {
            Some(CodeTrouble::LockedOut { until }) => until.saturating_sub(now),
            _ => Duration::ZERO,
        }
    }

    /// Whether keys do anything.
    #[must_use]
    pub fn is_open(&self, now: Duration) -> bool {
        !self.checking && self.closed_for(now).is_zero()
    }

    /// One more digit. Gives the code once it is whole.
    pub fn push(&mut self, digit: char, now: Duration) -> Option<RoomCode> {
        if !self.is_open(now) || !digit.is_ascii_digit() {
            return None;
        }
        // the first digit of the next try: what was wrong with the last one is read
        self.trouble = None;
        self.digits.0.push(digit);
        if self.digits.0.len() < DIGITS {
            return None;
        }
        self.checking = true;
        self.digits.0.parse().ok()
    }

    /// Takes the last digit back.
    pub fn delete(&mut self, now: Duration) {
        if self.is_open(now) {
            self.digits.0.pop();
        }
    }
}

/// The address being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressEntry {
    text: Hidden,
}

impl AddressEntry {
    /// What has been typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text.0
    }

    /// Adds what is typed or pasted, as far as it can be seen and fits.
    pub fn push(&mut self, typed: &str) {
        let seen = typed.chars().filter(|c| !c.is_control());
        for letter in seen {
            if self.text.0.len() + letter.len_utf8() <= ADDRESS_BYTES {
                self.text.0.push(letter);
            }
        }
    }

    /// Takes the last letter back.
    pub fn delete(&mut self) {
        self.text.0.pop();
    }

    /// The link that it is, or what is wrong with it; `None` while nothing is there.
    #[must_use]
    pub fn read(&self) -> Option<Result<JoinLink, JoinLinkError>> {
        if self.text.0.trim().is_empty() {
            return None;
        }
        Some(JoinLink::from_typed(&self.text.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(100);

    fn typed(entry: &mut CodeEntry, digits: &str) -> Option<RoomCode> {
        digits
            .chars()
            .fold(None, |whole, digit| whole.or(entry.push(digit, NOW)))
    }

    #[test]
    fn the_sixth_digit_makes_the_code_and_closes_the_keypad() {
        let mut entry = CodeEntry::default();
        assert_eq!(typed(&mut entry, "01a23"), None);
        entry.delete(NOW);
        assert_eq!(entry.digits(), "012");
        let code = typed(&mut entry, "345").expect("whole");
        assert_eq!(code.reveal(), "012345");
        assert!(entry.checking && !entry.is_open(NOW));
        assert_eq!(typed(&mut entry, "9"), None);
        entry.delete(NOW);
        assert_eq!(entry.digits(), "012345");
    }

    #[test]
    fn a_lock_out_ends_by_itself() {
        let until = NOW + Duration::from_secs(30);
        let mut entry = CodeEntry::after(Some(CodeTrouble::LockedOut { until }));
        assert_eq!(typed(&mut entry, "1"), None);
        assert_eq!(entry.digits(), "");
        assert_eq!(entry.closed_for(NOW), Duration::from_secs(30));
        assert!(entry.is_open(until));
        entry.push('1', until);
        assert_eq!((entry.digits(), entry.trouble), ("1", None));
    }

    #[test]
    fn what_was_wrong_is_said_until_the_next_digit() {
        let mut entry = CodeEntry::after(Some(CodeTrouble::Wrong));
        assert_eq!(entry.digits(), "");
        typed(&mut entry, "4");
        assert_eq!(entry.trouble, None);
    }

    #[test]
    fn digits_and_links_stay_out_of_logs() {
        let mut code = CodeEntry::default();
        typed(&mut code, "73519");
        let mut address = AddressEntry::default();
        address.push("couchpad://1.2.3.4:5?s=SECRET");
        let said = format!("{code:?} {address:?}");
        assert!(
            !said.contains("73519") && !said.contains("SECRET"),
            "{said}"
        );
    }

    #[test]
    fn an_address_is_read_while_it_is_typed() {
        let mut entry = AddressEntry::default();
        assert_eq!(entry.read(), None);
        entry.push("192.168.0");
        let wrong = entry.read().expect("something").expect_err("not whole");
        assert!(wrong.to_string().contains("192.168.0"), "{wrong}");
        entry.push(".5\n");
        let link = entry.read().expect("something").expect("whole");
        assert_eq!(link.to_string(), "couchpad://192.168.0.5:4455");
        entry.push(&"9".repeat(5_000));
        assert_eq!(entry.text().len(), ADDRESS_BYTES);
    }
}
