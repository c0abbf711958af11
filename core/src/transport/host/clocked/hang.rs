//! The receiver's frame may hang: arrivals are stamped by a thread of their own, so silence is judged by when a pad was heard and
//! not by when somebody looked.

use super::{Room, STEP};
use crate::protocol::{AxisIndex, ButtonIndex, Phase};
use crate::session::{HostEventKind, LostReason, PadSession, Time};
use std::thread;
use std::time::{Duration, Instant};

/// A drawing that hangs: the driver is not called, while the pad goes on as if nothing were.
fn hang(room: &mut Room, time: Duration, mut play: impl FnMut(&mut PadSession, Time, u64)) {
    let steps = (time.as_millis() / STEP.as_millis()) as u64;
    for step in 1..=steps {
        room.now += STEP;
        play(&mut room.session, room.now, step);
        let sent = Instant::now();
        room.turn_pad();
        room.relay_up();
        // arrivals are stamped with real time, so this much of it must pass
        thread::sleep((STEP).saturating_sub(sent.elapsed()));
    }
    room.renet.update(time);
}

fn playing() -> Room {
    let mut room = Room::new(1);
    let now = room.now;
    room.driver.session.set_phase(now, Phase::Playing);
    room.pass(Duration::from_secs(3));
    while room.driver.session.poll_event().is_some() {}
    room.driver.session.clear_edges();
    room
}

/// What the game sees after the drawing hung for `time`, while a thumb moved, and pressed and let go each half second.
fn after_hanging(time: Duration) {
    let mut room = playing();
    let mut pressed = 0_u64;
    hang(&mut room, time, |session, now, step| {
        session.set_axis(now, AxisIndex(0), step as i16);
        match step % 10 {
            4 => {
                session.press(now, ButtonIndex(2));
                pressed += 1;
            }
            6 => session.release(now, ButtonIndex(2)),
            _ => {}
        }
    });
    let before = *room.driver.session.stats();
    room.turn();
    assert_eq!(room.driver.session.poll_event(), None, "nobody is lost");
    let input = room.driver.session.inputs()[0];
    let steps = (time.as_millis() / STEP.as_millis()) as i16;
    assert_eq!(input.axes[0], steps, "the newest position counts");
    assert_ne!(input.pressed, 0, "what was pressed meanwhile is seen");
    let after = *room.driver.session.stats();
    let commands = after.commands - before.commands;
    assert!(commands >= 2 * pressed - 1, "{commands} of {pressed}");
    assert_eq!(after.too_old, before.too_old, "they came in time");
    room.pass(Duration::from_secs(3));
    assert_eq!(room.driver.session.poll_event(), None);
}

#[test]
fn a_drawing_that_hangs_for_300_ms_loses_nobody_and_nothing() {
    after_hanging(Duration::from_millis(300));
}

#[test]
fn nor_does_one_of_two_and_a_half_seconds() {
    after_hanging(Duration::from_millis(2_500));
}

#[test]
fn who_fell_silent_while_the_drawing_hung_is_lost_by_when_it_was_heard() {
    let mut room = playing();
    hang(
        &mut room,
        Duration::from_millis(1_000),
        |session, now, _| session.press(now, ButtonIndex(1)),
    );
    // 1.2 s without a word from the pad, and the drawing still hangs
    let silence = Instant::now();
    thread::sleep(Duration::from_millis(1_200));
    let silence = silence.elapsed();
    room.now += silence;
    room.turn_host();
    if silence < Duration::from_millis(1_900) {
        let event = room.driver.session.poll_event();
        assert_eq!(event, None, "{silence:?} are not 2 s");
    }
    assert_eq!(
        room.driver.session.inputs()[0].held,
        0,
        "but a lease is over"
    );
    room.now += Duration::from_millis(850);
    room.turn_host();
    let lost = room.driver.session.poll_event().map(|event| event.kind);
    let reason = LostReason::Silent;
    assert_eq!(lost, Some(HostEventKind::Lost { reason }));
}
