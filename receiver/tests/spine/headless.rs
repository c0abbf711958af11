//! The receiver as a process without a display, with real pads over loopback UDP.

use crate::process::{PATIENCE, Receiver, couchpad, run};
use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::control::Refusal;
use couchpad_core::protocol::{AxisIndex, ButtonIndex, JoinLink, Phase, Profile};
use couchpad_core::{Pad, PadLoss, PadOptions, PadUpdate, Target};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

fn link(listening: &Value) -> JoinLink {
    listening["join"].as_str().unwrap().parse().unwrap()
}

fn connect(link: &JoinLink, name: &str) -> Pad {
    connect_with(link, name, PadOptions::default())
}

fn connect_with(link: &JoinLink, name: &str, options: PadOptions) -> Pad {
    let profile = Profile {
        name: name.into(),
        mark: None,
    };
    let target = Target::of_link(link).expect("the whole link");
    Pad::connect(target, PadOptions { profile, ..options }).unwrap()
}

/// Waits until the pad's state fits.
fn until(pad: &Pad, what: &str, fits: impl Fn(&couchpad_core::PadView) -> bool) {
    let end = Instant::now() + PATIENCE;
    while !fits(&pad.view()) {
        assert!(
            Instant::now() < end,
            "{what} did not happen: {:?}",
            pad.view()
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A pad that swipes to and fro and launches, until it is dropped.
struct Player {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<Pad>>,
}

impl Player {
    fn new(pad: Pad) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            let mut at: i16 = 0;
            let mut by: i16 = 2_000;
            while !flag.load(Ordering::Relaxed) {
                if at.checked_add(by).is_none() {
                    by = -by;
                    pad.press(ButtonIndex(0));
                    pad.release(ButtonIndex(0));
                }
                at = at.saturating_add(by);
                pad.set_axis(AxisIndex(0), at);
                std::thread::sleep(Duration::from_millis(10));
            }
            pad
        });
        Self {
            stop,
            thread: Some(thread),
        }
    }

    fn stop(mut self) -> Pad {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().unwrap().join().unwrap()
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn about<'a>(events: &'a [Value], kind: &'a str) -> impl Iterator<Item = &'a Value> {
    events.iter().filter(move |event| event["event"] == kind)
}

#[test]
fn three_pads_play_one_drops_and_comes_back() {
    let mut receiver = Receiver::start(&["--game", "arkanoid", "--seed", "7"]);
    let listening = receiver.next("listening");
    let udp = listening["udp"].as_str().unwrap().to_owned();
    let join = listening["join"].as_str().unwrap();
    assert!(join.starts_with(&format!("couchpad://{udp}?s=")), "{join}");
    assert_eq!(listening["tcp"], udp);
    assert_eq!(receiver.seen().len(), 1, "it is the first line");
    let link = link(&listening);

    let ada = Player::new(connect(&link, "Ada"));
    let joined = receiver.next("pad_joined");
    assert_eq!(joined["name"], "Ada");
    let started = receiver.next("game_started");
    assert_eq!(
        started,
        json!({"event": "game_started", "game": "arkanoid", "seed": 7, "options": {"mode": "coop", "join": "at-once"}})
    );
    let bos_phone = PadOptions {
        identity: Some(Arc::new(PadIdentity::ephemeral().unwrap())),
        ..PadOptions::default()
    };
    let bo = Player::new(connect_with(&link, "Bo", bos_phone.clone()));
    let cy = Player::new(connect(&link, "Ada"));
    let [second, third] = [(); 2].map(|()| receiver.next("pad_joined"));
    let seats = [&joined, &second, &third].map(|event| event["seat"].as_u64());
    assert_eq!(seats, [Some(0), Some(1), Some(2)]);
    let mut names = [&second, &third].map(|event| event["name"].as_str().unwrap());
    names.sort_unstable();
    assert_eq!(names, ["Ada 2", "Bo"]);

    let first = receiver.next("score");
    let rising = receiver.wait(PATIENCE, "higher score", |event| {
        event["event"] == "score"
            && event["seat"] == first["seat"]
            && event["total"].as_i64() > first["total"].as_i64()
    });
    assert!(rising["points"].as_i64() > Some(0));

    drop(bo.stop());
    let left = receiver.wait(PATIENCE, "pad_left", |e| {
        e["event"] == "pad_left" && e["name"] == "Bo"
    });
    assert_eq!(left["seat_kept"], true);
    receiver.next("score");

    let back = connect_with(&link, "Bo", bos_phone);
    let resumed = receiver.wait(PATIENCE, "pad_resumed", |e| {
        e["event"] == "pad_resumed" && e["name"] == "Bo"
    });
    for field in ["pad", "name", "seat"] {
        assert_eq!(resumed[field], left[field], "{field}");
    }
    until(&back, "play", |view| {
        view.phase == Phase::Playing && view.layout.is_some()
    });
    assert_eq!(about(receiver.seen(), "pad_joined").count(), 3);
    for pad in [ada.stop(), cy.stop(), back] {
        pad.leave();
    }
    let left = receiver.wait(PATIENCE, "a leave", |e| e["seat_kept"] == false);
    assert_eq!(left["reason"], "quit");
    receiver.next("game_aborted");
}

#[test]
fn a_full_receiver_says_so_to_the_pad_and_in_the_events() {
    let mut receiver = Receiver::start(&["--cap", "1"]);
    let link = link(&receiver.next("listening"));
    let _first = connect(&link, "Ada");
    receiver.next("pad_joined");
    let second = connect(&link, "Bo");
    let rejected = receiver.next("pad_rejected");
    let expected =
        json!({"event": "pad_rejected", "pad": null, "name": "Bo", "seat": null, "reason": "full"});
    assert_eq!(rejected, expected);
    let end = Instant::now() + PATIENCE;
    let refusal = loop {
        if let Some(PadUpdate::Refused(refusal)) = second.poll() {
            break refusal;
        }
        assert!(Instant::now() < end, "the pad is not told");
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(refusal, Refusal::Full);
}

#[test]
fn ends_after_the_time_that_was_given() {
    let (mut command, _folder) = couchpad(&[
        "--display",
        "none",
        "--bind",
        "127.0.0.1:0",
        "--exit-after",
        "0.2",
    ]);
    let ended = run(&mut command);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(
        ended.stdout.starts_with("Listening on 127.0.0.1:"),
        "{}",
        ended.stdout
    );
    assert_eq!(ended.stdout.lines().count(), 1, "{}", ended.stdout);
}

#[cfg(unix)]
#[test]
fn ctrl_c_and_sigterm_say_good_bye_and_end_well() {
    for signal in ["INT", "TERM", "HUP"] {
        let mut receiver = Receiver::start(&[]);
        let link = link(&receiver.next("listening"));
        let pad = connect(&link, "Ada");
        receiver.next("game_started");
        until(&pad, "play", |view| view.phase == Phase::Playing);
        receiver.signal(signal);
        assert_eq!(receiver.ended().code(), Some(0), "SIG{signal}");
        let end = Instant::now() + PATIENCE;
        while pad.poll()
            != Some(PadUpdate::Lost {
                reason: PadLoss::ReceiverQuit,
            })
        {
            assert!(
                Instant::now() < end,
                "the pad was not told of SIG{signal}: {:?}",
                pad.view()
            );
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

#[test]
fn ends_quietly_when_nobody_reads_the_events() {
    let mut receiver = Receiver::start(&[]);
    let link = link(&receiver.next("listening"));
    receiver.stop_reading();
    let _pads: Vec<_> = (0..3)
        .map(|n| Player::new(connect(&link, &format!("P{n}"))))
        .collect();
    assert_eq!(receiver.ended().code(), Some(0));
}
