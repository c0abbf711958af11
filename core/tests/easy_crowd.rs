//! A hundred members of a chat in one process.

mod support;

use couchpad_core::easy::{Event, ListenConfig, Peer};
use std::collections::{BTreeMap, BTreeSet};
use support::easy::{CHAT, host_with, join, quiet};
use support::until;

const MEMBERS: usize = 100;

#[test]
fn a_hundred_members_hear_each_other() {
    let host = host_with(ListenConfig {
        seats: 0,
        ..quiet()
    });
    let pads: Vec<_> = (0..MEMBERS)
        .map(|n| join(&host, &format!("Member {n}")))
        .collect();
    let mut members = BTreeMap::new();
    until("all are here", || {
        for event in host.poll() {
            if let Event::Connected { peer, name } = event {
                members.insert(peer, name);
            }
        }
        (members.len() == MEMBERS).then_some(())
    });
    until("all know it", || {
        pads.iter().all(|pad| pad.view().connected).then_some(())
    });
    // everybody says their name to everybody: 100 times 99 deliveries
    for pad in &pads {
        let name = pad.view().name;
        pad.broadcast_msg(CHAT, &name).unwrap();
        pad.flush();
    }
    let mut heard: Vec<BTreeSet<(Peer, String)>> = vec![BTreeSet::new(); MEMBERS];
    until("everybody has heard everybody", || {
        for (pad, heard) in pads.iter().zip(&mut heard) {
            for event in pad.poll() {
                if let Event::Data { peer, .. } = &event {
                    assert!(heard.insert((*peer, event.read_msg().unwrap())), "twice");
                }
            }
        }
        heard.iter().all(|h| h.len() == MEMBERS - 1).then_some(())
    });
    for (peer, name) in heard.into_iter().flatten() {
        assert_eq!(members.get(&peer), Some(&name));
    }
    let mut at_host = 0;
    until("the host, too", || {
        let events = host.poll();
        at_host += events
            .iter()
            .filter(|e| matches!(e, Event::Data { .. }))
            .count();
        (at_host == MEMBERS).then_some(())
    });
}
