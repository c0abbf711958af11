//! A device's identity: one X25519 key pair. Must not know where it is kept, nor where its random bytes came from.

use couchpad_protocol::PublicKey;
use std::fmt;
use x25519_dalek::StaticSecret;
use zeroize::Zeroizing;

/// A device's secret key and its public half. Wiped when dropped; [`Debug`](fmt::Debug) shows the public half's
/// fingerprint only.
#[derive(Clone)]
pub struct DeviceKey {
    secret: StaticSecret,
    public: PublicKey,
}

impl DeviceKey {
    /// The key of 32 random bytes. All byte strings are keys; only random ones are secret.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        let secret = StaticSecret::from(bytes);
        let public = PublicKey(x25519_dalek::PublicKey::from(&secret).to_bytes());
        Self { secret, public }
    }

    /// The same 32 bytes again, to be stored.
    #[must_use]
    pub fn bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.secret.to_bytes())
    }

    /// What others know this device by.
    #[must_use]
    pub const fn public(&self) -> PublicKey {
        self.public
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKey({}..)", self.public.fingerprint())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7748, section 6.1.
    const ALICE: ([u8; 32], [u8; 32]) = (
        [
            0x77, 0x07, 0x6d, 0x0a, 0x73, 0x18, 0xa5, 0x7d, 0x3c, 0x16, 0xc1, 0x72, 0x51, 0xb2,
            0x66, 0x45, 0xdf, 0x4c, 0x2f, 0x87, 0xeb, 0xc0, 0x99, 0x2a, 0xb1, 0x77, 0xfb, 0xa5,
            0x1d, 0xb9, 0x2c, 0x2a,
        ],
        [
            0x85, 0x20, 0xf0, 0x09, 0x89, 0x30, 0xa7, 0x54, 0x74, 0x8b, 0x7d, 0xdc, 0xb4, 0x3e,
            0xf7, 0x5a, 0x0d, 0xbf, 0x3a, 0x0d, 0x26, 0x38, 0x1a, 0xf4, 0xeb, 0xa4, 0xa9, 0x8e,
            0xaa, 0x9b, 0x4e, 0x6a,
        ],
    );

    #[test]
    fn the_public_half_is_that_of_the_standard() {
        let key = DeviceKey::from_bytes(ALICE.0);
        assert_eq!(key.public(), PublicKey(ALICE.1));
        assert_eq!(*key.bytes(), ALICE.0);
    }

    #[test]
    fn the_secret_half_does_not_show() {
        let key = DeviceKey::from_bytes(ALICE.0);
        assert_eq!(format!("{key:?}"), "DeviceKey(8520f0098930a754..)");
    }
}
