//! Two ends and what is between them.

use couchpad_protocol::control::Refusal;
use couchpad_protocol::{JoinSecret, LinkPairing, PublicKey, RoomCode};
use couchpad_session::Time;
use couchpad_session::pairing::{
    Channel, Credential, DeviceKey, Door, HostHandshake, HostStep, PadFault, PadHandshake, PadStep,
    Proof,
};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::net::{IpAddr, Ipv4Addr};

pub(crate) const PAD: u8 = 11;
pub(crate) const HOST: u8 = 22;
pub(crate) const SECRET: JoinSecretBytes = [33; 16];
pub(crate) type JoinSecretBytes = [u8; 16];

pub(crate) fn key(byte: u8) -> DeviceKey {
    DeviceKey::from_bytes([byte; 32])
}

pub(crate) fn public(byte: u8) -> PublicKey {
    key(byte).public()
}

/// An IPv4 address of its own for each number.
pub(crate) fn address(n: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from_bits(0x0a00_0000 + n))
}

pub(crate) fn door() -> Door {
    let mut random = Pcg64Mcg::seed_from_u64(1);
    let entropy = move |out: &mut [u8]| random.fill_bytes(out);
    Door::new(JoinSecret(SECRET), Box::new(entropy))
}

/// What the screen shows.
pub(crate) fn link() -> Credential {
    Credential::Link(LinkPairing {
        secret: JoinSecret(SECRET),
        key: public(HOST),
    })
}

pub(crate) fn trusted() -> Credential {
    Credential::Trusted(public(HOST))
}

/// All three ways of joining this door's host.
pub(crate) fn credentials(door: &Door) -> [Credential; 3] {
    [link(), Credential::Code(door.code()), trusted()]
}

/// A code that is not this door's.
pub(crate) fn wrong_code(door: &Door) -> Credential {
    let codes = [1, 2].map(|number| RoomCode::new(number).unwrap());
    let other = codes.into_iter().find(|code| *code != door.code());
    Credential::Code(other.unwrap())
}

/// One host and one pad that are joining.
pub(crate) struct Pair {
    pub(crate) pad: PadHandshake,
    pub(crate) host: HostHandshake,
    pub(crate) pad_hello: Vec<u8>,
    pub(crate) host_hello: Vec<u8>,
    pub(crate) from: IpAddr,
    pub(crate) now: Time,
}

/// How a join ended, at each end.
#[derive(Debug)]
pub(crate) struct End {
    pub(crate) pad: Result<(Channel, PublicKey), PadFault>,
    pub(crate) host: Result<(Channel, PublicKey, Proof), Refusal>,
    /// All frames, in order: to the host (true) or to the pad.
    pub(crate) said: Vec<(bool, Vec<u8>)>,
}

impl Pair {
    pub(crate) fn new(credential: Credential) -> Self {
        Self::with_nonces(credential, [1; 16], [2; 16])
    }

    pub(crate) fn with_nonces(credential: Credential, pad: [u8; 16], host: [u8; 16]) -> Self {
        let (pad, pad_hello) = PadHandshake::new(&key(PAD), credential, pad);
        let (host, host_hello) = HostHandshake::new(&key(HOST), host);
        Self {
            pad,
            host,
            pad_hello,
            host_hello,
            from: address(1),
            now: Time::ZERO,
        }
    }

    pub(crate) fn tell_host(&mut self, frame: &[u8], door: &mut Door) -> HostStep {
        self.host.read(self.now, self.from, frame, door)
    }

    /// Plays it to the end, over an honest wire.
    pub(crate) fn play(self, door: &mut Door) -> End {
        self.play_over(door, |_, frame| frame)
    }

    /// Plays it to the end; `wire` gets each frame's number and bytes and says what arrives.
    pub(crate) fn play_over(
        mut self,
        door: &mut Door,
        mut wire: impl FnMut(usize, Vec<u8>) -> Vec<u8>,
    ) -> End {
        let mut said = vec![
            (true, wire(0, self.pad_hello.clone())),
            (false, wire(1, self.host_hello.clone())),
        ];
        let (mut pad, mut host) = (None, None);
        let mut next = 0;
        while let Some((to_host, frame)) = said.get(next).cloned() {
            next += 1;
            let mut answers = Vec::new();
            if to_host && host.is_none() {
                match self.tell_host(&frame, door) {
                    HostStep::Wait => {}
                    HostStep::Send(answer) => answers.push(answer),
                    HostStep::Refuse(refusal) => {
                        answers.push(refused(refusal));
                        host = Some(Err(refusal));
                    }
                    HostStep::Done {
                        send,
                        channel,
                        device,
                        proof,
                    } => {
                        answers.extend(send);
                        host = Some(Ok((channel, device, proof)));
                    }
                }
            } else if !to_host && pad.is_none() {
                match self.pad.read(&frame) {
                    Ok(PadStep::Send(answer)) => answers.push(answer),
                    Ok(PadStep::Done {
                        send,
                        channel,
                        receiver,
                    }) => {
                        answers.extend(send);
                        pad = Some(Ok((channel, receiver)));
                    }
                    Err(fault) => pad = Some(Err(fault)),
                }
            }
            for answer in answers {
                let number = said.len();
                said.push((!to_host, wire(number, answer)));
            }
        }
        End {
            pad: pad.unwrap_or(Err(PadFault::Malformed)),
            host: host.unwrap_or(Err(Refusal::Malformed)),
            said,
        }
    }
}

pub(crate) fn refused(refusal: Refusal) -> Vec<u8> {
    let refused = couchpad_protocol::control::ControlToPad::Refused(refusal);
    refused.encode().unwrap()
}

/// Joins once and says how the host took it.
pub(crate) fn attempt(
    credential: Credential,
    now: Time,
    from: IpAddr,
    door: &mut Door,
) -> Result<Proof, Refusal> {
    let mut pair = Pair::new(credential);
    (pair.now, pair.from) = (now, from);
    pair.play(door).host.map(|(_, _, proof)| proof)
}
