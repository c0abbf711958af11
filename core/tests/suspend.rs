//! A phone's app goes to the background and comes back: it says so, closes its sockets, and has its seat again.

mod support;

use couchpad_core::identity::{MemoryStore, PadIdentity};
use couchpad_core::protocol::{LinkKind, Place, SeatIndex, Transport};
use couchpad_core::session::{HostEventKind, LostReason, Presence};
use couchpad_core::transport::Bind;
use couchpad_core::{Host, Pad, PadEnd, PadLoss, PadOptions, PadUpdate, Target};
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use support::proxy::Proxy;
use support::{
    LAUNCH, X, axis_arrives, event, host, host_again, host_of, options, pad, seated, seated_with,
    target, until, update,
};

const SUSPENDED: PadUpdate = PadUpdate::Lost {
    reason: PadLoss::Suspended,
};
const BACK: PadUpdate = PadUpdate::Connected { fresh: false };

fn is_held(host: &Host) -> bool {
    host.with(|_, session| session.inputs()[0].held & LAUNCH.bit() != 0)
}

fn lost(host: &Host) -> LostReason {
    let lost = event(host, "lost", |k| matches!(k, HostEventKind::Lost { .. }));
    match lost.kind {
        HostEventKind::Lost { reason } => reason,
        other => panic!("{other:?}"),
    }
}

/// The open sockets of this process, as the kernel counts them. Tests that count have a process of their own.
#[cfg(target_os = "linux")]
fn sockets() -> usize {
    let folder = std::fs::read_dir("/proc/self/fd").unwrap();
    let links = folder.filter_map(|entry| std::fs::read_link(entry.unwrap().path()).ok());
    links
        .filter(|link| link.to_string_lossy().starts_with("socket:"))
        .count()
}

fn suspends_and_resumes(options: PadOptions, kind: LinkKind) {
    let host = host();
    let pad = seated_with(&host, options);
    assert_eq!(pad.view().transport, Some(kind));
    for value in [4_000, 5_000] {
        pad.set_axis(X, value);
        axis_arrives(&host, 0, value);
        pad.press(LAUNCH);
        until("held", || is_held(&host).then_some(()));
        assert!(pad.suspend(), "the receiver has heard it");
        let view = pad.view();
        assert!(view.suspended && !view.connected && view.held == 0);
        assert_eq!(lost(&host), LostReason::Away);
        assert!(!is_held(&host), "mid-press");
        let presence = host.with(|_, session| session.pads().next().map(|pad| pad.presence));
        assert_eq!(
            presence,
            Some(Presence::Away),
            "not offline: it is expected back"
        );
        update(&pad, "suspended", |u| *u == SUSPENDED);
        pad.resume();
        update(&pad, "back", |u| *u == BACK);
        event(&host, "resumed", |k| *k == HostEventKind::Resumed);
        assert!(!pad.view().suspended);
    }
    pad.set_axis(X, 6_000);
    axis_arrives(&host, 0, 6_000);
    pad.press(LAUNCH);
    until("held again", || is_held(&host).then_some(()));
    let (seat, mark) = (SeatIndex(0), 0);
    assert_eq!(pad.view().place, Some(Place::Seated { seat, mark }));
}

#[test]
fn in_the_middle_of_a_press_it_is_let_go_and_the_seat_stays() {
    suspends_and_resumes(options("Ada"), LinkKind::Udp);
}

#[test]
fn the_same_over_tcp() {
    let options = PadOptions {
        transport: Transport::Tcp,
        ..options("Ada")
    };
    suspends_and_resumes(options, LinkKind::Tcp);
}

#[test]
fn what_is_done_while_it_sleeps_is_no_play() {
    let host = host();
    let pad = seated(&host, "Ada");
    assert!(pad.suspend() && pad.suspend(), "twice is once");
    assert_eq!(lost(&host), LostReason::Away);
    pad.press(LAUNCH);
    pad.relink();
    pad.back();
    let turns = pad.turns();
    assert!(pad.suspend() && pad.view().held == 0);
    assert!(pad.view().suspended && !pad.view().connected);
    assert!(pad.turns() <= turns + 5, "it sleeps");
    pad.resume();
    pad.resume();
    update(&pad, "back", |u| *u == BACK);
    assert!(!is_held(&host));
    // and one that was never suspended goes on as it is
    pad.resume();
    pad.set_axis(X, 7_000);
    axis_arrives(&host, 0, 7_000);
    assert!(!std::iter::from_fn(|| pad.poll()).any(|u| matches!(u, PadUpdate::Lost { .. })));
}

#[test]
fn a_player_who_leaves_while_it_sleeps_is_gone_here() {
    let host = host();
    let pad = seated(&host, "Ada");
    assert!(pad.suspend());
    pad.leave();
    let reason = PadEnd::Left;
    update(&pad, "left", |u| *u == PadUpdate::Ended { reason });
    assert!(!pad.suspend() && pad.is_ended());
}

#[test]
fn while_it_connects_it_stops_and_goes_on_later() {
    let address = {
        let gone = host();
        target(&gone).addresses
    };
    let host = host();
    let nobody = Target {
        addresses: address,
        ..target(&host)
    };
    let lonely = Pad::connect(nobody, options("Ada")).unwrap();
    update(&lonely, "tries", |u| {
        matches!(u, PadUpdate::Unreachable { .. })
    });
    assert!(!lonely.suspend(), "nobody has heard it");
    let turns = lonely.turns();
    thread::sleep(Duration::from_millis(400));
    assert!(lonely.turns() <= turns + 1, "it has stopped trying");
    lonely.resume();
    update(&lonely, "tries again", |u| {
        matches!(u, PadUpdate::Connecting { .. })
    });

    // at any moment on its way in
    for micros in [0, 300, 1_000, 3_000, 10_000, 30_000] {
        let pad = pad(&host, "Bo");
        thread::sleep(Duration::from_micros(micros));
        pad.suspend();
        assert!(pad.view().suspended);
        pad.resume();
        until("seated", || {
            let view = pad.view();
            (view.connected && view.place.is_some()).then_some(())
        });
        pad.leave();
        update(&pad, "left", |u| matches!(u, PadUpdate::Ended { .. }));
    }
}

#[test]
fn a_code_is_not_guessed_twice_by_an_app_that_slept_on_it() {
    let host = host();
    let by_code = Target::with_code(&host.join_link(), host.code());
    for micros in [0, 300, 1_000, 3_000, 10_000, 30_000, 100_000] {
        let pad = Pad::connect(by_code.clone(), options("Bo")).unwrap();
        thread::sleep(Duration::from_micros(micros));
        pad.suspend();
        pad.resume();
        let ended = until("in, or told to enter it again", || {
            let ended =
                std::iter::from_fn(|| pad.poll()).find(|u| matches!(u, PadUpdate::Ended { .. }));
            (ended.is_some() || pad.view().place.is_some()).then_some(ended)
        });
        if let Some(ended) = ended {
            let reason = PadEnd::Interrupted;
            assert_eq!(ended, PadUpdate::Ended { reason });
            continue;
        }
        pad.leave();
        update(&pad, "left", |u| matches!(u, PadUpdate::Ended { .. }));
    }
    assert!(host.take_refused().is_empty());
}

#[test]
fn a_receiver_that_does_not_answer_is_not_waited_for() {
    let host = host();
    let proxy = Proxy::start(host.listening().tcp);
    let through = Target {
        addresses: vec![proxy.address],
        ..target(&host)
    };
    let pad = Pad::connect(through, options("Ada")).unwrap();
    until("connected", || pad.view().connected.then_some(()));
    proxy.set_udp(false);
    proxy.set_deaf(true);
    assert!(!pad.suspend(), "nobody has heard it");
    assert!(pad.view().suspended && !pad.view().connected);
    proxy.set_udp(true);
    proxy.set_deaf(false);
    pad.resume();
    update(&pad, "back", |u| *u == BACK);
}

#[test]
fn a_receiver_that_started_again_meanwhile_has_the_seat_still() {
    let store = Arc::<MemoryStore>::default();
    let first = host_of(&store, Bind::loopback(0));
    let address = first.listening().tcp;
    let device = PadOptions {
        identity: Some(Arc::new(PadIdentity::ephemeral().unwrap())),
        ..options("Bo")
    };
    let _ada = seated(&first, "Ada");
    let pad = seated_with(&first, device);
    assert!(pad.suspend());
    assert_eq!(lost(&first), LostReason::Away);
    let saved = first.driver(|_, driver| driver.saved());
    drop(first);
    let again = host_again(&store, Bind::loopback(address.port()), Some(saved));
    pad.resume();
    update(&pad, "back", |u| matches!(u, PadUpdate::Connected { .. }));
    until("the same seat", || {
        let place = pad.view().place;
        matches!(
            place,
            Some(Place::Seated {
                seat: SeatIndex(1),
                ..
            })
        )
        .then_some(())
    });
    // the layout is told anew, and what the fingers did before that is void
    let mut value = 8_000;
    until("plays on", || {
        value ^= 1;
        pad.set_axis(X, value);
        let axis = again.with(|_, session| session.inputs()[1].axes[0]);
        (axis >= 8_000).then_some(())
    });
}

#[cfg(target_os = "linux")]
#[test]
fn no_socket_outlives_it() {
    const ROLE: &str = "COUCHPAD_TEST_SOCKETS";
    if std::env::var_os(ROLE).is_none() {
        let mut alone = std::process::Command::new(std::env::current_exe().unwrap());
        alone.args(["no_socket_outlives_it", "--exact", "--nocapture"]);
        assert!(alone.env(ROLE, "1").status().unwrap().success());
        return;
    }
    let host = host();
    until("its own sockets", || (sockets() >= 2).then_some(()));
    let before = sockets();
    for transport in [Transport::Udp, Transport::Tcp] {
        let options = PadOptions {
            transport,
            ..options("Ada")
        };
        let pad = seated_with(&host, options);
        assert!(sockets() > before);
        assert!(pad.suspend());
        // the receiver's end of the connection goes a moment later
        until("closed", || (sockets() <= before).then_some(()));
        pad.resume();
        update(&pad, "back", |u| *u == BACK);
        assert!(sockets() > before);
        pad.leave();
        update(&pad, "left", |u| matches!(u, PadUpdate::Ended { .. }));
        drop(pad);
        until("gone", || (sockets() <= before).then_some(()));
    }
}
