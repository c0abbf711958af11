//! Tokens, netcode's datagrams and renet's packets. What the host says in the examples was made by another implementation: a
//! pad takes it, and answers as the page shows.

use crate::Made;
use crate::reader;
use couchpad_core::protocol::control::NETCODE_PROTOCOL_ID;
use couchpad_core::transport::{CHANNEL_LATEST, CHANNEL_ORDERED, connection_config, guard};
use renet::RenetClient;
use renetcode::{ClientAuthentication, ConnectToken, NetcodeClient};
use std::time::Duration;

pub(crate) fn made() -> Vec<Made> {
    [netcode(), renet()].concat()
}

fn shown(name: &str) -> Vec<u8> {
    reader::examples().remove(name).unwrap()
}

fn token() -> ConnectToken {
    let mut server_addresses = [None; 32];
    server_addresses[0] = Some("192.0.2.1:1".parse().unwrap());
    ConnectToken {
        client_id: 7,
        version_info: *b"NETCODE 1.02\0",
        protocol_id: NETCODE_PROTOCOL_ID,
        create_timestamp: 1_000,
        expire_timestamp: 1_060,
        xnonce: [0x33; 24],
        server_addresses,
        client_to_server_key: [0x11; 32],
        server_to_client_key: [0x22; 32],
        private_data: [0x44; 1_024],
        timeout_seconds: 30,
    }
}

/// What the host says in an example, which the guard lets through; and what netcode makes of it.
fn hear(pad: &mut NetcodeClient, name: &'static str) -> (Made, Option<Vec<u8>>) {
    let mut bytes = shown(name);
    assert!(guard::from_host(&bytes), "{name}");
    let made = (name, bytes.clone());
    (made, pad.process_packet(&mut bytes).map(<[u8]>::to_vec))
}

fn netcode() -> Vec<Made> {
    let mut bytes = Vec::new();
    token().write(&mut bytes).unwrap();
    assert_eq!(ConnectToken::read(&mut bytes.as_slice()).unwrap(), token());
    assert!(guard::token(&token()));
    let mut made = vec![("netcode.token", bytes)];
    let secure = ClientAuthentication::Secure {
        connect_token: token(),
    };
    let mut pad = NetcodeClient::new(Duration::ZERO, secure).unwrap();
    let say = |pad: &mut NetcodeClient| pad.update(Duration::ZERO).unwrap().0.to_vec();
    made.push(("netcode.request", say(&mut pad)));
    made.push(hear(&mut pad, "netcode.challenge").0);
    made.push(("netcode.response", say(&mut pad)));
    made.push(hear(&mut pad, "netcode.keep-alive.to-pad").0);
    assert!(pad.is_connected());
    let (payload, inside) = hear(&mut pad, "netcode.payload.to-pad");
    assert_eq!(inside, Some(shown("renet.latest.ping")));
    made.push(payload);
    let hello = shown("renet.latest.hello");
    let sealed = pad.generate_payload_packet(&hello).unwrap().1.to_vec();
    made.push(("netcode.payload.to-host", sealed));
    made.push((
        "netcode.disconnect.to-host",
        pad.disconnect().unwrap().1.to_vec(),
    ));
    made
}

fn packet(client: &mut RenetClient) -> Vec<u8> {
    let mut packets = client.get_packets_to_send();
    assert_eq!(packets.len(), 1);
    packets.remove(0)
}

/// Both ends have the same channels, so a client makes what a host makes, too.
fn renet() -> Vec<Made> {
    let mut client = RenetClient::new(connection_config());
    client.set_connected();
    let hello = &b"hello"[..];
    client.send_message(CHANNEL_LATEST, hello);
    let mut made = vec![("renet.latest.hello", packet(&mut client))];
    for message in [&b"\x21\x01\0\0\0\0\x01"[..], b"\x21\x02\0\0\0\0\x01\x03"] {
        client.send_message(CHANNEL_ORDERED, message);
    }
    made.push(("renet.ordered", packet(&mut client)));
    for number in (71..=81).chain(96..=100_u16) {
        // reliable packets without messages; those from 64 on have numbers of two bytes
        let [high, low] = (0x4000 | number).to_be_bytes();
        client.process_packet(&[0, high, low, CHANNEL_ORDERED, 0, 0]);
    }
    made.push(("renet.acknowledgement", packet(&mut client)));
    let mut host = RenetClient::new(connection_config());
    host.set_connected();
    host.send_message(CHANNEL_LATEST, shown("frame.ping"));
    made.push(("renet.latest.ping", packet(&mut host)));
    for (name, bytes) in &made {
        assert!(guard::payload(bytes), "{name}");
    }
    made
}
