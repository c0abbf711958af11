//! The host's side of the handshake. Must not know sockets, nor who is trusted: it proves keys, and the driver knows whose.

use super::channel::Channel;
use super::device::DeviceKey;
use super::door::Door;
use super::frames::{HANDSHAKE_FRAME_BYTES, Kind};
use super::noise::{Noise, NoiseFault};
use super::transcript::{Psk, Transcript, identities};
use crate::Time;
use couchpad_protocol::PublicKey;
use couchpad_protocol::control::{Hello, Refusal, mode};
use spake2::{Ed25519Group, Password, Spake2};
use std::fmt;
use std::net::IpAddr;
use zeroize::Zeroizing;

/// How a pad proved that it may join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proof {
    /// It knew the join link's secret.
    Link,
    /// It knew the room code.
    Code,
    /// It has the key that it says. Whether that key is a known one is for the driver to look up.
    Trusted,
}

/// What to do next.
#[derive(Debug)]
pub enum HostStep {
    /// Send this frame and read the next one.
    Send(Vec<u8>),
    /// Read the next frame.
    Wait,
    /// The pad has proven itself. Everything further travels in the channel, refusals too. Do nothing for it before its
    /// first sealed frame was opened.
    Done {
        /// The last frame of the handshake, to be sent before anything in the channel.
        send: Option<Vec<u8>>,
        /// To the pad, and to nobody else.
        channel: Channel,
        /// Who the pad is.
        device: PublicKey,
        /// What it has shown.
        proof: Proof,
    },
    /// Say this in the clear, as [`ControlToPad::Refused`](couchpad_protocol::control::ControlToPad::Refused), and close.
    Refuse(Refusal),
}

enum Stage {
    Hello,
    /// Link: the first message, which proves the secret.
    Link(Transcript),
    /// Code: the pad's SPAKE2 message. With the nonce of its hello.
    Share(Transcript, [u8; 16]),
    /// Code: the first message, which proves the code. With the turn of the code that was asked for.
    Code(Noise, u64),
    /// Trusted: the first message.
    Trusted(Noise),
    /// The third message, which proves the pad's key.
    Third(Noise, Proof),
    Over,
}

/// What a stage leads to; the error is what is refused.
type Step = Result<HostStep, Refusal>;

impl From<NoiseFault> for Refusal {
    fn from(_: NoiseFault) -> Self {
        Self::Malformed
    }
}

/// Where and when a frame arrived.
#[derive(Clone, Copy)]
struct Guest {
    now: Time,
    from: IpAddr,
}

/// A host's handshake with one pad: [`new`](Self::new), then [`read`](Self::read) for every frame that arrives until it is
/// done or refused. Whatever arrives, it neither panics nor grows. It may be dropped at any time.
pub struct HostHandshake {
    device: DeviceKey,
    nonce: [u8; 16],
    hello: Vec<u8>,
    stage: Stage,
}

impl HostHandshake {
    /// Begins, and gives the first frame to send. The nonce is random and used once.
    #[must_use]
    pub fn new(device: &DeviceKey, nonce: [u8; 16]) -> (Self, Vec<u8>) {
        let mut hello = Hello::new(nonce, 0).encode();
        hello.extend_from_slice(&device.public().0);
        let handshake = Self {
            device: device.clone(),
            nonce,
            hello: hello.clone(),
            stage: Stage::Hello,
        };
        (handshake, hello)
    }

    /// Takes the next frame, of at most [`HANDSHAKE_FRAME_BYTES`], from the pad at this address.
    pub fn read(&mut self, now: Time, from: IpAddr, frame: &[u8], door: &mut Door) -> HostStep {
        let stage = std::mem::replace(&mut self.stage, Stage::Over);
        if frame.len() > HANDSHAKE_FRAME_BYTES {
            return HostStep::Refuse(Refusal::Malformed);
        }
        let guest = Guest { now, from };
        let step = match stage {
            Stage::Hello => self.meet(guest, frame, door),
            Stage::Link(transcript) => self.prove_link(&transcript, frame, door),
            Stage::Share(transcript, pad) => self.share(guest, transcript, &pad, frame, door),
            Stage::Code(noise, turn) => self.prove_code(guest, noise, turn, frame, door),
            Stage::Trusted(noise) => trust(noise, frame),
            Stage::Third(noise, proof) => finish(guest, noise, proof, frame, door),
            Stage::Over => Err(Refusal::Malformed),
        };
        step.unwrap_or_else(HostStep::Refuse)
    }

    /// The pad's hello: whether there is a version and a way.
    fn meet(&mut self, guest: Guest, frame: &[u8], door: &Door) -> Step {
        let own = Hello::decode(&self.hello).ok_or(Refusal::Malformed)?;
        let pad = Hello::decode(frame).ok_or(Refusal::Malformed)?;
        own.settle(&pad)?;
        let transcript = Transcript::new(frame, &self.hello);
        self.stage = match pad.mode {
            mode::LINK => Stage::Link(transcript),
            mode::CODE => {
                door.admits(guest.now, guest.from)?;
                Stage::Share(transcript, pad.nonce)
            }
            mode::TRUSTED => Stage::Trusted(Noise::ik_host(&self.device, transcript.bytes())?),
            _ => return Err(Refusal::Mode),
        };
        Ok(HostStep::Wait)
    }

    /// Link: a first message that cannot be opened was made with another secret.
    fn prove_link(&mut self, transcript: &Transcript, frame: &[u8], door: &Door) -> Step {
        let body = Kind::XxFirst.body(frame).ok_or(Refusal::Malformed)?;
        let psk = transcript.link_psk(door.secret(), &self.device.public());
        let mut noise = Noise::xx_host(&self.device, transcript.bytes(), &psk)?;
        noise.read(body).map_err(|_| Refusal::WrongLink)?;
        self.answer(noise, Proof::Link)
    }

    /// Code: the SPAKE2 messages. The host's own tells a pad nothing: it is as random as the scalar in it.
    fn share(
        &mut self,
        guest: Guest,
        mut transcript: Transcript,
        pad_nonce: &[u8; 16],
        frame: &[u8],
        door: &mut Door,
    ) -> Step {
        let body = Kind::PadShare.body(frame).ok_or(Refusal::Malformed)?;
        door.admits(guest.now, guest.from)?;
        let receiver = self.device.public();
        let (pad, host) = identities(pad_nonce, &receiver, &self.nonce);
        let digits = Zeroizing::new(door.code().reveal());
        let (spake, share) = Spake2::<Ed25519Group>::start_b(&Password::new(&*digits), &pad, &host);
        let Ok(key) = spake.finish(body).map(Zeroizing::new) else {
            return Err(door.wrong_code(guest.now, guest.from));
        };
        transcript.push(body);
        transcript.push(&share);
        let psk: Psk = transcript.code_psk(&key, &receiver);
        let noise = Noise::xx_host(&self.device, transcript.bytes(), &psk)?;
        self.stage = Stage::Code(noise, door.turn());
        Ok(HostStep::Send(Kind::HostShare.frame(&share)))
    }

    /// Code: a first message that cannot be opened was made with another code. Here a guess is decided, so here, and all at
    /// once, it is allowed and counted.
    fn prove_code(
        &mut self,
        guest: Guest,
        mut noise: Noise,
        turn: u64,
        frame: &[u8],
        door: &mut Door,
    ) -> Step {
        let body = Kind::XxFirst.body(frame).ok_or(Refusal::Malformed)?;
        door.admits(guest.now, guest.from)?;
        if !door.is_turn(turn) {
            return Err(Refusal::WrongCode);
        }
        if noise.read(body).is_err() {
            return Err(door.wrong_code(guest.now, guest.from));
        }
        self.answer(noise, Proof::Code)
    }

    /// The second message of `XXpsk0`, which proves this host.
    fn answer(&mut self, mut noise: Noise, proof: Proof) -> Step {
        let message = noise.write()?;
        self.stage = Stage::Third(noise, proof);
        Ok(HostStep::Send(Kind::XxSecond.frame(&message)))
    }
}

/// `IK` in one go. The first message may be an old one: whoever plays it again cannot use the channel.
fn trust(mut noise: Noise, frame: &[u8]) -> Step {
    noise.read(Kind::IkFirst.body(frame).ok_or(Refusal::Malformed)?)?;
    let message = noise.write()?;
    done(noise, Some(Kind::IkSecond.frame(&message)), Proof::Trusted)
}

/// The third message of `XXpsk0`, which proves the pad's key.
fn finish(guest: Guest, mut noise: Noise, proof: Proof, frame: &[u8], door: &mut Door) -> Step {
    noise.read(Kind::XxThird.body(frame).ok_or(Refusal::Malformed)?)?;
    if proof == Proof::Code {
        door.right_code(guest.from);
    }
    done(noise, None, proof)
}

fn done(noise: Noise, send: Option<Vec<u8>>, proof: Proof) -> Step {
    let (channel, device) = noise.finish()?;
    Ok(HostStep::Done {
        send,
        channel,
        device,
        proof,
    })
}

impl fmt::Debug for HostHandshake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = match &self.stage {
            Stage::Hello => "hello",
            Stage::Link(_) => "link",
            Stage::Share(..) => "share",
            Stage::Code(..) => "code",
            Stage::Trusted(_) => "trusted",
            Stage::Third(..) => "third",
            Stage::Over => "over",
        };
        write!(f, "HostHandshake({stage})")
    }
}
