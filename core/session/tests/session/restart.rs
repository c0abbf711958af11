//! The host's program ends without a word and starts again from what it kept: everybody finds what they had.

use crate::common::{Room, layout};
use couchpad_protocol::limits::AXES;
use couchpad_protocol::{ButtonIndex, Closing, PadId, Phase, Place, SeatIndex};
use couchpad_session::{
    Audience, HostConfig, HostEventKind, HostSession, LeftReason, PadEvent, Presence, SavedSession,
    Time,
};
use proptest::prelude::*;

/// What players see of one pad.
type Seen = (PadId, String, Place);

fn seen(host: &HostSession) -> Vec<Seen> {
    host.pads()
        .map(|pad| (pad.id, pad.name.to_owned(), pad.place))
        .collect()
}

/// Kills the host and starts it again from what it kept a moment before. Its clock begins anew.
fn restart(room: &mut Room, seats: u16, seed: u64) {
    let kept = room.host.save().encode().unwrap();
    let config = HostConfig {
        seats,
        ..HostConfig::default()
    };
    let saved = SavedSession::decode(&kept).unwrap();
    room.events.clear();
    room.host = HostSession::restore(config, seed, room.now, saved);
    let title = layout("Again");
    let shown = room
        .host
        .set_layout(room.now, Audience::All, title, |_| [7; AXES]);
    shown.unwrap();
    room.host.set_phase(room.now, Phase::Paused);
}

fn score(room: &Room, n: usize) -> Option<(i64, i64)> {
    room.players[n].session.score()
}

#[test]
fn everybody_gets_back_to_their_seat_name_and_points() {
    let mut room = Room::new(2);
    let all = ["Ada", "Ada", "Cy"].map(|name| room.join(name));
    room.host.set_score(room.now, SeatIndex(0), 120, 200);
    room.host.set_score(room.now, SeatIndex(1), 80, 200);
    room.host.set_locked(true);
    room.run(200);
    let before = seen(&room.host);
    restart(&mut room, 2, 3);
    assert_eq!(seen(&room.host), before);
    assert!(room.host.is_locked());
    let offline = |room: &Room, n| room.view(n).presence == Presence::Offline;
    assert!(all.iter().all(|n| offline(&room, *n)));
    assert!(room.host.seats().iter().all(|seat| !seat.present));
    for n in all {
        room.connect(n);
        room.run(50);
        assert_eq!(room.view(n).presence, Presence::Here);
        assert_eq!(room.kinds(n), [HostEventKind::Resumed]);
        let told = &room.players[n].events;
        assert!(told.contains(&PadEvent::Live { fresh: true }), "{told:?}");
    }
    room.run(300);
    assert_eq!(seen(&room.host), before);
    assert_eq!(score(&room, 0), Some((120, 200)));
    assert_eq!(score(&room, 1), Some((80, 200)));
    assert_eq!(room.players[1].session.name(), "Ada 2");
    for n in all {
        let session = &room.players[n].session;
        assert_eq!(session.layout().unwrap().title, "Again");
        assert_eq!(session.phase(), Phase::Paused);
    }
    assert_eq!(room.join("Dee"), 3, "numbers go on");
    assert!(room.view(3).id > room.view(2).id);
}

#[test]
fn the_hold_counts_anew_and_then_the_seat_is_free() {
    let mut room = Room::new(1);
    let (ada, bo) = (room.join("Ada"), room.join("Bo"));
    restart(&mut room, 1, 3);
    room.connect(bo);
    room.run(119_000);
    assert!(matches!(room.view(bo).place, Place::Waiting { ahead: 0 }));
    room.run(2_000);
    assert!(matches!(room.view(bo).place, Place::Seated { .. }));
    let left = HostEventKind::Left {
        reason: LeftReason::Expired,
    };
    assert_eq!(room.kinds(ada), [left]);
    let secret = room.players[ada].secret;
    assert!(
        room.host
            .link_up(room.now, room.players[ada].link, &secret)
            .is_err()
    );
}

#[test]
fn what_was_pressed_before_is_not_pressed_after() {
    let mut room = Room::new(1);
    let ada = room.join("Ada");
    restart(&mut room, 1, 3);
    room.players[ada].session.press(room.now, ButtonIndex(0));
    room.connect(ada);
    room.run(100);
    let input = room.host.inputs()[0];
    assert_eq!((input.pressed, input.held), (0, 0));
    assert_eq!(
        input.axes, [7; AXES],
        "the axes are where the game has them"
    );
    assert_eq!(room.host.stats().malformed, 0);
}

#[test]
fn fewer_seats_make_the_last_wait_in_front() {
    let mut room = Room::new(3);
    let all = ["Ada", "Bo", "Cy", "Dee"].map(|name| room.join(name));
    restart(&mut room, 1, 3);
    for n in all {
        room.connect(n);
        room.run(50);
    }
    let ahead: Vec<_> = all.iter().map(|n| room.view(*n).place).collect();
    assert!(matches!(ahead[0], Place::Seated { .. }));
    let waits = |ahead| Place::Waiting { ahead };
    assert_eq!(ahead[1..], [waits(0), waits(1), waits(2)]);
}

#[test]
fn who_is_not_welcome_any_more_is_left_out() {
    let mut room = Room::new(2);
    let (ada, bo) = (room.join("Ada"), room.join("Bo"));
    let mut saved = room.host.save();
    let gone = room.players[ada].pad;
    saved.retain(|pad| pad.pad != gone);
    assert!(!saved.is_empty() && saved.seated().any(|pad| pad == Some(gone)));
    let config = HostConfig {
        seats: 2,
        ..HostConfig::default()
    };
    room.host = HostSession::restore(config, 9, room.now, saved);
    assert_eq!(room.host.seats()[0].pad, None);
    room.connect(bo);
    room.run(50);
    let seat = room.view(bo).seat();
    assert_eq!(
        seat,
        Some(SeatIndex(1)),
        "nobody moves up into it from a seat"
    );
}

#[test]
fn a_pad_that_never_came_is_not_kept() {
    let mut room = Room::new(2);
    let newcomer = crate::common::newcomer("Ghost", None);
    let secret = couchpad_protocol::control::ResumeSecret([99; 16]);
    room.host.admit(room.now, newcomer, secret).unwrap();
    assert!(room.host.save().is_empty());
}

/// Something that happens of an evening.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Join,
    Leave(usize),
    Kick(usize),
    Mute(usize),
    Back(usize),
    Seats(u16),
    Score(u16, i64),
    Wait(u64),
    Restart,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => Just(Deed::Join),
        1 => (0_usize..8).prop_map(Deed::Leave),
        1 => (0_usize..8).prop_map(Deed::Kick),
        2 => (0_usize..8).prop_map(Deed::Mute),
        3 => (0_usize..8).prop_map(Deed::Back),
        1 => (1_u16..6).prop_map(Deed::Seats),
        2 => (0_u16..6, -500_i64..500).prop_map(|(seat, points)| Deed::Score(seat, points)),
        2 => (5_u64..5_000).prop_map(Deed::Wait),
        2 => Just(Deed::Restart),
    ]
}

impl Deed {
    fn act(self, room: &mut Room, n: usize) {
        let known = |room: &Room, n: usize| {
            let pad = room.players.get(n)?.pad;
            room.host.pad(pad).is_some().then_some(pad)
        };
        match self {
            Self::Join if room.players.len() < 8 => {
                room.join("Guest");
            }
            Self::Leave(n) if known(room, n).is_some() => {
                room.players[n].session.leave(room.now);
                room.run(30);
            }
            Self::Kick(n) => {
                if let Some(pad) = known(room, n) {
                    room.host.kick(room.now, pad);
                }
            }
            Self::Mute(n) if n < room.players.len() => room.players[n].muted = true,
            Self::Back(n) if known(room, n).is_some() => {
                room.players[n].muted = false;
                room.connect(n);
                room.run(50);
            }
            Self::Seats(seats) => room.host.set_seats(room.now, seats),
            Self::Score(seat, points) => {
                room.host
                    .set_score(room.now, SeatIndex(seat), points, points * 2);
            }
            Self::Wait(millis) => room.run(millis),
            Self::Restart => {
                let (before, seats) = (seen(&room.host), room.host.seats().len());
                let marks: Vec<_> = room.host.seats().iter().map(|s| (s.pad, s.mark)).collect();
                restart(room, seats as u16, 1_000 + n as u64);
                assert_eq!(seen(&room.host), before, "what players see");
                let after: Vec<_> = room.host.seats().iter().map(|s| (s.pad, s.mark)).collect();
                assert_eq!(after, marks);
            }
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the evening was like, whenever the host is killed: nothing that players see changes, and whoever comes back
    /// to a seat has it, with its points.
    #[test]
    fn a_restart_at_any_moment_changes_nothing_that_players_see(deeds in prop::collection::vec(deed(), 1..40)) {
        let mut room = Room::new(3);
        for (n, deed) in deeds.into_iter().enumerate() {
            deed.act(&mut room, n);
        }
        let points = [(0_u16, 11), (1, 22), (2, 33), (3, 44), (4, 55)];
        for (seat, own) in points {
            room.host.set_score(room.now, SeatIndex(seat), own, 9);
        }
        Deed::Restart.act(&mut room, 99);
        let before = seen(&room.host);
        for n in 0..room.players.len() {
            if room.host.pad(room.players[n].pad).is_none() {
                continue;
            }
            room.players[n].muted = false;
            room.connect(n);
            room.run(40);
            let Some((_, _, place)) = before.iter().find(|(pad, ..)| *pad == room.players[n].pad) else {
                continue;
            };
            if let Place::Seated { seat, .. } = place {
                prop_assert_eq!(room.players[n].session.place(), Some(*place));
                let own = points.iter().find(|(s, _)| *s == seat.0).map(|(_, own)| *own);
                prop_assert_eq!(score(&room, n).map(|(own, _)| own), own);
            }
        }
        let gone = PadEvent::Closing(Closing::Replaced);
        prop_assert!(room.players.iter().all(|p| !p.events.contains(&gone)));
        prop_assert!(room.host.pads().count() == before.len() && room.now > Time::ZERO);
    }
}
