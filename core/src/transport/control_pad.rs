//! The pad's control connection: connect, hello, join, tokens. Owns one attempt; whether to make another is not its
//! business. Must not know links or the pad's session.

use crate::protocol::control::{ControlToHost, ControlToPad, Hello, Refusal, ResumeSecret, Token};
use crate::protocol::limits::CONTROL_FRAME_BYTES;
use crate::protocol::{Closing, PadId, Profile};
use crate::transport::wire::{Wire, WireEnd};
use mio::net::TcpStream;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// Time from the first packet to being let in.
const WELCOME_DEADLINE: Duration = Duration::from_secs(5);
/// Time in which asked-for tokens must come.
const TOKENS_DEADLINE: Duration = Duration::from_secs(5);

/// What the host said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// The pad is in.
    Welcome {
        pad: PadId,
        secret: ResumeSecret,
        tokens: Vec<Token>,
    },
    /// More tokens.
    Tokens(Vec<Token>),
    /// The pad is not let in. Final.
    Refused(Refusal),
    /// The host ends the session.
    Closing(Closing),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Hello,
    Welcome,
    Admitted,
}

/// One control connection.
pub(crate) struct ControlPad {
    wire: Wire,
    host: SocketAddr,
    hello: Hello,
    join: ControlToHost,
    stage: Stage,
    deadline: Option<Duration>,
}

impl ControlPad {
    /// Begins to connect. The caller registers [`stream`](Self::stream).
    pub(crate) fn connect(
        now: Duration,
        host: SocketAddr,
        profile: Profile,
        resume: Option<ResumeSecret>,
    ) -> io::Result<Self> {
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce).map_err(io::Error::other)?;
        let hello = Hello::new(nonce, 0);
        let mut control = Self {
            wire: Wire::new(TcpStream::connect(host)?),
            host,
            hello,
            join: ControlToHost::Join { profile, resume },
            stage: Stage::Hello,
            deadline: Some(now + WELCOME_DEADLINE),
        };
        // leaves as soon as the connection stands
        control
            .wire
            .send(&hello.encode())
            .map_err(|_| io::ErrorKind::ConnectionRefused)?;
        Ok(control)
    }

    pub(crate) const fn stream(&mut self) -> &mut TcpStream {
        self.wire.stream()
    }

    /// Where it goes, and so where the link is to go.
    pub(crate) const fn host(&self) -> SocketAddr {
        self.host
    }

    /// Whether the pad is in.
    pub(crate) fn is_admitted(&self) -> bool {
        self.stage == Stage::Admitted
    }

    /// When it is to be given up, unless the host says what it owes.
    pub(crate) const fn deadline(&self) -> Option<Duration> {
        self.deadline
    }

    /// Asks for tokens, unless it has been asked for.
    pub(crate) fn want_tokens(&mut self, now: Duration) -> Result<(), WireEnd> {
        if self.stage != Stage::Admitted || self.deadline.is_some() {
            return Ok(());
        }
        self.deadline = Some(now + TOKENS_DEADLINE);
        self.say(&ControlToHost::WantTokens)
    }

    /// Writes and reads what there is. `Err`: the connection is over.
    pub(crate) fn ready(&mut self, mut heard: impl FnMut(Heard)) -> Result<(), WireEnd> {
        self.wire.flush()?;
        while let Some(frame) = self.wire.read(CONTROL_FRAME_BYTES)? {
            if self.stage == Stage::Hello {
                self.greeted(&frame, &mut heard)?;
            } else {
                self.hear(&frame, &mut heard)?;
            }
        }
        Ok(())
    }

    fn greeted(&mut self, frame: &[u8], heard: &mut impl FnMut(Heard)) -> Result<(), WireEnd> {
        let host = Hello::decode(frame).ok_or(WireEnd::Abuse)?;
        if let Err(refusal) = host.settle(&self.hello) {
            heard(Heard::Refused(refusal));
            return Err(WireEnd::Gone);
        }
        self.stage = Stage::Welcome;
        let join = self.join.encode().map_err(|_| WireEnd::Abuse)?;
        self.wire.send(&join)
    }

    fn hear(&mut self, frame: &[u8], heard: &mut impl FnMut(Heard)) -> Result<(), WireEnd> {
        let message = ControlToPad::decode(frame).map_err(|_| WireEnd::Abuse)?;
        match (message, self.stage) {
            (ControlToPad::Refused(refusal), _) => {
                heard(Heard::Refused(refusal));
                Err(WireEnd::Gone)
            }
            (
                ControlToPad::Welcome {
                    pad,
                    secret,
                    tokens,
                    ..
                },
                Stage::Welcome,
            ) => {
                self.stage = Stage::Admitted;
                self.deadline = None;
                heard(Heard::Welcome {
                    pad,
                    secret,
                    tokens,
                });
                Ok(())
            }
            (ControlToPad::Tokens(tokens), Stage::Admitted) => {
                self.deadline = None;
                heard(Heard::Tokens(tokens));
                Ok(())
            }
            (ControlToPad::Closing(closing), _) => {
                heard(Heard::Closing(closing));
                Err(WireEnd::Gone)
            }
            _ => Err(WireEnd::Abuse),
        }
    }

    fn say(&mut self, message: &ControlToHost) -> Result<(), WireEnd> {
        let body = message.encode().map_err(|_| WireEnd::Abuse)?;
        self.wire.send(&body)
    }
}
