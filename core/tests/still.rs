//! A pad whose screen stands still: its thread sleeps, and wakes for what arrives while its owner sleeps too.

mod support;

use couchpad_core::protocol::{Phase, SeatIndex, ToPad};
use couchpad_core::session::{PadConfig, PadEvent};
use couchpad_core::{Host, Pad, PadOptions, PadUpdate};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use support::{X, axis_arrives, host, options, seated, seated_with, until};

/// Lets real time pass. Times that the pad's thread woke, and how long it really was, in seconds.
fn rest(pad: &Pad) -> (f64, f64) {
    let (turns, start) = (pad.turns(), Instant::now());
    thread::sleep(Duration::from_secs(2));
    ((pad.turns() - turns) as f64, start.elapsed().as_secs_f64())
}

/// A pad whose owner is woken by a bell alone.
fn asleep(host: &Host) -> (Pad, Receiver<()>) {
    let (ring, bell) = channel();
    let ring = Mutex::new(ring);
    let options = PadOptions {
        wake: Some(Arc::new(move || {
            // nobody may listen any more
            let _ = ring.lock().unwrap().send(());
        })),
        ..options("Ada")
    };
    let pad = seated_with(host, options);
    while pad.poll().is_some() {}
    (pad, bell)
}

/// Sleeps until the bell rings, and looks once for each ring: nothing else wakes the owner.
fn woken(pad: &Pad, bell: &Receiver<()>, fits: impl Fn(&PadEvent) -> bool) {
    let deadline = Instant::now() + support::DEADLINE;
    while Instant::now() < deadline {
        bell.recv_timeout(support::DEADLINE).unwrap();
        let mut updates = std::iter::from_fn(|| pad.poll());
        if updates.any(|update| matches!(update, PadUpdate::Session(event) if fits(&event))) {
            return;
        }
    }
    panic!("never woken");
}

fn told(pad: &Pad, host: &Host, phase: Phase) {
    host.with(|now, session| session.set_phase(now, phase));
    until("the pad has heard", || {
        (pad.view().phase == phase).then_some(())
    });
}

#[test]
fn in_play_its_thread_wakes_as_often_as_it_speaks_and_hears() {
    let host = host();
    let pad = seated(&host, "Ada");
    let (turns, seconds) = rest(&pad);
    // 20 states, a ping and a few acknowledgements a second, and what netcode wants 4 times a second
    assert!(turns <= 45.0 * seconds, "{turns} times in {seconds} s");
    assert!(turns > 0.0);
}

#[test]
fn where_nobody_plays_it_sleeps() {
    let host = host();
    let pad = seated(&host, "Ada");
    told(&pad, &host, Phase::Paused);
    thread::sleep(Duration::from_millis(500));
    let (turns, seconds) = rest(&pad);
    assert!(turns <= 4.0 * seconds, "{turns} times in {seconds} s");
}

#[test]
fn a_rumble_and_a_notice_wake_an_owner_that_sleeps() {
    let host = host();
    let (pad, bell) = asleep(&host);
    for phase in [Phase::Playing, Phase::Results] {
        host.with(|now, session| session.set_phase(now, phase));
        host.with(|now, session| session.rumble(now, SeatIndex(0), 9, 30));
        woken(&pad, &bell, |event| {
            matches!(event, PadEvent::Rumble { .. })
        });
        let id = host.with(|_, session| session.pads().next().unwrap().id);
        host.send(id, &ToPad::Notice("Nice".into()));
        woken(&pad, &bell, |event| {
            *event == PadEvent::Notice("Nice".into())
        });
    }
}

#[test]
fn a_touch_wakes_the_thread_that_sleeps() {
    let host = host();
    let pad = seated(&host, "Ada");
    told(&pad, &host, Phase::Lobby);
    for value in [100, -200, 300] {
        pad.set_axis(X, value);
        axis_arrives(&host, 0, value);
    }
}

/// States a second that reach the host while a finger moves all the time.
fn states(host: &Host, session: PadConfig) -> f64 {
    let options = PadOptions {
        session,
        ..options("Ada")
    };
    let pad = seated_with(host, options);
    let frames = || host.with(|_, session| session.stats().frames);
    let (before, start) = (frames(), Instant::now());
    for value in 0..=i16::MAX {
        pad.set_axis(X, value);
        thread::sleep(Duration::from_micros(500));
        if start.elapsed() > Duration::from_secs(1) {
            break;
        }
    }
    let rate = (frames() - before) as f64 / start.elapsed().as_secs_f64();
    pad.leave();
    until("it has left", || pad.is_ended().then_some(()));
    rate
}

#[test]
fn no_more_than_120_states_a_second_unless_asked() {
    let host = host();
    let usual = states(&host, PadConfig::default());
    let fast = states(&host, PadConfig::default().at_rate(240));
    // a few pongs and other frames besides; a busy machine may do less
    assert!(usual <= 135.0, "{usual} a second");
    assert!(fast <= 260.0, "{fast} a second");
    let limited = host.with(|_, session| session.stats().limited_states);
    assert_eq!(limited, 0);
}
