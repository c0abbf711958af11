//! Who is to be told beside its link that it is in play.

use crate::common::Room;
use couchpad_protocol::{PadId, Phase};

fn called(room: &mut Room) -> Vec<PadId> {
    std::iter::from_fn(|| room.host.poll_called_to_play()).collect()
}

fn phase(room: &mut Room, phase: Phase) {
    room.host.set_phase(room.now, phase);
}

#[test]
fn the_seated_are_called_when_play_begins_and_a_successor_when_the_seat_is_given() {
    let mut room = Room::new(2);
    let pads = ["Ada", "Bo", "Cleo"].map(|name| {
        let n = room.join(name);
        room.players[n].pad
    });
    assert!(called(&mut room).is_empty(), "nobody plays");
    phase(&mut room, Phase::Playing);
    assert_eq!(called(&mut room), pads[..2]);
    assert!(called(&mut room).is_empty(), "once");
    phase(&mut room, Phase::Playing);
    assert!(called(&mut room).is_empty(), "it was so before");
    room.host.kick(room.now, pads[0]);
    assert_eq!(called(&mut room), pads[2..]);
    phase(&mut room, Phase::Results);
    assert!(called(&mut room).is_empty());
    phase(&mut room, Phase::Playing);
    assert_eq!(called(&mut room), pads[1..]);
}

#[test]
fn who_has_left_or_plays_no_more_is_not_called_late() {
    let mut room = Room::new(2);
    let pads = ["Ada", "Bo"].map(|name| {
        let n = room.join(name);
        room.players[n].pad
    });
    phase(&mut room, Phase::Playing);
    room.host.kick(room.now, pads[0]);
    assert_eq!(called(&mut room), pads[1..]);
    phase(&mut room, Phase::Results);
    phase(&mut room, Phase::Playing);
    phase(&mut room, Phase::Results);
    assert!(called(&mut room).is_empty());
}
