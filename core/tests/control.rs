//! Control connections that are wrong, old, slow or too many: each is told or cut off, and nobody else waits for it.

mod support;

use couchpad_core::PadUpdate;
use couchpad_core::protocol::control::{ControlToHost, ControlToPad, Hello, Refusal, mode};
use couchpad_core::session::HostConfig;
use couchpad_core::session::pairing::Credential;
use couchpad_core::transport::{HostDriver, HostDriverConfig};
use std::io::Write;
use std::net::TcpStream;
use support::raw::{Raw, by_link, device};
use support::{host, host_with, pad, seated, until, update};

fn refusal(raw: &mut Raw) -> Refusal {
    match raw.hear() {
        Some(ControlToPad::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn other_versions_are_told_who_is_to_update() {
    let host = host();
    let hello = Hello::new([0; 16], mode::LINK);
    let strange = Hello::new([0; 16], 77);
    let old = Hello {
        oldest: 0,
        newest: 0,
        ..hello
    };
    let new = Hello {
        oldest: 900,
        newest: 901,
        ..hello
    };
    let without = Hello::new([0; 16], 0);
    let cases = [
        (old, Refusal::UpdatePad),
        (new, Refusal::UpdateReceiver),
        (strange, Refusal::Mode),
        (without, Refusal::Mode),
    ];
    for (hello, expected) in cases {
        let mut raw = Raw::silent(&host);
        raw.say_clear(&hello.encode());
        assert!(Hello::decode(&raw.hear_clear().unwrap()).is_some());
        assert_eq!(refusal(&mut raw), expected);
        assert_eq!(raw.hear_clear(), None, "the host closes");
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
fn a_key_that_nobody_knows_is_told_so_in_the_channel_and_not_before() {
    let host = host();
    let receiver = host.join_link().pairing().unwrap().key;
    let mut raw = Raw::secured(&host, &device(), Credential::Trusted(receiver));
    raw.join("Eve", None);
    // it opens: what is in the clear would not
    assert_eq!(refusal(&mut raw), Refusal::NotPaired);
    assert_eq!(raw.hear_clear(), None);
    let told = until("told", || host.take_refused().pop());
    assert_eq!(told, ("Eve".to_owned(), Refusal::NotPaired));
    assert_eq!(host.with(|_, session| session.pads().count()), 0);
}

#[test]
fn a_device_that_was_here_comes_back_by_its_key_alone() {
    let host = host();
    let ada = device();
    let mut first = Raw::secured(&host, &ada, by_link(&host));
    first.join("Ada", None);
    let Some(ControlToPad::Welcome { pad, .. }) = first.hear() else {
        panic!("not let in");
    };
    let receiver = host.join_link().pairing().unwrap().key;
    let mut again = Raw::secured(&host, &ada, Credential::Trusted(receiver));
    again.join("Ada", None);
    match again.hear() {
        Some(ControlToPad::Welcome { pad: same, .. }) => assert_eq!(same, pad),
        other => panic!("not let in: {other:?}"),
    }
    first.assert_cut();
}

#[test]
fn another_device_gets_no_seat_by_a_secret_or_a_name() {
    let host = host();
    let mut ada = Raw::secured(&host, &device(), by_link(&host));
    ada.join("Ada", None);
    let Some(ControlToPad::Welcome { pad, secret, .. }) = ada.hear() else {
        panic!("not let in");
    };
    let mut eve = Raw::secured(&host, &device(), by_link(&host));
    eve.join("Ada", Some(secret));
    match eve.hear() {
        Some(ControlToPad::Welcome {
            pad: other,
            secret: fresh,
            ..
        }) => assert!(other != pad && fresh != secret),
        other => panic!("not let in: {other:?}"),
    }
    assert!(!ada.is_closed(), "the owner of the seat is sent away");
}

#[test]
fn garbage_and_oversized_frames_end_the_connection() {
    let host = host();
    let mut not_a_hello = Raw::silent(&host);
    not_a_hello.say_clear(b"What is this?");
    let mut too_long = Raw::silent(&host);
    too_long.stream.write_all(&[0xff; 64]).unwrap();
    for raw in [&mut not_a_hello, &mut too_long] {
        raw.assert_cut();
    }
    let mut garbage = Raw::secured(&host, &device(), by_link(&host));
    garbage.say_clear(&[0xee; 30]);
    garbage.assert_cut();
    let mut early = Raw::secured(&host, &device(), by_link(&host));
    early.say(&ControlToHost::WantTokens);
    assert_eq!(refusal(&mut early), Refusal::Malformed);
    let mut nonsense = Raw::secured(&host, &device(), by_link(&host));
    nonsense.say_sealed(&[0xee; 30]);
    assert_eq!(refusal(&mut nonsense), Refusal::Malformed);
    let mut twice = Raw::admitted(&host, "Ada").0;
    twice.join("Ada again", None);
    assert_eq!(refusal(&mut twice), Refusal::Malformed);
    let told = host.take_refused();
    assert_eq!(told, [], "nobody whom a player could know");
}

#[test]
fn too_much_before_the_join_ends_the_connection() {
    let host = host();
    let mut raw = Raw::secured(&host, &device(), by_link(&host));
    raw.say_sealed(&[0; 4_090]);
    raw.assert_cut();
    assert!(host.stats().connections_cut >= 1);
}

#[test]
fn the_slow_are_cut_off_and_hold_nobody_up() {
    let host = host();
    // half a hello
    let mut slow: Vec<Raw> = (0..10).map(|_| Raw::silent(&host)).collect();
    for raw in &mut slow {
        let _ = raw.stream.write_all(&[29, 0, b'C']);
    }
    // half a handshake
    let mut half = Raw::silent(&host);
    half.say_clear(&Hello::new([0; 16], mode::CODE).encode());
    // all of it, and not a word after it
    let mut silent = Raw::secured(&host, &device(), by_link(&host));
    let _quick = seated(&host, "Ada");
    for raw in slow.iter_mut().chain([&mut half, &mut silent]) {
        raw.assert_cut();
    }
    assert!(host.stats().connections_cut >= 10);
}

#[test]
fn holding_connections_open_keeps_nobody_out() {
    let host = host();
    let mut held: Vec<Raw> = (0..200).map(|_| Raw::silent(&host)).collect();
    let _pad = seated(&host, "Ada");
    let open = held
        .iter_mut()
        .filter_map(|raw| (!raw.is_closed()).then_some(()))
        .count();
    assert!(open <= 5, "{open} connections of one address are held open");
}

#[test]
fn a_receiver_that_stands_still_says_it_is_busy() {
    let config = HostDriverConfig::loopback(HostConfig::default()).unwrap();
    // nobody updates it
    let driver = HostDriver::bind(config).unwrap();
    let link = Credential::Link(driver.join_link().pairing().unwrap().clone());
    let mut waiting = Vec::new();
    for _ in 0..=256 {
        let mut raw = Raw::over(TcpStream::connect(driver.listening().tcp).unwrap());
        raw.secure(&device(), link.clone()).unwrap();
        raw.join("Ada", None);
        waiting.push(raw);
    }
    let last = waiting.last_mut().unwrap();
    assert_eq!(refusal(last), Refusal::Busy);
}

#[test]
fn tokens_are_handed_out_and_a_greedy_pad_is_cut_off() {
    let host = host();
    let (mut raw, tokens) = Raw::admitted(&host, "Ada");
    assert_eq!(tokens.len(), 4);
    raw.say(&ControlToHost::WantTokens);
    let Some(ControlToPad::Tokens(more)) = raw.hear() else {
        panic!("no tokens");
    };
    assert_eq!(more.len(), 4);
    assert!(more.iter().all(|token| !tokens.contains(token)));
    for _ in 0..50 {
        raw.say(&ControlToHost::WantTokens);
    }
    let mut batches = 0;
    while raw.hear_clear().is_some() {
        batches += 1;
    }
    assert!(batches < 20, "{batches} batches of tokens at once");
}
