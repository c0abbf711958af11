//! What a receiver and its players live through: joining, waiting, dropping, coming back, leaving.

use crate::common::{Room, layout, newcomer};
use couchpad_protocol::control::{Refusal, ResumeSecret};
use couchpad_protocol::limits::AXES;
use couchpad_protocol::{AxisIndex, ButtonIndex, Closing, LinkId, Phase, Place, SeatIndex, ToPad};
use couchpad_session::{
    Audience, HostConfig, HostEventKind, HostSession, LeftReason, LostReason, PadEvent, Presence,
    Time,
};

const A: ButtonIndex = ButtonIndex(0);
const X: AxisIndex = AxisIndex(0);
const SEAT: SeatIndex = SeatIndex(0);

pub(crate) fn playing(room: &mut Room) {
    let axes = |_: Option<SeatIndex>| [100; AXES];
    room.host
        .set_layout(room.now, Audience::Seated, layout("Play"), axes)
        .unwrap();
    room.host.set_phase(room.now, Phase::Playing);
    room.run(50);
}

#[test]
fn players_join_wait_and_move_up() {
    let mut room = Room::new(1);
    let (ada, bo, cy) = (room.join("Ada"), room.join("Ada"), room.join(" "));
    playing(&mut room);
    assert_eq!(room.view(bo).name, "Ada 2");
    assert_eq!(room.players[bo].session.name(), "Ada 2");
    assert_eq!(room.players[cy].session.name(), "Player");
    let place = |room: &Room, n: usize| room.players[n].session.place().unwrap();
    assert_eq!(place(&room, bo), Place::Waiting { ahead: 0 });
    assert_eq!(place(&room, cy), Place::Waiting { ahead: 1 });
    assert!(room.players[bo].session.layout().is_none());
    room.players[ada].session.leave(room.now);
    room.run(20);
    let left = HostEventKind::Left {
        reason: LeftReason::Quit,
    };
    assert_eq!(room.kinds(ada), [HostEventKind::Joined, left]);
    assert_eq!(
        room.kinds(bo),
        [HostEventKind::Joined, HostEventKind::Seated]
    );
    let seated = Place::Seated {
        seat: SEAT,
        mark: 0,
    };
    assert_eq!(place(&room, bo), seated);
    assert_eq!(place(&room, cy), Place::Waiting { ahead: 0 });
    assert_eq!(room.players[bo].session.layout().unwrap().title, "Play");
    assert_eq!(room.players[bo].session.axes(), [100; AXES]);
}

#[test]
fn silence_in_play_releases_the_buttons_and_keeps_the_seat() {
    let mut room = Room::new(2);
    let ada = room.join("Ada");
    playing(&mut room);
    room.players[ada].session.set_axis(room.now, X, 5_000);
    room.players[ada].session.press(room.now, A);
    room.run(1_000);
    assert_eq!(
        room.host.inputs()[0].held,
        1,
        "a hold lasts while it is told"
    );
    room.kinds(ada);
    room.players[ada].muted = true;
    room.run(260);
    let input = room.host.inputs()[0];
    assert_eq!((input.held, input.released, input.axes[0]), (0, 1, 5_000));
    assert_eq!(room.host.stats().expired_leases, 1);
    room.run(1_600);
    assert_eq!(room.view(ada).presence, Presence::Here);
    room.run(200);
    assert_eq!(room.view(ada).presence, Presence::Away);
    let lost = |reason| HostEventKind::Lost { reason };
    assert_eq!(room.kinds(ada), [lost(LostReason::Silent)]);
    assert!(!room.host.seats()[0].present && room.host.seats()[0].lost_since.is_some());
    room.players[ada].muted = false;
    room.run(100);
    assert_eq!(room.kinds(ada), [HostEventKind::Resumed]);
    assert_eq!(room.host.inputs()[0].held, 0, "only a press begins a hold");
}

#[test]
fn silence_at_rest_takes_four_pings() {
    let mut room = Room::new(2);
    let ada = room.join("Ada");
    room.run(30_000);
    assert_eq!(room.view(ada).presence, Presence::Here);
    room.players[ada].muted = true;
    room.run(15_000);
    assert_eq!(room.view(ada).presence, Presence::Here);
    room.run(7_000);
    assert_eq!(room.view(ada).presence, Presence::Offline);
}

#[test]
fn a_seat_is_kept_for_two_minutes() {
    let mut room = Room::new(1);
    let (ada, bo) = (room.join("Ada"), room.join("Bo"));
    playing(&mut room);
    room.players[ada].session.set_axis(room.now, X, -9);
    room.run(50);
    room.players[ada].muted = true;
    room.run(121_900);
    assert_eq!(room.host.seats()[0].pad, Some(room.players[ada].pad));
    room.run(200);
    assert_eq!(room.host.seats()[0].pad, Some(room.players[bo].pad));
    let expired = HostEventKind::Left {
        reason: LeftReason::Expired,
    };
    assert_eq!(room.kinds(ada).last(), Some(&expired));
    assert_eq!(room.players[bo].session.axes()[0], -9, "no paddle jumps");
    room.run(600);
    assert_eq!(room.closed, [room.players[ada].link]);
}

#[test]
fn away_is_a_word_and_so_is_back() {
    let mut room = Room::new(1);
    let ada = room.join("Ada");
    playing(&mut room);
    room.players[ada].session.press(room.now, A);
    room.run(20);
    room.kinds(ada);
    room.players[ada].session.away(room.now);
    room.run(20);
    let reason = LostReason::Away;
    assert_eq!(room.kinds(ada), [HostEventKind::Lost { reason }]);
    assert_eq!(room.host.inputs()[0].held, 0);
    room.run(10_000);
    assert!(room.kinds(ada).is_empty(), "answers to pings are no return");
    room.players[ada].session.back(room.now);
    room.run(20);
    assert_eq!(room.kinds(ada), [HostEventKind::Resumed]);
}

#[test]
fn a_reset_control_connection_counts_at_once() {
    let mut room = Room::new(1);
    let ada = room.join("Ada");
    playing(&mut room);
    room.kinds(ada);
    room.host.control_lost(room.now, room.players[ada].pad);
    room.run(50);
    let reason = LostReason::Reset;
    assert_eq!(room.kinds(ada), [HostEventKind::Lost { reason }]);
    room.run(200);
    assert_eq!(
        room.kinds(ada),
        [HostEventKind::Resumed],
        "its program was there after all"
    );
}

#[test]
fn admission_has_a_cap_and_a_deadline() {
    let config = HostConfig {
        cap: 2,
        ..HostConfig::default()
    };
    let mut host = HostSession::new(config, 1);
    let secret = |n| ResumeSecret([n; 16]);
    let first = host.admit(Time::ZERO, newcomer("Ada", None), secret(1));
    let second = host.admit(Time::ZERO, newcomer("Ada", Some(secret(9))), secret(2));
    assert!(!second.unwrap().resumed, "an unknown secret is no error");
    let full = host.admit(Time::ZERO, newcomer("Ada", None), secret(3));
    assert_eq!(full, Err(Refusal::Full));
    let again = host.admit(Time::ZERO, newcomer("Ada", Some(secret(1))), secret(4));
    let again = again.unwrap();
    assert!(again.resumed && again.pad == first.unwrap().pad && again.secret == secret(1));
    assert!(host.link_up(Time::ZERO, LinkId(1), &secret(4)).is_err());
    let deadline = host.next_wake().unwrap();
    assert_eq!(deadline, Time::from_secs(10));
    host.tick(deadline);
    assert_eq!((host.pads().count(), host.poll_event()), (0, None));
    assert!(
        host.admit(deadline, newcomer("Ada", None), secret(3))
            .is_ok()
    );
    host.close(deadline);
    let closing = host.admit(deadline, newcomer("Ada", None), secret(5));
    assert_eq!(closing, Err(Refusal::Closing));
}

#[test]
fn a_lobby_is_quiet() {
    let mut room = Room::new(1);
    let ada = room.join("Ada");
    room.run(10_000);
    let player = &mut room.players[ada];
    player.sent.clear();
    player.got.clear();
    room.run(60_000);
    let player = &mut room.players[ada];
    // what goes out at one moment is one packet
    player.sent.dedup();
    player.got.dedup();
    assert!(player.sent.len() <= 12 && player.got.len() <= 12);
    assert!(player.sent.len() >= 11);
}

#[test]
fn a_second_program_replaces_the_first() {
    let mut room = Room::new(1);
    let ada = room.join("Ada");
    let old = room.players[ada].link;
    let mut first = common_player(&mut room, ada);
    room.restart(ada);
    room.connect(ada);
    let player = &mut room.players[ada];
    player.session.tick(room.now);
    while let Some(t) = player.session.poll_transmit() {
        room.host
            .receive(room.now, room.now, t.link, t.lane, &t.bytes);
    }
    while let Some(t) = room.host.poll_transmit() {
        if t.link == old {
            first.receive(room.now, t.link, t.lane, &t.bytes);
        }
    }
    let events: Vec<_> = std::iter::from_fn(|| first.poll_event()).collect();
    assert_eq!(events, [PadEvent::Closing(Closing::Replaced)]);
    room.run(600);
    assert_eq!(room.closed, [old]);
}

/// The session of a player, which goes on by itself.
fn common_player(room: &mut Room, n: usize) -> couchpad_session::PadSession {
    let fresh = couchpad_session::PadSession::new(Default::default(), 999);
    std::mem::replace(&mut room.players[n].session, fresh)
}

#[test]
fn a_kick_is_told_before_the_link_closes() {
    let mut room = Room::new(1);
    let ada = room.join("Ada");
    let link = room.players[ada].link;
    room.host.kick(room.now, room.players[ada].pad);
    room.run(100);
    let told = PadEvent::Closing(Closing::Kicked);
    assert_eq!(room.players[ada].events.last(), Some(&told));
    assert!(room.closed.is_empty());
    room.run(500);
    assert_eq!(room.closed, [link]);
    let secret = room.players[ada].secret;
    assert!(room.host.link_up(room.now, LinkId(99), &secret).is_err());
}

#[test]
fn a_buffer_that_overflows_is_told_anew() {
    let mut room = Room::new(1);
    let ada = room.join("Ada");
    playing(&mut room);
    room.host.link_down(
        room.now,
        room.players[ada].link,
        couchpad_session::LinkDown::Quit,
    );
    let pad = room.players[ada].pad;
    for _ in 0..100 {
        let bytes = vec![0; 30_000];
        let message = ToPad::App { channel: 1, bytes };
        assert!(room.host.send(room.now, pad, &message));
    }
    assert!(room.host.stats().torn > 5);
    room.host.set_phase(room.now, Phase::Paused);
    room.connect(ada);
    room.run(50);
    let session = &room.players[ada].session;
    assert_eq!(session.phase(), Phase::Paused);
    assert!(session.is_live() && session.layout().is_some());
    let news = &room.players[ada].events;
    let bytes = news.iter().filter(|e| matches!(e, PadEvent::App { .. }));
    assert!((1..=9).contains(&bytes.count()));
}

#[test]
fn a_host_that_starts_anew_is_met_anew() {
    let mut room = Room::new(1);
    let ada = room.join("Ada");
    playing(&mut room);
    room.players[ada].muted = true;
    room.players[ada]
        .session
        .app(room.now, 1, b"sent once".to_vec());
    room.players[ada].session.press(room.now, A);
    room.run(20);
    room.host = HostSession::new(HostConfig::default(), 78);
    let secret = room.players[ada].secret;
    let admission = room
        .host
        .admit(room.now, newcomer("Ada", Some(secret)), secret);
    assert!(!admission.unwrap().resumed);
    room.players[ada].muted = false;
    room.events.clear();
    room.players[ada].events.clear();
    // twice: what was given up must not come back with the next link either
    for _ in 0..2 {
        room.connect(ada);
        room.run(50);
    }
    assert_eq!(room.players[ada].events[0], PadEvent::Live { fresh: true });
    let link = room.players[ada].link;
    let now = room.now;
    room.players[ada].session.link_down(now, link);
    room.players[ada]
        .session
        .app(now, 1, b"never sent".to_vec());
    room.connect(ada);
    room.run(50);
    let apps = room.events.iter().filter_map(|e| match &e.kind {
        HostEventKind::App { bytes, .. } => Some(bytes.as_slice()),
        _ => None,
    });
    assert_eq!(apps.collect::<Vec<_>>(), [b"never sent"]);
    assert_eq!(room.host.inputs()[0].pressed, 0);
    assert_eq!(room.players[ada].session.phase(), Phase::Lobby);
}
