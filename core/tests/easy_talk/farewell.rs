//! The end of a pad or a host: who hears of it, what was said before, and what comes back.

use crate::support::easy::{AIM, CHAT, data, host, met, pad_event};
use crate::support::until;
use couchpad_core::easy::{ConnectConfig, Event, Pad, Peer, Reason, SendError, Unsent};

#[test]
fn leaving_is_told_with_what_was_said_before() {
    let host = host();
    let (pad, peer) = met(&host, "Ada");
    pad.send(CHAT, b"bye").unwrap();
    pad.leave();
    drop(pad);
    let (mut said, mut left) = (false, None);
    until("left", || {
        for event in host.poll() {
            said |= matches!(&event, Event::Data { bytes, .. } if bytes == b"bye");
            if let Event::Left { reason, .. } = event {
                left = Some(reason);
            }
        }
        left.clone()
    });
    assert_eq!((said, left), (true, Some(Reason::Quit)));
    let gone = host.send_to(peer, CHAT, b"?");
    assert_eq!(gone, Err(SendError::Unsent(Unsent::NoSuchPad)));
}

#[test]
fn what_has_ended_takes_nothing_more() {
    let host = host();
    let (pad, peer) = met(&host, "Ada");
    host.kick(peer);
    pad_event(&pad, "left", |e| {
        matches!(e, Event::Left { .. }).then_some(())
    });
    until("it has ended", || pad.handle().is_ended().then_some(()));
    for channel in [CHAT, AIM] {
        assert_eq!(pad.send(channel, b"?"), Err(SendError::Ended));
    }
    pad.rename("Nobody");
    pad.leave();
    assert_eq!(pad.poll(), []);
}

#[test]
fn a_host_that_kicks_or_closes_is_told_of() {
    let host = host();
    let (pad, peer) = met(&host, "Ada");
    host.kick(peer);
    let reason = pad_event(&pad, "left", |e| match e {
        Event::Left { reason, .. } => Some(reason.clone()),
        _ => None,
    });
    assert_eq!(reason, Reason::Kicked);
    let (pad, peer) = met(&host, "Bo");
    host.send_to(peer, CHAT, b"last words").unwrap();
    drop(host);
    let got = data(|| pad.poll(), 1);
    assert_eq!(got[0].2, b"last words");
    until("lost", || (!pad.view().connected).then_some(()));
}

#[test]
fn the_last_words_of_a_program_that_ends_arrive() {
    const MANY: usize = 300;
    let host = host();
    let (ada, _) = met(&host, "Ada");
    for _ in 0..MANY {
        ada.send(CHAT, b"the last score").unwrap();
    }
    drop(ada);
    assert_eq!(data(|| host.poll(), MANY).len(), MANY);
    let (bo, _) = met(&host, "Bo");
    for _ in 0..MANY {
        host.broadcast(CHAT, b"the end").unwrap();
    }
    drop(host);
    assert_eq!(data(|| bo.poll(), MANY).len(), MANY);
}

#[test]
fn who_leaves_before_being_connected_gets_everything_back() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = nobody.local_addr().unwrap().to_string();
    let link = host().join_link().to_string();
    let port = link.split(['?', ':']).nth(2).unwrap().to_owned();
    let link = link.replace(&format!("127.0.0.1:{port}"), &address);
    let pad = Pad::connect(&link, ConnectConfig::named("Ada")).unwrap();
    for number in 0..5_u8 {
        pad.send(CHAT, &[number]).unwrap();
    }
    pad.send(AIM, b"now or never").unwrap();
    pad.leave();
    let (mut back, mut left) = (0, false);
    until("the end", || {
        for event in pad.poll() {
            match event {
                Event::Undelivered { to, channel, .. } => {
                    assert_eq!((to, channel, left), (Peer::Host, CHAT, false));
                    back += 1;
                }
                Event::Left { .. } => left = true,
                Event::Trouble { .. } => {}
                other => panic!("{other:?}"),
            }
        }
        left.then_some(())
    });
    assert_eq!(back, 5);
}

#[test]
fn who_leaves_while_connected_gets_nothing_back() {
    let host = host();
    let (pad, _) = met(&host, "Ada");
    for number in 0..200_u8 {
        pad.send(CHAT, &[number]).unwrap();
    }
    pad.leave();
    let got = data(|| host.poll(), 200);
    assert_eq!(got.len(), 200);
    until("the end", || {
        for event in pad.poll() {
            match event {
                Event::Left { .. } => return Some(()),
                Event::Undelivered { .. } => panic!("{event:?}"),
                _ => {}
            }
        }
        None
    });
}
