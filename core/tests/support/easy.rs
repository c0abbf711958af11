//! What the easy API's tests share: hosts and pads on this machine, and events that are waited for.

use super::until;
use couchpad_core::easy::{Channel, ConnectConfig, Event, Host, ListenConfig, Pad, Peer};
use couchpad_core::identity::PadIdentity;
use std::sync::Arc;

pub const CHAT: Channel = Channel::new(1);
pub const AIM: Channel = Channel::new(2).lossy();

pub fn quiet() -> ListenConfig {
    ListenConfig {
        announce: false,
        ..ListenConfig::default()
    }
}

pub fn host() -> Host {
    host_with(quiet())
}

pub fn host_with(config: ListenConfig) -> Host {
    Host::listen("couchpad://127.0.0.1:0", config).unwrap()
}

pub fn device(name: &str) -> ConnectConfig {
    ConnectConfig {
        identity: Some(Arc::new(PadIdentity::ephemeral().unwrap())),
        ..ConnectConfig::named(name)
    }
}

pub fn join(host: &Host, name: &str) -> Pad {
    Pad::connect(&host.join_link().to_string(), ConnectConfig::named(name)).unwrap()
}

/// A pad that is connected, and its peer at the host. Other events are let go.
pub fn met(host: &Host, name: &str) -> (Pad, Peer) {
    let pad = join(host, name);
    let peer = host_event(host, "connected", |e| match e {
        Event::Connected { peer, name: of } if of == name => Some(*peer),
        _ => None,
    });
    pad_event(&pad, "connected", |e| {
        matches!(e, Event::Connected { .. }).then_some(())
    });
    (pad, peer)
}

/// The first event that fits, of several that one poll may tell: the others are let go.
pub fn host_event<T>(host: &Host, what: &str, fits: impl Fn(&Event) -> Option<T>) -> T {
    until(what, || host.poll().iter().find_map(&fits))
}

pub fn pad_event<T>(pad: &Pad, what: &str, fits: impl Fn(&Event) -> Option<T>) -> T {
    until(what, || pad.poll().iter().find_map(&fits))
}

/// Polls until so many messages came, and gives who sent them, on what, and their bytes.
pub fn data(mut poll: impl FnMut() -> Vec<Event>, many: usize) -> Vec<(Peer, Channel, Vec<u8>)> {
    let mut got = Vec::new();
    until(&format!("{many} messages"), || {
        for event in poll() {
            match event {
                Event::Data {
                    peer,
                    channel,
                    bytes,
                    ..
                } => got.push((peer, channel, bytes)),
                Event::Undelivered { .. } | Event::Missed { .. } => panic!("{event:?}"),
                _ => {}
            }
        }
        (got.len() >= many).then_some(())
    });
    got
}
