//! Runs the receiver, and learns where pads join.
//!
//! With its events on a pipe the receiver says so itself. The terminal view owns standard output: there the
//! receiver chooses its address by itself, unless pads are to join it, for which the port must be known beforehand.

use std::io::{BufRead as _, BufReader};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::Path;
use std::process::{ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::process::{GLANCE, Process, StopRequest};
use super::terminal::SavedTerminal;
use super::view::{View, take_option};
use super::{events, refuse, say};
use events::News;

/// The exit status of a program that the user stopped.
const STOPPED: u8 = 130;

/// Where the receiver listens if nobody says otherwise.
const USUAL_PORT: u16 = 4455;

/// How long the receiver may take to listen, and a pad to join, before the next pad is started all the same.
const ARRIVAL: Duration = Duration::from_secs(5);

/// The head start of a pad whose arrival nobody tells.
const HEAD_START: Duration = Duration::from_millis(150);

/// The running receiver.
pub(super) struct Receiver {
    process: Process,
    link: Link,
    reader: Option<JoinHandle<()>>,
    /// The terminal as it was before the receiver drew on it.
    terminal: Option<SavedTerminal>,
}

/// How the join link is known.
enum Link {
    /// Nobody joins from here.
    Unneeded,
    /// Chosen beforehand.
    Chosen(SocketAddr),
    /// The reader passes it on when the receiver has told it, and then who joins.
    Told(mpsc::Receiver<News>),
}

impl Receiver {
    /// Starts it in `view`, with what is left of the user's own options. `display` is the user's word for the
    /// view, if there was one; `has_pads` tells whether pads are to join from here.
    pub(super) fn start(
        program: &Path,
        mut options: Vec<String>,
        view: View,
        display: Option<&str>,
        has_pads: bool,
    ) -> anyhow::Result<Self> {
        let display = display
            .filter(|word| *word != "auto")
            .unwrap_or(view.option())
            .to_owned();
        options.extend(["--display".to_owned(), display]);
        match view {
            View::Terminal => Self::start_in_terminal(program, options, has_pads),
            View::Window | View::Events => Self::start_with_events(program, options),
        }
    }

    fn start_in_terminal(
        program: &Path,
        mut options: Vec<String>,
        has_pads: bool,
    ) -> anyhow::Result<Self> {
        let link = if has_pads {
            let address = terminal_address(take_option(&mut options, "--bind").as_deref())?;
            options.extend(["--bind".to_owned(), address.to_string()]);
            Link::Chosen(address)
        } else {
            Link::Unneeded
        };
        let terminal = SavedTerminal::remember();
        let process = Process::start("couchpad", Command::new(program).args(&options))?;
        Ok(Self {
            process,
            link,
            reader: None,
            terminal,
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
        let (sender, news) = mpsc::channel();
        let reader = thread::spawn(move || read_events(output, raw, &sender));
        Ok(Self {
            process,
            link: Link::Told(news),
            reader: Some(reader),
            terminal: None,
        })
    }

    /// Where pads join, once they can. `None` where none will, or the receiver ended, or the user stopped it, first.
    pub(super) fn join_link(&mut self, stop: &StopRequest) -> Option<String> {
        match &self.link {
            Link::Unneeded => None,
            Link::Chosen(address) => {
                let limit = Instant::now() + ARRIVAL;
                while Instant::now() < limit && TcpStream::connect(address).is_err() {
                    if stop.is_made() || self.process.ended().is_some() {
                        return None;
                    }
                    thread::sleep(GLANCE);
                }
                Some(format!("couchpad://{address}"))
            }
            Link::Told(news) => loop {
                match news.recv_timeout(GLANCE) {
                    Ok(News::Listening(link)) => return Some(link),
                    Err(RecvTimeoutError::Disconnected) => return None,
                    Ok(News::Arrived) | Err(RecvTimeoutError::Timeout) => {}
                }
                if stop.is_made() {
                    return None;
                }
            },
        }
    }

    /// Waits until the pad that was just started has arrived, so that the next one comes after it. Tells whether
    /// a next one makes sense: not where the receiver ended or the user stopped it.
    pub(super) fn wait_for(&mut self, pad: &mut Process, stop: &StopRequest) -> bool {
        let Link::Told(news) = &self.link else {
            thread::sleep(HEAD_START);
            return !stop.is_made() && self.process.ended().is_none();
        };
        let limit = Instant::now() + ARRIVAL;
        while Instant::now() < limit && !stop.is_made() && pad.ended().is_none() {
            match news.recv_timeout(GLANCE) {
                Ok(News::Arrived) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
                Ok(News::Listening(_)) | Err(RecvTimeoutError::Timeout) => {}
            }
        }
        !stop.is_made()
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
        self.close();
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

    /// Ends it. Where it was killed, it could not give the terminal back by itself.
    fn close(&mut self) {
        self.process.end();
        let killed = self
            .process
            .ended()
            .is_none_or(|status| status.code().is_none());
        if let Some(terminal) = self.terminal.take()
            && killed
        {
            terminal.restore();
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.close();
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

/// Prints every event, and passes on what the start of the pads waits for. Ends with the receiver's output.
fn read_events(output: ChildStdout, raw: bool, news: &Sender<News>) {
    let mut narrator = events::Narrator::default();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        if let Some(found) = News::in_line(&line) {
            // Nobody listens any more once the user has stopped the game.
            let _ = news.send(found);
        }
        if raw {
            println!("{line}");
        } else if let Some(sentence) = narrator.sentence(&line) {
            println!("{sentence}");
        }
    }
}

/// The address that the user asked for, with a free port in place of "any"; else the usual one, if it is free.
fn terminal_address(asked: Option<&str>) -> anyhow::Result<SocketAddr> {
    let Some(text) = asked else {
        let ip = Ipv4Addr::LOCALHOST.into();
        return probe(ip, USUAL_PORT).or_else(|_| free_port(ip));
    };
    match text.parse::<SocketAddr>() {
        Ok(address) if address.port() == 0 => free_port(address.ip()),
        Ok(address) => Ok(address),
        Err(_) => refuse(format!(
            "`--bind {text}`: that is not an address and a port, such as 127.0.0.1:47000"
        )),
    }
}

/// Any port that is free. Somebody else may still take it before the receiver does, which then says so.
fn free_port(ip: IpAddr) -> anyhow::Result<SocketAddr> {
    (0..15)
        .find_map(|_| probe(ip, 0).ok())
        .map_or_else(|| probe(ip, 0), Ok)
        .with_context(|| format!("no free port on {ip}"))
}

/// The address with this port (0 takes any), if it is free for both UDP and TCP: the receiver needs both.
fn probe(ip: IpAddr, port: u16) -> std::io::Result<SocketAddr> {
    let address = UdpSocket::bind((ip, port))?.local_addr()?;
    TcpListener::bind(address)?;
    Ok(address)
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
    fn a_port_that_one_protocol_holds_is_not_free() {
        let ip = IpAddr::from(Ipv4Addr::LOCALHOST);
        let udp = UdpSocket::bind((ip, 0)).expect("a socket");
        assert!(probe(ip, udp.local_addr().expect("its address").port()).is_err());
        let tcp = TcpListener::bind((ip, 0)).expect("a socket");
        assert!(probe(ip, tcp.local_addr().expect("its address").port()).is_err());
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let error = terminal_address(Some("couch")).expect_err("no address");
        assert!(error.is::<crate::Refusal>());
    }
}
