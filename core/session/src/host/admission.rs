//! Pads coming in and going out: admission, links, kicks, closing. Must not know what pads play.

use super::HostSession;
use super::entry::{Entry, Owed};
use crate::events::{HostEventKind, LeftReason};
use crate::presence::{DEAF, Presence};
use crate::stream::{Outgoing, resume};
use crate::{LinkDown, Time, Transmit};
use couchpad_protocol::control::{Refusal, ResumeSecret};
use couchpad_protocol::frame::OrderedFrame;
use couchpad_protocol::{
    Closing, Lane, LinkId, PadId, Peer, Profile, PublicKey, ToPad, clean_name, distinct_name,
};

/// A pad that was admitted must have a working link within this.
const JOIN_WITHIN: Time = Time::from_secs(10);
/// A link that is to be closed gets this long for its last words.
const LINGER: Time = Time::from_millis(500);

/// A pad that was let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admission {
    /// Its number.
    pub pad: PadId,
    /// Opens its links and gets its seat back.
    pub secret: ResumeSecret,
    /// Whether it is one that was known.
    pub resumed: bool,
}

/// A link came with a secret that no pad has (any more): close it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the link belongs to no pad that is known here: it must join again")]
pub struct UnknownSecret;

/// Who wants to be let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// Who the player wants to be.
    pub profile: Profile,
    /// The device's key, which it has proven to hold. `None`: a pad on this very machine.
    pub device: Option<PublicKey>,
    /// From an earlier admission.
    pub resume: Option<ResumeSecret>,
}

impl Newcomer {
    /// A pad on this machine that was not here before.
    #[must_use]
    pub const fn local(profile: Profile) -> Self {
        Self {
            profile,
            device: None,
            resume: None,
        }
    }
}

/// Whether this may be a pad's number: 0 stands for the host and the last one for everyone.
pub(super) fn is_pads(number: PadId) -> bool {
    matches!(Peer::from(number), Peer::Pad(_))
}

impl HostSession {
    /// Lets a pad in: the one that this device has here already, with or without its secret, else a new one with the
    /// secret `fresh` (random, made by the caller). A seat goes only to the device that holds it: the secret of another
    /// device's pad is worth nothing. A new pad is there once its first link works; without one it is dropped after 10 s.
    ///
    /// # Errors
    /// [`Refusal::RoomLocked`] for a new device while the room is locked, [`Refusal::Full`] at the cap,
    /// [`Refusal::Closing`] after [`close`](Self::close).
    pub fn admit(
        &mut self,
        now: Time,
        newcomer: Newcomer,
        fresh: ResumeSecret,
    ) -> Result<Admission, Refusal> {
        self.advance(now);
        if self.closing {
            return Err(Refusal::Closing);
        }
        if let Some(pad) = self.known(&newcomer)
            && let Some(entry) = self.pads.get_mut(&pad)
        {
            entry.join_by = self.now + JOIN_WITHIN;
            let secret = entry.secret;
            self.take_profile(pad, newcomer.profile);
            return Ok(Admission {
                pad,
                secret,
                resumed: true,
            });
        }
        // whoever sits at the receiver's own keyboard could unlock it, too
        if self.locked && newcomer.device.is_some() {
            return Err(Refusal::RoomLocked);
        }
        if self.pads.len() >= self.config.cap {
            return Err(Refusal::Full);
        }
        let pad = self.new_pad(fresh, newcomer.device).ok_or(Refusal::Full)?;
        self.take_profile(pad, newcomer.profile);
        Ok(Admission {
            pad,
            secret: fresh,
            resumed: false,
        })
    }

    /// The pad that a newcomer has here already.
    fn known(&self, newcomer: &Newcomer) -> Option<PadId> {
        match &newcomer.device {
            Some(device) => self.pad_with(device),
            None => {
                let pad = *self.secrets.get(&newcomer.resume?)?;
                self.device_of(pad).is_none().then_some(pad)
            }
        }
    }

    /// Whether newcomers are refused. Who has a pad here, present or lost, gets back to it all the same.
    pub const fn set_locked(&mut self, locked: bool) {
        self.locked = locked;
    }

    /// Whether newcomers are refused.
    #[must_use]
    pub const fn is_locked(&self) -> bool {
        self.locked
    }

    /// The key of a pad's device; `None` for a pad on this machine, and for one that is not here.
    #[must_use]
    pub fn device_of(&self, pad: PadId) -> Option<PublicKey> {
        self.pads.get(&pad)?.device
    }

    /// The pad of a device.
    #[must_use]
    pub fn pad_with(&self, device: &PublicKey) -> Option<PadId> {
        self.devices.get(device).copied()
    }

    fn new_pad(&mut self, secret: ResumeSecret, device: Option<PublicKey>) -> Option<PadId> {
        let pad = self.free_number()?;
        let out = Outgoing::new(self.stream_id(), self.config.replay_bytes);
        let entry = Entry::new(self.now, secret, device, out, self.now + JOIN_WITHIN);
        self.enter(pad, entry);
        Some(pad)
    }

    /// The next number that no pad has. They end only in a session that was restored from numbers that somebody made up.
    fn free_number(&mut self) -> Option<PadId> {
        for _ in 0..=self.pads.len() + 2 {
            self.next_pad = self.next_pad.wrapping_add(1);
            let pad = PadId(self.next_pad);
            if is_pads(pad) && !self.pads.contains_key(&pad) {
                return Some(pad);
            }
        }
        None
    }

    /// The books know this pad from now on.
    pub(super) fn enter(&mut self, pad: PadId, entry: Entry) {
        self.secrets.insert(entry.secret, pad);
        if let Some(device) = entry.device {
            self.devices.insert(device, pad);
        }
        self.pads.insert(pad, entry);
    }

    /// What opens a link of a pad on this machine, for the program's own players. `None` for every other pad: theirs is
    /// nobody's business.
    #[must_use]
    pub fn local_secret(&self, pad: PadId) -> Option<ResumeSecret> {
        let entry = self.pads.get(&pad)?;
        entry.device.is_none().then_some(entry.secret)
    }

    /// A pad says who it wants to be.
    pub(super) fn take_profile(&mut self, pad: PadId, profile: Profile) {
        let others = self.pads.iter().filter(|(other, _)| **other != pad);
        let taken = others.map(|(_, entry)| entry.name.as_str());
        let name = distinct_name(&clean_name(&profile.name), taken);
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        entry.profile = profile;
        if entry.name != name {
            entry.name = name;
            entry.owed.add(Owed::NAME);
            if entry.liveness.presence() != Presence::Joining {
                self.emit(pad, HostEventKind::Renamed);
            }
        }
        self.remark(pad);
        self.settle(pad);
    }

    /// Whether a pad is a keyboard player on this machine, for [`PadView::local`](super::PadView::local).
    pub fn set_local(&mut self, pad: PadId, local: bool) {
        if let Some(entry) = self.pads.get_mut(&pad) {
            entry.local = local;
        }
    }

    /// A link opened with this secret. An older link of that pad is closed.
    ///
    /// # Errors
    /// No pad has this secret, or the session is closing: close the link.
    pub fn link_up(
        &mut self,
        now: Time,
        link: LinkId,
        secret: &ResumeSecret,
    ) -> Result<PadId, UnknownSecret> {
        self.advance(now);
        if self.closing {
            return Err(UnknownSecret);
        }
        let pad = *self.secrets.get(secret).ok_or(UnknownSecret)?;
        let entry = self.pads.get_mut(&pad).ok_or(UnknownSecret)?;
        let old = entry.link.replace(link);
        entry.evicted = old.filter(|_| entry.live);
        entry.live = false;
        entry.incoming.forget_parts();
        entry.clock.forget_clock();
        entry.pulse.forget_inputs();
        entry.liveness.listen();
        self.outbox.push_back(Transmit {
            link,
            lane: Lane::Ordered,
            bytes: OrderedFrame::Resume(resume(&entry.out, &entry.incoming)).encode(),
        });
        if let Some(old) = old {
            self.links.remove(&old);
            self.linger(old);
        }
        self.links.insert(link, pad);
        Ok(pad)
    }

    /// A link is no more. Its pad is lost if this was its present one.
    pub fn link_down(&mut self, now: Time, link: LinkId, cause: LinkDown) {
        self.advance(now);
        self.lingering.remove(&link);
        let Some(pad) = self.links.remove(&link) else {
            return;
        };
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        entry.link = None;
        entry.live = false;
        if entry.liveness.lose(self.now, Presence::Offline) {
            self.lost(pad, cause.into());
        }
    }

    /// The pad's newest control connection broke: its program is gone. It is lost at once, and what is sent to it waits; what
    /// comes on its link a moment later brings it back after all.
    pub fn control_lost(&mut self, now: Time, pad: PadId) {
        self.advance(now);
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        // a program that is there after all says so by its answer
        entry.next_ping = entry.next_ping.min(self.now + DEAF);
        if entry.liveness.reset(self.now) {
            self.lost(pad, LinkDown::Reset.into());
        }
    }

    /// Sends a pad away; its seat is free.
    pub fn kick(&mut self, now: Time, pad: PadId) {
        self.advance(now);
        self.say_closing(pad, Closing::Kicked);
        self.remove(pad, LeftReason::Kicked);
    }

    /// Tells all pads that the receiver quits, and admits none any more. Their links close half a second later.
    pub fn close(&mut self, now: Time) {
        self.advance(now);
        if std::mem::replace(&mut self.closing, true) {
            return;
        }
        let pads: Vec<_> = self.pads.keys().copied().collect();
        for pad in pads {
            self.say_closing(pad, Closing::ReceiverQuits);
        }
        let links: Vec<_> = self.links.keys().copied().collect();
        for link in links {
            self.linger(link);
        }
    }

    fn say_closing(&mut self, pad: PadId, closing: Closing) {
        let Self {
            pads,
            outbox,
            stats,
            ..
        } = self;
        if let Some(entry) = pads.get_mut(&pad) {
            entry.liveness.trust();
            entry.submit(&ToPad::Closing(closing), outbox, stats);
        }
    }

    /// The link is closed soon.
    pub(super) fn linger(&mut self, link: LinkId) {
        self.lingering.insert(link, self.now + LINGER);
    }

    /// Closes links whose time is up.
    pub(super) fn close_lingering(&mut self) {
        let now = self.now;
        let Self {
            lingering,
            closes,
            links,
            ..
        } = self;
        lingering.retain(|link, at| {
            let stays = *at > now;
            if !stays {
                closes.push_back(*link);
                // at closing time the link may still be its pad's
                links.remove(link);
            }
            stays
        });
    }
}
