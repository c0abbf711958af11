//! Programs that this one starts: none outlives it, and each gets the chance to say goodbye.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;

/// How long a program may take to end when asked to.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often a running program is looked at.
pub(super) const GLANCE: Duration = Duration::from_millis(50);

/// A running program; ended when dropped.
#[derive(Debug)]
pub(super) struct Process {
    name: String,
    child: Child,
    log: Option<PathBuf>,
    status: Option<ExitStatus>,
}

impl Process {
    pub(super) fn start(name: &str, command: &mut Command) -> anyhow::Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command
            .spawn()
            .with_context(|| format!("cannot start {program}"))?;
        Ok(Self {
            name: name.to_owned(),
            child,
            log: None,
            status: None,
        })
    }

    /// Starts it with no input, and all that it says in the file `log`.
    pub(super) fn start_logged(
        name: &str,
        command: &mut Command,
        log: &Path,
    ) -> anyhow::Result<Self> {
        let file = || File::create(log).with_context(|| format!("cannot write {}", log.display()));
        let output = file()?;
        let errors = output.try_clone().context("cannot share the log file")?;
        let mut process = Self::start(
            name,
            command.stdin(Stdio::null()).stdout(output).stderr(errors),
        )?;
        process.log = Some(log.to_owned());
        Ok(process)
    }

    pub(super) fn take_output(&mut self) -> Option<std::process::ChildStdout> {
        self.child.stdout.take()
    }

    /// How it ended, once it has.
    pub(super) fn ended(&mut self) -> Option<ExitStatus> {
        if self.status.is_none() {
            self.status = self.child.try_wait().ok().flatten();
        }
        self.status
    }

    /// What to tell the user about an end that nobody asked for.
    pub(super) fn obituary(&self, status: ExitStatus) -> String {
        let last_line = self
            .log
            .as_ref()
            .and_then(|log| last_line(&std::fs::read_to_string(log).ok()?));
        match (&self.log, last_line) {
            (Some(log), Some(line)) => format!(
                "{} ended ({status}): {line} (more in {})",
                self.name,
                log.display()
            ),
            _ => format!("{} ended ({status})", self.name),
        }
    }

    /// Asks it to end, without waiting.
    pub(super) fn ask_to_end(&mut self) {
        if self.ended().is_none() {
            ask_to_end(&mut self.child);
        }
    }

    /// Waits until it has ended, for a while; then ends it.
    pub(super) fn end(&mut self) {
        self.ask_to_end();
        let limit = Instant::now() + PATIENCE;
        while self.ended().is_none() && Instant::now() < limit {
            thread::sleep(GLANCE);
        }
        if self.ended().is_none() {
            // Either works, or it has just ended by itself.
            let _ = self.child.kill();
            self.status = self.child.wait().ok();
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

fn last_line(text: &str) -> Option<String> {
    let line = text.lines().rev().find(|line| !line.trim().is_empty())?;
    Some(
        line.chars()
            .filter(|character| !character.is_control())
            .collect(),
    )
}

#[cfg(unix)]
fn ask_to_end(child: &mut Child) {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;
    if let Ok(id) = i32::try_from(child.id()) {
        // An error means that it has ended already.
        let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
    }
}

/// Windows has no polite way to ask another program: a pad's link times out there instead.
#[cfg(not(unix))]
fn ask_to_end(child: &mut Child) {
    let _ = child.kill();
}

/// Ctrl-C, or a polite kill: from then on it is remembered here and no longer ends this program by itself.
#[derive(Debug)]
pub(super) struct StopRequest(Arc<AtomicBool>);

impl StopRequest {
    pub(super) fn watch() -> anyhow::Result<Self> {
        use signal_hook::consts;
        let flag = Arc::new(AtomicBool::new(false));
        let signals = [
            consts::SIGINT,
            consts::SIGTERM,
            #[cfg(unix)]
            consts::SIGHUP,
        ];
        for signal in signals {
            signal_hook::flag::register(signal, Arc::clone(&flag))
                .context("cannot watch for Ctrl-C")?;
        }
        Ok(Self(flag))
    }

    pub(super) fn is_made(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_that_says_something() {
        assert_eq!(last_line("one\ntwo\n\n").as_deref(), Some("two"));
        assert_eq!(last_line("\n"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_dropped_process_is_gone() {
        use nix::sys::signal::kill;
        use nix::unistd::Pid;
        let process =
            Process::start("sleeper", Command::new("sleep").arg("600")).expect("sleep starts");
        let id = Pid::from_raw(i32::try_from(process.child.id()).expect("a process id"));
        assert!(kill(id, None).is_ok());
        drop(process);
        assert!(kill(id, None).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_process_that_will_not_listen_is_ended() {
        let mut command = Command::new("sh");
        command
            .args([
                "-c",
                "trap '' TERM; echo ready; while true; do sleep 1; done",
            ])
            .stdout(Stdio::piped());
        let mut process = Process::start("stubborn", &mut command).expect("sh starts");
        let mut first = [0];
        let mut output = process.take_output().expect("its output");
        std::io::Read::read_exact(&mut output, &mut first).expect("the trap is set");
        process.end();
        assert!(process.ended().is_some_and(|status| !status.success()));
    }
}
