//! What happens by time alone: pings, leases, silence, seats given up. Must not know where time comes from.

use super::HostSession;
use super::entry::Entry;
use super::tell::Told;
use crate::events::LostReason;
use crate::presence::Presence;
use crate::{Time, Transmit, micros};
use couchpad_protocol::frame::{HealthFrame, LatestFrame, Ping};
use couchpad_protocol::{Cause, PadId, Phase};
use std::collections::VecDeque;

const PING_IN_PLAY: Time = Time::from_secs(1);
const PING_AT_REST: Time = Time::from_secs(5);
/// While a pad has yet to hear that its axes were moved.
const PING_FENCED: Time = Time::from_millis(50);
/// While much is kept for replay, so that it can be forgotten, or nothing was heard since a few updates.
const PING_LOADED: Time = Time::from_millis(250);
/// That much.
const LOADED: usize = 32 * 1024;

/// What the time did to a pad.
enum Due {
    Silent(Presence),
    GivenUp,
}

impl HostSession {
    /// Does what is due by now. Call it after receiving, before the inputs are read, and at
    /// [`next_wake`](Self::next_wake) at the latest.
    pub fn tick(&mut self, now: Time) {
        self.advance(now);
        let now = self.now;
        self.close_lingering();
        let mut due = Vec::new();
        let hold = self.config.hold;
        let Self {
            pads,
            inputs,
            scores,
            turns,
            countdown,
            shelves,
            layouts,
            outbox,
            stats,
            phase,
            ..
        } = self;
        for (pad, entry) in pads.iter_mut() {
            due.extend(entry.due(now, *phase, hold).map(|what| (*pad, what)));
            if let Some(input) = entry.seat.and_then(|s| inputs.get_mut(s.index()))
                && entry.hands.expire(input, now)
            {
                stats.expired_leases += 1;
            }
            let told = Told {
                phase: *phase,
                layouts,
                inputs,
                scores,
                turns,
                countdown: *countdown,
                shelves,
            };
            entry.turn.renew();
            entry.settle(now, &told, outbox, stats);
            entry.ping(now, *phase, outbox);
        }
        for (pad, what) in due {
            self.suffer(pad, &what);
        }
    }

    fn suffer(&mut self, pad: PadId, what: &Due) {
        match what {
            Due::GivenUp => self.give_up(pad),
            Due::Silent(presence) => {
                let now = self.now;
                let entry = self.pads.get_mut(&pad);
                if entry.is_some_and(|e| e.liveness.lose(now, *presence)) {
                    self.lost(pad, LostReason::Silent);
                }
            }
        }
    }

    /// When [`tick`](Self::tick) has something to do, if anything is foreseeable. Not before the last `now`.
    #[must_use]
    pub fn next_wake(&self) -> Option<Time> {
        let pads = self.pads.values().filter_map(|e| self.wake_of(e));
        pads.chain(self.lingering.values().copied())
            .min()
            .map(|at| at.max(self.now))
    }

    fn wake_of(&self, entry: &Entry) -> Option<Time> {
        let input = entry.seat.and_then(|s| self.inputs.get(s.index()));
        let liveness = &entry.liveness;
        let in_play = entry.seat.is_some() && self.phase.is_live();
        let times = [
            input.and_then(|input| entry.hands.lease(input)),
            entry.live_link().map(|_| entry.next_ping),
            entry.settle_at(),
            liveness.silent_at(in_play),
            liveness
                .lost_since()
                .and_then(|since| self.hold_ends(since)),
            (liveness.presence() == Presence::Joining).then_some(entry.join_by),
        ];
        times.into_iter().flatten().min()
    }
}

/// Units of 0.1 ms, as they travel; what is known is at least 1.
fn tenths(time: Time) -> u16 {
    u16::try_from(time.as_micros() / 100)
        .unwrap_or(u16::MAX)
        .max(1)
}

impl Entry {
    fn due(&self, now: Time, phase: Phase, hold: Time) -> Option<Due> {
        let is_late = self.liveness.presence() == Presence::Joining && now >= self.join_by;
        let held = self.liveness.lost_since();
        let held = held.and_then(|since| since.checked_add(hold));
        if is_late || held.is_some_and(|until| now >= until) {
            return Some(Due::GivenUp);
        }
        let in_play = self.seat.is_some() && phase.is_live();
        self.liveness.silence(now, in_play).map(Due::Silent)
    }

    fn ping(&mut self, now: Time, phase: Phase, outbox: &mut VecDeque<Transmit>) {
        if self.live_link().is_none() || now < self.next_ping {
            return;
        }
        let loss = self.meter.loss_permille();
        let judged = !self.local && self.liveness.is_here();
        self.pulse.look(now, loss, judged);
        self.ping = self.ping.wrapping_add(1);
        let health = self.health();
        let ping = LatestFrame::Ping(Ping {
            nonce: self.ping,
            host_time: micros(now),
            received: self.incoming.received(),
            rtt: health.rtt.map_or(0, tenths),
            loss,
        });
        self.latest(&ping, outbox);
        self.untold = 0;
        let more = LatestFrame::Health(HealthFrame {
            jitter: tenths(health.jitter),
            age_p50: health.age_p50.map_or(0, tenths),
            age_p99: health.age_p99.map_or(0, tenths),
            cause: health.cause.map_or(0, Cause::code),
        });
        self.latest(&more, outbox);
        self.next_ping = now + self.ping_gap(phase);
    }

    fn ping_gap(&self, phase: Phase) -> Time {
        let in_play = phase.is_live() && self.seat.is_some();
        if !self.liveness.is_here() {
            PING_AT_REST
        } else if self.hands.is_waiting() {
            PING_FENCED
        } else if self.out.cost() > LOADED || self.seen.is_waiting() {
            PING_LOADED
        } else if in_play {
            PING_IN_PLAY
        } else {
            PING_AT_REST
        }
    }
}
