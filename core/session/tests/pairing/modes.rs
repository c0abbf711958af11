//! Every way of joining, with everything as it should be.

use crate::common::{HOST, PAD, Pair, credentials, door, key, link, public, refused};
use couchpad_protocol::control::{Hello, Refusal, mode};
use couchpad_session::pairing::{HostHandshake, HostStep, PadFault, PadHandshake, Proof};

#[test]
fn every_mode_ends_in_a_channel_between_the_right_two() {
    let mut door = door();
    let proofs = [Proof::Link, Proof::Code, Proof::Trusted];
    for (credential, expected) in credentials(&door).into_iter().zip(proofs) {
        let end = Pair::new(credential).play(&mut door);
        let (mut pad, receiver) = end.pad.unwrap();
        let (mut host, device, proof) = end.host.unwrap();
        assert_eq!(
            (receiver, device, proof),
            (public(HOST), public(PAD), expected)
        );
        for round in 0..3_u8 {
            let up = pad.seal(&[round; 10]).unwrap();
            assert_eq!(host.open(&up).unwrap(), [round; 10]);
            let down = host.seal(&[]).unwrap();
            assert_eq!(pad.open(&down).unwrap(), []);
        }
    }
    assert_eq!(door.poll_event(), None);
}

#[test]
fn frames_are_as_many_and_as_long_as_the_protocol_says() {
    let mut door = door();
    let expected: [&[(bool, usize)]; 3] = [
        &[(true, 29), (false, 61), (true, 49), (false, 97), (true, 65)],
        &[
            (true, 29),
            (false, 61),
            (true, 34),
            (false, 34),
            (true, 49),
            (false, 97),
            (true, 65),
        ],
        &[(true, 29), (false, 61), (true, 97), (false, 49)],
    ];
    for (credential, expected) in credentials(&door).into_iter().zip(expected) {
        let said = Pair::new(credential).play(&mut door).said;
        let said: Vec<_> = said.iter().map(|(up, frame)| (*up, frame.len())).collect();
        assert_eq!(said, expected);
    }
}

#[test]
fn golden_hellos() {
    let pair = Pair::new(link());
    let mut pad = b"COUCHPAD\x01\x00\x01\x00".to_vec();
    pad.extend([1; 16]);
    pad.push(mode::LINK);
    assert_eq!(pair.pad_hello, pad);
    let mut host = b"COUCHPAD\x01\x00\x01\x00".to_vec();
    host.extend([2; 16]);
    host.push(0);
    host.extend(public(HOST).0);
    assert_eq!(pair.host_hello, host);
}

fn versions(oldest: u16, newest: u16, mode: u8) -> Hello {
    let nonce = [1; 16];
    Hello {
        oldest,
        newest,
        nonce,
        mode,
    }
}

#[test]
fn each_side_says_which_one_is_too_old() {
    let mut door = door();
    for (oldest, newest, refusal) in [(0, 0, Refusal::UpdatePad), (2, 9, Refusal::UpdateReceiver)] {
        let (mut host, _) = HostHandshake::new(&key(HOST), [2; 16]);
        // whatever else the other version says, and whichever mode it has
        let mut hello = versions(oldest, newest, 77).encode();
        hello.extend(b"more");
        let step = host.read(
            Default::default(),
            crate::common::address(1),
            &hello,
            &mut door,
        );
        assert!(
            matches!(step, HostStep::Refuse(r) if r == refusal),
            "{step:?}"
        );
    }
    for (oldest, newest, refusal) in [(0, 0, Refusal::UpdateReceiver), (2, 9, Refusal::UpdatePad)] {
        for credential in credentials(&door) {
            let (mut pad, _) = PadHandshake::new(&key(PAD), credential, [1; 16]);
            // without a key behind it: other versions may have none
            let fault = pad.read(&versions(oldest, newest, 0).encode()).unwrap_err();
            assert_eq!(fault, PadFault::Refused(refusal));
        }
    }
}

#[test]
fn later_versions_that_still_speak_this_one_are_understood() {
    let mut door = door();
    for credential in credentials(&door) {
        let mut pair = Pair::new(credential);
        // what a later host appends behind its key
        pair.host_hello.extend(b"more");
        let (mut pad, _) = PadHandshake::new(&key(PAD), link(), [1; 16]);
        assert!(pad.read(&pair.host_hello).is_ok());
        // and what a later pad does
        pair.pad_hello.extend(b"more");
        let step = pair.tell_host(&pair.pad_hello.clone(), &mut door);
        assert!(matches!(step, HostStep::Wait), "{step:?}");
    }
}

#[test]
fn a_mode_that_the_host_does_not_have_is_refused_by_name() {
    let mut door = door();
    for mode in [0, 4, 255] {
        let (mut host, _) = HostHandshake::new(&key(HOST), [2; 16]);
        let hello = versions(1, 1, mode).encode();
        let step = host.read(
            Default::default(),
            crate::common::address(1),
            &hello,
            &mut door,
        );
        assert!(matches!(step, HostStep::Refuse(Refusal::Mode)), "{step:?}");
    }
}

#[test]
fn a_refusal_in_the_clear_is_understood_at_any_moment_before_the_channel() {
    let mut door = door();
    for credential in credentials(&door) {
        let whole = Pair::new(credential.clone()).play(&mut door).said;
        let to_pad = whole.iter().filter(|(up, _)| !up).count();
        for at in 0..to_pad {
            let mut seen = 0;
            let end = Pair::new(credential.clone()).play_over(&mut door, |number, frame| {
                if whole[number].0 {
                    return frame;
                }
                seen += 1;
                if seen == at + 1 {
                    refused(Refusal::RoomLocked)
                } else {
                    frame
                }
            });
            let fault = end.pad.unwrap_err();
            assert_eq!(fault, PadFault::Refused(Refusal::RoomLocked), "{at}");
        }
    }
}
