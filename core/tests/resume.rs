//! A seat outlives its link: fresh sockets, restarted programs, receivers that close.

mod support;

use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::{Place, SeatIndex};
use couchpad_core::session::{HostEventKind, LostReason, PadEvent};
use couchpad_core::transport::Bind;
use couchpad_core::{Pad, PadEnd, PadLoss, PadOptions, PadUpdate};
use std::sync::Arc;
use support::{
    X, axis_arrives, event, host, host_of, options, seated, seated_with, target, update,
};

#[test]
fn a_fresh_socket_goes_on_where_the_old_one_was() {
    let host = host();
    let first = seated(&host, "Ada");
    let pad = seated(&host, "Bo");
    pad.set_axis(X, 5_000);
    axis_arrives(&host, 1, 5_000);
    for value in [6_000, 7_000, 8_000] {
        pad.relink();
        let relinking = PadLoss::Relinking;
        update(&pad, "lost", |u| {
            *u == PadUpdate::Lost { reason: relinking }
        });
        update(&pad, "back", |u| {
            *u == PadUpdate::Connected { fresh: false }
        });
        pad.set_axis(X, value);
        axis_arrives(&host, 1, value);
    }
    let seat = SeatIndex(1);
    assert_eq!(pad.view().place, Some(Place::Seated { seat, mark: 1 }));
    assert!(first.view().connected);
}

#[test]
fn a_program_that_starts_again_gets_its_seat_back() {
    let host = host();
    let device = PadOptions {
        identity: Some(Arc::new(PadIdentity::ephemeral().unwrap())),
        ..options("Ada")
    };
    drop(seated_with(&host, device.clone()));
    let lost = event(&host, "lost", |k| matches!(k, HostEventKind::Lost { .. }));
    let _other = seated(&host, "Bo");
    let _pad = Pad::connect(target(&host), device).unwrap();
    let resumed = event(&host, "resumed", |k| *k == HostEventKind::Resumed);
    assert_eq!((resumed.pad, resumed.seat), (lost.pad, Some(SeatIndex(0))));
}

#[test]
fn dropping_a_pad_is_told_at_once_and_keeps_the_seat() {
    let host = host();
    drop(seated(&host, "Ada"));
    let lost = event(&host, "lost", |k| matches!(k, HostEventKind::Lost { .. }));
    let HostEventKind::Lost { reason } = lost.kind else {
        unreachable!()
    };
    // whichever of the two good-byes came first, and not the silence that would follow
    assert!(
        matches!(reason, LostReason::Quit | LostReason::Reset),
        "{reason:?}"
    );
    assert_eq!(lost.seat, Some(SeatIndex(0)));
}

#[test]
fn a_receiver_that_closes_and_opens_again_is_found_again() {
    let store = Default::default();
    let first = host_of(&store, Bind::loopback(0));
    let address = first.listening().tcp.into();
    let pad = seated(&first, "Ada");
    // as a receiver quits that takes its time
    first.with(|now, session| session.close(now));
    let quit = PadLoss::ReceiverQuit;
    update(&pad, "lost", |u| *u == PadUpdate::Lost { reason: quit });
    drop(first);
    assert!(!pad.view().connected);
    let second = host_of(&store, address);
    update(&pad, "connected", |u| {
        *u == PadUpdate::Connected { fresh: true }
    });
    // the new receiver says where the axes start, which would end what was moved before
    update(&pad, "axes", |u| {
        matches!(u, PadUpdate::Session(PadEvent::Axes(_)))
    });
    pad.set_axis(X, 77);
    axis_arrives(&second, 0, 77);
}

#[test]
fn a_receiver_that_is_just_dropped_says_good_bye_too() {
    let host = host();
    let pad = seated(&host, "Ada");
    drop(host);
    let lost = update(&pad, "lost", |u| matches!(u, PadUpdate::Lost { .. }));
    let reasons = [
        PadLoss::ReceiverQuit,
        PadLoss::LinkClosed,
        PadLoss::ReceiverGone,
    ];
    assert!(
        reasons
            .iter()
            .any(|r| lost == PadUpdate::Lost { reason: *r }),
        "{lost:?}"
    );
    update(&pad, "it tries again", |u| {
        *u == PadUpdate::Connecting { attempt: 2 }
    });
    assert!(!pad.is_ended());
}

#[test]
fn a_fresh_socket_is_no_loss_to_the_receiver() {
    let host = host();
    let pad = seated(&host, "Ada");
    event(&host, "joined", |k| *k == HostEventKind::Joined);
    pad.relink();
    update(&pad, "back", |u| {
        *u == PadUpdate::Connected { fresh: false }
    });
    pad.set_axis(X, 9);
    axis_arrives(&host, 0, 9);
    assert_eq!(host.poll(), None);
}

#[test]
fn a_pad_that_is_sent_away_stays_away() {
    let host = host();
    let pad = seated(&host, "Ada");
    let joined = event(&host, "joined", |k| *k == HostEventKind::Joined);
    host.with(|now, session| session.kick(now, joined.pad));
    let kicked = PadEnd::Kicked;
    update(&pad, "ended", |u| *u == PadUpdate::Ended { reason: kicked });
    assert!(host.with(|_, session| session.pads().next().is_none()));
}
