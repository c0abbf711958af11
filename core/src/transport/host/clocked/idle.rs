//! Where nobody plays hardly anything travels, and what does is handled at once.

use super::Room;
use crate::protocol::{AxisIndex, Lane, Phase, SeatIndex};
use crate::session::PadEvent;
use std::time::Duration;

/// One packet in five seconds each way, and no fewer: the pings go on.
fn assert_idle((up, down): (u64, u64), what: &str) {
    assert!((11..=12).contains(&up), "{what}: {up} to the host");
    assert!((11..=12).contains(&down), "{what}: {down} to the pad");
}

#[test]
fn where_nobody_plays_one_packet_goes_each_way_in_five_seconds() {
    let mut room = Room::new(8);
    assert_idle(room.minute(), "lobby");
    for phase in [
        Phase::Playing,
        Phase::Paused,
        Phase::Playing,
        Phase::Results,
    ] {
        let now = room.now;
        room.driver.session.set_phase(now, phase);
        if phase.is_live() {
            room.pass(Duration::from_secs(2));
        } else {
            assert_idle(room.minute(), &format!("{phase:?}"));
        }
    }
}

#[test]
fn so_it_is_for_those_who_wait_and_for_an_app_in_the_background() {
    let mut room = Room::new(0);
    assert_idle(room.minute(), "waiting");
    let now = room.now;
    room.session.away(now);
    assert_idle(room.minute(), "away");
}

#[test]
fn a_touch_and_a_rumble_are_handled_at_once_all_the_same() {
    let mut room = Room::new(1);
    room.pass(Duration::from_millis(12_300));
    while room.session.poll_event().is_some() {}
    let (now, up) = (room.now, room.relay.up);
    room.session.set_axis(now, AxisIndex(0), 77);
    room.turn();
    assert_eq!(room.driver.session.inputs()[0].axes[0], 77);
    assert_eq!(room.relay.up, up + 1);
    room.driver.session.rumble(now, SeatIndex(0), 9, 40);
    room.turn();
    room.turn();
    let events: Vec<_> = std::iter::from_fn(|| room.session.poll_event()).collect();
    let rumble = PadEvent::Rumble {
        strength: 9,
        millis: 40,
    };
    assert!(events.contains(&rumble), "{events:?}");
}

#[test]
fn playing_pads_are_heard_twenty_times_a_second() {
    let mut room = Room::new(1);
    let now = room.now;
    room.driver.session.set_phase(now, Phase::Playing);
    room.pass(Duration::from_secs(1));
    let (up, down) = (room.relay.up, room.relay.down);
    room.pass(Duration::from_secs(10));
    let (up, down) = (room.relay.up - up, room.relay.down - down);
    assert!((200..=240).contains(&up), "{up} to the host");
    assert!((10..=45).contains(&down), "{down} to the pad");
}

#[test]
fn a_link_that_nobody_hears_any_more_still_ends() {
    let mut room = Room::new(1);
    assert_eq!(room.driver.links.len(), 1);
    for _ in 0..9 {
        room.now += Duration::from_secs(5);
        room.turn_host();
    }
    assert!(room.driver.links.is_empty());
    for _ in 0..9 {
        room.now += Duration::from_secs(5);
        let now = room.now;
        // it goes on talking into the void
        room.session
            .set_axis(now, AxisIndex(0), now.as_secs() as i16);
        room.link.push(Lane::Latest, vec![1; 30]);
        room.link.flush(now, false);
    }
    assert!(room.link.end().is_some());
}

#[cfg(target_os = "linux")]
#[test]
fn a_pads_datagrams_are_marked_too() {
    let mut room = Room::new(1);
    let socket: &mio::net::UdpSocket = room.link.socket();
    assert_eq!(socket2::SockRef::from(socket).tos_v4().unwrap(), 0xb8);
}
