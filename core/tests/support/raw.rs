//! A pad made by hand: frames over a blocking stream, to say what no pad of ours would.

use couchpad_core::protocol::Profile;
use couchpad_core::protocol::control::{
    ControlToHost, ControlToPad, Hello, Token, Unframer, frame,
};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub struct Raw {
    pub stream: TcpStream,
    unframer: Unframer,
}

impl Raw {
    /// A connection that has said nothing.
    pub fn silent(host: SocketAddr) -> Self {
        let stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(super::DEADLINE)).unwrap();
        stream.set_write_timeout(Some(super::DEADLINE)).unwrap();
        Self {
            stream,
            unframer: Unframer::default(),
        }
    }

    /// A connection with both hellos said.
    pub fn greeted(host: SocketAddr) -> Self {
        let mut raw = Self::silent(host);
        raw.say(&Hello::new([1; 16], 0).encode());
        assert!(Hello::decode(&raw.hear().unwrap()).is_some());
        raw
    }

    /// A connection of an admitted pad, with its tokens.
    pub fn admitted(host: SocketAddr, name: &str) -> (Self, Vec<Token>) {
        let mut raw = Self::greeted(host);
        raw.join(name);
        match raw.hear_message() {
            Some(ControlToPad::Welcome { tokens, .. }) => (raw, tokens),
            other => panic!("not let in: {other:?}"),
        }
    }

    pub fn join(&mut self, name: &str) {
        let profile = Profile {
            name: name.to_owned(),
            mark: None,
        };
        let resume = None;
        let body = ControlToHost::Join { profile, resume }.encode().unwrap();
        self.say(&body);
    }

    pub fn say(&mut self, body: &[u8]) {
        self.stream.write_all(&frame(body).unwrap()).unwrap();
    }

    /// The next frame; `None` once the host has closed.
    pub fn hear(&mut self) -> Option<Vec<u8>> {
        let mut chunk = [0; 1_024];
        loop {
            if let Some(frame) = self.unframer.next(usize::from(u16::MAX)).unwrap() {
                return Some(frame);
            }
            match self.stream.read(&mut chunk) {
                Ok(0) => return None,
                Ok(len) => self.unframer.push(&chunk[..len]),
                Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => return None,
                Err(error) => panic!("the host neither answers nor closes: {error}"),
            }
        }
    }

    pub fn hear_message(&mut self) -> Option<ControlToPad> {
        self.hear().map(|body| ControlToPad::decode(&body).unwrap())
    }

    /// Whether the host has closed by now.
    pub fn is_closed(&mut self) -> bool {
        self.stream
            .set_read_timeout(Some(Duration::from_millis(1)))
            .unwrap();
        let mut chunk = [0; 1_024];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => {
                    return !matches!(
                        error.kind(),
                        std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                    );
                }
            }
        }
    }
}
