//! Feeds one link's two lanes to renet, no faster than renet and the peer's guard can take: renet ends a link whose
//! reliable memory is full, and the guard refuses packets of more than 64 messages. Must not know sessions or sockets.

use crate::protocol::Lane;
use crate::protocol::frame::PART_HEADER_BYTES;
use crate::transport::guard::MESSAGES;
use crate::transport::{ORDERED_MEMORY, channel};
use renet::{Bytes, RenetClient, RenetServer};
use std::collections::VecDeque;

/// Bytes of `Ordered` frames that renet holds unacknowledged, at most.
const WINDOW_BYTES: usize = 64 * 1024;
/// Bytes of `Ordered` frames that wait here, at most. A session sends no more than this before it hears back.
const WAITING_BYTES: usize = 1024 * 1024;
/// `Latest` frames between two flushes; what comes on top is dropped, as that lane may.
const LATEST_PER_FLUSH: usize = 32;

/// One end of a renet connection: the pad's own, or one of the host's many.
pub(crate) trait Channels {
    fn free(&self) -> usize;
    fn put(&mut self, lane: Lane, bytes: Vec<u8>);
    fn take(&mut self, lane: Lane) -> Option<Bytes>;
    fn packets(&mut self) -> Vec<Vec<u8>>;
}

impl Channels for RenetClient {
    fn free(&self) -> usize {
        self.channel_available_memory(channel(Lane::Ordered))
    }
    fn put(&mut self, lane: Lane, bytes: Vec<u8>) {
        self.send_message(channel(lane), bytes);
    }
    fn take(&mut self, lane: Lane) -> Option<Bytes> {
        self.receive_message(channel(lane))
    }
    fn packets(&mut self) -> Vec<Vec<u8>> {
        self.get_packets_to_send()
    }
}

/// One client of the host's renet server.
pub(crate) struct OfHost<'a>(pub(crate) &'a mut RenetServer, pub(crate) u64);

impl Channels for OfHost<'_> {
    fn free(&self) -> usize {
        self.0
            .channel_available_memory(self.1, channel(Lane::Ordered))
    }
    fn put(&mut self, lane: Lane, bytes: Vec<u8>) {
        self.0.send_message(self.1, channel(lane), bytes);
    }
    fn take(&mut self, lane: Lane) -> Option<Bytes> {
        self.0.receive_message(self.1, channel(lane))
    }
    fn packets(&mut self) -> Vec<Vec<u8>> {
        self.0.get_packets_to_send(self.1).unwrap_or_default()
    }
}

/// The frames of one link that renet has not been given yet.
#[derive(Debug, Default)]
pub(crate) struct Lanes {
    ordered: VecDeque<Vec<u8>>,
    ordered_bytes: usize,
    /// `Ordered` frames given to renet since all of them were last acknowledged.
    in_flight: usize,
    latest: VecDeque<Vec<u8>>,
}

/// The peer has not taken anything for so long that the link is to be given up.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Clogged;

impl Lanes {
    /// Takes a frame from the session.
    pub(crate) fn push(&mut self, lane: Lane, bytes: Vec<u8>) -> Result<(), Clogged> {
        match lane {
            Lane::Latest if self.latest.len() < LATEST_PER_FLUSH => self.latest.push_back(bytes),
            Lane::Latest => {}
            Lane::Ordered => {
                self.ordered_bytes += bytes.len();
                self.ordered.push_back(bytes);
            }
        }
        if self.ordered_bytes > WAITING_BYTES {
            Err(Clogged)
        } else {
            Ok(())
        }
    }

    /// Gives renet what it can take now. True if that was anything.
    pub(crate) fn feed(&mut self, renet: &mut impl Channels) -> bool {
        let mut fed = !self.latest.is_empty();
        for bytes in self.latest.drain(..) {
            renet.put(Lane::Latest, bytes);
        }
        while let Some(next) = self.ordered.front() {
            let used = ORDERED_MEMORY.saturating_sub(renet.free());
            if used == 0 {
                self.in_flight = 0;
            }
            if !self.has_room(used, next.len()) {
                break;
            }
            let Some(bytes) = self.ordered.pop_front() else {
                break;
            };
            self.ordered_bytes -= bytes.len();
            self.in_flight += 1;
            renet.put(Lane::Ordered, bytes);
            fed = true;
        }
        fed
    }

    /// Whether nothing waits here.
    pub(crate) fn is_empty(&self) -> bool {
        self.ordered.is_empty() && self.latest.is_empty()
    }

    /// Whether one more frame keeps the unacknowledged ones to 64, in number, and to the window, in bytes. Their number
    /// is known exactly only when all are acknowledged; from their bytes follows how many there can be, as no frame is
    /// shorter than a part's header.
    fn has_room(&self, used: usize, len: usize) -> bool {
        let few = self.in_flight < MESSAGES
            || used + len.max(PART_HEADER_BYTES) <= MESSAGES * PART_HEADER_BYTES;
        few && used + len <= WINDOW_BYTES
    }
}

/// The lane on which a packet that the guard admitted may bring messages. Asking renet for those of a lane takes longer than
/// to look here, and of a thousand pads sixty come a second.
pub(crate) fn lane_of(packet: &[u8]) -> Option<Lane> {
    match packet.first()? {
        0 => Some(Lane::Ordered),
        1 => Some(Lane::Latest),
        // it acknowledges
        _ => None,
    }
}

/// Whether reliable frames wait for their acknowledgement.
pub(crate) fn is_waiting(renet: &impl Channels) -> bool {
    renet.free() < ORDERED_MEMORY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::{connection_config, guard};
    use proptest::prelude::*;

    fn pair() -> (RenetClient, RenetServer) {
        let mut client = RenetClient::new(connection_config());
        let mut server = RenetServer::new(connection_config());
        client.set_connected();
        server.add_connection(1);
        (client, server)
    }

    proptest! {
        /// Whatever is pushed arrives, in order, through a guard that refuses more than 64 messages a packet, over a
        /// link that loses a part of it.
        #[test]
        fn everything_arrives_through_the_guard(sizes in prop::collection::vec(prop_oneof![7_usize..20, 1_000_usize..1_107], 1..300), lost: u64) {
            let (mut client, mut server) = pair();
            let mut lanes = Lanes::default();
            let frames: Vec<Vec<u8>> = sizes.iter().enumerate().map(|(at, len)| vec![at as u8; *len]).collect();
            for frame in &frames {
                prop_assert_eq!(lanes.push(Lane::Ordered, frame.clone()), Ok(()));
            }
            let mut got = Vec::new();
            for round in 0..4_000_u64 {
                lanes.feed(&mut client);
                for packet in client.packets() {
                    prop_assert!(guard::payload(&packet));
                    if (lost >> (round % 64)) & 1 == 0 || round % 5 == 0 {
                        server.process_packet_from(&packet, 1).unwrap();
                    }
                }
                let mut host = OfHost(&mut server, 1);
                while let Some(bytes) = host.take(Lane::Ordered) {
                    got.push(bytes.to_vec());
                }
                for packet in host.packets() {
                    prop_assert!(guard::payload(&packet));
                    client.process_packet(&packet);
                }
                client.update(std::time::Duration::from_millis(10));
                server.update(std::time::Duration::from_millis(10));
                prop_assert!(client.is_connected() && server.is_connected(1));
                if got.len() == frames.len() {
                    break;
                }
            }
            prop_assert_eq!(got, frames);
        }
    }

    #[test]
    fn a_peer_that_takes_nothing_clogs_the_link() {
        let mut lanes = Lanes::default();
        let (mut client, _) = pair();
        let clogged = (0..2_000).any(|_| {
            lanes.feed(&mut client);
            lanes.push(Lane::Ordered, vec![0; 1_100]).is_err()
        });
        assert!(clogged && client.is_connected());
    }

    #[test]
    fn latest_is_dropped_rather_than_queued() {
        let (mut client, _) = pair();
        let mut lanes = Lanes::default();
        for _ in 0..100 {
            assert_eq!(lanes.push(Lane::Latest, vec![1; 30]), Ok(()));
        }
        assert!(lanes.feed(&mut client));
        let packets = client.packets();
        assert_eq!(packets.len(), 1);
        assert!(guard::payload(&packets[0]));
        assert!(!lanes.feed(&mut client));
    }
}
