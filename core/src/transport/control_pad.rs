//! The pad's control connection from the handshake on: both sides prove themselves, the pad joins, tokens come. After the
//! handshake everything travels sealed, a link's frames included where play goes over TCP. Owns one connection; whether to
//! make another, or a link on it, is not its business. Must not know the pad's session.

use crate::protocol::control::{
    ControlToHost, ControlToPad, LinkFrame, Refusal, ResumeSecret, Token,
};
use crate::protocol::limits::SEALED_FRAME_BYTES;
use crate::protocol::{Closing, Lane, Profile, PublicKey};
use crate::session::pairing::{Channel, HANDSHAKE_FRAME_BYTES, PadFault, PadHandshake, PadStep};
use crate::transport::control_call::Call;
use crate::transport::tcp_lanes::TcpLanes;
use crate::transport::wire::{Wire, WireEnd};
use std::net::SocketAddr;
use std::time::Duration;

/// Time from the hellos to being let in.
const WELCOME_DEADLINE: Duration = Duration::from_secs(5);
/// Time in which asked-for tokens must come.
const TOKENS_DEADLINE: Duration = Duration::from_secs(5);
/// Bytes of frames handed to the stream together.
const BATCH: usize = 4 * 1024;

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
    /// The link that was asked for may be used.
    LinkOpen,
    /// A frame of that link.
    Frame(LinkFrame),
    /// The host has ended that link.
    LinkClosed,
    /// The pad is in play with a seat.
    PlayBegins,
    /// Something about a link that is no more.
    Stale,
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

/// The link on this connection.
struct TcpLink {
    open: bool,
    lanes: TcpLanes,
}

/// One control connection.
pub(crate) struct ControlPad {
    wire: Wire,
    host: SocketAddr,
    stage: Stage,
    admitted: bool,
    deadline: Option<Duration>,
    link: Option<TcpLink>,
    /// Links asked for so far; the last one's number.
    links: u32,
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
            link: None,
            links: 0,
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
        self.pump()?;
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
                self.wire.keep_short();
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
            (ControlToPad::LinkOpen { number }, true) => Ok(self.link_opened(number)),
            (ControlToPad::Frame(frame), true) => Ok(self.frame(frame)),
            (ControlToPad::LinkClosed { number }, true) => Ok(self.link_closed(number)),
            (ControlToPad::PlayBegins, true) => Ok(Heard::PlayBegins),
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

// the link on this connection
impl ControlPad {
    /// Asks for a link, in place of the one that there is. [`Heard::LinkOpen`] follows.
    pub(crate) fn open_link(&mut self) -> Result<(), ControlEnd> {
        self.links = self.links.wrapping_add(1);
        self.link = Some(TcpLink {
            open: false,
            lanes: TcpLanes::default(),
        });
        let number = self.links;
        self.say(&ControlToHost::OpenLink { number })
    }

    /// Does not want it any more. The host drops its end once another link is the pad's.
    pub(crate) fn forget_link(&mut self) {
        self.link = None;
    }

    /// Says that the pad's program ends, and nothing after it.
    pub(crate) fn quit_link(&mut self) -> Result<(), ControlEnd> {
        if self.link.take().is_some() {
            self.say(&ControlToHost::CloseLink)?;
        }
        self.wire.finish()?;
        // what is unread would turn the close into a reset, and the good-bye might be lost
        self.wire.drain();
        Ok(())
    }

    /// Says nothing more once everything is said. The host then ends the connection.
    pub(crate) fn finish_link(&mut self) -> Result<(), ControlEnd> {
        self.pump()?;
        if self.link.as_ref().is_none_or(|link| link.lanes.is_empty()) {
            self.wire.finish()?;
        }
        Ok(())
    }

    /// Queues a frame for the next [`pump`](Self::pump).
    pub(crate) fn push(&mut self, lane: Lane, bytes: Vec<u8>) -> Result<(), ControlEnd> {
        let Some(link) = &mut self.link else {
            return Ok(());
        };
        let clogged = |_| ControlEnd::Broken;
        link.lanes.push(lane, bytes).map_err(clogged)
    }

    /// Writes frames, as far as the stream takes them. What it does not take stays where it can be replaced.
    pub(crate) fn pump(&mut self) -> Result<(), ControlEnd> {
        let (Some(link), Stage::Secured(channel)) = (&mut self.link, &mut self.stage) else {
            return Ok(());
        };
        while link.open && self.wire.waiting() == 0 && !link.lanes.is_empty() {
            while self.wire.waiting() < BATCH
                && let Some(frame) = link.lanes.pop()
            {
                let plain = ControlToHost::Frame(frame).encode();
                let plain = plain.map_err(|_| ControlEnd::Broken)?;
                let sealed = channel.seal(&plain).map_err(|_| ControlEnd::Broken)?;
                self.wire.queue(&sealed)?;
            }
            self.wire.flush()?;
        }
        Ok(())
    }

    fn link_opened(&mut self, number: u32) -> Heard {
        match &mut self.link {
            Some(link) if number == self.links && !link.open => {
                link.open = true;
                Heard::LinkOpen
            }
            _ => Heard::Stale,
        }
    }

    fn frame(&self, frame: LinkFrame) -> Heard {
        match &self.link {
            Some(link) if link.open => Heard::Frame(frame),
            _ => Heard::Stale,
        }
    }

    fn link_closed(&mut self, number: u32) -> Heard {
        if number == self.links && self.link.take().is_some() {
            Heard::LinkClosed
        } else {
            Heard::Stale
        }
    }
}
