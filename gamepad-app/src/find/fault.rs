//! What can go wrong on the way in, in words: short, plain, what to do next; and the ways on from there.

use couchpad_core::protocol::control::Refusal;
use couchpad_core::{PadEnd, Unreachable};
use std::borrow::Cow;

/// Why it did not work, or does not any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The receiver said no.
    Refused(Refusal),
    /// Another receiver than the one of the link or the pairing answered.
    Impostor,
    /// The session is over.
    Ended(PadEnd),
    /// This device cannot even begin; the system's own words.
    NoConnection(String),
}

/// Why a receiver is not reached, though tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unreached {
    /// The device answers, and no receiver listens there.
    Refused,
    /// Nothing answers.
    TimedOut,
    /// This device is in another network, or in none.
    NoRoute,
    /// The system does not let this app use the network.
    Forbidden,
    /// It answers, but the game's own packets do not get through.
    NoDatagrams,
    /// It cut the connection at once.
    HungUp,
    /// Something else answers there.
    Other,
}

impl From<Unreachable> for Unreached {
    fn from(reason: Unreachable) -> Self {
        match reason {
            Unreachable::Refused => Self::Refused,
            Unreachable::TimedOut => Self::TimedOut,
            Unreachable::NoRoute => Self::NoRoute,
            Unreachable::Forbidden => Self::Forbidden,
            Unreachable::NoDatagrams => Self::NoDatagrams,
            Unreachable::HungUp => Self::HungUp,
            Unreachable::Other => Self::Other,
        }
    }
}

/// A way on from a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// The same once more.
    TryAgain,
    /// With the code on the big screen.
    EnterCode,
    /// What may be in the way.
    Why,
    /// To the receivers.
    Find,
}

/// A heading and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The one thing to read.
    pub heading: &'static str,
    /// What to do next.
    pub words: Cow<'static, str>,
}

const fn told(heading: &'static str, words: &'static str) -> Told {
    Told {
        heading,
        words: Cow::Borrowed(words),
    }
}

impl Fault {
    /// In words.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::Refused(refusal) => refused(*refusal),
            Self::Impostor => told(
                "Not the big screen that you know",
                "Another one answers at its address. Look at the big screen in this room and enter its code.",
            ),
            Self::Ended(end) => ended(*end),
            Self::NoConnection(reason) => Told {
                heading: "This phone cannot connect",
                words: Cow::Owned(format!("Close other apps, then try again. ({reason})")),
            },
        }
    }

    /// The ways on, the best first. There is always one.
    #[must_use]
    pub const fn ways(&self) -> &'static [Way] {
        use Way::{EnterCode, Find, TryAgain, Why};
        match self {
            Self::Refused(
                Refusal::WrongCode
                | Refusal::LockedOut { .. }
                | Refusal::NotPaired
                | Refusal::Mode
                | Refusal::WrongLink,
            ) => &[EnterCode, Find],
            Self::Refused(_) | Self::NoConnection(_) => &[TryAgain, Find],
            Self::Impostor => &[EnterCode, Why, Find],
            Self::Ended(PadEnd::Interrupted) => &[EnterCode, Find],
            Self::Ended(PadEnd::Left) => &[Find, TryAgain],
            Self::Ended(_) => &[TryAgain, Find],
        }
    }
}

impl Unreached {
    /// In words.
    #[must_use]
    pub const fn told(self) -> Told {
        match self {
            Self::Refused => told(
                "Couchpad is not open there",
                "Start it on the big screen. This controller joins by itself.",
            ),
            Self::TimedOut => told(
                "The big screen does not answer",
                "Check that both are in the same Wi-Fi. Trying again by itself.",
            ),
            Self::NoRoute => told(
                "No way to the big screen",
                "Connect this phone to the Wi-Fi of the big screen. Trying again by itself.",
            ),
            Self::Forbidden => told(
                "This app may not use the network",
                "Allow “Local network” in the phone's settings. Trying again by itself.",
            ),
            Self::NoDatagrams => told(
                "Something holds the game up",
                "A firewall is in the way: `couchpad doctor` on the big screen tells which. Trying again by itself.",
            ),
            Self::HungUp => told(
                "The big screen hung up",
                "Too many may be joining at once. Trying again by itself; if it goes on, look at the address again.",
            ),
            Self::Other => told(
                "That is not Couchpad",
                "Something else answers there: look at the address on the big screen again. Trying again by itself.",
            ),
        }
    }
}

fn refused(refusal: Refusal) -> Told {
    match refusal {
        Refusal::UpdatePad => told(
            "Update this app",
            "It is older than the big screen's. Update it, then join again.",
        ),
        Refusal::UpdateReceiver => told(
            "Update the big screen",
            "This app is newer. Update Couchpad there, then join again.",
        ),
        Refusal::Full => told(
            "The big screen is full",
            "Ask someone to leave, then try again.",
        ),
        Refusal::Mode => told("Not this way", "Enter the code that the big screen shows."),
        Refusal::Closing => told(
            "Couchpad is closing",
            "Start it again on the big screen, then try again.",
        ),
        Refusal::Malformed => told(
            "They do not understand each other",
            "Update Couchpad here and on the big screen, then try again.",
        ),
        Refusal::WrongCode => told(
            "That is not the code",
            "Look at the big screen again: the code may have changed.",
        ),
        Refusal::LockedOut { seconds } => Told {
            heading: "Too many wrong codes",
            words: Cow::Owned(format!(
                "Wait {seconds}\u{a0}s, or scan the picture on the big screen."
            )),
        },
        Refusal::RoomLocked => told(
            "The room is locked",
            "Ask someone at the big screen to unlock it, then try again.",
        ),
        Refusal::NotPaired => told(
            "The big screen does not know this phone",
            "Enter the code that it shows.",
        ),
        Refusal::WrongLink => told(
            "This link is no longer valid",
            "Take the new one from the big screen, or enter its code.",
        ),
        Refusal::Busy => told("Many are joining just now", "Try again in a moment."),
    }
}

const fn ended(end: PadEnd) -> Told {
    match end {
        PadEnd::Left => told("You left the game", "Find it again to come back."),
        PadEnd::Kicked => told(
            "You were taken out of the game",
            "Ask at the big screen, then join again.",
        ),
        PadEnd::Replaced => told(
            "You play on another controller now",
            "Close this one, or take the game back to it.",
        ),
        PadEnd::Interrupted => told(
            "The connection broke as the code was checked",
            "Enter the code on the big screen again.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Fault> {
        let refusals = [
            Refusal::UpdatePad,
            Refusal::UpdateReceiver,
            Refusal::Full,
            Refusal::Mode,
            Refusal::Closing,
            Refusal::Malformed,
            Refusal::WrongCode,
            Refusal::LockedOut { seconds: 30 },
            Refusal::RoomLocked,
            Refusal::NotPaired,
            Refusal::WrongLink,
            Refusal::Busy,
        ];
        let ends = [
            PadEnd::Left,
            PadEnd::Kicked,
            PadEnd::Replaced,
            PadEnd::Interrupted,
        ];
        let others = [Fault::Impostor, Fault::NoConnection("no threads".into())];
        let refusals = refusals.map(Fault::Refused).into_iter();
        refusals
            .chain(ends.map(Fault::Ended))
            .chain(others)
            .collect()
    }

    #[test]
    fn each_says_something_of_its_own_and_leads_back() {
        let mut headings: Vec<_> = all().iter().map(|f| f.told().heading).collect();
        for fault in all() {
            assert!(!fault.told().words.is_empty(), "{fault:?}");
            assert!(fault.ways().contains(&Way::Find), "{fault:?}");
        }
        headings.sort_unstable();
        headings.dedup();
        assert_eq!(headings.len(), all().len());
    }

    #[test]
    fn an_unreached_receiver_is_tried_again_and_a_wait_has_its_length() {
        for why in [
            Unreached::Refused,
            Unreached::TimedOut,
            Unreached::NoRoute,
            Unreached::Forbidden,
            Unreached::NoDatagrams,
            Unreached::HungUp,
            Unreached::Other,
        ] {
            assert!(why.told().words.contains("by itself"), "{why:?}");
        }
        let wait = Fault::Refused(Refusal::LockedOut { seconds: 17 });
        assert!(wait.told().words.contains("17\u{a0}s"));
    }
}
