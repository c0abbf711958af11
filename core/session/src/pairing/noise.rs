//! Noise, from snow: the two patterns, empty payloads, and what snow leaves out: Diffie-Hellman results of zero are refused,
//! and secret keys are wiped. Must not know frames, modes or who may join.

use super::channel::Channel;
use super::device::DeviceKey;
use super::transcript::Psk;
use couchpad_protocol::PublicKey;
use snow::params::{CipherChoice, DHChoice, HashChoice};
use snow::resolvers::{CryptoResolver, DefaultResolver};
use snow::types::{Cipher, Dh, Hash, Random};
use snow::{Builder, Error, HandshakeState};
use x25519_dalek::StaticSecret;
use zeroize::Zeroizing;

const XX_PSK0: &str = "Noise_XXpsk0_25519_ChaChaPoly_BLAKE2s";
const IK: &str = "Noise_IK_25519_ChaChaPoly_BLAKE2s";
/// More than any message of the two patterns with an empty payload.
const MESSAGE_BYTES: usize = 128;

/// A message that was not what the pattern and the keys demand, or a key that cannot be used. Which, nobody needs to know.
#[derive(Debug)]
pub(super) struct NoiseFault;

impl From<Error> for NoiseFault {
    fn from(_: Error) -> Self {
        Self
    }
}

/// One handshake under way. Of no use after a fault.
pub(super) struct Noise {
    state: Box<HandshakeState>,
}

impl Noise {
    /// The pad's side of `XXpsk0`.
    pub(super) fn xx_pad(
        device: &DeviceKey,
        prologue: &[u8],
        psk: &Psk,
    ) -> Result<Self, NoiseFault> {
        let builder = builder(XX_PSK0, prologue)?.psk(0, psk)?;
        let secret = device.bytes();
        Ok(Self::of(
            builder.local_private_key(&*secret)?.build_initiator()?,
        ))
    }

    /// The host's side of `XXpsk0`.
    pub(super) fn xx_host(
        device: &DeviceKey,
        prologue: &[u8],
        psk: &Psk,
    ) -> Result<Self, NoiseFault> {
        let builder = builder(XX_PSK0, prologue)?.psk(0, psk)?;
        let secret = device.bytes();
        Ok(Self::of(
            builder.local_private_key(&*secret)?.build_responder()?,
        ))
    }

    /// The pad's side of `IK`.
    pub(super) fn ik_pad(
        device: &DeviceKey,
        prologue: &[u8],
        receiver: &PublicKey,
    ) -> Result<Self, NoiseFault> {
        let builder = builder(IK, prologue)?.remote_public_key(&receiver.0)?;
        let secret = device.bytes();
        Ok(Self::of(
            builder.local_private_key(&*secret)?.build_initiator()?,
        ))
    }

    /// The host's side of `IK`.
    pub(super) fn ik_host(device: &DeviceKey, prologue: &[u8]) -> Result<Self, NoiseFault> {
        let secret = device.bytes();
        let builder = builder(IK, prologue)?;
        Ok(Self::of(
            builder.local_private_key(&*secret)?.build_responder()?,
        ))
    }

    fn of(state: HandshakeState) -> Self {
        Self {
            state: Box::new(state),
        }
    }

    /// The next message.
    pub(super) fn write(&mut self) -> Result<Vec<u8>, NoiseFault> {
        let mut message = vec![0; MESSAGE_BYTES];
        let len = self.state.write_message(&[], &mut message)?;
        message.truncate(len);
        self.forget_psk()?;
        Ok(message)
    }

    /// Takes the peer's message. Anything but an empty payload is a fault.
    pub(super) fn read(&mut self, message: &[u8]) -> Result<(), NoiseFault> {
        self.state.read_message(message, &mut [])?;
        self.forget_psk()
    }

    /// The first message of `XXpsk0`, whoever sent it, was the last one that needed the key, and `IK` has none.
    fn forget_psk(&mut self) -> Result<(), NoiseFault> {
        Ok(self.state.set_psk(0, &[0; 32])?)
    }

    /// Who the peer is, as far as that is proven by now.
    pub(super) fn remote(&self) -> Option<PublicKey> {
        let key = self.state.get_remote_static()?;
        Some(PublicKey(key.try_into().ok()?))
    }

    /// The channel and who is at its other end, after the last message.
    pub(super) fn finish(self) -> Result<(Channel, PublicKey), NoiseFault> {
        let remote = self.remote().ok_or(NoiseFault)?;
        let channel = Channel::new(self.state.into_transport_mode()?);
        Ok((channel, remote))
    }
}

fn builder<'a>(pattern: &str, prologue: &'a [u8]) -> Result<Builder<'a>, NoiseFault> {
    let params = pattern.parse().map_err(|_| NoiseFault)?;
    Ok(Builder::with_resolver(params, Box::new(Crypto)).prologue(prologue)?)
}

/// snow's own crypto but for Diffie-Hellman.
struct Crypto;

impl CryptoResolver for Crypto {
    fn resolve_rng(&self) -> Option<Box<dyn Random>> {
        #[cfg(test)]
        if let Some(fixed) = tests::fixed_random() {
            return Some(fixed);
        }
        DefaultResolver.resolve_rng()
    }

    fn resolve_dh(&self, choice: &DHChoice) -> Option<Box<dyn Dh>> {
        match choice {
            DHChoice::Curve25519 => Some(Box::new(X25519::of([0; 32]))),
            _ => None,
        }
    }

    fn resolve_hash(&self, choice: &HashChoice) -> Option<Box<dyn Hash>> {
        DefaultResolver.resolve_hash(choice)
    }

    fn resolve_cipher(&self, choice: &CipherChoice) -> Option<Box<dyn Cipher>> {
        DefaultResolver.resolve_cipher(choice)
    }
}

struct X25519 {
    secret: StaticSecret,
    public: [u8; 32],
}

impl X25519 {
    /// Without its public half, for a key that is set before it is used.
    fn of(secret: [u8; 32]) -> Self {
        Self {
            secret: StaticSecret::from(secret),
            public: [0; 32],
        }
    }
}

impl Dh for X25519 {
    fn name(&self) -> &'static str {
        "25519"
    }

    fn pub_len(&self) -> usize {
        32
    }

    fn priv_len(&self) -> usize {
        32
    }

    fn set(&mut self, secret: &[u8]) {
        let mut bytes = Zeroizing::new([0; 32]);
        for (to, from) in bytes.iter_mut().zip(secret) {
            *to = *from;
        }
        *self = Self::of(*bytes);
        self.public = x25519_dalek::PublicKey::from(&self.secret).to_bytes();
    }

    fn generate(&mut self, rng: &mut dyn Random) -> Result<(), Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.try_fill_bytes(&mut *bytes)?;
        self.set(&*bytes);
        Ok(())
    }

    fn pubkey(&self) -> &[u8] {
        &self.public
    }

    fn privkey(&self) -> &[u8] {
        self.secret.as_bytes()
    }

    /// A public key of low order would make the result zero whatever the secret is: refused, as RFC 7748 advises.
    fn dh(&self, public: &[u8], out: &mut [u8]) -> Result<(), Error> {
        let public: &[u8; 32] = public.first_chunk().ok_or(Error::Dh)?;
        let out: &mut [u8; 32] = out.first_chunk_mut().ok_or(Error::Dh)?;
        let shared = self
            .secret
            .diffie_hellman(&x25519_dalek::PublicKey::from(*public));
        if !shared.was_contributory() {
            return Err(Error::Dh);
        }
        *out = shared.to_bytes();
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::cell::Cell;

    thread_local! {
        static FIXED: Cell<Option<u8>> = const { Cell::new(None) };
    }

    /// Makes all ephemeral keys of this thread's next handshakes from this byte, so that their bytes repeat.
    pub(in super::super) fn fix_random(byte: u8) {
        FIXED.set(Some(byte));
    }

    pub(super) fn fixed_random() -> Option<Box<dyn Random>> {
        struct Fixed(u8);
        impl Random for Fixed {
            fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Error> {
                out.fill(self.0);
                Ok(())
            }
        }
        FIXED.get().map(|byte| Box::new(Fixed(byte)) as _)
    }

    /// The public keys of low order, from RFC 7748's and libsodium's lists.
    fn low_order() -> Vec<[u8; 32]> {
        let one = {
            let mut one = [0; 32];
            one[0] = 1;
            one
        };
        let near_p = |low: u8| {
            let mut key = [0xff; 32];
            (key[0], key[31]) = (low, 0x7f);
            key
        };
        let order_8 = [
            0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f,
            0xc4, 0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16,
            0x5f, 0x49, 0xb8, 0x00,
        ];
        vec![
            [0; 32],
            one,
            order_8,
            near_p(0xec),
            near_p(0xed),
            near_p(0xee),
        ]
    }

    #[test]
    fn keys_of_low_order_are_refused_wherever_they_come_in() {
        let dh = DeviceKey::from_bytes([7; 32]);
        for key in low_order() {
            let mut x25519 = X25519::of([0; 32]);
            x25519.set(&*dh.bytes());
            assert_eq!(x25519.dh(&key, &mut [0; 56]), Err(Error::Dh), "{key:?}");
            // as a pinned receiver's
            let mut noise = Noise::ik_pad(&dh, b"", &PublicKey(key)).unwrap();
            assert!(noise.write().is_err());
        }
    }

    #[test]
    fn it_is_the_exchange_of_the_standard() {
        // RFC 7748, section 6.1, from Bob's side
        let bob = [
            0x5d, 0xab, 0x08, 0x7e, 0x62, 0x4a, 0x8a, 0x4b, 0x79, 0xe1, 0x7f, 0x8b, 0x83, 0x80,
            0x0e, 0xe6, 0x6f, 0x3b, 0xb1, 0x29, 0x26, 0x18, 0xb6, 0xfd, 0x1c, 0x2f, 0x8b, 0x27,
            0xff, 0x88, 0xe0, 0xeb,
        ];
        let alice = [
            0x85, 0x20, 0xf0, 0x09, 0x89, 0x30, 0xa7, 0x54, 0x74, 0x8b, 0x7d, 0xdc, 0xb4, 0x3e,
            0xf7, 0x5a, 0x0d, 0xbf, 0x3a, 0x0d, 0x26, 0x38, 0x1a, 0xf4, 0xeb, 0xa4, 0xa9, 0x8e,
            0xaa, 0x9b, 0x4e, 0x6a,
        ];
        let shared = [
            0x4a, 0x5d, 0x9d, 0x5b, 0xa4, 0xce, 0x2d, 0xe1, 0x72, 0x8e, 0x3b, 0xf4, 0x80, 0x35,
            0x0f, 0x25, 0xe0, 0x7e, 0x21, 0xc9, 0x47, 0xd1, 0x9e, 0x33, 0x76, 0xf0, 0x9b, 0x3c,
            0x1e, 0x16, 0x17, 0x42,
        ];
        let mut x25519 = X25519::of([0; 32]);
        x25519.set(&bob);
        let mut out = [0; 56];
        x25519.dh(&alice, &mut out).unwrap();
        assert_eq!(out[..32], shared);
    }
}
