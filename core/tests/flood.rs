//! A port under a flood of datagrams, junk and well-made requests alike, and of half-open connections: pads that play go on,
//! newcomers get in, and what is dropped is counted. Linux has all of 127.0.0.0/8 without asking.
#![cfg(target_os = "linux")]

mod support;

use couchpad_core::session::HostConfig;
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use support::raw::connect_from;
use support::{X, axis_arrives, host_with, seated, until};

/// What honest pads say again while they come in, though it has been heard: on a machine that has much else to do, several
/// times. One that is counted twice would make thousands.
const REPEATED: u64 = 200;

/// A thread that throws datagrams until it is dropped.
struct Flood {
    stop: Arc<AtomicBool>,
    thrown: Arc<AtomicU64>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Flood {
    /// From several addresses, each datagram unlike the one before.
    fn of(to: SocketAddr, specimen: &[u8]) -> Self {
        let (stop, thrown) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicU64::new(0)),
        );
        let (stopped, count) = (Arc::clone(&stop), Arc::clone(&thrown));
        let mut bytes = specimen.to_vec();
        let sockets: Vec<UdpSocket> = (1..=8)
            .map(|n| UdpSocket::bind(SocketAddr::from(([127, 0, 9, n], 0))).unwrap())
            .collect();
        let thread = thread::spawn(move || {
            for (number, socket) in (0_u64..).zip(sockets.iter().cycle()) {
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                let end = bytes.len() - 8;
                bytes[end..].copy_from_slice(&number.to_le_bytes());
                // what the system refuses to send floods nobody
                let _ = socket.send_to(&bytes, to);
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
        Self {
            stop,
            thrown,
            thread: Some(thread),
        }
    }
}

impl Drop for Flood {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

/// What a request to connect looks like to whoever has no token: all but its seal can be copied.
fn request() -> Vec<u8> {
    let mut bytes = b"\0NETCODE 1.02\0couchpad".to_vec();
    bytes.extend(u64::MAX.to_le_bytes());
    bytes.resize(1_078, 9);
    bytes
}

fn plays_on_and_lets_in_under(specimen: &[u8]) {
    let host = host_with(HostConfig::default());
    let friend = seated(&host, "Ada");
    let flood = Flood::of(host.listening().udp, specimen);
    until("the flood is there", || {
        (host.stats().guarded > 1_000).then_some(())
    });
    for (value, name) in (1..).zip(["Bo", "Cy", "Di"]) {
        seated(&host, name);
        friend.set_axis(X, value);
        axis_arrives(&host, 0, value);
    }
    let stats = host.stats();
    let thrown = flood.thrown.load(Ordering::Relaxed);
    assert!(
        stats.guarded <= thrown + REPEATED,
        "{} of {thrown}",
        stats.guarded
    );
    assert_eq!(stats.restarts, 0);
    assert_eq!(stats.known_lost, 0, "a flood displaced a pad that plays");
    assert_eq!(stats.strangers_lost, 0, "a flood displaced newcomers");
    assert!(friend.view().connected);
}

#[test]
fn junk_of_64_bytes_keeps_nobody_out() {
    plays_on_and_lets_in_under(&[0xa5; 64]);
}

#[test]
fn requests_with_made_up_tokens_keep_nobody_out() {
    plays_on_and_lets_in_under(&request());
}

#[test]
fn payloads_that_claim_to_be_anybodys_keep_nobody_out() {
    plays_on_and_lets_in_under(&[&[0x15, 7][..], &[3; 62]].concat());
}

/// Connections of strangers that a host holds at most.
const STRANGERS: usize = 64;
/// Files that this process needs for all else: the other tests' hosts and pads, which may run meanwhile.
const OTHER_FILES: usize = 400;

fn open_files() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

#[test]
fn half_open_connections_from_many_addresses_keep_nobody_out() {
    let connections = 5_000_u32;
    rlimit::increase_nofile_limit(8_192).unwrap();
    let host = host_with(HostConfig::default());
    let friend = seated(&host, "Ada");
    let to = host.listening().tcp;
    let mut held: Vec<TcpStream> = Vec::new();
    for round in 0..connections {
        let from = [127, 0, 10 + (round / 250) as u8, (round % 250) as u8 + 1];
        held.push(connect_from(from, to));
        if round % 1_000 == 999 {
            seated(&host, &format!("Guest {round}"));
            friend.set_axis(X, round as i16);
            axis_arrives(&host, 0, round as i16);
            let others = open_files() - held.len();
            assert!(
                others < STRANGERS + OTHER_FILES,
                "the host keeps visitors without bounds: {others} files"
            );
        }
    }
    let cut = u64::from(connections) - STRANGERS as u64;
    until("those beyond the limit are cut", || {
        (host.stats().connections_cut >= cut).then_some(())
    });
    assert_eq!(host.stats().restarts, 0);
    assert!(friend.view().connected);
}
