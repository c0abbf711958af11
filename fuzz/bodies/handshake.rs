//! Both sides of a handshake, each with an honest peer and somebody on the way who follows a script.

use super::script::{Script, Step};
use couchpad_core::protocol::{JoinSecret, LinkPairing};
use couchpad_core::session::Time;
use couchpad_core::session::pairing::{
    Channel, Credential, DeviceKey, Door, HANDSHAKE_FRAME_BYTES, HostHandshake, HostStep,
    PadHandshake, PadStep,
};
use std::net::IpAddr;

const FROM: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

fn door() -> Door {
    let mut next = 0_u8;
    let entropy = move |out: &mut [u8]| {
        for byte in out {
            next = next.wrapping_mul(5).wrapping_add(7);
            *byte = next;
        }
    };
    Door::new(JoinSecret([1; 16]), Box::new(entropy))
}

/// Both ends before the first frame. `mode` may also be one in which the pad has something wrong.
struct Ends {
    pad: PadHandshake,
    host: HostHandshake,
    door: Door,
    now: Time,
    to_host: Vec<u8>,
    to_pad: Vec<u8>,
}

impl Ends {
    fn new(mode: usize) -> Self {
        let (pad, host) = (
            DeviceKey::from_bytes([11; 32]),
            DeviceKey::from_bytes([22; 32]),
        );
        let mut door = door();
        let key = host.public();
        let secret = JoinSecret(if mode % 6 == 3 { [2; 16] } else { [1; 16] });
        let credential = match mode % 6 {
            0 | 3 => Credential::Link(LinkPairing { secret, key }),
            1 => Credential::Code(door.code()),
            4 => {
                let old = door.code();
                door.rotate_code();
                Credential::Code(old)
            }
            2 => Credential::Trusted(key),
            _ => Credential::Trusted(pad.public()),
        };
        let (pad, to_host) = PadHandshake::new(&pad, credential, [3; 16]);
        let (host, to_pad) = HostHandshake::new(&host, [4; 16]);
        Self {
            pad,
            host,
            door,
            now: Time::ZERO,
            to_host,
            to_pad,
        }
    }

    fn at_host(&mut self, frame: &[u8]) -> HostStep {
        let step = self.host.read(self.now, FROM, frame, &mut self.door);
        while self.door.poll_event().is_some() {}
        step
    }
}

fn check_length(frame: &[u8]) {
    assert!(
        frame.len() <= HANDSHAKE_FRAME_BYTES,
        "{} bytes",
        frame.len()
    );
}

/// After a handshake nothing opens that the other end did not seal.
fn check_sealed(channel: &mut Channel, frame: &[u8]) {
    assert!(channel.open(frame).is_err(), "nobody sealed this");
}

/// A host; the pad is honest. True if it was joined, which it must not be if anything was changed on the way.
pub(super) fn handshake_host(data: &[u8]) -> bool {
    let (mode, script) = Script::new(data);
    let mut ends = Ends::new(mode);
    let mut channel: Option<Channel> = None;
    let mut changed = false;
    // the host's hello travels whatever the pad's does
    let mut to_pad = Some(ends.to_pad.clone());
    for step in script {
        let honest = ends.to_host.clone();
        if let Step::Wait(seconds) = step {
            ends.now += Time::from_secs(seconds.into());
        }
        let Some(frame) = step.frame(&honest) else {
            continue;
        };
        if let Some(channel) = &mut channel {
            check_sealed(channel, &frame);
            continue;
        }
        changed |= frame != honest;
        match ends.at_host(&frame) {
            HostStep::Wait => {}
            HostStep::Send(answer) => {
                check_length(&answer);
                to_pad = Some(answer);
            }
            HostStep::Done {
                send,
                channel: done,
                ..
            } => {
                send.iter().for_each(|frame| check_length(frame));
                assert!(!changed && mode % 6 < 3, "joined by {data:?}");
                channel = Some(done);
            }
            HostStep::Refuse(_) => return false,
        }
        let Some(answer) = to_pad.take() else {
            continue;
        };
        match ends.pad.read(&answer) {
            Ok(PadStep::Send(frame)) => ends.to_host = frame,
            Ok(PadStep::Done { send, .. }) => ends.to_host = send.unwrap_or_default(),
            Err(_) => ends.to_host = Vec::new(),
        }
    }
    channel.is_some()
}

/// A pad; the host is honest. True if it joined, which it must not if anything was changed on the way.
pub(super) fn handshake_pad(data: &[u8]) -> bool {
    let (mode, script) = Script::new(data);
    let mut ends = Ends::new(mode);
    let mut channel: Option<Channel> = None;
    let mut changed = false;
    let hello = ends.to_host.clone();
    ends.at_host(&hello);
    for step in script {
        let honest = ends.to_pad.clone();
        if let Step::Wait(seconds) = step {
            ends.now += Time::from_secs(seconds.into());
        }
        let Some(frame) = step.frame(&honest) else {
            continue;
        };
        if let Some(channel) = &mut channel {
            check_sealed(channel, &frame);
            continue;
        }
        changed |= frame != honest;
        let answer = match ends.pad.read(&frame) {
            Ok(PadStep::Send(answer)) => answer,
            Ok(PadStep::Done {
                channel: done,
                send,
                ..
            }) => {
                assert!(!changed && mode % 6 < 3, "joined by {data:?}");
                channel = Some(done);
                send.unwrap_or_default()
            }
            Err(_) => return false,
        };
        check_length(&answer);
        ends.to_pad = match ends.at_host(&answer) {
            HostStep::Send(frame) => frame,
            HostStep::Done { send, .. } => send.unwrap_or_default(),
            HostStep::Wait | HostStep::Refuse(_) => Vec::new(),
        };
    }
    channel.is_some()
}
