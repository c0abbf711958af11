//! What can go wrong on the way in, in words: short, plain, what to do next; and the ways on from there.

use crate::words::{Value, Words};
use couchpad_core::protocol::control::Refusal;
use couchpad_core::{PadEnd, Unreachable};

/// Why it did not work, or does not any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The receiver said no.
    Refused(Refusal),
    /// Another receiver than the one of the link or the pairing answered.
    Impostor,
    /// The session is over.
    Ended(PadEnd),
    /// This device cannot even begin.
    NoConnection,
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
    pub heading: String,
    /// What to do next.
    pub words: String,
}

impl Told {
    /// The heading of a key, and what belongs to it.
    fn of(words: &Words, [heading, todo]: [&str; 2], values: &[(&str, Value<'_>)]) -> Self {
        Self {
            heading: words.with(heading, values),
            words: words.with(todo, values),
        }
    }
}

impl Fault {
    /// In words.
    #[must_use]
    pub fn told(&self, words: &Words) -> Told {
        let plain = |keys| Told::of(words, keys, &[]);
        match self {
            Self::Refused(Refusal::LockedOut { seconds }) => {
                let values = [("seconds", (*seconds).into())];
                Told::of(
                    words,
                    ["fault-locked-out", "fault-locked-out.words"],
                    &values,
                )
            }
            Self::Refused(refusal) => plain(refused(*refusal)),
            Self::Impostor => plain(["fault-impostor", "fault-impostor.words"]),
            Self::Ended(end) => plain(ended(*end)),
            Self::NoConnection => plain(["fault-no-connection", "fault-no-connection.words"]),
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
            Self::Refused(_) | Self::NoConnection => &[TryAgain, Find],
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
    pub fn told(self, words: &Words) -> Told {
        let keys = match self {
            Self::Refused => ["unreached-refused", "unreached-refused.words"],
            Self::TimedOut => ["unreached-timed-out", "unreached-timed-out.words"],
            Self::NoRoute => ["unreached-no-route", "unreached-no-route.words"],
            Self::Forbidden => ["unreached-forbidden", "unreached-forbidden.words"],
            Self::NoDatagrams => ["unreached-no-datagrams", "unreached-no-datagrams.words"],
            Self::HungUp => ["unreached-hung-up", "unreached-hung-up.words"],
            Self::Other => ["unreached-other", "unreached-other.words"],
        };
        Told::of(words, keys, &[])
    }
}

const fn refused(refusal: Refusal) -> [&'static str; 2] {
    match refusal {
        Refusal::UpdatePad => ["fault-update-here", "fault-update-here.words"],
        Refusal::UpdateReceiver => ["fault-update-there", "fault-update-there.words"],
        Refusal::Full => ["fault-full", "fault-full.words"],
        Refusal::Mode => ["fault-mode", "fault-mode.words"],
        Refusal::Closing => ["fault-closing", "fault-closing.words"],
        Refusal::Malformed => ["fault-malformed", "fault-malformed.words"],
        Refusal::WrongCode => ["fault-wrong-code", "fault-wrong-code.words"],
        Refusal::LockedOut { .. } => ["fault-locked-out", "fault-locked-out.words"],
        Refusal::RoomLocked => ["fault-room-locked", "fault-room-locked.words"],
        Refusal::NotPaired => ["fault-not-paired", "fault-not-paired.words"],
        Refusal::WrongLink => ["fault-wrong-link", "fault-wrong-link.words"],
        Refusal::Busy => ["fault-busy", "fault-busy.words"],
    }
}

const fn ended(end: PadEnd) -> [&'static str; 2] {
    match end {
        PadEnd::Left => ["fault-left", "fault-left.words"],
        PadEnd::Kicked => ["fault-kicked", "fault-kicked.words"],
        PadEnd::Replaced => ["fault-replaced", "fault-replaced.words"],
        PadEnd::Interrupted => ["fault-interrupted", "fault-interrupted.words"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use std::collections::BTreeSet;

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
        let others = [Fault::Impostor, Fault::NoConnection];
        let refusals = refusals.map(Fault::Refused).into_iter();
        refusals
            .chain(ends.map(Fault::Ended))
            .chain(others)
            .collect()
    }

    #[test]
    fn each_says_something_of_its_own_and_leads_back() {
        for words in Language::ALL.map(Words::of) {
            let told: Vec<_> = all().iter().map(|f| f.told(&words)).collect();
            let headings: BTreeSet<_> = told.iter().map(|told| &told.heading).collect();
            assert_eq!(headings.len(), told.len(), "{words:?}");
            assert!(told.iter().all(|told| !told.words.is_empty()), "{words:?}");
        }
        for fault in all() {
            assert!(fault.ways().contains(&Way::Find), "{fault:?}");
        }
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
            assert!(
                why.told(&Words::default()).words.contains("by itself"),
                "{why:?}"
            );
        }
        let wait = Fault::Refused(Refusal::LockedOut { seconds: 17 });
        assert!(wait.told(&Words::default()).words.contains("17\u{a0}s"));
    }
}
