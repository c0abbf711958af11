//! What the doctor asks the system: commands with a time limit, files, interfaces. A trait, so that samples of real systems
//! can stand in. Must not know what the answers mean.

use crate::interfaces::{Interface, default_route, interfaces};
use std::fs::File;
use std::io::Read;
use std::net::IpAddr;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Time that a command has.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// How much of a command's answer or of a file is read, in bytes.
const MOST_BYTES: u64 = 512 * 1024;

/// The family of the operating system: which tools it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Os {
    Linux,
    Mac,
    Windows,
    /// A phone, or one whose tools are not known.
    Other,
}

impl Os {
    pub(super) const HERE: Self = if cfg!(target_os = "linux") {
        Self::Linux
    } else if cfg!(target_os = "macos") {
        Self::Mac
    } else if cfg!(windows) {
        Self::Windows
    } else {
        Self::Other
    };
}

/// A command's answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Output {
    /// Whether it ended with success.
    pub(super) ok: bool,
    /// What it wrote to standard output.
    pub(super) text: String,
}

/// A system to examine.
pub(super) trait System: Sync {
    fn os(&self) -> Os;
    /// Runs a program; `None` if it is not there or takes too long.
    fn run(&self, program: &str, arguments: &[&str]) -> Option<Output>;
    /// A file's text; `Err` with why.
    fn read(&self, path: &str) -> std::io::Result<String>;
    /// Whether there is something at this path.
    fn exists(&self, path: &str) -> bool;
    fn interfaces(&self) -> Vec<Interface>;
    /// The address of the default route.
    fn default_route(&self) -> Option<IpAddr>;
    /// This program's own file, which firewalls know it by.
    fn program(&self) -> String;
}

/// The system that this runs on.
pub(super) struct Here {
    /// No command runs longer.
    deadline: Instant,
}

impl Here {
    /// All commands together are to take no longer than this.
    pub(super) fn within(limit: Duration) -> Self {
        Self {
            deadline: Instant::now() + limit,
        }
    }
}

impl System for Here {
    fn os(&self) -> Os {
        Os::HERE
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Option<Output> {
        let mut command = Command::new(program);
        command.args(arguments).env("LC_ALL", "C");
        #[cfg(unix)]
        command.env("PATH", search_path());
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let output = command.spawn().ok().and_then(|child| {
            let soon = Instant::now() + PATIENCE;
            wait(child, soon.min(self.deadline))
        });
        tracing::debug!(
            "{program} {arguments:?}: {:?}",
            output.as_ref().map(|o| o.ok)
        );
        output
    }

    fn read(&self, path: &str) -> std::io::Result<String> {
        let mut bytes = Vec::new();
        File::open(path)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn exists(&self, path: &str) -> bool {
        std::path::Path::new(path).exists()
    }

    fn interfaces(&self) -> Vec<Interface> {
        interfaces()
    }

    fn default_route(&self) -> Option<IpAddr> {
        default_route()
    }

    fn program(&self) -> String {
        let path = std::env::current_exe().unwrap_or_default();
        path.to_string_lossy().into_owned()
    }
}

/// Firewalls' tools are where an ordinary user does not look.
#[cfg(unix)]
fn search_path() -> std::ffi::OsString {
    let mut path = std::env::var_os("PATH").unwrap_or_default();
    path.push(":/usr/sbin:/sbin:/usr/local/sbin");
    path
}

/// The answer of a command, which is ended when its time is over.
fn wait(mut child: Child, deadline: Instant) -> Option<Output> {
    let stdout = child.stdout.take()?;
    let (send, text) = mpsc::channel();
    // reading goes on beside the waiting, since a full pipe stops the command
    let reader = thread::Builder::new().name("doctor".to_owned());
    let reading = reader.spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.take(MOST_BYTES).read_to_end(&mut bytes);
        drop(send.send(read.map(|_| bytes)));
    });
    let left = deadline.saturating_duration_since(Instant::now());
    let text = reading.ok().and_then(|_| text.recv_timeout(left).ok());
    loop {
        match child.try_wait() {
            Ok(Some(status)) => {
                let bytes = text?.ok()?;
                let text = String::from_utf8_lossy(&bytes).into_owned();
                return Some(Output {
                    ok: status.success(),
                    text,
                });
            }
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(5)),
            _ => {
                drop(child.kill());
                drop(child.wait());
                return None;
            }
        }
    }
}

#[cfg(test)]
pub(super) mod sample {
    //! A system made of samples.

    use super::*;
    use crate::interfaces::classify;
    use std::collections::BTreeMap;
    use std::io;

    #[derive(Default)]
    pub(in crate::doctor) struct Sample {
        pub(in crate::doctor) os: Option<Os>,
        /// By command line.
        pub(in crate::doctor) commands: BTreeMap<String, Output>,
        /// `None`: there, but not for us.
        pub(in crate::doctor) files: BTreeMap<String, Option<String>>,
        pub(in crate::doctor) interfaces: Vec<Interface>,
    }

    impl Sample {
        pub(in crate::doctor) fn of(os: Os) -> Self {
            Self {
                os: Some(os),
                ..Self::default()
            }
        }

        pub(in crate::doctor) fn with(mut self, line: &str, text: &str) -> Self {
            let output = Output {
                ok: true,
                text: text.to_owned(),
            };
            self.commands.insert(line.to_owned(), output);
            self
        }

        pub(in crate::doctor) fn failing(mut self, line: &str) -> Self {
            self.commands.insert(line.to_owned(), Output::default());
            self
        }

        pub(in crate::doctor) fn file(mut self, path: &str, text: &str) -> Self {
            self.files.insert(path.to_owned(), Some(text.to_owned()));
            self
        }

        pub(in crate::doctor) fn secret(mut self, path: &str) -> Self {
            self.files.insert(path.to_owned(), None);
            self
        }

        pub(in crate::doctor) fn at(mut self, name: &str, ip: &str) -> Self {
            let ip: IpAddr = ip.parse().unwrap();
            self.interfaces.push(Interface {
                name: name.to_owned(),
                ip,
                prefix: if ip.is_ipv4() { 24 } else { 64 },
                kind: classify(name, ip, false),
                index: Some(self.interfaces.len() as u32 + 1),
                up: true,
            });
            self
        }
    }

    impl System for Sample {
        fn os(&self) -> Os {
            self.os.unwrap_or(Os::Other)
        }

        fn run(&self, program: &str, arguments: &[&str]) -> Option<Output> {
            let line = [&[program], arguments].concat().join(" ");
            self.commands.get(&line).cloned()
        }

        fn read(&self, path: &str) -> io::Result<String> {
            match self.files.get(path) {
                Some(Some(text)) => Ok(text.clone()),
                Some(None) => Err(io::ErrorKind::PermissionDenied.into()),
                None => Err(io::ErrorKind::NotFound.into()),
            }
        }

        fn exists(&self, path: &str) -> bool {
            self.files
                .keys()
                .any(|file| file == path || file.starts_with(&format!("{path}/")))
        }

        fn interfaces(&self) -> Vec<Interface> {
            self.interfaces.clone()
        }

        fn default_route(&self) -> Option<IpAddr> {
            self.interfaces.first().map(|interface| interface.ip)
        }

        fn program(&self) -> String {
            "/opt/couchpad".to_owned()
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn runs_commands_and_gives_up_on_slow_ones() {
        let here = Here::within(Duration::from_secs(60));
        let quick = here.run("sh", &["-c", "echo $LC_ALL; exit 3"]);
        assert!(matches!(quick, Some(Output { ok: false, text }) if text == "C\n"));
        assert!(here.run("no-such-program-here", &[]).is_none());
        assert!(here.run("sleep", &["1000"]).is_none());
        let late = Here::within(Duration::ZERO);
        assert!(late.run("sleep", &["1000"]).is_none());
    }

    #[test]
    fn an_endless_answer_is_cut() {
        let here = Here::within(Duration::from_secs(60));
        assert!(
            here.run("sh", &["-c", "cat /dev/zero"])
                .is_none_or(|o| o.text.len() as u64 <= MOST_BYTES)
        );
    }
}
