//! Whoever connects to the control port: a pad or a browser, told apart by the first two bytes. Must not know the other
//! visitors.

use crate::session::Time;
use crate::session::pairing::{DeviceKey, Door, HostHandshake};
use crate::transport::control_conn::{Conn, JOIN_DEADLINE, Said};
use crate::transport::page::{Browser, Pages};
use crate::transport::wire::{Wire, WireEnd};
use mio::net::TcpStream;
use std::io;
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
    Silent(Option<TcpStream>, IpAddr, Instant),
    Pad(Box<Conn>),
    Browser(Box<Browser>),
}

impl Visitor {
    pub(crate) const fn new(stream: TcpStream, from: IpAddr, now: Instant) -> Self {
        Self::Silent(Some(stream), from, now)
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
            Self::Silent(_, _, since) => Some(*since + JOIN_DEADLINE),
            Self::Pad(conn) => conn.deadline(),
            Self::Browser(browser) => Some(browser.deadline()),
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
        if let Self::Silent(stream, from, since) = self {
            let Some(is_browser) = stream.as_ref().map_or(Err(WireEnd::Gone), first_words)? else {
                return Ok(Turn::Done);
            };
            let stream = stream.take().ok_or(WireEnd::Gone)?;
            *self = if is_browser {
                Self::Browser(Box::new(Browser::new(stream, *since + JOIN_DEADLINE)))
            } else {
                let mut nonce = [0; 16];
                getrandom::fill(&mut nonce).map_err(|_| WireEnd::Abuse)?;
                let handshake = HostHandshake::new(device, nonce);
                let conn = Conn::greet(Wire::new(stream), *from, handshake, *since)?;
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

/// Whether it speaks as browsers do: methods are capital letters, which as the length of a frame would be far beyond any
/// hello. `None`: not two bytes yet.
fn first_words(stream: &TcpStream) -> Result<Option<bool>, WireEnd> {
    let mut head = [0; 2];
    match stream.peek(&mut head) {
        Ok(0) => Err(WireEnd::Gone),
        Ok(1) => Ok(None),
        Ok(_) => Ok(Some(head.iter().all(u8::is_ascii_uppercase))),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::WouldBlock
                    | io::ErrorKind::Interrupted
                    | io::ErrorKind::NotConnected
            ) =>
        {
            Ok(None)
        }
        Err(_) => Err(WireEnd::Gone),
    }
}
