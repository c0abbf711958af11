//! The link that travels on one control connection, as the host's control thread sees it: what the pad sent goes to the
//! driver, what the driver sends is sealed and written. Owns its pace and its limits. Must not know admission or sessions.

use crate::protocol::control::{ControlToPad, LinkFrame};
use crate::session::pairing::Channel;
use crate::transport::control_conn::Said;
use crate::transport::tcp_queues::TcpQueues;
use crate::transport::wire::{Wire, WireEnd};
use std::time::{Duration, Instant};

/// Frames that a pad may send at once.
const BURST: u32 = 1_000;
/// Frames that it may send each millisecond on the average.
const PER_MILLI: u32 = 2;
/// A pad that sends more is not read for so long.
const PAUSE: Duration = Duration::from_millis(20);
/// A pad that reads nothing of what waits for it for so long is cut off.
const STALL: Duration = Duration::from_secs(5);
/// Bytes handed to the stream together.
const BATCH: usize = 4 * 1024;

/// See the module.
pub(super) struct ConnLink {
    present: Option<Present>,
    allowance: u32,
    refilled: Instant,
    paused_until: Option<Instant>,
    /// Since when the stream has taken nothing more than this.
    stalled: Option<(usize, Instant)>,
    /// The driver has something to look at.
    has_news: bool,
}

struct Present {
    number: u32,
    queues: TcpQueues,
    /// The driver knows of it: something came on it.
    is_told: bool,
}

impl ConnLink {
    pub(super) const fn new(now: Instant) -> Self {
        Self {
            present: None,
            allowance: BURST,
            refilled: now,
            paused_until: None,
            stalled: None,
            has_news: false,
        }
    }

    /// The pad wants a link, in place of the one that there is.
    pub(super) fn open(&mut self, number: u32) -> ControlToPad {
        self.present = Some(Present {
            number,
            queues: TcpQueues::default(),
            is_told: false,
        });
        ControlToPad::LinkOpen { number }
    }

    /// A frame came. Without a link it is a late one, or nonsense: it is dropped.
    pub(super) fn take(&mut self, now: Instant, frame: LinkFrame, said: &mut Vec<Said>) {
        self.allowance = self.allowance.saturating_sub(1);
        let Some(link) = &mut self.present else {
            return;
        };
        link.queues.arrived(now, frame);
        self.has_news = true;
        if !std::mem::replace(&mut link.is_told, true) {
            said.push(Said::Link(link.queues.clone()));
        }
    }

    /// The pad says good-bye.
    pub(super) fn quit(&mut self) {
        self.allowance = self.allowance.saturating_sub(1);
        if let Some(link) = self.present.take() {
            link.queues.quit();
            self.has_news = true;
        }
    }

    /// Whether the driver has something to look at; told once.
    pub(super) const fn take_news(&mut self) -> bool {
        std::mem::replace(&mut self.has_news, false)
    }

    /// Whether the connection is to be left unread for now: too many frames, or the driver does not keep up.
    pub(super) fn is_held_up(&mut self, now: Instant) -> bool {
        if self.paused_until.is_some_and(|until| now < until) {
            return true;
        }
        self.paused_until = None;
        let millis = now.saturating_duration_since(self.refilled).as_millis();
        if millis > 0 {
            let more = u32::try_from(millis).unwrap_or(BURST);
            let more = more.saturating_mul(PER_MILLI);
            self.allowance = self.allowance.saturating_add(more).min(BURST);
            self.refilled = now;
        }
        if self.allowance == 0 {
            self.paused_until = Some(now + PAUSE);
            return true;
        }
        let link = self.present.as_ref();
        link.is_some_and(|link| !link.queues.has_room())
    }

    /// When reading goes on after too many frames.
    pub(super) const fn paused_until(&self) -> Option<Instant> {
        self.paused_until
    }

    /// Writes what the driver sends, as far as the stream takes it. What it does not take stays where it can be replaced.
    pub(super) fn pump(&mut self, wire: &mut Wire, channel: &mut Channel) -> Result<(), WireEnd> {
        while wire.waiting() == 0 {
            let mut is_dry = false;
            while wire.waiting() < BATCH && !is_dry {
                is_dry = !self.put_next(wire, channel)?;
            }
            if wire.waiting() == 0 {
                break;
            }
            wire.flush()?;
        }
        Ok(())
    }

    /// False: there is nothing more.
    fn put_next(&mut self, wire: &mut Wire, channel: &mut Channel) -> Result<bool, WireEnd> {
        let Some(link) = &self.present else {
            return Ok(false);
        };
        let message = match link.queues.next_to_pad() {
            Ok(frame) => ControlToPad::Frame(frame),
            Err(false) => return Ok(false),
            Err(true) => {
                let number = link.number;
                self.present = None;
                ControlToPad::LinkClosed { number }
            }
        };
        let body = message.encode().map_err(|_| WireEnd::Abuse)?;
        let sealed = channel.seal(&body).map_err(|_| WireEnd::Abuse)?;
        wire.queue(&sealed)?;
        Ok(true)
    }

    /// Looks whether the peer reads.
    pub(super) fn watch(&mut self, now: Instant, wire: &Wire) {
        let written = wire.written();
        self.stalled = match self.stalled {
            _ if wire.waiting() == 0 => None,
            Some((before, since)) if before == written => Some((before, since)),
            _ => Some((written, now)),
        };
    }

    /// When the peer is cut off, unless it reads.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.stalled.map(|(_, since)| since + STALL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Lane;

    fn frame() -> LinkFrame {
        LinkFrame {
            lane: Lane::Latest,
            bytes: vec![1; 30],
        }
    }

    #[test]
    fn a_flood_is_read_no_faster_than_any_pad_sends() {
        let start = Instant::now();
        let mut link = ConnLink::new(start);
        link.open(1);
        let (mut taken, mut said) = (0, Vec::new());
        for milli in 0..10_000 {
            let now = start + Duration::from_millis(milli);
            while !link.is_held_up(now) {
                link.take(now, frame(), &mut said);
                taken += 1;
            }
        }
        let most = 10_000 * PER_MILLI + BURST;
        assert!((most / 2..=most).contains(&taken), "{taken}");
        assert_eq!(said.len(), 1, "one link is told of once");
    }

    #[test]
    fn frames_without_a_link_go_nowhere() {
        let now = Instant::now();
        let mut link = ConnLink::new(now);
        let mut said = Vec::new();
        link.take(now, frame(), &mut said);
        link.quit();
        assert!(said.is_empty() && !link.take_news());
        link.open(1);
        assert!(!link.take_news(), "nothing comes of the wish alone");
        link.take(now, frame(), &mut said);
        let Some(Said::Link(queues)) = said.pop() else {
            panic!("not told");
        };
        link.quit();
        link.take(now, frame(), &mut said);
        assert_eq!(queues.take().0.len(), 1);
        assert!(queues.has_quit() && said.is_empty() && link.take_news());
    }
}
