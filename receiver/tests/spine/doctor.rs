//! `couchpad doctor`: its words are tested where they are found; here its status, and that it keeps to this machine.

use crate::process::{Ended, Receiver, couchpad, run};
use std::net::TcpListener;

fn doctor(args: &[&str]) -> Ended {
    let (mut command, folder) = couchpad(&[&["doctor", "--no-discovery"], args].concat());
    let ended = run(&mut command);
    let data = folder.path().join("data");
    assert!(!data.exists(), "it leaves nothing");
    let place = format!("lie in {}", data.display());
    assert!(ended.stdout.contains(&place), "{}", ended.stdout);
    ended
}

#[test]
fn a_free_port_is_good() {
    let ended = doctor(&["--bind", "127.0.0.1:0"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("A controller can join here"));
    assert_eq!(ended.stderr, "");
}

#[test]
fn a_receiver_that_runs_is_good_and_a_stranger_is_not() {
    let mut receiver = Receiver::start(&[]);
    let udp = receiver.next("listening")["udp"]
        .as_str()
        .unwrap()
        .to_owned();
    let ended = doctor(&["--bind", &udp]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    assert!(
        ended.stdout.contains("A receiver answers"),
        "{}",
        ended.stdout
    );
    let stranger = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = stranger.local_addr().unwrap().port().to_string();
    let ended = doctor(&["--bind", "127.0.0.1", "--port", &port]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    assert!(ended.stdout.contains("[!!]"), "{}", ended.stdout);
    assert!(
        ended.stdout.contains("No controller could join"),
        "{}",
        ended.stdout
    );
}

#[test]
fn an_address_of_another_machine_is_no_place_for_a_receiver() {
    let ended = doctor(&["--bind", "198.51.100.7:4455"]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
}
