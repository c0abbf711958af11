//! Messages from pad to pad: who sends more than the host passes on is cut, and nobody else is.

use crate::common::Room;
use couchpad_protocol::{Lane, Peer, Undelivered};
use couchpad_session::{HostConfig, HostSession, PadEvent};

const CHAT: u8 = 3;
/// Deliveries that a pad may make at once, and a second.
const BURST: usize = 8_000;
const RATE: usize = 4_000;
/// What a short message to seven others counts as.
const COST: usize = 7;

fn room() -> Room {
    let mut room = Room::new(8);
    let config = HostConfig {
        relay: true,
        ..HostConfig::default()
    };
    room.host = HostSession::new(config, 77);
    room
}

fn say(room: &mut Room, from: usize, to: Peer, bytes: &[u8]) -> bool {
    let now = room.now;
    let session = &mut room.players[from].session;
    session
        .message(now, now, to, (CHAT, Lane::Ordered), bytes)
        .is_ok()
}

/// How many messages a player got from another since the last call.
fn heard(room: &mut Room, n: usize, from: usize) -> usize {
    let from = Peer::Pad(room.players[from].pad);
    let is_his = |e: &PadEvent| matches!(e, PadEvent::Message(m) if m.from == from);
    let events = &mut room.players[n].events;
    let count = events.iter().filter(|e| is_his(e)).count();
    events.retain(|e| !is_his(e));
    count
}

fn refused(room: &Room, n: usize) -> usize {
    let too_many = |e: &&PadEvent| {
        matches!(
            e,
            PadEvent::Undelivered {
                why: Undelivered::TooMany,
                ..
            }
        )
    };
    room.players[n].events.iter().filter(too_many).count()
}

#[test]
fn who_relays_too_much_is_cut_and_others_are_not() {
    let mut room = room();
    let [ada, bo, cy, ..] =
        ["Ada", "Bo", "Cy", "D", "E", "F", "G", "H"].map(|name| room.join(name));
    let to_bo = Peer::Pad(room.players[bo].pad);
    let (mut sent, mut got, mut whispers) = (0, 0, 0);
    for _ in 0..400 {
        for _ in 0..8 {
            sent += usize::from(say(&mut room, ada, Peer::Everyone, b"look at me"));
        }
        assert!(say(&mut room, cy, to_bo, b"hello"));
        room.run(5);
        got += heard(&mut room, bo, ada);
        whispers += heard(&mut room, bo, cy);
    }
    room.run(2_000);
    got += heard(&mut room, bo, ada);
    whispers += heard(&mut room, bo, cy);
    let cut = refused(&room, ada);
    assert!(sent * COST > BURST + 2 * RATE, "{sent} are not too much");
    assert_eq!(got + cut, sent, "each was delivered or came back");
    assert!(got * COST >= BURST, "{got} passed on");
    assert!(got * COST <= BURST + 2 * RATE + COST, "{got} passed on");
    assert_eq!((whispers, refused(&room, cy)), (400, 0));
    // and whoever was cut has not lost the right to speak
    assert!(say(&mut room, ada, to_bo, b"sorry"));
    room.run(100);
    assert_eq!(heard(&mut room, bo, ada), 1);
}
