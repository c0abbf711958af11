//! What pads say: frames in, effects on the pad's own entry and seat. Believes nothing that it has not checked.
//! Must not know where bytes come from.

use super::HostSession;
use super::entry::Owed;
use crate::Time;
use crate::events::{HostEventKind, LeftReason, LostReason};
use crate::presence::Presence;
use crate::stream::{PartFault, reached};
use couchpad_protocol::frame::{LatestFrame, OrderedFrame, Part, Pong, Resume};
use couchpad_protocol::{
    Closing, Lane, LinkId, PadAction, PadCommand, PadId, PadState, Profile, ToHost, ToPad, is_newer,
};

/// Gameplay commands older than this are not acted on.
const TOO_OLD: Time = Time::from_secs(2);

impl HostSession {
    /// Takes a frame that came on a link at `arrived` (at most `now`). Anything may be in it.
    pub fn receive(&mut self, now: Time, arrived: Time, link: LinkId, lane: Lane, bytes: &[u8]) {
        self.advance(now);
        let arrived = arrived.min(self.now);
        let Some(pad) = self.pad_of(link) else {
            self.stats.unknown_link += 1;
            return;
        };
        self.stats.frames += 1;
        let is_known = match lane {
            Lane::Latest => self.on_latest(pad, arrived, bytes),
            Lane::Ordered => self.on_ordered(pad, link, arrived, bytes),
        };
        if is_known.is_none() {
            self.stats.malformed += 1;
        }
    }

    /// `None`: malformed.
    fn on_latest(&mut self, pad: PadId, arrived: Time, bytes: &[u8]) -> Option<()> {
        let frame = LatestFrame::decode(bytes)?;
        if is_for_pads(&frame) {
            return None;
        }
        let entry = self.pads.get_mut(&pad).filter(|entry| entry.live);
        let Some(entry) = entry else {
            self.stats.early += 1;
            return Some(());
        };
        if entry.hear(arrived, &mut self.outbox) {
            self.resumed(pad);
        }
        match frame {
            LatestFrame::State(state) => self.on_state(pad, &state, arrived),
            LatestFrame::Pong(pong) => self.on_pong(pad, &pong, arrived),
            LatestFrame::AppToHost(app) => self.on_app_frame(pad, &app, arrived),
            LatestFrame::Ping(_)
            | LatestFrame::Rumble(_)
            | LatestFrame::Shakes(_)
            | LatestFrame::Glow(_)
            | LatestFrame::AppToPad(_)
            | LatestFrame::Health(_) => {}
        }
        Some(())
    }

    /// `None`: malformed.
    fn on_ordered(&mut self, pad: PadId, link: LinkId, arrived: Time, bytes: &[u8]) -> Option<()> {
        let is_live = self.pads.get(&pad)?.live;
        match OrderedFrame::decode(bytes)? {
            OrderedFrame::Resume(_) if is_live => None,
            OrderedFrame::Resume(resume) => {
                self.on_resume(pad, &resume, arrived);
                Some(())
            }
            OrderedFrame::Part(_) if !is_live => {
                self.stats.early += 1;
                Some(())
            }
            OrderedFrame::Part(part) => self.on_part(pad, link, &part, arrived),
        }
    }

    fn hear(&mut self, pad: PadId, arrived: Time) {
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        if entry.hear(arrived, &mut self.outbox) {
            self.resumed(pad);
        }
    }

    /// The link works from here on.
    fn on_resume(&mut self, pad: PadId, resume: &Resume, arrived: Time) {
        let is_known = self.meet(pad, resume);
        let now = self.now;
        let Self {
            pads,
            outbox,
            layouts,
            ..
        } = self;
        let Some(entry) = pads.get_mut(&pad) else {
            return;
        };
        entry.live = true;
        entry.next_ping = now;
        if is_known {
            entry.out.acknowledge(reached(&entry.out, resume));
            entry.replay(outbox);
        }
        let is_torn = std::mem::take(&mut entry.torn);
        if is_known && is_torn {
            // what was put on the old link after it tore may be among what is missing
            entry.doubt_all();
        }
        if !is_known || is_torn {
            entry.owed = Owed::ALL;
            entry.hands.fence();
        }
        if entry.liveness.presence() == Presence::Joining {
            entry.liveness.join(arrived);
            // what it shows as long as it waits
            entry.revision = layouts.revision_of(entry);
            self.seating.enqueue(pad);
            self.fill_seats(Some(pad));
            self.emit(pad, HostEventKind::Joined);
        } else {
            self.hear(pad, arrived);
        }
        self.settle(pad);
        let Self { pads, outbox, .. } = self;
        if let Some(entry) = pads.get_mut(&pad) {
            entry.send_backlog(outbox);
        }
    }

    /// Whether this is the pad's memory met before. If not, all that was known of the old one's doings is void.
    fn meet(&mut self, pad: PadId, resume: &Resume) -> bool {
        let Some(entry) = self.pads.get_mut(&pad) else {
            return false;
        };
        let is_known = entry.incoming.meet(resume);
        let evicted = entry.evicted.take();
        if is_known {
            return true;
        }
        let unread = entry.out.forget_sent();
        entry.shown = false;
        entry.cued = Default::default();
        entry.seen = Default::default();
        entry.meter = Default::default();
        entry.newest = Default::default();
        entry.clock = Default::default();
        entry.pulse = Default::default();
        entry.state_time = None;
        entry.liveness.forget_away();
        if let Some(input) = entry.seat.and_then(|s| self.inputs.get_mut(s.index())) {
            entry.hands.release_all(input);
            entry.hands = Default::default();
        }
        if let Some(old) = evicted {
            self.say_replaced(pad, old);
        }
        self.give_back(pad, unread);
        false
    }

    /// The pad's old program may still be there: it must not come back by itself and evict the new one.
    fn say_replaced(&mut self, pad: PadId, old: LinkId) {
        let bytes = ToPad::Closing(Closing::Replaced).encode();
        let (Some(entry), Ok(bytes)) = (self.pads.get_mut(&pad), bytes) else {
            return;
        };
        if self.lingering.contains_key(&old)
            && let Ok(number) = entry.out.send_first(bytes.clone())
        {
            super::entry::put_parts(&mut self.outbox, old, number, &bytes);
            // the number stays used up, so that the old program and the new one never mean different things by it
            entry.out.forget_sent();
        }
    }

    fn on_part(&mut self, pad: PadId, link: LinkId, part: &Part<'_>, arrived: Time) -> Option<()> {
        self.hear(pad, arrived);
        let entry = self.pads.get_mut(&pad)?;
        let message = match entry.incoming.part(part) {
            Ok(Some(bytes)) => ToHost::decode(&bytes).ok()?,
            Ok(None) => return Some(()),
            Err(PartFault::Duplicate) => {
                self.stats.duplicates += 1;
                return Some(());
            }
            Err(PartFault::Misfit) => return None,
        };
        match message {
            ToHost::Command(command) => self.on_command(pad, command, arrived),
            ToHost::Message { head, bytes } => self.on_app_message(pad, head, bytes, arrived),
            other => self.on_message(pad, link, other, arrived),
        }
        Some(())
    }

    fn on_state(&mut self, pad: PadId, state: &PadState, arrived: Time) {
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        if !entry.limits.states.take(arrived) {
            self.stats.limited_states += 1;
            return;
        }
        if !entry.meter.take(state.sequence, arrived) {
            self.stats.stale += 1;
            return;
        }
        if let Some(way) = entry.clock.age(state.pad_time, arrived) {
            let wait = self.now.saturating_sub(arrived);
            entry.pulse.input(arrived, way, wait);
        }
        entry.clock.heard(state.pad_time, arrived);
        entry.state_time = Some(state.pad_time);
        if !entry.liveness.is_here() || state.layout != entry.revision {
            return;
        }
        if let Some(input) = entry.seat.and_then(|s| self.inputs.get_mut(s.index())) {
            entry.hands.state(input, state, arrived);
        }
    }

    fn on_pong(&mut self, pad: PadId, pong: &Pong, arrived: Time) {
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        let is_asked = !is_newer(pong.nonce, entry.ping);
        if !is_asked || !is_newer(pong.nonce, entry.pong) {
            self.stats.stale += 1;
            return;
        }
        entry.pong = pong.nonce;
        entry.clock.pong(pong, arrived);
        let received = pong.received.min(entry.out.last());
        entry.out.acknowledge(received);
        entry.hands.acknowledged(received, pong.pad_time);
    }

    fn on_command(&mut self, pad: PadId, command: PadCommand, arrived: Time) {
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        if !entry.limits.commands.take(arrived) {
            self.stats.limited_commands += 1;
            return;
        }
        if entry.clock.least_age(command.pad_time, arrived) > TOO_OLD {
            self.stats.too_old += 1;
            return;
        }
        let is_there = command.layout == entry.revision && entry.liveness.is_here();
        let seat = entry.seat.filter(|_| is_there);
        let input = seat.and_then(|s| self.inputs.get_mut(s.index()));
        match (command.action, input) {
            // who waits for a seat may have something to say, too
            (action @ (PadAction::Choose { .. } | PadAction::Text { .. }), _) if is_there => {
                self.emit(pad, HostEventKind::Action { action });
            }
            (PadAction::Press(button), Some(_)) if button.is_system() => {
                self.emit(pad, HostEventKind::System { button });
            }
            (PadAction::Release(button), Some(_)) if button.is_system() => {}
            (PadAction::Press(button), Some(input)) => {
                entry.hands.press(input, button, command.state, arrived);
            }
            (PadAction::Release(button), Some(input)) => entry.hands.release(input, button),
            _ => {
                self.stats.misplaced += 1;
                return;
            }
        }
        self.stats.commands += 1;
    }

    fn on_message(&mut self, pad: PadId, link: LinkId, message: ToHost, arrived: Time) {
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        if !entry.limits.messages.take(arrived) {
            self.stats.limited_messages += 1;
            return;
        }
        match message {
            ToHost::Profile(profile) => self.on_profile(pad, profile, arrived),
            ToHost::Away => {
                if entry.liveness.say_away(self.now) {
                    self.lost(pad, LostReason::Away);
                }
            }
            ToHost::Back => {
                entry.liveness.forget_away();
                self.hear(pad, arrived);
            }
            ToHost::Leave => {
                tracing::debug!(%pad, ?link, "leaves");
                self.remove(pad, LeftReason::Quit);
            }
            ToHost::App { channel, bytes } => {
                self.emit(pad, HostEventKind::App { channel, bytes });
            }
            // handled before
            ToHost::Command(_) | ToHost::Message { .. } => {}
        }
    }

    fn on_profile(&mut self, pad: PadId, profile: Profile, arrived: Time) {
        let limits = self.pads.get_mut(&pad).map(|entry| &mut entry.limits);
        if limits.is_some_and(|limits| limits.profiles.take(arrived)) {
            self.take_profile(pad, profile);
        } else {
            self.stats.limited_messages += 1;
        }
    }
}

const fn is_for_pads(frame: &LatestFrame<'_>) -> bool {
    matches!(
        frame,
        LatestFrame::Ping(_)
            | LatestFrame::Rumble(_)
            | LatestFrame::Shakes(_)
            | LatestFrame::Glow(_)
            | LatestFrame::AppToPad(_)
            | LatestFrame::Health(_)
    )
}
