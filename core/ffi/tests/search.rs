//! A session's own search, which is Couchpad's: where no shell brings the system's. In a network namespace with a second
//! machine, so that nothing of it leaves the test.

#![cfg(target_os = "linux")]

#[path = "../../tests/namespace/mod.rs"]
mod namespace;

use couchpad_core::easy::{Host, ListenConfig};
use couchpad_ffi::{FoundReceiver, PadEvent, Session, Settings};
use namespace::{inside, other_machine, role, tell, wait_for};
use std::sync::Arc;
use std::time::Duration;

const TEST: &str = "a_session_finds_what_announces_itself_and_joins_it_there";
const HERE: &str = "10.77.0.2";
const THERE: &str = "10.77.0.1";

fn host(at: &str, name: &str) -> Host {
    let config = ListenConfig {
        name: name.to_owned(),
        ..ListenConfig::default()
    };
    Host::listen(&format!("couchpad://{at}:0"), config).unwrap()
}

/// The second machine: receives until somebody has come and gone.
fn receive() -> ! {
    wait_for("the network", || {
        let all = couchpad_core::interfaces::interfaces();
        let there: std::net::IpAddr = THERE.parse().unwrap();
        all.iter().any(|one| one.ip == there).then_some(())
    });
    let host = host(THERE, "Den");
    tell(&format!("code {}", host.code().reveal()));
    let mut names = Vec::new();
    loop {
        let _ = host.poll();
        let now: Vec<_> = host
            .players()
            .into_iter()
            .map(|player| player.name)
            .collect();
        if now != names {
            tell(&format!("players {}", now.join(",")));
            names = now;
        }
        if !names.is_empty() && role().is_some_and(|role| role.ends_with(" once")) {
            // the good-bye of its announcement is all that tells of this end
            drop(host);
            tell("closed");
            loop {
                std::thread::park();
            }
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn named(name: &str) -> Arc<Session> {
    let session = Session::new();
    let settings = Settings {
        name: name.to_owned(),
        ..Settings::default()
    };
    session.set_settings(settings).unwrap();
    session
}

/// Waits for an event.
fn heard<T>(session: &Session, what: &str, take: impl Fn(PadEvent) -> Option<T>) -> T {
    wait_for(what, || {
        while let Some(event) = session.poll_event() {
            if let Some(taken) = take(event) {
                return Some(taken);
            }
        }
        None
    })
}

fn found(session: &Session, name: &str) -> FoundReceiver {
    wait_for(name, || {
        let mut all = session.receivers().into_iter();
        all.find(|receiver| receiver.name == name)
    })
}

#[test]
fn a_session_finds_what_announces_itself_and_joins_it_there() {
    if role().is_some_and(|role| role.ends_with(" once")) {
        receive();
    }
    if !inside(TEST, "ip link set lo up") {
        return;
    }
    let near = host("127.0.0.1", "Attic");
    let session = named("Ada");
    assert_eq!(session.receivers(), [], "nobody has searched");
    session.start_search().unwrap();
    let id = heard(&session, "the near one", |event| match event {
        PadEvent::ReceiverFound { receiver } => Some(receiver.id),
        _ => None,
    });
    assert_eq!(found(&session, "Attic").id, id);

    let role = format!("{TEST} once");
    let other = other_machine(&role, "eth0", &format!("{HERE}/24"), &format!("{THERE}/24"));
    let code = other.until("its code", |line| line.starts_with("code "));
    let far = found(&session, "Den");
    assert!(!far.paired && !far.locked && far.update.is_none());
    let [address] = &far.addresses[..] else {
        panic!("{far:?}")
    };
    assert!(address.starts_with(&format!("{THERE}:")), "{address}");
    assert!(session.join_found(far.id.clone(), None).is_err(), "a code");
    let code = code.trim_start_matches("code ").to_owned();
    session.join_found(far.id.clone(), Some(code)).unwrap();
    other.until("the player", |line| line == "players Ada");
    other.until("its end", |line| line == "closed");
    heard(&session, "that it is gone", |event| match event {
        PadEvent::ReceiverGone { id } => (id == far.id).then_some(()),
        _ => None,
    });
    assert!(session.join_found(far.id, None).is_err(), "it is not there");
    let left: Vec<_> = session
        .receivers()
        .into_iter()
        .map(|one| one.name)
        .collect();
    assert_eq!(left, ["Attic"]);

    session.stop_search();
    assert_eq!(session.receivers(), []);
    drop(near);
}
