//! The whole thing as a user runs it: a receiver and three bot pads, each a process of its own, over loopback UDP.

use crate::process::{PATIENCE, Receiver};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How soon a killed pad must be reported.
const NOTICED: Duration = Duration::from_secs(5);

/// A bot pad that is killed with the test.
struct Bot(Child);

impl Bot {
    fn start(link: &str, name: &str) -> Self {
        Self::start_with(link, name, &[])
    }

    fn start_with(link: &str, name: &str, flags: &[&str]) -> Self {
        let program = Path::new(env!("CARGO_BIN_EXE_couchpad"))
            .with_file_name("couchpad-gamepad")
            .with_extension(std::env::consts::EXE_EXTENSION);
        let child = Command::new(&program)
            .args(["--join", link, "--name", name, "--display", "none", "--bot"])
            .args(flags)
            .env("COUCHPAD_DATA_DIR", env!("CARGO_TARGET_TMPDIR"))
            .stdin(Stdio::null())
            .spawn();
        Self(child.unwrap_or_else(|error| {
            panic!(
                "no pad at {}: {error}; build it first: cargo build --workspace --bins",
                program.display()
            )
        }))
    }

    /// Ends it without a last word: SIGKILL, or its like.
    fn kill(&mut self) {
        self.0.kill().expect("it can be killed");
        self.0.wait().expect("it is gone");
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_bot_over_tcp_is_told_of_and_plays_beside_one_over_udp() {
    let mut receiver = Receiver::start(&["--seed", "5"]);
    let listening = receiver.next("listening");
    let link = listening["join"].as_str().unwrap().to_owned();
    let _udp = Bot::start(&link, "Ada");
    receiver.next("pad_joined");
    let _tcp = Bot::start_with(&link, "Bo", &["--transport", "tcp"]);
    // on a machine that is too busy for UDP, Ada's link may have to fall back as well
    let is_bo = |event: &Value| event["event"] == "pad_transport" && event["name"] == "Bo";
    let told = receiver.wait(PATIENCE, "pad_transport", is_bo);
    assert_eq!(told["transport"], "tcp");
    let joined = |event: &Value| event["event"] == "pad_joined" && event["name"] == "Bo";
    assert!(receiver.seen().iter().any(joined), "it is here first");
    let scores =
        |event: &Value, seat: u8| event["event"] == "score" && event["seat"] == json!(seat);
    for seat in [0, 1] {
        if !receiver.seen().iter().any(|event| scores(event, seat)) {
            receiver.wait(4 * PATIENCE, "score", |event| scores(event, seat));
        }
    }
    let told = receiver.seen().iter().filter(|event| is_bo(event));
    assert_eq!(told.count(), 1);
}

#[test]
fn three_bots_play_and_two_play_on_when_one_is_killed() {
    let mut receiver = Receiver::start(&["--seed", "5"]);
    let listening = receiver.next("listening");
    let link = listening["join"].as_str().unwrap().to_owned();
    let mut bots = ["Ada", "Bo", "Cleo"].map(|name| Bot::start(&link, name));
    let mut joined = Vec::new();
    while joined.len() < 3 {
        joined.push(receiver.next("pad_joined"));
    }
    let has = |kind: &str| receiver.seen().iter().any(|event| event["event"] == kind);
    if !has("game_started") {
        receiver.next("game_started");
    }

    bots[1].kill();
    expect_left(&mut receiver, &joined, "Bo");
    // who scores is luck, since pads do not see the ball; that somebody does is not
    let first = receiver.next("score");
    receiver.wait(2 * PATIENCE, "higher score", |event| {
        event["event"] == "score" && event["total"].as_i64() > first["total"].as_i64()
    });
    // both others were in play to the last
    bots[0].kill();
    expect_left(&mut receiver, &joined, "Ada");
    bots[2].kill();
    expect_left(&mut receiver, &joined, "Cleo");
}

/// This pad is reported as left, in its seat, and in time.
fn expect_left(receiver: &mut Receiver, joined: &[Value], name: &str) {
    let left = receiver.wait(NOTICED, "pad_left", |event| {
        event["event"] == "pad_left" && event["name"] == name
    });
    let seat = &joined.iter().find(|event| event["name"] == name).unwrap()["seat"];
    assert_eq!((&left["seat"], &left["seat_kept"]), (seat, &json!(true)));
}
