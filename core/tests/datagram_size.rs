//! An input datagram is small: the whole state of a pad in 64 bytes of UDP payload.

mod support;

use couchpad_core::protocol::frame::LatestFrame;
use couchpad_core::protocol::{Lane, PadState};
use couchpad_core::transport::{channel, connection_config, guard};
use renet::RenetClient;
use renetcode::{ClientAuthentication, ConnectToken, NetcodeClient};
use std::net::UdpSocket;
use std::time::Duration;
use support::raw::Raw;
use support::{host, until};

#[test]
fn a_state_fits_in_64_bytes_even_after_hours() {
    let host = host();
    let (_raw, tokens) = Raw::admitted(&host, "Ada");
    let connect_token = ConnectToken::read(&mut tokens[0].0.as_slice()).unwrap();
    assert!(guard::token(&connect_token));
    let secure = ClientAuthentication::Secure { connect_token };
    let mut netcode = NetcodeClient::new(Duration::ZERO, secure).unwrap();
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_nonblocking(true).unwrap();
    until("connected", || {
        if let Some((bytes, _)) = netcode.update(Duration::from_millis(2)) {
            socket.send_to(bytes, host.listening().udp).unwrap();
        }
        let mut buffer = [0; 2_048];
        while let Ok(len) = socket.recv(&mut buffer) {
            netcode.process_packet(&mut buffer[..len]);
        }
        netcode.is_connected().then_some(())
    });

    let mut renet = RenetClient::new(connection_config());
    renet.set_connected();
    let state = PadState {
        axes: [i16::MAX; 8],
        held: u32::MAX,
        ..PadState::default()
    };
    let mut largest = 0;
    // 20 minutes of states at 60 Hz, so that the counters have grown
    for _ in 0..72_000 {
        renet.send_message(channel(Lane::Latest), LatestFrame::State(state).encode());
        let packets = renet.get_packets_to_send();
        assert_eq!(packets.len(), 1);
        assert!(guard::payload(&packets[0]));
        renet.update(Duration::from_secs(3));
        largest = largest.max(packets[0].len());
    }
    // netcode's sequence has three bytes by then, for another three days
    let (_, sealed) = netcode.generate_payload_packet(&[0; 30]).unwrap();
    let overhead = sealed.len() - 30 + 3 - 1;
    // for `cargo xtask bench`
    println!(
        "{{\"bench\":\"datagram_size\",\"bytes\":{}}}",
        largest + overhead
    );
    assert!(largest + overhead <= 64, "{} bytes", largest + overhead);
}
