//! A pad's program that is killed and started anew: what is sent meanwhile waits, and what was under way comes back.

use crate::common::Room;
use couchpad_protocol::{Lane, Peer, Phase, Undelivered};
use couchpad_session::{HostConfig, HostEventKind, HostSession, PadEvent};

const CHAT: u8 = 3;
const WHY: Undelivered = Undelivered::Restarted;

fn room() -> Room {
    let mut room = Room::new(8);
    let config = HostConfig {
        relay: true,
        ..HostConfig::default()
    };
    room.host = HostSession::new(config, 77);
    room
}

fn tell(room: &mut Room, n: usize, text: &str) {
    let (now, pad) = (room.now, room.players[n].pad);
    let how = (CHAT, Lane::Ordered);
    room.host
        .message(now, now, pad, how, text.as_bytes())
        .unwrap();
}

fn read(room: &Room, n: usize) -> Vec<String> {
    let texts = room.players[n].events.iter().filter_map(|e| match e {
        PadEvent::Message(m) => Some(String::from_utf8_lossy(&m.bytes).into_owned()),
        _ => None,
    });
    texts.collect()
}

fn came_back(room: &mut Room, n: usize) -> usize {
    let unread = HostEventKind::Undelivered {
        channel: CHAT,
        why: WHY,
    };
    room.kinds(n).iter().filter(|kind| **kind == unread).count()
}

/// The program is gone; the link to it is not.
fn kill(room: &mut Room, n: usize) {
    room.players[n].muted = true;
}

fn start_anew(room: &mut Room, n: usize) {
    room.restart(n);
    room.players[n].events.clear();
    room.connect(n);
    room.players[n].muted = false;
    room.run(100);
}

#[test]
fn what_is_sent_after_the_reset_waits_for_the_new_program() {
    let mut room = room();
    let ada = room.join("Ada");
    kill(&mut room, ada);
    tell(&mut room, ada, "before anybody knew");
    let pad = room.players[ada].pad;
    room.host.control_lost(room.now, pad);
    for n in 0..30 {
        tell(&mut room, ada, &n.to_string());
        room.run(100);
    }
    start_anew(&mut room, ada);
    let all: Vec<_> = (0..30).map(|n| n.to_string()).collect();
    assert_eq!(read(&room, ada), all, "each once and in order");
    assert_eq!(came_back(&mut room, ada), 1, "what was under way");
}

#[test]
fn what_is_sent_after_a_silence_waits_too() {
    let mut room = room();
    let ada = room.join("Ada");
    room.host.set_phase(room.now, Phase::Playing);
    room.run(100);
    kill(&mut room, ada);
    room.run(3_000);
    tell(&mut room, ada, "later");
    room.run(1_000);
    start_anew(&mut room, ada);
    assert_eq!(read(&room, ada), ["later"]);
    assert_eq!(came_back(&mut room, ada), 0);
}

#[test]
fn who_was_there_after_all_gets_it_as_soon_as_it_is_heard() {
    let mut room = room();
    let ada = room.join("Ada");
    room.run(1_000);
    let pad = room.players[ada].pad;
    room.host.control_lost(room.now, pad);
    tell(&mut room, ada, "still there?");
    room.run(50);
    assert!(read(&room, ada).is_empty());
    room.run(100);
    assert_eq!(read(&room, ada), ["still there?"]);
    assert_eq!(came_back(&mut room, ada), 0);
}

#[test]
fn who_is_sent_away_meanwhile_hears_of_it_all_the_same() {
    let mut room = room();
    let ada = room.join("Ada");
    let pad = room.players[ada].pad;
    room.host.control_lost(room.now, pad);
    tell(&mut room, ada, "waits");
    room.host.kick(room.now, pad);
    room.run(50);
    let is_closing = |e: &PadEvent| matches!(e, PadEvent::Closing(_));
    assert!(room.players[ada].events.iter().any(is_closing));
}

#[test]
fn what_another_pad_said_comes_back_to_it() {
    let mut room = room();
    let (ada, bo) = (room.join("Ada"), room.join("Bo"));
    kill(&mut room, ada);
    let (now, to) = (room.now, Peer::Pad(room.players[ada].pad));
    let how = (CHAT, Lane::Ordered);
    room.players[bo]
        .session
        .message(now, now, to, how, b"hello")
        .unwrap();
    room.run(100);
    start_anew(&mut room, ada);
    let back = PadEvent::Undelivered {
        to,
        channel: CHAT,
        why: WHY,
    };
    let times = room.players[bo].events.iter().filter(|e| **e == back);
    assert_eq!((times.count(), came_back(&mut room, ada)), (1, 0));
}

#[test]
fn what_a_host_that_is_started_anew_has_not_read_comes_back() {
    let mut room = room();
    let ada = room.join("Ada");
    kill(&mut room, ada);
    let (now, how) = (room.now, (CHAT, Lane::Ordered));
    let say = |session: &mut couchpad_session::PadSession, bytes: &[u8]| {
        session.message(now, now, Peer::Host, how, bytes).unwrap();
    };
    say(&mut room.players[ada].session, b"under way");
    room.run(100);
    let saved = room.host.save();
    room.host = HostSession::restore(HostConfig::default(), 78, room.now, saved);
    room.connect(ada);
    room.players[ada].muted = false;
    room.run(100);
    let back = PadEvent::Undelivered {
        to: Peer::Host,
        channel: CHAT,
        why: WHY,
    };
    let times = room.players[ada].events.iter().filter(|e| **e == back);
    assert_eq!(times.count(), 1);
}
