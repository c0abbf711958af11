//! Messages from pad to pad: who sends more than the host passes on is cut, and nobody else is.

use crate::common::Room;
use couchpad_protocol::limits::RELAY_BYTES;
use couchpad_protocol::{Lane, Peer, Undelivered};
use couchpad_session::{HostConfig, HostEvent, HostEventKind, HostSession, PadEvent, Time};

const CHAT: u8 = 3;
/// Deliveries that a pad may make at once, and a second.
const BURST: usize = 8_000;
const RATE: usize = 4_000;
/// What a short message to seven others counts as.
const COST: usize = 7;
/// A reader's link, in bytes a second: eight megabits.
const NARROW: usize = 1_000_000;

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

/// Whether this message of another player's has come.
fn came(room: &mut Room, n: usize, from: usize, bytes: &[u8]) -> bool {
    let from = Peer::Pad(room.players[from].pad);
    let events = &mut room.players[n].events;
    let is_it =
        |e: &PadEvent| matches!(e, PadEvent::Message(m) if m.from == from && m.bytes == bytes);
    let before = events.len();
    events.retain(|e| !is_it(e));
    events.len() < before
}

/// How long each of Cy's whispers to Bo takes, while others flood Bo with the longest messages there may be. Nothing that was
/// said is lost without a word.
fn whispers_under_flood(floods: usize) -> (Time, usize) {
    let mut room = room();
    let (bo, cy) = (room.join("Bo"), room.join("Cy"));
    let flooders: Vec<_> = (0..floods).map(|_| room.join("Flood")).collect();
    let to_bo = Peer::Pad(room.players[bo].pad);
    room.players[bo].bandwidth = Some(NARROW);
    let junk = [7; RELAY_BYTES];
    let (mut sent, mut got, mut slowest) = (0, 0, Time::ZERO);
    for n in 0_u32..80 {
        let whisper = n.to_le_bytes();
        assert!(say(&mut room, cy, to_bo, &whisper));
        let said = room.now;
        let mut waited = None;
        for _ in 0..11 {
            for flooder in &flooders {
                let pace = (0..4).filter(|_| say(&mut room, *flooder, to_bo, &junk));
                sent += pace.count();
            }
            room.run(5);
            if waited.is_none() && came(&mut room, bo, cy, &whisper) {
                waited = Some(room.now - said);
            }
            got += flooders
                .iter()
                .map(|f| heard(&mut room, bo, *f))
                .sum::<usize>();
        }
        slowest = slowest.max(waited.unwrap_or(Time::MAX));
    }
    room.run(2_000);
    got += flooders
        .iter()
        .map(|f| heard(&mut room, bo, *f))
        .sum::<usize>();
    let came_back: usize = flooders.iter().map(|f| all_refused(&room, *f)).sum();
    assert_eq!(got + came_back, sent, "each was delivered or came back");
    assert_eq!(all_refused(&room, cy), 0);
    assert!(came_back > got, "{got} of {sent} is no flood");
    (slowest, got)
}

fn all_refused(room: &Room, n: usize) -> usize {
    let events = room.players[n].events.iter();
    events
        .filter(|e| matches!(e, PadEvent::Undelivered { .. }))
        .count()
}

#[test]
fn who_floods_a_reader_delays_no_other_sender() {
    let (slowest, got) = whispers_under_flood(1);
    assert!(slowest <= Time::from_millis(50), "{slowest:?}");
    // and the flooder itself gets most of what the link takes in four seconds
    assert!(got * RELAY_BYTES > NARROW * 2, "{got} messages");
    let (slowest, _) = whispers_under_flood(4);
    assert!(slowest <= Time::from_millis(150), "{slowest:?}");
}

#[test]
fn who_floods_an_absent_reader_leaves_room_for_others() {
    let mut room = room();
    let [bo, cy, ada] = ["Bo", "Cy", "Ada"].map(|name| room.join(name));
    let to_bo = Peer::Pad(room.players[bo].pad);
    room.players[bo].muted = true;
    for n in 0..200_u8 {
        say(&mut room, ada, to_bo, &[7; RELAY_BYTES]);
        assert!(say(&mut room, cy, to_bo, &[n; 20]));
        room.run(50);
    }
    assert_eq!(all_refused(&room, cy), 0);
    assert!(refused(&room, ada) > 190);
    room.players[bo].muted = false;
    room.connect(bo);
    room.run(100);
    assert_eq!(heard(&mut room, bo, cy), 200);
    assert!(heard(&mut room, bo, ada) >= 2);
}

#[test]
fn what_is_said_to_everyone_and_nobody_takes_comes_back() {
    let mut room = room();
    let [ada, bo] = ["Ada", "Bo"].map(|name| room.join(name));
    room.players[bo].muted = true;
    for _ in 0..5 {
        assert!(say(&mut room, ada, Peer::Everyone, &[7; RELAY_BYTES]));
        room.run(50);
    }
    assert_eq!(refused(&room, ada), 3);
}

#[test]
fn a_reliable_message_over_the_rate_comes_back() {
    let mut room = room();
    let ada = room.join("Ada");
    let mut sent = 0;
    for _ in 0..400 {
        let taken = (0..50).filter(|_| say(&mut room, ada, Peer::Host, b"spam"));
        sent += taken.count();
        room.run(5);
    }
    room.run(1_000);
    let is_message = |e: &&HostEvent| matches!(e.kind, HostEventKind::Message(_));
    let taken = room.events.iter().filter(is_message).count();
    assert!(sent > 7_000, "{sent}");
    assert_eq!(taken + refused(&room, ada), sent);
    assert!((5_900..6_500).contains(&taken), "{taken}");
}
