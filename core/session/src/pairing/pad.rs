//! The pad's side of the handshake. Must not know sockets, addresses or files; which receiver is meant comes in as a
//! [`Credential`].

use super::channel::Channel;
use super::device::DeviceKey;
use super::frames::{HANDSHAKE_FRAME_BYTES, Kind, refusal};
use super::noise::{Noise, NoiseFault};
use super::transcript::{Transcript, identities};
use couchpad_protocol::control::{Hello, Refusal, mode};
use couchpad_protocol::{LinkPairing, PublicKey, RoomCode};
use spake2::{Ed25519Group, Password, Spake2};
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// What a pad has to show, and with it whom it expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A join link from the screen: only the receiver of this link will do.
    Link(LinkPairing),
    /// The room code: whichever receiver answers and knows it.
    Code(RoomCode),
    /// An earlier pairing with the receiver of this key: only that one will do.
    Trusted(PublicKey),
}

impl Credential {
    const fn mode(&self) -> u8 {
        match self {
            Self::Link(_) => mode::LINK,
            Self::Code(_) => mode::CODE,
            Self::Trusted(_) => mode::TRUSTED,
        }
    }

    const fn expects(&self) -> Option<PublicKey> {
        match self {
            Self::Link(pairing) => Some(pairing.key),
            Self::Trusted(key) => Some(*key),
            Self::Code(_) => None,
        }
    }
}

/// What to do next.
#[derive(Debug)]
pub enum PadStep {
    /// Send this frame and read the next one.
    Send(Vec<u8>),
    /// The receiver has proven itself. Everything further travels in the channel.
    Done {
        /// The last frame of the handshake, to be sent before anything in the channel.
        send: Option<Vec<u8>>,
        /// To the receiver, and to nobody else.
        channel: Channel,
        /// Who the receiver is: proven, and the one of the link or pin if there was one.
        receiver: PublicKey,
    },
}

/// Why there is no channel. Final: close the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PadFault {
    /// The host said no, or the versions do not fit. Said in the clear: anybody on the way could have made it up, so nothing
    /// is to be forgotten because of it.
    #[error("{0}")]
    Refused(Refusal),
    /// Whoever answered is not the receiver of the link or of the earlier pairing, or could not prove to be.
    #[error(
        "This is not the receiver that was expected: scan the picture on the big screen, or look whose receiver it is."
    )]
    Impostor,
    /// What answered does not speak this protocol.
    #[error("What answered is not a Couchpad receiver: check the address on the big screen.")]
    Malformed,
}

impl From<NoiseFault> for PadFault {
    fn from(_: NoiseFault) -> Self {
        Self::Malformed
    }
}

enum Stage {
    Hello(Credential),
    Share(Share),
    /// The second message of the pattern, which proves the receiver.
    Second(Kind, Noise, PublicKey),
    Over,
}

/// A SPAKE2 under way.
struct Share {
    spake: Spake2<Ed25519Group>,
    transcript: Transcript,
    receiver: PublicKey,
}

/// A pad's handshake: [`new`](Self::new), then [`read`](Self::read) for every frame that arrives until it is done. Whatever
/// arrives, it neither panics nor grows.
pub struct PadHandshake {
    device: DeviceKey,
    nonce: [u8; 16],
    hello: Vec<u8>,
    stage: Stage,
}

impl PadHandshake {
    /// Begins, and gives the first frame to send. The nonce is random and used once.
    #[must_use]
    pub fn new(device: &DeviceKey, credential: Credential, nonce: [u8; 16]) -> (Self, Vec<u8>) {
        let hello = Hello::new(nonce, credential.mode()).encode();
        let handshake = Self {
            device: device.clone(),
            nonce,
            hello: hello.clone(),
            stage: Stage::Hello(credential),
        };
        (handshake, hello)
    }

    /// Takes the next frame, of at most [`HANDSHAKE_FRAME_BYTES`].
    ///
    /// # Errors
    /// See [`PadFault`]; after one, and after [`PadStep::Done`], there is nothing more to read.
    pub fn read(&mut self, frame: &[u8]) -> Result<PadStep, PadFault> {
        let stage = std::mem::replace(&mut self.stage, Stage::Over);
        if frame.len() > HANDSHAKE_FRAME_BYTES {
            return Err(PadFault::Malformed);
        }
        match (stage, refusal(frame)) {
            (Stage::Over, _) => Err(PadFault::Malformed),
            (_, Some(refusal)) => Err(PadFault::Refused(refusal)),
            (Stage::Hello(credential), None) => self.meet(credential, frame),
            (Stage::Share(share), None) => self.agree(share, frame),
            (Stage::Second(kind, noise, receiver), None) => verify(kind, noise, receiver, frame),
        }
    }

    /// The host's hello: who it says that it is, and whether that is whom the player meant.
    fn meet(&mut self, credential: Credential, frame: &[u8]) -> Result<PadStep, PadFault> {
        let own = Hello::decode(&self.hello).ok_or(PadFault::Malformed)?;
        let host = Hello::decode(frame).ok_or(PadFault::Malformed)?;
        host.settle(&own).map_err(PadFault::Refused)?;
        let key = frame.get(Hello::BYTES..).and_then(<[u8]>::first_chunk);
        let receiver = PublicKey(*key.ok_or(PadFault::Malformed)?);
        if credential
            .expects()
            .is_some_and(|key| !same(&key, &receiver))
        {
            return Err(PadFault::Impostor);
        }
        let transcript = Transcript::new(&self.hello, frame);
        match credential {
            Credential::Link(LinkPairing { secret, key }) => {
                let psk = transcript.link_psk(&secret, &key);
                let noise = Noise::xx_pad(&self.device, transcript.bytes(), &psk)?;
                self.send_first(Kind::XxFirst, Kind::XxSecond, noise, receiver)
            }
            Credential::Trusted(key) => {
                let noise = Noise::ik_pad(&self.device, transcript.bytes(), &key)?;
                self.send_first(Kind::IkFirst, Kind::IkSecond, noise, receiver)
            }
            Credential::Code(code) => {
                let (pad, host) = identities(&self.nonce, &receiver, &host.nonce);
                let digits = Zeroizing::new(code.reveal());
                let (spake, share) = Spake2::start_a(&Password::new(&*digits), &pad, &host);
                let mut share_said = transcript;
                share_said.push(&share);
                self.stage = Stage::Share(Share {
                    spake,
                    transcript: share_said,
                    receiver,
                });
                Ok(PadStep::Send(Kind::PadShare.frame(&share)))
            }
        }
    }

    /// The host's SPAKE2 message.
    fn agree(&mut self, share: Share, frame: &[u8]) -> Result<PadStep, PadFault> {
        let body = Kind::HostShare.body(frame).ok_or(PadFault::Malformed)?;
        let Share {
            spake,
            mut transcript,
            receiver,
        } = share;
        let key = spake.finish(body).map_err(|_| PadFault::Malformed)?;
        transcript.push(body);
        let psk = transcript.code_psk(&Zeroizing::new(key), &receiver);
        let noise = Noise::xx_pad(&self.device, transcript.bytes(), &psk)?;
        self.send_first(Kind::XxFirst, Kind::XxSecond, noise, receiver)
    }

    fn send_first(
        &mut self,
        first: Kind,
        second: Kind,
        mut noise: Noise,
        receiver: PublicKey,
    ) -> Result<PadStep, PadFault> {
        let message = noise.write()?;
        self.stage = Stage::Second(second, noise, receiver);
        Ok(PadStep::Send(first.frame(&message)))
    }
}

/// The second message: only the receiver of this key, which also knows the secret or the code, could have written it.
fn verify(
    kind: Kind,
    mut noise: Noise,
    receiver: PublicKey,
    frame: &[u8],
) -> Result<PadStep, PadFault> {
    let body = kind.body(frame).ok_or(PadFault::Malformed)?;
    noise.read(body).map_err(|_| PadFault::Impostor)?;
    let proven = noise.remote().ok_or(PadFault::Impostor)?;
    if !same(&proven, &receiver) {
        return Err(PadFault::Impostor);
    }
    let send = match kind {
        Kind::XxSecond => Some(Kind::XxThird.frame(&noise.write()?)),
        _ => None,
    };
    let (channel, receiver) = noise.finish()?;
    Ok(PadStep::Done {
        send,
        channel,
        receiver,
    })
}

fn same(one: &PublicKey, other: &PublicKey) -> bool {
    one.0.ct_eq(&other.0).into()
}

impl fmt::Debug for PadHandshake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = match &self.stage {
            Stage::Hello(_) => "hello",
            Stage::Share(_) => "share",
            Stage::Second(..) => "second",
            Stage::Over => "over",
        };
        write!(f, "PadHandshake({stage})")
    }
}

#[cfg(test)]
mod tests {
    use super::super::noise::Noise;
    use super::*;
    use couchpad_protocol::JoinSecret;

    const SECRET: JoinSecret = JoinSecret([5; 16]);

    fn key(byte: u8) -> DeviceKey {
        DeviceKey::from_bytes([byte; 32])
    }

    fn frame(step: Result<PadStep, PadFault>) -> Vec<u8> {
        match step {
            Ok(PadStep::Send(frame)) => frame,
            step => panic!("{step:?}"),
        }
    }

    /// The hello of a receiver, which anybody can say.
    fn hello(receiver: &DeviceKey, nonce: [u8; 16]) -> Vec<u8> {
        let mut hello = Hello::new(nonce, 0).encode();
        hello.extend_from_slice(&receiver.public().0);
        hello
    }

    /// Answers a first message with this key, and says what the pad makes of it.
    fn answer(
        pad: &mut PadHandshake,
        first: &[u8],
        host: &DeviceKey,
        transcript: &Transcript,
        psk: &crate::pairing::transcript::Psk,
    ) -> Result<PadStep, PadFault> {
        let mut noise = Noise::xx_host(host, transcript.bytes(), psk).unwrap();
        noise.read(Kind::XxFirst.body(first).unwrap()).unwrap();
        pad.read(&Kind::XxSecond.frame(&noise.write().unwrap()))
    }

    #[test]
    fn a_guest_who_knows_the_link_cannot_pass_itself_off_as_the_receiver() {
        let (receiver, guest) = (key(1), key(2));
        for (host, is_receiver) in [(&guest, false), (&receiver, true)] {
            let credential = Credential::Link(LinkPairing {
                secret: SECRET,
                key: receiver.public(),
            });
            let (mut pad, pad_hello) = PadHandshake::new(&key(3), credential, [4; 16]);
            let host_hello = hello(&receiver, [5; 16]);
            let first = frame(pad.read(&host_hello));
            let transcript = Transcript::new(&pad_hello, &host_hello);
            let psk = transcript.link_psk(&SECRET, &receiver.public());
            let step = answer(&mut pad, &first, host, &transcript, &psk);
            match step {
                Ok(PadStep::Done { .. }) => assert!(is_receiver),
                fault => assert_eq!(
                    (fault.err(), is_receiver),
                    (Some(PadFault::Impostor), false)
                ),
            }
        }
    }

    #[test]
    fn who_knows_the_code_has_to_have_the_key_of_its_hello() {
        let (receiver, guest) = (key(1), key(2));
        let code = RoomCode::new(123_456).unwrap();
        for (host, is_receiver) in [(&guest, false), (&receiver, true)] {
            let (mut pad, pad_hello) = PadHandshake::new(&key(3), Credential::Code(code), [4; 16]);
            let host_hello = hello(&receiver, [5; 16]);
            let share = frame(pad.read(&host_hello));
            let share = Kind::PadShare.body(&share).unwrap();
            let (a, b) = identities(&[4; 16], &receiver.public(), &[5; 16]);
            let (spake, own) = Spake2::<Ed25519Group>::start_b(&Password::new("123456"), &a, &b);
            let mut transcript = Transcript::new(&pad_hello, &host_hello);
            transcript.push(share);
            transcript.push(&own);
            let psk = transcript.code_psk(&spake.finish(share).unwrap(), &receiver.public());
            let first = frame(pad.read(&Kind::HostShare.frame(&own)));
            let step = answer(&mut pad, &first, host, &transcript, &psk);
            match step {
                Ok(PadStep::Done { .. }) => assert!(is_receiver),
                fault => assert_eq!(
                    (fault.err(), is_receiver),
                    (Some(PadFault::Impostor), false)
                ),
            }
        }
    }

    #[test]
    fn nothing_secret_shows() {
        let code = Credential::Code(RoomCode::new(123_456).unwrap());
        let (pad, _) = PadHandshake::new(&key(3), code.clone(), [4; 16]);
        let shown = format!("{pad:?} {code:?}");
        assert_eq!(shown, "PadHandshake(hello) Code(RoomCode(..))");
    }
}
