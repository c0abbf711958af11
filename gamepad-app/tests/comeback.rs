//! The real program, in a window of its own display: killed in the middle of a game and started again, it is in its seat by
//! itself. Linux alone has such displays.

#![cfg(target_os = "linux")]

#[path = "../../core/tests/namespace/mod.rs"]
mod namespace;
#[path = "screen/mod.rs"]
mod screen;
mod support;

use couchpad_core::easy::{Host, ListenConfig, Player};
use screen::Display;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::arkanoid;
use tempfile::TempDir;

/// Long enough for anything on a busy machine; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// The controller's program; it ends with this value.
struct Controller(Child);

impl Controller {
    fn start(display: &Display, data: &Path, arguments: &[&str]) -> Self {
        let program = Command::new(env!("CARGO_BIN_EXE_couchpad-gamepad"))
            .args(["--size", "412x915", "--no-discovery"])
            .args(arguments)
            .env("DISPLAY", display.name())
            .env("COUCHPAD_DATA_DIR", data)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("COUCHPAD_JOIN")
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .spawn();
        Self(program.expect("the controller starts"))
    }

    /// `kill -9`: it cannot say a last word.
    fn gets_killed(mut self) {
        self.0.kill().expect("it can be killed");
        self.0.wait().expect("it is gone");
    }

    /// As a terminal's Ctrl-C does: it says good-bye.
    fn gets_closed(mut self) {
        let id = self.0.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(sent.expect("kill runs").success());
        self.0.wait().expect("it is gone");
    }
}

impl Drop for Controller {
    fn drop(&mut self) {
        // it may have ended by itself
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The first player that fits.
fn player(host: &Host, what: &str, fits: impl Fn(&Player) -> bool) -> Player {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(player) = host.players().into_iter().find(|player| fits(player)) {
            return player;
        }
        assert!(Instant::now() < end, "{what}: {:?}", host.players());
        drop(host.poll());
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn seat_is_kept(data: &Path) -> bool {
    data.join("pads/default/app-seat.toml").is_file()
}

#[test]
fn a_controller_that_was_killed_is_in_its_seat_again_by_itself() {
    let display = match Display::open(412, 915) {
        Ok(display) => display,
        Err(missing) => return namespace::not_tried(&missing),
    };
    let config = ListenConfig {
        announce: false,
        layout: Some(arkanoid()),
        ..ListenConfig::default()
    };
    let host = Host::listen("couchpad://127.0.0.1:0", config).unwrap();
    let data = TempDir::new().unwrap();
    let link = host.join_link().to_string();
    let first = Controller::start(&display, data.path(), &["--name", "Ada", "--join", &link]);
    let before = player(&host, "she joins", |player| player.here);
    let end = Instant::now() + PATIENCE;
    while !seat_is_kept(data.path()) {
        assert!(Instant::now() < end, "it does not note where it plays");
        std::thread::sleep(Duration::from_millis(20));
    }
    first.gets_killed();
    player(&host, "she is missed", |player| !player.here);

    // nobody says where to
    let again = Controller::start(&display, data.path(), &[]);
    let back = player(&host, "she is back", |player| player.here);
    assert_eq!(
        (back.peer, back.seat, back.mark, back.name.as_str()),
        (before.peer, before.seat, before.mark, "Ada")
    );
    assert_eq!(host.players().len(), 1);

    // who closes it has left, and is nowhere to be taken back to
    again.gets_closed();
    let end = Instant::now() + PATIENCE;
    while !host.players().is_empty() {
        assert!(Instant::now() < end, "she has left: {:?}", host.players());
        drop(host.poll());
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(!seat_is_kept(data.path()));
}
