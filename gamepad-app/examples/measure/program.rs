//! The pad as a program of its own on a display of its own, and what the system tells of it.

use crate::screen::Display;
use anyhow::Context as _;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A phone of common size, in pixels.
pub(crate) const WIDTH: u32 = 412;
pub(crate) const HEIGHT: u32 = 915;
/// What the pad logs once a frame, where it is asked for.
const FRAMES: &str = "couchpad_gamepad::redraw=trace";
/// How the kernel counts time in `/proc`: its `USER_HZ`, which is 100 on every system that has it.
const TICK: Duration = Duration::from_millis(10);

/// The running pad. Ends with this value.
pub(crate) struct Program {
    child: Child,
    pub(crate) started: Instant,
    frames: Arc<Mutex<Vec<Instant>>>,
    _data: TempDir,
}

/// What it has used up to a moment.
#[derive(Clone, Copy)]
pub(crate) struct Used {
    cpu: Duration,
    frames: u64,
    wakes: u64,
    at: Instant,
}

/// What it uses a second.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    /// Of one core, in percent.
    pub(crate) cpu: f64,
    /// Frames drawn.
    pub(crate) frames: f64,
    /// Times that one of its threads went to sleep.
    pub(crate) wakes: f64,
}

/// A display that has room for it.
pub(crate) fn display() -> anyhow::Result<Display> {
    Display::open(WIDTH, HEIGHT).map_err(|missing| {
        anyhow::anyhow!("{missing}; cargo xtask setup --for test installs the programs")
    })
}

/// The program beside this one.
pub(crate) fn binary() -> anyhow::Result<PathBuf> {
    let this = std::env::current_exe()?;
    let folder = this
        .ancestors()
        .nth(2)
        .context("this program lies nowhere")?;
    let program = folder.join("couchpad-gamepad");
    anyhow::ensure!(
        program.is_file(),
        "there is no {}: build it with cargo build --release --workspace --bins",
        program.display()
    );
    Ok(program)
}

impl Program {
    /// Starts it as a player whom nobody knows.
    pub(crate) fn start(display: &Display, arguments: &[&str]) -> anyhow::Result<Self> {
        let data = tempfile::tempdir()?;
        let mut command = Command::new(binary()?);
        command
            .args(["--size", &format!("{WIDTH}x{HEIGHT}"), "--name", "Ada"])
            .args(arguments)
            .env("DISPLAY", display.name())
            .env("COUCHPAD_DATA_DIR", data.path())
            .env("RUST_LOG", FRAMES)
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        let started = Instant::now();
        let mut child = command.spawn()?;
        let frames = Arc::new(Mutex::new(Vec::new()));
        if let Some(log) = child.stderr.take() {
            let frames = Arc::clone(&frames);
            std::thread::spawn(move || {
                for line in BufReader::new(log).lines().map_while(Result::ok) {
                    if line.ends_with("drawn") {
                        let now = Instant::now();
                        frames
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .push(now);
                    } else {
                        eprintln!("{line}");
                    }
                }
            });
        }
        Ok(Self {
            child,
            started,
            frames,
            _data: data,
        })
    }

    /// What it has used until now.
    pub(crate) fn used(&self) -> anyhow::Result<Used> {
        let folder = format!("/proc/{}", self.child.id());
        let stat = fs::read_to_string(format!("{folder}/stat"))?;
        let (user, system) = ticks(&stat).context("the system tells no times")?;
        let mut wakes = 0;
        for thread in fs::read_dir(format!("{folder}/task"))?.flatten() {
            // it may have ended just now
            let status = fs::read_to_string(thread.path().join("status")).unwrap_or_default();
            wakes += switches(&status).unwrap_or_default();
        }
        Ok(Used {
            cpu: TICK * u32::try_from(user + system)?,
            frames: self.drawn().len() as u64,
            wakes,
            at: Instant::now(),
        })
    }

    /// When each frame was drawn.
    pub(crate) fn drawn(&self) -> Vec<Instant> {
        let frames = self.frames.lock();
        frames.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What it uses a second, for so long.
    pub(crate) fn rate(&self, time: Duration) -> anyhow::Result<Rate> {
        let before = self.used()?;
        std::thread::sleep(time);
        Ok(self.used()?.since(before))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // it may have ended by itself
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Used {
    pub(crate) fn since(self, before: Self) -> Rate {
        let seconds = (self.at - before.at).as_secs_f64();
        // threads that have ended took their count with them
        let wakes = self.wakes.saturating_sub(before.wakes);
        Rate {
            cpu: (self.cpu.saturating_sub(before.cpu)).as_secs_f64() / seconds * 100.0,
            frames: (self.frames - before.frames) as f64 / seconds,
            wakes: wakes as f64 / seconds,
        }
    }
}

/// User's and system's time of a process, the 14th and 15th field of its line; the second may contain spaces.
fn ticks(stat: &str) -> Option<(u64, u64)> {
    let rest = stat.rsplit_once(')')?.1;
    let mut fields = rest.split_whitespace().skip(11);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

fn switches(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find(|line| line.starts_with("voluntary_ctxt"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
