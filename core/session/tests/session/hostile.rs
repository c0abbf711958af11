//! Any bytes from anyone: no panic, no effect on others, nothing that grows without bound.

use crate::common::{Room, layout};
use couchpad_protocol::frame::{LatestFrame, OrderedFrame, Part, Ping, Pong, Resume};
use couchpad_protocol::limits::AXES;
use couchpad_protocol::{
    ButtonIndex, Lane, LayoutRevision, LinkId, PadAction, PadCommand, PadState, Phase, ToHost,
};
use couchpad_session::{Audience, PadConfig, PadSession, Time};
use proptest::prelude::*;

fn lane() -> impl Strategy<Value = Lane> {
    prop_oneof![Just(Lane::Ordered), Just(Lane::Latest)]
}

/// Frames that read well and mean anything.
fn frame() -> impl Strategy<Value = Vec<u8>> {
    let resume = (0_u64..3, 0_u64..3, any::<u32>()).prop_map(|(own, peer, received)| {
        let own = own.max(1);
        OrderedFrame::Resume(Resume {
            own,
            peer,
            received,
        })
        .encode()
    });
    let state = (
        any::<u16>(),
        any::<u32>(),
        any::<u32>(),
        any::<[i16; AXES]>(),
    )
        .prop_map(|(sequence, pad_time, held, axes)| {
            let layout = LayoutRevision(sequence % 3);
            let flags = 0;
            LatestFrame::State(PadState {
                sequence,
                pad_time,
                layout,
                held,
                axes,
                flags,
            })
            .encode()
        });
    let pong = any::<(u16, u32, u32, u32)>().prop_map(|(nonce, host_time, pad_time, received)| {
        LatestFrame::Pong(Pong {
            nonce,
            host_time,
            pad_time,
            received,
        })
        .encode()
    });
    let ping = any::<(u16, u32, u32)>().prop_map(|(nonce, host_time, received)| {
        let (rtt, loss) = (nonce, nonce);
        LatestFrame::Ping(Ping {
            nonce,
            host_time,
            received,
            rtt,
            loss,
        })
        .encode()
    });
    let command = any::<(u16, u32, u8)>().prop_map(|(state, pad_time, button)| {
        let action = PadAction::Press(ButtonIndex(button % 32));
        let layout = LayoutRevision(state % 3);
        ToHost::Command(PadCommand {
            state,
            pad_time,
            layout,
            action,
        })
    });
    let message = prop_oneof![
        4 => command,
        1 => Just(ToHost::Away),
        1 => Just(ToHost::Back),
        1 => ".{0,60}".prop_map(|name| ToHost::Profile(crate::common::profile(&name))),
        1 => (any::<u8>(), prop::collection::vec(any::<u8>(), 0..99))
            .prop_map(|(channel, bytes)| ToHost::App { channel, bytes }),
    ];
    let part = (any::<u32>(), message).prop_map(|(message, m)| {
        let bytes = m.encode().unwrap();
        let part = Part {
            message: message.max(1),
            index: 0,
            count: 1,
            bytes: &bytes,
        };
        OrderedFrame::Part(part).encode()
    });
    let piece = (1_u32..4, 0_u8..60).prop_map(|(message, index)| {
        let bytes = [0x55; 1_100];
        OrderedFrame::Part(Part {
            message,
            index,
            count: 60,
            bytes: &bytes,
        })
        .encode()
    });
    prop_oneof![resume, state, pong, ping, part, piece]
}

/// Good frames, good frames with a dent, and plain noise.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let dented = (
        frame(),
        any::<prop::sample::Index>(),
        any::<u8>(),
        0_usize..4,
    )
        .prop_map(|(mut bytes, at, byte, cut)| {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes.truncate(bytes.len().saturating_sub(cut));
            bytes
        });
    prop_oneof![
        3 => frame(),
        2 => dented,
        1 => prop::collection::vec(any::<u8>(), 0..1_500),
    ]
}

fn room() -> (Room, usize, usize) {
    let mut room = Room::new(2);
    let (good, bad) = (room.join("Ada"), room.join("Mallory"));
    let axes = |_| [7; AXES];
    room.host
        .set_layout(room.now, Audience::All, layout("Play"), axes)
        .unwrap();
    room.host.set_phase(room.now, Phase::Playing);
    room.run(50);
    room.players[good].session.press(room.now, ButtonIndex(1));
    room.run(50);
    (room, good, bad)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_hostile_pad_harms_nobody(thrown in prop::collection::vec((lane(), bytes(), 0_u64..3), 1..120)) {
        let (mut room, good, bad) = room();
        room.players[bad].muted = true;
        for (lane, bytes, link) in thrown {
            match link {
                0 => room.throw(bad, lane, &bytes),
                1 => room.host.receive(room.now, room.now, LinkId(1_000), lane, &bytes),
                _ => {
                    let link = LinkId(2_000 + room.now.as_micros() as u64);
                    let secret = room.players[bad].secret;
                    room.host.link_up(room.now, link, &secret).unwrap();
                    room.players[bad].link = link;
                    let resume = Resume { own: 1, peer: 2, received: 3 };
                    room.throw(bad, Lane::Ordered, &OrderedFrame::Resume(resume).encode());
                    room.throw(bad, lane, &bytes);
                }
            }
            room.run(5);
        }
        let input = room.host.inputs()[0];
        prop_assert_eq!((input.held, input.axes), (2, [7; AXES]));
        prop_assert_eq!(room.host.seats()[0].pad, Some(room.players[good].pad));
        prop_assert_eq!(room.view(good).name, "Ada");
        let others = room.host.seats()[1].pad;
        prop_assert!(others.is_none_or(|pad| pad == room.players[bad].pad));
        room.players[good].session.release(room.now, ButtonIndex(1));
        room.run(50);
        prop_assert_eq!(room.host.inputs()[0].held, 0);
    }

    #[test]
    fn a_hostile_host_does_not_break_a_pad(thrown in prop::collection::vec((lane(), bytes()), 1..120)) {
        let mut pad = PadSession::new(PadConfig::default(), 5);
        let mut now = Time::ZERO;
        let link = LinkId(1);
        pad.link_up(now, link);
        for (lane, bytes) in thrown {
            now += Time::from_millis(1);
            pad.receive(now, link, lane, &bytes);
            pad.press(now, ButtonIndex(2));
            pad.release(now, ButtonIndex(2));
            pad.tick(now);
            prop_assert!(pad.next_wake().is_none_or(|at| at > now));
            while pad.poll_transmit().is_some() {}
            while pad.poll_event().is_some() {}
        }
    }
}

#[test]
fn floods_are_cut_and_counted() {
    let (mut room, _, bad) = room();
    room.players[bad].muted = true;
    let revision = room.players[bad].session.layout().unwrap().revision;
    for n in 0..4_000_u32 {
        let state = PadState {
            sequence: 500 + n as u16,
            layout: revision,
            ..PadState::default()
        };
        room.throw(bad, Lane::Latest, &LatestFrame::State(state).encode());
        let command = ToHost::Command(PadCommand {
            state: 0,
            pad_time: 1_000_000,
            layout: revision,
            action: PadAction::Press(ButtonIndex(3)),
        });
        let part = Part {
            message: 1_000 + n,
            index: 0,
            count: 1,
            bytes: &command.encode().unwrap(),
        };
        room.throw(bad, Lane::Ordered, &OrderedFrame::Part(part).encode());
        if n % 20 == 0 {
            room.run(5);
        }
    }
    // one second: the rate and the burst get through
    let stats = room.host.stats();
    assert!((3_500..3_700).contains(&stats.limited_states), "{stats:?}");
    assert!(
        (3_550..3_700).contains(&stats.limited_commands),
        "{stats:?}"
    );
}

#[test]
fn a_silent_link_costs_a_pad_no_memory() {
    let mut pad = PadSession::new(PadConfig::default(), 5);
    let mut kept = 0;
    for n in 0..10_000 {
        kept += u32::from(pad.app(Time::from_millis(n), 1, vec![0; 500]));
        pad.press(Time::from_millis(n), ButtonIndex(1));
        pad.release(Time::from_millis(n), ButtonIndex(1));
    }
    assert!((60..=124).contains(&kept), "{kept}");
    assert!(pad.stats().overflowed > 5_000);
    assert_eq!(pad.poll_transmit(), None);
}
