//! Somebody with eyes and one finger, in front of a controller that runs as a program of its own.

use crate::receiver::PATIENCE;
use crate::screen::Display;
use crate::twin::{Twin, middle};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a finger stays down in a tap; a program that draws slowly sees both ends of it all the same.
const TAP: Duration = Duration::from_millis(60);
/// Between two looks.
const GLANCE: Duration = Duration::from_millis(50);
/// Motions of a swipe.
const MOTIONS: u8 = 12;

/// The person, the display and the program on it.
pub(crate) struct Person {
    display: Display,
    controller: Child,
    expects: Option<Twin>,
    _data: TempDir,
}

impl Person {
    /// Opens the app of a controller that nobody knows.
    pub(crate) fn with(display: Display, arguments: &[&str]) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let size = format!("{}x{}", super::WIDTH, super::HEIGHT);
        let controller = Command::new(env!("CARGO_BIN_EXE_couchpad-gamepad"))
            .args(["--size", &size])
            .args(arguments)
            .env("DISPLAY", display.name())
            .env("COUCHPAD_DATA_DIR", data.path())
            .env("LC_ALL", "en_GB.UTF-8")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .spawn()
            .expect("the controller starts");
        Self {
            display,
            controller,
            expects: None,
            _data: data,
        }
    }

    /// From now on this is what the person expects to see.
    pub(crate) fn looks_at(&mut self, twin: Twin) {
        self.expects = Some(twin);
    }

    /// Waits for these words where they should be.
    pub(crate) fn sees(&mut self, words: &str) {
        let twin = self.expects.as_ref().expect("something to look for");
        let place = twin.place(words);
        let end = Instant::now() + PATIENCE;
        loop {
            let picture = self.display.picture();
            if twin.is_shown(place, |x, y| picture.at(x, y)) {
                return;
            }
            let status = self.controller.try_wait().expect("its status");
            assert!(status.is_none(), "the controller has ended: {status:?}");
            if Instant::now() > end {
                let file = format!("{}/without {words}.ppm", env!("CARGO_TARGET_TMPDIR"));
                picture.save(file.as_ref());
                panic!("`{words}` is not on the glass, which is kept in {file}");
            }
            sleep(GLANCE);
        }
    }

    /// Taps the words, once they are there.
    pub(crate) fn taps(&mut self, words: &str) {
        self.sees(words);
        let twin = self.expects.as_ref().expect("something to look for");
        let at = middle(twin.place(words));
        self.display.points_at(at.x, at.y);
        self.display.does("mousedown 1");
        sleep(TAP);
        self.display.does("mouseup 1");
    }

    /// Swipes above the buttons, between two shares of the glass's width.
    pub(crate) fn swipes(&mut self, from: f32, to: f32) {
        let height = super::HEIGHT as f32 * 0.5;
        let at = |share: f32| super::WIDTH as f32 * share;
        self.display.points_at(at(from), height);
        self.display.does("mousedown 1");
        for motion in 1..=MOTIONS {
            let share = f32::from(motion) / f32::from(MOTIONS);
            self.display
                .points_at(at(from + (to - from) * share), height);
            sleep(GLANCE / 3);
        }
        self.display.does("mouseup 1");
    }

    /// Whether the program still runs.
    pub(crate) fn is_still_there(&mut self) -> bool {
        self.controller
            .try_wait()
            .is_ok_and(|status| status.is_none())
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        // it may have ended by itself
        let _ = self.controller.kill();
        let _ = self.controller.wait();
    }
}
