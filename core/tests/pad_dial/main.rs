//! Getting to a receiver: addresses that are dead, silent, strange or another receiver's, and connections that end or make
//! no sense at any moment. Receivers are scripted.

mod addresses;
mod codes;
mod refusals;
#[path = "../support/mod.rs"]
mod support;
mod torrent;

use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::Closing;
use couchpad_core::protocol::control::{ControlToHost, ControlToPad, ResumeSecret};
use couchpad_core::{Pad, PadEnd, PadOptions, PadUpdate, Target};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
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

fn last_word_has_advice(update: &PadUpdate) -> bool {
    update.advice().is_some_and(|text| text.contains(':'))
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
