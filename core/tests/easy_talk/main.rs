//! The easy API from end to end: who comes and goes, what is said, and what is refused.

mod farewell;
#[path = "../support/mod.rs"]
mod support;

use couchpad_core::easy::{
    Channel, ConnectConfig, ConnectError, Event, Host, Pad, Peer, ReadError, SendError, Unsent,
    read_msg,
};
use couchpad_core::protocol::limits::{APP_BYTES, LOSSY_BYTES};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use support::easy::{
    AIM, CHAT, data, device, host, host_event, host_with, join, met, pad_event, quiet,
};
use support::until;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Move {
    to: (i16, i16),
    jump: bool,
}

#[test]
fn both_know_who_is_there_and_messages_go_both_ways() {
    let host = host();
    let pad = join(&host, "Ada");
    pad.send(CHAT, b"before there is a connection").unwrap();
    pad.flush();
    let name = pad_event(&pad, "connected", |e| match e {
        Event::Connected {
            peer: Peer::Host,
            name,
        } => Some(name.clone()),
        _ => None,
    });
    assert_eq!(name, "Couchpad");
    let (mut peer, mut heard) = (None, false);
    until("connected, then the message", || {
        for event in host.poll() {
            match event {
                Event::Connected { peer: who, name } => {
                    assert_eq!((name.as_str(), heard), ("Ada", false));
                    peer = Some(who);
                }
                Event::Data {
                    peer: who,
                    channel,
                    bytes,
                    sequence,
                    age,
                } => {
                    assert_eq!((Some(who), channel, sequence), (peer, CHAT, 1));
                    assert_eq!(bytes, b"before there is a connection");
                    assert!(age < Duration::from_secs(30), "{age:?}");
                    heard = true;
                }
                other => panic!("{other:?}"),
            }
        }
        heard.then_some(())
    });
    host.send_to(peer.unwrap(), CHAT, b"well come").unwrap();
    host.flush();
    let got = data(|| pad.poll(), 1);
    assert_eq!(got, [(Peer::Host, CHAT, b"well come".to_vec())]);
}

#[test]
fn an_age_is_the_time_since_the_message_was_made() {
    let host = host();
    let (pad, peer) = met(&host, "Ada");
    let rtt = until("both clocks are known", || pad.view().health.rtt);
    // they know each other to half a round trip, and a machine that has much else to do makes it a long one
    let blur = rtt.max(Duration::from_millis(20));
    let waited = Duration::from_millis(60);
    pad.send(CHAT, b"a").unwrap();
    // not polled meanwhile, so that it waits here
    std::thread::sleep(waited);
    let _ = pad.poll();
    let age_of = |e: &Event| match e {
        Event::Data { age, .. } => Some(*age),
        _ => None,
    };
    let age = host_event(&host, "data", age_of);
    assert!(age + blur > waited, "{age:?}");
    host.send_to(peer, CHAT, b"b").unwrap();
    std::thread::sleep(waited);
    let _ = host.poll();
    let age = pad_event(&pad, "data", age_of);
    assert!(age + blur > waited, "{age:?}");
}

#[test]
fn typed_messages_are_read_or_refused() {
    let host = host();
    let (pad, peer) = met(&host, "Ada");
    let sent = Move {
        to: (3, -4),
        jump: true,
    };
    pad.send_msg(CHAT, &sent).unwrap();
    pad.send(CHAT, &[3]).unwrap();
    pad.send(CHAT, &[6, 7, 1, 9]).unwrap();
    pad.flush();
    let got = data(|| host.poll(), 3);
    assert_eq!(read_msg::<Move>(&got[0].2), Ok(sent));
    assert!(matches!(
        read_msg::<Move>(&got[1].2),
        Err(ReadError::Codec(_))
    ));
    let trailing = read_msg::<Move>(&got[2].2).unwrap_err();
    assert!(
        trailing.to_string().contains("1 bytes are left over"),
        "{trailing}"
    );
    host.send_msg_to(peer, CHAT, &"hello").unwrap();
    host.flush();
    let text: String = pad_event(&pad, "text", |e| e.read_msg().ok());
    assert_eq!(text, "hello");
    assert_eq!(
        Event::Resumed { peer }.read_msg::<u8>(),
        Err(ReadError::NoData)
    );
}

#[test]
fn what_is_too_long_is_refused_with_the_limit() {
    let host = host();
    let (pad, peer) = met(&host, "Ada");
    let long = |len| vec![7; len];
    for (channel, max) in [(CHAT, APP_BYTES), (AIM, LOSSY_BYTES)] {
        let error = SendError::Unsent(Unsent::TooLong { len: max + 1, max });
        let too_long = Err(error);
        assert_eq!(pad.send(channel, &long(max + 1)), too_long);
        assert_eq!(host.send_to(peer, channel, &long(max + 1)), too_long);
        assert!(error.to_string().contains(&max.to_string()));
        pad.send(channel, &long(max)).unwrap();
        let got = data(|| [pad.poll(), host.poll()].concat(), 1);
        assert_eq!(got[0].2.len(), max);
        host.send_to(peer, channel, &long(max)).unwrap();
        let got = data(|| [host.poll(), pad.poll()].concat(), 1);
        assert_eq!(got[0].2.len(), max);
    }
    assert!(pad.send_msg(CHAT, &long(APP_BYTES)).is_err());
    assert_eq!(
        host.send_to(Peer::Host, CHAT, b"me"),
        Err(SendError::ToItself)
    );
}

#[test]
fn a_pad_that_goes_is_lost_and_resumes_with_what_waited() {
    let host = host();
    let link = host.join_link().to_string();
    let config = device("Ada");
    let pad = Pad::connect(&link, config.clone()).unwrap();
    let peer = host_event(&host, "connected", |e| match e {
        Event::Connected { peer, .. } => Some(*peer),
        _ => None,
    });
    drop(pad);
    host_event(&host, "lost", |e| {
        matches!(e, Event::Lost { .. }).then_some(())
    });
    // what is said while half of the good-bye is still under way would be for the program that has ended
    let Peer::Pad(id) = peer else { unreachable!() };
    until("its link is gone", || {
        let link = host.handle().with(|_, session| session.link_of(id));
        link.is_none().then_some(())
    });
    host.send_to(peer, CHAT, b"while you were away").unwrap();
    let _ = host.poll();
    let pad = Pad::connect(&link, config).unwrap();
    assert_eq!(data(|| pad.poll(), 1)[0].2, b"while you were away");
    host_event(&host, "resumed", |e| {
        (*e == Event::Resumed { peer }).then_some(())
    });
}

#[test]
fn a_code_or_the_whole_link_is_needed() {
    let host = host();
    let address = host.listening().tcp.to_string();
    let bare = Pad::connect(&address, ConnectConfig::named("Ada"));
    assert!(matches!(bare.err(), Some(ConnectError::NeedsCode(at)) if at == address));
    let by_code = ConnectConfig {
        code: Some(host.code().reveal()),
        ..device("Ada")
    };
    let pad = Pad::connect(&address, by_code.clone()).unwrap();
    pad_event(&pad, "connected", |e| {
        matches!(e, Event::Connected { .. }).then_some(())
    });
    drop(pad);
    // it knows the host by now, and the host knows it
    let known = ConnectConfig {
        code: None,
        ..by_code
    };
    let pad = Pad::connect(&address, known).unwrap();
    pad_event(&pad, "connected", |e| {
        matches!(e, Event::Connected { .. }).then_some(())
    });
    assert!(Pad::connect("nonsense", ConnectConfig::default()).is_err());
    assert!(Host::listen("somewhere", quiet()).is_err());
}

#[test]
fn handles_serve_several_threads() {
    let host = host();
    let (pad, peer) = met(&host, "Ada");
    std::thread::scope(|scope| {
        for thread in 0..4_u8 {
            let (host, pad) = (&host, &pad);
            scope.spawn(move || {
                for n in 0..50 {
                    pad.send(Channel::new(thread), &[n]).unwrap();
                    host.send_to(peer, Channel::new(thread), &[n]).unwrap();
                    pad.flush();
                    host.flush();
                }
            });
        }
    });
    pad.flush();
    host.flush();
    for got in [data(|| host.poll(), 200), data(|| pad.poll(), 200)] {
        for thread in 0..4 {
            let of = got.iter().filter(|(_, c, _)| c.number() == thread);
            let numbers: Vec<u8> = of.map(|(.., bytes)| bytes[0]).collect();
            assert_eq!(numbers, (0..50).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_full_house_watches_and_talks_all_the_same() {
    let config = couchpad_core::easy::ListenConfig {
        seats: 1,
        ..quiet()
    };
    let host = host_with(config);
    let (_ada, _) = met(&host, "Ada");
    let (bo, bos) = met(&host, "Bo");
    let players = host.players();
    let seats: Vec<_> = players.iter().map(|p| (p.name.as_str(), p.seat)).collect();
    assert_eq!(seats, [("Ada", Some(0)), ("Bo", None)]);
    bo.send(CHAT, b"hello").unwrap();
    let got = data(|| [bo.poll(), host.poll()].concat(), 1);
    assert_eq!(got[0].0, bos);
    bo.rename("Beatrix");
    host_event(&host, "renamed", |e| match e {
        Event::Renamed { peer, name } if name == "Beatrix" => (*peer == bos).then_some(()),
        _ => None,
    });
}

#[test]
fn of_many_lossy_messages_at_once_the_newest_arrive() {
    let host = host();
    let (pad, peer) = met(&host, "Ada");
    for number in 0..30_u8 {
        pad.send(AIM, &[number]).unwrap();
        host.send_to(peer, AIM, &[number]).unwrap();
    }
    host.flush();
    pad.flush();
    // loopback loses none
    let newest: Vec<u8> = (6..30).collect();
    for got in [data(|| pad.poll(), 24), data(|| host.poll(), 24)] {
        let numbers: Vec<u8> = got.iter().map(|(_, _, bytes)| bytes[0]).collect();
        assert_eq!(numbers, newest);
    }
}
