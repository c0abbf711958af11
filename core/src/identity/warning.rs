//! What goes wrong with an identity, in words that say what to do. Must not know how it came to that.

use super::parse::ParseFault;
use super::store::StoreError;
use std::fmt;

/// Why there is no identity to be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// The records cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A later version of this program wrote a record; an older one would destroy it.
    #[error(
        "a newer version of Couchpad wrote {record}: use that version, or name another folder in COUCHPAD_DATA_DIR"
    )]
    Newer {
        /// The record's name.
        record: String,
    },
    /// The system has no random numbers.
    #[error("the system has no random numbers for a key: restart it, then try again")]
    NoRandomness,
}

/// What was lost with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// A receiver's key.
    HostKey,
    /// A receiver's evening: its link, and the pads that were paired for this evening.
    Evening,
    /// The port that a receiver kept.
    Port,
    /// A pad that a receiver trusted.
    Pad,
    /// A pad's key.
    PadKey,
    /// A receiver that a pad knew.
    Receiver,
    /// A player's name.
    Player,
}

/// Something about the identity that the player should know. Never fatal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityWarning {
    /// What was lost.
    pub lost: Lost,
    /// What was wrong with the record; `None` where it was not there any more.
    pub fault: Option<ParseFault>,
    /// Where the record is kept now, for whoever wants to look into it.
    pub kept: Option<String>,
}

impl Lost {
    const fn what(self) -> &'static str {
        match self {
            Self::HostKey | Self::PadKey => "the key of this device",
            Self::Evening => "the record of this evening",
            Self::Port => "the record of the port",
            Self::Pad => "the record of one phone",
            Self::Receiver => "the record of one receiver",
            Self::Player => "the record of the player's name",
        }
    }

    const fn advice(self) -> &'static str {
        match self {
            Self::HostKey => {
                "this receiver has a new identity, so phones must pair again: scan the code on the screen, or choose this receiver on the phone and type the digits"
            }
            Self::PadKey => {
                "this controller has a new identity, so receivers will ask for their code once more"
            }
            Self::Evening => {
                "a new evening has begun: phones that are not remembered pair again with the code on the screen"
            }
            Self::Port => "the usual port is tried first",
            Self::Pad => "that phone pairs again with the code on the screen",
            Self::Receiver => "pair with it again: scan the code on its screen, or type the digits",
            Self::Player => "choose a name again",
        }
    }
}

impl fmt::Display for IdentityWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.lost.what())?;
        match &self.fault {
            Some(fault) => write!(f, "was damaged ({fault})")?,
            None => write!(f, "was missing")?,
        }
        if let Some(kept) = &self.kept {
            write!(f, " and is now {kept}")?;
        }
        write!(f, "; {}.", self.lost.advice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_lost_and_what_to_do() {
        let warning = IdentityWarning {
            lost: Lost::HostKey,
            fault: Some(ParseFault::Damaged { line: 2 }),
            kept: Some("/home/ada/device.toml.corrupt-1".into()),
        };
        assert_eq!(
            warning.to_string(),
            "the key of this device was damaged (line 2 is not what belongs there) and is now \
             /home/ada/device.toml.corrupt-1; this receiver has a new identity, so phones must pair again: scan the code \
             on the screen, or choose this receiver on the phone and type the digits."
        );
    }
}
