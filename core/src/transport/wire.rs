//! Frames over one non-blocking TCP stream, at either end. Owns the bytes that wait in both directions, and bounds them.
//! Must not know what the frames say.

use crate::protocol::control::{Unframer, frame};
use crate::transport::priority;
use mio::net::TcpStream;
use socket2::SockRef;
use std::io::{self, Read, Write};
use std::net::Shutdown;

/// Bytes that wait for the peer to read, at most.
const OUT_BYTES: usize = 128 * 1024;
/// Bytes that the system keeps for an admitted peer, about: a second of play, and enough for 300 KiB a second over a far way.
const SEND_BUFFER: usize = 32 * 1024;

/// The stream is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WireEnd {
    /// Closed or reset by the peer or by the system.
    Gone,
    /// A frame over the limit, or a peer that does not read.
    Abuse,
}

/// One control connection's stream.
pub(crate) struct Wire {
    stream: TcpStream,
    unframer: Unframer,
    out: Vec<u8>,
    received: usize,
    written: usize,
    /// Bytes that were read and forgotten.
    drained: usize,
    finishing: bool,
    fault: Option<io::ErrorKind>,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream) -> Self {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "frames may wait for each other");
        }
        let v6 = stream.local_addr().is_ok_and(|address| address.is_ipv6());
        priority::raise(&SockRef::from(&stream), v6);
        Self {
            stream,
            unframer: Unframer::default(),
            out: Vec::new(),
            received: 0,
            written: 0,
            drained: 0,
            finishing: false,
            fault: None,
        }
    }

    /// A stream of which these bytes have been read already.
    pub(crate) fn begun(stream: TcpStream, read: &[u8]) -> Self {
        let mut wire = Self::new(stream);
        wire.received = read.len();
        wire.unframer.push(read);
        wire
    }

    pub(crate) const fn stream(&mut self) -> &mut TcpStream {
        &mut self.stream
    }

    /// Bytes received so far, of whole frames and others.
    pub(crate) const fn received(&self) -> usize {
        self.received
    }

    /// Bytes that the stream has not taken yet.
    pub(crate) fn waiting(&self) -> usize {
        self.out.len()
    }

    /// Bytes that the stream has taken so far.
    pub(crate) const fn written(&self) -> usize {
        self.written
    }

    /// Keeps what the system holds back for the peer small, so that what gets old waits where it can be replaced.
    pub(crate) fn keep_short(&self) {
        if let Err(error) = SockRef::from(&self.stream).set_send_buffer_size(SEND_BUFFER) {
            tracing::debug!(%error, "old frames may wait in the system");
        }
    }

    /// What the system said when the stream broke; `None` too where the peer just closed it.
    pub(crate) const fn fault(&self) -> Option<io::ErrorKind> {
        self.fault
    }

    fn broke(&mut self, error: &io::Error) -> WireEnd {
        // the first one tells why
        self.fault.get_or_insert(error.kind());
        WireEnd::Gone
    }

    /// The next whole frame of at most `max` bytes; `None` until more arrives. Call it until then: the poll tells news only.
    pub(crate) fn read(&mut self, max: usize) -> Result<Option<Vec<u8>>, WireEnd> {
        let mut chunk = [0; 2_048];
        loop {
            if let Some(frame) = self.unframer.next(max).map_err(|_| WireEnd::Abuse)? {
                return Ok(Some(frame));
            }
            match self.stream.read(&mut chunk) {
                Ok(0) => return Err(WireEnd::Gone),
                Ok(len) => {
                    self.received += len;
                    self.unframer.push(chunk.get(..len).unwrap_or_default());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if is_later(&error) => return Ok(None),
                Err(error) => return Err(self.broke(&error)),
            }
        }
    }

    /// Sends a frame, or keeps it until the stream takes it.
    pub(crate) fn send(&mut self, body: &[u8]) -> Result<(), WireEnd> {
        self.queue(body)?;
        self.flush()
    }

    /// Keeps a frame for the next [`flush`](Self::flush), so that several share a packet.
    pub(crate) fn queue(&mut self, body: &[u8]) -> Result<(), WireEnd> {
        let framed = frame(body).map_err(|_| WireEnd::Abuse)?;
        if self.out.len() + framed.len() > OUT_BYTES {
            return Err(WireEnd::Abuse);
        }
        self.out.extend_from_slice(&framed);
        Ok(())
    }

    /// Sends what waits, as far as the stream takes it.
    pub(crate) fn flush(&mut self) -> Result<(), WireEnd> {
        while !self.out.is_empty() {
            match self.stream.write(&self.out) {
                Ok(0) => return Err(WireEnd::Gone),
                Ok(len) => {
                    self.written += len;
                    self.out.drain(..len);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if is_later(&error) => return Ok(()),
                Err(error) => return Err(self.broke(&error)),
            }
        }
        if self.finishing {
            // fails only where the peer is gone already
            let _ = self.stream.shutdown(Shutdown::Write);
        }
        Ok(())
    }

    /// Nothing more will be sent: what waits goes out, then the peer sees the end. Reading goes on, since closing with
    /// unread bytes would reset the connection and lose what was just sent.
    pub(crate) fn finish(&mut self) -> Result<(), WireEnd> {
        self.finishing = true;
        self.flush()
    }

    /// Reads and forgets. True once the peer has closed, too, or goes on and on.
    pub(crate) fn drain(&mut self) -> bool {
        let mut chunk = [0; 2_048];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => return true,
                Ok(len) => {
                    self.drained += len;
                    if self.drained > OUT_BYTES {
                        return true;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return !is_later(&error),
            }
        }
    }
}

/// Not now: the buffer is full or empty, or the connection is not there yet.
fn is_later(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::NotConnected
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn pair() -> (Wire, std::net::TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let peer = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let stream = listener.accept().unwrap().0;
        stream.set_nonblocking(true).unwrap();
        (Wire::new(TcpStream::from_std(stream)), peer)
    }

    /// Lets the peer send so many bytes in frames, and takes them by `take`.
    fn send(peer: &mut std::net::TcpStream, frames: usize, mut take: impl FnMut()) {
        for _ in 0..frames {
            peer.write_all(&frame(&[7; 1_000]).unwrap()).unwrap();
            take();
        }
    }

    #[test]
    fn who_has_sent_much_has_its_time_to_read_the_last_word_all_the_same() {
        let (mut wire, mut peer) = pair();
        send(&mut peer, 200, || {
            while wire.read(1_000).unwrap().is_none() {
                std::thread::yield_now();
            }
        });
        assert!(wire.received() > OUT_BYTES);
        wire.finish().unwrap();
        peer.write_all(&[1]).unwrap();
        while wire.drained == 0 {
            assert!(!wire.drain(), "cut before its time");
        }
        // but not without end
        let mut is_over = false;
        send(&mut peer, 140, || is_over |= wire.drain());
        while !is_over {
            is_over = wire.drain();
        }
        assert!(wire.drained > OUT_BYTES);
    }
}
