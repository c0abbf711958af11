//! Whoever connects to the control port: a pad or a browser, told apart by the first two bytes. Must not know the other
//! visitors.

use crate::session::Time;
use crate::session::pairing::{DeviceKey, Door, HostHandshake};
use crate::transport::control_conn::{Conn, JOIN_DEADLINE, Said};
use crate::transport::page::{Browser, Pages};
use crate::transport::wire::{Wire, WireEnd};
use mio::net::TcpStream;
use std::io::{self, Read};
use std::net::IpAddr;
use std::time::Instant;

/// What a visitor did in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// All that it can do for now.
    Done,
    /// There is more, and nothing will announce it.
    Again,
}

/// One visitor.
pub(crate) enum Visitor {
    /// It has not said anything yet. The host says nothing before: a browser would take a hello for an answer.
    Silent(Option<TcpStream>, Head, IpAddr, Instant),
    Pad(Box<Conn>),
    Browser(Box<Browser>),
}

impl Visitor {
    pub(crate) const fn new(stream: TcpStream, from: IpAddr, now: Instant) -> Self {
        Self::Silent(Some(stream), Head::EMPTY, from, now)
    }

    pub(crate) const fn conn(&mut self) -> Option<&mut Conn> {
        match self {
            Self::Pad(conn) => Some(conn),
            Self::Silent(..) | Self::Browser(_) => None,
        }
    }

    /// When it is cut off.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        match self {
            Self::Silent(_, _, _, since) => Some(*since + JOIN_DEADLINE),
            Self::Pad(conn) => conn.deadline(),
            Self::Browser(browser) => Some(browser.deadline()),
        }
    }

    /// When it has something to do though nothing announces it.
    pub(crate) fn paused_until(&self) -> Option<Instant> {
        match self {
            Self::Pad(conn) => conn.paused_until(),
            Self::Silent(..) | Self::Browser(_) => None,
        }
    }

    /// Whether it has proven nothing. A browser never does.
    pub(crate) const fn is_stranger(&self) -> bool {
        match self {
            Self::Pad(conn) => conn.is_stranger(),
            Self::Silent(..) | Self::Browser(_) => true,
        }
    }

    /// Reads and writes what there is; `Err`: cut it.
    pub(crate) fn ready(
        &mut self,
        clock: (Instant, Time),
        device: &DeviceKey,
        door: &mut Door,
        pages: &Pages,
        said: &mut Vec<Said>,
    ) -> Result<Turn, WireEnd> {
        if let Self::Silent(stream, head, from, since) = self {
            if !head.fill(stream.as_mut().ok_or(WireEnd::Gone)?)? {
                return Ok(Turn::Done);
            }
            let stream = stream.take().ok_or(WireEnd::Gone)?;
            *self = if head.is_of_browser() {
                let deadline = *since + JOIN_DEADLINE;
                Self::Browser(Box::new(Browser::new(stream, &head.bytes, deadline)))
            } else {
                let mut nonce = [0; 16];
                getrandom::fill(&mut nonce).map_err(|_| WireEnd::Abuse)?;
                let handshake = HostHandshake::new(device, nonce);
                let conn = Conn::greet(Wire::begun(stream, &head.bytes), *from, handshake, *since)?;
                Self::Pad(Box::new(conn))
            };
        }
        match self {
            Self::Silent(..) => Ok(Turn::Done),
            Self::Pad(conn) => conn.ready(clock, door, said).map(|()| Turn::Done),
            Self::Browser(browser) => browser.ready(clock.0, pages),
        }
    }
}

/// The first two bytes of a connection, as far as they have come. They are read, not peeked at: some polls (that of Windows)
/// tell of more only after a call that found nothing, and a peek finds the same byte for ever.
pub(crate) struct Head {
    bytes: [u8; 2],
    len: usize,
}

impl Head {
    const EMPTY: Self = Self {
        bytes: [0; 2],
        len: 0,
    };

    /// Reads until both are there, which is true, or nothing more is for now.
    fn fill(&mut self, stream: &mut impl Read) -> Result<bool, WireEnd> {
        loop {
            let rest = self.bytes.get_mut(self.len..).unwrap_or_default();
            if rest.is_empty() {
                return Ok(true);
            }
            match stream.read(rest) {
                Ok(0) => return Err(WireEnd::Gone),
                Ok(len) => self.len += len,
                Err(error) => match error.kind() {
                    io::ErrorKind::Interrupted => {}
                    io::ErrorKind::WouldBlock | io::ErrorKind::NotConnected => return Ok(false),
                    _ => return Err(WireEnd::Gone),
                },
            }
        }
    }

    /// Whether it speaks as browsers do: methods are capital letters, which as the length of a frame would be far beyond any
    /// hello.
    fn is_of_browser(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_uppercase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;

    /// What each call finds: bytes or a fault.
    struct Stream(VecDeque<Result<&'static [u8], io::ErrorKind>>);

    impl Read for Stream {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let found = self.0.pop_front().expect("one call too many")?;
            into[..found.len()].copy_from_slice(found);
            Ok(found.len())
        }
    }

    fn stream(calls: &[Result<&'static [u8], io::ErrorKind>]) -> Stream {
        Stream(calls.iter().copied().collect())
    }

    #[test]
    fn one_byte_is_no_reason_to_stop_before_the_system_says_that_there_is_no_more() {
        let mut calls = stream(&[
            Ok(b"G"),
            Err(io::ErrorKind::Interrupted),
            Err(io::ErrorKind::WouldBlock),
            Ok(b"E"),
        ]);
        let mut head = Head::EMPTY;
        assert_eq!(head.fill(&mut calls), Ok(false));
        assert_eq!(calls.0.len(), 1, "it stopped early, or read on");
        assert_eq!(head.fill(&mut calls), Ok(true));
        assert!(head.is_of_browser() && head.bytes == *b"GE");
    }

    #[test]
    fn the_length_of_a_frame_is_no_browser_and_an_end_is_one() {
        let mut head = Head::EMPTY;
        assert_eq!(head.fill(&mut stream(&[Ok(&[0, 40])])), Ok(true));
        assert!(!head.is_of_browser());
        for end in [Ok(&[][..]), Err(io::ErrorKind::ConnectionReset)] {
            let mut head = Head::EMPTY;
            let mut calls = stream(&[Ok(b"G"), end]);
            assert_eq!(head.fill(&mut calls), Err(WireEnd::Gone));
        }
    }
}
