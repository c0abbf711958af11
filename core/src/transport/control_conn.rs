//! One control connection at the host, from the first byte to the last: the handshake, then everything in its channel: join,
//! admission, tokens. Owns its stage, its deadline and its limits. Must not know the other connections, nor what admission
//! takes.

use crate::protocol::control::{ControlToHost, ControlToPad, Refusal, ResumeSecret};
use crate::protocol::limits::SEALED_FRAME_BYTES;
use crate::protocol::{Profile, PublicKey};
use crate::session::Time;
use crate::session::pairing::{
    Channel, Door, HANDSHAKE_FRAME_BYTES, HostHandshake, HostStep, Proof,
};
use crate::transport::control_link::ConnLink;
use crate::transport::tcp_queues::TcpQueues;
use crate::transport::wire::{Wire, WireEnd};
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// Time from the connection to a whole join.
pub(crate) const JOIN_DEADLINE: Duration = Duration::from_secs(3);
/// Bytes that a connection may send before it is admitted.
pub(crate) const UNADMITTED_BYTES: usize = 4 * 1024;
/// Time that the host's owner has for an answer; a frame is usual.
const ANSWER_DEADLINE: Duration = Duration::from_secs(10);
/// Time that a refused pad has to read why.
const FAREWELL_DEADLINE: Duration = Duration::from_secs(1);
/// Requests that may come at once; one more each second.
const REQUESTS: u32 = 8;

/// What a pad said on its control connection.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Let me in.
    Join(Join),
    /// More tokens, please.
    WantTokens,
    /// Let this pairing outlast the evening, please.
    RememberMe,
    /// Its link travels here from now on.
    Link(TcpQueues),
    /// It was turned away before it could say a name.
    Refused(Refusal),
    /// The connection of somebody who had asked to be let in is over.
    Gone,
}

/// Who wants to be let in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Join {
    pub(crate) profile: Profile,
    pub(crate) resume: Option<ResumeSecret>,
    /// The key that it has proven to hold.
    pub(crate) device: PublicKey,
    /// What else it has proven.
    pub(crate) proof: Proof,
}

/// Where a connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Handshake,
    /// The channel is there; nothing counts before the first message in it.
    Join(PublicKey, Proof),
    /// The join is with the host's owner.
    Waiting,
    Admitted,
    /// Refused or closed: the last frame is on its way.
    Farewell,
}

/// One connection.
pub(crate) struct Conn {
    wire: Wire,
    from: IpAddr,
    handshake: Option<HostHandshake>,
    channel: Option<Channel>,
    stage: Stage,
    /// It was shown the screen, or its key is a known one.
    is_proven: bool,
    has_joined: bool,
    deadline: Option<Instant>,
    requests: u32,
    refilled: Instant,
    link: ConnLink,
}

impl Conn {
    /// A connection that came at `since`; the host's hello goes out at once.
    pub(crate) fn greet(
        wire: Wire,
        from: IpAddr,
        (handshake, hello): (HostHandshake, Vec<u8>),
        since: Instant,
    ) -> Result<Self, WireEnd> {
        let mut conn = Self {
            wire,
            from,
            handshake: Some(handshake),
            channel: None,
            stage: Stage::Handshake,
            is_proven: false,
            has_joined: false,
            deadline: Some(since + JOIN_DEADLINE),
            requests: REQUESTS,
            refilled: since,
            link: ConnLink::new(since),
        };
        conn.wire.send(&hello)?;
        Ok(conn)
    }

    pub(crate) const fn wire(&mut self) -> &mut Wire {
        &mut self.wire
    }

    /// When it is cut off, unless something happens before.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let stalled = self.link.deadline().filter(|_| self.is_admitted());
        self.deadline.into_iter().chain(stalled).min()
    }

    /// When there is something to read though nothing announces it.
    pub(crate) fn paused_until(&self) -> Option<Instant> {
        self.link.paused_until().filter(|_| self.is_admitted())
    }

    /// Whether something waits for the driver in the link's queue; told once.
    pub(crate) const fn take_news(&mut self) -> bool {
        self.link.take_news()
    }

    /// Whether it has not proven anything yet that the host knows.
    pub(crate) const fn is_stranger(&self) -> bool {
        !self.is_proven
    }

    /// Its join was told the host's owner.
    pub(crate) const fn is_told_of(&mut self) {
        self.has_joined = true;
    }

    /// Whether its join was told the host's owner, who wants to know of its end.
    pub(crate) const fn has_joined(&self) -> bool {
        self.has_joined
    }

    /// Whether the host's owner has not answered its join yet.
    pub(crate) fn is_waiting(&self) -> bool {
        self.stage == Stage::Waiting
    }

    /// Whether it is let in and not on its way out.
    pub(crate) fn is_admitted(&self) -> bool {
        self.stage == Stage::Admitted
    }

    /// Reads what there is; `Err`: cut it.
    pub(crate) fn ready(
        &mut self,
        (now, time): (Instant, Time),
        door: &mut Door,
        said: &mut Vec<Said>,
    ) -> Result<(), WireEnd> {
        self.wire.flush()?;
        self.pump(now)?;
        loop {
            if self.is_admitted() && self.link.is_held_up(now) {
                return Ok(());
            }
            let max = match self.stage {
                Stage::Handshake => HANDSHAKE_FRAME_BYTES,
                Stage::Join(..) | Stage::Waiting => UNADMITTED_BYTES,
                Stage::Admitted => SEALED_FRAME_BYTES,
                Stage::Farewell if self.wire.drain() => return Err(WireEnd::Gone),
                Stage::Farewell => return Ok(()),
            };
            let Some(frame) = self.wire.read(max)? else {
                return self.check_amount();
            };
            self.check_amount()?;
            match self.stage {
                Stage::Handshake => self.shake(&frame, (now, time), door, said)?,
                _ => self.hear(&frame, now, said)?,
            }
        }
    }

    fn check_amount(&self) -> Result<(), WireEnd> {
        let is_in = matches!(self.stage, Stage::Admitted | Stage::Farewell);
        if is_in || self.wire.received() <= UNADMITTED_BYTES {
            Ok(())
        } else {
            Err(WireEnd::Abuse)
        }
    }

    fn shake(
        &mut self,
        frame: &[u8],
        (now, time): (Instant, Time),
        door: &mut Door,
        said: &mut Vec<Said>,
    ) -> Result<(), WireEnd> {
        let handshake = self.handshake.as_mut().ok_or(WireEnd::Abuse)?;
        match handshake.read(time, self.from, frame, door) {
            HostStep::Wait => Ok(()),
            HostStep::Send(next) => self.wire.send(&next),
            HostStep::Done {
                send,
                channel,
                device,
                proof,
            } => {
                self.handshake = None;
                self.channel = Some(channel);
                self.stage = Stage::Join(device, proof);
                send.map_or(Ok(()), |last| self.wire.send(&last))
            }
            HostStep::Refuse(refusal) => {
                // whoever does not even speak the language is nobody that the player could know of
                if refusal != Refusal::Malformed {
                    said.push(Said::Refused(refusal));
                }
                self.refuse(refusal, now)
            }
        }
    }

    fn hear(&mut self, sealed: &[u8], now: Instant, said: &mut Vec<Said>) -> Result<(), WireEnd> {
        let channel = self.channel.as_mut().ok_or(WireEnd::Abuse)?;
        let plain = channel.open(sealed).map_err(|_| WireEnd::Abuse)?;
        match (ControlToHost::decode(&plain), self.stage) {
            (Ok(ControlToHost::Join { profile, resume }), Stage::Join(device, proof)) => {
                self.stage = Stage::Waiting;
                self.is_proven = matches!(proof, Proof::Link | Proof::Code);
                self.deadline = Some(now + ANSWER_DEADLINE);
                said.push(Said::Join(Join {
                    profile,
                    resume,
                    device,
                    proof,
                }));
                Ok(())
            }
            (Ok(ControlToHost::WantTokens), Stage::Admitted) => {
                self.spend_request(now)?;
                said.push(Said::WantTokens);
                Ok(())
            }
            (Ok(ControlToHost::RememberMe), Stage::Admitted) => {
                self.spend_request(now)?;
                said.push(Said::RememberMe);
                Ok(())
            }
            (Ok(ControlToHost::OpenLink { number }), Stage::Admitted) => {
                self.spend_request(now)?;
                let open = self.link.open(number).encode();
                self.seal(&open.map_err(|_| WireEnd::Abuse)?)
            }
            (Ok(ControlToHost::Frame(frame)), Stage::Admitted) => {
                self.link.take(now, frame, said);
                Ok(())
            }
            (Ok(ControlToHost::CloseLink), Stage::Admitted) => {
                self.link.quit();
                Ok(())
            }
            _ => self.refuse(Refusal::Malformed, now),
        }
    }

    /// Writes what the link has for the pad, and looks whether it reads.
    fn pump(&mut self, now: Instant) -> Result<(), WireEnd> {
        if self.stage == Stage::Admitted
            && let Some(channel) = &mut self.channel
        {
            self.link.pump(&mut self.wire, channel)?;
            self.link.watch(now, &self.wire);
        }
        Ok(())
    }

    fn spend_request(&mut self, now: Instant) -> Result<(), WireEnd> {
        let seconds = now.saturating_duration_since(self.refilled).as_secs();
        if seconds > 0 {
            let more = u32::try_from(seconds).unwrap_or(REQUESTS);
            self.requests = self.requests.saturating_add(more).min(REQUESTS);
            self.refilled = now;
        }
        self.requests = self.requests.checked_sub(1).ok_or(WireEnd::Abuse)?;
        Ok(())
    }

    /// Turns the pad away: in the channel where there is one, else in the clear.
    pub(crate) fn refuse(&mut self, refusal: Refusal, now: Instant) -> Result<(), WireEnd> {
        let body = ControlToPad::Refused(refusal).encode();
        let body = body.map_err(|_| WireEnd::Abuse)?;
        match self.channel {
            Some(_) => self.farewell(&body, now),
            None => {
                self.part(now);
                self.wire.send(&body)?;
                self.wire.finish()
            }
        }
    }

    /// Tells an admitted pad something; to any other it would mean nothing.
    pub(crate) fn tell(&mut self, body: &[u8]) -> Result<(), WireEnd> {
        if self.is_admitted() {
            self.seal(body)
        } else {
            Ok(())
        }
    }

    fn seal(&mut self, body: &[u8]) -> Result<(), WireEnd> {
        let channel = self.channel.as_mut().ok_or(WireEnd::Abuse)?;
        let sealed = channel.seal(body).map_err(|_| WireEnd::Abuse)?;
        self.wire.send(&sealed)
    }

    /// Sends the message that admits the pad.
    pub(crate) fn admit(&mut self, body: &[u8], now: Instant) -> Result<(), WireEnd> {
        if self.stage != Stage::Waiting {
            return Ok(());
        }
        self.stage = Stage::Admitted;
        self.is_proven = true;
        self.deadline = None;
        self.refilled = now;
        self.wire.keep_short();
        self.seal(body)
    }

    /// Sends a last message and closes. Whoever was sent one before gets no other.
    pub(crate) fn farewell(&mut self, body: &[u8], now: Instant) -> Result<(), WireEnd> {
        if self.stage == Stage::Farewell {
            return Ok(());
        }
        self.part(now);
        self.seal(body)?;
        self.wire.finish()
    }

    fn part(&mut self, now: Instant) {
        self.stage = Stage::Farewell;
        self.deadline = Some(now + FAREWELL_DEADLINE);
    }
}
