//! The same over IPv6, where the machine has it.

mod support;

use couchpad_core::Host;
use couchpad_core::transport::Bind;
use std::net::TcpListener;
use support::{X, axis_arrives, seated, start_play};

#[test]
fn a_pad_plays_over_ipv6() {
    if let Err(error) = TcpListener::bind("[::1]:0") {
        println!("not tried, as this machine has no IPv6: {error}");
        return;
    }
    let bind = Bind {
        ip: Some("::1".parse().unwrap()),
        port: 0,
    };
    let host = Host::listen(bind, Default::default()).unwrap();
    start_play(&host);
    let pad = seated(&host, "Ada");
    pad.set_axis(X, 6);
    axis_arrives(&host, 0, 6);
}
