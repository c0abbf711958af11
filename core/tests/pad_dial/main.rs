//! Getting to a receiver: addresses that are dead, silent, strange or another receiver's, and connections that end or make
//! no sense at any moment. Receivers are scripted.

mod support;

use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::control::{ControlToHost, ControlToPad, Hello, Refusal, ResumeSecret};
use couchpad_core::protocol::{Closing, RoomCode};
use couchpad_core::session::pairing::Credential;
use couchpad_core::{Pad, PadEnd, PadOptions, PadUpdate, Target, Unreachable};
use parking_lot::Mutex;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Barrier};
use support::scripted::{Line, Who};
use support::{options, until, update};

const SECRET: ResumeSecret = ResumeSecret([5; 16]);
const LINK: u8 = couchpad_core::protocol::control::mode::LINK;
const TRUSTED: u8 = couchpad_core::protocol::control::mode::TRUSTED;

fn identity() -> Arc<PadIdentity> {
    Arc::new(PadIdentity::ephemeral().unwrap())
}

fn connect(target: Target, identity: &Arc<PadIdentity>) -> Pad {
    let options = PadOptions {
        identity: Some(Arc::clone(identity)),
        ..options("Ada")
    };
    Pad::connect(target, options).unwrap()
}

fn paired(pad: &Pad) {
    let update = until("paired or ended", || {
        let update = pad.poll()?;
        let boring = matches!(
            update,
            PadUpdate::Connecting { .. } | PadUpdate::Unreachable { .. }
        );
        (!boring).then_some(update)
    });
    assert!(matches!(update, PadUpdate::Paired { .. }), "{update:?}");
}

fn last_word(pad: &Pad) -> PadUpdate {
    until("the end", || pad.is_ended().then_some(()));
    let mut last = None;
    while let Some(update) = pad.poll() {
        last = Some(update);
    }
    last.unwrap()
}

/// A port that nobody listens at.
fn closed_port() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap()
}

fn good(_: usize, line: &mut Line) {
    line.admit(SECRET);
}

fn silent(_: usize, line: &mut Line) {
    line.wait_for_the_end();
}

/// As far as a scripted receiver plays along.
#[derive(Clone, Copy, Debug)]
enum Until {
    Accepted,
    Greeted,
    /// One frame of the pad's handshake was heard and answered.
    Answered,
    Secured,
    Welcomed,
}

const STAGES: [Until; 5] = [
    Until::Accepted,
    Until::Greeted,
    Until::Answered,
    Until::Secured,
    Until::Welcomed,
];

fn play_along(line: &mut Line, until: Until) -> Option<()> {
    match until {
        Until::Accepted => {}
        Until::Greeted => line.greet()?,
        Until::Answered => {
            line.greet()?;
            line.step()?;
        }
        Until::Secured => {
            line.secure()?;
        }
        Until::Welcomed => {
            line.secure()?;
            line.welcome(SECRET);
        }
    }
    Some(())
}

/// What a receiver then does that it should not.
fn misdeeds() -> [Vec<u8>; 6] {
    [
        // it just closes
        vec![],
        // half a frame
        vec![40, 0, 1, 2, 3],
        // a frame that is too long
        vec![0xff; 100],
        // an empty one
        vec![0, 0],
        b"\x1e\x00HTTP/1.1 400 Bad Request\r\n\r\n....".to_vec(),
        // garbage of a likely length
        [vec![97, 0], vec![0xa5; 97]].concat(),
    ]
}

#[test]
fn a_receiver_that_closes_or_babbles_at_any_stage_is_tried_again() {
    for stage in STAGES {
        for misdeed in misdeeds() {
            let who = Who::new(3);
            let what = format!("{stage:?} {misdeed:?}");
            let receiver = who.listen(move |nth, line| {
                if nth > 0 {
                    return line.admit(SECRET);
                }
                if play_along(line, stage).is_some() {
                    line.pour(&misdeed);
                }
            });
            let known = identity();
            let pad = connect(who.by_link(&[receiver.address]), &known);
            paired(&pad);
            until(&what, || (receiver.connections() > 1).then_some(()));
            until(&what, || {
                let pin = known.receiver(&who.key.public())?;
                (pin.resume == Some(SECRET)).then_some(())
            });
            assert!(!pad.is_ended(), "{what}");
        }
    }
}

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

fn last_word_has_advice(update: &PadUpdate) -> bool {
    update.advice().is_some_and(|text| text.contains(':'))
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
fn a_player_who_wants_to_be_remembered_is() {
    let who = Who::new(26);
    let receiver = who.listen(|_, line| {
        if line.secure().is_none() {
            return;
        }
        line.welcome(SECRET);
        while let Some(said) = line.hear() {
            if said == ControlToHost::RememberMe {
                line.say(&ControlToPad::Remembered(true));
            }
        }
    });
    let known = identity();
    let pad = connect(who.by_link(&[receiver.address]), &known);
    // also when it is said before the receiver is there
    pad.remember_me();
    update(&pad, "remembered", |u| *u == PadUpdate::Remembered(true));
    let view = pad.view();
    let name = "Scripted".to_owned();
    assert_eq!(view.receiver, Some((who.key.public(), name.clone())));
    assert!(view.remembered);
    let pin = known.receiver(&who.key.public()).unwrap();
    assert_eq!((pin.name, pin.remembered), (name, true));
}

#[test]
fn a_receiver_that_ends_the_session_is_obeyed() {
    let who = Who::new(27);
    let receiver = who.listen(|_, line| {
        if line.secure().is_some() {
            line.welcome(SECRET);
            line.say(&ControlToPad::Closing(Closing::Kicked));
        }
    });
    let known = identity();
    let pad = connect(who.by_link(&[receiver.address]), &known);
    let reason = PadEnd::Kicked;
    assert_eq!(last_word(&pad), PadUpdate::Ended { reason });
    assert!(known.receiver(&who.key.public()).is_some());
}

#[test]
fn tokens_that_nobody_asked_for_end_the_connection() {
    let who = Who::new(28);
    let receiver = who.listen(|nth, line| {
        if line.secure().is_none() {
            return;
        }
        line.welcome(SECRET);
        let none = || ControlToPad::Tokens(Vec::new());
        if nth == 0 {
            line.say_at_once(&[none(), none(), none()]);
        }
        // what it does ask for, it gets
        while line.hear().is_some() {
            line.say(&none());
        }
    });
    let pad = connect(who.by_link(&[receiver.address]), &identity());
    until("it comes again", || {
        (receiver.connections() > 1).then_some(())
    });
    assert!(!pad.is_ended());
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
