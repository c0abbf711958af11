//! Runs the receiver, and learns where pads join.
//!
//! With its events on a pipe the receiver says so itself. The terminal view owns standard output, so there the
//! port is chosen beforehand, and the pads try until the receiver answers.

use std::io::{BufRead as _, BufReader};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::Path;
use std::process::{ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};

use anyhow::Context as _;

use super::process::{GLANCE, Process, StopRequest};
use super::view::{View, take_option};
use super::{events, refuse, say};

/// The exit status of a program that the user stopped.
const STOPPED: u8 = 130;

/// The running receiver.
pub(super) struct Receiver {
    process: Process,
    link: Link,
    reader: Option<JoinHandle<()>>,
}

/// How the join link is known.
enum Link {
    Known(String),
    /// The reader passes it on when the receiver has told it.
    Told(mpsc::Receiver<String>),
}

impl Receiver {
    /// Starts it in `view`, with what is left of the user's own options. `display` is the user's word for the
    /// view, if there was one.
    pub(super) fn start(
        program: &Path,
        mut options: Vec<String>,
        view: View,
        display: Option<&str>,
    ) -> anyhow::Result<Self> {
        let display = display
            .filter(|word| *word != "auto")
            .unwrap_or(view.option())
            .to_owned();
        options.extend(["--display".to_owned(), display]);
        match view {
            View::Terminal => Self::start_in_terminal(program, options),
            View::Window | View::Events => Self::start_with_events(program, options),
        }
    }

    fn start_in_terminal(program: &Path, mut options: Vec<String>) -> anyhow::Result<Self> {
        let address = terminal_address(take_option(&mut options, "--bind").as_deref())?;
        options.extend(["--bind".to_owned(), address.to_string()]);
        let process = Process::start("couchpad", Command::new(program).args(&options))?;
        Ok(Self {
            process,
            link: Link::Known(format!("couchpad://{address}")),
            reader: None,
        })
    }

    fn start_with_events(program: &Path, mut options: Vec<String>) -> anyhow::Result<Self> {
        let asked = take_option(&mut options, "--events");
        let raw = asked.is_some();
        options.extend([
            "--events".to_owned(),
            asked.unwrap_or_else(|| "json".to_owned()),
        ]);
        let mut command = Command::new(program);
        command
            .args(&options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut process = Process::start("couchpad", &mut command)?;
        let output = process
            .take_output()
            .context("the receiver has no output")?;
        let (sender, link) = mpsc::channel();
        let reader = thread::spawn(move || read_events(output, raw, &sender));
        Ok(Self {
            process,
            link: Link::Told(link),
            reader: Some(reader),
        })
    }

    /// Where pads join. `None` where the receiver ended, or the user stopped it, before it said so.
    pub(super) fn join_link(&self, stop: &StopRequest) -> Option<String> {
        let told = match &self.link {
            Link::Known(link) => return Some(link.clone()),
            Link::Told(told) => told,
        };
        while !stop.is_made() {
            match told.recv_timeout(GLANCE) {
                Ok(link) => return Some(link),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        None
    }

    /// Waits for the receiver's end, or the user's, then ends the pads. Returns the exit status.
    pub(super) fn finish(mut self, stop: &StopRequest, mut pads: Vec<Process>) -> u8 {
        let mut unexpected = Vec::new();
        while self.process.ended().is_none() && !stop.is_made() {
            pads.retain_mut(|pad| match pad.ended() {
                Some(status) if !status.success() => {
                    unexpected.push(pad.obituary(status));
                    false
                }
                _ => true,
            });
            // In the terminal view the screen is the receiver's: this waits for its end.
            if matches!(self.link, Link::Told(_)) {
                tell(&mut unexpected);
            }
            thread::sleep(GLANCE);
        }
        pads.iter_mut().for_each(Process::ask_to_end);
        drop(pads);
        self.process.end();
        if let Some(reader) = self.reader.take() {
            // A reader that panicked has printed why.
            let _ = reader.join();
        }
        tell(&mut unexpected);
        match self.process.ended() {
            _ if stop.is_made() => STOPPED,
            Some(status) => exit_status(status),
            None => 1,
        }
    }
}

fn tell(notes: &mut Vec<String>) {
    notes.drain(..).for_each(|note| say(&note));
}

fn exit_status(status: ExitStatus) -> u8 {
    match status.code().map(u8::try_from) {
        Some(Ok(code)) => code,
        _ => {
            say(&format!("couchpad ended ({status})"));
            1
        }
    }
}

/// Prints every event, and passes on the join link. Ends with the receiver's output.
fn read_events(output: ChildStdout, raw: bool, link: &Sender<String>) {
    let mut narrator = events::Narrator::default();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        if let Some(found) = events::join_link(&line) {
            // Nobody listens any more once the user has stopped the game.
            let _ = link.send(found);
        }
        if raw {
            println!("{line}");
        } else {
            println!("{}", narrator.sentence(&line));
        }
    }
}

/// The address that the user asked for, with a free port in place of "any".
fn terminal_address(asked: Option<&str>) -> anyhow::Result<SocketAddr> {
    let Some(text) = asked else {
        return free_port(Ipv4Addr::LOCALHOST.into());
    };
    match text.parse::<SocketAddr>() {
        Ok(address) if address.port() == 0 => free_port(address.ip()),
        Ok(address) => Ok(address),
        Err(_) => refuse(format!(
            "`--bind {text}`: that is not an address and a port, such as 127.0.0.1:47000"
        )),
    }
}

/// A port that is free for both UDP and TCP: the receiver needs both. Somebody else may still take it before the
/// receiver does, which then says so.
fn free_port(ip: IpAddr) -> anyhow::Result<SocketAddr> {
    let attempt = || -> std::io::Result<SocketAddr> {
        let address = UdpSocket::bind((ip, 0))?.local_addr()?;
        TcpListener::bind(address)?;
        Ok(address)
    };
    (0..15)
        .find_map(|_| attempt().ok())
        .map_or_else(attempt, Ok)
        .with_context(|| format!("no free port on {ip}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_it_is() {
        let address = terminal_address(Some("127.0.0.1:4711")).expect("an address");
        assert_eq!(address.to_string(), "127.0.0.1:4711");
    }

    #[test]
    fn any_port_becomes_a_real_one() {
        for asked in [None, Some("127.0.0.1:0")] {
            let address = terminal_address(asked).expect("a free port");
            assert!(
                address.ip().is_loopback() && address.port() != 0,
                "{address}"
            );
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let error = terminal_address(Some("couch")).expect_err("no address");
        assert!(error.is::<crate::Refusal>());
    }
}
