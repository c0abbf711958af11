//! A pad joins over real sockets, and what its player does reaches the seat's input.

mod support;

use couchpad_core::PadUpdate;
use couchpad_core::protocol::{Phase, Place, SeatIndex};
use couchpad_core::session::HostEventKind;
use couchpad_core::transport::Bind;
use support::{LAUNCH, X, axis_arrives, event, host, pad, seated, until, update};

#[test]
fn a_swipe_and_a_press_reach_the_seat() {
    let host = host();
    let pad = seated(&host, "Ada");
    let joined = event(&host, "joined", |k| *k == HostEventKind::Joined);
    assert_eq!(
        (joined.name.as_str(), joined.seat),
        ("Ada", Some(SeatIndex(0)))
    );

    pad.set_axis(X, 12_345);
    axis_arrives(&host, 0, 12_345);

    let _ = host.inputs();
    pad.press(LAUNCH);
    pad.release(LAUNCH);
    let (mut presses, mut releases) = (0, 0);
    until("both edges", || {
        let input = host.inputs()[0];
        presses += u32::from(input.pressed(LAUNCH));
        releases += u32::from(input.released & LAUNCH.bit() != 0);
        (releases > 0).then_some(())
    });
    assert_eq!((presses, releases), (1, 1));
}

#[test]
fn a_pad_is_told_where_it_is() {
    let host = host();
    let pad = seated(&host, "Ada");
    let view = pad.view();
    assert_eq!(view.phase, Phase::Playing);
    assert_eq!(view.name, "Ada");
    let seat = SeatIndex(0);
    assert_eq!(view.place, Some(Place::Seated { seat, mark: 0 }));
    assert!(view.receiver.is_some());
    until("a round-trip time", || pad.view().health.rtt);
}

#[test]
fn a_pad_waits_for_its_receiver_and_says_so() {
    // a port that nobody has: one was found, and given back
    let store = Default::default();
    let free = support::host_of(&store, Bind::loopback(0));
    let (address, target) = (free.listening().tcp.into(), support::target(&free));
    drop(free);
    let pad = couchpad_core::Pad::connect(target, support::options("Early")).unwrap();
    update(&pad, "a second attempt", |u| {
        *u == PadUpdate::Connecting { attempt: 2 }
    });
    let host = support::host_of(&store, address);
    update(&pad, "connected", |u| {
        matches!(u, PadUpdate::Connected { fresh: true })
    });
    event(&host, "joined", |k| *k == HostEventKind::Joined);
}

#[test]
fn leaving_frees_the_seat() {
    let host = host();
    let first = seated(&host, "Ada");
    first.leave();
    drop(first);
    let left = event(&host, "left", |k| matches!(k, HostEventKind::Left { .. }));
    assert_eq!(left.name, "Ada");
    let _second = pad(&host, "Bo");
    let joined = event(&host, "joined", |k| *k == HostEventKind::Joined);
    assert_eq!(joined.seat, Some(SeatIndex(0)));
}
