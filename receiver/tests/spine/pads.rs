//! `couchpad pads`, as a user runs it.

use crate::process::{PATIENCE, couchpad};
use couchpad_core::identity::{FileStore, HostIdentity, HostPlace};
use couchpad_core::protocol::PublicKey;
use std::path::Path;
use std::process::Output;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a clock")
        .as_secs()
}

/// A data folder in which a receiver trusts Ada for this evening, and Bo beyond it.
fn furnished() -> TempDir {
    let data = tempfile::tempdir().expect("a folder");
    let store = FileStore::open(&data.path().join("receiver")).expect("a store");
    let (mut identity, _) = HostIdentity::open(Arc::new(store), now()).expect("an identity");
    identity.trust(PublicKey([1; 32]), "Ada", now());
    identity.trust(PublicKey([2; 32]), "Bo", now());
    assert!(identity.remember(&PublicKey([2; 32]), true));
    data
}

fn pads(data: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let (mut command, _folder) = couchpad(&[&["pads"], args].concat());
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .env("COUCHPAD_DATA_DIR", data)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn trusted_controllers_are_listed_and_forgotten() {
    let data = furnished();
    let (status, list, complaint) = pads(data.path(), &["list"]);
    assert_eq!((status, complaint.as_str()), (Some(0), ""));
    let lines: Vec<_> = list.lines().collect();
    assert_eq!(lines.len(), 3, "{list}");
    assert!(
        lines[1].starts_with("Ada   just now  for this evening"),
        "{list}"
    );
    assert!(lines[2].starts_with("Bo    just now  remembered"), "{list}");
    assert!(lines[2].ends_with("0202020202020202"), "{list}");

    let (status, out, complaint) = pads(data.path(), &["forget", "Cleo"]);
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(complaint.contains("there are Ada, Bo"), "{complaint}");
    assert_eq!(pads(data.path(), &["list"]).1, list);

    let (status, out, complaint) = pads(data.path(), &["forget", "bo"]);
    assert_eq!((status, complaint.as_str()), (Some(0), ""));
    assert!(
        out.starts_with("Forgot Bo (0202020202020202).\n1 controller forgotten."),
        "{out}"
    );
    let (_, list, _) = pads(data.path(), &["list"]);
    assert!(list.contains("Ada") && !list.contains("Bo"), "{list}");

    assert_eq!(pads(data.path(), &["forget", "--all"]).0, Some(0));
    assert!(
        pads(data.path(), &["list"])
            .1
            .starts_with("No controller is trusted here yet")
    );
}

#[test]
fn forgetting_reaches_a_receiver_that_runs() {
    let data = furnished();
    let place = HostPlace::take(data.path()).expect("its place");
    let (mut running, _) = HostIdentity::open(place.store(), now()).expect("its identity");
    let secret = running.secret();
    let (ada, bo) = (PublicKey([1; 32]), PublicKey([2; 32]));
    assert!(running.is_trusted(&ada) && running.is_trusted(&bo));

    assert_eq!(pads(data.path(), &["forget", "Bo"]).0, Some(0));
    running.seen(&bo, "Bo", now());
    running.flush().expect("written");
    assert!(
        !pads(data.path(), &["list"]).1.contains("Bo"),
        "it was written back"
    );
    let (end, mut seconds) = (Instant::now() + PATIENCE, 1);
    while !running.advance(now() + seconds) {
        assert!(Instant::now() < end, "it does not notice");
        seconds += 1;
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(running.is_trusted(&ada) && !running.is_trusted(&bo));
    assert_ne!(running.secret(), secret, "the old link still lets it in");
}
