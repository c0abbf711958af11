//! A pad's program is killed: the receiver hears it from the control connection, long before any silence tells.

mod support;

use couchpad_core::session::{HostEventKind, LostReason};
use couchpad_core::{Pad, Target};
use std::process::{Command, Stdio};
use support::{X, axis_arrives, event, host, options, seated};

const LINK: &str = "COUCHPAD_TEST_LINK";

/// Not a test by itself: the program that the next one kills.
#[test]
fn the_program_to_kill() {
    let Ok(link) = std::env::var(LINK) else {
        return;
    };
    let _pad = Pad::connect(
        Target::of_link(&link.parse().unwrap()).unwrap(),
        options("Doomed"),
    )
    .unwrap();
    std::thread::sleep(support::DEADLINE);
}

#[test]
fn a_killed_program_is_noticed_at_once_and_the_others_play_on() {
    let host = host();
    let other = seated(&host, "Ada");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_program_to_kill"])
        .env(LINK, host.join_link().to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let joined = |k: &HostEventKind| *k == HostEventKind::Joined;
    while event(&host, "joined", joined).name != "Doomed" {}
    child.kill().unwrap();
    child.wait().unwrap();
    let lost = event(&host, "lost", |k| matches!(k, HostEventKind::Lost { .. }));
    assert_eq!(lost.name, "Doomed");
    let reason = LostReason::Reset;
    assert_eq!(lost.kind, HostEventKind::Lost { reason });
    other.set_axis(X, 31);
    axis_arrives(&host, 0, 31);
}
