//! When and what a pad sends: the link's resume, numbered messages, and states at a pace that follows the play.
//! Must not know what arrives.

use super::PadSession;
use crate::messages::LOSSY_PER_TICK;
use crate::stream::{Full, resume};
use crate::{Time, Transmit, micros};
use couchpad_protocol::frame::{LatestFrame, OrderedFrame, Ping, Pong};
use couchpad_protocol::{Lane, LinkId, PadState, Place, ToHost};

/// Gameplay commands older than this are not replayed.
pub(super) const TOO_OLD: Time = Time::from_secs(2);
/// 240 states a second: the host takes 300 at most.
const SHORTEST_GAP: Time = Time::from_micros(4_166);
/// In play, while something is held or touched, and for a moment after any change, so that loss heals.
const BRISK: Time = Time::from_millis(50);
/// That moment.
const SETTLING: Time = Time::from_millis(300);
/// Otherwise. A little longer than the time between two pings, so that the state rides along with the answer.
const SLOW: Time = Time::from_secs(6);

/// When states go out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pace {
    sent: Option<Time>,
    changed: Option<Time>,
    dirty: bool,
}

impl Pace {
    pub(super) fn changed(&mut self, now: Time) {
        self.changed = Some(now);
        self.dirty = true;
    }
}

impl PadSession {
    /// A link opened; any older one does not count any more.
    pub fn link_up(&mut self, now: Time, link: LinkId) {
        self.advance(now);
        self.link = Some(link);
        self.live = false;
        self.heard = self.now;
        self.rumble = None;
        self.host_clock = Default::default();
        self.ping = None;
        // what was wrong with the old link says nothing of this one
        self.set_cause(None);
        self.incoming.forget_parts();
        self.outbox.clear();
        let resume = resume(&self.out, &self.incoming);
        self.put(Lane::Ordered, OrderedFrame::Resume(resume).encode());
    }

    /// A link is no more.
    pub fn link_down(&mut self, now: Time, link: LinkId) {
        self.advance(now);
        if self.link == Some(link) {
            self.link = None;
            self.ping = None;
            self.live = false;
            self.outbox.clear();
        }
    }

    /// Answers the host, and sends the state if it is time to.
    pub fn tick(&mut self, now: Time) {
        self.advance(now);
        self.lossy_left = LOSSY_PER_TICK;
        if let Some(ping) = self.ping.take() {
            self.answer(&ping);
        }
        if self.state_at().is_some_and(|at| at <= self.now) {
            self.send_state();
        }
    }

    /// When [`tick`](Self::tick) has something to do; `None`: not before something else happens.
    #[must_use]
    pub fn next_wake(&self) -> Option<Time> {
        let answer = self.ping.map(|_| self.now);
        answer.or_else(|| self.state_at().map(|at| at.max(self.now)))
    }

    fn answer(&mut self, ping: &Ping) {
        let pong = Pong {
            nonce: ping.nonce,
            host_time: ping.host_time,
            pad_time: micros(self.now),
            received: self.incoming.received(),
        };
        self.put(Lane::Latest, LatestFrame::Pong(pong).encode());
        if self.is_at_rest() {
            self.send_state();
        }
    }

    fn state_at(&self) -> Option<Time> {
        if !self.live || self.away.is_some() || self.left {
            return None;
        }
        let Some(sent) = self.pace.sent else {
            return Some(self.now);
        };
        let gap = if self.pace.dirty {
            self.config.shortest_gap.max(SHORTEST_GAP)
        } else if self.is_brisk(sent) {
            BRISK
        } else {
            SLOW
        };
        Some(sent + gap)
    }

    fn is_brisk(&self, sent: Time) -> bool {
        let is_seated = matches!(self.place, Some(Place::Seated { .. }));
        let changed = self.pace.changed;
        self.held != 0
            || self.touching
            || (self.phase.is_live() && is_seated)
            || changed.is_some_and(|at| sent < at + SETTLING)
    }

    /// Whether the state is only repeated now and then.
    fn is_at_rest(&self) -> bool {
        let sent = self.pace.sent;
        self.away.is_none() && !self.left && sent.is_some_and(|sent| !self.is_brisk(sent))
    }

    fn send_state(&mut self) {
        self.sequence = self.sequence.wrapping_add(1);
        self.pace.sent = Some(self.now);
        self.pace.dirty = false;
        let state = PadState {
            sequence: self.sequence,
            pad_time: micros(self.now),
            layout: self.revision,
            held: self.held,
            axes: self.axes,
            flags: if self.touching { PadState::TOUCHING } else { 0 },
        };
        self.put(Lane::Latest, LatestFrame::State(state).encode());
    }

    /// Takes a message and sends it as soon as there is a link. Whether it could be taken.
    pub(super) fn submit(&mut self, message: &ToHost, command: Option<Time>) -> bool {
        let taken = message.encode().is_ok_and(|bytes| {
            self.out.queue(bytes.clone(), command).is_ok() || {
                self.drop_old_commands();
                self.out.queue(bytes, command) != Err(Full)
            }
        });
        if !taken {
            self.stats.overflowed += 1;
        }
        self.send_backlog();
        taken
    }

    pub(super) fn drop_old_commands(&mut self) {
        let limit = self.now.saturating_sub(TOO_OLD).max(self.commands_from);
        self.stats.too_old += self.out.drop_commands(limit);
    }

    pub(super) fn send_backlog(&mut self) {
        let Some(link) = self.link.filter(|_| self.live) else {
            return;
        };
        while let Some((number, bytes)) = self.out.next() {
            crate::host::put_parts(&mut self.outbox, link, number, bytes);
        }
    }

    pub(super) fn replay(&mut self) {
        let Some(link) = self.link else {
            return;
        };
        for (number, bytes) in self.out.unacknowledged() {
            crate::host::put_parts(&mut self.outbox, link, number, bytes);
        }
    }

    pub(super) fn put(&mut self, lane: Lane, bytes: Vec<u8>) {
        if let Some(link) = self.link {
            self.outbox.push_back(Transmit { link, lane, bytes });
        }
    }

    /// The present link.
    #[must_use]
    pub const fn link(&self) -> Option<LinkId> {
        self.link
    }

    pub(super) fn start_sending(&mut self) {
        self.pace.sent = None;
        self.pace.changed(self.now);
    }
}
