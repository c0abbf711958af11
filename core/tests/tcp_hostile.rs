//! What a hostile or a dead pad can do with a link over TCP: nothing to anybody else.

mod support;

use couchpad_core::protocol::control::{ControlToHost, ControlToPad, LinkFrame, Refusal};
use couchpad_core::protocol::frame::{OrderedFrame, PART_HEADER_BYTES, Resume};
use couchpad_core::protocol::limits::{LATEST_BYTES, PART_BYTES};
use couchpad_core::protocol::{Lane, PadId, ToPad};
use couchpad_core::session::{HostEventKind, LostReason};
use couchpad_core::{Host, LinkKind, Pad, PadOptions, Transport};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::io::ErrorKind;
use std::time::{Duration, Instant};
use support::raw::{Raw, by_link, device};
use support::{X, axis_arrives, event, host, options, seated_with, until};

/// An honest pad on TCP, in seat 0.
fn honest(host: &Host) -> Pad {
    let options = PadOptions {
        transport: Transport::Tcp,
        ..options("Ada")
    };
    seated_with(host, options)
}

fn still_plays(host: &Host, pad: &Pad, value: i16) {
    pad.set_axis(X, value);
    axis_arrives(host, 0, value);
    assert_eq!(pad.view().transport, Some(LinkKind::Tcp));
}

fn frame(lane: Lane, bytes: &[u8]) -> ControlToHost {
    let bytes = bytes.to_vec();
    ControlToHost::Frame(LinkFrame { lane, bytes })
}

fn resume(own: u64) -> ControlToHost {
    let resume = Resume {
        own,
        peer: 0,
        received: 0,
    };
    frame(Lane::Ordered, &OrderedFrame::Resume(resume).encode())
}

/// A pad that is in, with a link over TCP that works.
fn linked(host: &Host, name: &str) -> Raw {
    let (mut raw, _) = Raw::admitted(host, name);
    raw.say(&ControlToHost::OpenLink { number: 7 });
    assert_eq!(raw.hear(), Some(ControlToPad::LinkOpen { number: 7 }));
    raw.say(&resume(9));
    match raw.hear() {
        Some(ControlToPad::Frame(frame)) => assert_eq!(frame.lane, Lane::Ordered),
        other => panic!("no resume: {other:?}"),
    }
    raw
}

/// Whether the connection is served still.
fn is_served(raw: &mut Raw) {
    raw.say(&ControlToHost::WantTokens);
    loop {
        match raw.hear() {
            Some(ControlToPad::Tokens(_)) => return,
            Some(_) => {}
            None => panic!("cut"),
        }
    }
}

fn id_of(host: &Host, name: &str) -> PadId {
    let found = host.with(|_, session| session.pads().find(|p| p.name == name).map(|p| p.id));
    found.unwrap()
}

#[test]
fn frames_without_a_link_go_nowhere() {
    let host = host();
    let pad = honest(&host);
    let (mut raw, _) = Raw::admitted(&host, "Eve");
    raw.say(&resume(5));
    raw.say(&frame(Lane::Latest, &[1; 30]));
    raw.say(&ControlToHost::CloseLink);
    is_served(&mut raw);
    let eve = id_of(&host, "Eve");
    assert_eq!(host.driver(|_, driver| driver.transport(eve)), None);
    // the wish alone changes nothing, the first frame does, and after the good-bye nothing does any more
    raw.say(&ControlToHost::OpenLink { number: 1 });
    is_served(&mut raw);
    assert_eq!(host.driver(|_, driver| driver.transport(eve)), None);
    raw.say(&resume(5));
    until("the link", || {
        let kind = host.driver(|_, driver| driver.transport(eve));
        (kind == Some(LinkKind::Tcp)).then_some(())
    });
    raw.say(&ControlToHost::CloseLink);
    event(&host, "lost", |k| {
        let reason = LostReason::Quit;
        *k == HostEventKind::Lost { reason }
    });
    let before = host.with(|_, session| session.stats().frames);
    raw.say(&resume(6));
    is_served(&mut raw);
    let after = host.with(|_, session| session.stats().unknown_link);
    assert_eq!(after, 0);
    still_plays(&host, &pad, 100);
    assert!(host.with(|_, session| session.stats().frames) > before);
}

#[test]
fn frames_before_the_pad_is_in_and_frames_that_are_too_long_end_the_connection() {
    let host = host();
    let pad = honest(&host);
    for early in [
        resume(1),
        ControlToHost::OpenLink { number: 1 },
        ControlToHost::CloseLink,
    ] {
        let mut raw = Raw::secured(&host, &device(), by_link(&host));
        raw.say(&early);
        let refused = ControlToPad::Refused(Refusal::Malformed);
        assert_eq!(raw.hear(), Some(refused));
        assert_eq!(raw.hear(), None);
    }
    for (lane, len) in [
        (Lane::Latest, LATEST_BYTES + 1),
        (Lane::Ordered, PART_HEADER_BYTES + PART_BYTES + 1),
        (Lane::Ordered, 16_000),
    ] {
        let mut raw = linked(&host, "Eve");
        raw.say(&frame(lane, &vec![0x21; len]));
        raw.assert_cut();
    }
    still_plays(&host, &pad, 200);
}

#[test]
fn any_bytes_on_any_lane_harm_nobody() {
    let host = host();
    let pad = honest(&host);
    let mut raw = linked(&host, "Eve");
    let mut random = Pcg64Mcg::seed_from_u64(4);
    for _ in 0..900 {
        let lane = [Lane::Ordered, Lane::Latest][random.next_u32() as usize % 2];
        let mut bytes = vec![0; random.next_u32() as usize % 256];
        random.fill_bytes(&mut bytes);
        // kinds that exist get further
        if let Some(kind) = bytes.first_mut() {
            *kind = [1, 2, 0x11, 0x12, 0x20, 0x21, *kind][random.next_u32() as usize % 7];
        }
        raw.say(&frame(lane, &bytes));
    }
    is_served(&mut raw);
    until("they are looked at", || {
        let malformed = host.with(|_, session| session.stats().malformed);
        (malformed > 300).then_some(())
    });
    still_plays(&host, &pad, 300);
    assert_eq!(host.stats().restarts, 0, "something panicked");
}

#[test]
fn wishes_for_links_without_end_are_cut_off() {
    let host = host();
    let pad = honest(&host);
    let (mut raw, _) = Raw::admitted(&host, "Eve");
    for number in 0..20 {
        raw.say(&ControlToHost::OpenLink { number });
    }
    raw.assert_cut();
    still_plays(&host, &pad, 400);
}

#[test]
fn a_flood_of_frames_is_read_slowly_and_held_back_by_tcp() {
    let host = host();
    let pad = honest(&host);
    let mut raw = linked(&host, "Eve");
    raw.stream
        .set_write_timeout(Some(Duration::from_millis(20)))
        .unwrap();
    let small = socket2::SockRef::from(&raw.stream).set_send_buffer_size(64 * 1024);
    small.unwrap();
    // sealed before: what is tested is the reader's pace, not the writer's
    let flood: Vec<u8> = (0..8_000)
        .flat_map(|_| raw.seal(&frame(Lane::Latest, &[1; LATEST_BYTES])))
        .collect();
    let began = Instant::now();
    let before = host.with(|_, session| session.stats().frames);
    let (mut value, mut held_back) = (1_000, 0);
    let mut rest = &flood[..];
    while held_back < 5 {
        assert!(!rest.is_empty(), "never held back");
        match std::io::Write::write(&mut raw.stream, rest) {
            Ok(len) => rest = &rest[len..],
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                held_back += 1;
                value += 1;
                still_plays(&host, &pad, value);
            }
            Err(error) => panic!("cut: {error}"),
        }
    }
    let frames = host.with(|_, session| session.stats().frames) - before;
    let millis = began.elapsed().as_millis() as u64;
    // the honest pad's own are among them
    let most = 1_000 + millis * 2 + 1_000 + millis / 2;
    assert!(frames <= most, "{frames} in {millis} ms");
}

#[test]
fn a_pad_that_reads_nothing_is_cut_off() {
    let host = host();
    let pad = honest(&host);
    for (name, kib, at_once) in [("Much", 8_000, true), ("Little", 700, false)] {
        let raw = linked(&host, name);
        let id = id_of(&host, name);
        let cut_before = host.stats().connections_cut;
        let bytes = vec![7; 1_024];
        for _ in 0..kib {
            let bytes = bytes.clone();
            host.send(id, &ToPad::App { channel: 1, bytes });
            if !at_once {
                // as much as the session keeps for a pad is let go on its way meanwhile
                std::thread::sleep(Duration::from_micros(200));
            }
        }
        until("cut", || {
            (host.stats().connections_cut > cut_before).then_some(())
        });
        let lost = event(&host, "lost", |k| matches!(k, HostEventKind::Lost { .. }));
        assert_eq!(lost.name, name);
        still_plays(&host, &pad, 500);
        drop(raw);
    }
}
