//! Programs' messages: from the host's program to pads, from pads to it, and from pad to pad by way of the host, where that
//! is allowed. Must not know what is in them.

use super::HostSession;
use super::entry::Entry;
use crate::events::HostEventKind;
use crate::messages::{Message, Unsent, fits};
use crate::presence::Presence;
use crate::stream::{SHARE, Unfair};
use crate::{Time, Transmit, micros};
use couchpad_protocol::frame::{AppFrame, LatestFrame};
use couchpad_protocol::limits::RELAY_BYTES;
use couchpad_protocol::{AppHead, Lane, PadId, Peer, ToPad, Undelivered};
use std::collections::VecDeque;

/// Bytes taken from a pad after which it is told so soon, for it to forget them.
const UNTOLD_BYTES: usize = 8 * 1024;
/// What a message costs there besides its bytes.
const HEAD_BYTES: usize = 32;
/// That soon.
const TELL_WITHIN: Time = Time::from_millis(20);
/// Bytes of a message that count as one delivery among those that a pad may have the host make.
const DELIVERY_BYTES: usize = 1_024;

/// What a message is besides its bytes, on the host's clock.
#[derive(Clone, Copy)]
struct Letter {
    from: Peer,
    channel: u8,
    lane: Lane,
    made: Time,
}

/// What a buffer of reliable messages still takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Bytes, of which each message takes 64 at most besides its own.
    pub bytes: usize,
    /// Bytes of messages that are under way or wait.
    pub kept: usize,
    /// Nothing waits: one message of any length is taken.
    pub is_empty: bool,
}

impl HostSession {
    /// Sends a program's message to a pad; it was made at `made`, at most `now`. `Ordered`: once and in order, also across
    /// links; it waits for a pad that is lost. `Latest`: now or never; only the newest of many counts.
    ///
    /// # Errors
    /// [`Unsent`]; nothing was sent.
    pub fn message(
        &mut self,
        now: Time,
        made: Time,
        to: PadId,
        (channel, lane): (u8, Lane),
        bytes: &[u8],
    ) -> Result<(), Unsent> {
        self.advance(now);
        fits(lane, bytes.len())?;
        let letter = Letter {
            from: Peer::Host,
            channel,
            lane,
            made: made.min(self.now),
        };
        let Self { pads, outbox, .. } = self;
        let entry = pads.get_mut(&to).ok_or(Unsent::NoSuchPad)?;
        entry.deliver(letter, bytes, outbox)
    }

    /// How much a pad's buffer still takes; `None`: there is no such pad.
    #[must_use]
    pub fn room_for(&self, pad: PadId) -> Option<Room> {
        let entry = self.pads.get(&pad)?;
        Some(Room {
            bytes: entry.out.room(),
            kept: entry.out.cost(),
            is_empty: entry.out.cost() == 0,
        })
    }

    /// A pad's reliable message.
    pub(super) fn on_app_message(
        &mut self,
        pad: PadId,
        head: AppHead,
        bytes: Vec<u8>,
        arrived: Time,
    ) {
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        entry.untold += bytes.len() + HEAD_BYTES;
        if entry.untold > UNTOLD_BYTES {
            entry.next_ping = entry.next_ping.min(self.now + TELL_WITHIN);
        }
        if entry.limits.app.take(arrived) {
            self.take_message(pad, head, Lane::Ordered, bytes, arrived);
        } else {
            self.stats.limited_messages += 1;
            self.refuse(pad, head, Lane::Ordered, Undelivered::TooMany);
        }
    }

    /// A pad's message that may get lost.
    pub(super) fn on_app_frame(&mut self, pad: PadId, app: &AppFrame<'_>, arrived: Time) {
        let Some(entry) = self.pads.get_mut(&pad) else {
            return;
        };
        let of_channel = AppHead {
            peer: Peer::Host,
            ..app.head
        };
        if !entry.limits.lossy.take(arrived) {
            self.stats.limited_messages += 1;
        } else if entry.newest.take(&of_channel) {
            self.take_message(pad, app.head, Lane::Latest, app.bytes.to_vec(), arrived);
        } else {
            self.stats.stale += 1;
        }
    }

    fn take_message(
        &mut self,
        pad: PadId,
        head: AppHead,
        lane: Lane,
        bytes: Vec<u8>,
        arrived: Time,
    ) {
        let Some(entry) = self.pads.get(&pad) else {
            return;
        };
        let clock = &entry.clock;
        let age = clock
            .age(head.time, arrived)
            .unwrap_or_else(|| clock.least_age(head.time, arrived));
        let letter = Letter {
            from: pad.into(),
            channel: head.channel,
            lane,
            made: arrived.saturating_sub(age),
        };
        if head.peer != Peer::Host
            && let Err(why) = self.relay(pad, head.peer, letter, &bytes, arrived)
        {
            self.stats.undelivered += 1;
            self.refuse(pad, head, lane, why);
        }
        if matches!(head.peer, Peer::Host | Peer::Everyone) {
            let message = Message {
                from: letter.from,
                channel: letter.channel,
                sequence: head.sequence,
                made: letter.made,
                lane,
                bytes,
            };
            self.emit(pad, HostEventKind::Message(message));
        }
    }

    /// Passes a pad's message on.
    fn relay(
        &mut self,
        from: PadId,
        to: Peer,
        letter: Letter,
        bytes: &[u8],
        arrived: Time,
    ) -> Result<(), Undelivered> {
        if !self.config.relay {
            return Err(Undelivered::RelayOff);
        }
        if to == Peer::Pad(from) {
            return Err(Undelivered::ToItself);
        }
        let readers: Vec<PadId> = match to {
            Peer::Host => Vec::new(),
            Peer::Pad(pad) => vec![pad],
            Peer::Everyone => {
                let joined = |e: &Entry| e.liveness.presence() != Presence::Joining;
                let others = self.pads.iter().filter(|(id, e)| **id != from && joined(e));
                others.map(|(id, _)| *id).collect()
            }
        };
        let cost = readers.len() * bytes.len().div_ceil(DELIVERY_BYTES).max(1);
        let Self { pads, outbox, .. } = self;
        let sender = pads.get_mut(&from).ok_or(Undelivered::NoSuchPad)?;
        if bytes.len() > RELAY_BYTES || !sender.limits.relays.take_many(arrived, cost) {
            return Err(Undelivered::TooMany);
        }
        let mut outcome = Ok(());
        let mut is_taken = readers.is_empty();
        for reader in readers {
            let entry = pads.get_mut(&reader).filter(|_| reader != from);
            let sent = match entry {
                Some(entry) => entry.pass_on(self.now, from, letter, bytes, outbox),
                None => Err(Undelivered::NoSuchPad),
            };
            is_taken |= sent.is_ok();
            outcome = sent.and(outcome);
        }
        // of many, one that takes nothing is no news
        if is_taken { Ok(()) } else { outcome }
    }

    /// A pad's program was started anew and never gets these: whoever sent them is told.
    pub(super) fn give_back(&mut self, reader: PadId, unread: Vec<Vec<u8>>) {
        for bytes in unread {
            let Ok(ToPad::Message { head, .. }) = ToPad::decode(&bytes) else {
                continue;
            };
            let (channel, why) = (head.channel, Undelivered::Restarted);
            self.stats.undelivered += 1;
            match head.peer {
                Peer::Pad(sender) => {
                    let head = AppHead {
                        peer: reader.into(),
                        sequence: 0,
                        ..head
                    };
                    self.refuse(sender, head, Lane::Ordered, why);
                }
                _ => self.emit(reader, HostEventKind::Undelivered { channel, why }),
            }
        }
    }

    fn refuse(&mut self, pad: PadId, head: AppHead, lane: Lane, why: Undelivered) {
        if lane == Lane::Ordered
            && let Some(entry) = self.pads.get_mut(&pad)
        {
            // a pad that takes nothing learns nothing
            let _ = entry.offer(&ToPad::Undelivered { head, why }, &mut self.outbox);
        }
    }
}

impl Entry {
    /// Sends what another pad says, as far as that one's share goes: whoever floods delays and displaces nobody else.
    fn pass_on(
        &mut self,
        now: Time,
        from: PadId,
        letter: Letter,
        bytes: &[u8],
        outbox: &mut VecDeque<Transmit>,
    ) -> Result<(), Undelivered> {
        let sent = match self.out.admits(from.0, bytes.len()) {
            Err(fault) if letter.lane == Lane::Ordered => Err(match fault {
                Unfair::TooMuch => Undelivered::TooMany,
                Unfair::Crowded => Undelivered::Full,
            }),
            _ => {
                let sent = self.deliver(letter, bytes, outbox);
                sent.map_err(|_| Undelivered::Full)
            }
        };
        // a share is free again as soon as the reader says what it has
        let is_awaited = self.out.share(from.0) > SHARE / 2 || sent.is_err();
        if is_awaited && self.liveness.is_here() {
            self.next_ping = self.next_ping.min(now + TELL_WITHIN);
        }
        sent
    }

    /// Sends it, or leaves everything as it was.
    fn deliver(
        &mut self,
        letter: Letter,
        bytes: &[u8],
        outbox: &mut VecDeque<Transmit>,
    ) -> Result<(), Unsent> {
        let head = AppHead {
            peer: letter.from,
            channel: letter.channel,
            sequence: self.sequence.wrapping_add(1),
            time: micros(letter.made),
        };
        match letter.lane {
            Lane::Ordered => {
                let bytes = bytes.to_vec();
                self.offer(&ToPad::Message { head, bytes }, outbox)?;
            }
            Lane::Latest if !self.turn.take(letter.from) => {}
            Lane::Latest => {
                self.latest(&LatestFrame::AppToPad(AppFrame { head, bytes }), outbox);
            }
        }
        self.sequence = head.sequence;
        Ok(())
    }

    /// Takes a message for the pad if there is room, and sends it as soon as there is a link.
    fn offer(&mut self, message: &ToPad, outbox: &mut VecDeque<Transmit>) -> Result<(), Unsent> {
        let bytes = message.encode().map_err(|_| Unsent::Full)?;
        if !self.out.has_room(bytes.len()) {
            return Err(Unsent::Full);
        }
        let queued = match message {
            ToPad::Message { head, .. } if head.peer != Peer::Host => {
                self.out.queue_of(head.peer.into(), bytes)
            }
            _ => self.out.queue(bytes, None),
        };
        queued.map_err(|_| Unsent::Full)?;
        self.send_backlog(outbox);
        Ok(())
    }
}
