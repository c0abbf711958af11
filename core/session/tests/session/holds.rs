//! A pad that stops in mid-press is released, never stuck, whatever else happens: random schedules of presses, stalls,
//! new links, restarts and words of farewell.

use crate::common::{Room, layout};
use couchpad_protocol::limits::AXES;
use couchpad_protocol::{ButtonIndex, Phase};
use couchpad_session::{Audience, LinkDown};
use proptest::prelude::*;

/// Without a state for so long nothing is held any more: the lease, and a step of the room.
const LEASE: u64 = 255;

#[derive(Clone, Copy, Debug)]
enum Deed {
    Press(u8),
    Release(u8),
    Stall,
    GoOn,
    Away,
    Back,
    Relink,
    LinkDown(LinkDown),
    Restart,
    Relayout,
    Pause,
    Play,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => (0_u8..3).prop_map(Deed::Press),
        3 => (0_u8..3).prop_map(Deed::Release),
        3 => Just(Deed::Stall),
        3 => Just(Deed::GoOn),
        1 => Just(Deed::Away),
        1 => Just(Deed::Back),
        1 => Just(Deed::Relink),
        1 => prop_oneof![Just(LinkDown::Quit), Just(LinkDown::TimedOut), Just(LinkDown::Reset)].prop_map(Deed::LinkDown),
        1 => Just(Deed::Restart),
        1 => Just(Deed::Relayout),
        1 => Just(Deed::Pause),
        1 => Just(Deed::Play),
    ]
}

fn show(room: &mut Room) {
    let audience = Audience::Seated;
    let shown = room
        .host
        .set_layout(room.now, audience, layout("Play"), |_| [0; AXES]);
    shown.unwrap();
}

fn act(room: &mut Room, deed: Deed) {
    let now = room.now;
    let player = &mut room.players[0];
    match deed {
        Deed::Press(n) => player.session.press(now, ButtonIndex(n)),
        Deed::Release(n) => player.session.release(now, ButtonIndex(n)),
        Deed::Stall => player.muted = true,
        Deed::GoOn => player.muted = false,
        Deed::Away => player.session.away(now),
        Deed::Back => player.session.back(now),
        Deed::Relink => room.connect(0),
        Deed::LinkDown(cause) => {
            let link = player.link;
            player.session.link_down(now, link);
            room.host.link_down(now, link, cause);
            room.connect(0);
        }
        Deed::Restart => {
            room.restart(0);
            room.connect(0);
        }
        Deed::Relayout => show(room),
        Deed::Pause => room.host.set_phase(now, Phase::Paused),
        Deed::Play => room.host.set_phase(now, Phase::Playing),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_is_ever_stuck(deeds in prop::collection::vec((deed(), 0_u64..400), 1..40)) {
        let mut room = Room::new(1);
        room.join("Ada");
        show(&mut room);
        room.host.set_phase(room.now, Phase::Playing);
        room.run(50);
        for (deed, pause) in deeds {
            act(&mut room, deed);
            room.run(pause);
            if room.players[0].muted && pause >= LEASE {
                prop_assert_eq!(room.host.inputs()[0].held, 0, "silent for {} ms", pause);
            }
            if !room.view(0).presence.eq(&couchpad_session::Presence::Here) {
                prop_assert_eq!(room.host.inputs()[0].held, 0, "not there");
            }
        }
        // once all gets through again, the game sees no button that no finger is on
        room.players[0].muted = false;
        room.run(600);
        let fingers = room.players[0].session.held();
        let held = room.host.inputs()[0].held;
        prop_assert_eq!(held & !fingers, 0, "held {:b}, fingers {:b}", held, fingers);
        // and when they are up, nothing is left at all
        let now = room.now;
        room.players[0].session.release_all(now);
        room.run(100);
        prop_assert_eq!(room.host.inputs()[0].held, 0);
    }
}
