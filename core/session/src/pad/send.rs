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
    /// An axis is among what changed.
    moved: bool,
    /// When an axis changed last, and how long after the time before.
    moved_at: Time,
    rhythm: Time,
}

impl Pace {
    /// An axis changed: the state is the only one to tell.
    pub(super) fn moved(&mut self, now: Time) {
        self.changed(now);
        self.moved = true;
        if now > self.moved_at {
            self.rhythm = now - self.moved_at;
            self.moved_at = now;
        }
    }

    /// When a state with a moved axis leaves. A finger that moves once in every gap, but began between two states,
    /// would have each of its moves wait for the same part of a gap: such a state waits for the next move, once, and
    /// all later ones leave with theirs.
    fn move_due(&self, sent: Time, gap: Time) -> Time {
        let due = sent + gap;
        let next = self.moved_at + self.rhythm;
        let in_step = self.rhythm > gap * 7 / 8 && self.rhythm < gap * 3 / 2;
        if in_step && due > self.moved_at + gap / 4 && due <= next {
            next + gap / 4
        } else {
            due
        }
    }

    /// Something changed that a command tells as well.
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
        self.glow = None;
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
        let shortest = self.config.shortest_gap.max(SHORTEST_GAP);
        if self.pace.moved {
            return Some(self.pace.move_due(sent, shortest));
        }
        let gap = if self.pace.dirty {
            // a finger that moves takes it along
            shortest * 2
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
        self.pace.moved = false;
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
        self.pace.moved(self.now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: Time = Time::from_micros(8_333);
    const STEP: Time = Time::from_micros(10);

    /// A finger that moves every `rhythm`, the first time `offset` after a state: how long each move waited, and how
    /// many states left.
    fn finger(rhythm: Time, offset: Time) -> (Vec<Time>, usize) {
        let (mut pace, mut sent, mut now) =
            (Pace::default(), Time::from_secs(1), Time::from_secs(1));
        let end = now + Time::from_secs(2);
        let mut next = now + offset;
        let (mut waits, mut states) = (Vec::new(), 0);
        let mut waiting = Vec::new();
        while now < end {
            now += STEP;
            if now >= next {
                next += rhythm;
                pace.moved(now);
                waiting.push(now);
            }
            if pace.moved && now >= pace.move_due(sent, GAP) {
                (sent, pace.moved, states) = (now, false, states + 1);
                waits.extend(waiting.drain(..).next_back().map(|moved| now - moved));
            }
        }
        (waits, states)
    }

    #[test]
    fn a_finger_in_step_waits_once_however_it_began() {
        for micros in (0..8_000).step_by(500) {
            let rhythm = Time::from_micros(8_340);
            let (waits, states) = finger(rhythm, Time::from_micros(micros));
            let late = waits.iter().filter(|wait| **wait > GAP / 4 + STEP).count();
            assert!(late <= 1, "{late} of {states} after {micros} us");
            assert!(states >= 236, "{states}");
        }
    }

    #[test]
    fn no_finger_sends_more_than_one_state_in_a_gap() {
        for micros in [500, 2_000, 4_170, 6_000, 7_500, 8_000, 9_000] {
            let (waits, states) = finger(Time::from_micros(micros), Time::from_micros(100));
            assert!(states <= 240, "{states} with {micros} us");
            assert!(waits.iter().all(|wait| *wait <= GAP * 5 / 4 + STEP));
        }
    }
}
