//! What is on the glass once a player is in: play, the sheet over it, the settings.

use super::{START, Scene, idle, list, named, then, typed};
use crate::story::{self, act, news};
use couchpad_core::protocol::{Phase, Place};
use couchpad_core::session::Cause;
use couchpad_core::{LinkKind, PadLoss};
use couchpad_gamepad::find::{Act, Finder, Forgets, News};
use couchpad_gamepad::model::{Connection, Count, Notice, PadModel, Trouble};

fn playing() -> PadModel {
    PadModel {
        axes: [0; 8],
        ..story::playing(0)
    }
}

fn joined() -> Finder {
    then(typed(), [news(News::Live)])
}

pub(super) fn connected() -> Vec<(String, Scene)> {
    let mut pads = vec![("play".to_owned(), playing())];
    let mut add = |name: String, change: &dyn Fn(&mut PadModel)| {
        let mut pad = playing();
        change(&mut pad);
        pads.push((name, pad));
    };
    for cause in Cause::ALL.map(Some).into_iter().chain([None]) {
        let trouble = cause.map_or(Trouble::Unnamed, Trouble::Named);
        add(format!("{trouble:?}"), &|pad| {
            pad.cause = cause;
            pad.notice = Some(Notice {
                text: String::new(),
                cause: Some(trouble),
                at: START,
            });
        });
    }
    for reason in [PadLoss::Silent, PadLoss::ReceiverQuit, PadLoss::Suspended] {
        for attempt in [0, 7, 42] {
            let connection = Connection::Lost { reason, attempt };
            add(format!("{connection:?}"), &|pad| {
                pad.connection = connection
            });
        }
    }
    add("lobby".into(), &|pad| {
        (pad.phase, pad.score) = (Phase::Lobby, None)
    });
    add("TCP".into(), &|pad| pad.transport = Some(LinkKind::Tcp));
    add("turn".into(), &|pad| pad.turn = Some(START));
    for seconds in [3, 0] {
        let count = Count { seconds, at: START };
        add(format!("count {seconds}"), &|pad| pad.count = Some(count));
    }
    let places = [
        Some(Place::Waiting { ahead: 0 }),
        Some(Place::Waiting { ahead: 122 }),
        playing().place,
        None,
    ];
    for place in places {
        for phase in [Phase::Lobby, Phase::Playing] {
            add(format!("{place:?} {phase:?}"), &|pad| {
                (pad.layout, pad.place, pad.phase) = (None, place, phase);
            });
        }
    }
    let mut scenes: Vec<_> = pads
        .into_iter()
        .map(|(name, pad)| (name, (joined(), pad)))
        .collect();
    scenes.extend(sheets());
    scenes
}

/// The sheet over play, with all that it says of being remembered.
fn sheets() -> Vec<(String, Scene)> {
    let open = then(joined(), [act(Act::Menu)]);
    let asked = then(open.clone(), [act(Act::Remember)]);
    let moved = then(open.clone(), [act(Act::Arrange)]);
    let pad = |remembered, answers| PadModel {
        remembered: Some(remembered),
        answers,
        receiver: None,
        ..playing()
    };
    vec![
        named("sheet", (open.clone(), pad(false, 0))),
        named("sheet, remembered", (open.clone(), pad(true, 1))),
        named("sheet, refused", (open, pad(false, 1))),
        named("sheet, asked", (asked, pad(false, 0))),
        named("controls being moved", (moved, playing())),
    ]
}

/// Who plays, and what they choose.
pub(super) fn chosen() -> Vec<(String, Scene)> {
    let new = Finder::new(true, true).in_a_shell().for_a_new_player(7);
    let tuned = then(list().0, [act(Act::Tune)]);
    let in_play = then(joined(), [act(Act::Menu), act(Act::Tune)]);
    let forget = |what| then(tuned.clone(), [act(Act::Forget(what))]);
    vec![
        named(
            "arranging",
            (
                then(joined(), [act(Act::Menu), act(Act::Arrange)]),
                playing(),
            ),
        ),
        named("settings in play", (in_play, playing())),
        named("player", (then(tuned.clone(), [act(Act::Player)]), idle())),
        named("forget", (forget(Forgets::Receivers), idle())),
        named("forget all", (forget(Forgets::Everything), idle())),
        named("settings", (tuned.clone(), idle())),
        named("new player", (new, idle())),
    ]
}
