//! What is promised of messages while links break: reliable ones come once and in order, lossy ones once at most.

mod support;

use couchpad_core::easy::{ConnectConfig, Event, Host, Pad, Peer, SendError, Unsent};
use couchpad_core::protocol::{LinkKind, Transport};
use support::easy::{AIM, CHAT, host, host_event, met};
use support::until;

fn numbers(bytes: &[u8]) -> u32 {
    u32::from_le_bytes(bytes.try_into().unwrap())
}

/// What came on the reliable and on the lossy channel.
#[derive(Default)]
struct Got {
    reliable: Vec<u32>,
    lossy: Vec<u32>,
    sequence: u32,
}

impl Got {
    fn take(&mut self, events: Vec<Event>) {
        for event in events {
            let Event::Data {
                channel,
                sequence,
                bytes,
                ..
            } = event
            else {
                assert!(!matches!(event, Event::Undelivered { .. }), "{event:?}");
                continue;
            };
            if channel == AIM {
                self.lossy.push(numbers(&bytes));
            } else {
                assert!(
                    sequence > self.sequence,
                    "{sequence} after {}",
                    self.sequence
                );
                self.sequence = sequence;
                self.reliable.push(numbers(&bytes));
            }
        }
    }

    fn check(&self, sent: u32) {
        assert_eq!(self.reliable, (0..sent).collect::<Vec<_>>());
        assert!(
            self.lossy.is_sorted_by(|a, b| a < b),
            "doubled or overtaken: {:?}",
            self.lossy
        );
        assert!(self.lossy.len() <= sent as usize && !self.lossy.is_empty());
    }
}

#[test]
fn over_many_links_reliable_ones_come_once_and_lossy_ones_never_twice() {
    let host = host();
    let (pad, peer) = met(&host, "Ada");
    both_ways(&host, &pad, peer);
}

#[test]
fn the_same_over_tcp() {
    let host = host();
    let link = host.join_link().with_transport(Transport::Tcp);
    let pad = Pad::connect(&link.to_string(), ConnectConfig::named("Ada")).unwrap();
    let peer = host_event(&host, "connected", |e| match e {
        Event::Connected { peer, .. } => Some(*peer),
        _ => None,
    });
    until("connected", || pad.view().connected.then_some(()));
    assert_eq!(pad.view().transport, Some(LinkKind::Tcp));
    both_ways(&host, &pad, peer);
}

fn both_ways(host: &Host, pad: &Pad, peer: Peer) {
    const SENT: u32 = 600;
    let (mut at_host, mut at_pad) = (Got::default(), Got::default());
    for n in 0..SENT {
        let bytes = n.to_le_bytes();
        for channel in [CHAT, AIM] {
            pad.send(channel, &bytes).unwrap();
            host.send_to(peer, channel, &bytes).unwrap();
        }
        if n % 100 == 50 {
            // whatever is under way on the old link is lost with it
            pad.flush();
            host.flush();
            pad.handle().relink();
        }
        if n % 3 == 0 {
            at_host.take(host.poll());
            at_pad.take(pad.poll());
            std::thread::sleep(std::time::Duration::from_millis(3));
        }
    }
    until("all reliable ones", || {
        at_host.take(host.poll());
        at_pad.take(pad.poll());
        let least = at_host.reliable.len().min(at_pad.reliable.len());
        (least >= SENT as usize).then_some(())
    });
    at_host.check(SENT);
    at_pad.check(SENT);
}

#[test]
fn a_sender_is_told_when_nothing_more_is_taken_and_nothing_taken_is_lost() {
    let host = host();
    let (pad, peer) = met(&host, "Ada");
    pad.handle().away();
    until("away", || {
        let mut events = host.poll().into_iter();
        events.find(|e| matches!(e, Event::Lost { .. }))
    });
    drop(pad);
    let full = SendError::Unsent(Unsent::Full);
    let taken = (0..10_000_u32)
        .take_while(|n| {
            let sent = host.send_to(
                peer,
                CHAT,
                &[n.to_le_bytes().as_slice(), &[0; 500]].concat(),
            );
            assert!(sent.is_ok() || sent == Err(full));
            let _ = host.poll();
            sent.is_ok()
        })
        .count();
    assert!((100..1_000).contains(&taken), "{taken}");
    // all others are served as before
    let (bo, bos) = met(&host, "Bo");
    host.send_to(bos, CHAT, b"fine").unwrap();
    until("bo's", || {
        let _ = host.poll();
        bo.poll()
            .into_iter()
            .find(|e| matches!(e, Event::Data { .. }))
    });
}

#[test]
fn a_pad_that_sends_too_much_is_told_and_loses_nothing_that_was_taken() {
    let host = host();
    let (pad, _) = met(&host, "Ada");
    let mut got = Got::default();
    let (mut sent, mut refused) = (0_u32, 0);
    while sent < 3_000 {
        match pad.send(CHAT, &sent.to_le_bytes()) {
            Ok(()) => sent += 1,
            Err(SendError::TooFast | SendError::Unsent(Unsent::Full)) => {
                refused += 1;
                got.take(pad.poll());
                got.take(host.poll());
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert!(refused > 0);
    until("all that was taken", || {
        got.take(pad.poll());
        got.take(host.poll());
        (got.reliable.len() >= 3_000).then_some(())
    });
    assert_eq!(got.reliable, (0..3_000).collect::<Vec<_>>());
}
