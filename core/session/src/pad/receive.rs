//! What the receiver says. Believes nothing that it has not checked. Must not know what is shown.

use super::PadSession;
use crate::Time;
use crate::events::PadEvent;
use crate::stream::{PartFault, reached};
use couchpad_protocol::frame::{
    GlowFrame, HealthFrame, LatestFrame, OrderedFrame, Part, Ping, Resume,
};
use couchpad_protocol::limits::AXES;
use couchpad_protocol::{
    Cause, GLOW_MILLIS, Lane, LayoutRevision, LinkId, PadLayout, Tint, ToHost, ToPad, Turn,
    Undelivered, is_newer,
};

impl PadSession {
    /// Takes a frame that came on a link. Anything may be in it.
    pub fn receive(&mut self, now: Time, link: LinkId, lane: Lane, bytes: &[u8]) {
        self.advance(now);
        if self.link != Some(link) {
            self.stats.unknown_link += 1;
            return;
        }
        let is_known = match lane {
            Lane::Latest => self.on_latest(bytes),
            Lane::Ordered => self.on_ordered(bytes),
        };
        match is_known {
            Some(()) => self.heard = self.now,
            None => self.stats.malformed += 1,
        }
    }

    /// `None`: malformed.
    fn on_latest(&mut self, bytes: &[u8]) -> Option<()> {
        match LatestFrame::decode(bytes)? {
            LatestFrame::State(_) | LatestFrame::Pong(_) | LatestFrame::AppToHost(_) => {
                return None;
            }
            _ if !self.live => self.stats.early += 1,
            LatestFrame::Ping(ping) => self.on_ping(&ping),
            LatestFrame::Rumble(rumble) => self.on_shakes(
                rumble.sequence,
                PadEvent::Rumble {
                    strength: rumble.strength,
                    millis: rumble.millis,
                },
            ),
            LatestFrame::Shakes(frame) => {
                self.on_shakes(frame.sequence, PadEvent::Shakes(frame.shakes));
            }
            LatestFrame::Glow(glow) => self.on_glow(glow),
            LatestFrame::AppToPad(app) => self.on_app_frame(&app),
            LatestFrame::Health(health) => self.on_health(&health),
        }
        Some(())
    }

    /// `None`: malformed.
    fn on_ordered(&mut self, bytes: &[u8]) -> Option<()> {
        match OrderedFrame::decode(bytes)? {
            OrderedFrame::Resume(_) if self.live => return None,
            OrderedFrame::Resume(resume) => self.on_resume(&resume),
            OrderedFrame::Part(_) if !self.live => self.stats.early += 1,
            OrderedFrame::Part(part) => return self.on_part(&part),
        }
        Some(())
    }

    /// The link works from here on.
    fn on_resume(&mut self, resume: &Resume) {
        let is_known = self.incoming.meet(resume);
        self.live = true;
        if is_known {
            self.out.acknowledge(reached(&self.out, resume));
            self.drop_old_commands();
            self.replay();
        } else {
            self.forget_receiver();
        }
        self.send_backlog();
        self.start_sending();
        self.events.push_back(PadEvent::Live { fresh: !is_known });
    }

    /// The receiver has no memory of this session, or is another one. What it showed stays until it is told anew, but
    /// nothing is said under the old layout, nor what was meant for the old receiver said twice.
    fn forget_receiver(&mut self) {
        let unread = self.out.forget_sent();
        self.newest = Default::default();
        self.stats.too_old += self.out.drop_commands(Time::MAX);
        self.revision = LayoutRevision::default();
        self.held = 0;
        (self.turn, self.countdown) = (Turn::Free, 0);
        self.clear_showing();
        if self.away.is_some() {
            self.submit(&ToHost::Away, None);
        }
        self.hand_back(&unread, Undelivered::Restarted);
    }

    fn on_ping(&mut self, ping: &Ping) {
        self.health.rtt = known(ping.rtt);
        self.health.loss = f32::from(ping.loss.min(1_000)) / 1_000.0;
        self.out.acknowledge(ping.received.min(self.out.last()));
        self.host_clock
            .heard(ping.host_time, self.now, self.health.rtt);
        self.ping = Some(*ping);
    }

    fn on_health(&mut self, frame: &HealthFrame) {
        self.health.jitter = known(frame.jitter).unwrap_or_default();
        self.health.age_p50 = known(frame.age_p50);
        self.health.age_p99 = known(frame.age_p99);
        self.set_cause(Cause::from_code(frame.cause));
    }

    /// What is wrong with the link; told when it changes.
    pub(super) fn set_cause(&mut self, cause: Option<Cause>) {
        if std::mem::replace(&mut self.health.cause, cause) != cause {
            self.events.push_back(PadEvent::Cause(cause));
        }
    }

    /// The newest shakes count, one or many: the older are over.
    fn on_shakes(&mut self, sequence: u16, event: PadEvent) {
        if is_next(&mut self.rumble, sequence) {
            self.events.push_back(event);
        } else {
            self.stats.stale += 1;
        }
    }

    /// As long as a glow may be, whatever the host says.
    fn on_glow(&mut self, frame: GlowFrame) {
        if is_next(&mut self.glow, frame.sequence) {
            self.events.push_back(PadEvent::Glow {
                tint: Tint::from_code(frame.tint),
                millis: frame.millis.min(GLOW_MILLIS),
            });
        } else {
            self.stats.stale += 1;
        }
    }

    /// `None`: malformed.
    fn on_part(&mut self, part: &Part<'_>) -> Option<()> {
        match self.incoming.part(part) {
            Ok(Some(bytes)) => self.on_message(ToPad::decode(&bytes).ok()?),
            Ok(None) => {}
            Err(PartFault::Duplicate) => self.stats.duplicates += 1,
            Err(PartFault::Misfit) => return None,
        }
        Some(())
    }

    fn on_message(&mut self, message: ToPad) {
        let event = match message {
            ToPad::Message { head, bytes } => {
                return self.take_message(head, Lane::Ordered, bytes);
            }
            ToPad::Undelivered { head, why } => PadEvent::Undelivered {
                to: head.peer,
                channel: head.channel,
                why,
            },
            ToPad::Show(update) => return self.take_update(&update),
            ToPad::Layout { layout, axes } => return self.take_layout(layout, axes),
            ToPad::Axes { layout, axes } if layout == self.revision => {
                return self.take_axes(axes);
            }
            ToPad::Axes { .. } => return,
            ToPad::Name(name) => {
                self.name.clone_from(&name);
                PadEvent::Name(name)
            }
            ToPad::Place(place) => {
                self.place = Some(place);
                PadEvent::Place(place)
            }
            ToPad::Phase(phase) => {
                self.phase = phase;
                PadEvent::Phase(phase)
            }
            ToPad::Score { own, team } => {
                self.score = Some((own, team));
                PadEvent::Score { own, team }
            }
            ToPad::Turn(turn) => {
                self.turn = turn;
                PadEvent::Turn(turn)
            }
            ToPad::Countdown(seconds) => {
                self.countdown = seconds;
                PadEvent::Countdown(seconds)
            }
            ToPad::Notice(text) => PadEvent::Notice(text),
            ToPad::Closing(closing) => PadEvent::Closing(closing),
            ToPad::App { channel, bytes } => PadEvent::App { channel, bytes },
        };
        self.events.push_back(event);
    }

    fn take_layout(&mut self, layout: PadLayout, axes: [i16; AXES]) {
        if layout.revision != self.revision {
            self.held = 0;
        }
        self.revision = layout.revision;
        self.layout = Some(layout);
        self.events.push_back(PadEvent::Layout);
        self.take_axes(axes);
    }

    /// The receiver moves the axes: the pad goes on from there, also with a finger on the glass.
    fn take_axes(&mut self, axes: [i16; AXES]) {
        self.axes = axes.map(|axis| axis.max(-i16::MAX));
        self.pace.moved(self.now);
        self.events.push_back(PadEvent::Axes(self.axes));
    }
}

/// Whether this number is newer than the last one, which it takes the place of.
fn is_next(last: &mut Option<u16>, number: u16) -> bool {
    let is_next = last.is_none_or(|last| is_newer(number, last));
    if is_next {
        *last = Some(number);
    }
    is_next
}

/// A time that travels in units of 0.1 ms, where 0 stands for unknown.
fn known(tenths: u16) -> Option<Time> {
    (tenths > 0).then(|| Time::from_micros(u64::from(tenths) * 100))
}
