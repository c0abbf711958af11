//! Where a host listens, and what it says when it cannot.

mod support;

use couchpad_core::Host;
use couchpad_core::transport::BindError;
use std::net::{SocketAddr, TcpListener, UdpSocket};
use support::{host, loopback};

fn error(address: SocketAddr) -> BindError {
    Host::listen(address, Default::default()).err().unwrap()
}

#[test]
fn a_port_in_use_is_named_with_what_to_do() {
    let first = host();
    let text = error(first.address()).to_string();
    assert!(
        text.contains(&format!("port {} is in use", first.address().port())),
        "{text}"
    );
    assert!(text.contains("--bind 127.0.0.1:PORT"), "{text}");
}

#[test]
fn half_of_a_port_is_not_enough() {
    let tcp = TcpListener::bind(loopback()).unwrap();
    assert!(matches!(
        error(tcp.local_addr().unwrap()),
        BindError::InUse(_)
    ));
    let udp = UdpSocket::bind(loopback()).unwrap();
    assert!(matches!(
        error(udp.local_addr().unwrap()),
        BindError::InUse(_)
    ));
}

#[test]
fn nothing_but_loopback_is_bound() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:4455"] {
        let error = error(address.parse().unwrap());
        assert!(matches!(error, BindError::NotLoopback(_)), "{error}");
        assert!(error.to_string().contains("--bind 127.0.0.1"), "{error}");
    }
}

#[test]
fn both_kinds_of_socket_share_one_port_and_free_it() {
    let first = host();
    let address = first.address();
    assert_ne!(address.port(), 0);
    assert_eq!(
        first.join_link().to_string(),
        format!("couchpad://{address}")
    );
    drop(first);
    let again = Host::listen(address, Default::default()).unwrap();
    assert_eq!(again.address(), address);
}
