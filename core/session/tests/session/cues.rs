//! What players feel and see beside their controls: shakes, glows, turns and countdowns, also of those who were away.

use crate::common::{Room, layout};
use couchpad_protocol::frame::{GlowFrame, LatestFrame, RumbleFrame, ShakesFrame};
use couchpad_protocol::limits::AXES;
use couchpad_protocol::{Lane, Phase, SeatIndex, Shake, Shakes, Tint, Turn};
use couchpad_session::{Audience, PadEvent};

const ADAS: SeatIndex = SeatIndex(0);
const BOS: SeatIndex = SeatIndex(1);
const BEAT: Shakes = Shakes::new(&[Shake::new(200, 60).then(40), Shake::new(90, 30)]);

fn playing(seats: u16, names: &[&str]) -> Room {
    let mut room = Room::new(seats);
    for name in names {
        room.join(name);
    }
    let play = layout("Play");
    room.host
        .set_layout(room.now, Audience::All, play, |_| [0; AXES])
        .unwrap();
    room.host.set_phase(room.now, Phase::Playing);
    room.run(50);
    room.players.iter_mut().for_each(|p| p.events.clear());
    room
}

/// What a player felt and saw since the last call.
fn felt(room: &mut Room, n: usize) -> Vec<PadEvent> {
    let events = std::mem::take(&mut room.players[n].events);
    let is_cue = |event: &PadEvent| {
        matches!(
            event,
            PadEvent::Rumble { .. }
                | PadEvent::Shakes(_)
                | PadEvent::Glow { .. }
                | PadEvent::Turn(_)
                | PadEvent::Countdown(_)
        )
    };
    events.into_iter().filter(is_cue).collect()
}

#[test]
fn each_pad_feels_what_is_meant_for_it() {
    let mut room = playing(2, &["Ada", "Bo"]);
    let now = room.now;
    room.host.shake(now, ADAS, &BEAT);
    room.host.shake(now, BOS, &Shakes::once(9, 40));
    room.host.glow(now, BOS, Tint::Mark(3), 9_999);
    room.run(20);
    assert_eq!(felt(&mut room, 0), [PadEvent::Shakes(BEAT)]);
    let one = PadEvent::Rumble {
        strength: 9,
        millis: 40,
    };
    let glow = PadEvent::Glow {
        tint: Tint::Mark(3),
        millis: 2_000,
    };
    assert_eq!(felt(&mut room, 1), [one, glow]);
}

#[test]
fn nothing_flashes_faster_than_three_times_a_second() {
    let mut room = playing(1, &["Ada"]);
    for _ in 0..200 {
        room.host.glow(room.now, ADAS, Tint::Own, 100);
        room.run(10);
    }
    let glows = felt(&mut room, 0).len();
    assert!((6..=7).contains(&glows), "{glows} in two seconds");
}

#[test]
fn a_glow_is_never_longer_than_it_may_be() {
    let mut room = playing(1, &["Ada"]);
    let (now, link) = (room.now, room.players[0].link);
    let frame = LatestFrame::Glow(GlowFrame {
        sequence: 1,
        tint: 2,
        millis: u16::MAX,
    });
    let pad = &mut room.players[0].session;
    pad.receive(now, link, Lane::Latest, &frame.encode());
    let glow = PadEvent::Glow {
        tint: Tint::Warning,
        millis: 2_000,
    };
    room.run(5);
    assert_eq!(felt(&mut room, 0), [glow]);
}

#[test]
fn of_one_rumble_and_a_pattern_the_newer_counts() {
    let mut room = playing(1, &["Ada"]);
    let (now, link) = (room.now, room.players[0].link);
    let rumble = |sequence| {
        LatestFrame::Rumble(RumbleFrame {
            sequence,
            strength: 1,
            millis: 1,
        })
        .encode()
    };
    let pattern = |sequence| {
        let shakes = BEAT;
        LatestFrame::Shakes(ShakesFrame { sequence, shakes }).encode()
    };
    let frames = [pattern(7), rumble(6), pattern(7), rumble(8), pattern(5)];
    for frame in frames {
        let pad = &mut room.players[0].session;
        pad.receive(now, link, Lane::Latest, &frame);
    }
    room.run(5);
    let felt = felt(&mut room, 0);
    assert!(
        matches!(felt[..], [PadEvent::Shakes(BEAT), PadEvent::Rumble { .. }]),
        "{felt:?}"
    );
    assert_eq!(room.players[0].session.stats().stale, 3);
}

#[test]
fn a_turn_is_told_once_and_ends_with_the_seat() {
    let mut room = playing(1, &["Ada", "Bo"]);
    for _ in 0..5 {
        room.host.set_turn(room.now, ADAS, Turn::Yours);
        room.run(10);
    }
    assert_eq!(felt(&mut room, 0), [PadEvent::Turn(Turn::Yours)]);
    assert_eq!(room.players[0].session.turn(), Turn::Yours);
    // the seat is Bo's now, and the game has not said anything of him
    room.players[0].session.leave(room.now);
    room.run(20);
    assert_eq!(felt(&mut room, 1), []);
    assert_eq!(room.players[1].session.turn(), Turn::Free);
    room.host.set_turn(room.now, ADAS, Turn::Yours);
    room.run(10);
    assert_eq!(felt(&mut room, 1), [PadEvent::Turn(Turn::Yours)]);
    // who loses the seat has no turn either
    room.host.set_seats(room.now, 0);
    room.run(10);
    assert_eq!(felt(&mut room, 1), [PadEvent::Turn(Turn::Free)]);
}

#[test]
fn who_was_away_hears_how_it_stands_and_not_how_it_stood() {
    let mut room = playing(1, &["Ada"]);
    room.players[0].muted = true;
    room.run(3_000);
    for seconds in [3, 2, 1, 0] {
        room.host.set_countdown(room.now, seconds);
        room.run(100);
    }
    room.host.set_turn(room.now, ADAS, Turn::Yours);
    room.host.shake(room.now, ADAS, &BEAT);
    room.host.glow(room.now, ADAS, Tint::Good, 100);
    room.players[0].muted = false;
    room.run(200);
    assert_eq!(felt(&mut room, 0), [PadEvent::Turn(Turn::Yours)]);
}

#[test]
fn an_app_that_was_started_anew_is_told_what_lasts() {
    let mut room = playing(2, &["Ada", "Bo"]);
    room.host.set_turn(room.now, BOS, Turn::Yours);
    room.host.set_countdown(room.now, 2);
    room.run(20);
    let cues = [PadEvent::Turn(Turn::Yours), PadEvent::Countdown(2)];
    assert_eq!(felt(&mut room, 1), cues);
    room.restart(1);
    room.connect(1);
    room.run(50);
    assert_eq!(felt(&mut room, 1), cues);
    // and a link that is only another one tells nothing twice
    room.connect(1);
    room.run(50);
    assert_eq!(felt(&mut room, 1), []);
}

#[test]
fn who_waits_for_a_seat_has_no_countdown() {
    let mut room = playing(1, &["Ada", "Bo"]);
    room.host.set_countdown(room.now, 3);
    room.run(20);
    assert_eq!(felt(&mut room, 0), [PadEvent::Countdown(3)]);
    assert_eq!(felt(&mut room, 1), []);
    room.players[0].session.leave(room.now);
    room.run(20);
    assert_eq!(felt(&mut room, 1), [PadEvent::Countdown(3)]);
}
