//! Sound as a process plays it, on devices that ALSA makes up: one that writes what it hears to a file, one that never opens,
//! and none at all.

use crate::process::{PATIENCE, Receiver};
use couchpad_core::protocol::Profile;
use couchpad_core::{Pad, PadOptions, Target};
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A receiver that is to sound, on a machine whose only device is this one; and a pad that joined it.
struct Evening {
    receiver: Receiver,
    _pad: Pad,
}

impl Evening {
    fn begin(folder: &TempDir, devices: &str, flags: &[&str]) -> Self {
        let devices_file = folder.path().join("asound.conf");
        fs::write(&devices_file, devices).unwrap();
        let log = File::create(folder.path().join("log")).unwrap();
        let base = ["--bind", "127.0.0.1:0", "--no-discovery"];
        let mut receiver = Receiver::launch(&[&base[..], flags].concat(), |command| {
            command
                .env("ALSA_CONFIG_PATH", &devices_file)
                .env("RUST_LOG", "info")
                .stderr(log);
        });
        let listening = receiver.next("listening");
        let link = listening["join"].as_str().unwrap().parse().unwrap();
        let profile = Profile {
            name: "Ada".into(),
            mark: None,
        };
        let options = PadOptions {
            profile,
            ..PadOptions::default()
        };
        let target = Target::of_link(&link).expect("the whole link");
        let pad = Pad::connect(target, options).unwrap();
        receiver.next("game_started");
        Self {
            receiver,
            _pad: pad,
        }
    }

    /// Ends in order, and tells what stands in the log.
    fn end(mut self, folder: &TempDir) -> String {
        self.receiver.signal("TERM");
        assert!(self.receiver.ended().success());
        fs::read_to_string(folder.path().join("log")).unwrap()
    }
}

fn to_file(path: &Path) -> String {
    format!(
        "pcm.!default {{ type file slave.pcm {{ type null }} file \"{}\" format raw }}\n",
        path.display()
    )
}

/// Whether anything but silence is in these samples.
fn is_heard(samples: &Path) -> bool {
    fs::read(samples).is_ok_and(|bytes| bytes.iter().any(|byte| *byte != 0))
}

#[test]
fn whoever_joins_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let samples = folder.path().join("samples");
    let evening = Evening::begin(&folder, &to_file(&samples), &["--sound"]);
    let until = Instant::now() + PATIENCE;
    while !is_heard(&samples) {
        assert!(Instant::now() < until, "nothing is heard");
        std::thread::sleep(Duration::from_millis(50));
    }
    let log = evening.end(&folder);
    assert!(!log.contains("no sound"), "{log}");
}

#[test]
fn a_device_that_never_opens_holds_nobody_up() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    // to open a pipe for writing waits for a reader, and there is none
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()));
    let mut evening = Evening::begin(&folder, &to_file(&pipe), &["--sound"]);
    evening.receiver.next("score");
    evening.end(&folder);
}

#[test]
fn no_device_is_told_in_one_line_and_the_game_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut evening = Evening::begin(&folder, "", &["--sound"]);
    evening.receiver.next("score");
    let log = evening.end(&folder);
    let told = log.lines().filter(|line| line.contains("sound"));
    assert_eq!(told.count(), 1, "{log}");
    assert!(!log.contains("ALSA lib"), "{log}");
}

#[test]
fn without_a_window_nothing_sounds_unless_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let samples = folder.path().join("samples");
    let mut evening = Evening::begin(&folder, &to_file(&samples), &[]);
    evening.receiver.next("score");
    evening.end(&folder);
    assert!(!samples.exists());
}
