//! One control connection at the host, from the first byte to the last: hello, join, admission, tokens. Owns its stage,
//! its deadline and its limits. Must not know the other connections, nor what admission takes.

use crate::protocol::Profile;
use crate::protocol::control::{ControlToHost, ControlToPad, Hello, Refusal, ResumeSecret};
use crate::protocol::limits::CONTROL_FRAME_BYTES;
use crate::transport::wire::{Wire, WireEnd};
use std::time::{Duration, Instant};

/// Time from the connection to a whole join.
const JOIN_DEADLINE: Duration = Duration::from_secs(3);
/// Time that the host's owner has for an answer; a frame is usual.
const ANSWER_DEADLINE: Duration = Duration::from_secs(10);
/// Time that a refused pad has to read why.
const FAREWELL_DEADLINE: Duration = Duration::from_secs(1);
/// Bytes that a connection may send before it is admitted.
const UNADMITTED_BYTES: usize = 4 * 1024;
/// Requests for tokens that may come at once; one more each second.
const REQUESTS: u32 = 8;

/// What a pad said on its control connection.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Let me in.
    Join {
        profile: Profile,
        resume: Option<ResumeSecret>,
    },
    /// More tokens, please.
    WantTokens,
    /// It was turned away before it could say a name.
    Refused(Refusal),
    /// The connection is over.
    Gone,
}

/// Where a connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Hello,
    Join,
    /// The join is with the host's owner.
    Waiting,
    Admitted,
    /// Refused or closed: the last frame is on its way.
    Farewell,
}

/// One connection.
pub(crate) struct Conn {
    wire: Wire,
    hello: Hello,
    stage: Stage,
    deadline: Option<Instant>,
    requests: u32,
    refilled: Instant,
}

impl Conn {
    /// A fresh connection; the host's hello goes out at once.
    pub(crate) fn new(wire: Wire, hello: Hello, now: Instant) -> Self {
        Self {
            wire,
            hello,
            stage: Stage::Hello,
            deadline: Some(now + JOIN_DEADLINE),
            requests: REQUESTS,
            refilled: now,
        }
    }

    pub(crate) const fn wire(&mut self) -> &mut Wire {
        &mut self.wire
    }

    pub(crate) const fn stage(&self) -> Stage {
        self.stage
    }

    pub(crate) const fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Sends the host's hello.
    pub(crate) fn greet(&mut self) -> Result<(), WireEnd> {
        let hello = self.hello.encode();
        self.wire.send(&hello)
    }

    /// Reads what there is; `Err`: cut it.
    pub(crate) fn ready(&mut self, now: Instant, said: &mut Vec<Said>) -> Result<(), WireEnd> {
        self.wire.flush()?;
        loop {
            if self.stage == Stage::Farewell {
                return if self.wire.drain() {
                    Err(WireEnd::Gone)
                } else {
                    Ok(())
                };
            }
            let max = match self.stage {
                Stage::Admitted => CONTROL_FRAME_BYTES,
                _ => UNADMITTED_BYTES,
            };
            let Some(frame) = self.wire.read(max)? else {
                return self.check_amount();
            };
            self.check_amount()?;
            self.hear(&frame, now, said)?;
        }
    }

    fn check_amount(&self) -> Result<(), WireEnd> {
        let admitted = matches!(self.stage, Stage::Admitted | Stage::Farewell);
        if admitted || self.wire.received() <= UNADMITTED_BYTES {
            Ok(())
        } else {
            Err(WireEnd::Abuse)
        }
    }

    fn hear(&mut self, frame: &[u8], now: Instant, said: &mut Vec<Said>) -> Result<(), WireEnd> {
        if self.stage == Stage::Hello {
            let hello = Hello::decode(frame).ok_or(WireEnd::Abuse)?;
            let settled = self.hello.settle(&hello);
            let refusal = settled.err().or((hello.mode != 0).then_some(Refusal::Mode));
            self.stage = Stage::Join;
            return match refusal {
                Some(refusal) => {
                    said.push(Said::Refused(refusal));
                    self.refuse(refusal, now)
                }
                None => Ok(()),
            };
        }
        match (ControlToHost::decode(frame), self.stage) {
            (Ok(ControlToHost::Join { profile, resume }), Stage::Join) => {
                self.stage = Stage::Waiting;
                self.deadline = Some(now + ANSWER_DEADLINE);
                said.push(Said::Join { profile, resume });
                Ok(())
            }
            (Ok(ControlToHost::WantTokens), Stage::Admitted) => {
                self.spend_request(now)?;
                said.push(Said::WantTokens);
                Ok(())
            }
            _ => self.refuse(Refusal::Malformed, now),
        }
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

    fn refuse(&mut self, refusal: Refusal, now: Instant) -> Result<(), WireEnd> {
        let body = ControlToPad::Refused(refusal).encode();
        self.farewell(&body.map_err(|_| WireEnd::Abuse)?, now)
    }

    /// Sends a frame and goes on.
    pub(crate) fn tell(&mut self, body: &[u8]) -> Result<(), WireEnd> {
        self.wire.send(body)
    }

    /// Sends the frame that admits the pad.
    pub(crate) fn admit(&mut self, body: &[u8], now: Instant) -> Result<(), WireEnd> {
        self.stage = Stage::Admitted;
        self.deadline = None;
        self.refilled = now;
        self.wire.send(body)
    }

    /// Sends a last frame and closes.
    pub(crate) fn farewell(&mut self, body: &[u8], now: Instant) -> Result<(), WireEnd> {
        self.stage = Stage::Farewell;
        self.deadline = Some(now + FAREWELL_DEADLINE);
        self.wire.send(body)?;
        self.wire.finish()
    }
}
