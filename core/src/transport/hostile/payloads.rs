//! Payloads of an authenticated peer that means harm, thrown at renet behind the guard. Such a peer may lose its own link;
//! nobody else's, and nothing panics or grows.

use super::rig::{Dice, TICK, every_length_and_first_byte};
use crate::protocol::Lane;
use crate::transport::lanes::{Channels, OfHost};
use crate::transport::{CHANNEL_ORDERED, connection_config, guard};
use octets::OctetsMut;
use renet::RenetServer;

const HOSTILE: u64 = 1;
const FRIEND: u64 = 2;

struct Scene {
    renet: RenetServer,
    admitted: usize,
    lost: usize,
}

impl Scene {
    fn new() -> Self {
        let mut renet = RenetServer::new(connection_config());
        renet.add_connection(HOSTILE);
        renet.add_connection(FRIEND);
        Self {
            renet,
            admitted: 0,
            lost: 0,
        }
    }

    fn throw(&mut self, payload: &[u8]) {
        if guard::payload(payload) {
            self.admitted += 1;
            self.renet.process_packet_from(payload, HOSTILE).unwrap();
        }
    }

    /// What the driver does each frame.
    fn frame(&mut self) {
        let mut host = OfHost(&mut self.renet, HOSTILE);
        host.put(Lane::Ordered, vec![1; 20]);
        host.put(Lane::Latest, vec![1; 20]);
        while host.take(Lane::Ordered).is_some() {}
        while host.take(Lane::Latest).is_some() {}
        let _ = host.packets();
        self.renet.update(TICK);
        for client in self.renet.disconnections_id() {
            assert_eq!(client, HOSTILE);
            self.lost += 1;
            self.renet.remove_connection(client);
            self.renet.add_connection(HOSTILE);
        }
        assert!(self.renet.is_connected(FRIEND));
    }
}

#[test]
fn any_length_and_first_byte() {
    let mut scene = Scene::new();
    let mut dice = Dice::new(6);
    let mut count = 0_u32;
    every_length_and_first_byte(
        |bytes| {
            // half of them small numbers, which are likelier to make sense
            dice.fill(bytes);
            if dice.below(2) == 0 {
                bytes.iter_mut().for_each(|b| *b %= 4);
            }
        },
        |bytes| {
            scene.throw(bytes);
            count += 1;
            if count.is_multiple_of(64) {
                scene.frame();
            }
        },
    );
}

/// A number that a program might choke on.
fn number(dice: &mut Dice) -> u64 {
    let edges = [
        0,
        1,
        2,
        63,
        64,
        255,
        256,
        16_383,
        1 << 30,
        (1 << 48) - 1,
        1 << 48,
        (1 << 62) - 1,
    ];
    match dice.below(3) {
        0 => edges.get(dice.below(edges.len())).copied().unwrap_or(0),
        1 => dice.u64() % 40,
        _ => dice.u64() % (1 << dice.below(62)).max(1),
    }
}

/// A packet that is renet's in form, with any numbers in it.
fn packet(dice: &mut Dice) -> Vec<u8> {
    let mut buffer = [0; 1_300];
    let mut out = OctetsMut::with_slice(&mut buffer);
    // writing stops where the packet is full: such cuts are input, too
    let _ = write(dice, &mut out);
    let len = out.off();
    buffer.get(..len).unwrap_or_default().to_vec()
}

fn write(dice: &mut Dice, out: &mut OctetsMut<'_>) -> Result<(), octets::BufferTooShortError> {
    let kind = [0, 1, 4, 4, 2, 3][dice.below(6)];
    out.put_u8(kind)?;
    out.put_varint(number(dice))?;
    if kind == 4 {
        out.put_varint(number(dice))?;
        out.put_varint(number(dice))?;
        let more = dice.below(140);
        out.put_varint(more as u64)?;
        for _ in 0..more {
            out.put_varint(dice.u64() % 4)?;
            out.put_varint(dice.u64() % 4)?;
        }
        return Ok(());
    }
    if kind == 2 || kind == 3 {
        // a slice: channel, message, which of how many, bytes
        out.put_u8(if kind == 2 { CHANNEL_ORDERED } else { 0 })?;
        for end in [3, 8, 6] {
            out.put_varint(dice.u64() % end)?;
        }
        let len = [1, 40, 1_200][dice.below(3)];
        out.put_varint(len as u64)?;
        out.put_bytes(&[4; 1_200][..len])?;
        return Ok(());
    }
    out.put_u8([CHANNEL_ORDERED, 0, 7][dice.below(3)])?;
    let count = dice.below(70);
    out.put_u16(count as u16)?;
    for _ in 0..count {
        if kind == 0 {
            out.put_varint(number(dice))?;
        }
        let len = dice.below(20);
        out.put_varint(len as u64)?;
        out.put_bytes(&[3; 20][..len])?;
    }
    Ok(())
}

#[test]
fn packets_in_form_with_any_numbers() {
    let mut scene = Scene::new();
    let mut dice = Dice::new(7);
    for round in 0..200_000 {
        scene.throw(&packet(&mut dice));
        if round % 16 == 0 {
            scene.frame();
        }
    }
    assert!(scene.admitted > 1_000, "{}", scene.admitted);
}

#[test]
fn acknowledgements_of_real_packets_in_any_order_and_twice() {
    let mut scene = Scene::new();
    let mut dice = Dice::new(8);
    for sequence in 0..5_000_u64 {
        scene.frame();
        for _ in 0..4 {
            let near = sequence.saturating_sub(dice.u64() % 60);
            let (size, more) = (dice.u64() % (near + 1), dice.u64() % 6);
            let mut ack = vec![4, (sequence % 64) as u8];
            for value in [near, size, more] {
                ack.extend((0x8000_0000_u32 | value as u32).to_be_bytes());
            }
            ack.extend((0..2 * more).map(|_| dice.below(3) as u8));
            scene.throw(&ack);
        }
    }
    assert!(scene.admitted > 1_000, "{}", scene.admitted);
}

#[test]
fn messages_that_wait_for_one_that_never_comes_end_the_link() {
    let mut scene = Scene::new();
    for id in 1..40_000_u32 {
        let mut packet = vec![0, 1, CHANNEL_ORDERED, 0, 1];
        packet.extend((0x8000_0000 | id).to_be_bytes());
        packet.push(7);
        packet.extend([1; 7]);
        assert!(guard::payload(&packet));
        scene.throw(&packet);
        if id.is_multiple_of(64) {
            scene.frame();
        }
    }
    assert!(scene.lost >= 2, "nothing bounds what waits");
}

#[test]
fn sequences_that_leave_gaps_downwards_stay_bounded() {
    let mut scene = Scene::new();
    for sequence in (1..300_000_u32).rev().filter(|s| s.is_multiple_of(3)) {
        let mut packet = vec![1];
        packet.extend((0x8000_0000 | sequence).to_be_bytes());
        packet.extend([0, 0, 1, 1, 9]);
        scene.throw(&packet);
        if sequence.is_multiple_of(64) {
            scene.frame();
        }
    }
    assert_eq!(scene.admitted, 99_999);
}
