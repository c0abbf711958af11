//! What players do with their controls, and what of it counts; and the points that they are told.

use crate::common::{Room, layout};
use crate::evening::playing;
use couchpad_protocol::limits::AXES;
use couchpad_protocol::{AxisIndex, ButtonIndex, ControlId, PadAction, SeatIndex};
use couchpad_session::{Audience, HostEventKind, PadEvent};

const A: ButtonIndex = ButtonIndex(0);
const X: AxisIndex = AxisIndex(0);
const SEAT: SeatIndex = SeatIndex(0);

#[test]
fn start_and_pause_are_the_receivers_own() {
    let mut room = Room::new(1);
    let (ada, bo) = (room.join("Ada"), room.join("Bo"));
    playing(&mut room);
    room.events.clear();
    for n in [ada, bo] {
        room.players[n].session.press(room.now, ButtonIndex::START);
        room.run(20);
        room.players[n]
            .session
            .release(room.now, ButtonIndex::START);
        room.run(20);
    }
    let button = ButtonIndex::START;
    assert_eq!(room.kinds(ada), [HostEventKind::System { button }]);
    assert_eq!(room.kinds(bo), [], "who waits starts nothing");
    let input = room.host.inputs()[0];
    assert_eq!((input.held, input.pressed, input.released), (0, 0, 0));
}

#[test]
fn edges_outlive_a_step_and_end_with_the_layout() {
    let mut room = Room::new(1);
    let ada = room.join("Ada");
    playing(&mut room);
    room.players[ada].session.press(room.now, A);
    room.players[ada].session.release(room.now, A);
    room.run(20);
    let input = room.host.inputs()[0];
    assert_eq!((input.held, input.pressed, input.released), (0, 1, 1));
    room.host.clear_edges();
    assert_eq!(room.host.inputs()[0].pressed, 0);
    room.players[ada].session.press(room.now, A);
    room.run(20);
    playing(&mut room);
    let input = room.host.inputs()[0];
    assert_eq!((input.held, input.pressed), (0, 0));
    assert_eq!(room.players[ada].session.held(), 0);
}

#[test]
fn a_moved_paddle_does_not_jump_back() {
    let mut room = Room::new(1);
    let ada = room.join("Ada");
    playing(&mut room);
    room.players[ada].session.set_axis(room.now, X, 20_000);
    room.run(50);
    room.players[ada].muted = true;
    room.run(5_000);
    // a stand-in plays meanwhile
    for n in 0..100 {
        room.host.set_axes(room.now, SEAT, [-n; AXES]);
        room.run(10);
    }
    room.players[ada].muted = false;
    for _ in 0..100 {
        room.run(5);
        assert_eq!(room.host.inputs()[0].axes[0], -99);
    }
    assert_eq!(room.players[ada].session.axes()[0], -99);
    room.players[ada].session.set_axis(room.now, X, -50);
    room.run(50);
    assert_eq!(room.host.inputs()[0].axes[0], -50);
}

#[test]
fn scores_come_at_most_ten_times_a_second() {
    let mut room = Room::new(1);
    let ada = room.join("Ada");
    room.players[ada].events.clear();
    for n in 0..200 {
        room.host.set_score(room.now, SEAT, n, 2 * n);
        room.run(5);
    }
    room.run(200);
    let events = &room.players[ada].events;
    let scores = events
        .iter()
        .filter(|e| matches!(e, PadEvent::Score { .. }));
    assert!((8..=12).contains(&scores.count()));
    assert_eq!(room.players[ada].session.score(), Some((199, 398)));
}

#[test]
fn who_waits_can_choose_and_write_but_press_nothing() {
    let mut room = Room::new(1);
    let no_axes = |_: Option<SeatIndex>| [0; AXES];
    for audience in [Audience::Seated, Audience::Waiting] {
        room.host
            .set_layout(room.now, audience, layout("Talk"), no_axes)
            .unwrap();
    }
    // who comes later shows the same
    let (ada, bo) = (room.join("Ada"), room.join("Bo"));
    room.run(20);
    for player in [ada, bo] {
        let session = &mut room.players[player].session;
        session.choose(room.now, ControlId(0), 1);
        session.text(room.now, ControlId(1), "hello".into());
        session.press(room.now, ButtonIndex::START);
    }
    room.run(20);
    let choice = HostEventKind::Action {
        action: PadAction::Choose {
            control: ControlId(0),
            option: 1,
        },
    };
    let text = HostEventKind::Action {
        action: PadAction::Text {
            control: ControlId(1),
            text: "hello".into(),
        },
    };
    let start = HostEventKind::System {
        button: ButtonIndex::START,
    };
    let said = [HostEventKind::Joined, choice, text];
    assert_eq!(room.kinds(bo), said);
    assert_eq!(room.kinds(ada), [&said[..], &[start]].concat());
    let of_bo = room.events.iter().filter(|e| e.pad == room.players[bo].pad);
    assert!(of_bo.into_iter().all(|event| event.seat.is_none()));
}
