//! Messages from pad to pad by way of the host.

mod support;

use couchpad_core::easy::{Event, ListenConfig, NotDelivered, Peer, SendError, Unsent};
use couchpad_core::protocol::limits::RELAY_BYTES;
use couchpad_core::protocol::{PadId, Undelivered};
use support::easy::{AIM, CHAT, data, host, host_with, met, pad_event, quiet};
use support::until;

fn undelivered(event: &Event) -> Option<(Peer, NotDelivered)> {
    match event {
        Event::Undelivered { to, why, .. } => Some((*to, *why)),
        _ => None,
    }
}

#[test]
fn the_reader_knows_from_whom() {
    let host = host();
    let (ada, adas) = met(&host, "Ada");
    let (bo, bos) = met(&host, "Bo");
    let (cy, _) = met(&host, "Cy");
    ada.send_to(bos, CHAT, b"to you alone").unwrap();
    ada.broadcast(CHAT, b"to all").unwrap();
    ada.flush();
    let got = data(|| bo.poll(), 2);
    assert_eq!(got[0], (adas, CHAT, b"to you alone".to_vec()));
    assert_eq!(got[1], (adas, CHAT, b"to all".to_vec()));
    assert_eq!(data(|| cy.poll(), 1)[0], (adas, CHAT, b"to all".to_vec()));
    // everyone is the host, too; what is for Bo alone is not
    assert_eq!(data(|| host.poll(), 1)[0], (adas, CHAT, b"to all".to_vec()));
    // what was sent to all does not come back
    bo.send_to(adas, CHAT, b"thanks").unwrap();
    bo.flush();
    assert_eq!(data(|| ada.poll(), 1)[0], (bos, CHAT, b"thanks".to_vec()));
    // on this machine none is lost for long
    until("a lossy one", || {
        bo.send_to(adas, AIM, b"here I am").unwrap();
        bo.flush();
        let mut events = ada.poll().into_iter();
        events.find(|e| matches!(e, Event::Data { peer, channel: AIM, .. } if *peer == bos))
    });
}

#[test]
fn a_host_may_refuse_and_says_so() {
    let host = host_with(ListenConfig {
        relay: false,
        ..quiet()
    });
    let (ada, _) = met(&host, "Ada");
    let (bo, bos) = met(&host, "Bo");
    ada.send_to(bos, CHAT, b"psst").unwrap();
    let refused = (bos, NotDelivered::Relay(Undelivered::RelayOff));
    assert_eq!(pad_event(&ada, "refused", undelivered), refused);
    host.send_to(bos, CHAT, b"first").unwrap();
    let _ = host.poll();
    assert_eq!(
        data(|| bo.poll(), 1)[0],
        (Peer::Host, CHAT, b"first".to_vec())
    );
}

#[test]
fn nobody_there_and_too_much_come_back_too() {
    let host = host();
    let (ada, adas) = met(&host, "Ada");
    let (bo, bos) = met(&host, "Bo");
    let wrong = [
        (Peer::Pad(PadId(77)), Undelivered::NoSuchPad),
        (adas, Undelivered::ToItself),
    ];
    for (nobody, why) in wrong {
        ada.send_to(nobody, CHAT, b"?").unwrap();
        let refused = (nobody, NotDelivered::Relay(why));
        assert_eq!(pad_event(&ada, "refused", undelivered), refused);
    }
    let long = vec![0; RELAY_BYTES + 1];
    let (len, max) = (long.len(), RELAY_BYTES);
    let too_long = SendError::Unsent(Unsent::TooLong { len, max });
    for to in [bos, Peer::Everyone] {
        assert_eq!(ada.send_to(to, CHAT, &long), Err(too_long));
    }
    ada.send_to(bos, CHAT, &long[1..]).unwrap();
    ada.flush();
    assert_eq!(data(|| bo.poll(), 1)[0].2.len(), RELAY_BYTES);
}
