//! What a handshake is bound to: both hellos exactly as they travelled, and in code mode the SPAKE2 messages; and the keys
//! that are derived from it. Every part has its length before it, so that no two transcripts are the same bytes. Knows no
//! Noise and no frames.

use couchpad_protocol::{JoinSecret, PublicKey};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use spake2::Identity;
use zeroize::Zeroizing;

const LABEL: &[u8] = b"Couchpad-Pair v1";
const LINK_LABEL: &[u8] = b"Couchpad-Pair v1 link";
const CODE_LABEL: &[u8] = b"Couchpad-Pair v1 code";
const PAD_LABEL: &[u8] = b"Couchpad-Pair v1 pad";
const RECEIVER_LABEL: &[u8] = b"Couchpad-Pair v1 receiver";

/// The pre-shared key of `XXpsk0`.
pub(super) type Psk = Zeroizing<[u8; 32]>;

/// Everything that was said so far.
pub(super) struct Transcript {
    bytes: Vec<u8>,
}

impl Transcript {
    /// Begins with the hellos.
    pub(super) fn new(pad_hello: &[u8], host_hello: &[u8]) -> Self {
        let mut transcript = Self {
            bytes: LABEL.to_vec(),
        };
        transcript.push(pad_hello);
        transcript.push(host_hello);
        transcript
    }

    /// Goes on with another part. Frames are short, so their length fits.
    pub(super) fn push(&mut self, part: &[u8]) {
        let len = u32::try_from(part.len()).unwrap_or(u32::MAX);
        self.bytes.extend_from_slice(&len.to_le_bytes());
        self.bytes.extend_from_slice(part);
    }

    /// Noise's prologue.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The key that a join link's secret gives here.
    pub(super) fn link_psk(&self, secret: &JoinSecret, receiver: &PublicKey) -> Psk {
        self.psk(LINK_LABEL, &secret.0, receiver)
    }

    /// The key that a finished SPAKE2 gives here.
    pub(super) fn code_psk(&self, spake: &[u8], receiver: &PublicKey) -> Psk {
        self.psk(CODE_LABEL, spake, receiver)
    }

    fn psk(&self, label: &[u8], secret: &[u8], receiver: &PublicKey) -> Psk {
        let salt = Sha256::digest(&self.bytes);
        let mut psk = Psk::default();
        // fails for outputs over 8,160 bytes only
        let _ = Hkdf::<Sha256>::new(Some(&salt), secret)
            .expand_multi_info(&[label, &receiver.0], &mut *psk);
        psk
    }
}

/// Who the two sides of a SPAKE2 are: the pad of this nonce, and the receiver of this key and nonce.
pub(super) fn identities(
    pad_nonce: &[u8; 16],
    receiver: &PublicKey,
    host_nonce: &[u8; 16],
) -> (Identity, Identity) {
    (
        Identity::new(&[PAD_LABEL, pad_nonce].concat()),
        Identity::new(&[RECEIVER_LABEL, &receiver.0, host_nonce].concat()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK_KEY: [u8; 32] = [
        0x42, 0x63, 0xe1, 0x41, 0x0a, 0x45, 0x39, 0x78, 0x9f, 0x71, 0x1c, 0x98, 0x76, 0x11, 0x06,
        0x35, 0x91, 0xd7, 0x7b, 0xbe, 0xce, 0xbb, 0x79, 0xf1, 0xd4, 0x4a, 0x81, 0xea, 0x78, 0x65,
        0x81, 0x61,
    ];
    const CODE_KEY: [u8; 32] = [
        0x8e, 0xc9, 0x0a, 0xe1, 0xe1, 0xb0, 0x3a, 0x89, 0xd3, 0x57, 0x7f, 0x99, 0xb4, 0x14, 0xbf,
        0xe6, 0x79, 0x4d, 0x2d, 0xe8, 0x27, 0x9c, 0x23, 0xc4, 0x78, 0xbc, 0x1b, 0x49, 0x84, 0x13,
        0x21, 0xdf,
    ];

    #[test]
    fn hellos_cannot_be_cut_elsewhere() {
        assert_ne!(
            Transcript::new(b"ab", b"c").bytes(),
            Transcript::new(b"a", b"bc").bytes()
        );
    }

    #[test]
    fn golden_transcript() {
        let mut transcript = Transcript::new(b"pad", b"host");
        transcript.push(b"");
        let expected = b"Couchpad-Pair v1\x03\0\0\0pad\x04\0\0\0host\0\0\0\0";
        assert_eq!(transcript.bytes(), expected);
    }

    #[test]
    fn keys_depend_on_mode_secret_receiver_and_all_that_was_said() {
        let said = Transcript::new(b"pad", b"host");
        let mut more = Transcript::new(b"pad", b"host");
        more.push(b"share");
        let (secret, other) = (JoinSecret([1; 16]), JoinSecret([2; 16]));
        let (receiver, stranger) = (PublicKey([3; 32]), PublicKey([4; 32]));
        let mut psks = [
            said.link_psk(&secret, &receiver),
            said.link_psk(&other, &receiver),
            said.link_psk(&secret, &stranger),
            more.link_psk(&secret, &receiver),
            said.code_psk(&secret.0, &receiver),
        ]
        .map(|psk| *psk);
        psks.sort_unstable();
        assert!(psks.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(psks.iter().all(|psk| *psk != [0; 32]));
    }

    #[test]
    fn golden_keys() {
        let mut said = Transcript::new(b"pad", b"host");
        let receiver = PublicKey([3; 32]);
        let link = said.link_psk(&JoinSecret([1; 16]), &receiver);
        said.push(b"share");
        let code = said.code_psk(&[2; 32], &receiver);
        assert_eq!((*link, *code), (LINK_KEY, CODE_KEY));
    }
}
