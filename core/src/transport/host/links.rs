//! The driver's UDP links: from a datagram to the session, from the session to datagrams, and their ends.

use super::HostDriver;
use crate::protocol::control::ResumeSecret;
use crate::protocol::{Lane, LinkId};
use crate::session::{LinkDown, Time};
use crate::transport::guard;
use crate::transport::io::Datagram;
use crate::transport::lanes::{Channels, Lanes, OfHost, is_waiting, lane_of};
use crate::transport::netcode_host::Arrival;
use crate::transport::pace::Pace;
use renet::RenetServer;
use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// One UDP link.
pub(super) struct Link {
    pub(super) lanes: Lanes,
    pub(super) pace: Pace,
    /// Reliable frames are not acknowledged yet, as far as the last flush knows: renet is asked only where that may be, as
    /// it takes its time to answer and there may be a thousand links.
    pub(super) waiting: bool,
}

impl Link {
    fn new(now: Time) -> Self {
        Self {
            lanes: Lanes::default(),
            pace: Pace::of_host(now),
            waiting: false,
        }
    }
}

impl HostDriver {
    pub(super) fn receive(
        &mut self,
        clock: (Instant, Time),
        mut datagram: Datagram,
        renet: &mut RenetServer,
    ) {
        let (instant, now) = clock;
        let age = instant.saturating_duration_since(datagram.at);
        let send = |to: SocketAddr, bytes: &[u8]| self.io.send(to, bytes);
        match self
            .netcode
            .receive(datagram.from, &mut datagram.bytes, send)
        {
            Arrival::Nothing => {}
            Arrival::Payload { client, bytes } => {
                let Some(link) = self.links.get_mut(&client) else {
                    return;
                };
                if !guard::payload(bytes) {
                    self.counters
                        .payloads_guarded
                        .fetch_add(1, Ordering::Relaxed);
                    return;
                }
                link.pace.heard(bytes);
                let arrived = now.saturating_sub(age);
                if let Some(messages) = guard::unreliable_messages(bytes) {
                    for message in messages {
                        let link = LinkId(client);
                        self.session
                            .receive(now, arrived, link, Lane::Latest, message);
                    }
                    return;
                }
                // an unknown client is impossible here, and would be no harm
                let _ = renet.process_packet_from(bytes, client);
                if let Some(lane) = lane_of(bytes) {
                    while let Some(message) = OfHost(renet, client).take(lane) {
                        self.session
                            .receive(now, arrived, LinkId(client), lane, &message);
                    }
                }
            }
            Arrival::Up { client, secret } => self.link_up(now, client, &secret, renet),
            Arrival::Quit { client } => self.link_down(now, client, LinkDown::Quit, renet),
            Arrival::Clash { client } => self.link_down(now, client, LinkDown::Reset, renet),
        }
    }

    pub(super) fn link_up(
        &mut self,
        now: Time,
        client: u64,
        secret: &ResumeSecret,
        renet: &mut RenetServer,
    ) {
        match self.session.link_up(now, LinkId(client), secret) {
            Ok(pad) => {
                tracing::debug!(%pad, "link up");
                renet.add_connection(client);
                self.links.insert(client, Link::new(now));
            }
            Err(_) => self
                .netcode
                .disconnect(client, |to, bytes| self.io.send(to, bytes)),
        }
    }

    pub(super) fn link_down(
        &mut self,
        now: Time,
        client: u64,
        cause: LinkDown,
        renet: &mut RenetServer,
    ) {
        if self.links.remove(&client).is_some() {
            tracing::debug!(?cause, "link down");
            renet.remove_connection(client);
            self.session.link_down(now, LinkId(client), cause);
        }
    }

    /// Takes leave of the links that renet gave up, and of those that were silent for too long.
    pub(super) fn bury(&mut self, now: Time, renet: &mut RenetServer) {
        for client in renet.disconnections_id() {
            self.netcode
                .disconnect(client, |to, bytes| self.io.send(to, bytes));
            self.link_down(now, client, LinkDown::Reset, renet);
        }
        let live = self.session.phase().is_live();
        let mut silent = Vec::new();
        for (client, link) in &mut self.links {
            if !link.pace.beat_due(now, live) {
                continue;
            }
            // asked also while other datagrams flow: it is how netcode notices that nothing comes
            let worth_it = link.pace.is_quiet(now, live);
            let is_there = self.netcode.beat(*client, worth_it, |to, bytes| {
                self.io.send(to, bytes);
                link.pace.sent(now);
            });
            if !is_there {
                silent.push(*client);
            }
        }
        for client in silent {
            self.link_down(now, client, LinkDown::TimedOut, renet);
        }
    }

    pub(super) fn flush_links(&mut self, now: Time, renet: &mut RenetServer) {
        let live = self.session.phase().is_live();
        for (client, link) in &mut self.links {
            let mut channels = OfHost(renet, *client);
            let fed = link.lanes.feed(&mut channels);
            if fed {
                link.pace.hurry();
            }
            link.waiting = (fed || link.waiting) && is_waiting(&channels);
            let Some(outlet) = link.pace.flush_due(now, live, link.waiting) else {
                continue;
            };
            let packets = channels.packets();
            for packet in packets.iter().filter(|p| outlet.lets_out(p)) {
                self.netcode
                    .send(*client, packet, |to, bytes| self.io.send(to, bytes));
                link.pace.sent(now);
            }
        }
    }

    /// Ends a link that the session is done with, and tells its pad.
    pub(super) fn close_link(&mut self, client: u64, renet: &mut RenetServer) {
        if self.links.remove(&client).is_some() {
            renet.remove_connection(client);
            self.netcode
                .disconnect(client, |to, bytes| self.io.send(to, bytes));
        }
    }
}
