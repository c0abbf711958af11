//! Many pads come at the same moment.

mod support;

use couchpad_core::protocol::Place;
use couchpad_core::session::{HostConfig, HostEventKind};
use support::{X, axis_arrives, event, host_with, pad, until};

#[test]
fn fifty_pads_join_at_once() {
    let host = host_with(HostConfig {
        seats: 8,
        ..HostConfig::default()
    });
    let pads: Vec<_> = (0..50).map(|n| pad(&host, &format!("Pad {n}"))).collect();
    for _ in 0..50 {
        event(&host, "joined", |k| *k == HostEventKind::Joined);
    }
    let views = || pads.iter().map(couchpad_core::Pad::view);
    until("everyone is told its place", || {
        views()
            .all(|view| view.connected && view.place.is_some())
            .then_some(())
    });
    let seated = views()
        .filter(|v| matches!(v.place, Some(Place::Seated { .. })))
        .count();
    let mut ahead: Vec<u16> = views()
        .filter_map(|v| match v.place {
            Some(Place::Waiting { ahead }) => Some(ahead),
            _ => None,
        })
        .collect();
    ahead.sort_unstable();
    assert_eq!(seated, 8);
    assert_eq!(ahead, (0..42).collect::<Vec<_>>());
    for pad in &pads {
        pad.set_axis(X, 99);
    }
    for seat in 0..8 {
        axis_arrives(&host, seat, 99);
    }
}
