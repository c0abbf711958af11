//! Whether a receiver answers at an address: a hello each way over TCP. Must not know why that is asked.

use crate::protocol::control::{Hello, Refusal, Unframer, frame, mode};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Longest hello that is read, in bytes: a host's has its key behind the fixed part, and later versions append.
const HELLO_BYTES: usize = 1_024;

/// What is at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum There {
    /// A receiver that speaks our version.
    Receiver,
    /// A receiver of another version, and which side is to be updated.
    OtherVersion(Refusal),
    /// Something accepts connections that is no receiver, or one too busy to answer.
    Stranger,
    /// The machine answers, but nothing listens on the port.
    Refused,
    /// No answer at all.
    Silent,
    /// This device knows no way there.
    NoRoute,
}

/// Connects and says hello; `patience` bounds connecting and answering together.
pub(super) fn probe(address: SocketAddr, patience: Duration) -> There {
    let deadline = Instant::now() + patience;
    match TcpStream::connect_timeout(&address, patience) {
        Ok(stream) => greet(&stream, deadline).unwrap_or(There::Stranger),
        Err(error) => match error.kind() {
            io::ErrorKind::ConnectionRefused => There::Refused,
            io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::AddrNotAvailable => There::NoRoute,
            _ => There::Silent,
        },
    }
}

fn greet(mut stream: &TcpStream, deadline: Instant) -> Option<There> {
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).ok()?;
    let own = Hello::new(nonce, mode::TRUSTED);
    stream.write_all(&frame(&own.encode()).ok()?).ok()?;
    let (mut unframer, mut chunk) = (Unframer::default(), [0; 256]);
    loop {
        if let Some(answer) = unframer.next(HELLO_BYTES).ok()? {
            let host = Hello::decode(&answer)?;
            return Some(
                host.settle(&own)
                    .map_or_else(There::OtherVersion, |_| There::Receiver),
            );
        }
        let left = deadline.checked_duration_since(Instant::now())?;
        stream
            .set_read_timeout(Some(left.max(Duration::from_millis(1))))
            .ok()?;
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return None,
            Ok(length) => unframer.push(chunk.get(..length)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, TcpListener};
    use std::thread;

    const PATIENCE: Duration = Duration::from_secs(20);

    /// A listener that answers the first connection with these bytes.
    fn answering(bytes: Vec<u8>) -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(&bytes).unwrap();
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest);
        });
        address
    }

    fn hello(oldest: u16, newest: u16) -> Vec<u8> {
        let hello = Hello {
            oldest,
            newest,
            ..Hello::new([7; 16], 0)
        };
        let mut bytes = hello.encode();
        bytes.extend([9; 32]);
        frame(&bytes).unwrap()
    }

    #[test]
    fn tells_receivers_from_others() {
        let own = Hello::new([0; 16], 0);
        assert_eq!(
            probe(answering(hello(own.oldest, own.newest)), PATIENCE),
            There::Receiver
        );
        let newer = probe(answering(hello(own.newest + 1, own.newest + 2)), PATIENCE);
        assert_eq!(newer, There::OtherVersion(Refusal::UpdatePad));
        let web = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".to_vec();
        assert_eq!(probe(answering(web), PATIENCE), There::Stranger);
        assert_eq!(
            probe(answering(vec![0xff; 4_000]), PATIENCE),
            There::Stranger
        );
        let quiet = answering(Vec::new());
        assert_eq!(probe(quiet, Duration::from_millis(50)), There::Stranger);
    }

    #[test]
    fn tells_why_nobody_is_there() {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .unwrap()
            .local_addr()
            .unwrap();
        assert_eq!(probe(free, PATIENCE), There::Refused);
    }
}
