//! What is sent between two polls shares datagrams, of at most 1,400 bytes each.

mod support;

use couchpad_core::easy::{Channel, ConnectConfig, Event, Pad, Peer};
use couchpad_core::protocol::JoinLink;
use couchpad_core::protocol::limits::DATAGRAM_BYTES;
use std::time::Instant;
use support::counted::Counted;
use support::easy::{AIM, CHAT, host, host_event, pad_event};
use support::until;

/// Bytes of the shortest datagram that can carry what the test sends: pings, pongs and acknowledgements are far below.
const BULKY: usize = 300;

#[test]
fn messages_between_two_polls_share_datagrams() {
    let host = host();
    let proxy = Counted::before(host.listening().tcp);
    let whole = host.join_link();
    let link = JoinLink::new(vec![proxy.at.ip()], proxy.at.port()).unwrap();
    let proven = whole.pairing().unwrap().clone();
    let link = link.with_pairing(proven.secret, proven.key);
    let pad = Pad::connect(&link.to_string(), ConnectConfig::named("Ada")).unwrap();
    pad_event(&pad, "connected", |e| {
        matches!(e, Event::Connected { .. }).then_some(())
    });
    let peer = host_event(&host, "connected", |e| match e {
        Event::Connected { peer, .. } => Some(*peer),
        _ => None,
    });
    for (channel, many) in [(CHAT, 40), (AIM, 20)] {
        exchange(&host, &pad, peer, (channel, many), &proxy);
    }
    let all = [proxy.take_to_host(), proxy.take_to_pad()].concat();
    assert!(all.iter().all(|len| *len <= DATAGRAM_BYTES));
}

/// Many messages of 20 bytes each way, between two polls.
fn exchange(
    host: &couchpad_core::easy::Host,
    pad: &Pad,
    peer: Peer,
    (channel, many): (Channel, usize),
    proxy: &Counted,
) {
    let _ = (proxy.take_to_host(), proxy.take_to_pad());
    for _ in 0..many {
        pad.send(channel, &[7; 20]).unwrap();
        host.send_to(peer, channel, &[7; 20]).unwrap();
    }
    let count = |events: Vec<Event>| {
        let data = events.iter().filter(|e| matches!(e, Event::Data { .. }));
        data.count()
    };
    let (mut at_host, mut at_pad, began) = (0, 0, Instant::now());
    until("all messages", || {
        at_host += count(host.poll());
        at_pad += count(pad.poll());
        (at_host == many && at_pad == many).then_some(())
    });
    for lengths in [proxy.take_to_host(), proxy.take_to_pad()] {
        assert!(
            lengths.iter().all(|len| *len <= DATAGRAM_BYTES),
            "{lengths:?}"
        );
        let bulky: Vec<_> = lengths.into_iter().filter(|len| *len >= BULKY).collect();
        // 40 of them have less than 1,300 bytes with all that is around them: two datagrams at most, were it not for
        // repetitions, every 25 ms, on a machine that has much else to do. Each on its own would make none
        let most = many / 4 + 2 * (began.elapsed().as_millis() / 25) as usize;
        assert!((1..=most).contains(&bulky.len()), "{channel:?}: {bulky:?}");
    }
}
