//! Wrong codes, wrong secrets, wrong keys: who is told what.

use crate::common::{HOST, Pair, address, attempt, door, key, link, public, trusted, wrong_code};
use couchpad_protocol::control::Refusal;
use couchpad_protocol::{JoinSecret, LinkPairing};
use couchpad_session::Time;
use couchpad_session::pairing::{
    Credential, DoorEvent, HostHandshake, PadFault, PadHandshake, Proof,
};

#[test]
fn a_wrong_code_is_told_to_both_and_three_lock_the_address() {
    let mut door = door();
    let wrong = wrong_code(&door);
    let locks = Refusal::LockedOut { seconds: 30 };
    for told in [Refusal::WrongCode, Refusal::WrongCode, locks] {
        assert_eq!(door.poll_event(), None);
        let end = Pair::new(wrong.clone()).play(&mut door);
        assert_eq!(end.host.unwrap_err(), told);
        assert_eq!(end.pad.unwrap_err(), PadFault::Refused(told));
    }
    let locked_out = DoorEvent::LockedOut {
        address: address(1),
    };
    assert_eq!(door.poll_event(), Some(locked_out));
    let right = Credential::Code(door.code());
    let seconds = 30;
    let refusal = attempt(right.clone(), Time::ZERO, address(1), &mut door);
    assert_eq!(refusal, Err(Refusal::LockedOut { seconds }));
    let elsewhere = attempt(right.clone(), Time::ZERO, address(2), &mut door);
    assert_eq!(elsewhere, Ok(Proof::Code));
    let later = attempt(right, Time::from_secs(30), address(1), &mut door);
    assert_eq!(later, Ok(Proof::Code));
    assert_eq!(door.poll_event(), None);
}

#[test]
fn a_wrong_secret_is_a_wrong_link_and_locks_nobody() {
    let mut door = door();
    let wrong = Credential::Link(LinkPairing {
        secret: JoinSecret([34; 16]),
        key: public(HOST),
    });
    for _ in 0..50 {
        let end = Pair::new(wrong.clone()).play(&mut door);
        assert_eq!(end.host.unwrap_err(), Refusal::WrongLink);
        assert_eq!(end.pad.unwrap_err(), PadFault::Refused(Refusal::WrongLink));
    }
    let code = Credential::Code(door.code());
    assert_eq!(
        attempt(code, Time::ZERO, address(1), &mut door),
        Ok(Proof::Code)
    );
    door.set_secret(JoinSecret([34; 16]));
    assert_eq!(
        attempt(wrong, Time::ZERO, address(1), &mut door),
        Ok(Proof::Link)
    );
    let old = attempt(link(), Time::ZERO, address(1), &mut door);
    assert_eq!(old, Err(Refusal::WrongLink));
    assert_eq!(door.poll_event(), None);
}

#[test]
fn another_receiver_is_noticed_before_anything_is_shown_to_it() {
    for credential in [link(), trusted()] {
        let (mut pad, _) = PadHandshake::new(&key(1), credential, [1; 16]);
        let (_, hello) = HostHandshake::new(&key(HOST + 1), [2; 16]);
        assert_eq!(pad.read(&hello).unwrap_err(), PadFault::Impostor);
    }
}

#[test]
fn a_receiver_that_only_says_that_it_has_the_key_is_noticed_too() {
    // it knows the secret, even, but has another key than the one in the hello that it sends
    let mut door = door();
    for credential in [link(), trusted(), Credential::Code(door.code())] {
        let mut pair = Pair::new(credential);
        (pair.host, _) = HostHandshake::new(&key(HOST + 1), [2; 16]);
        let end = pair.play(&mut door);
        assert!(end.pad.is_err() && end.host.is_err());
    }
}
