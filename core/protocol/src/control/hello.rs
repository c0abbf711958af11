//! The first frame in each direction, which never changes: who speaks which versions. Must not know what comes after.

use super::Refusal;

/// The version of the protocol that this program speaks.
pub const VERSION: u16 = 1;
/// The oldest version that it still speaks.
pub const OLDEST_VERSION: u16 = 1;
/// netcode's protocol id. Constant for ever: netcode answers nothing to a wrong one, so versions are settled in [`Hello`].
pub const NETCODE_PROTOCOL_ID: u64 = u64::from_le_bytes(*b"couchpad");

/// How a pad proves that it may join: the values of [`Hello::mode`]. Append-only; a host refuses those that it does not know
/// with [`Refusal::Mode`].
pub mod mode {
    /// By the secret of a join link, which also pins the receiver's key.
    pub const LINK: u8 = 1;
    /// By the room code.
    pub const CODE: u8 = 2;
    /// By its own key, which the receiver knows from an earlier pairing.
    pub const TRUSTED: u8 = 3;
}

const MAGIC: [u8; 8] = *b"COUCHPAD";
const HELLO_BYTES: usize = 8 + 2 + 2 + 16 + 1;

/// The first frame in each direction. Its layout never changes, so that any two versions can tell each other which is the
/// older one; what later versions append is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hello {
    /// Oldest version spoken.
    pub oldest: u16,
    /// Newest version spoken.
    pub newest: u16,
    /// Random; part of what pairing proves.
    pub nonce: [u8; 16],
    /// How the pad wants to prove itself, one of [`mode`]; 0 in a host's hello.
    pub mode: u8,
}

impl Hello {
    /// Bytes of the part that never changes. A host's public key follows it.
    pub const BYTES: usize = HELLO_BYTES;

    /// A hello of this program's own versions.
    #[must_use]
    pub const fn new(nonce: [u8; 16], mode: u8) -> Self {
        Self {
            oldest: OLDEST_VERSION,
            newest: VERSION,
            nonce,
            mode,
        }
    }

    /// The frame's bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HELLO_BYTES);
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&self.oldest.to_le_bytes());
        out.extend_from_slice(&self.newest.to_le_bytes());
        out.extend_from_slice(&self.nonce);
        out.push(self.mode);
        out
    }

    /// Reads a hello of any version; `None` if it is not one.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let head: &[u8; HELLO_BYTES] = bytes.first_chunk()?;
        let (magic, rest) = head.split_first_chunk::<8>()?;
        let (oldest, rest) = rest.split_first_chunk::<2>()?;
        let (newest, rest) = rest.split_first_chunk::<2>()?;
        let (nonce, rest) = rest.split_first_chunk::<16>()?;
        let (oldest, newest) = (u16::from_le_bytes(*oldest), u16::from_le_bytes(*newest));
        (*magic == MAGIC && oldest <= newest).then_some(Self {
            oldest,
            newest,
            nonce: *nonce,
            mode: *rest.first()?,
        })
    }

    /// The newest version that both speak.
    ///
    /// # Errors
    /// Which side is to be updated: `self` is the host's hello.
    pub fn settle(&self, pad: &Self) -> Result<u16, Refusal> {
        if pad.newest < self.oldest {
            Err(Refusal::UpdatePad)
        } else if self.newest < pad.oldest {
            Err(Refusal::UpdateReceiver)
        } else {
            Ok(self.newest.min(pad.newest))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn golden_bytes_of_every_version() {
        let hello = Hello {
            oldest: 1,
            newest: 2,
            nonce: [7; 16],
            mode: 3,
        };
        let mut bytes = b"COUCHPAD\x01\x00\x02\x00".to_vec();
        bytes.extend([7; 16]);
        bytes.push(3);
        assert_eq!(hello.encode(), bytes);
        bytes.extend(b"what later versions append");
        assert_eq!(Hello::decode(&bytes), Some(hello));
        assert_eq!(Hello::decode(&bytes[..HELLO_BYTES - 1]), None);
    }

    #[test]
    fn settles_the_version_or_tells_who_is_old() {
        let hello = |oldest, newest| Hello {
            oldest,
            newest,
            nonce: [0; 16],
            mode: 0,
        };
        assert_eq!(hello(2, 4).settle(&hello(1, 3)), Ok(3));
        assert_eq!(hello(2, 4).settle(&hello(1, 1)), Err(Refusal::UpdatePad));
        assert_eq!(
            hello(2, 4).settle(&hello(5, 9)),
            Err(Refusal::UpdateReceiver)
        );
    }
}
