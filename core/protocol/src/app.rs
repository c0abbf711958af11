//! What stands on a program's message: whose it is, on which channel, which one, made when. The bytes behind it are the
//! program's own. Must not know how it travels.

use crate::PadId;
use serde::{Deserialize, Serialize};

/// Who a program's message is for, or whom it is from. On the wire a `u32`: 0 the host, 4,294,967,295 everyone, otherwise
/// the pad's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "u32", into = "u32")]
pub enum Peer {
    /// The program at the host.
    Host,
    /// The program at one pad.
    Pad(PadId),
    /// From a host: all pads. From a pad: the host and all other pads. Nobody's sender.
    Everyone,
}

impl From<u32> for Peer {
    fn from(number: u32) -> Self {
        match number {
            0 => Self::Host,
            u32::MAX => Self::Everyone,
            pad => Self::Pad(PadId(pad)),
        }
    }
}

impl From<Peer> for u32 {
    fn from(peer: Peer) -> Self {
        match peer {
            Peer::Host => 0,
            Peer::Pad(PadId(pad)) => pad,
            Peer::Everyone => Self::MAX,
        }
    }
}

impl From<PadId> for Peer {
    fn from(pad: PadId) -> Self {
        Self::from(pad.0)
    }
}

impl std::fmt::Display for Peer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Host => f.write_str("host"),
            Self::Pad(PadId(pad)) => write!(f, "pad {pad}"),
            Self::Everyone => f.write_str("everyone"),
        }
    }
}

/// What stands on a program's message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppHead {
    /// To a host: whom it is for. To a pad: whom it is from.
    pub peer: Peer,
    /// Which stream of messages.
    pub channel: u8,
    /// Counts the messages that this end sends to the other, reliable or not, on all channels; from 1.
    pub sequence: u32,
    /// When it was made. To a host: by the pad's clock, to a pad: by the host's; microseconds, wrapping.
    pub time: u32,
}

/// Why a program's message did not get there. As text: what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
pub enum Undelivered {
    /// This host passes nothing on between pads.
    #[error("this host passes no messages on between its members: send it to the host")]
    RelayOff,
    /// There is no such pad.
    #[error("there is no such member any more")]
    NoSuchPad,
    /// The sender sends more than the host takes or passes on, or so much of its own waits for that pad already.
    #[error("too many messages at once: send fewer, or smaller ones")]
    TooMany,
    /// So much waits for that pad that nothing more is taken.
    #[error("that member takes no messages at present: try again later")]
    Full,
    /// The reader's program was started anew before it said that it has the message; the one before may have read it.
    #[error(
        "the other program was started anew and has not read it: send it again if it still counts"
    )]
    Restarted,
    /// It was for its sender.
    #[error("a member does not send to itself")]
    ToItself,
    /// Its sender was done before the other end said that it has it, which may have read it. Never on the wire.
    #[error("this member left, or was sent away, before it arrived")]
    Gone,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_a_peer_and_back() {
        for number in [0, 1, 77, u32::MAX - 1, u32::MAX] {
            assert_eq!(u32::from(Peer::from(number)), number);
        }
        assert_eq!(Peer::from(PadId(3)), Peer::Pad(PadId(3)));
        assert_eq!(Peer::Pad(PadId(3)).to_string(), "pad 3");
    }
}
