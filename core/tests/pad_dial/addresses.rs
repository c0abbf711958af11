//! Addresses that are dead, silent, strange or doubled, and the one that is right among them.

use crate::support::scripted::{Line, Who};
use crate::support::{until, update};
use crate::{SECRET, Until, closed_port, connect, good, identity, paired, play_along, silent};
use couchpad_core::protocol::RoomCode;
use couchpad_core::session::pairing::Credential;
use couchpad_core::{PadUpdate, Target, Unreachable};
use parking_lot::Mutex;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Barrier};

#[test]
fn the_right_receiver_is_found_behind_dead_silent_and_wrong_addresses() {
    let (who, other) = (Who::new(21), Who::new(22));
    let (mute, wrong) = (who.listen(silent), other.listen(good));
    let babbler = who.listen(|_, line| line.pour(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
    let right = who.listen(good);
    let dead = closed_port();
    let all = [
        dead,
        mute.address,
        wrong.address,
        babbler.address,
        dead,
        right.address,
    ];
    let known = identity();
    let pad = connect(who.by_link(&all), &known);
    paired(&pad);
    let pin = known.receiver(&who.key.public()).unwrap();
    assert_eq!(pin.addresses.first(), Some(&right.address));
    assert_eq!(pin.addresses.len(), 5, "each is kept once");
    // the one that answered is the one to begin with
    let before = mute.connections();
    let again = connect(Target::trusted(&pin), &known);
    paired(&again);
    assert_eq!(mute.connections(), before);
}

#[test]
fn two_addresses_of_one_receiver_make_one_join() {
    let who = Who::new(23);
    let joins = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&joins);
    let called = Arc::new(Barrier::new(3));
    let script = move |_: usize, line: &mut Line| {
        called.wait();
        if line.secure().is_some() {
            *counted.lock() += 1;
            line.welcome(SECRET);
            line.wait_for_the_end();
        }
    };
    let all = [0, 1, 2].map(|_| who.listen(script.clone()).address);
    let pad = connect(who.by_link(&all), &identity());
    paired(&pad);
    pad.leave();
    drop(pad);
    assert_eq!(*joins.lock(), 1);
}

#[test]
fn a_receiver_that_is_not_there_is_told_of_once_and_found_when_it_comes() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let who = Who::new(24);
    let pad = connect(who.by_link(&[address]), &identity());
    let mut reasons = Vec::new();
    until("a few attempts", || match pad.poll()? {
        PadUpdate::Unreachable { reason } => {
            reasons.push(reason);
            None
        }
        PadUpdate::Connecting { attempt } => (attempt == 4).then_some(()),
        other => panic!("{other:?}"),
    });
    assert_eq!(reasons, [Unreachable::Refused]);
    let listener = TcpListener::bind(address).unwrap();
    let _receiver = who.listen_at(listener, good);
    paired(&pad);
}

#[test]
fn an_address_that_accepts_and_says_nothing_is_given_up_and_told_of() {
    let who = Who::new(25);
    let receiver = who.listen(silent);
    let pad = connect(who.by_link(&[receiver.address]), &identity());
    let reason = Unreachable::TimedOut;
    update(&pad, "unreachable", |u| {
        *u == PadUpdate::Unreachable { reason }
    });
    assert!(!pad.is_ended());
}

#[test]
fn one_that_hangs_up_before_it_lets_anybody_in_is_told_of_in_words_and_tried_again() {
    for stage in [Until::Accepted, Until::Greeted, Until::Answered] {
        let who = Who::new(29);
        let receiver = who.listen(move |nth, line| {
            if nth > 2 {
                return line.admit(SECRET);
            }
            // a receiver that is full of newcomers cuts one of them, wherever it is
            play_along(line, stage);
        });
        let pad = connect(who.by_link(&[receiver.address]), &identity());
        let reason = Unreachable::HungUp;
        let told = update(&pad, "what is wrong", |u| {
            matches!(u, PadUpdate::Unreachable { .. })
        });
        assert_eq!(told, PadUpdate::Unreachable { reason }, "{stage:?}");
        let advice = told.advice().unwrap();
        assert!(advice.contains("newcomers") && advice.contains("by itself"));
        paired(&pad);
    }
}

#[test]
fn what_is_no_receiver_is_told_apart_from_one_that_hangs_up() {
    let who = Who::new(30);
    let web = who.listen(|_, line| {
        line.hear_raw();
        line.pour(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        line.wait_for_the_end();
    });
    let pad = connect(who.by_link(&[web.address]), &identity());
    let told = update(&pad, "what is wrong", |u| {
        matches!(u, PadUpdate::Unreachable { .. })
    });
    let reason = Unreachable::Other;
    assert_eq!(told, PadUpdate::Unreachable { reason });
}

#[test]
fn no_address_at_all_is_unreachable_and_harmless() {
    let code = RoomCode::new(1).unwrap();
    let target = Target {
        addresses: Vec::new(),
        credential: Credential::Code(code),
    };
    let pad = connect(target, &identity());
    update(&pad, "unreachable", |u| {
        matches!(u, PadUpdate::Unreachable { .. })
    });
}
