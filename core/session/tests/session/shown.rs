//! What a game shows on each player's pad: only what is new goes out, who was away hears only what was missed, and nobody sees
//! what was meant for another.

use crate::common::{Room, layout};
use couchpad_protocol::frame::{OrderedFrame, Part};
use couchpad_protocol::limits::{AXES, CONTROLS};
use couchpad_protocol::{ControlId, Phase, SeatIndex, Showing, Shown, ToPad, cell};
use couchpad_session::{Audience, HostConfig, HostSession, PadEvent, SavedSession};
use proptest::prelude::*;

const ADAS: SeatIndex = SeatIndex(0);
const BOS: SeatIndex = SeatIndex(1);
const WORDS: ControlId = ControlId(0);
const BOARD: ControlId = ControlId(1);

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
    room.run(100);
    room
}

fn words(text: &str) -> Showing {
    let mut showing = Showing::default();
    showing.text(WORDS, text);
    showing
}

/// Words, and a board of 20 x 20 with one bright cell.
fn field(text: &str, bright: usize) -> Showing {
    let mut cells = vec![cell::EMPTY; 400];
    cells[bright] = cell::of(2) + cell::BRIGHT;
    let mut showing = words(text);
    let columns = 20;
    showing.set(BOARD, Shown::Board { columns, cells });
    showing
}

fn shows(room: &Room, n: usize) -> &Showing {
    room.players[n].session.showing()
}

/// How often a player's pad was told since the last call.
fn told(room: &mut Room, n: usize) -> usize {
    let events = std::mem::take(&mut room.players[n].events);
    let told = events.iter().filter(|event| **event == PadEvent::Showing);
    told.count()
}

/// Bytes of what is shown that came to a player's pad since the last call, message by message.
fn bytes(room: &mut Room, n: usize) -> Vec<usize> {
    let frames = std::mem::take(&mut room.players[n].came);
    let parts = frames
        .iter()
        .filter_map(|frame| OrderedFrame::decode(frame));
    let messages = parts.filter_map(|frame| match frame {
        OrderedFrame::Part(Part { bytes, .. }) => ToPad::decode(bytes).ok().zip(Some(bytes.len())),
        OrderedFrame::Resume(_) => None,
    });
    messages
        .filter(|(message, _)| matches!(message, ToPad::Show(_)))
        .map(|(_, len)| len)
        .collect()
}

#[test]
fn each_pad_shows_what_is_meant_for_it() {
    let mut room = playing(2, &["Ada", "Bo", "Cy"]);
    room.host.set_showing(room.now, ADAS, words("your answer"));
    room.host.set_showing(room.now, BOS, field("the field", 3));
    room.run(20);
    assert_eq!(shows(&room, 0), &words("your answer"));
    assert_eq!(shows(&room, 1), &field("the field", 3));
    assert!(shows(&room, 2).is_empty(), "who waits has no game");
    assert_eq!([0, 1, 2].map(|n| told(&mut room, n)), [1, 1, 0]);
    // the same again is no news
    room.host.set_showing(room.now, ADAS, words("your answer"));
    room.run(200);
    assert_eq!(told(&mut room, 0), 0);
    room.host.set_showing(room.now, ADAS, Showing::default());
    room.run(20);
    assert!(shows(&room, 0).is_empty());
    assert_eq!(told(&mut room, 0), 1);
}

#[test]
fn only_what_is_new_goes_out() {
    let mut room = playing(1, &["Ada"]);
    bytes(&mut room, 0);
    room.host.set_showing(room.now, ADAS, field("9 points", 3));
    room.run(100);
    let [all] = bytes(&mut room, 0)[..] else {
        panic!("one message");
    };
    assert!(all > 400);
    room.host.set_showing(room.now, ADAS, field("10 points", 4));
    room.run(100);
    let news = bytes(&mut room, 0);
    assert!(news.len() == 1 && news[0] < 32, "{news:?}");
    assert_eq!(shows(&room, 0), &field("10 points", 4));
}

#[test]
fn what_changes_all_the_time_is_told_twenty_times_a_second() {
    let mut room = playing(1, &["Ada"]);
    for bright in 0..200 {
        room.host.set_showing(room.now, ADAS, field("", bright));
        room.run(5);
    }
    room.run(60);
    let often = told(&mut room, 0);
    assert!((19..=22).contains(&often), "{often} in a second");
    assert_eq!(shows(&room, 0), &field("", 199));
    // as often to a pad that says little: it is asked
    room.host.set_phase(room.now, Phase::Results);
    room.run(2_000);
    told(&mut room, 0);
    for bright in 0..200 {
        room.host.set_showing(room.now, ADAS, field("", bright));
        room.run(5);
    }
    room.run(100);
    let often = told(&mut room, 0);
    assert!((14..=22).contains(&often), "{often} in a second");
    assert_eq!(shows(&room, 0), &field("", 199));
}

#[test]
fn what_belongs_to_a_new_layout_comes_with_it() {
    let mut room = playing(1, &["Ada"]);
    room.host.set_showing(room.now, ADAS, words("wait"));
    room.run(10);
    let mine = Audience::Pad(room.players[0].pad);
    for title in ["your turn", "wait", "your turn"] {
        let choose = layout(title);
        room.host
            .set_layout(room.now, mine, choose, |_| [0; AXES])
            .unwrap();
        room.host.set_showing(room.now, ADAS, words(title));
        room.run(5);
        assert_eq!(room.players[0].session.layout().unwrap().title, title);
        assert_eq!(shows(&room, 0), &words(title));
    }
}

#[test]
fn a_resumed_pad_gets_only_what_it_missed_and_at_once() {
    let mut room = playing(1, &["Ada"]);
    room.host.set_showing(room.now, ADAS, field("round 1", 0));
    room.run(100);
    room.players[0].muted = true;
    room.run(3_000);
    told(&mut room, 0);
    bytes(&mut room, 0);
    for bright in 1..300 {
        room.host
            .set_showing(room.now, ADAS, field("round 2", bright));
        room.run(20);
    }
    room.players[0].muted = false;
    room.connect(0);
    room.run(200);
    assert_eq!(shows(&room, 0), &field("round 2", 299));
    let missed = bytes(&mut room, 0);
    assert!(missed.len() == 1 && missed[0] < 32, "{missed:?}");
    assert_eq!(told(&mut room, 0), 1);
    // and a link that is only another one tells nothing twice
    room.connect(0);
    room.run(200);
    assert_eq!((told(&mut room, 0), bytes(&mut room, 0)), (0, vec![]));
}

#[test]
fn what_was_under_way_when_the_link_broke_comes_once() {
    let mut room = playing(1, &["Ada"]);
    room.host.set_showing(room.now, ADAS, field("a", 0));
    room.run(100);
    room.players[0].muted = true;
    bytes(&mut room, 0);
    for bright in 1..18 {
        room.host.set_showing(room.now, ADAS, field("b", bright));
        room.run(100);
    }
    room.players[0].muted = false;
    room.connect(0);
    room.run(300);
    assert_eq!(shows(&room, 0), &field("b", 17));
    let few = bytes(&mut room, 0).len();
    assert!(few <= 5, "{few} updates, though nothing was heard");
    assert_eq!(room.players[0].session.stats().malformed, 0);
}

#[test]
fn an_app_that_was_started_anew_is_told_all() {
    let mut room = playing(1, &["Ada"]);
    room.host.set_showing(room.now, ADAS, field("round 1", 7));
    room.run(100);
    room.restart(0);
    room.connect(0);
    room.run(100);
    assert_eq!(shows(&room, 0), &field("round 1", 7));
    room.host.set_showing(room.now, ADAS, field("round 2", 7));
    room.run(100);
    assert_eq!(shows(&room, 0), &field("round 2", 7));
}

#[test]
fn another_receiver_shows_nothing_of_the_first_ones() {
    let mut room = playing(1, &["Ada"]);
    room.host.set_showing(room.now, ADAS, field("round 1", 7));
    room.run(100);
    let kept = room.host.save().encode().unwrap();
    let saved = SavedSession::decode(&kept).unwrap();
    let config = HostConfig {
        seats: 1,
        ..HostConfig::default()
    };
    room.host = HostSession::restore(config, 99, room.now, saved);
    told(&mut room, 0);
    room.connect(0);
    room.run(100);
    assert!(shows(&room, 0).is_empty());
    assert_eq!(told(&mut room, 0), 1);
    room.host.set_showing(room.now, ADAS, words("go on"));
    room.run(100);
    assert_eq!(shows(&room, 0), &words("go on"));
}

#[test]
fn what_was_meant_for_one_is_not_shown_to_the_next_in_the_seat() {
    let mut room = playing(1, &["Ada", "Bo"]);
    room.host.set_showing(room.now, ADAS, words("Ada's secret"));
    room.run(100);
    room.players[0].session.leave(room.now);
    room.run(100);
    assert!(shows(&room, 1).is_empty());
    assert_eq!(told(&mut room, 1), 0);
    assert_eq!(room.host.showing(ADAS), Some(&Showing::default()));
    room.host.set_showing(room.now, ADAS, words("Bo's"));
    room.run(100);
    assert_eq!(shows(&room, 1), &words("Bo's"));
    // without the seat there is nothing to show
    room.host.set_seats(room.now, 0);
    room.run(100);
    assert!(shows(&room, 1).is_empty());
    assert_eq!(room.host.showing(ADAS), None);
}

#[test]
fn a_slow_link_gets_the_newest_and_no_queue_of_the_old() {
    let mut room = playing(1, &["Ada"]);
    room.players[0].bandwidth = Some(4_000);
    let mut seed = 1_u32;
    for _ in 0..400 {
        // noise, of which little is like before
        let noise = std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        });
        let (columns, cells) = (20, noise.take(400).collect());
        let mut showing = words("");
        showing.set(BOARD, Shown::Board { columns, cells });
        room.host.set_showing(room.now, ADAS, showing);
        room.run(25);
    }
    let came = bytes(&mut room, 0);
    assert!(
        came.len() > 20,
        "{} updates came in ten seconds",
        came.len()
    );
    let last = room.host.showing(ADAS).unwrap().clone();
    // what is kept for it is bounded, so it is soon where the game is
    room.run(16 * 1_024 / 4 + 2_000);
    assert_eq!(shows(&room, 0), &last);
    assert_eq!(room.host.stats().torn, 0);
}

#[test]
fn an_update_that_nobody_could_have_sent_changes_nothing() {
    let mut room = playing(1, &["Ada"]);
    room.host.set_showing(room.now, ADAS, words("fine"));
    room.run(100);
    let hostile = [
        // builds on a version that the pad does not know
        &[0x0d, 9, 1, 1, 0, 0, 3, 0, 1, b'x'][..],
        // edits what is not there
        &[0x0d, 2, 1, 1, 2, 7, 1, 0, 0, 1, b'x'],
        // no value of a control, and no control
        &[0x0d, 2, 1, 2, 0, 5, 1, 9, 0, 0xac, 2, 3, 0, 1, b'x'],
    ];
    for bytes in hostile {
        room.host.send(
            room.now,
            room.players[0].pad,
            &ToPad::decode(bytes).unwrap(),
        );
        room.run(20);
        assert_eq!(shows(&room, 0), &words("fine"));
    }
    assert!(room.players[0].session.stats().malformed >= 3);
}

#[test]
fn no_game_shows_more_than_a_layout_has_room_for() {
    let mut room = playing(1, &["Ada"]);
    let mut showing = Showing::default();
    for control in 0..=u8::MAX {
        showing.text(ControlId(control), "x".repeat(600));
    }
    assert_eq!(showing.iter().count(), CONTROLS);
    room.host.set_showing(room.now, ADAS, showing.clone());
    room.run(100);
    assert_eq!(shows(&room, 0), &showing);
}

#[derive(Clone, Debug)]
enum Deed {
    Show(String, usize),
    Wait(u64),
    Mute,
    Relink,
    Restart,
}

fn any_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => ("[a-c]{0,6}", 0_usize..400).prop_map(|(text, bright)| Deed::Show(text, bright)),
        4 => (5_u64..4_000).prop_map(Deed::Wait),
        1 => Just(Deed::Mute),
        2 => Just(Deed::Relink),
        1 => Just(Deed::Restart),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_pad_comes_to_show_what_the_game_says(deeds in prop::collection::vec(any_deed(), 0..30)) {
        let mut room = playing(1, &["Ada"]);
        for deed in deeds {
            match deed {
                Deed::Show(text, bright) => {
                    room.host.set_showing(room.now, ADAS, field(&text, bright));
                }
                Deed::Wait(millis) => room.run(millis),
                Deed::Mute => room.players[0].muted = true,
                Deed::Relink => {
                    room.players[0].muted = false;
                    room.connect(0);
                }
                Deed::Restart => {
                    room.players[0].muted = false;
                    room.restart(0);
                    room.connect(0);
                }
            }
        }
        room.players[0].muted = false;
        room.connect(0);
        room.run(300);
        prop_assert_eq!(Some(shows(&room, 0)), room.host.showing(ADAS));
        prop_assert_eq!(room.players[0].session.stats().malformed, 0);
    }
}
