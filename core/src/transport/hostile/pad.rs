//! Datagrams thrown at a pad, before, during and after its handshake.

use super::rig::{Dice, Pad, Rig, every_length_and_first_byte};

/// A pad that asks, and the host that would answer.
fn asking() -> (Rig, Pad) {
    let rig = Rig::new();
    let mut pad = rig.pad(1);
    assert_eq!(pad.update().len(), 1);
    (rig, pad)
}

fn connected() -> (Rig, Pad) {
    let mut rig = Rig::new();
    let pad = rig.connected(1);
    (rig, pad)
}

fn everything_at(scene: impl Fn() -> (Rig, Pad)) {
    for fill in [0, 0xff] {
        let (mut rig, mut pad) = scene();
        every_length_and_first_byte(|bytes| bytes.fill(fill), |bytes| pad.receive(bytes));
        assert_unharmed(&mut rig, &mut pad);
    }
    let (mut rig, mut pad) = scene();
    let mut dice = Dice::new(4);
    every_length_and_first_byte(|bytes| dice.fill(bytes), |bytes| pad.receive(bytes));
    assert_unharmed(&mut rig, &mut pad);
}

fn assert_unharmed(rig: &mut Rig, pad: &mut Pad) {
    for _ in 0..4 {
        rig.exchange(pad);
    }
    assert!(pad.netcode.is_connected());
    assert!(rig.works_with(pad));
}

#[test]
fn every_length_and_first_byte_while_it_asks() {
    everything_at(asking);
}

#[test]
fn every_length_and_first_byte_while_it_plays() {
    everything_at(connected);
}

#[test]
fn the_hosts_own_packets_changed_or_sent_again() {
    let (mut rig, mut pad) = connected();
    let mut dice = Dice::new(5);
    let client = pad.netcode.client_id();
    let mut arrived = 0;
    for _ in 0..300 {
        rig.renet.send_message(client, 0, vec![3; 12]);
        rig.renet.update(super::rig::TICK);
        for packet in rig.renet.get_packets_to_send(client).unwrap() {
            let mut sent = Vec::new();
            rig.netcode
                .send(client, &packet, |_, bytes| sent = bytes.to_vec());
            for _ in 0..4 {
                pad.receive(&dice.mutate(&sent));
            }
            for _ in 0..3 {
                pad.receive(&sent);
            }
        }
        while pad.renet.receive_message(0).is_some() {
            arrived += 1;
        }
    }
    assert_eq!(arrived, 300);
    assert_unharmed(&mut rig, &mut pad);
}
