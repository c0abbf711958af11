//! Real packets of a link that works, flipped, cut, doubled and sent again, at both ends while it works: what was sent
//! arrives once and in order, and nothing else does.
//!
//! A few tens of thousands of packets by default; a million, in release with overflow checks, by
//! `COUCHPAD_PACKETS=1000000 CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS=true cargo test --release -p couchpad-core --lib forgery`.

use super::rig::{Dice, Pad, Rig, TICK, address};
use crate::protocol::Lane;
use crate::transport::lanes::{Channels, OfHost};
use std::collections::VecDeque;

/// Where nobody is known.
const STRANGER: u16 = 1;
const FRIEND: u16 = 2;
/// Spoiled packets for each real one.
const SPOILED: usize = 16;
/// Real packets that are kept to be sent again.
const KEPT: usize = 600;

/// How many packets are thrown.
fn packets() -> usize {
    match std::env::var("COUCHPAD_PACKETS") {
        Ok(count) => count.parse().expect("COUCHPAD_PACKETS is a number"),
        Err(_) => 30_000,
    }
}

/// Real packets of one direction.
#[derive(Default)]
struct Tape(VecDeque<Vec<u8>>);

impl Tape {
    fn keep(&mut self, packet: Vec<u8>) {
        if self.0.len() >= KEPT {
            self.0.pop_front();
        }
        self.0.push_back(packet);
    }

    fn any(&self, dice: &mut Dice) -> Option<&Vec<u8>> {
        self.0.get(dice.below(self.0.len()))
    }
}

struct Scene {
    rig: Rig,
    pad: Pad,
    dice: Dice,
    up: Tape,
    down: Tape,
    thrown: usize,
}

impl Scene {
    /// What one end sends, in the midst of what a stranger makes of it.
    fn at_host(&mut self, packet: Vec<u8>) {
        for _ in 0..SPOILED {
            let mutant = self.dice.mutate(&packet);
            self.rig.receive(address(FRIEND), &mutant);
            self.rig.receive(address(STRANGER), &mutant);
            self.thrown += 2;
        }
        self.rig.receive(address(STRANGER), &packet);
        self.rig.receive(address(FRIEND), &packet);
        self.rig.receive(address(FRIEND), &packet);
        self.up.keep(packet);
        for _ in 0..4 {
            if let Some(old) = self.up.any(&mut self.dice) {
                self.rig.receive(address(FRIEND), old);
            }
        }
        self.thrown += 6;
    }

    fn at_pad(&mut self, packet: Vec<u8>) {
        for _ in 0..SPOILED {
            self.pad.receive(&self.dice.mutate(&packet));
        }
        self.pad.receive(&packet);
        self.pad.receive(&packet);
        self.down.keep(packet);
        for _ in 0..4 {
            if let Some(old) = self.down.any(&mut self.dice) {
                self.pad.receive(old);
            }
            // what it said itself is nothing to it
            if let Some(own) = self.up.any(&mut self.dice) {
                self.pad.receive(own);
            }
        }
        self.thrown += SPOILED + 9;
    }

    /// Both ends say something on both lanes, and it travels.
    fn round(&mut self, number: u64) {
        let message = number.to_le_bytes().to_vec();
        let client = self.pad.netcode.client_id();
        self.rig.netcode.advance(TICK);
        self.rig.renet.update(TICK);
        for lane in [Lane::Latest, Lane::Ordered] {
            self.pad.renet.put(lane, message.clone());
            OfHost(&mut self.rig.renet, client).put(lane, message.clone());
        }
        for packet in self.pad.update() {
            self.at_host(packet);
        }
        for packet in OfHost(&mut self.rig.renet, client).packets() {
            let mut sealed = Vec::new();
            self.rig
                .netcode
                .send(client, &packet, |_, bytes| sealed.push(bytes.to_vec()));
            for packet in sealed {
                self.at_pad(packet);
            }
        }
    }

    /// Everything that either end has taken in on both lanes, which is this and nothing else.
    fn assert_heard(&mut self, number: u64) {
        let client = self.pad.netcode.client_id();
        let message = number.to_le_bytes();
        for lane in [Lane::Latest, Lane::Ordered] {
            let at_host = OfHost(&mut self.rig.renet, client).take(lane);
            let at_pad = self.pad.renet.take(lane);
            assert_eq!(at_host.as_deref(), Some(&message[..]), "{lane:?}");
            assert_eq!(at_pad.as_deref(), Some(&message[..]), "{lane:?}");
            assert!(OfHost(&mut self.rig.renet, client).take(lane).is_none());
            assert!(self.pad.renet.take(lane).is_none());
        }
        assert_eq!(self.rig.netcode.clients(), [client]);
        assert!(self.rig.sent.is_empty(), "something forged was answered");
    }
}

#[test]
fn nothing_forged_gets_through() {
    let mut rig = Rig::new();
    let pad = rig.connected(FRIEND);
    let mut scene = Scene {
        rig,
        pad,
        dice: Dice::new(9),
        up: Tape::default(),
        down: Tape::default(),
        thrown: 0,
    };
    let wanted = packets();
    let mut number = 0;
    while scene.thrown < wanted {
        number += 1;
        scene.round(number);
        scene.assert_heard(number);
    }
    assert!(number > wanted as u64 / 400, "only {number} rounds");
}
