//! A room code is shown once, whatever happens then.

use crate::support::scripted::{Line, Who};
use crate::support::until;
use crate::{
    SECRET, Until, connect, identity, last_word, last_word_has_advice, misdeeds, paired, play_along,
};
use couchpad_core::protocol::control::Refusal;
use couchpad_core::{PadEnd, PadUpdate};
use parking_lot::Mutex;
use std::sync::{Arc, Barrier};

#[test]
fn a_code_is_shown_once_whatever_the_receiver_does_then() {
    for misdeed in misdeeds() {
        let who = Who::new(4);
        let receiver = who.listen(move |_, line| {
            // the share is answered, and then the code has been shown
            if play_along(line, Until::Answered).is_some() && line.hear_raw().is_some() {
                line.pour(&misdeed);
            }
        });
        let pad = connect(who.by_code(&[receiver.address]), &identity());
        let reason = PadEnd::Interrupted;
        assert_eq!(last_word(&pad), PadUpdate::Ended { reason });
        assert!(last_word_has_advice(&PadUpdate::Ended { reason }));
        assert_eq!(receiver.connections(), 1);
    }
}

#[test]
fn a_code_that_was_not_shown_yet_is_tried_again() {
    for frames in 0..3 {
        let who = Who::new(5);
        let receiver = who.listen(move |nth, line| {
            if nth > 0 {
                return line.admit(SECRET);
            }
            // the last one is the pad's share, which is not answered
            if frames > 0 && line.greet().is_some() && frames > 1 {
                line.hear_raw();
            }
        });
        paired(&connect(who.by_code(&[receiver.address]), &identity()));
    }
}

#[test]
fn a_race_spends_a_code_once() {
    let who = Who::new(6);
    let shown = Arc::new(Mutex::new(0));
    // all say hello at once, when all have been called
    let called = Arc::new(Barrier::new(3));
    let script = {
        let shown = Arc::clone(&shown);
        move |_: usize, line: &mut Line| {
            called.wait();
            if line.greet().is_some() && line.step().is_some() && line.step().is_none() {
                *shown.lock() += 1;
            }
        }
    };
    let listeners = [0, 1, 2].map(|_| who.listen(script.clone()));
    let addresses = listeners.map(|listener| listener.address);
    let pad = connect(who.by_wrong_code(&addresses), &identity());
    assert_eq!(last_word(&pad), PadUpdate::Refused(Refusal::WrongCode));
    drop(pad);
    until("the guess", || (*shown.lock() > 0).then_some(()));
    assert_eq!(*shown.lock(), 1);
}
