//! Any datagram thrown at the port changes nothing, also while a pad plays.

mod support;

use std::net::UdpSocket;
use support::{X, axis_arrives, host, seated, until};

#[test]
fn a_pad_plays_on_while_junk_pours_in() {
    let host = host();
    let pad = seated(&host, "Ada");
    let before = host.with(|_, session| session.pads().count());
    let thrower = UdpSocket::bind("127.0.0.1:0").unwrap();
    let mut junk = Vec::new();
    for round in 0..4_000_u32 {
        junk.resize((round * 7 % 2_000) as usize, 0);
        for (at, byte) in junk.iter_mut().enumerate() {
            *byte = (round as usize * 31 + at * 17) as u8;
        }
        // what the system refuses to send needs no guard
        let _ = thrower.send_to(&junk, host.listening().udp);
        let value = (round % 1_000) as i16;
        pad.set_axis(X, value);
        if round % 500 == 0 {
            axis_arrives(&host, 0, value);
        }
    }
    pad.set_axis(X, -4_242);
    axis_arrives(&host, 0, -4_242);
    until("the junk is counted", || {
        (host.stats().guarded > 1_000).then_some(())
    });
    assert_eq!(host.with(|_, session| session.pads().count()), before);
    assert_eq!(host.stats().restarts, 0);
    assert!(pad.view().connected);
}
