//! Datagrams thrown at the host, from nobody, from who is joining and from who is connected.

use super::rig::{Dice, Pad, Rig, address, every_length_and_first_byte};
use crate::transport::guard::Standing;

const STRANGER: u16 = 1;
const JOINING: u16 = 2;
const FRIEND: u16 = 3;

struct Scene {
    rig: Rig,
    joining: Pad,
    friend: Pad,
}

impl Scene {
    fn new() -> Self {
        let mut rig = Rig::new();
        let joining = rig.joining(JOINING);
        let friend = rig.connected(FRIEND);
        Self {
            rig,
            joining,
            friend,
        }
    }

    /// The same datagram from everyone.
    fn throw(&mut self, bytes: &[u8]) {
        for port in [STRANGER, JOINING, FRIEND] {
            self.rig.receive(address(port), bytes);
        }
        assert!(self.rig.sent.is_empty(), "junk was answered: {bytes:?}");
    }

    /// Nothing has changed: the one can still finish joining, the other plays on, the third is unknown.
    fn assert_unharmed(mut self) {
        assert_eq!(self.rig.standing(STRANGER), Standing::Stranger);
        assert_eq!(self.rig.standing(JOINING), Standing::Joining);
        assert_eq!(
            self.rig.netcode.clients(),
            [self.friend.netcode.client_id()]
        );
        assert!(self.rig.works_with(&mut self.friend));
        for _ in 0..4 {
            self.rig.exchange(&mut self.joining);
        }
        assert!(self.joining.netcode.is_connected());
        assert!(self.rig.works_with(&mut self.joining));
    }
}

#[test]
fn every_length_and_first_byte_filled_with_nothing() {
    let mut scene = Scene::new();
    every_length_and_first_byte(|bytes| bytes.fill(0), |bytes| scene.throw(bytes));
    scene.assert_unharmed();
}

#[test]
fn every_length_and_first_byte_filled_with_ones() {
    let mut scene = Scene::new();
    every_length_and_first_byte(|bytes| bytes.fill(0xff), |bytes| scene.throw(bytes));
    scene.assert_unharmed();
}

#[test]
fn every_length_and_first_byte_filled_at_random() {
    let mut scene = Scene::new();
    let mut dice = Dice::new(1);
    every_length_and_first_byte(|bytes| dice.fill(bytes), |bytes| scene.throw(bytes));
    scene.assert_unharmed();
}

/// Real packets of every kind that a pad sends.
fn specimens(rig: &mut Rig) -> Vec<Vec<u8>> {
    let mut pad = rig.pad(9);
    let request = pad.update();
    rig.receive(pad.address, &request[0]);
    let (_, challenge) = rig.sent.pop().unwrap();
    pad.receive(&challenge);
    let response = pad.update();
    let mut friend = rig.connected(8);
    friend.renet.send_message(1, vec![5; 40]);
    friend.renet.send_message(0, vec![6; 30]);
    let play = friend.update();
    let (_, quit) = friend.netcode.disconnect().unwrap();
    let quit = vec![quit.to_vec()];
    rig.receive(friend.address, &quit[0]);
    rig.sent.clear();
    [request, response, play, quit].concat()
}

#[test]
fn real_packets_changed_at_random() {
    let mut scene = Scene::new();
    let specimens = specimens(&mut scene.rig);
    assert!(specimens.len() >= 5);
    let mut dice = Dice::new(2);
    for round in 0..6_000 {
        let mutant = dice.mutate(&specimens[round % specimens.len()]);
        scene.throw(&mutant);
    }
    scene.assert_unharmed();
}

#[test]
fn a_friends_own_packets_changed_or_sent_again() {
    let mut scene = Scene::new();
    let mut dice = Dice::new(3);
    // stays below the 30 s after which a link that hears nothing gives up
    for _ in 0..90 {
        scene.friend.renet.send_message(0, vec![6; 30]);
        for packet in scene.friend.update() {
            for _ in 0..4 {
                let mutant = dice.mutate(&packet);
                scene.throw(&mutant);
            }
            // from elsewhere it means nothing; from its own address it counts once
            scene.rig.receive(address(STRANGER), &packet);
            scene.rig.receive(address(JOINING), &packet);
            for _ in 0..3 {
                scene.rig.receive(address(FRIEND), &packet);
            }
        }
    }
    let client = scene.friend.netcode.client_id();
    let mut arrived = 0;
    while scene.rig.renet.receive_message(client, 0).is_some() {
        arrived += 1;
    }
    assert_eq!(arrived, 90);
    scene.assert_unharmed();
}

#[test]
fn a_token_is_good_for_one_address() {
    let mut scene = Scene::new();
    let mut pad = scene.rig.pad(20);
    let request = pad.update().remove(0);
    scene.rig.receive(address(20), &request);
    scene.rig.receive(address(21), &request);
    assert_eq!(scene.rig.standing(20), Standing::Joining);
    assert_eq!(scene.rig.standing(21), Standing::Stranger);
    scene.rig.sent.clear();
    scene.assert_unharmed();
}

#[test]
fn a_connection_request_from_a_friend_is_no_sign_of_life() {
    let mut scene = Scene::new();
    let request = scene.rig.pad(30).update().remove(0);
    let mut alive = true;
    for _ in 0..120 {
        scene.rig.netcode.advance(super::rig::TICK);
        scene.rig.receive(address(FRIEND), &request);
        let client = scene.friend.netcode.client_id();
        alive &= scene.rig.netcode.beat(client, true, |_, _| {});
    }
    assert!(!alive, "36 s of requests kept a silent link");
}

#[test]
fn a_response_may_be_as_quick_as_the_challenge() {
    let mut rig = Rig::new();
    let mut pad = rig.pad(JOINING);
    let mut challenges = 0;
    for mut datagram in pad.update() {
        let standings = std::sync::Arc::clone(&rig.standings);
        rig.netcode.receive(pad.address, &mut datagram, |to, _| {
            let standing = standings.read().get(&to).copied();
            assert_eq!(standing, Some(Standing::Joining));
            challenges += 1;
        });
    }
    assert_eq!(challenges, 1);
}
