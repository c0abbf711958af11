//! The pad's control connection from the handshake on: both sides prove themselves, the pad joins, tokens come. After the
//! handshake everything travels sealed. Owns one connection; whether to make another is not its business. Must not know
//! links or the pad's session.

use crate::protocol::control::{ControlToHost, ControlToPad, Refusal, ResumeSecret, Token};
use crate::protocol::limits::SEALED_FRAME_BYTES;
use crate::protocol::{Closing, Profile, PublicKey};
use crate::session::pairing::{Channel, HANDSHAKE_FRAME_BYTES, PadFault, PadHandshake, PadStep};
use crate::transport::control_call::Call;
use crate::transport::wire::{Wire, WireEnd};
use std::net::SocketAddr;
use std::time::Duration;

/// Time from the hellos to being let in.
const WELCOME_DEADLINE: Duration = Duration::from_secs(5);
/// Time in which asked-for tokens must come.
const TOKENS_DEADLINE: Duration = Duration::from_secs(5);

/// What the host said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// Both sides have proven themselves: [`ControlPad::join`] is due.
    Secured { receiver: PublicKey },
    /// The pad is in.
    Welcome {
        receiver: String,
        remembered: bool,
        secret: ResumeSecret,
        tokens: Vec<Token>,
    },
    /// More tokens.
    Tokens(Vec<Token>),
    /// Whether the pairing outlasts the evening.
    Remembered(bool),
}

/// Why the connection is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ControlEnd {
    /// It broke, or what came makes no sense.
    Broken,
    /// The host did not say in time what it owes.
    Late,
    /// The host said no.
    Refused(Refusal),
    /// Whoever is there is not the receiver that is meant.
    Impostor,
    /// The host ends the session.
    Closing(Closing),
}

impl From<WireEnd> for ControlEnd {
    fn from(_: WireEnd) -> Self {
        Self::Broken
    }
}

impl From<PadFault> for ControlEnd {
    fn from(fault: PadFault) -> Self {
        match fault {
            PadFault::Refused(refusal) => Self::Refused(refusal),
            PadFault::Impostor => Self::Impostor,
            PadFault::Malformed => Self::Broken,
        }
    }
}

enum Stage {
    /// The handshake, and how many of its messages have been sent after the hello.
    Pairing(Box<PadHandshake>, u32),
    /// The pad has asked to be let in, or is.
    Secured(Channel),
}

/// One control connection.
pub(crate) struct ControlPad {
    wire: Wire,
    host: SocketAddr,
    stage: Stage,
    admitted: bool,
    deadline: Option<Duration>,
}

impl ControlPad {
    /// Goes on with a call; `first` is what [`Call::ready`] gave.
    pub(crate) fn go_on(now: Duration, call: Call, first: &[u8]) -> Result<Self, ControlEnd> {
        let Call {
            wire,
            host,
            handshake,
            ..
        } = call;
        let mut control = Self {
            wire,
            host,
            stage: Stage::Pairing(Box::new(handshake), 1),
            admitted: false,
            deadline: Some(now + WELCOME_DEADLINE),
        };
        control.wire.send(first)?;
        Ok(control)
    }

    /// Where it goes, and so where the link is to go.
    pub(crate) const fn host(&self) -> SocketAddr {
        self.host
    }

    /// Whether the pad is in.
    pub(crate) const fn is_admitted(&self) -> bool {
        self.admitted
    }

    /// Whether the host may know by now if a room code was right: whoever closes then has had a guess at it. The first
    /// message of a handshake by code tells nothing yet, all later ones do.
    pub(crate) const fn has_shown_proof(&self) -> bool {
        !matches!(self.stage, Stage::Pairing(_, 0 | 1))
    }

    /// When it is to be given up, unless the host says what it owes.
    pub(crate) const fn deadline(&self) -> Option<Duration> {
        self.deadline
    }

    /// Asks to be let in, once that is due.
    pub(crate) fn join(
        &mut self,
        profile: Profile,
        resume: Option<ResumeSecret>,
    ) -> Result<(), ControlEnd> {
        self.say(&ControlToHost::Join { profile, resume })
    }

    /// Asks for tokens, unless it has been asked for.
    pub(crate) fn want_tokens(&mut self, now: Duration) -> Result<(), ControlEnd> {
        if !self.admitted || self.deadline.is_some() {
            return Ok(());
        }
        self.deadline = Some(now + TOKENS_DEADLINE);
        self.say(&ControlToHost::WantTokens)
    }

    /// Asks that the pairing outlast the evening.
    pub(crate) fn remember_me(&mut self) -> Result<(), ControlEnd> {
        self.say(&ControlToHost::RememberMe)
    }

    /// Writes and reads what there is, up to the next thing that the host said; `None` until more arrives.
    pub(crate) fn next(&mut self) -> Result<Option<Heard>, ControlEnd> {
        self.wire.flush()?;
        loop {
            let max = match self.stage {
                Stage::Pairing(..) => HANDSHAKE_FRAME_BYTES,
                Stage::Secured(_) => SEALED_FRAME_BYTES,
            };
            let Some(frame) = self.wire.read(max)? else {
                return Ok(None);
            };
            if let Some(heard) = self.take(&frame)? {
                return Ok(Some(heard));
            }
        }
    }

    fn take(&mut self, frame: &[u8]) -> Result<Option<Heard>, ControlEnd> {
        let Stage::Secured(channel) = &mut self.stage else {
            return self.pair(frame);
        };
        let plain = channel.open(frame).map_err(|_| ControlEnd::Broken)?;
        let message = ControlToPad::decode(&plain).map_err(|_| ControlEnd::Broken)?;
        self.hear(message).map(Some)
    }

    fn pair(&mut self, frame: &[u8]) -> Result<Option<Heard>, ControlEnd> {
        let Stage::Pairing(handshake, sent) = &mut self.stage else {
            return Err(ControlEnd::Broken);
        };
        match handshake.read(frame)? {
            PadStep::Send(next) => {
                *sent += 1;
                self.wire.send(&next)?;
                Ok(None)
            }
            PadStep::Done {
                send,
                channel,
                receiver,
            } => {
                self.stage = Stage::Secured(channel);
                if let Some(last) = send {
                    self.wire.send(&last)?;
                }
                Ok(Some(Heard::Secured { receiver }))
            }
        }
    }

    fn hear(&mut self, message: ControlToPad) -> Result<Heard, ControlEnd> {
        match (message, self.admitted) {
            (ControlToPad::Refused(refusal), _) => Err(ControlEnd::Refused(refusal)),
            (ControlToPad::Closing(closing), _) => Err(ControlEnd::Closing(closing)),
            (
                ControlToPad::Welcome {
                    receiver,
                    remembered,
                    secret,
                    tokens,
                    ..
                },
                false,
            ) => {
                self.admitted = true;
                self.deadline = None;
                Ok(Heard::Welcome {
                    receiver,
                    remembered,
                    secret,
                    tokens,
                })
            }
            // unasked, they could come without end
            (ControlToPad::Tokens(tokens), true) if self.deadline.is_some() => {
                self.deadline = None;
                Ok(Heard::Tokens(tokens))
            }
            (ControlToPad::Remembered(remembered), true) => Ok(Heard::Remembered(remembered)),
            _ => Err(ControlEnd::Broken),
        }
    }

    fn say(&mut self, message: &ControlToHost) -> Result<(), ControlEnd> {
        let Stage::Secured(channel) = &mut self.stage else {
            return Ok(());
        };
        let plain = message.encode().map_err(|_| ControlEnd::Broken)?;
        let sealed = channel.seal(&plain).map_err(|_| ControlEnd::Broken)?;
        Ok(self.wire.send(&sealed)?)
    }
}
