//! The receiver's program without a window, started, killed and started again in its place; what it tells is read line by line.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver as Lines, channel};
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;

/// Long enough for anything on a busy machine; a test that waits so long has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A running receiver, with what it keeps.
pub(crate) struct Receiver {
    child: Child,
    lines: Lines<String>,
    listening: Told,
    name: String,
    announced: bool,
    data: TempDir,
}

/// A line that it told: one JSON object.
#[derive(Clone, Debug)]
pub(crate) struct Told(String);

impl Receiver {
    /// Starts one of that name on a free port of this machine alone.
    ///
    /// # Errors
    /// What is missing, as the middle of a sentence.
    pub(crate) fn start(name: &str, announced: bool) -> Result<Self, String> {
        let data = tempfile::tempdir().expect("a folder");
        let (child, lines) = launch(name, announced, "127.0.0.1:0", data.path())?;
        let mut receiver = Self {
            child,
            lines,
            listening: Told(String::new()),
            name: name.to_owned(),
            announced,
            data,
        };
        receiver.listening = receiver.next("listening");
        Ok(receiver)
    }

    /// Where it is joined.
    pub(crate) fn address(&self) -> String {
        self.listening.text("tcp").to_owned()
    }

    /// The digits that it shows.
    pub(crate) fn code(&self) -> String {
        self.listening.text("code").to_owned()
    }

    /// Ends it without a last word.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it is gone");
    }

    /// Starts it where it was, with what it has kept.
    pub(crate) fn start_again(&mut self) {
        let again = launch(
            &self.name,
            self.announced,
            &self.address(),
            self.data.path(),
        );
        (self.child, self.lines) = again.expect("it was there a moment ago");
        self.listening = self.next("listening");
    }

    /// The next line of this kind, within that time.
    pub(crate) fn within(&mut self, time: Duration, kind: &str) -> Option<Told> {
        let end = Instant::now() + time;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let told = Told(self.lines.recv_timeout(left).ok()?);
            if told.text("event") == kind {
                return Some(told);
            }
        }
    }

    /// The next line of this kind.
    pub(crate) fn next(&mut self, kind: &str) -> Told {
        let told = self.within(PATIENCE, kind);
        told.unwrap_or_else(|| panic!("the receiver told no {kind}"))
    }

    /// Waits until it has written something since then: what it would have after a crash.
    pub(crate) fn until_kept_since(&self, time: SystemTime) {
        let end = Instant::now() + PATIENCE;
        while newest(self.data.path()).is_none_or(|newest| newest <= time) {
            assert!(Instant::now() < end, "it keeps nothing");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        // the test may have ended it
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Told {
    /// A field's value, without its quotes; empty where there is none.
    pub(crate) fn text(&self, field: &str) -> &str {
        let Some((_, rest)) = self.0.split_once(&format!("\"{field}\":")) else {
            return "";
        };
        let value = rest.split([',', '}']).next().unwrap_or_default();
        value.trim_matches('"')
    }
}

/// The program that is built beside the controller's.
fn program() -> Result<PathBuf, String> {
    let controller = Path::new(env!("CARGO_BIN_EXE_couchpad-gamepad"));
    let program = controller.with_file_name("couchpad");
    if program.is_file() {
        return Ok(program);
    }
    Err(format!(
        "{} is not built (cargo build --workspace --bins)",
        program.display()
    ))
}

fn launch(
    name: &str,
    announced: bool,
    bind: &str,
    data: &Path,
) -> Result<(Child, Lines<String>), String> {
    let mut command = Command::new(program()?);
    command
        .args(["--display", "none", "--events", "json", "--seed", "5"])
        .args(["--bind", bind, "--receiver-name", name])
        .env("COUCHPAD_CONFIG_DIR", data.join("config"))
        .env("COUCHPAD_STATE_DIR", data.join("state"))
        .env("COUCHPAD_DATA_DIR", data.join("data"))
        .env_remove("RUST_LOG")
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    if !announced {
        command.arg("--no-discovery");
    }
    let mut child = command.spawn().expect("the receiver starts");
    let out = child.stdout.take().expect("its output is a pipe");
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        let mut all = BufReader::new(out).lines().map_while(Result::ok);
        // nobody listens once the test is over
        all.try_for_each(|line| sender.send(line))
    });
    Ok((child, lines))
}

/// When anything in a folder was last written.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    let times = entries.filter_map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            newest(&path)
        } else {
            entry.metadata().ok()?.modified().ok()
        }
    });
    times.max()
}
