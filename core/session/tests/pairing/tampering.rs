//! Recorded handshakes played again, in another order, cut, and with bits flipped, in every mode: nobody gets anything by
//! it, and the honest side joins afterwards as if nothing had been.

use crate::common::{End, HOST, PAD, Pair, address, attempt, credentials, door, key, trusted};
use couchpad_session::Time;
use couchpad_session::pairing::{
    Credential, Door, DoorEvent, HostHandshake, HostStep, PadHandshake, PadStep, Proof,
};

/// One wire after the other on which something goes wrong.
struct Spoiler {
    door: Door,
    wires: u32,
}

impl Spoiler {
    fn new() -> Self {
        let door = door();
        Self { door, wires: 0 }
    }

    /// Each way of joining and the lengths of its frames.
    fn modes(&mut self) -> [(usize, Vec<usize>); 3] {
        [0, 1, 2].map(|mode| {
            let credential = credentials(&self.door)[mode].clone();
            let end = Pair::new(credential).play(&mut self.door);
            assert!(end.pad.is_ok() && end.host.is_ok());
            let lengths = end.said.iter().map(|(_, frame)| frame.len());
            (mode, lengths.collect())
        })
    }

    /// Plays a handshake in which one frame is changed, and says what must hold: whoever got it is not done, and whoever
    /// sent it is done at most if it had nothing more to read.
    fn spoil(&mut self, mode: usize, at: usize, change: impl Fn(&mut Vec<u8>)) {
        self.wires += 1;
        let mut pair = Pair::new(credentials(&self.door)[mode].clone());
        pair.from = address(self.wires);
        let mut whole = true;
        let end = pair.play_over(&mut self.door, |number, mut frame| {
            if number == at {
                change(&mut frame);
                whole = false;
            }
            frame
        });
        assert!(!whole, "the frame was sent");
        let (to_host, _) = end.said[at];
        let (got, sent) = if to_host {
            (end.host.is_ok(), end.pad.is_ok())
        } else {
            (end.pad.is_ok(), end.host.is_ok())
        };
        assert!(!got, "mode {mode}, frame {at}");
        let last =
            at + 1 == end.said.len() || end.said[at + 1..].iter().all(|(up, _)| *up != to_host);
        assert!(!sent || last, "mode {mode}, frame {at}");
        // somebody between the two can waste tries at a code; but nothing else changes for anybody
        while let Some(event) = self.door.poll_event() {
            assert_eq!((mode, event), (1, DoorEvent::CodeRotated));
        }
    }

    fn assert_unharmed(mut self) {
        for credential in credentials(&self.door) {
            let joined = attempt(credential, Time::ZERO, address(0), &mut self.door);
            assert!(joined.is_ok(), "{joined:?}");
        }
    }
}

#[test]
fn any_bit_of_any_frame_flipped_spoils_the_handshake() {
    let mut spoiler = Spoiler::new();
    for (mode, lengths) in spoiler.modes() {
        for (at, len) in lengths.into_iter().enumerate() {
            for bit in 0..len * 8 {
                spoiler.spoil(mode, at, |frame| frame[bit / 8] ^= 1 << (bit % 8));
            }
        }
    }
    spoiler.assert_unharmed();
}

#[test]
fn any_frame_cut_at_any_byte_spoils_the_handshake() {
    let mut spoiler = Spoiler::new();
    for (mode, lengths) in spoiler.modes() {
        for (at, len) in lengths.into_iter().enumerate() {
            for cut in 0..len {
                spoiler.spoil(mode, at, |frame| frame.truncate(cut));
            }
        }
    }
    spoiler.assert_unharmed();
}

#[test]
fn bytes_behind_any_frame_spoil_the_handshake() {
    let mut spoiler = Spoiler::new();
    for (mode, lengths) in spoiler.modes() {
        for at in 0..lengths.len() {
            spoiler.spoil(mode, at, |frame| frame.push(0));
        }
    }
    spoiler.assert_unharmed();
}

/// What a listener has of a whole join, with the first sealed frame of each side.
struct Recording {
    to_host: Vec<Vec<u8>>,
    to_pad: Vec<Vec<u8>>,
}

fn record(credential: Credential, door: &mut Door) -> Recording {
    let End { pad, host, said } = Pair::new(credential).play(door);
    let ((mut pad, _), (mut host, ..)) = (pad.unwrap(), host.unwrap());
    let pick = |up| said.iter().filter(move |(to_host, _)| *to_host == up);
    let mut recording = Recording {
        to_host: pick(true).map(|(_, frame)| frame.clone()).collect(),
        to_pad: pick(false).map(|(_, frame)| frame.clone()).collect(),
    };
    recording.to_host.push(pad.seal(b"join").unwrap());
    recording.to_pad.push(host.seal(b"welcome").unwrap());
    recording
}

/// Every order of so many things, the given one first.
fn orders(n: usize) -> Vec<Vec<usize>> {
    let Some(last) = n.checked_sub(1) else {
        return vec![Vec::new()];
    };
    let shorter = orders(last);
    let insert = |at: usize| {
        shorter.iter().map(move |order| {
            let mut order = order.clone();
            order.insert(at, last);
            order
        })
    };
    (0..n).rev().flat_map(insert).collect()
}

/// Whether a new host of this nonce takes any first sealed frame in these.
fn host_acts(nonce: u8, frames: &[Vec<u8>], order: &[usize], door: &mut Door) -> bool {
    let (mut host, _) = HostHandshake::new(&key(HOST), [nonce; 16]);
    let mut channel = None;
    for frame in order.iter().map(|n| &frames[*n]) {
        match &mut channel {
            None => {
                let step = host.read(Time::ZERO, address(9), frame, door);
                if let HostStep::Done { channel: done, .. } = step {
                    channel = Some(done);
                }
            }
            Some(channel) => {
                if channel.open(frame).is_ok() {
                    return true;
                }
            }
        }
    }
    false
}

/// Whether a new pad with this credential believes that it found the receiver.
fn pad_believes(nonce: u8, credential: Credential, frames: &[Vec<u8>], order: &[usize]) -> bool {
    let (mut pad, _) = PadHandshake::new(&key(PAD), credential, [nonce; 16]);
    order
        .iter()
        .any(|n| matches!(pad.read(&frames[*n]), Ok(PadStep::Done { .. })))
}

#[test]
fn a_recorded_handshake_yields_nothing_in_any_order() {
    let mut door = door();
    for credential in credentials(&door) {
        let recording = record(credential.clone(), &mut door);
        for order in orders(recording.to_host.len()) {
            assert!(
                !host_acts(3, &recording.to_host, &order, &mut door),
                "{order:?}"
            );
        }
        for order in orders(recording.to_pad.len()) {
            let frames = &recording.to_pad;
            assert!(
                !pad_believes(4, credential.clone(), frames, &order),
                "{order:?}"
            );
        }
    }
    // the listener's tries at the code counted for its own address only
    let code = Credential::Code(door.code());
    assert_eq!(
        attempt(code, Time::ZERO, address(1), &mut door),
        Ok(Proof::Code)
    );
}

#[test]
fn not_even_a_nonce_that_repeats_makes_a_recording_worth_anything() {
    let mut door = door();
    for credential in credentials(&door) {
        let recording = record(credential.clone(), &mut door);
        let in_order: Vec<_> = (0..recording.to_host.len()).collect();
        assert!(!host_acts(2, &recording.to_host, &in_order, &mut door));
        let in_order: Vec<_> = (0..recording.to_pad.len()).collect();
        assert!(!pad_believes(1, credential, &recording.to_pad, &in_order));
    }
}

#[test]
fn a_replayed_first_message_of_a_trusted_pad_opens_a_channel_that_nobody_can_use() {
    let mut door = door();
    let recording = record(trusted(), &mut door);
    // with another nonce, as always, not even that
    let (mut host, _) = HostHandshake::new(&key(HOST), [3; 16]);
    let mut last = None;
    for frame in &recording.to_host[..2] {
        last = Some(host.read(Time::ZERO, address(9), frame, &mut door));
    }
    assert!(matches!(last, Some(HostStep::Refuse(_))), "{last:?}");
    // with the same one the message is as good as new, but what followed it is not
    let (mut host, _) = HostHandshake::new(&key(HOST), [2; 16]);
    for frame in &recording.to_host[..2] {
        last = Some(host.read(Time::ZERO, address(9), frame, &mut door));
    }
    let Some(HostStep::Done { mut channel, .. }) = last else {
        panic!("{last:?}");
    };
    assert!(channel.open(&recording.to_host[2]).is_err());
}

#[test]
fn a_frame_that_comes_twice_ends_the_handshake() {
    let mut door = door();
    for credential in credentials(&door) {
        let mut pair = Pair::new(credential);
        let hello = pair.pad_hello.clone();
        assert!(matches!(pair.tell_host(&hello, &mut door), HostStep::Wait));
        for _ in 0..3 {
            let step = pair.tell_host(&hello, &mut door);
            assert!(matches!(step, HostStep::Refuse(_)), "{step:?}");
        }
        let hello = pair.host_hello.clone();
        assert!(pair.pad.read(&hello).is_ok());
        for _ in 0..3 {
            assert!(pair.pad.read(&hello).is_err());
        }
    }
}
