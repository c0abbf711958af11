//! What proves things in pairing and stands on screens and in links: public keys, the secret of a join link, the room
//! code. Must not know how they are used: that is the pairing's business.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// Why a text is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not the base64url text of a key or secret.
    #[error("the key or secret is damaged: copy the whole link again from the big screen")]
    Damaged,
    /// Not six digits.
    #[error("a room code has six digits: read it from the big screen")]
    Code,
}

/// A device's X25519 public key: its identity. As text, 43 characters of base64url.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// The first 8 bytes as 16 hexadecimal digits: enough to recognise a device by, too little to prove anything.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let (head, _) = self.0.split_at(8);
        data_encoding::HEXLOWER.encode(head)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({}..)", self.fingerprint())
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        bytes(text).map(Self)
    }
}

/// The secret of a join link: who has it was shown the screen. As text, 22 characters of base64url; never in a log.
#[derive(Clone)]
pub struct JoinSecret(pub [u8; 16]);

impl JoinSecret {
    /// The text that stands in links. Only for links.
    #[must_use]
    pub fn reveal(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }
}

impl Drop for JoinSecret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl PartialEq for JoinSecret {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for JoinSecret {}

impl fmt::Debug for JoinSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JoinSecret(..)")
    }
}

impl FromStr for JoinSecret {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        bytes(text).map(Self)
    }
}

fn bytes<const N: usize>(text: &str) -> Result<[u8; N], KeyError> {
    // checked before it is decoded, so that a long text costs nothing
    if text.len() != (N * 8).div_ceil(6) {
        return Err(KeyError::Damaged);
    }
    let decoded = BASE64URL_NOPAD.decode(text.as_bytes());
    let decoded = decoded.map_err(|_| KeyError::Damaged)?;
    decoded.try_into().map_err(|_| KeyError::Damaged)
}

/// The six digits on the big screen, 000000 to 999999. Never in a log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RoomCode(u32);

impl RoomCode {
    /// How many codes there are.
    pub const COUNT: u32 = 1_000_000;

    /// The code of a number; `None` from [`COUNT`](Self::COUNT) on.
    #[must_use]
    pub const fn new(number: u32) -> Option<Self> {
        if number < Self::COUNT {
            Some(Self(number))
        } else {
            None
        }
    }

    /// The six digits, as they are shown and typed. Only for screens and the event that tells programs.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("{:06}", self.0)
    }
}

impl fmt::Debug for RoomCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RoomCode(..)")
    }
}

impl FromStr for RoomCode {
    type Err = KeyError;

    /// Reads six digits; spaces and hyphens between them are people's.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        if text.len() > 32 {
            return Err(KeyError::Code);
        }
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let six = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| six);
        number.and_then(Self::new).ok_or(KeyError::Code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn secrets_do_not_show() {
        let shown = format!(
            "{:?} {:?} {:?}",
            JoinSecret([65; 16]),
            RoomCode::new(123_456),
            PublicKey([0xab; 32])
        );
        assert_eq!(
            shown,
            "JoinSecret(..) Some(RoomCode(..)) PublicKey(abababababababab..)"
        );
    }

    #[test]
    fn reads_codes_as_people_type_them() {
        for text in ["012345", "012 345", " 01-23-45 "] {
            assert_eq!(text.parse::<RoomCode>().unwrap().reveal(), "012345");
        }
        for bad in ["", "12345", "1234567", "12345a", "+12345", "１２３４５６"] {
            assert_eq!(bad.parse::<RoomCode>(), Err(KeyError::Code), "{bad}");
        }
        assert_eq!(RoomCode::new(RoomCode::COUNT), None);
    }

    proptest! {
        #[test]
        fn keys_survive_being_written(key: [u8; 32], secret: [u8; 16]) {
            let text = PublicKey(key).to_string();
            prop_assert_eq!(text.len(), 43);
            prop_assert_eq!(text.parse(), Ok(PublicKey(key)));
            let secret = JoinSecret(secret);
            prop_assert_eq!(secret.reveal().parse(), Ok(secret));
        }

        #[test]
        fn any_text_is_harmless(text in ".{0,60}") {
            let _ = text.parse::<PublicKey>();
            let _ = text.parse::<JoinSecret>();
            let _ = text.parse::<RoomCode>();
        }
    }
}
