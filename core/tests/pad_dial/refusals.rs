//! Receivers that say no, have forgotten this pad, or are others than the one that is meant.

use crate::support::scripted::{Line, Who};
use crate::support::until;
use crate::{
    LINK, SECRET, STAGES, TRUSTED, connect, good, identity, last_word, last_word_has_advice,
    paired, play_along,
};
use couchpad_core::protocol::control::{ControlToPad, Hello, Refusal};
use couchpad_core::session::pairing::Credential;
use couchpad_core::{PadUpdate, Target};
use parking_lot::Mutex;
use std::sync::Arc;

#[test]
fn refusals_in_the_clear_end_the_pad_and_make_it_forget_nothing() {
    let final_ones = [
        Refusal::UpdatePad,
        Refusal::UpdateReceiver,
        Refusal::Full,
        Refusal::Mode,
        Refusal::Malformed,
        Refusal::WrongCode,
        Refusal::LockedOut { seconds: 30 },
        Refusal::RoomLocked,
        Refusal::NotPaired,
        Refusal::WrongLink,
    ];
    for refusal in final_ones {
        for early in [true, false] {
            let who = Who::new(7);
            let receiver = who.listen(move |nth, line| {
                if nth == 0 {
                    return line.admit(SECRET);
                }
                if early || line.greet().is_some() {
                    line.refuse_in_the_clear(refusal);
                }
            });
            let known = identity();
            paired(&connect(who.by_link(&[receiver.address]), &known));
            let pin = known.receiver(&who.key.public()).unwrap();
            let pad = connect(Target::trusted(&pin), &known);
            assert_eq!(last_word(&pad), PadUpdate::Refused(refusal));
            assert_eq!(known.receiver(&pin.key), Some(pin));
        }
    }
}

#[test]
fn busy_and_closing_receivers_are_tried_again() {
    for refusal in [Refusal::Busy, Refusal::Closing] {
        for stage in STAGES.into_iter().take(3) {
            let who = Who::new(8);
            let receiver = who.listen(move |nth, line| {
                if nth > 1 {
                    line.admit(SECRET);
                } else if play_along(line, stage).is_some() {
                    line.refuse_in_the_clear(refusal);
                }
            });
            paired(&connect(who.by_link(&[receiver.address]), &identity()));
        }
    }
}

#[test]
fn sealed_refusals_end_the_pad() {
    let who = Who::new(9);
    let receiver = who.listen(|_, line| {
        if line.secure().is_some() {
            line.say(&ControlToPad::Refused(Refusal::RoomLocked));
        }
    });
    let pad = connect(who.by_code(&[receiver.address]), &identity());
    assert_eq!(last_word(&pad), PadUpdate::Refused(Refusal::RoomLocked));
}

#[test]
fn versions_that_do_not_fit_are_told_who_is_to_update() {
    let cases = [
        ((900, 901), Refusal::UpdatePad),
        ((0, 0), Refusal::UpdateReceiver),
    ];
    for ((oldest, newest), expected) in cases {
        let who = Who::new(10);
        let receiver = who.listen(move |_, line| {
            let hello = Hello {
                oldest,
                newest,
                ..Hello::new([1; 16], 0)
            };
            line.say_raw(&hello.encode());
            line.wait_for_the_end();
        });
        let pad = connect(who.by_link(&[receiver.address]), &identity());
        assert_eq!(last_word(&pad), PadUpdate::Refused(expected));
    }
}

#[test]
fn a_pad_that_the_receiver_forgot_comes_back_by_its_link() {
    let who = Who::new(11);
    let modes = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&modes);
    let receiver = who.listen(move |nth, line| {
        let Some(resume) = line.secure() else {
            return;
        };
        heard.lock().push((line.mode.unwrap(), resume));
        match nth {
            // welcome, and gone
            0 => line.welcome(SECRET),
            1 => line.say(&ControlToPad::Refused(Refusal::NotPaired)),
            _ => {
                line.welcome(SECRET);
                line.wait_for_the_end();
            }
        }
    });
    let pad = connect(who.by_link(&[receiver.address]), &identity());
    let told = until("three joins", || {
        let modes = modes.lock();
        (modes.len() == 3).then(|| modes.clone())
    });
    let expected = [(LINK, None), (TRUSTED, Some(SECRET)), (LINK, Some(SECRET))];
    assert_eq!(told, expected);
    assert!(!pad.is_ended());
}

#[test]
fn a_pad_that_the_receiver_forgot_and_has_no_link_asks_again() {
    let who = Who::new(12);
    let receiver = who.listen(|nth, line| {
        if line.secure().is_some() {
            match nth {
                0 => line.welcome(SECRET),
                _ => line.say(&ControlToPad::Refused(Refusal::NotPaired)),
            }
        }
    });
    let pad = connect(who.by_code(&[receiver.address]), &identity());
    assert_eq!(last_word(&pad), PadUpdate::Refused(Refusal::NotPaired));
}

#[test]
fn an_old_link_of_a_receiver_that_knows_this_pad_still_works() {
    let who = Who::new(13);
    let receiver = who.listen(good);
    let known = identity();
    let old = who.by_link(&[receiver.address]);
    paired(&connect(old.clone(), &known));
    let other = Who::new(14).door.lock().secret().clone();
    who.door.lock().set_secret(other);
    let stranger = connect(old.clone(), &identity());
    assert_eq!(last_word(&stranger), PadUpdate::Refused(Refusal::WrongLink));
    paired(&connect(old, &known));
}

#[test]
fn the_resume_secret_comes_from_the_pin_and_goes_to_that_receiver_alone() {
    let (who, other) = (Who::new(15), Who::new(16));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let script = {
        let asked = Arc::clone(&asked);
        move |_: usize, line: &mut Line| {
            if let Some(resume) = line.secure() {
                asked.lock().push(resume);
                line.welcome(SECRET);
                line.wait_for_the_end();
            }
        }
    };
    let receivers = [who.listen(script.clone()), other.listen(script)];
    let known = identity();
    paired(&connect(who.by_link(&[receivers[0].address]), &known));
    paired(&connect(other.by_link(&[receivers[1].address]), &known));
    // by code the pad learns only in the handshake which receiver it is
    paired(&connect(who.by_code(&[receivers[0].address]), &known));
    assert_eq!(*asked.lock(), [None, None, Some(SECRET)]);
}

#[test]
fn another_receiver_at_the_address_is_an_impostor() {
    let (who, other) = (Who::new(17), Who::new(18));
    let receiver = other.listen(good);
    let target = who.by_link(&[receiver.address]);
    let known = identity();
    let pad = connect(target, &known);
    assert_eq!(last_word(&pad), PadUpdate::Impostor);
    assert!(last_word_has_advice(&PadUpdate::Impostor));
    assert_eq!(known.receivers(), []);
    let trusted = Target {
        addresses: vec![receiver.address],
        credential: Credential::Trusted(who.key.public()),
    };
    assert_eq!(last_word(&connect(trusted, &known)), PadUpdate::Impostor);
}

#[test]
fn one_that_only_claims_the_key_is_an_impostor_too() {
    let (who, other) = (Who::new(19), Who::new(20));
    let key = who.key.public();
    let receiver = other.listen(move |_, line| {
        let mut hello = Hello::new([1; 16], 0).encode();
        hello.extend_from_slice(&key.0);
        line.say_raw(&hello);
        line.hear_raw();
        if line.hear_raw().is_some() {
            // of the length and kind that belong here
            line.say_raw(&[[0x22].as_slice(), &[7; 96]].concat());
            line.wait_for_the_end();
        }
    });
    let pad = connect(who.by_link(&[receiver.address]), &identity());
    assert_eq!(last_word(&pad), PadUpdate::Impostor);
}
