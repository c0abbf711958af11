//! Where a host listens, and what it says when it cannot.

mod support;

use couchpad_core::protocol::JoinLink;
use couchpad_core::transport::{Bind, BindError};
use couchpad_core::{Host, Target};
use std::net::{TcpListener, UdpSocket};
use support::{host, pad, until};

fn error(bind: Bind) -> BindError {
    Host::listen(bind, Default::default()).err().unwrap()
}

#[test]
fn a_port_in_use_is_named_with_what_to_do() {
    let first = host();
    let port = first.listening().tcp.port();
    let text = error(Bind::loopback(port)).to_string();
    assert!(
        text.contains(&format!("port {port} is in use by")),
        "{text}"
    );
    assert!(text.contains("--bind 127.0.0.1:"), "{text}");
    if cfg!(target_os = "linux") {
        let process = std::process::id();
        assert!(text.contains(&format!("(process {process})")), "{text}");
    }
}

#[test]
fn half_of_a_port_is_not_enough() {
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    for taken in [tcp.local_addr().unwrap(), udp.local_addr().unwrap()] {
        for bind in [Bind::from(taken), Bind::everywhere(taken.port())] {
            assert!(matches!(error(bind), BindError::InUse { .. }), "{bind}");
        }
    }
}

#[test]
fn an_address_of_another_machine_is_none_of_ours() {
    let bind = Bind {
        ip: Some("192.0.2.1".parse().unwrap()),
        port: 0,
    };
    let error = error(bind);
    assert!(matches!(error, BindError::NoSuchAddress(_)), "{error}");
    assert!(error.to_string().contains("192.0.2.1"), "{error}");
}

#[test]
fn both_kinds_of_socket_share_one_port_and_free_it() {
    let first = host();
    let listening = first.listening();
    assert_ne!(listening.tcp.port(), 0);
    assert_eq!(listening.tcp, listening.udp);
    let addresses: Vec<_> = first.join_link().addresses().collect();
    assert_eq!(addresses, [listening.tcp]);
    drop(first);
    let again = Host::listen(listening.tcp.into(), Default::default()).unwrap();
    assert_eq!(again.listening(), listening);
}

#[test]
fn a_port_is_kept_across_a_restart_with_pads() {
    let first = host();
    let at = Bind::from(first.listening().tcp);
    let pad = pad(&first, "Ada");
    until("connected", || pad.view().connected.then_some(()));
    drop(first);
    let _again = Host::listen(at, Default::default()).unwrap();
}

#[test]
fn every_interface_is_reached_by_ipv4_and_ipv6() {
    let host = Host::listen(Bind::everywhere(0), Default::default()).unwrap();
    let port = host.listening().tcp.port();
    assert!(host.join_link().addresses().all(|a| a.port() == port));
    let mut ways = vec![format!("couchpad://127.0.0.1:{port}")];
    if host.listening().tcp.is_ipv6() {
        ways.push(format!("couchpad://[::1]:{port}"));
    }
    for way in ways {
        let link: JoinLink = way.parse().unwrap();
        let target = Target {
            addresses: link.addresses().collect(),
            ..support::target(&host)
        };
        let pad = couchpad_core::Pad::connect(target, support::options("Ada")).unwrap();
        until(&way, || pad.view().connected.then_some(()));
    }
}
