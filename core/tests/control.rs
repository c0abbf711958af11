//! Control connections that are wrong, old, slow or too many: each is told or cut off, and nobody else waits for it.

mod support;

use couchpad_core::PadUpdate;
use couchpad_core::protocol::control::{ControlToHost, ControlToPad, Hello, Refusal};
use couchpad_core::session::HostConfig;
use std::io::Write;
use support::raw::Raw;
use support::{host, host_with, pad, seated, until, update};

fn refusal(raw: &mut Raw) -> Refusal {
    match raw.hear_message() {
        Some(ControlToPad::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn other_versions_are_told_who_is_to_update() {
    let host = host();
    let mode_1 = Hello::new([0; 16], 1);
    let old = Hello {
        oldest: 0,
        newest: 0,
        ..Hello::new([0; 16], 0)
    };
    let new = Hello {
        oldest: 900,
        newest: 901,
        ..Hello::new([0; 16], 0)
    };
    let cases = [
        (old, Refusal::UpdatePad),
        (new, Refusal::UpdateReceiver),
        (mode_1, Refusal::Mode),
    ];
    for (hello, expected) in cases {
        let mut raw = Raw::silent(host.listening().tcp);
        raw.say(&hello.encode());
        assert!(Hello::decode(&raw.hear().unwrap()).is_some());
        assert_eq!(refusal(&mut raw), expected);
        assert_eq!(raw.hear(), None, "the host closes");
    }
    let told = until("refusals are told", || {
        let told = host.take_refused();
        (!told.is_empty()).then_some(told)
    });
    assert_eq!(told[0].1, Refusal::UpdatePad);
}

#[test]
fn a_full_receiver_says_so_and_the_pad_ends() {
    let host = host_with(HostConfig {
        cap: 1,
        ..HostConfig::default()
    });
    let _first = seated(&host, "Ada");
    let second = pad(&host, "Bo");
    update(&second, "refused", |u| {
        *u == PadUpdate::Refused(Refusal::Full)
    });
    until("the pad has ended", || second.is_ended().then_some(()));
    let told = until("told", || host.take_refused().pop());
    assert_eq!(told, ("Bo".to_owned(), Refusal::Full));
}

#[test]
fn garbage_and_oversized_frames_end_the_connection() {
    let host = host();
    let mut not_a_hello = Raw::silent(host.listening().tcp);
    not_a_hello.say(b"GET / HTTP/1.1");
    let mut too_long = Raw::silent(host.listening().tcp);
    too_long.stream.write_all(&[0xff; 64]).unwrap();
    let mut garbage = Raw::greeted(host.listening().tcp);
    garbage.say(&[0xee; 30]);
    assert_eq!(refusal(&mut garbage), Refusal::Malformed);
    let mut early = Raw::greeted(host.listening().tcp);
    early.say(&ControlToHost::WantTokens.encode().unwrap());
    assert_eq!(refusal(&mut early), Refusal::Malformed);
    for raw in [&mut not_a_hello, &mut too_long] {
        let _ = raw.hear();
        assert_eq!(raw.hear(), None);
    }
    let mut twice = Raw::admitted(host.listening().tcp, "Ada").0;
    twice.join("Ada again");
    assert_eq!(refusal(&mut twice), Refusal::Malformed);
}

#[test]
fn the_slow_are_cut_off_and_hold_nobody_up() {
    let host = host();
    let mut slow: Vec<Raw> = (0..10).map(|_| Raw::silent(host.listening().tcp)).collect();
    // half a hello
    for raw in &mut slow {
        raw.stream.write_all(&[29, 0, b'C']).unwrap();
    }
    let _quick = seated(&host, "Ada");
    for raw in &mut slow {
        let _ = raw.hear();
        assert_eq!(raw.hear(), None, "a half-open connection stays open");
    }
    assert!(host.stats().connections_cut >= 10);
}

#[test]
fn holding_connections_open_keeps_nobody_out() {
    let host = host();
    let mut held: Vec<Raw> = (0..100)
        .map(|_| Raw::silent(host.listening().tcp))
        .collect();
    let _pad = seated(&host, "Ada");
    let open = held
        .iter_mut()
        .filter_map(|raw| (!raw.is_closed()).then_some(()))
        .count();
    assert!(
        open <= 16,
        "{open} connections of one address are held open"
    );
}

#[test]
fn tokens_are_handed_out_and_a_greedy_pad_is_cut_off() {
    let host = host();
    let (mut raw, tokens) = Raw::admitted(host.listening().tcp, "Ada");
    assert_eq!(tokens.len(), 4);
    raw.say(&ControlToHost::WantTokens.encode().unwrap());
    let Some(ControlToPad::Tokens(more)) = raw.hear_message() else {
        panic!("no tokens");
    };
    assert_eq!(more.len(), 4);
    assert!(more.iter().all(|token| !tokens.contains(token)));
    let want = ControlToHost::WantTokens.encode().unwrap();
    let mut batches = 0;
    for _ in 0..50 {
        let framed = couchpad_core::protocol::control::frame(&want).unwrap();
        if raw.stream.write_all(&framed).is_err() {
            break;
        }
    }
    while raw.hear().is_some() {
        batches += 1;
    }
    assert!(batches < 20, "{batches} batches of tokens at once");
}
