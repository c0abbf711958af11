//! Any frames in any order, at either side: no panic, no long answer, nobody comes in.

use crate::common::{HOST, PAD, Pair, address, credentials, door, key};
use couchpad_session::Time;
use couchpad_session::pairing::{
    HANDSHAKE_FRAME_BYTES, HostHandshake, HostStep, PadHandshake, PadStep,
};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Frames of whole handshakes in every mode, refusals among them.
static RECORDED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut door = door();
    let mut frames: Vec<_> = credentials(&door)
        .into_iter()
        .flat_map(|credential| Pair::new(credential).play(&mut door).said)
        .map(|(_, frame)| frame)
        .collect();
    frames.extend([vec![0, 7, 30], vec![0, 99], vec![1], Vec::new()]);
    frames
});

/// A frame: recorded, the same with a few bytes changed or another length, or anything.
fn frame() -> impl Strategy<Value = Vec<u8>> {
    let recorded = (0..RECORDED.len()).prop_map(|n| RECORDED[n].clone());
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    let changed =
        (recorded.clone(), changes, 0..400_usize).prop_map(|(mut frame, changes, len)| {
            if len < 200 {
                frame.resize(len, 0xa5);
            }
            for (at, byte) in changes {
                if !frame.is_empty() {
                    let at = at.index(frame.len());
                    frame[at] = byte;
                }
            }
            frame
        });
    let any_bytes = prop::collection::vec(any::<u8>(), 0..HANDSHAKE_FRAME_BYTES * 2);
    prop_oneof![3 => recorded, 3 => changed, 1 => any_bytes]
}

fn frames() -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(frame(), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn at_the_host(frames in frames(), known_nonce: bool, begin in 0..4_usize) {
        let mut door = door();
        // with the recordings' own nonce or another, and from the start or behind a good hello
        let nonce = if known_nonce { [2; 16] } else { [3; 16] };
        let (mut host, hello) = HostHandshake::new(&key(HOST), nonce);
        prop_assert!(hello.len() <= HANDSHAKE_FRAME_BYTES);
        let begin = credentials(&door).get(begin).map(|c| Pair::new(c.clone()).pad_hello);
        for frame in begin.into_iter().chain(frames) {
            match host.read(Time::ZERO, address(1), &frame, &mut door) {
                HostStep::Send(answer) => prop_assert!(answer.len() <= HANDSHAKE_FRAME_BYTES),
                HostStep::Wait | HostStep::Refuse(_) => {}
                // a trusted pad's first message, played again to the nonce that it was made for: see `tampering`
                HostStep::Done { mut channel, .. } => {
                    prop_assert!(known_nonce);
                    prop_assert!(RECORDED.iter().all(|frame| channel.open(frame).is_err()));
                }
            }
        }
    }

    #[test]
    fn at_the_pad(frames in frames(), known_nonce: bool, begin: bool, mode in 0..3_usize) {
        let door = door();
        let nonce = if known_nonce { [1; 16] } else { [3; 16] };
        let credential = credentials(&door)[mode].clone();
        let (mut pad, hello) = PadHandshake::new(&key(PAD), credential.clone(), nonce);
        prop_assert!(hello.len() <= HANDSHAKE_FRAME_BYTES);
        let begin = begin.then(|| Pair::new(credential).host_hello);
        for frame in begin.into_iter().chain(frames) {
            match pad.read(&frame) {
                Ok(PadStep::Send(answer)) => prop_assert!(answer.len() <= HANDSHAKE_FRAME_BYTES),
                Ok(step @ PadStep::Done { .. }) => prop_assert!(false, "{step:?}"),
                Err(_) => {}
            }
        }
    }
}
