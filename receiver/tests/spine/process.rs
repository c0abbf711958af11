//! A receiver as its own process, for tests: started with settings of its own, read line by line, ended with the test.

use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver as Lines, RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Long enough for any event on a busy machine; a test that waits so long has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A command that runs the receiver with no display and empty folders for settings, state and data.
pub(crate) fn couchpad(args: &[&str]) -> (Command, TempDir) {
    let folder = tempfile::tempdir().expect("a folder for settings");
    let mut command = Command::new(env!("CARGO_BIN_EXE_couchpad"));
    command
        .args(args)
        .env("COUCHPAD_CONFIG_DIR", folder.path())
        .env("COUCHPAD_STATE_DIR", folder.path())
        .env("COUCHPAD_DATA_DIR", folder.path().join("data"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("RUST_LOG")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    (command, folder)
}

/// A running receiver that writes events.
pub(crate) struct Receiver {
    child: Child,
    events: Lines<Value>,
    seen: Vec<Value>,
    _folder: TempDir,
}

impl Receiver {
    /// Starts one without a display on a free port, whom nobody knows.
    pub(crate) fn start(args: &[&str]) -> Self {
        let all = [&["--bind", "127.0.0.1:0", "--no-discovery"], args].concat();
        Self::launch(&all, |_| {})
    }

    /// Starts one that announces itself on this machine alone.
    #[cfg(target_os = "linux")]
    pub(crate) fn start_announced(name: &str) -> Self {
        let args = ["--bind", "127.0.0.1:0", "--receiver-name", name];
        Self::launch(&args, |_| {})
    }

    /// Starts one with a folder for its identity that outlives it; the flags say where it listens.
    pub(crate) fn start_in(data: &Path, args: &[&str]) -> Self {
        let all = [&["--no-discovery"], args].concat();
        Self::launch(&all, |command| {
            command.env("COUCHPAD_DATA_DIR", data);
        })
    }

    /// Starts one that logs all that it can to a file.
    pub(crate) fn start_logging(log: &Path) -> Self {
        let log = File::create(log).expect("a log");
        let args = ["--bind", "127.0.0.1:0", "--no-discovery"];
        Self::launch(&args, |command| {
            command.env("RUST_LOG", "trace").stderr(log);
        })
    }

    /// Starts one without a display, changed before.
    pub(crate) fn launch(args: &[&str], change: impl FnOnce(&mut Command)) -> Self {
        let base = ["--display", "none", "--events", "json"];
        let (mut command, folder) = couchpad(&[&base[..], args].concat());
        command.stderr(Stdio::inherit());
        change(&mut command);
        let mut child = command.spawn().expect("the receiver starts");
        let stdout = child.stdout.take().expect("its output is a pipe");
        let (sender, events) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let event = serde_json::from_str(&line)
                    .unwrap_or_else(|error| panic!("not JSON ({error}): {line}"));
                if sender.send(event).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            events,
            seen: Vec::new(),
            _folder: folder,
        }
    }

    /// The first event from now on that fits. Fails with all that came when none does in `patience`.
    pub(crate) fn wait(
        &mut self,
        patience: Duration,
        what: &str,
        fits: impl Fn(&Value) -> bool,
    ) -> Value {
        let until = Instant::now() + patience;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(event) => {
                    self.seen.push(event.clone());
                    if fits(&event) {
                        return event;
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("no {what} in {patience:?}; so far: {:#?}", self.seen)
                }
            }
        }
    }

    /// The next event of this kind.
    pub(crate) fn next(&mut self, kind: &str) -> Value {
        self.wait(PATIENCE, kind, |event| event["event"] == kind)
    }

    /// Everything that it wrote, once it has ended.
    pub(crate) fn all(&mut self) -> &[Value] {
        self.seen.extend(self.events.iter());
        &self.seen
    }

    /// Everything that was read so far.
    pub(crate) fn seen(&self) -> &[Value] {
        &self.seen
    }

    /// Its process.
    #[cfg(target_os = "linux")]
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal to it.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args(["-s", name, &self.child.id().to_string()])
            .status();
        assert!(status.is_ok_and(|status| status.success()));
    }

    /// Ends it without a last word: SIGKILL, or its like.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it is gone");
    }

    /// Stops reading its events.
    pub(crate) fn stop_reading(&mut self) {
        // the reading thread ends at the next event, and the pipe with it
        self.events = channel().1;
    }

    /// Waits until it ends.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("its status") {
                return status;
            }
            assert!(Instant::now() < until, "the receiver does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a run that ends by itself wrote, and its status.
pub(crate) struct Ended {
    /// Its status.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

/// Runs until it ends by itself; fails if it does not.
pub(crate) fn run(command: &mut Command) -> Ended {
    let mut child = command.spawn().expect("the receiver starts");
    let until = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = child.try_wait().expect("its status") {
            break status;
        }
        if Instant::now() >= until {
            let _ = child.kill();
            panic!("it does not end by itself");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let mut ended = Ended {
        code: status.code(),
        stdout: String::new(),
        stderr: String::new(),
    };
    let out = child
        .stdout
        .take()
        .map(|mut o| o.read_to_string(&mut ended.stdout));
    let err = child
        .stderr
        .take()
        .map(|mut e| e.read_to_string(&mut ended.stderr));
    assert!([out, err].into_iter().flatten().all(|read| read.is_ok()));
    ended
}
