//! What is kept of others: pads that a receiver trusts, receivers that a pad has pinned, and which of them somebody means
//! by a name. Must not know how they are kept.

use couchpad_protocol::PublicKey;
use couchpad_protocol::control::ResumeSecret;
use std::net::SocketAddr;

/// A pad that may come back to a receiver without link or code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedPad {
    /// Which device it is.
    pub key: PublicKey,
    /// What the player called it last; clean.
    pub name: String,
    /// When it was paired last, in unix seconds.
    pub paired: u64,
    /// Whether it stays trusted when the evening ends.
    pub remembered: bool,
    /// When it was here last, in unix seconds.
    pub last_seen: u64,
}

/// A receiver that a pad has been paired with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinnedReceiver {
    /// Which receiver it is; another one with its name is not it.
    pub key: PublicKey,
    /// What it calls itself; clean.
    pub name: String,
    /// Where it was, best first; at most [`ADDRESSES`](super::parse::ADDRESSES) are kept.
    pub addresses: Vec<SocketAddr>,
    /// Gets the seat back.
    pub resume: Option<ResumeSecret>,
    /// Whether the receiver said that it remembers this pad beyond its evening.
    pub remembered: bool,
    /// When the pad was there last, in unix seconds.
    pub last_used: u64,
}

/// Which pads somebody means by what they typed: the one with this fingerprint, else those of exactly this name, else of
/// this name in other letters (Ada, ada). The fingerprint comes first, since nobody can choose theirs: a guest who takes
/// another's for a name stands in for nobody.
#[must_use]
pub fn meant<'a>(
    pads: impl Iterator<Item = &'a TrustedPad> + Clone,
    typed: &str,
) -> Vec<PublicKey> {
    let typed = typed.trim();
    let lower = typed.to_lowercase();
    let rules: [&dyn Fn(&TrustedPad) -> bool; 3] = [
        &|pad| pad.key.fingerprint() == lower,
        &|pad| pad.name == typed,
        &|pad| pad.name.to_lowercase() == lower,
    ];
    let found = |rule: &&dyn Fn(&TrustedPad) -> bool| -> Vec<PublicKey> {
        let those = pads.clone().filter(|pad| rule(pad));
        those.map(|pad| pad.key).collect()
    };
    let mut tries = rules.iter().map(found);
    tries.find(|keys| !keys.is_empty()).unwrap_or_default()
}

const PAD: &str = "pad-";
const RECEIVER: &str = "receiver-";
const NOTE: &str = "app-";
const ENDING: &str = ".toml";

pub(super) fn pad_name(key: &PublicKey) -> String {
    format!("{PAD}{}{ENDING}", key.fingerprint())
}

pub(super) fn receiver_name(key: &PublicKey) -> String {
    format!("{RECEIVER}{}{ENDING}", key.fingerprint())
}

/// A record of the program's own.
pub(super) fn note_name(what: &str) -> String {
    format!("{NOTE}{what}{ENDING}")
}

pub(super) fn is_note(name: &str) -> bool {
    name.starts_with(NOTE) && name.ends_with(ENDING)
}

pub(super) fn is_pad(name: &str) -> bool {
    name.starts_with(PAD) && name.ends_with(ENDING)
}

pub(super) fn is_receiver(name: &str) -> bool {
    name.starts_with(RECEIVER) && name.ends_with(ENDING)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pad(name: &str, key: u8) -> TrustedPad {
        TrustedPad {
            key: PublicKey([key; 32]),
            name: name.into(),
            paired: 0,
            remembered: false,
            last_seen: 0,
        }
    }

    #[test]
    fn a_name_means_all_of_that_name() {
        let pads = [pad("Ada", 1), pad("ada", 2), pad("Bo", 3), pad("Bo", 4)];
        let meant = |typed| -> Vec<u8> {
            let keys = meant(pads.iter(), typed);
            keys.iter().map(|key| key.0[0]).collect()
        };
        assert_eq!(meant("Ada"), [1]);
        assert_eq!(meant(" ADA "), [1, 2]);
        assert_eq!(meant("Bo"), [3, 4]);
        assert_eq!(meant("0303030303030303"), [3]);
        assert_eq!(meant("Cleo"), [0; 0]);
        assert_eq!(meant(""), [0; 0]);
    }

    #[test]
    fn a_name_that_looks_like_a_fingerprint_stands_in_for_nobody() {
        let pads = [
            pad("Mallory", 0xab),
            pad("abababababababab", 2),
            pad("cdcdcdcdcdcdcdcd", 3),
        ];
        let meant = |typed| meant(pads.iter(), typed);
        assert_eq!(meant("abababababababab"), [pads[0].key]);
        assert_eq!(meant("ABABABABABABABAB"), [pads[0].key]);
        assert_eq!(meant("cdcdcdcdcdcdcdcd"), [pads[2].key], "nobody's");
    }
}
