//! One host and its pads, joined by function calls instead of sockets.

use crate::protocol::Lane;
use crate::protocol::control::ResumeSecret;
use crate::transport::connection_config;
use crate::transport::guard::{self, Standing};
use crate::transport::io::Standings;
use crate::transport::lanes::{Channels, OfHost};
use crate::transport::netcode_host::{Arrival, NetcodeHost};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use renet::{RenetClient, RenetServer};
use renetcode::{ClientAuthentication, ConnectToken, NetcodeClient};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

pub(super) const TICK: Duration = Duration::from_millis(300);

/// The host's end.
pub(super) struct Rig {
    pub(super) netcode: NetcodeHost,
    pub(super) renet: RenetServer,
    pub(super) standings: Standings,
    /// Datagrams that the host sent.
    pub(super) sent: Vec<(SocketAddr, Vec<u8>)>,
}

/// A pad's end.
pub(super) struct Pad {
    pub(super) address: SocketAddr,
    pub(super) netcode: NetcodeClient,
    pub(super) renet: RenetClient,
}

pub(super) fn address(port: u16) -> SocketAddr {
    ([10, 0, 0, 1], port).into()
}

impl Rig {
    pub(super) fn new() -> Self {
        let standings = Standings::default();
        Self {
            netcode: NetcodeHost::new(Arc::clone(&standings), Arc::default()).unwrap(),
            renet: RenetServer::new(connection_config()),
            standings,
            sent: Vec::new(),
        }
    }

    /// A datagram arrives, as the driver takes it.
    pub(super) fn receive(&mut self, from: SocketAddr, bytes: &[u8]) {
        let standing = self
            .standings
            .read()
            .get(&from)
            .copied()
            .unwrap_or_default();
        if !guard::from_pad(bytes, standing) {
            return;
        }
        let mut bytes = bytes.to_vec();
        let sent = &mut self.sent;
        let send = |to: SocketAddr, bytes: &[u8]| sent.push((to, bytes.to_vec()));
        match self.netcode.receive(from, &mut bytes, send) {
            Arrival::Nothing => {}
            Arrival::Payload { client, bytes } => {
                if guard::payload(bytes) {
                    self.renet.process_packet_from(bytes, client).unwrap();
                }
            }
            Arrival::Up { client, .. } => self.renet.add_connection(client),
            Arrival::Quit { client } | Arrival::Clash { client } => {
                self.renet.remove_connection(client);
            }
        }
    }

    pub(super) fn pad(&self, port: u16) -> Pad {
        let token = self.netcode.token(&ResumeSecret([9; 16])).unwrap();
        let connect_token = ConnectToken::read(&mut token.0.as_slice()).unwrap();
        assert!(guard::token(&connect_token));
        let secure = ClientAuthentication::Secure { connect_token };
        Pad {
            address: address(port),
            netcode: NetcodeClient::new(Duration::ZERO, secure).unwrap(),
            renet: RenetClient::new(connection_config()),
        }
    }

    /// A pad that has shown its token and was sent a challenge that it does not answer.
    pub(super) fn joining(&mut self, port: u16) -> Pad {
        let mut pad = self.pad(port);
        for datagram in pad.update() {
            self.receive(pad.address, &datagram);
        }
        assert_eq!(self.standing(port), Standing::Joining);
        self.sent.clear();
        pad
    }

    /// A pad with a link.
    pub(super) fn connected(&mut self, port: u16) -> Pad {
        let mut pad = self.pad(port);
        for _ in 0..4 {
            self.exchange(&mut pad);
        }
        assert!(pad.netcode.is_connected());
        assert_eq!(self.standing(port), Standing::Connected);
        pad
    }

    pub(super) fn standing(&self, port: u16) -> Standing {
        let standings = self.standings.read();
        standings.get(&address(port)).copied().unwrap_or_default()
    }

    /// Both ends let time pass and everything arrives.
    pub(super) fn exchange(&mut self, pad: &mut Pad) {
        self.netcode.advance(TICK);
        self.renet.update(TICK);
        for datagram in pad.update() {
            self.receive(pad.address, &datagram);
        }
        for client in self.renet.clients_id() {
            for packet in OfHost(&mut self.renet, client).packets() {
                assert!(guard::payload(&packet));
                let sent = &mut self.sent;
                self.netcode
                    .send(client, &packet, |to, bytes| sent.push((to, bytes.to_vec())));
            }
        }
        for (to, datagram) in std::mem::take(&mut self.sent) {
            if to == pad.address {
                pad.receive(&datagram);
            }
        }
    }

    /// Whether messages still travel both ways between the host and this pad.
    pub(super) fn works_with(&mut self, pad: &mut Pad) -> bool {
        let (up, down) = (vec![7; 20], vec![8; 20]);
        let client = pad.netcode.client_id();
        pad.renet.put(Lane::Ordered, up.clone());
        OfHost(&mut self.renet, client).put(Lane::Ordered, down.clone());
        let (mut got_up, mut got_down) = (false, false);
        for _ in 0..4 {
            self.exchange(pad);
            while let Some(bytes) = OfHost(&mut self.renet, client).take(Lane::Ordered) {
                got_up |= bytes == up;
            }
            while let Some(bytes) = pad.renet.take(Lane::Ordered) {
                got_down |= bytes == down;
            }
        }
        got_up && got_down
    }
}

impl Pad {
    /// A datagram arrives, as the pad's link takes it.
    pub(super) fn receive(&mut self, bytes: &[u8]) {
        if !guard::from_host(bytes) {
            return;
        }
        let mut bytes = bytes.to_vec();
        if let Some(payload) = self.netcode.process_packet(&mut bytes)
            && guard::payload(payload)
        {
            self.renet.process_packet(payload);
        }
        if self.netcode.is_connected() {
            self.renet.set_connected();
        }
    }

    /// Lets time pass; what it sends.
    pub(super) fn update(&mut self) -> Vec<Vec<u8>> {
        self.renet.update(TICK);
        let packets = self.renet.packets();
        let mut sent = Vec::new();
        for packet in packets {
            if let Ok((_, bytes)) = self.netcode.generate_payload_packet(&packet) {
                sent.push(bytes.to_vec());
            }
        }
        if let Some((bytes, _)) = self.netcode.update(TICK) {
            sent.push(bytes.to_vec());
        }
        sent
    }
}

/// Bytes that look random and repeat from run to run.
pub(super) struct Dice(Pcg64Mcg);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(Pcg64Mcg::seed_from_u64(seed))
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.0.next_u64() % end.max(1) as u64) as usize
    }

    pub(super) fn u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    pub(super) fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }

    /// The packet with bits flipped, bytes cut off, put on or put in another place; never the packet itself.
    pub(super) fn mutate(&mut self, packet: &[u8]) -> Vec<u8> {
        let mut bytes = packet.to_vec();
        while bytes == packet {
            for _ in 0..=self.below(3) {
                self.mutate_once(&mut bytes);
            }
        }
        bytes
    }

    fn mutate_once(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len());
        match self.below(6) {
            // the first bytes decide most
            0 => {
                if let Some(byte) = bytes.get_mut(at % 10) {
                    *byte ^= 1 << self.below(8);
                }
            }
            1 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = self.u64() as u8;
                }
            }
            2 => bytes.truncate(at),
            3 => bytes.resize(bytes.len() + self.below(300), self.u64() as u8),
            4 => bytes.rotate_left(at),
            _ => {
                let end = (at + self.below(16)).min(bytes.len());
                bytes.drain(at..end);
            }
        }
    }
}

/// Every length up to beyond the largest datagram, with every first byte; the rest is `fill`.
pub(super) fn every_length_and_first_byte(
    mut fill: impl FnMut(&mut [u8]),
    mut throw: impl FnMut(&[u8]),
) {
    let mut bytes = [0; 2_048];
    for len in 0..=bytes.len() {
        let Some(datagram) = bytes.get_mut(..len) else {
            continue;
        };
        fill(datagram);
        for first in 0..=255 {
            match datagram.first_mut() {
                Some(byte) => *byte = first,
                None if first > 0 => break,
                None => {}
            }
            throw(datagram);
        }
    }
}
