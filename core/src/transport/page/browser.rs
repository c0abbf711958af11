//! One connection of a browser: a request, an answer, the end. Every part of it has a deadline. Must not know what is asked
//! for or answered.

use super::answer::{Answer, Pages};
use super::request::{Garbage, REQUEST_BYTES, parse};
use crate::transport::visitor::Turn;
use crate::transport::wire::WireEnd;
use mio::net::TcpStream;
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::time::{Duration, Instant};

/// Time in which a browser has to take a page, or a [`STRETCH`] of the package.
const ANSWER_DEADLINE: Duration = Duration::from_secs(10);
/// Bytes of the package that earn more time: who takes less is too slow to wait for.
const STRETCH: u64 = 256 * 1024;
/// Bytes of the package in memory at once, and in one turn.
const CHUNK: usize = 64 * 1024;
/// Time that a browser has to close after the answer.
const FAREWELL_DEADLINE: Duration = Duration::from_secs(1);

enum Stage {
    Asking(Vec<u8>),
    Answering(Outgoing),
    /// All is said. What the browser still sends is read, as closing before would tear the answer's end off.
    Leaving,
}

/// What is on its way.
struct Outgoing {
    bytes: Vec<u8>,
    sent: usize,
    file: Option<(File, u64)>,
    /// Since the deadline was set.
    stretch: u64,
}

/// One browser.
pub(crate) struct Browser {
    stream: TcpStream,
    stage: Stage,
    deadline: Instant,
}

impl Browser {
    /// A browser that has begun its request like this, and has until then to end it.
    pub(crate) fn new(stream: TcpStream, begun: &[u8], deadline: Instant) -> Self {
        Self {
            stream,
            stage: Stage::Asking(begun.to_vec()),
            deadline,
        }
    }

    pub(crate) const fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Reads and writes what there is; `Err`: cut it.
    pub(crate) fn ready(&mut self, now: Instant, pages: &Pages) -> Result<Turn, WireEnd> {
        if let Stage::Asking(request) = &mut self.stage {
            let Some(answer) = ask(&mut self.stream, request, pages)? else {
                return Ok(Turn::Done);
            };
            self.deadline = now + ANSWER_DEADLINE;
            self.stage = Stage::Answering(Outgoing::new(answer));
        }
        if let Stage::Answering(outgoing) = &mut self.stage {
            match outgoing.send(&mut self.stream)? {
                Sent::All => {
                    // fails only where the browser is gone already
                    let _ = self.stream.shutdown(Shutdown::Write);
                    self.deadline = now + FAREWELL_DEADLINE;
                    self.stage = Stage::Leaving;
                }
                progress => {
                    if outgoing.stretch >= STRETCH {
                        outgoing.stretch = 0;
                        self.deadline = now + ANSWER_DEADLINE;
                    }
                    let is_full = matches!(progress, Sent::Full);
                    return Ok(if is_full { Turn::Done } else { Turn::Again });
                }
            }
        }
        self.leave()
    }

    /// Reads and forgets, to a bound.
    fn leave(&mut self) -> Result<Turn, WireEnd> {
        let mut chunk = [0; 1_024];
        for _ in 0..=REQUEST_BYTES / chunk.len() {
            match self.stream.read(&mut chunk) {
                Ok(0) => return Err(WireEnd::Gone),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Turn::Done),
                Err(_) => return Err(WireEnd::Gone),
            }
        }
        Err(WireEnd::Abuse)
    }
}

/// Reads the request; its answer once it is whole.
fn ask(
    stream: &mut TcpStream,
    request: &mut Vec<u8>,
    pages: &Pages,
) -> Result<Option<Answer>, WireEnd> {
    let mut chunk = [0; 1_024];
    loop {
        match stream.read(&mut chunk) {
            Ok(0) => return Err(WireEnd::Gone),
            Ok(len) => {
                request.extend_from_slice(chunk.get(..len).unwrap_or_default());
                match parse(request) {
                    Ok(None) => {}
                    Ok(Some(asked)) => return Ok(Some(pages.answer(asked))),
                    Err(Garbage) => return Err(WireEnd::Abuse),
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(None),
            Err(_) => return Err(WireEnd::Gone),
        }
    }
}

enum Sent {
    All,
    /// The stream takes no more for now, and tells when it does.
    Full,
    /// Enough for one turn.
    Some,
}

impl Outgoing {
    fn new(answer: Answer) -> Self {
        Self {
            bytes: answer.bytes,
            sent: 0,
            file: answer.file,
            stretch: 0,
        }
    }

    fn send(&mut self, stream: &mut TcpStream) -> Result<Sent, WireEnd> {
        loop {
            let rest = self.bytes.get(self.sent..).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
            match stream.write(rest) {
                Ok(0) => return Err(WireEnd::Gone),
                Ok(len) => {
                    self.sent += len;
                    self.stretch += len as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Sent::Full),
                Err(_) => return Err(WireEnd::Gone),
            }
        }
        self.refill()
    }

    /// The next piece of the file.
    fn refill(&mut self) -> Result<Sent, WireEnd> {
        let Some((file, left)) = self.file.as_mut().filter(|(_, left)| *left > 0) else {
            return Ok(Sent::All);
        };
        let len = usize::try_from(*left).unwrap_or(CHUNK).min(CHUNK);
        self.bytes.resize(len, 0);
        // a file that became shorter meanwhile leaves the browser with too little, which it notices
        file.read_exact(&mut self.bytes)
            .map_err(|_| WireEnd::Gone)?;
        *left -= len as u64;
        self.sent = 0;
        Ok(Sent::Some)
    }
}
